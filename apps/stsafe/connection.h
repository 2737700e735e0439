#pragma once

#include <memory>
#include <optional>
#include <string>

#include "apps/devices/open_device.h"
#include "apps/stsafe/interruptible_transport.h"
#include "stsafe/host/device.h"
#include "stsafe/host/host_session.h"
#include "stsafe/host/kek_session.h"

namespace stsafe::tool {

/// Whether a device has to show at once that it has the host keys: the Echo that does counts one up
/// in its session counter, so a dry run leaves it to the first protected command.
enum class Proof : bool { kNow, kLater };

/// An open device and what is open on it: the host session and the KEK session. Lives as long as
/// a verb, in the shell as long as the shell.
class Connection {
 public:
  Connection(const std::string& device, const devices::OpenOptions& options)
      : opened_(device, options),
        interruptible_(opened_.transport()),
        device_(interruptible_),
        host_session_(device_, opened_.crypto().aes(), opened_.crypto().cmac()),
        kek_session_(device_, kek_crypto()) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Asks who the device is and what it demands, once. With the source of its host keys, all that
  /// follows goes through a host session.
  void initialise(const std::string& host_keys, Proof proof = Proof::kNow);
  /// Opens the host session with the keys of this source; what was open before is closed.
  void open_host_session(const std::string& host_keys, Proof proof = Proof::kNow);

  host::Device& device() { return device_; }
  host::HostSession& host_session() { return host_session_; }
  host::KekSession& kek_session() { return kek_session_; }
  crypto_openssl::OpensslCrypto& crypto() { return opened_.crypto(); }
  host::KekCrypto kek_crypto() {
    return {opened_.crypto().ecdh(), opened_.crypto().hkdf(), opened_.crypto().key_wrap()};
  }
  InterruptibleTransport& interruptible() { return interruptible_; }
  bool is_simulator() const { return opened_.is_simulator(); }

 private:
  devices::OpenDevice opened_;
  InterruptibleTransport interruptible_;
  host::Device device_;
  host::HostSession host_session_;
  host::KekSession kek_session_;
  bool is_initialised_ = false;
};

}  // namespace stsafe::tool
