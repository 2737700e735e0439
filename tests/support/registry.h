#pragma once

#include <gtest/gtest.h>

#include "stsafe/host/device.h"
#include "stsafe/wire/registry.h"
#include "tests/support/bytes.h"

// From a frame to the command of the registry that it is.
namespace stsafe::testing_support {

/// True if the frame is a command C; then `payload` is what follows code and subject. Which mode
/// its key has, a frame does not say: those of the documents that have a key are of CCM*.
template <wire::Command C>
bool is_command(const wire::CommandFrame& frame, ByteView& payload) {
  payload = frame.body;
  if constexpr (requires { C::kKeyMode; }) {
    if (C::kKeyMode != wire::KeyMode::kCcmStar) return false;
  }
  if (frame.opcode() != C::kOpcode) return false;
  if constexpr (wire::HasSubject<C>) {
    if (payload.empty() || payload[0] != static_cast<std::byte>(C::kSubject.raw())) return false;
    payload = payload.subspan(1);
  }
  return true;
}

/// Calls `visit.operator()<C>(payload)` for each command that the frame can be; returns how many.
template <class Visitor>
int visit_commands_of(const wire::CommandFrame& frame, Visitor&& visit) {
  int count = 0;
  wire::for_each_command([&]<wire::Command C>() {
    ByteView payload;
    if (!is_command<C>(frame, payload)) return;
    visit.template operator()<C>(payload);
    ++count;
  });
  return count;
}

template <wire::Message M>
Bytes encoded(const M& message) {
  Fixed<wire::kMaxResponseSize> buffer{};
  wire::Writer w{buffer};
  encode(w, message);
  const auto written = w.finish();
  EXPECT_TRUE(written);
  return written ? to_bytes(*written) : Bytes{};
}

/// Sends the unprotected command that a frame is, through the device; returns the payload of the
/// answer. Fails the test if there is no such command, or no good answer.
inline Bytes send_as_host(host::Device& device, const wire::CommandFrame& frame) {
  Bytes answered;
  const auto count = visit_commands_of(frame, [&]<wire::Command C>(ByteView payload) {
    const auto command = wire::decode_message<C>(payload);
    ASSERT_TRUE(command) << C::kName;
    const auto answer = device.call(*command);
    ASSERT_TRUE(answer) << C::kName << ": " << describe(answer.error());
    answered = encoded(*answer);
  });
  EXPECT_EQ(count, 1) << "not in the registry";
  return answered;
}

}  // namespace stsafe::testing_support
