#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <variant>

#include "stsafe/link/transport.h"
#include "stsafe/wire/frame.h"
#include "tests/support/bytes.h"

namespace stsafe::testing_support {

/// Expects given frames in a given order and answers each with a frame or an error. A frame that is
/// not expected fails the test; so do frames still expected at the end.
class ScriptedTransport final : public link::Transport {
 public:
  ScriptedTransport() = default;
  ScriptedTransport(const ScriptedTransport&) = delete;
  ScriptedTransport& operator=(const ScriptedTransport&) = delete;
  ~ScriptedTransport() {
    EXPECT_TRUE(script_.empty()) << script_.size() << " commands were not sent";
  }

  void expect(ByteView command, ByteView response) {
    script_.push_back({to_bytes(command), to_bytes(response)});
  }
  void expect(ByteView command, Error error) { script_.push_back({to_bytes(command), error}); }
  bool is_finished() const { return script_.empty(); }
  std::size_t num_sent() const { return num_sent_; }

  Result<ByteView> exchange(ByteView request, ByteSpan reply, link::Expectation) override {
    ++num_sent_;
    if (script_.empty()) {
      ADD_FAILURE() << "not expected: " << hex(request);
      return LinkError::kNotDelivered;
    }
    const auto step = std::move(script_.front());
    script_.pop_front();
    EXPECT_EQ(hex(request), hex(step.command));
    if (const auto* error = std::get_if<Error>(&step.outcome)) return *error;
    const auto& response = std::get<Bytes>(step.outcome);
    if (response.size() > reply.size()) return LinkError::kFrameTooLong;
    copy_bytes(response, reply);
    return ByteView{reply.first(response.size())};
  }

 private:
  struct Step {
    Bytes command;
    std::variant<Bytes, Error> outcome;
  };
  std::deque<Step> script_;
  std::size_t num_sent_ = 0;
};

}  // namespace stsafe::testing_support
