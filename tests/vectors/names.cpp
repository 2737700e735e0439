#include "tests/vectors/names.h"

#include <gtest/gtest.h>

#include <map>

namespace stsafe::vectors {
namespace {

template <class T>
T find(const std::map<std::string, T>& words, const std::string& name) {
  const auto found = words.find(name);
  if (found != words.end()) return found->second;
  ADD_FAILURE() << "unknown word: " << name;
  return {};
}

constexpr wire::Usage kChunks = wire::kEncryptChunks | wire::kDecryptChunks;
constexpr wire::Usage kOneShot = wire::kEncrypt | wire::kDecrypt;

}  // namespace

Curve curve_named(const std::string& name) {
  return find<Curve>({{"NIST P-256", Curve::kNistP256},
                      {"NIST P-384", Curve::kNistP384},
                      {"NIST P-521", Curve::kNistP521},
                      {"Brainpool P-256", Curve::kBrainpoolP256},
                      {"Brainpool P-384", Curve::kBrainpoolP384},
                      {"Brainpool P-512", Curve::kBrainpoolP512},
                      {"X25519", Curve::kX25519},
                      {"Ed25519", Curve::kEd25519}},
                     name);
}

wire::KeyType key_type_named(const std::string& name) {
  return find<wire::KeyType>({{"AES-128", wire::KeyType::kAes128},
                              {"AES-256", wire::KeyType::kAes256},
                              {"generic secret", wire::KeyType::kGenericSecret}},
                             name);
}

wire::KeyMode key_mode_named(const std::string& name) {
  return find<wire::KeyMode>({{"CCM*", wire::KeyMode::kCcmStar},
                              {"CMAC", wire::KeyMode::kCmac},
                              {"ECB", wire::KeyMode::kEcb},
                              {"GCM", wire::KeyMode::kGcm},
                              {"HKDF", wire::KeyMode::kHkdf},
                              {"HMAC", wire::KeyMode::kHmac}},
                             name);
}

wire::Usage usage_named(const std::string& name) {
  return find<wire::Usage>({{"encrypt+decrypt", kOneShot},
                            {"chunks", kChunks},
                            {"encrypt+decrypt+chunks", kOneShot | kChunks},
                            {"generate+verify", wire::kGenerateMac | wire::kVerifyMac},
                            {"derive", wire::kDerive}},
                           name);
}

wire::Lock lock_named(const std::string& name) {
  return find<wire::Lock>({{"unlocked", wire::Lock::kUnlocked},
                           {"locked", wire::Lock::kLocked},
                           {"erasable", wire::Lock::kErasable}},
                          name);
}

wire::CounterPlacement counter_named(const std::string& name) {
  if (name == "none") return {};
  return find<wire::CounterPlacement>({{"09", wire::CounterPlacement::at(9)}}, name);
}

}  // namespace stsafe::vectors
