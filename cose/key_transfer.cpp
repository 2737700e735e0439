#include "cose/key_transfer.h"

#include <algorithm>
#include <array>

namespace stsafe::cose {

namespace {

/// An algorithm that a key of the chip can be for (RFC 9053, sections 3.1, 4 and 6.1.2).
struct ChipAlgorithm {
  std::int64_t number = 0;
  wire::KeyMode mode{};
  wire::KeyType type{};
  std::uint8_t tag_size = 0;  ///< 0: has none
};

constexpr std::array kChipAlgorithms{
    ChipAlgorithm{1, wire::KeyMode::kGcm, wire::KeyType::kAes128, 16},  // A128GCM
    ChipAlgorithm{3, wire::KeyMode::kGcm, wire::KeyType::kAes256, 16},  // A256GCM
    ChipAlgorithm{algorithm::kAesCcm16_64_128, wire::KeyMode::kCcmStar, wire::KeyType::kAes128, 8},
    ChipAlgorithm{algorithm::kAesCcm16_64_256, wire::KeyMode::kCcmStar, wire::KeyType::kAes256, 8},
    ChipAlgorithm{algorithm::kAesCcm16_128_128, wire::KeyMode::kCcmStar, wire::KeyType::kAes128,
                  16},
    ChipAlgorithm{algorithm::kAesCcm16_128_256, wire::KeyMode::kCcmStar, wire::KeyType::kAes256,
                  16},
    // HMAC 256/64, HMAC 256/256, direct+HKDF-SHA-256
    ChipAlgorithm{4, wire::KeyMode::kHmac, wire::KeyType::kGenericSecret, 0},
    ChipAlgorithm{5, wire::KeyMode::kHmac, wire::KeyType::kGenericSecret, 0},
    ChipAlgorithm{-10, wire::KeyMode::kHkdf, wire::KeyType::kGenericSecret, 0},
};

constexpr wire::Usage kAllEncryption = wire::kEncrypt | wire::kEncryptChunks;
constexpr wire::Usage kAllDecryption = wire::kDecrypt | wire::kDecryptChunks;

const ChipAlgorithm* find_algorithm(std::int64_t number) {
  const auto* found = std::ranges::find(kChipAlgorithms, number, &ChipAlgorithm::number);
  return found == kChipAlgorithms.end() ? nullptr : found;
}

Failure no_such_algorithm(std::int64_t number) {
  return {Reason::kUnsupported, "no key of the chip is for " + algorithm_name(number), {}};
}

bool may(const SymmetricKey& key, std::int64_t operation) {
  return key.operations.empty() || std::ranges::count(key.operations, operation) != 0;
}

/// Whether key_ops allow all of the usages.
bool may_be_used(const SymmetricKey& key, wire::Usage usage) {
  const auto has = [usage](wire::Usage any_of) { return (usage.raw() & any_of.raw()) != 0; };
  return (!has(kAllEncryption) || may(key, key_operation::kEncrypt)) &&
         (!has(kAllDecryption) || may(key, key_operation::kDecrypt)) &&
         (!has(wire::kGenerateMac) || may(key, key_operation::kCreateMac)) &&
         (!has(wire::kVerifyMac) || may(key, key_operation::kVerifyMac)) &&
         (!has(wire::kDerive) || may(key, key_operation::kDeriveKey) ||
          may(key, key_operation::kDeriveBits));
}

}  // namespace

Result<wire::KeyDescription> describe_key(const SymmetricKey& key) {
  if (!key.algorithm) {
    return Failure{
        Reason::kUnsupported, "the key does not say for which algorithm (alg) it is", {}};
  }
  const auto* algorithm = find_algorithm(*key.algorithm);
  if (algorithm == nullptr || algorithm->tag_size == 0) return no_such_algorithm(*key.algorithm);
  wire::Usage usage{};
  if (may(key, key_operation::kEncrypt)) usage = usage | kAllEncryption;
  if (may(key, key_operation::kDecrypt)) usage = usage | kAllDecryption;
  const wire::KeyDescription description{.type = algorithm->type,
                                         .mode = algorithm->mode,
                                         .usage = usage,
                                         .parameter = algorithm->tag_size};
  if (usage == wire::Usage{}) {
    return Failure{Reason::kUnexpected, "key_ops allow neither encryption nor decryption", {}};
  }
  if (const auto fits = check_fits(key, description); !fits) return fits.error();
  return description;
}

Result<void> check_fits(const SymmetricKey& key, const wire::KeyDescription& description) {
  const auto size = description.key_size();
  if (key.value.size() != size) {
    return Failure{Reason::kUnexpected,
                   "the key has " + std::to_string(key.value.size()) + " bytes where " +
                       std::to_string(size) + " are needed",
                   {}};
  }
  if (!may_be_used(key, description.usage)) {
    return Failure{Reason::kUnexpected, "key_ops do not allow all usages that were asked for", {}};
  }
  if (!key.algorithm) return {};
  const auto* algorithm = find_algorithm(*key.algorithm);
  if (algorithm == nullptr) return no_such_algorithm(*key.algorithm);
  const auto has_tag = algorithm->tag_size != 0;
  if (description.mode != algorithm->mode || description.type != algorithm->type ||
      (has_tag && description.parameter != algorithm->tag_size)) {
    return Failure{
        Reason::kUnexpected,
        "the key is for " + algorithm_name(*key.algorithm) + ", not for what was asked for",
        {}};
  }
  return {};
}

Result<host::KeyWrite> write_key(const KeyDestination& to, const wire::KeyInfo& info,
                                 const SymmetricKey& key) {
  if (const auto fits = check_fits(key, info.key); !fits) return fits.error();
  const auto written = host::write_key_wrapped(to.device, to.crypto, to.curve, info,
                                               key.value.reveal(), to.authentication);
  if (!written) {
    return core_failure(written.error(), "writing slot " + std::to_string(info.slot.raw()));
  }
  return *written;
}

Result<host::KeyWrite> write_key_from_set(ChipKey& key, ByteView sealed_set, ByteView key_id,
                                          const KeyDestination& to, const wire::KeyInfo& info,
                                          const OpenOptions& options) {
  const auto set = open_key_set(key, sealed_set, options);
  if (!set) return set.error();
  const auto found = set->find(key_id);
  if (!found) return found.error();
  return write_key(to, info, **found);
}

}  // namespace stsafe::cose
