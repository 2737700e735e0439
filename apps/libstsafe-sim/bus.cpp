#include "apps/libstsafe-sim/bus.h"

#include "stsafe/link/direct_bus.h"

namespace stsafe::c_simulator {

void Bus::set_bit_rate(std::uint32_t bit_rate) {
  timed_.reset();
  if (bit_rate != 0) timed_.emplace(socket_, clock_, bit_rate);
}

link::I2cTarget& Bus::wires() {
  if (timed_) return *timed_;
  return socket_;
}

bool Bus::write(std::uint8_t address, ByteView data) {
  return static_cast<bool>(link::DirectBus{wires()}.write(address, data));
}

bool Bus::read(std::uint8_t address, ByteSpan data) {
  return static_cast<bool>(link::DirectBus{wires()}.read(address, data));
}

bool Bus::Socket::on_start(std::uint8_t address, bool read) {
  return chip != nullptr && chip->on_start(address, read);
}

bool Bus::Socket::on_write(std::byte byte) { return chip != nullptr && chip->on_write(byte); }

std::byte Bus::Socket::on_read() { return chip != nullptr ? chip->on_read() : std::byte{0xFF}; }

void Bus::Socket::on_stop() {
  if (chip != nullptr) chip->on_stop();
}

}  // namespace stsafe::c_simulator
