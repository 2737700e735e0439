#pragma once

#include <optional>

#include "stsafe/link/timed_bus.h"

namespace stsafe::c_simulator {

/// The wires between a driver and its chip. What goes over them takes its time once they have a bit
/// rate, also while there is no chip that acknowledges.
class Bus {
 public:
  /// The clock must outlive it.
  explicit Bus(link::Clock& clock) : clock_(clock) {}
  Bus(const Bus&) = delete;
  Bus& operator=(const Bus&) = delete;

  /// Puts the chip on the bus. It must outlive the last event.
  void connect(link::I2cTarget& chip) { socket_.chip = &chip; }
  /// In bits per second; with 0 events take no time.
  void set_bit_rate(std::uint32_t bit_rate);

  /// Where the driver's events go.
  link::I2cTarget& wires();
  /// Whole transactions on the same wires: true if all was acknowledged.
  bool write(std::uint8_t address, ByteView data);
  bool read(std::uint8_t address, ByteSpan data);

 private:
  /// Where the chip belongs; nobody acknowledges while it is empty.
  struct Socket final : link::I2cTarget {
    bool on_start(std::uint8_t address, bool read) override;
    bool on_write(std::byte byte) override;
    std::byte on_read() override;
    void on_stop() override;

    link::I2cTarget* chip = nullptr;
  };

  link::Clock& clock_;
  Socket socket_;
  std::optional<link::TimedTarget> timed_;
};

}  // namespace stsafe::c_simulator
