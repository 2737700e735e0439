#pragma once

#include <map>
#include <memory>
#include <string>

#include "apps/devices/simulated_board.h"
#include "stsafe/sim/frame_port.h"
#include "stsafe/sim/misbehaving_store.h"

namespace stsafe::simulator {

/// One simulated chip with its store, its time and its faults. Commands reach it as whole frames.
class SimulatedDevice {
 public:
  static constexpr std::size_t kMaxSnapshots = 8;

  /// The device with the same seed and number is the same one; number 0 is that of `sim:seed=N`.
  /// Without a seed its random numbers are the operating system's. It is on at once, or, if its
  /// store fails, off.
  SimulatedDevice(std::size_t number, std::optional<std::uint64_t> seed,
                  const sim::Profile& profile);

  sim::FramePort::Outcome exchange(ByteView frame) { return port_.exchange(frame, misbehaviour_); }

  Result<void, sim::StoreError> power_on() { return target_.power_on(); }
  void power_off() { target_.power_off(); }
  bool is_on() const { return chip_.is_on(); }

  /// Keeps the stored state under a name. False if there are too many names.
  bool take_snapshot(const std::string& name);
  /// Puts a snapshot back: the chip is switched off, and on again if it was on. False if there is
  /// none of this name; an error if the store fails.
  Result<bool, sim::StoreError> restore(const std::string& name);

  sim::Misbehaviour& misbehaviour() { return misbehaviour_; }
  link::VirtualClock& clock() { return clock_; }
  const sim::Nvm& stored() const { return chip_.stored(); }

 private:
  devices::RandomSource random_;
  crypto_openssl::OpensslCrypto crypto_;
  sim::Misbehaviour misbehaviour_;
  sim::MemoryStore memory_;
  sim::MisbehavingStore store_;
  link::VirtualClock clock_;
  sim::Device chip_;
  sim::Target target_;
  sim::FramePort port_;
  std::map<std::string, std::unique_ptr<sim::Nvm>> snapshots_;
};

}  // namespace stsafe::simulator
