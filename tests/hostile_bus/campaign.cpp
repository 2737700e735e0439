#include "tests/hostile_bus/campaign.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>

#include "ports/crypto_openssl/seeded_rng.h"
#include "stsafe/wire/frame.h"

namespace stsafe::hostile_bus {
namespace {

constexpr std::uint64_t kSeed = 11;
constexpr std::size_t kSlot = 0;
constexpr std::size_t kNextSlot = 1;

template <std::size_t N>
Fixed<N> filled_from(std::uint8_t first) {
  Fixed<N> bytes{};
  for (auto& byte : bytes) byte = static_cast<std::byte>(first++);
  return bytes;
}

Job job_in(std::size_t slot) {
  const auto start = static_cast<std::uint8_t>(64 * slot);
  return {.slot = wire::SlotNumber{static_cast<std::uint8_t>(slot)},
          .key = filled_from<32>(static_cast<std::uint8_t>(start + 1)),
          .nonce = filled_from<13>(static_cast<std::uint8_t>(start + 100)),
          .associated_data = filled_from<8>(static_cast<std::uint8_t>(start + 120)),
          .message = filled_from<16>(static_cast<std::uint8_t>(start + 140))};
}

/// True if the job's key is in its slot, exactly.
bool holds_key(const sim::Nvm& stored, const Job& job) {
  const auto& slot = stored.symmetric[job.slot.raw()];
  return slot.present && slot.key == job.key_info().key &&
         std::ranges::equal(slot.value.reveal(), job.key);
}

/// How many failures the running test has shown so far.
int num_failures() {
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  return test == nullptr ? 0 : test->result()->total_part_count();
}

wire::SlotControlFields opened() { return {.flags = wire::SlotControlFields::kWrappedAnonymous}; }

}  // namespace

std::size_t stride() {
  if (const char* text = std::getenv("STSAFE_HOSTILE_STRIDE")) {
    return std::max<std::size_t>(1, std::strtoul(text, nullptr, 10));
  }
#if defined(__SANITIZE_ADDRESS__)
  return 16;
#elif defined(__has_feature)
  return __has_feature(address_sanitizer) ? 16 : 1;
#else
  return 1;
#endif
}

/// What all runs share: cryptography, and the key pairs of both ends.
struct Campaign::Parties {
  crypto_openssl::SeededRng rng{kSeed, "hostile bus"};
  crypto_openssl::OpensslCrypto crypto{rng};
  PooledEcdh chip_ecdh{crypto.ecdh()};
  PooledEcdh host_ecdh{crypto.ecdh()};

  sim::Crypto for_chip() { return crypto.provider().with(chip_ecdh); }
  HostCrypto for_host() {
    return {.aes = crypto.aes(),
            .cmac = crypto.cmac(),
            .kek = {.ecdh = host_ecdh, .hkdf = crypto.hkdf(), .key_wrap = crypto.key_wrap()}};
  }
};

/// A new chip and a new host, which know the same host keys, with the attacker between them.
struct Campaign::Bench {
  Chip chip;
  HostileBus bus;
  link::LinkTransport link;
  HostileTransport transport;
  Host host;

