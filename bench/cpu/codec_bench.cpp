#include <benchmark/benchmark.h>

#include "stsafe/wire/commands/ccm_star.h"
#include "stsafe/wire/frame.h"

// Commands to bytes and back, checksums included.
namespace stsafe::bench {
namespace {

constexpr Fixed<512> kLongMessage{};

Result<ByteView> encode(ByteSpan frame, std::size_t size) {
  const wire::EncryptCcmStar command{.message = wire::Prefixed{ByteView{kLongMessage}.first(size)}};
  wire::Writer w{frame};
  wire::encode_command(w, command);
  return wire::seal_command(frame, w.size());
}

void encode_command(benchmark::State& state) {
  const auto size = static_cast<std::size_t>(state.range(0));
  Fixed<wire::kMaxCommandSize> frame{};
  for (auto _ : state) {
    auto encoded = encode(frame, size);
    benchmark::DoNotOptimize(encoded);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(encode_command)->Arg(16)->Arg(512);

void decode_command(benchmark::State& state) {
  const auto size = static_cast<std::size_t>(state.range(0));
  Fixed<wire::kMaxCommandSize> frame{};
  const auto encoded = encode(frame, size);
  for (auto _ : state) {
    const auto parsed = wire::parse_command(*encoded);
    auto command = wire::decode_message<wire::EncryptCcmStar>(parsed->body.subspan(1));
    benchmark::DoNotOptimize(command);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decode_command)->Arg(16)->Arg(512);

}  // namespace
}  // namespace stsafe::bench
