#include "tests/conformance/bus_wires.h"

namespace stsafe::conformance {
namespace {

constexpr link::Microseconds kBusPatience = std::chrono::seconds{3};
constexpr link::Microseconds kPollInterval = std::chrono::milliseconds{1};
/// All there is of an answer without payload.
constexpr std::size_t kShortestAnswer = 5;
constexpr std::size_t kBytesBeforeLength = 3;

}  // namespace

Bytes BusExchange::exchange(std::uint8_t address, ByteView frame) {
  if (!write(address, frame)) return {};
  const auto begin = read(address, kShortestAnswer);
  if (begin.empty()) return {};
  const auto size = kBytesBeforeLength + 256 * std::to_integer<std::size_t>(begin[1]) +
                    std::to_integer<std::size_t>(begin[2]);
  return size <= kShortestAnswer ? begin : read(address, size);
}

bool BusExchange::write(std::uint8_t address, ByteView frame) {
  return until_acknowledged([&] { return static_cast<bool>(bus_.write(address, frame)); });
}

Bytes BusExchange::read(std::uint8_t address, std::size_t size) {
  Bytes data(size);
  const bool done = until_acknowledged([&] { return static_cast<bool>(bus_.read(address, data)); });
  return done ? data : Bytes{};
}

template <class Attempt>
bool BusExchange::until_acknowledged(Attempt&& attempt) {
  const auto deadline = clock_.now() + kBusPatience;
  while (!attempt()) {
    if (clock_.now() >= deadline) return false;
    clock_.sleep(kPollInterval);
  }
  return true;
}

}  // namespace stsafe::conformance
