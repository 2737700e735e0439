// The I2C bus of stsafe/sim.h.
#include "apps/libstsafe-sim/handle.h"

namespace stsafe::c_simulator {
namespace {

constexpr std::uint8_t kMaxAddress = 0x7F;
constexpr std::uint8_t kIdleBus = 0xFF;

void expect_address(std::uint8_t address) {
  expect(address <= kMaxAddress, "address: more than 7 bits");
}

/// Does `work` with the chip, which is there if it was ever switched on. True is an acknowledge.
template <class Work>
stsafe_sim_result on_bus(stsafe_sim& handle, Work work) {
  if (handle.chip && work(*handle.chip)) return STSAFE_SIM_OK;
  const bool is_on = handle.chip && handle.chip->is_on();
  return failed(handle, STSAFE_SIM_NACK,
                is_on ? "not acknowledged: another address, or the chip boots, executes, wakes up "
                        "or has no answer"
                      : "not acknowledged: the chip has no power");
}

}  // namespace

extern "C" {

uint8_t stsafe_sim_address(const stsafe_sim* chip) {
  return chip != nullptr && chip->chip ? chip->chip->address() : 0;
}

stsafe_sim_result stsafe_sim_write(stsafe_sim* chip, uint8_t address, const uint8_t* data,
                                   size_t size) {
  return attempt(chip, [&](stsafe_sim& handle) {
    expect_address(address);
    expect(data != nullptr || size == 0, "data: NULL");
    return on_bus(handle,
                  [&](Chip& c) { return c.write(address, std::as_bytes(std::span{data, size})); });
  });
}

stsafe_sim_result stsafe_sim_read(stsafe_sim* chip, uint8_t address, uint8_t* data, size_t size) {
  return attempt(chip, [&](stsafe_sim& handle) {
    expect_address(address);
    expect(data != nullptr || size == 0, "data: NULL");
    return on_bus(handle, [&](Chip& c) {
      return c.read(address, std::as_writable_bytes(std::span{data, size}));
    });
  });
}

stsafe_sim_result stsafe_sim_start(stsafe_sim* chip, uint8_t address, int read) {
  return attempt(chip, [&](stsafe_sim& handle) {
    expect_address(address);
    expect(read == 0 || read == 1, "read: neither 0 nor 1");
    return on_bus(handle, [&](Chip& c) { return c.start(address, read == 1); });
  });
}

stsafe_sim_result stsafe_sim_write_byte(stsafe_sim* chip, uint8_t byte) {
  return attempt(chip, [&](stsafe_sim& handle) {
    return on_bus(handle, [&](Chip& c) { return c.write_byte(std::byte{byte}); });
  });
}

stsafe_sim_result stsafe_sim_read_byte(stsafe_sim* chip, uint8_t* byte) {
  return attempt(chip, [&](stsafe_sim& handle) {
    expect(byte != nullptr, "byte: NULL");
    *byte = handle.chip ? std::to_integer<uint8_t>(handle.chip->read_byte()) : kIdleBus;
    return STSAFE_SIM_OK;
  });
}

stsafe_sim_result stsafe_sim_stop(stsafe_sim* chip) {
  return attempt(chip, [&](stsafe_sim& handle) {
    if (handle.chip) handle.chip->stop();
    return STSAFE_SIM_OK;
  });
}

}  // extern "C"
}  // namespace stsafe::c_simulator
