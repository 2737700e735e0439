#include "apps/devices/trace.h"

#include <fmt/format.h>

#include "apps/text/advice.h"
#include "stsafe/host/symmetric_key_table.h"
#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/frame.h"

namespace stsafe::devices {
namespace {

/// True for the commands that may put a key of another mode into a slot, and Erase.
bool changes_keys(wire::Opcode opcode) {
  constexpr std::array<std::uint16_t, 5> codes{0x1F05, 0x1F09, 0x1F10, 0x1F17, 0x1F19};
  return std::ranges::find(codes, opcode.raw()) != codes.end();
}

/// Reads the answer if the command is a query C.
template <wire::Command C>
Result<typename C::Response> answer_to(const wire::CommandFrame& command, ByteView payload) {
  if (command.opcode() != C::kOpcode || command.body.size() != 1 ||
      command.body[0] != static_cast<std::byte>(C::kSubject.raw())) {
    return LinkError::kUnexpectedResponse;
  }
  return wire::decode_message<typename C::Response>(payload);
}

}  // namespace

Result<ByteView> TracingTransport::exchange(ByteView request, ByteSpan reply,
                                            link::Expectation expected) {
  const auto command = wire::parse_command(request);
  const auto rule = command ? authorization_.rule(command->opcode()) : wire::CommandRule{};
  sink_(describe_command(request, rule, modes_));
  if (command && changes_keys(command->opcode())) modes_ = {};
  const auto response = inner_.exchange(request, reply, expected);
  if (!response) {
    sink_(fmt::format("! {}", text::explain(response.error())));
    return response;
  }
  sink_(describe_response(request, *response, rule, modes_));
  if (command) learn(*command, *response);
  return response;
}

// A table that cannot be read is the host's to report.
void TracingTransport::learn(const wire::CommandFrame& command, ByteView response) {
  const auto answer = wire::parse_response(response);
  if (!answer || answer->status() != Status::kOk) return;
  if (const auto rules = answer_to<wire::QueryCommandAuthorization>(command, answer->payload)) {
    static_cast<void>(authorization_.load(rules->num_records.raw(), rules->records.bytes()));
  }
  if (const auto keys = answer_to<wire::QuerySymmetricKeyTable>(command, answer->payload)) {
    modes_ = {};
    const auto table = host::parse_symmetric_key_table(*keys);
    for (std::size_t slot = 0; table && slot < table->num_slots; ++slot) {
      const auto& record = table->records[slot];
      if (record.present) modes_[slot] = record.key.mode;
    }
  }
}

}  // namespace stsafe::devices
