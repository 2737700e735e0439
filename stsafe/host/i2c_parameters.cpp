#include "stsafe/host/i2c_parameters.h"

#include "stsafe/wire/commands/device_settings.h"

namespace stsafe::host {
namespace {

constexpr std::uint8_t kFirstAddress = 0x08;
constexpr std::uint8_t kLastAddress = 0x77;

}  // namespace

Result<wire::I2cParameters> read_i2c_parameters(Device& device) {
  const auto answer = device.call(wire::QueryI2cParameters{});
  if (!answer) return answer.error();
  return answer->parameters;
}

Result<void> put_i2c_parameters(Device& device, const wire::I2cParameters& parameters) {
  if (parameters.address < kFirstAddress || parameters.address > kLastAddress ||
      parameters.has_stray_bit || !is_known(parameters.low_power_mode) ||
      parameters.idle_code > wire::I2cParameters::kMaxIdleCode) {
    return UsageError::kOutOfRange;
  }
  const auto answer = device.call(wire::PutI2cParameters{parameters});
  return answer ? Result<void>{} : answer.error();
}

}  // namespace stsafe::host
