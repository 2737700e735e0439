#include "stsafe/host/authorization.h"

namespace stsafe::host {
namespace {

constexpr std::uint8_t kAccessMask = 0x07;
constexpr std::uint8_t kEncryptCommand = 0x08;
constexpr std::uint8_t kEncryptResponse = 0x10;
constexpr std::size_t kCodesPerRange = 32;

}  // namespace

Result<void> Authorization::load(std::size_t num_records, ByteView records) {
  wire::Reader r{records};
  Authorization fresh;
  for (std::size_t i = 0; i < num_records; ++i) {
    wire::CommandRule rule;
    decode(r, rule);
    const auto access = std::to_underlying(rule.access);
    if (access > kAccessMask || (rule.opcode.raw() & 0xFF) >= kCodesPerRange) {
      return LinkError::kMalformedField;
    }
    fresh.rules_[index(rule.opcode)] =
        static_cast<std::uint8_t>(access | (rule.encrypt_command ? kEncryptCommand : 0) |
                                  (rule.encrypt_response ? kEncryptResponse : 0));
  }
  if (auto end = r.finish(); !end) return end;
  *this = fresh;
  return {};
}

wire::CommandRule Authorization::rule(wire::Opcode opcode) const {
  const auto packed = rules_[index(opcode)];
  return {.opcode = opcode,
          .access = static_cast<wire::CommandAccess>(packed & kAccessMask),
          .encrypt_command = (packed & kEncryptCommand) != 0,
          .encrypt_response = (packed & kEncryptResponse) != 0};
}

bool Authorization::demands_session(wire::Opcode opcode) const {
  // Rules with flags are above all access conditions.
  const auto rule = rules_[index(opcode)];
  return rule >= std::to_underlying(wire::CommandAccess::kHost) &&
         rule != std::to_underlying(wire::CommandAccess::kAdminOrPassword);
}

std::size_t Authorization::index(wire::Opcode opcode) {
  return (opcode.raw() % kCodesPerRange) + (is_extended(opcode) ? kCodesPerRange : 0);
}

}  // namespace stsafe::host
