#include "apps/stsafe/private_key_slot.h"

#include <fmt/format.h>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/steps.h"
#include "stsafe/host/private_key_table.h"

namespace stsafe::tool {

wire::PrivateKeySlot parse_private_key_slot(const std::string& text) {
  if (text == "ephemeral") return wire::kEphemeralSlot;
  return wire::PrivateKeySlot{parse_slot(text).raw()};
}

std::string private_key_slot_name(wire::PrivateKeySlot slot) {
  return slot == wire::kEphemeralSlot ? "ephemeral" : fmt::to_string(slot.raw());
}

wire::PrivateKeyRecord read_private_key_record(host::Device& device, wire::PrivateKeySlot slot) {
  const auto record = host::read_private_key_slot(device, slot);
  if (record) return *record;
  if (!record.failed_with(Status::kEntryNotFound)) {
    throw step_failure("Query private key table", record.error());
  }
  throw Failure{Failure::Kind::kNotFound,
                fmt::format("there is no private key slot {}; 'stsafe keypair list' lists them",
                            private_key_slot_name(slot))};
}

wire::PrivateKeyRecord require_private_key(host::Device& device, wire::PrivateKeySlot slot) {
  const auto record = read_private_key_record(device, slot);
  if (record.curve) return record;
  throw Failure{
      Failure::Kind::kNotFound,
      fmt::format("private key slot {} is empty; 'stsafe keypair generate' makes a key there",
                  private_key_slot_name(slot))};
}

}  // namespace stsafe::tool
