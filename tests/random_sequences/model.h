#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "stsafe/base/status.h"
#include "tests/random_sequences/operation.h"

namespace stsafe::random_sequences {

/// As much of a chip as the operations reach: small numbers, and the rules of docs/fidelity.md
/// written anew. It begins as SPL05 with a password.
struct Model {
  // Stored.
  struct Zone {
    std::uint8_t number;
    std::uint8_t read;    ///< change right and access condition, as on the wire
    std::uint8_t update;  ///< of the same form
    std::optional<std::uint32_t> counter{};
    std::array<std::uint8_t, 8> data{};  ///< as many as the operations reach
  };
  struct SymmetricSlot {
    std::uint8_t control = 0x08;
    bool is_present = false;
    std::uint8_t lock = 0;
    std::optional<std::uint32_t> counter{};
  };
  struct PrivateKey {
    bool is_present = false;
    std::uint16_t uses_left = 0xFFFF;
    bool is_blocked = false;
  };
  struct PublicKey {
    std::uint16_t flags = 0x0001;
    bool is_present = false;
  };
  struct HostKeys {
    std::uint8_t which = 0;
    std::uint32_t counter = 0;
  };
  bool is_locked = false;
  std::uint16_t i2c = 0x4000;
  std::uint8_t change_rights = 0x03;
  std::uint8_t random_condition = 1;
  bool has_password = true;
  int tries = 3;
  std::uint8_t host_key_control = 0x0A;
  std::optional<HostKeys> host_keys{};
  std::array<Zone, 3> zones{Zone{0, 0x0, 0x7}, Zone{1, 0x8, 0x8}, Zone{5, 0x8, 0x8, 0xFFFFFFFF}};
  std::array<SymmetricSlot, 3> symmetric{};
  std::array<std::optional<std::uint8_t>, 2> local_envelope{};  ///< the types of the keys
  std::array<PrivateKey, 3> private_keys{PrivateKey{true}};
  std::array<PublicKey, 2> public_keys{};

  // Forgotten without power.
  bool is_password_verified = false;

  void lose_power() { is_password_verified = false; }
};

/// A request and what is answered. Bytes as tests/conformance/bytes.h reads them.
struct Step {
  std::string request;
  Status status = Status::kOk;
  std::string payload{};
  bool is_raw = false;  ///< the request is a whole frame
};

/// What an operation sends, and what it makes of the model. A power cycle sends nothing.
Step apply(const Operation& operation, Model& model);

/// The keys that `which` stands for: those for MACs and those for encryption.
struct HostKeyPair {
  std::string mac;
  std::string cipher;
};
HostKeyPair host_key_pair(std::uint8_t which);

/// What the chip tells of its state, to everybody.
std::vector<Step> queries(const Model& model);

}  // namespace stsafe::random_sequences
