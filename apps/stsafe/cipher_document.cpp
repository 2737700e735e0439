#include "apps/stsafe/cipher_document.h"

#include <fmt/format.h>

#include <array>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/data_argument.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"
#include "stsafe/host/symmetric_key_table.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;

constexpr std::size_t kMaxTwoByteSize = 65535;
constexpr std::size_t kMaxFreeSize = std::size_t{1} << 20;
/// Hexadecimal digits of the largest message and associated data, and what stands around them.
constexpr std::size_t kMaxDocumentSize = std::size_t{4} << 20;
constexpr std::array kCipherModes{wire::KeyMode::kCcmStar, wire::KeyMode::kGcm,
                                  wire::KeyMode::kEcb};

[[noreturn]] void refuse_document(const std::string& file, std::string_view why) {
  throw usage_failure(
      fmt::format("--from: '{}' is no document of 'stsafe encrypt': {}", file, why));
}

std::vector<std::byte> bytes_member(const std::string& file, const Json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end() || !found->is_string()) {
    refuse_document(file, fmt::format("it has no text {}", name));
  }
  auto bytes = text::from_hex(found->get_ref<const std::string&>());
  if (!bytes) refuse_document(file, fmt::format("{} is not bytes in hexadecimal", name));
  return std::move(*bytes);
}

wire::SlotNumber slot_member(const std::string& file, const Json& json) {
  const auto found = json.find("slot");
  if (found == json.end() || !found->is_number_unsigned() || *found > UINT8_MAX) {
    refuse_document(file, "it has no slot from 0 to 255");
  }
  return wire::SlotNumber{found->get<std::uint8_t>()};
}

wire::KeyMode mode_member(const std::string& file, const Json& json) {
  const auto found = json.find("mode");
  if (found != json.end() && found->is_string()) {
    for (const auto mode : kCipherModes) {
      if (text::name(mode) == found->get_ref<const std::string&>()) return mode;
    }
  }
  refuse_document(file, "its mode is none of CCM*, GCM, ECB");
}

}  // namespace

Json cipher_as_json(const CipherDocument& document) {
  return {{"slot", document.slot.raw()},
          {"mode", text::name(document.mode)},
          {"nonce_hex", text::to_hex(document.nonce)},
          {"associated_data_hex", text::to_hex(document.associated_data)},
          {"ciphertext_hex", text::to_hex(document.ciphertext)},
          {"tag_hex", text::to_hex(document.tag)}};
}

CipherDocument read_cipher_document(const std::string& file) {
  const auto bytes = read_input(file, "document", kMaxDocumentSize);
  const std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  const auto json = Json::parse(text, nullptr, false);
  if (!json.is_object()) refuse_document(file, "it is no JSON object");
  const auto schema = json.find("schema");
  if (schema == json.end() || *schema != 1) refuse_document(file, "its schema is not 1");
  return {.slot = slot_member(file, json),
          .mode = mode_member(file, json),
          .nonce = bytes_member(file, json, "nonce_hex"),
          .associated_data = bytes_member(file, json, "associated_data_hex"),
          .ciphertext = bytes_member(file, json, "ciphertext_hex"),
          .tag = bytes_member(file, json, "tag_hex")};
}

void add_associated_data(CLI::App& verb, AssociatedData& data) {
  auto* hex = verb.add_option("--associated-data", data.hex,
                              "Authenticated, but not encrypted: up to 65535 bytes [none]")
                  ->type_name("HEX");
  verb.add_option("--associated-data-file", data.file, "The same in a file; - for standard input")
      ->type_name("FILE")
      ->excludes(hex);
}

std::vector<std::byte> read_associated_data(const AssociatedData& data) {
  if (data.hex) return parse_bytes("--associated-data", *data.hex);
  if (data.file.empty()) return {};
  return read_input(data.file, "associated data", kMaxTwoByteSize);
}

std::size_t max_message_size(wire::KeyMode mode) {
  return mode == wire::KeyMode::kCcmStar ? kMaxTwoByteSize : kMaxFreeSize;
}

wire::KeyInfo key_in_slot(Session& session, wire::SlotNumber slot) {
  const auto what = fmt::format("Slot {}", slot.raw());
  const auto record = require(what, host::read_slot(session.device(), slot));
  if (!record.present) throw step_failure(what, Status::kKeyNotFound);
  return {.slot = slot, .key = record.key};
}

void warn_of_weak_tag(const Session& session, std::size_t tag_size) {
  const auto tag = host::TagSize::of(tag_size, host::AcceptWeakTag{});
  if (tag && tag->is_weak()) session.remark(weak_tag_warning(*tag));
}

}  // namespace stsafe::tool
