#include "apps/devices/chip_knowledge.h"

#include "stsafe/host/symmetric_key_table.h"
#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/commands/device_settings.h"

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

bool changes_encryption(const wire::CommandFrame& command) {
  using Put = wire::PutCommandEncryptionFlags;
  return command.opcode() == Put::kOpcode && !command.body.empty() &&
         command.body[0] == static_cast<std::byte>(Put::kSubject.raw());
}

}  // namespace

wire::CommandRule ChipKnowledge::rule(ByteView frame) const {
  const auto command = wire::parse_command(frame);
  return command ? authorization_.rule(command->opcode()) : wire::CommandRule{};
}

void ChipKnowledge::sent(ByteView frame) {
  const auto command = wire::parse_command(frame);
  if (!command) return;
  if (changes_keys(command->opcode())) modes_ = {};
  if (changes_encryption(*command)) authorization_ = {};
}

// A table that cannot be read is the host's to report.
void ChipKnowledge::answered(ByteView frame, ByteView response) {
  const auto command = wire::parse_command(frame);
  if (!command) return;
  const auto answer = wire::parse_response(response);
  if (!answer || answer->status() != Status::kOk) return;
  if (const auto rules = answer_to<wire::QueryCommandAuthorization>(*command, answer->payload)) {
    static_cast<void>(authorization_.load(rules->num_records.raw(), rules->records.bytes()));
  }
  if (const auto keys = answer_to<wire::QuerySymmetricKeyTable>(*command, answer->payload)) {
    modes_ = {};
    const auto table = host::parse_symmetric_key_table(*keys);
    for (std::size_t slot = 0; table && slot < table->num_slots; ++slot) {
      const auto& record = table->records[slot];
      if (record.present) modes_[slot] = record.key.mode;
    }
  }
}

}  // namespace stsafe::devices
