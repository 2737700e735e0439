#include <benchmark/benchmark.h>

#include <array>

#include "bench/cpu/keyed_board.h"
#include "stsafe/host/echo.h"
#include "stsafe/host/random.h"

// Whole commands in one process: host, bus, simulated chip and back. What protection costs is the
// difference between the three lines of Echo.
namespace stsafe::bench {
namespace {

constexpr Fixed<16> kMessage{};
constexpr std::size_t kLongest = 512;

void echo(benchmark::State& state, Protection protection) {
  KeyedBoard board{protection};
  for (auto _ : state) {
    require(static_cast<bool>(host::echo(board.device(), kMessage)), "Echo");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(echo, plain, Protection::kPlain);
BENCHMARK_CAPTURE(echo, c_mac, Protection::kMac);
BENCHMARK_CAPTURE(echo, c_mac_and_encryption, Protection::kMacAndEncryption);

void random_32(benchmark::State& state) {
  KeyedBoard board{Protection::kPlain};
  Fixed<32> random{};
  for (auto _ : state) {
    require(static_cast<bool>(host::generate_random(board.device(), random)), "Generate random");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(random_32);

void encrypt_ccm_star(benchmark::State& state) {
  KeyedBoard board{Protection::kPlain};
  board.write_key(Curve::kNistP256);
  auto key = board.key();
  const auto nonce = host::Nonce::chosen_by_caller(Fixed<13>{});
  const Fixed<kLongest> plaintext{};
  Fixed<kLongest> ciphertext{};
  Fixed<16> tag{};
  const auto size = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    const auto done = key.encrypt_with(*nonce, {}, ByteView{plaintext}.first(size),
                                       ByteSpan{ciphertext}.first(size), tag);
    require(static_cast<bool>(done), "Encrypt");
  }
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(encrypt_ccm_star)->Arg(16)->Arg(kLongest);

void provision_wrapped(benchmark::State& state, Curve curve) {
  KeyedBoard board{Protection::kPlain};
  for (auto _ : state) board.write_key(curve);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(provision_wrapped, p256, Curve::kNistP256);
BENCHMARK_CAPTURE(provision_wrapped, x25519, Curve::kX25519);

}  // namespace
}  // namespace stsafe::bench
