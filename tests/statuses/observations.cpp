#include "tests/statuses/observations.h"

#include "stsafe/wire/registry.h"
#include "tests/conformance/request.h"
#include "tests/support/bytes.h"

namespace stsafe::statuses {
namespace {

using conformance::Request;
using testing_support::hex;

/// The mode of the key that a request's first byte names. -1 if there is none.
int mode_of(const Request& request, const sim::Nvm& stored) {
  if (request.payload.empty()) return -1;
  const auto slot = std::to_integer<std::size_t>(request.payload[0]);
  if (slot >= stored.num_symmetric_slots || !stored.symmetric[slot].present) return -1;
  return std::to_underlying(stored.symmetric[slot].key.mode);
}

/// The registry's name of the command that a request is, for a chip in this state. Where the key in
/// a slot would decide and is not there, or is of no use here, the code in place of a name.
std::string command_of(ByteView bytes, const sim::Nvm& stored) {
  const auto whole = conformance::take_apart(bytes);
  std::string name =
      hex(bytes.first(std::min<std::size_t>(bytes.size(), wire::header_size(whole.opcode))));
  wire::for_each_command([&]<wire::Command C>() {
    auto request = whole;
    if (C::kOpcode != request.opcode) return;
    if constexpr (wire::HasSubject<C>) {
      const auto subject = static_cast<std::byte>(C::kSubject.raw());
      if (request.payload.empty() || request.payload[0] != subject) return;
      request.payload = request.payload.subspan(1);
    }
    if constexpr (requires { C::kKeyMode; }) {
      if (mode_of(request, stored) != std::to_underlying(C::kKeyMode)) return;
    }
    name = C::kName;
  });
  return name;
}

/// True if the host session encrypts what this request carries.
Bench::Sealing sealing_of(ByteView request, const sim::Nvm& stored) {
  const auto rule = stored.commands.find(conformance::take_apart(request).opcode);
  return rule.encrypt_command ? Bench::Sealing::kMacAndEncryption : Bench::Sealing::kMac;
}

}  // namespace

void Observations::send(Bench& bench, ByteView request) {
  const auto command = command_of(request, bench.chip().stored());
  const auto answer = bench.send(Bytes{request.begin(), request.end()});
  note(bench, command, request, answer.status());
}

void Observations::send_sealed(Bench& bench, ByteView request) {
  const auto command = command_of(request, bench.chip().stored());
  const auto answer = bench.send_sealed(request, sealing_of(request, bench.chip().stored()));
  note(bench, command, request, answer.status());
}

void Observations::send_raw(Bench& bench, ByteView frame) {
  const auto command = frame.empty() ? "" : command_of(frame, bench.chip().stored());
  note(bench, command, frame, bench.send_raw(frame).status());
}

void Observations::note(Bench& bench, const std::string& command, ByteView request, Status status) {
  if (!bench.chip().last_command()) {
    general_.try_emplace(status, hex(request));
  } else {
    of_commands_.try_emplace({command, status}, hex(request));
  }
}

}  // namespace stsafe::statuses
