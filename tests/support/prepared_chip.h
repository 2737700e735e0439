#pragma once

#include <gtest/gtest.h>

#include "ports/crypto_openssl/openssl_crypto.h"
#include "stsafe/sim/device.h"
#include "stsafe/sim/profile/spl05.h"
#include "tests/support/bytes.h"
#include "tests/support/key_pairs.h"
#include "tests/support/scripted_rng.h"

namespace stsafe::testing_support {

/// A store that begins with whatever state a test wants.
class PreparedStore final : public sim::Store {
 public:
  PreparedStore() {
    sim::personalise(sim::spl05(), {}, state_);
    put_p256_pair(state_.private_keys[0].pair);
  }
  sim::Nvm& state() { return state_; }

  Result<void, sim::StoreError> load(sim::Nvm& state) override {
    return sim::to_store_result(sim::copy_all(state_, state));
  }
  Result<void, sim::StoreError> create(const sim::Nvm& state) override {
    return sim::to_store_result(sim::copy_all(state, state_));
  }
  Result<void, sim::StoreError> commit(const sim::Nvm& next,
                                       std::span<const sim::RecordId> changed) override {
    return sim::to_store_result(sim::copy_records(next, changed, state_));
  }

 private:
  sim::Nvm state_;
};

/// A simulated chip without a bus, as SPL05 leaves the factory: change `stored()`, give it random
/// bytes, then start it.
class PreparedChip {
 public:
  explicit PreparedChip(const sim::Choices& choices = {})
      : crypto_(rng_), device_(sim::spl05(), store_, crypto_.provider(), choices) {}

  sim::Nvm& stored() { return store_.state(); }
  ScriptedRng& rng() { return rng_; }
  sim::Device& device() { return device_; }

  void set_host_keys(wire::HostKeyType type, ByteView mac_key, ByteView cipher_key,
                     std::uint32_t counter) {
    auto& slot = stored().host_key;
    slot.present = true;
    slot.type = type;
    EXPECT_TRUE(slot.keys.assign(type, mac_key, cipher_key));
    slot.counter = wire::SequenceCounter{counter};
  }
  /// Replaces the rule of a command that the profile lists.
  void set_rule(const wire::CommandRule& rule) {
    auto& rules = stored().commands.rules;
    const auto found = std::ranges::find(rules, rule.opcode, &wire::CommandRule::opcode);
    ASSERT_NE(found, rules.end());
    *found = rule;
  }

  void start() { ASSERT_TRUE(device_.power_on()); }
  Bytes answer(ByteView frame) { return to_bytes(device_.answer(frame)); }

 private:
  ScriptedRng rng_;
  crypto_openssl::OpensslCrypto crypto_;
  PreparedStore store_;
  sim::Device device_;
};

}  // namespace stsafe::testing_support
