#include <fmt/format.h>

#include <algorithm>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/key_plan.h"
#include "apps/stsafe/seal.h"
#include "apps/stsafe/sealed_streams.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"
#include "cose/encrypt0.h"
#include "cose/key_transfer.h"
#include "cose/labels.h"
#include "stsafe/host/symmetric_key_table.h"

namespace stsafe::tool {
namespace {

constexpr std::string_view kOpen = "Open";

/// A name as a person can read it, else in hexadecimal.
std::string readable(ByteView name) {
  const auto is_plain = std::ranges::all_of(
      name, [](std::byte byte) { return byte > std::byte{0x20} && byte < std::byte{0x7F}; });
  if (!is_plain || name.empty()) return text::to_hex(name);
  return {reinterpret_cast<const char*>(name.data()), name.size()};
}

bool holds_keys(const cose::Opened& opened) {
  const auto& type = opened.headers.protected_map.content_type;
  const auto* number = type ? std::get_if<std::uint64_t>(&*type) : nullptr;
  return number != nullptr &&
         (*number == cose::content_type::kCoseKey || *number == cose::content_type::kCoseKeySet);
}

void print_key_set(Session& session, cose::ChipKey& key, ByteView sealed,
                   const cose::OpenOptions& options) {
  const auto set = require_sealed(kOpen, cose::open_key_set(key, sealed, options));
  Json list = Json::array();
  for (const auto& each : set.keys) {
    const auto algorithm =
        each.algorithm ? cose::algorithm_name(*each.algorithm) : std::string{"none"};
    list.push_back(
        {{"name", readable(each.key_id)}, {"size", each.value.size()}, {"algorithm", algorithm}});
    if (!session.options.json) {
      fmt::print("{}: {} bytes, {}\n", readable(each.key_id), each.value.size(), algorithm);
    }
  }
  if (session.options.json) print_json({{"form", "key set"}, {"keys", std::move(list)}});
}

cose::OpenOptions open_options(const OpenArguments& arguments, ByteView aad) {
  cose::OpenOptions options{.external_aad = aad, .key_id = key_id_rule(arguments)};
  return options;
}

/// The key of this name, or the only one.
const cose::SymmetricKey& choose_key(const cose::KeySet& set, const std::string& name) {
  if (!name.empty()) return *require_sealed(kOpen, set.find(name_bytes(name)));
  if (set.keys.size() == 1) return set.keys.front();
  std::string names;
  for (const auto& each : set.keys) names += fmt::format(" {}", readable(each.key_id));
  throw devices::usage_failure(fmt::format("which key? Say --name, one of:{}", names));
}

}  // namespace

cose::KeyIdRule key_id_rule(const OpenArguments& arguments) {
  if (arguments.any_key_id) return cose::KeyIdRule::any();
  if (arguments.context.key_id.empty()) return {};
  return cose::KeyIdRule::exactly(name_bytes(arguments.context.key_id));
}

void open_one_message(Session& session, const OpenArguments& arguments, ByteView sealed) {
  auto key =
      require_sealed(kOpen, cose::ChipKey::open(session.device(), only_slot(arguments.keys)));
  const auto aad = external_aad(arguments.context);
  const auto options = open_options(arguments, aad);
  const auto opened = require_sealed(kOpen, cose::open_encrypt0(key, sealed, options));
  if (holds_keys(opened)) {
    if (!arguments.output.empty()) {
      throw devices::usage_failure(
          "these are keys, which are not written to disk: say --into-slot N");
    }
    return print_key_set(session, key, sealed, options);
  }
  const auto content = opened.plaintext.reveal();
  if (!arguments.output.empty() || !session.options.json) {
    SealedOutput output{arguments.output, arguments.force, Passing::kAtOnce};
    require_sealed(kOpen, output.sink().write(content));
    require_sealed(kOpen, output.sink().commit());
  }
  if (!session.options.json) return;
  Json json{{"form", "encrypt0"}, {"algorithm", key.algorithm()}, {"content_size", content.size()}};
  if (const auto* key_id = opened.headers.key_id()) json["key_id_hex"] = text::to_hex(*key_id);
  if (const auto& type = opened.headers.protected_map.content_type) {
    std::visit([&json](const auto& value) { json["content_type"] = value; }, *type);
  }
  if (arguments.output.empty()) {
    json["content_hex"] = text::to_hex(content);
  } else {
    json["output"] = arguments.output;
  }
  print_json(std::move(json));
}

void open_into_slot(Session& session, const OpenArguments& arguments, ByteView sealed) {
  auto& device = session.device();
  auto key = require_sealed(kOpen, cose::ChipKey::open(device, only_slot(arguments.keys)));
  const auto slot = parse_slot(arguments.into_slot, "--into-slot");
  const auto step = fmt::format("Write the key into slot {}", slot.raw());
  const auto aad = external_aad(arguments.context);
  const auto set =
      require_sealed(kOpen, cose::open_key_set(key, sealed, open_options(arguments, aad)));
  const auto& received = choose_key(set, arguments.name);
  auto description = require_sealed(step, cose::describe_key(received));
  if (arguments.is_locked) description.lock = wire::Lock::kLocked;
  const auto record = require(step, host::read_slot(device, slot));
  Plan plan;
  plan_wrapped_key(plan, slot, record, description.lock);
  if (!session.may_proceed(plan)) return;
  const wire::KeyInfo info{.slot = slot, .key = description};
  const auto written = require_sealed(
      step, cose::write_key({.device = device, .crypto = session.connection().kek_crypto()}, info,
                            received));
  if (written == host::KeyWrite::kCannotKnow) {
    throw Failure{Failure::Kind::kBus,
                  fmt::format("{}: the answer was lost, and the slot does not tell whether the key "
                              "was written. Run it again.",
                              step)};
  }
  if (session.options.json) {
    print_json({{"slot", slot.raw()},
                {"name", readable(received.key_id)},
                {"type", text::name(description.type)},
                {"mode", text::name(description.mode)},
                {"locked", arguments.is_locked}});
  } else {
    fmt::print("slot {}: {} {} key '{}'\n", slot.raw(), text::name(description.type),
               text::name(description.mode), readable(received.key_id));
  }
}

}  // namespace stsafe::tool
