#include "stsafe/sim/access/key_rules.h"

namespace stsafe::sim {
namespace {

using wire::KeyMode;
using wire::KeyType;

constexpr wire::Usage kCipherUsages =
    wire::kEncrypt | wire::kDecrypt | wire::kEncryptChunks | wire::kDecryptChunks;
constexpr wire::Usage kMacUsages = wire::kGenerateMac | wire::kVerifyMac;
constexpr wire::Usage kReservedUsages{0xFF80};
constexpr std::uint8_t kMaxCounterOffset = 9;
constexpr std::uint8_t kMinSecretSize = 16;
constexpr std::uint8_t kMaxSecretSize = 32;
constexpr std::uint8_t kMaxCmacSize = 16;
constexpr std::uint8_t kMaxHmacSize = 32;

constexpr wire::Usage usages_of(KeyMode mode) {
  switch (mode) {
    case KeyMode::kCcmStar:
    case KeyMode::kGcm: return kCipherUsages;
    case KeyMode::kEcb: return wire::kEncrypt | wire::kDecrypt;
    case KeyMode::kCmac:
    case KeyMode::kHmac: return kMacUsages;
    case KeyMode::kHkdf: return wire::kDerive;
  }
  return {};
}

constexpr bool is_one_of(std::uint8_t value, std::initializer_list<std::uint8_t> set) {
  return std::ranges::find(set, value) != set.end();
}

constexpr bool parameters_in_range(const wire::KeyDescription& key) {
  switch (key.mode) {
    case KeyMode::kCcmStar:
      return is_one_of(key.parameter, {0, 4, 8, 16}) &&
             (!key.counter.present() || key.counter.offset() <= kMaxCounterOffset);
    case KeyMode::kGcm: return is_one_of(key.parameter, {4, 8, 12, 13, 14, 15, 16});
    case KeyMode::kCmac: return key.parameter <= kMaxCmacSize;
    case KeyMode::kHmac: return key.parameter <= kMaxHmacSize;
    case KeyMode::kHkdf: return key.parameter <= 1;
    case KeyMode::kEcb: return true;
  }
  return false;
}

constexpr bool allows(const wire::SlotControlFields& fields, const Provisioning& how) {
  using Fields = wire::SlotControlFields;
  const auto is_signed_by = [&](std::uint8_t key) {
    return key != Fields::kNoKey && key == how.authenticated_by;
  };
  switch (how.method) {
    case ProvisioningMethod::kPlaintext: return fields.allows(Fields::kPlaintext);
    case ProvisioningMethod::kWrapped:
      return fields.allows(Fields::kWrappedAnonymous) ||
             is_signed_by(fields.wrapped_authentication_key);
    case ProvisioningMethod::kEstablished:
      return fields.allows(Fields::kEcdheAnonymous) ||
             is_signed_by(fields.ecdhe_authentication_key);
    case ProvisioningMethod::kDerived: return fields.allows(Fields::kDerived);
  }
  return false;
}

}  // namespace

Status check_provisioning(const wire::SlotControlFields& fields, const Provisioning& how) {
  return allows(fields, how) ? Status::kOk : Status::kCommandNotAuthorized;
}

Status check_key_description(const wire::KeyDescription& key) {
  if (key.type > KeyType::kGenericSecret) return Status::kWrongKeyType;
  if (key.mode > KeyMode::kHmac) return Status::kWrongModeOfOperation;
  const bool wants_secret = key.mode == KeyMode::kHkdf || key.mode == KeyMode::kHmac;
  if (wants_secret != (key.type == KeyType::kGenericSecret)) return Status::kWrongKeyType;
  const wire::Usage defined{static_cast<std::uint16_t>(key.usage.raw() & ~kReservedUsages.raw())};
  if (!includes(usages_of(key.mode), defined)) return Status::kWrongKeyUsage;
  if (defined != key.usage) return Status::kValueOutOfRange;
  if (key.lock > wire::Lock::kErasable) return Status::kValueOutOfRange;
  if (!parameters_in_range(key)) return Status::kValueOutOfRange;
  const bool size_in_range = key.secret_size >= kMinSecretSize && key.secret_size <= kMaxSecretSize;
  if (wants_secret && !size_in_range) return Status::kValueOutOfRange;
  return Status::kOk;
}

}  // namespace stsafe::sim
