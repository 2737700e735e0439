#pragma once

#include "apps/devices/simulated_board.h"
#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/host_session.h"
#include "stsafe/host/kek_session.h"

namespace stsafe::bench {

/// How a command travels.
enum class Protection : std::uint8_t { kPlain, kMac, kMacAndEncryption };

/// A simulated chip in this process with host keys and an AES-256 CCM* key, and its host.
class KeyedBoard {
 public:
  /// With `protection` other than plain, a host session is open, and Echo is encrypted if it says
  /// so.
  explicit KeyedBoard(Protection protection);

  host::Device& device() { return device_; }
  host::KekCrypto kek_crypto() { return {crypto_.ecdh(), crypto_.hkdf(), crypto_.key_wrap()}; }
  /// The key that write_key() puts into its slot.
  host::CcmStarKey key() { return {device_, kKeyInfo}; }
  /// Agrees on a KEK and writes the key wrapped, as a production line does.
  void write_key(Curve curve);

 private:
  static constexpr wire::KeyInfo kKeyInfo{.slot = wire::SlotNumber{0},
                                          .key = {.type = wire::KeyType::kAes256,
                                                  .mode = wire::KeyMode::kCcmStar,
                                                  .usage = wire::kEncrypt | wire::kDecrypt,
                                                  .parameter = 16}};

  devices::RandomSource random_;
  crypto_openssl::OpensslCrypto crypto_;
  devices::SimulatedBoard board_;
  host::Device device_;
  host::HostSession session_;
};

/// Stops the run with a sentence if a call that is measured did not succeed.
void require(bool succeeded, const char* what);

}  // namespace stsafe::bench
