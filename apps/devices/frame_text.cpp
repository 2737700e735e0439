#include "apps/devices/frame_text.h"

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

// Only byte strings are ever secret.
std::string show_redacted(wire::Tail value) {
  return fmt::format("<{} bytes>", value.bytes().size());
}
std::string show_redacted(wire::Prefixed value) {
  return fmt::format("<{} bytes>", value.bytes().size());
}
std::string show_redacted(const wire::DeriveInput& input) {
  if (input.source == wire::KeySource::kSlot) return fmt::format("slot {}", input.slot.raw());
  return fmt::format("<{} bytes>", input.key.size());
}
std::string show_redacted(wire::WriteHostKeyV2Plaintext::KeyPart value) {
  return fmt::format("<{} bytes>", value.bytes.size());
}

template <wire::Message M>
std::string show_fields(const M& message) {
  std::string out;
  wire::for_each_field(message, [&](const wire::Field& field, const auto& value) {
    std::string shown;
    if constexpr (requires { show_redacted(value); }) {
      if (field.secret) shown = show_redacted(value);
    }
    if constexpr (requires { show(value); }) {
      if (!field.secret) shown = show(value);
    }
    out += fmt::format(" {}={}", field.name, shown);
  });
  return out;
}

std::string protection_text(std::byte bits) { return bits == std::byte{0} ? "" : " [C-MAC]"; }

std::string opaque(std::string_view what, ByteView bytes) {
  return fmt::format(" <{} bytes, {}>", bytes.size(), what);
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
std::string_view why_unknown(wire::Opcode opcode) {
  bool depends_on_mode = false;
  wire::for_each_command([&]<class C>() {
    if constexpr (requires { C::kKeyMode; }) depends_on_mode |= opcode == C::kOpcode;
  });
  return depends_on_mode ? "for a key of unknown mode" : "not known to this version";
}

struct CommandParts {
  wire::Opcode opcode{};
  ByteView payload{};
  std::byte protection{};
  bool readable = false;
};

std::optional<CommandParts> take_apart(ByteView frame, const wire::CommandRule& rule) {
  const auto parsed = wire::parse_command(frame);
  if (!parsed) return std::nullopt;
  CommandParts parts{parsed->opcode(), parsed->body, parsed->protection(), true};
  if ((parts.protection & wire::kProtectedBit) != std::byte{0} &&
      parts.payload.size() >= wire::kMacSize) {
    parts.payload = parts.payload.first(parts.payload.size() - wire::kMacSize);
    parts.readable = !rule.encrypt_command;
  }
  return parts;
}

}  // namespace

std::string describe_command(ByteView frame, const wire::CommandRule& rule, const KeyModes& modes) {
  const auto parts = take_apart(frame, rule);
  if (!parts) return fmt::format("> damaged frame of {} bytes", frame.size());
  std::string fields =
      opaque(parts->readable ? why_unknown(parts->opcode) : "encrypted", parts->payload);
  std::string name{text::command_name(parts->opcode)};
  wire::for_each_command([&]<class C>() {
    if (!parts->readable || !matches<C>(parts->opcode, parts->payload, modes)) return;
    name = C::kName;
    const auto payload = parts->payload.subspan(kSubjectSize<C>);
    const auto message = wire::decode_message<C>(payload);
    fields = message ? show_fields(*message) : opaque("malformed", payload);
  });
  return fmt::format("> {:<4} {}{}{}", text::code_text(parts->opcode), name,
                     protection_text(parts->protection), fields);
}

std::string describe_response(ByteView command, ByteView response, const wire::CommandRule& rule,
                              const KeyModes& modes) {
  const auto parsed = wire::parse_response(response);
  if (!parsed) return fmt::format("< damaged frame of {} bytes", response.size());
  const auto status = parsed->status();
  auto line = fmt::format("< {:02X}   {}", static_cast<unsigned>(status), stsafe::name(status));
  const auto parts = take_apart(command, rule);
  if (status != Status::kOk || !parts) return line;
  auto payload = parsed->payload;
  const bool has_mac = (parts->protection & wire::kResponseProtectedBit) != std::byte{0};
  if (has_mac && payload.size() >= wire::kMacSize) {
    payload = payload.first(payload.size() - wire::kMacSize);
    line += " [R-MAC]";
  }
  if (payload.empty()) return line;
  if (has_mac && rule.encrypt_response) return line + opaque("encrypted", payload);
  if (!parts->readable) return line + opaque("answer to an encrypted command", payload);
  std::string fields = opaque(why_unknown(parts->opcode), payload);
  wire::for_each_command([&]<class C>() {
    if (!matches<C>(parts->opcode, parts->payload, modes)) return;
    const auto message = wire::decode_message<typename C::Response>(payload);
    fields = message ? show_fields(*message) : opaque("malformed", payload);
  });
  return line + fields;
}

}  // namespace stsafe::devices
