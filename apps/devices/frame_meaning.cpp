#include "apps/devices/frame_meaning.h"

#include <fmt/format.h>

#include "apps/text/hex_text.h"
#include "apps/text/names.h"
#include "stsafe/wire/registry.h"

namespace stsafe::devices {
namespace {

using text::to_hex;

// How each kind of field looks.
template <class Rep, class Tag>
std::string show(Strong<Rep, Tag> value) {
  return fmt::format("{}", value.raw());
}
template <std::size_t N>
std::string show(const Fixed<N>& value) {
  return to_hex(value);
}
std::string show(wire::Tail value) { return to_hex(value.bytes()); }
std::string show(wire::Prefixed value) { return to_hex(value.bytes()); }
std::string show(wire::PrefixedPair value) {
  return to_hex(value.first()) + to_hex(value.second());
}
std::string show(Curve curve) { return std::string{text::name(curve)}; }
std::string show(const PublicKey& key) {
  return fmt::format("{}:{}", text::name(key.curve()), to_hex(key.raw()));
}
std::string show(wire::ShortPrefixed value) { return to_hex(value.bytes()); }
std::string show(HashAlgorithm algorithm) { return std::string{text::name(algorithm)}; }
std::string show(const wire::DeriveSalt& salt) {
  if (salt.source == wire::KeySource::kSlot) return fmt::format("slot {}", salt.slot.raw());
  return to_hex(salt.bytes);
}
std::string show(const std::optional<PublicKey>& key) { return key ? show(*key) : "none"; }
std::string show(const wire::Point& point) { return to_hex(point.bytes()); }
std::string show(const wire::SignedData& data) {
  return fmt::format("{} signature={}{} message={}", show(data.public_key), show(data.r),
                     show(data.s), show(data.message));
}
std::string show(wire::LifeCycle state) { return text::name(state); }
std::string show(wire::KeyType type) { return text::name(type); }
std::string show(wire::HostKeyType type) { return text::name(type); }
std::string show(wire::AgreementAlgorithm algorithm) {
  return fmt::format("{:#04x}", static_cast<unsigned>(algorithm));
}
std::string show(const wire::KeyInfo& info) {
  const auto& key = info.key;
  return fmt::format("{} for {} in slot {}", text::name(key.type), text::name(key.mode),
                     info.slot.raw());
}
std::string show(const wire::SlotControlFields& fields) { return text::control_names(fields); }
std::string show(const wire::HostKeyControlFields& fields) {
  return fmt::format("{:02x}{:02x}", fields.flags, fields.authentication_key);
}
std::string show(const wire::HostKeySlot& slot) {
  if (!slot.keys) return "empty";
  return fmt::format("{}, counter {}", text::name(slot.keys->type), slot.keys->counter.raw());
}
std::string show(const wire::HostKeySlotV1& slot) {
  return slot.counter ? fmt::format("counter {}", slot.counter->raw()) : "empty";
}
std::string show(const std::optional<wire::AgreementAuthentication>& authentication) {
  if (!authentication) return "anonymous";
  return fmt::format("by key {}", authentication->public_key_slot.raw());
}

std::string show(wire::WakeUp wake_up) {
  return fmt::format("{:#04x}", static_cast<unsigned>(wake_up));
}
std::string show(const wire::I2cParameters& parameters) {
  return fmt::format("address {:#04x}{}{}", parameters.address,
                     parameters.low_power_mode == wire::LowPowerMode::kStandby
                         ? fmt::format(", standby after {} ms", parameters.idle_time().count())
                         : "",
                     parameters.locked ? ", locked" : "");
}
std::string show(wire::ZoneOption option) { return fmt::format("{:02x}", option.raw()); }

// Which bytes of a secret field nobody may see. Only fields that show the frame's own memory are
// ever secret; another type in a secret_field() does not compile.
ByteView secret_bytes(wire::Tail value) { return value.bytes(); }
ByteView secret_bytes(wire::Prefixed value) { return value.bytes(); }
ByteView secret_bytes(const wire::DeriveInput& input) { return input.key; }
ByteView secret_bytes(wire::WriteHostKeyV2Plaintext::KeyPart value) { return value.bytes; }

template <class T>
std::string show_redacted(const T& value) {
  return fmt::format("<{} bytes>", secret_bytes(value).size());
}
std::string show_redacted(const wire::DeriveInput& input) {
  if (input.source == wire::KeySource::kSlot) return fmt::format("slot {}", input.slot.raw());
  return fmt::format("<{} bytes>", input.key.size());
}

template <class T>
concept Shown = requires(const T& value) { show(value); };
template <class T>
concept Redactable = requires(const T& value) { secret_bytes(value); };

template <wire::Message M>
std::vector<FieldMeaning> fields_of(const M& message) {
  std::vector<FieldMeaning> fields;
  wire::for_each_field(message, [&](const wire::Field& field, const auto& value) {
    FieldMeaning meaning{.name = field.name, .text = {}};
    if constexpr (Redactable<decltype(value)>) {
      if (field.secret) {
        meaning.text = show_redacted(value);
        meaning.secret = secret_bytes(value);
      }
    }
    if constexpr (Shown<decltype(value)>) {
      if (!field.secret) meaning.text = show(value);
    }
    fields.push_back(std::move(meaning));
  });
  return fields;
}

/// True if each field has a function above: else it would be shown as nothing, and a secret one be
/// recorded as it is.
template <wire::Message M>
consteval bool knows_fields() {
  const M message{};
  std::size_t i = 0;
  bool all = true;
  const auto check = [&]<class T>(const T&) {
    all &= M::kFields[i++].secret ? Redactable<T> : Shown<T>;
  };
  std::apply([&](const auto&... member) { (check(member), ...); }, wire::members(message));
  return all;
}

template <wire::Message M>
void read_fields(ByteView bytes, PayloadMeaning& payload) {
  static_assert(knows_fields<M>());
  const auto message = wire::decode_message<M>(bytes);
  if (message) payload.fields = fields_of(*message);
  payload.opaque = message ? Opaque::kNo : Opaque::kMalformed;
}

template <wire::Command C>
constexpr std::size_t kSubjectSize = wire::HasSubject<C> ? 1 : 0;

template <wire::Command C>
bool matches(wire::Opcode opcode, ByteView payload, const KeyModes& modes) {
  if (opcode != C::kOpcode) return false;
  if constexpr (wire::HasSubject<C>) {
    if (payload.empty() || payload[0] != static_cast<std::byte>(C::kSubject.raw())) return false;
  }
  if constexpr (requires { C::kKeyMode; }) {
    constexpr auto slot = kSubjectSize<C>;
    return payload.size() > slot &&
           modes[std::to_integer<std::size_t>(payload[slot])] == C::kKeyMode;
  }
  return true;
}

/// Why a command of this code cannot be read.
Opaque why_unknown(wire::Opcode opcode) {
  bool depends_on_mode = false;
  wire::for_each_command([&]<class C>() {
    if constexpr (requires { C::kKeyMode; }) depends_on_mode |= opcode == C::kOpcode;
  });
  return depends_on_mode ? Opaque::kUnknownMode : Opaque::kUnknownCommand;
}

/// Takes a MAC from the end of a payload.
ByteView split_mac(ByteView& payload) {
  if (payload.size() < wire::kMacSize) return {};
  const auto mac = payload.last(wire::kMacSize);
  payload = payload.first(payload.size() - wire::kMacSize);
  return mac;
}

struct CommandParts {
  wire::Opcode opcode{};
  ByteView payload{};
  ByteView mac{};
  std::byte protection{};
  bool readable = false;
};

std::optional<CommandParts> take_apart(ByteView frame, const wire::CommandRule& rule) {
  const auto parsed = wire::parse_command(frame);
  if (!parsed) return std::nullopt;
  CommandParts parts{parsed->opcode(), parsed->body, {}, parsed->protection(), true};
  if ((parts.protection & wire::kProtectedBit) != std::byte{0}) {
    parts.mac = split_mac(parts.payload);
    parts.readable = parts.mac.empty() || !rule.encrypt_command;
  }
  return parts;
}

}  // namespace

std::string_view text_of(Opaque why) {
  switch (why) {
    case Opaque::kNo: return "";
    case Opaque::kEncrypted: return "encrypted";
    case Opaque::kAnswerToEncrypted: return "answer to an encrypted command";
    case Opaque::kUnknownMode: return "for a key of unknown mode";
    case Opaque::kUnknownCommand: return "not known to this version";
    case Opaque::kMalformed: return "malformed";
    case Opaque::kErrorAnswer: break;
  }
  return "with an error status";
}

std::optional<CommandMeaning> meaning_of_command(ByteView frame, const wire::CommandRule& rule,
                                                 const KeyModes& modes) {
  const auto parts = take_apart(frame, rule);
  if (!parts) return std::nullopt;
  CommandMeaning meaning{.opcode = parts->opcode,
                         .name = std::string{text::command_name(parts->opcode)},
                         .protection = parts->protection,
                         .payload = {.bytes = parts->payload},
                         .mac = parts->mac};
  meaning.payload.opaque = parts->readable ? why_unknown(parts->opcode) : Opaque::kEncrypted;
  wire::for_each_command([&]<class C>() {
    if (!parts->readable || !matches<C>(parts->opcode, parts->payload, modes)) return;
    meaning.name = C::kName;
    meaning.payload.bytes = parts->payload.subspan(kSubjectSize<C>);
    read_fields<C>(meaning.payload.bytes, meaning.payload);
  });
  return meaning;
}

std::optional<ResponseMeaning> meaning_of_response(ByteView command, ByteView response,
                                                   const wire::CommandRule& rule,
                                                   const KeyModes& modes) {
  const auto parsed = wire::parse_response(response);
  if (!parsed) return std::nullopt;
  ResponseMeaning meaning{.status = parsed->status(), .payload = {.bytes = parsed->payload}};
  auto& payload = meaning.payload;
  const auto parts = take_apart(command, rule);
  if (meaning.status != Status::kOk || !parts) {
    if (!payload.bytes.empty()) payload.opaque = Opaque::kErrorAnswer;
    return meaning;
  }
  if ((parts->protection & wire::kResponseProtectedBit) != std::byte{0}) {
    meaning.mac = split_mac(payload.bytes);
  }
  if (payload.bytes.empty()) return meaning;
  if (!meaning.mac.empty() && rule.encrypt_response) {
    payload.opaque = Opaque::kEncrypted;
  } else if (!parts->readable) {
    payload.opaque = Opaque::kAnswerToEncrypted;
  } else {
    payload.opaque = why_unknown(parts->opcode);
    wire::for_each_command([&]<class C>() {
      if (matches<C>(parts->opcode, parts->payload, modes)) {
        read_fields<typename C::Response>(payload.bytes, payload);
      }
    });
  }
  return meaning;
}

}  // namespace stsafe::devices
