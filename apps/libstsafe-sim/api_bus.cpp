// The I2C bus of stsafe/sim.h.
#include "apps/libstsafe-sim/handle.h"

namespace stsafe::c_simulator {
namespace {

constexpr std::uint8_t kMaxAddress = 0x7F;
// The slowest clock of SMBus, and the fastest of I2C's Fast-mode Plus, in bits per second.
constexpr std::uint32_t kLeastBitRate = 10'000;
constexpr std::uint32_t kMostBitRate = 1'000'000;

void expect_address(std::uint8_t address) {
  expect(address <= kMaxAddress, "address: more than 7 bits");
}

bool is_on(const stsafe_sim& handle) { return handle.chip && handle.chip->is_on(); }

/// Does `work` with the bus. True is an acknowledge.
template <class Work>
stsafe_sim_result on_bus(stsafe_sim& handle, Work work) {
  const bool was_on = is_on(handle);
  const bool acknowledged = work(handle.bus);
  if (was_on) handle.chip->check_file();
  if (acknowledged) return STSAFE_SIM_OK;
  return failed(handle, STSAFE_SIM_NACK,
                is_on(handle)
                    ? "not acknowledged: another address, or the chip boots, executes, wakes up "
                      "or has no answer"
                    : "not acknowledged: the chip has no power");
}

}  // namespace

extern "C" {

stsafe_sim_result stsafe_sim_set_bit_rate(stsafe_sim* chip, uint32_t bit_rate) {
  return attempt(chip, [&](stsafe_sim& handle) {
    expect(bit_rate == 0 || (bit_rate >= kLeastBitRate && bit_rate <= kMostBitRate),
           "bit_rate: neither 0 nor 10,000 to 1,000,000 bits per second");
    handle.bus.set_bit_rate(bit_rate);
    return STSAFE_SIM_OK;
  });
}

uint8_t stsafe_sim_address(const stsafe_sim* chip) {
  return chip != nullptr && chip->chip ? chip->chip->address() : 0;
}

stsafe_sim_result stsafe_sim_write(stsafe_sim* chip, uint8_t address, const uint8_t* data,
                                   size_t size) {
  return attempt(chip, [&](stsafe_sim& handle) {
    expect_address(address);
    expect(data != nullptr || size == 0, "data: NULL");
    return on_bus(
        handle, [&](Bus& bus) { return bus.write(address, std::as_bytes(std::span{data, size})); });
  });
}

stsafe_sim_result stsafe_sim_read(stsafe_sim* chip, uint8_t address, uint8_t* data, size_t size) {
  return attempt(chip, [&](stsafe_sim& handle) {
    expect_address(address);
    expect(data != nullptr || size == 0, "data: NULL");
    return on_bus(handle, [&](Bus& bus) {
      return bus.read(address, std::as_writable_bytes(std::span{data, size}));
    });
  });
}

stsafe_sim_result stsafe_sim_start(stsafe_sim* chip, uint8_t address, int read) {
  return attempt(chip, [&](stsafe_sim& handle) {
    expect_address(address);
    expect(read == 0 || read == 1, "read: neither 0 nor 1");
    return on_bus(handle, [&](Bus& bus) { return bus.wires().on_start(address, read == 1); });
  });
}

stsafe_sim_result stsafe_sim_write_byte(stsafe_sim* chip, uint8_t byte) {
  return attempt(chip, [&](stsafe_sim& handle) {
    return on_bus(handle, [&](Bus& bus) { return bus.wires().on_write(std::byte{byte}); });
  });
}

stsafe_sim_result stsafe_sim_read_byte(stsafe_sim* chip, uint8_t* byte) {
  return attempt(chip, [&](stsafe_sim& handle) {
    expect(byte != nullptr, "byte: NULL");
    *byte = std::to_integer<uint8_t>(handle.bus.wires().on_read());
    return STSAFE_SIM_OK;
  });
}

stsafe_sim_result stsafe_sim_stop(stsafe_sim* chip) {
  return attempt(chip, [&](stsafe_sim& handle) {
    return on_bus(handle, [](Bus& bus) {
      bus.wires().on_stop();
      return true;
    });
  });
}

}  // extern "C"
}  // namespace stsafe::c_simulator
