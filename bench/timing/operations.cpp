#include "bench/timing/operations.h"

#include <array>
#include <stdexcept>
#include <string>

#include "stsafe/host/key_pair.h"
#include "stsafe/host/key_provisioning.h"
#include "stsafe/host/random.h"
#include "stsafe/host/signature.h"
#include "stsafe/host/zone.h"

namespace stsafe::bench {
namespace {

constexpr wire::PrivateKeySlot kDeviceKey{0};
constexpr wire::ZoneNumber kZone{1};
constexpr std::size_t kZoneBytes = 64;
constexpr Fixed<8> kAssociatedData{};
constexpr Fixed<32> kDigest{std::byte{0xA5}};

Result<void> initialise(Host& host) { return host.device().initialise(); }

template <Curve curve>
Result<void> provision(Host& host) {
  auto& crypto = host.board().host_crypto();
  auto info = Board::key_info();
  info.slot = host.board().next_free_slot();
  const auto written = host::write_key_wrapped(
      host.device(), {crypto.ecdh(), crypto.hkdf(), crypto.key_wrap()}, curve, info, Fixed<32>{});
  return written ? Result<void>{} : written.error();
}

/// What is encrypted for decryption to have something.
template <std::size_t size>
struct Sealed {
  host::Nonce nonce;
  Fixed<size> text{};
  Fixed<16> tag{};
};

template <std::size_t size>
Result<Sealed<size>> seal(Host& host) {
  host::CcmStarKey key{host.device(), Board::key_info()};
  const auto nonce = host::Nonce::chosen_by_caller(Fixed<host::Nonce::kSize>{});
  if (!nonce) return nonce.error();
  Sealed<size> sealed{*nonce};
  const auto used =
      key.encrypt_with(*nonce, kAssociatedData, Fixed<size>{}, sealed.text, sealed.tag);
  if (!used) return used.error();
  return sealed;
}

template <std::size_t size>
Result<void> encrypt(Host& host) {
  const auto sealed = seal<size>(host);
  return sealed ? Result<void>{} : sealed.error();
}

template <std::size_t size>
Result<void> decrypt(Host& host) {
  // Sealed by another host, so that this one knows nothing of the chip.
  Host other{host.board(), Policy::kOurs};
  const auto sealed = seal<size>(other);
  if (!sealed) return sealed.error();
  host.start_measuring();
  Fixed<size> text{};
  host::CcmStarKey key{host.device(), Board::key_info()};
  return key.decrypt(sealed->nonce, kAssociatedData, sealed->text, sealed->tag, text);
}

Result<void> draw_random(Host& host) {
  Fixed<32> random{};
  return host::generate_random(host.device(), random);
}

Result<void> sign(Host& host) {
  Fixed<64> signature{};
  return host::KeyPair{host.device(), kDeviceKey, Curve::kNistP256}.sign(kDigest, signature);
}

Result<void> verify(Host& host) {
  auto& crypto = host.board().host_crypto();
  crypto::PrivateKey key;
  PublicKey public_key;
  if (auto made = crypto.ecdh().generate(Curve::kNistP256, key, public_key); !made) return made;
  Fixed<64> signature{};
  constexpr auto kVariant = crypto::EddsaVariant::kPure;
  const auto made = crypto.signature().sign(Curve::kNistP256, key, kVariant, kDigest, signature);
  if (!made) return made;
  return host::verify_signature(host.device(), public_key, kVariant, kDigest, signature);
}

Result<void> read_zone(Host& host) {
  Fixed<kZoneBytes> content{};
  return host::Zone{host.device(), kZone}.read(0, content);
}

Result<void> update_zone(Host& host) {
  return host::Zone{host.device(), kZone}.update(0, Fixed<kZoneBytes>{});
}

constexpr Operation kOperations[] = {
    {"initialise", initialise, false},
    {"provision a key, P-256", provision<Curve::kNistP256>},
    {"provision a key, X25519", provision<Curve::kX25519>},
    {"encrypt 16 bytes", encrypt<16>},
    {"encrypt 64 bytes", encrypt<64>},
    {"encrypt 512 bytes", encrypt<512>},
    {"decrypt 16 bytes", decrypt<16>},
    {"decrypt 64 bytes", decrypt<64>},
    {"decrypt 512 bytes", decrypt<512>},
    {"random, 32 bytes", draw_random},
    {"sign, P-256", sign},
    {"verify, P-256", verify},
    {"read 64 bytes of a zone", read_zone},
    {"update 64 bytes of a zone", update_zone},
};

}  // namespace

std::span<const Operation> operations() { return kOperations; }

Cost measure(Board& board, const Operation& operation, Policy policy, bool in_session) {
  Host host{board, policy};
  Result<void> done{};
  if (operation.in_session) done = host.device().initialise();
  if (done && in_session) done = host.open_session();
  host.start_measuring();
  if (done) done = operation.run(host);
  if (!done) {
    throw std::runtime_error("bench: " + std::string{operation.name} + ": " +
                             std::string{describe(done.error())});
  }
  return host.cost();
}

}  // namespace stsafe::bench
