#include <benchmark/benchmark.h>
#include <openssl/evp.h>

#include <chrono>
#include <memory>

#include "bench/cpu/keyed_board.h"
#include "cose/key_wrap_recipient.h"
#include "cose/memory_stream.h"
#include "cose/open_envelope.h"
#include "cose/seal_envelope.h"

// Envelopes from memory to memory, beside AES-256-GCM by OpenSSL alone on the same bytes:
// `of_openssl` is the share of OpenSSL's rate that is left. The content's key is wrapped on the
// host, so that no chip is in the figures.
namespace stsafe::bench {
namespace {

using Clock = std::chrono::steady_clock;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

constexpr Fixed<32> kWrappingKey{std::byte{1}};
constexpr std::size_t kOpensslPiece = std::size_t{64} * 1024;

/// What is sealed, and room for what comes out, touched before anything is measured.
struct Buffers {
  explicit Buffers(std::size_t size) : content(size, std::byte{0x5A}), out(size, std::byte{0xA5}) {}
  std::vector<std::byte> content;
  std::vector<std::byte> out;
};

/// AES-256-GCM as a program that uses OpenSSL alone does it.
void run_openssl(EVP_CIPHER_CTX* context, ByteView from, ByteSpan to, bool encrypts) {
  constexpr Fixed<12> kIv{};
  const auto* key = reinterpret_cast<const unsigned char*>(kWrappingKey.data());
  const auto* iv = reinterpret_cast<const unsigned char*>(kIv.data());
  int written = 0;
  require(EVP_CipherInit_ex(context, EVP_aes_256_gcm(), nullptr, key, iv, encrypts ? 1 : 0) == 1,
          "OpenSSL");
  for (std::size_t at = 0; at < from.size(); at += kOpensslPiece) {
    const auto size = std::min(kOpensslPiece, from.size() - at);
    require(EVP_CipherUpdate(context, reinterpret_cast<unsigned char*>(to.data()) + at, &written,
                             reinterpret_cast<const unsigned char*>(from.data()) + at,
                             static_cast<int>(size)) == 1,
            "OpenSSL");
  }
  if (!encrypts) return;  // there is no tag to compare with
  Fixed<16> tag{};
  require(EVP_EncryptFinal_ex(context, reinterpret_cast<unsigned char*>(tag.data()), &written) == 1,
          "OpenSSL");
}

class Envelopes {
 public:
  Envelopes() : random_(1, "host"), crypto_(random_.rng()), key_(crypto_.key_wrap()) {
    require(static_cast<bool>(key_.set_key(kWrappingKey)), "setting a key");
  }

  std::size_t seal(ByteView content, ByteSpan out) {
    cose::MemorySource source{content};
    cose::FixedSink sink{out};
    require(static_cast<bool>(cose::seal_envelope(envelope_crypto(), keys_, source, sink)),
            "sealing");
    return sink.bytes().size();
  }
  void open(ByteView sealed, ByteSpan out) {
    cose::MemorySource source{sealed};
    cose::FixedSink sink{out};
    require(static_cast<bool>(cose::open_envelope(envelope_crypto(), keys_, source, sink)),
            "opening");
  }

 private:
  cose::EnvelopeCrypto envelope_crypto() { return {crypto_.cipher_stream(), crypto_.rng()}; }

  devices::RandomSource random_;
  crypto_openssl::OpensslCrypto crypto_;
  cose::HostWrappingKey key_;
  cose::KeyWrapRecipient recipient_{key_, {}};
  std::array<cose::RecipientKey*, 1> keys_{&recipient_};
};

/// Measures one way against OpenSSL, in turns, so that both see the same machine.
template <class Run>
void compare(benchmark::State& state, bool encrypts, Buffers& buffers, Run run) {
  const CipherContext context{EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free};
  Clock::duration ours{};
  Clock::duration openssl{};
  for (auto _ : state) {
    const auto start = Clock::now();
    run();
    const auto between = Clock::now();
    run_openssl(context.get(), buffers.content, buffers.out, encrypts);
    const auto end = Clock::now();
    ours += between - start;
    openssl += end - between;
    state.SetIterationTime(std::chrono::duration<double>(between - start).count());
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(state.iterations() * state.range(0));
  state.counters["of_openssl"] =
      std::chrono::duration<double>(openssl).count() / std::chrono::duration<double>(ours).count();
}

void seal_envelope(benchmark::State& state) {
  const auto size = static_cast<std::size_t>(state.range(0));
  Buffers buffers{size};
  std::vector<std::byte> sealed(size + 1024, std::byte{1});
  Envelopes envelopes;
  compare(state, true, buffers, [&] { envelopes.seal(buffers.content, sealed); });
}
BENCHMARK(seal_envelope)->Arg(1 << 20)->Arg(64 << 20)->UseManualTime();

void open_envelope(benchmark::State& state) {
  const auto size = static_cast<std::size_t>(state.range(0));
  Buffers buffers{size};
  std::vector<std::byte> sealed(size + 1024, std::byte{1});
  std::vector<std::byte> opened(size, std::byte{1});
  Envelopes envelopes;
  sealed.resize(envelopes.seal(buffers.content, sealed));
  compare(state, false, buffers, [&] { envelopes.open(sealed, opened); });
}
BENCHMARK(open_envelope)->Arg(1 << 20)->Arg(64 << 20)->UseManualTime();

}  // namespace
}  // namespace stsafe::bench
