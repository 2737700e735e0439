#include "apps/text/names.h"

#include <fmt/format.h>

#include <cctype>

#include "stsafe/wire/all_codes.h"

namespace stsafe::text {
namespace {

template <class E, std::size_t N>
std::string pick(const std::array<std::string_view, N>& names, E value) {
  const auto index = static_cast<std::size_t>(value);
  return index < N ? std::string{names[index]} : fmt::format("unknown ({:#04x})", index);
}

struct Bit {
  unsigned mask;
  std::string_view name;
};

template <std::size_t N>
std::string list_bits(unsigned value, const std::array<Bit, N>& bits) {
  std::string out;
  for (const auto& bit : bits) {
    if ((value & bit.mask) == 0) continue;
    if (!out.empty()) out += ", ";
    out += bit.name;
  }
  return out.empty() ? "none" : out;
}

std::string without_hyphens(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '-' || c == '_') continue;
    out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

}  // namespace

std::string_view name(Curve curve) {
  constexpr std::array<std::string_view, kAllCurves.size()> names{
      "NIST-P-256",      "NIST-P-384",      "NIST-P-521", "brainpoolP256r1",
      "brainpoolP384r1", "brainpoolP512r1", "X25519",     "Ed25519"};
  return names[static_cast<std::size_t>(curve)];
}

std::optional<Curve> find_curve(std::string_view wanted) {
  for (const auto curve : kAllCurves) {
    if (without_hyphens(name(curve)) == without_hyphens(wanted)) return curve;
  }
  return std::nullopt;
}

std::string_view name(HashAlgorithm algorithm) {
  switch (algorithm) {
    case HashAlgorithm::kSha256: return "SHA-256";
    case HashAlgorithm::kSha384: return "SHA-384";
    case HashAlgorithm::kSha512: return "SHA-512";
    case HashAlgorithm::kSha3_256: return "SHA3-256";
    case HashAlgorithm::kSha3_384: return "SHA3-384";
    case HashAlgorithm::kSha3_512: return "SHA3-512";
  }
  return "unknown";
}

std::string name(wire::LifeCycle state) {
  switch (state) {
    case wire::LifeCycle::kBorn: return "born";
    case wire::LifeCycle::kPatching: return "patching";
    case wire::LifeCycle::kOperational: return "operational";
    case wire::LifeCycle::kTerminated: return "terminated";
    case wire::LifeCycle::kBornLocked: return "born, locked";
    case wire::LifeCycle::kOperationalLocked: return "operational, locked";
  }
  return fmt::format("unknown ({:#04x})", static_cast<unsigned>(state));
}

std::string name(wire::KeyType type) {
  return pick<wire::KeyType, 3>({"AES-128", "AES-256", "generic secret"}, type);
}
std::string name(wire::KeyMode mode) {
  return pick<wire::KeyMode, 6>({"CCM*", "CMAC", "ECB", "GCM", "HKDF", "HMAC"}, mode);
}
std::string name(wire::Lock lock) {
  return pick<wire::Lock, 3>({"unlocked", "locked", "erasable"}, lock);
}
std::string name(wire::HostKeyType type) {
  return pick<wire::HostKeyType, 2>({"AES-128", "AES-256"}, type);
}
std::string name(wire::CommandAccess access) {
  return pick<wire::CommandAccess, 6>(
      {"never", "free", "admin", "host", "admin or password", "admin or host"}, access);
}

std::string usage_names(wire::Usage usage) {
  constexpr std::array bits{
      Bit{wire::kEncrypt.raw(), "encrypt"},
      Bit{wire::kDecrypt.raw(), "decrypt"},
      Bit{wire::kEncryptChunks.raw(), "encrypt by chunks"},
      Bit{wire::kDecryptChunks.raw(), "decrypt by chunks"},
      Bit{wire::kGenerateMac.raw(), "generate MAC"},
      Bit{wire::kVerifyMac.raw(), "verify MAC"},
      Bit{wire::kDerive.raw(), "derive"},
  };
  return list_bits(usage.raw(), bits);
}

std::string control_names(const wire::SlotControlFields& fields) {
  using Fields = wire::SlotControlFields;
  constexpr std::array bits{
      Bit{Fields::kWrappedAnonymous, "wrapped anonymous"},
      Bit{Fields::kEcdheAnonymous, "ECDHE anonymous"},
      Bit{Fields::kPlaintext, "plaintext"},
      Bit{Fields::kDerived, "derived"},
      Bit{Fields::kPutKey, "put key"},
      Bit{Fields::kChangeRight, "change right"},
  };
  auto out = list_bits(fields.flags, bits);
  if (fields.wrapped_authentication_key != Fields::kNoKey) {
    out += fmt::format(", wrapped by key {}", fields.wrapped_authentication_key);
  }
  if (fields.ecdhe_authentication_key != Fields::kNoKey) {
    out += fmt::format(", ECDHE by key {}", fields.ecdhe_authentication_key);
  }
  return out;
}

std::string control_names(const wire::HostKeyControlFields& fields) {
  using Fields = wire::HostKeyControlFields;
  constexpr std::array bits{
      Bit{Fields::kWrappedAnonymous, "wrapped anonymous"},
      Bit{Fields::kPlaintext, "plaintext"},
      Bit{Fields::kReprovision, "provision again"},
      Bit{Fields::kChangeRight, "change right"},
  };
  auto out = list_bits(fields.flags, bits);
  if (fields.authentication_key != 0xFF) {
    out += fmt::format(", authenticated by key {}", fields.authentication_key);
  }
  return out;
}

std::string encryption_names(const wire::CommandRule& rule) {
  if (rule.encrypt_command && rule.encrypt_response) return "command, response";
  if (rule.encrypt_command) return "command";
  return rule.encrypt_response ? "response" : "-";
}

std::string_view command_name(wire::Opcode opcode) {
  const auto found = std::ranges::find(wire::kAllCodes, opcode, &wire::CodeFact::opcode);
  return found != wire::kAllCodes.end() ? found->name : "unknown";
}

std::string code_text(wire::Opcode opcode) {
  return is_extended(opcode) ? fmt::format("{:04X}", opcode.raw())
                             : fmt::format("{:02X}", opcode.raw());
}

}  // namespace stsafe::text
