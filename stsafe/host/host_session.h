#pragma once

#include "stsafe/channel/protection.h"
#include "stsafe/host/device.h"

namespace stsafe::host {

/// The host session: C-MACs, R-MACs and payload encryption under the two host keys (protocol
/// part 01, section 4). Nothing is opened on the chip; the session is the host's knowledge of the
/// keys and of the chip's sequence counter. While open, the device's commands go through it.
class HostSession {
 public:
  HostSession(Device& device, crypto::Aes& aes, crypto::Cmac& cmac)
      : device_(device), protection_(aes, cmac) {}
  ~HostSession() { close(); }
  HostSession(const HostSession&) = delete;
  HostSession& operator=(const HostSession&) = delete;

  /// Copies the keys and reads the chip's counter. ChannelError::kNoHostKeys if the chip has none,
  /// ChannelError::kWrongKeyType if its keys have another size, UsageError::kWrongSize for keys
  /// that do not fit `type`, UsageError::kAlreadyOpen if the device has an open session.
  Result<void> open(wire::HostKeyType type, ByteView mac_key, ByteView cipher_key);
  /// Wipes the keys. Always possible, also twice.
  void close();

  bool is_open() const { return device_.session_ == this; }
  wire::SequenceCounter counter() const { return counter_; }

 private:
  friend class Device;
  friend class RePairing;

  /// Sends the unprotected command that stands in the device's request buffer, protected.
  /// ChannelError::kResynchronised if it was refused because the counters had drifted apart: it
  /// was not executed, and may be sent again.
  Result<ByteView> exchange(const wire::CommandRule& rule, std::size_t size,
                            link::Expectation expected);
  Result<ByteView> accept(const wire::CommandRule& rule, const channel::CommandImage& command,
                          const wire::ResponseFrame& response);
  Result<void> resynchronise();
  Result<wire::SequenceCounter> read_counter();

  Device& device_;
  channel::Protection protection_;
  channel::HostKeys keys_;
  wire::HostKeyType type_{};
  wire::SequenceCounter counter_{};  ///< what the chip's counter should be
  wire::SequenceCounter floor_{};    ///< what the chip's counter surely has reached
  bool uncertain_ = false;           ///< an answer was lost: the chip may be one ahead
};

}  // namespace stsafe::host
