#pragma once

#include "stsafe/host/device.h"

namespace stsafe::host {

/// How one call travels, whatever the others do. What a command's configuration demands is always
/// done: encryption exists per command only, never per call.
enum class CallProtection : std::uint8_t {
  kAsConfigured,  ///< as the chip demands and the device's policy says
  kHost,          ///< through the host session; ChannelError::kNoSession if none is open
};

/// Applies to the device as long as it lives.
class ProtectedCall {
 public:
  ProtectedCall(Device& device, CallProtection protection)
      : device_(device), before_(device.protection_policy()) {
    if (protection != CallProtection::kHost) return;
    has_session_ = device.session() != nullptr;
    device.set_protection_policy(ProtectionPolicy::kAlways);
  }
  ~ProtectedCall() { device_.set_protection_policy(before_); }
  ProtectedCall(const ProtectedCall&) = delete;
  ProtectedCall& operator=(const ProtectedCall&) = delete;

  template <wire::Command C>
  Result<typename C::Response> operator()(const C& command) {
    if (!has_session_) return ChannelError::kNoSession;
    return device_.call(command);
  }
  template <wire::Command C>
  Result<typename C::Response> operator()(const C& command, std::size_t answer_size) {
    if (!has_session_) return ChannelError::kNoSession;
    return device_.call(command, answer_size);
  }

 private:
  Device& device_;
  ProtectionPolicy before_;
  bool has_session_ = true;
};

}  // namespace stsafe::host
