#pragma once

#include "stsafe/wire/message.h"

// I2C address and low power, protocol part 01 section 3.5.
namespace stsafe::wire {

enum class LowPowerMode : std::uint8_t { kNone = 0, kStandby = 2 };
constexpr bool is_known(LowPowerMode mode) {
  return mode == LowPowerMode::kNone || mode == LowPowerMode::kStandby;
}

/// Two bytes: the 7-bit address and a zero bit; idle time, low-power mode and lock.
struct I2cParameters {
  std::uint8_t address = 0x20;
  bool has_stray_bit = false;  ///< the bit beside the address is set; a host leaves it clear
  LowPowerMode low_power_mode = LowPowerMode::kNone;
  std::uint8_t idle_code = 0;  ///< 0 to 31: how long the bus is idle before standby
  bool locked = false;         ///< the parameters cannot be put again
  friend constexpr bool operator==(const I2cParameters&, const I2cParameters&) = default;

  static constexpr std::uint8_t kMaxAddress = 0x7F;
  static constexpr std::uint8_t kMaxIdleCode = 31;
  /// 50 to 1600 ms in steps of 50.
  constexpr milliseconds idle_time() const { return milliseconds{50} * (idle_code + 1); }
};

template <>
inline constexpr std::size_t kFixedSize<I2cParameters> = 2;
constexpr void encode(Writer& w, const I2cParameters& parameters) {
  w.put(static_cast<std::uint8_t>((parameters.address << 1) | (parameters.has_stray_bit ? 1 : 0)));
  w.put(static_cast<std::uint8_t>((parameters.idle_code << 3) |
                                  (std::to_underlying(parameters.low_power_mode) << 1) |
                                  (parameters.locked ? 1 : 0)));
}
constexpr void decode(Reader& r, I2cParameters& parameters) {
  const auto address = r.take<std::uint8_t>();
  const auto power = r.take<std::uint8_t>();
  parameters.address = address >> 1;
  parameters.has_stray_bit = (address & 1) != 0;
  parameters.low_power_mode = static_cast<LowPowerMode>((power >> 1) & 3);
  parameters.idle_code = power >> 3;
  parameters.locked = (power & 1) != 0;
}

}  // namespace stsafe::wire
