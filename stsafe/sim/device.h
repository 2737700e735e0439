#pragma once

#include <optional>

#include "stsafe/channel/protection.h"
#include "stsafe/sim/context.h"
#include "stsafe/sim/profile/certificate.h"
#include "stsafe/sim/store.h"
#include "stsafe/wire/frame.h"
#include "stsafe/wire/registry.h"

namespace stsafe::sim {

/// The simulated chip without its bus: a command frame in, a response frame out.
class Device {
 public:
  /// Frames longer than this are not even received (answered like a damaged frame).
  static constexpr std::size_t kReceiveCapacity = 1024;

  /// `issuer` certifies a device at its first start; without one it has no certificate.
  Device(const Profile& profile, Store& store, const Crypto& crypto, const Choices& choices = {},
         crypto::CertificateIssuer* issuer = nullptr)
      : profile_(profile),
        store_(store),
        crypto_(crypto),
        choices_(choices),
        issuer_(issuer),
        protection_(crypto.aes, crypto.cmac) {}
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  /// Starts the chip: stored state is loaded, or a factory-fresh state created; nothing volatile
  /// is left. Fails with what the store failed with, and with StoreError::kUnavailable if a new
  /// device could not be made.
  Result<void, StoreError> power_on();
  void power_off();
  bool is_on() const { return on_; }

  /// Executes a command frame. The answer shows this device's memory and is valid until the next
  /// call. Empty if the chip has no power, or lost it because its store failed.
  ByteView answer(ByteView frame);

  /// What the last command was; nothing if it was refused before it was found.
  std::optional<wire::CommandIndex> last_command() const { return last_command_; }
  /// True if the last command was a reset, after which the chip boots.
  bool restarted() const { return restarted_; }
  /// What the last command asks for, once its answer has been read.
  Sleep requested_sleep() const { return requested_sleep_; }
  /// As they were at the last start: what is put holds from the next one on.
  const wire::I2cParameters& i2c() const { return i2c_; }
  std::uint8_t i2c_address() const { return i2c_.address; }

  /// The stored state, for tests and for the control channel.
  const Nvm& stored() const { return nvm_; }

 private:
  /// A command on its way through the chip.
  struct Request {
    wire::CommandFrame frame{};
    wire::Opcode opcode{};
    wire::CommandRule rule{};
    bool host_verified = false;       ///< its C-MAC was correct
    bool answer_protected = false;    ///< its answer shall carry an R-MAC
    wire::SequenceCounter counter{};  ///< the counter value it consumed
    channel::CommandImage image{};    ///< what the MACs cover
    ByteSpan payload{};               ///< in plaintext, once decrypted
  };

  Status receive(ByteView frame, Request& request);
  Status verify_host_mac(Request& request);
  Status authorise(ByteView frame, const Request& request) const;
  Caller caller_of(const Request& request) const;
  Status decrypt(Request& request);
  static std::size_t max_answer_size(const Request& request);
  Result<std::size_t, Status> execute(const Request& request, Context& cx);
  ByteView respond(const Request& request, std::size_t payload_size);
  ByteView respond_with(Status status);
  bool commit();
  void forget_volatile();

  Profile profile_;
  Store& store_;
  Crypto crypto_;
  Choices choices_;
  crypto::CertificateIssuer* issuer_;
  channel::Protection protection_;
  Nvm nvm_;
  Volatile ram_;
  Changes changes_;
  channel::HostKeys session_keys_;  ///< as they were when the command arrived
  bool on_ = false;
  bool restarted_ = false;
  Sleep requested_sleep_ = Sleep::kNone;
  wire::I2cParameters i2c_{};
  std::optional<wire::CommandIndex> last_command_{};
  Fixed<kReceiveCapacity> command_{};
  Fixed<kReceiveCapacity> plain_{};
  Fixed<kReceiveCapacity> scratch_{};
  Fixed<kReceiveCapacity + wire::kMaxResponseSize> reply_{};
};

}  // namespace stsafe::sim
