#include "stsafe/sim/timing.h"

namespace stsafe::sim {
namespace {

using std::chrono::milliseconds;

/// What the vendor's library waits for a one-byte code, in milliseconds. It has 500 for all others.
struct VendorTime {
  std::uint8_t code;
  std::uint8_t milliseconds;
};
constexpr VendorTime kVendorTimes[] = {
    {0x00, 2},  {0x01, 2},  {0x02, 4},  {0x03, 22}, {0x04, 23}, {0x05, 23}, {0x06, 22},
    {0x07, 26}, {0x09, 23}, {0x0A, 23}, {0x0E, 3},  {0x0F, 3},  {0x11, 32}, {0x14, 5},
    {0x16, 37}, {0x17, 62}, {0x18, 83}, {0x1B, 5},  {0x1C, 6},
};
constexpr milliseconds kVendorDefault{500};

constexpr milliseconds vendor_time(wire::Opcode opcode) {
  const auto* found = std::ranges::find(kVendorTimes, opcode.raw(), &VendorTime::code);
  return found == std::end(kVendorTimes) ? kVendorDefault : milliseconds{found->milliseconds};
}

/// The next number of SplitMix64, whose state may be any number.
constexpr std::uint64_t next_random(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15;
  auto z = state;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

constexpr std::int64_t kThousand = 1000;

}  // namespace

Timing vendor_timing() {
  auto timing = typical_timing();
  auto next = timing.commands.begin();
  wire::for_each_command([&]<wire::Command C>() { *next++ = vendor_time(C::kOpcode); });
  return timing;
}

Timing measured_timing() {
  auto timing = typical_timing();
  timing.commands[wire::index_of<wire::GenerateKeyPair>()] = milliseconds{40};
  timing.commands[wire::index_of<wire::GenerateSignature>()] = milliseconds{51};
  timing.commands[wire::index_of<wire::VerifySignature>()] = milliseconds{79};
  timing.commands[wire::index_of<wire::GenerateEcdhe>()] = milliseconds{42};
  timing.commands[wire::index_of<wire::EstablishKey>()] = milliseconds{38};
  return timing;
}

std::optional<Timing> find_timing(std::string_view name) {
  if (name == "typical") return typical_timing();
  if (name == "vendor") return vendor_timing();
  if (name == "measured") return measured_timing();
  if (name == "none") return no_timing();
  return {};
}

link::Microseconds ChipTime::vary(link::Microseconds time) {
  const auto& [factor, jitter, seed] = timing_.variation;
  // In parts per million, which are fine enough for the jitter of a whole second.
  const auto spread = static_cast<std::int64_t>(jitter) * kThousand;
  const auto drawn =
      static_cast<std::int64_t>(next_random(state_) % static_cast<std::uint64_t>(2 * spread + 1));
  const auto by_factor = time.count() * static_cast<std::int64_t>(factor) / kThousand;
  return link::Microseconds{by_factor + by_factor * (drawn - spread) / (kThousand * kThousand)};
}

}  // namespace stsafe::sim
