#include "bench/timing/board.h"

#include <stdexcept>
#include <string>

#include "stsafe/host/host_keys.h"
#include "stsafe/host/key_plaintext.h"
#include "stsafe/sim/profile/spl05.h"

namespace stsafe::bench {
namespace {

constexpr wire::SlotNumber kKeySlot{0};
constexpr std::uint8_t kNumSlots = 16;
constexpr std::uint8_t kTagSize = 16;

/// SPL05 with what a pairing leaves behind: a host that has done it needs no time for it.
sim::Profile bench_profile() {
  auto profile = sim::spl05();
  for (auto& fields : profile.symmetric_control) {
    fields = {.flags =
                  wire::SlotControlFields::kWrappedAnonymous | wire::SlotControlFields::kPlaintext};
  }
  return profile;
}

double in_microseconds(std::uint64_t clocks, std::uint32_t bit_rate) {
  return static_cast<double>(clocks) * 1e6 / bit_rate;
}

template <class T>
T require(Result<T> result) {
  if (!result) throw std::runtime_error(std::string{"bench: "}.append(describe(result.error())));
  return *result;
}

}  // namespace

Board::Board(const sim::Timing& timing, std::uint32_t bit_rate)
    : chip_rng_(0, "bench chip"),
      host_rng_(0, "bench host"),
      chip_crypto_(chip_rng_),
      host_crypto_(host_rng_),
      chip_(bench_profile(), store_, chip_crypto_.provider()),
      target_(chip_, clock_, timing),
      bus_(target_, clock_, bit_rate),
      free_slot_(kKeySlot.raw() + 1) {
  if (!target_.power_on()) throw std::runtime_error("bench: the simulated chip does not start");
  Host host{*this, Policy::kOurs};
  require(host::write_host_keys_plaintext(host.device(), wire::HostKeyType::kAes128, kMacKey,
                                          kCipherKey));
  require(host::write_key_plaintext(host.device(), key_info(), Fixed<32>{}));
}

wire::KeyInfo Board::key_info() {
  return {.slot = kKeySlot,
          .key = {.type = wire::KeyType::kAes256,
                  .mode = wire::KeyMode::kCcmStar,
                  .usage = wire::kEncrypt | wire::kDecrypt,
                  .parameter = kTagSize}};
}

wire::SlotNumber Board::next_free_slot() {
  if (free_slot_ == kNumSlots) throw std::runtime_error("bench: the chip has no slot left");
  return wire::SlotNumber{free_slot_++};
}

double Cost::bus_time(std::uint32_t bit_rate) const { return in_microseconds(clocks, bit_rate); }

double Cost::waiting(std::uint32_t bit_rate) const {
  return static_cast<double>(total.count()) - bus_time(bit_rate);
}

double Cost::limit(std::uint32_t bit_rate) const {
  return static_cast<double>(execution.count()) + in_microseconds(least_clocks, bit_rate);
}

double Cost::ratio(std::uint32_t bit_rate) const {
  return static_cast<double>(total.count()) / limit(bit_rate);
}

Host::Host(Board& board, Policy policy)
    : board_(board),
      link_(board.bus(), board.clock(), link::kDefaultI2cAddress,
            policy == Policy::kOurs ? link::LinkPolicy{} : link::kVendorPolicy),
      paced_(link_),
      meter_(policy == Policy::kOurs ? static_cast<link::Transport&>(paced_) : link_,
             board.target()),
      device_(meter_),
      session_(device_, board.host_crypto().aes(), board.host_crypto().cmac()) {}

Result<void> Host::open_session() {
  device_.set_protection_policy(host::ProtectionPolicy::kAlways);
  return session_.open(wire::HostKeyType::kAes128, Board::kMacKey, Board::kCipherKey);
}

void Host::start_measuring() {
  load_before_ = board_.bus().load();
  began_ = board_.clock().now();
  meter_.execution = {};
  meter_.least_clocks = 0;
}

Cost Host::cost() const {
  const auto& load = board_.bus().load();
  return {.transactions = load.transactions - load_before_.transactions,
          .refused = load.refused - load_before_.refused,
          .bytes = load.bytes - load_before_.bytes,
          .clocks = load.clocks - load_before_.clocks,
          .total = board_.clock().now() - began_,
          .execution = meter_.execution,
          .least_clocks = meter_.least_clocks};
}

Result<ByteView> Host::Meter::exchange(ByteView request, ByteSpan reply,
                                       link::Expectation expected) {
  const auto answer = inner_.exchange(request, reply, expected);
  if (!answer) return answer;
  execution += target_.busy_time();
  least_clocks += link::transaction_clocks(request.size());
  least_clocks += link::transaction_clocks(answer->size()) - link::kAddressClocks;
  return answer;
}

}  // namespace stsafe::bench