  Bench(const Mode& mode, Parties& parties)
      : chip(profile_of(mode.protection), parties.for_chip()),
        bus(chip.bus()),
        link(bus, chip.clock()),
        transport(link),
        host(transport, mode, {.mac = filled_from<32>(0xA0), .cipher = filled_from<32>(0xC0)},
             parties.for_host()) {
    parties.chip_ecdh.rewind();
    parties.host_ecdh.rewind();
    EXPECT_TRUE(host.pair());
  }
};

Campaign::Campaign(const Mode& mode)
    : mode_(mode),
      parties_(std::make_unique<Parties>()),
      job_(job_in(kSlot)),
      next_job_(job_in(kNextSlot)) {
  // The true result comes from the library of cryptography, not from the simulated chip.
  EXPECT_TRUE(parties_->crypto.ccm().encrypt(job_.key, job_.nonce, job_.associated_data,
                                             job_.message, ciphertext_, tag_));
  record();
}

Campaign::~Campaign() = default;

void Campaign::record() {
  Bench bench{mode_, *parties_};
  bench.transport.arm({});
  bench.bus.arm({});
  const auto outcome = bench.host.run(job_);
  EXPECT_TRUE(outcome.decrypted);
  expect_truth(bench, outcome, Trust::kAll);
  exchanges_ = bench.transport.log();
  transactions_ = bench.bus.log();
}

bool Campaign::is_protected(std::size_t exchange) const {
  return (exchanges_[exchange].request[0] & wire::kProtectionBits) == wire::kProtectionBits;
}

void Campaign::run(const FrameAttack& attack, Trust trust) {
  SCOPED_TRACE(testing::Message() << "exchange " << attack.exchange << ", deed "
                                  << static_cast<int>(attack.deed) << ", at " << attack.at);
  run(attack, {}, trust);
}

void Campaign::run(const BusAttack& attack, Trust trust) {
  SCOPED_TRACE(testing::Message() << "transaction " << attack.transaction << ", deed "
                                  << static_cast<int>(attack.deed) << ", at " << attack.at);
  run({}, attack, trust);
}

void Campaign::run(const std::optional<FrameAttack>& frame_attack,
                   const std::optional<BusAttack>& bus_attack, Trust trust) {
  const auto failures = num_failures();
  Bench bench{mode_, *parties_};
  bench.transport.arm(frame_attack);
  bench.bus.arm(bus_attack);
  const auto begin = bench.chip.clock().now();
  const auto outcome = bench.host.run(job_);
  const auto duration = bench.chip.clock().now() - begin;
  EXPECT_LT(duration, kTimeLimit);
  EXPECT_FALSE(bench.bus.ran_away());
  bench.transport.arm({});
  bench.bus.arm({});
  expect_truth(bench, outcome, trust);
  expect_usable(bench);

  ++num_runs_;
  if (num_failures() > failures) ++num_failed_;
  if (outcome.decrypted) ++num_succeeded_;
  longest_ = std::max(longest_, duration);
}

void Campaign::expect_truth(const Bench& bench, const Outcome& outcome, Trust trust) const {
  const auto& stored = bench.chip.stored();
  for (std::size_t slot = 0; slot < stored.num_symmetric_slots; ++slot) {
    EXPECT_TRUE(slot == kSlot || !stored.symmetric[slot].present) << "slot " << slot;
  }
  if (trust == Trust::kNothing) return;
  if (outcome.control_fields_put) {
    EXPECT_EQ(stored.symmetric_control[kSlot], opened());
  }
  if (outcome.written && *outcome.written != host::KeyWrite::kCannotKnow) {
    EXPECT_TRUE(holds_key(stored, job_));
  }
  if (outcome.encrypted) {
    EXPECT_EQ(outcome.ciphertext, ciphertext_);
    EXPECT_EQ(outcome.tag, tag_);
  }
  if (outcome.decrypted) {
    EXPECT_EQ(outcome.message, job_.message);
  }
  if (trust == Trust::kSuccesses) return;
  if (!outcome.written) {
    EXPECT_FALSE(stored.symmetric[kSlot].present) << "written, but reported as an error";
  }
}

void Campaign::expect_usable(Bench& bench) const {
  const auto outcome = bench.host.run(next_job_);
  EXPECT_TRUE(outcome.decrypted) << "not usable afterwards: "
                                 << (outcome.failure ? describe(*outcome.failure) : "");
  EXPECT_EQ(outcome.message, next_job_.message);
  EXPECT_TRUE(holds_key(bench.chip.stored(), next_job_));
  if (mode_.protection != Protection::kNone) {
    EXPECT_EQ(bench.host.session().counter(), bench.chip.stored().host_key.counter);
  }
}

std::string Campaign::summary() const {
  std::ostringstream text;
  text << name(mode_) << ": " << num_runs_ << " mutations tried, " << num_succeeded_
       << " times the job succeeded all the same, at most "
       << std::chrono::duration_cast<std::chrono::milliseconds>(longest_).count()
       << " ms of virtual time";
  return text.str();
}

}  // namespace stsafe::hostile_bus
