#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "stsafe/host/host_session.h"
#include "stsafe/host/key_provisioning.h"
#include "stsafe/sim/profile/profile.h"
#include "stsafe/wire/commands/ccm_star.h"

namespace stsafe::hostile_bus {

enum class Protection : std::uint8_t {
  kNone,              ///< no host session
  kMac,               ///< C-MAC and R-MAC on every command that can have one
  kMacAndEncryption,  ///< and both directions encrypted, where the profile can demand it
};

/// How the main job's commands travel.
struct Mode {
  Protection protection = Protection::kNone;
  wire::HostKeyType key_type = wire::HostKeyType::kAes128;
  Curve curve = Curve::kX25519;
};
/// Names a mode with letters and digits only.
std::string name(const Mode& mode);
/// Makes failing tests say the name.
std::ostream& operator<<(std::ostream& out, const Mode& mode);

/// The profile of a chip for a mode: SPL05, with encryption demanded where the mode wants it.
sim::Profile profile_of(Protection protection);

/// Enough bytes for host keys of both types.
struct HostKeyBytes {
  Fixed<32> mac{};
  Fixed<32> cipher{};
};

inline constexpr std::size_t kTagSize = 8;

/// A key to provision, and a message to encrypt and decrypt with it.
struct Job {
  wire::SlotNumber slot{};
  Fixed<32> key{};
  Fixed<wire::kCcmStarNonceSize> nonce{};
  Fixed<8> associated_data{};
  Fixed<16> message{};

  wire::KeyInfo key_info() const;
};

/// How far a run came. What is not there was not reported as a success.
struct Outcome {
  std::optional<Error> failure;
  bool control_fields_put = false;
  std::optional<host::KeyWrite> written;
  bool encrypted = false;
  Fixed<16> ciphertext{};
  Fixed<kTagSize> tag{};
  bool decrypted = false;
  Fixed<16> message{};
};

struct HostCrypto {
  crypto::Aes& aes;
  crypto::Cmac& cmac;
  host::KekCrypto kek;
};

/// A host that does the main job over a transport.
class Host {
 public:
  Host(link::Transport& transport, const Mode& mode, const HostKeyBytes& keys,
       const HostCrypto& crypto);

  /// Writes the host keys in plaintext, as in a place where nobody listens.
  Result<void> pair();
  /// Does the whole job, or as much of it as works; initialises and opens the host session first
  /// if that is still to do.
  Outcome run(const Job& job);

  const host::Device& device() const { return device_; }
  const host::HostSession& session() const { return session_; }

 private:
  Result<void> start();
  Result<void> provision(const Job& job, Outcome& outcome);
  Result<void> use(const Job& job, Outcome& outcome);

  Mode mode_;
  HostKeyBytes keys_;
  HostCrypto crypto_;
  host::Device device_;
  host::HostSession session_;
  bool initialised_ = false;
};

}  // namespace stsafe::hostile_bus
