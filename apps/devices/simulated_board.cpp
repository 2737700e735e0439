#include "apps/devices/simulated_board.h"

#include <cassert>

#include "ports/crypto_openssl/openssl_rng.h"
#include "ports/crypto_openssl/seeded_rng.h"

namespace stsafe::devices {

struct RandomSource::Sources {
  crypto_openssl::OpensslRng system;
  std::optional<crypto_openssl::SeededRng> seeded;
};

RandomSource::RandomSource(std::optional<std::uint64_t> seed, std::string_view label)
    : sources_(std::make_unique<Sources>()) {
  if (seed) sources_->seeded.emplace(*seed, label);
}

RandomSource::~RandomSource() = default;

crypto::Rng& RandomSource::rng() {
  if (sources_->seeded) return *sources_->seeded;
  return sources_->system;
}

SimulatedBoard::SimulatedBoard(std::optional<std::uint64_t> seed, const sim::Profile& profile,
                               const sim::Choices& choices,
                               const std::optional<std::string>& state_file,
                               crypto::CertificateIssuer* issuer)
    : own_authority_(issuer == nullptr ? std::make_unique<Authority>() : nullptr),
      own_random_(std::in_place, seed, "chip"),
      crypto_(own_random_->rng()),
      file_(state_file),
      chip_(profile, store(), crypto_.provider(), choices,
            issuer != nullptr ? issuer : &own_authority_->issuer()),
      target_(chip_, clock_),
      bus_(target_),
      transport_(bus_, clock_, start()) {}

SimulatedBoard::SimulatedBoard(crypto::Rng& chip_rng, const sim::Profile& profile,
                               const sim::Choices& choices)
    : own_authority_(std::make_unique<Authority>()),
      crypto_(chip_rng),
      chip_(profile, store(), crypto_.provider(), choices, &own_authority_->issuer()),
      target_(chip_, clock_),
      bus_(target_),
      transport_(bus_, clock_, start()) {}

std::uint8_t SimulatedBoard::start() {
  // A chip without power does not answer.
  started_ = target_.power_on();
  return chip_.i2c_address();
}

sim::Store& SimulatedBoard::store() {
  if (file_) return *file_;
  return memory_;
}

}  // namespace stsafe::devices
