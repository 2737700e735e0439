#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>

#include "cose/memory_stream.h"
#include "cose/open_envelope.h"
#include "cose/seal_envelope.h"
#include "ports/files_posix/input_file.h"
#include "ports/files_posix/output_file.h"
#include "ports/files_posix/spool_file.h"
#include "tests/support/envelope_chip.h"

// Our end of what other implementations of COSE seal and open, on a simulated chip with known keys:
//
//     envelope_peer seal|open ALGORITHM IN OUT [ENVELOPE]
//
// ALGORITHM is COSE's number of what encrypts the content's key. IN may be `-`, standard input.
// With ENVELOPE the ciphertext lies beside it: in OUT when it is sealed, in IN when it is opened.
namespace stsafe::interop {
namespace {

using cose::Result;

/// 00 01 02 …: the key of every slot, as long as the algorithm wants it.
constexpr auto kKey = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"_hex;
constexpr auto kKeyId = "6B6579"_hex;  // "key"
constexpr std::size_t kMaxEnvelope = std::size_t{64} * 1024;

bool is_key_wrap(int algorithm) { return algorithm < 0; }
std::size_t key_size(int algorithm) {
  return algorithm == -3 || algorithm == 10 || algorithm == 30 ? 16 : 32;
}
std::uint8_t tag_size(int algorithm) { return algorithm == 10 || algorithm == 11 ? 8 : 16; }

/// A chip with a key for one algorithm.
class Peer {
 public:
  explicit Peer(int algorithm)
      : chip_(ByteView{kKey}.first(key_size(algorithm)), ByteView{kKey}.first(key_size(algorithm)),
              tag_size(algorithm)),
        keys_{is_key_wrap(algorithm) ? static_cast<cose::RecipientKey*>(&key_wrap_) : &ccm_} {}

  Result<void> seal(const std::string& in, const std::string& out) {
    auto source = input(in);
    if (!source) return source.error();
    auto sink = files_posix::OutputFile::create(out, {});
    if (!sink) return sink.error();
    return cose::seal_envelope(crypto(), keys_, *source, *sink);
  }
  Result<void> seal_beside(const std::string& in, const std::string& out,
                           const std::string& envelope) {
    auto source = input(in);
    if (!source) return source.error();
    auto sink = files_posix::OutputFile::create(out, {});
    if (!sink) return sink.error();
    auto envelope_sink = files_posix::OutputFile::create(envelope, {});
    if (!envelope_sink) return envelope_sink.error();
    const auto sealed = cose::seal_detached(crypto(), keys_, *source, *sink);
    if (!sealed) return sealed.error();
    if (auto written = envelope_sink->write(*sealed); !written) return written;
    return envelope_sink->commit();
  }
  Result<void> open(const std::string& in, const std::string& out) {
    auto source = input(in);
    if (!source) return source.error();
    auto sink = files_posix::OutputFile::create(out, {});
    if (!sink) return sink.error();
    files_posix::SpoolFile spool;
    return cose::open_envelope(crypto(), keys_, *source, *sink, {.spool = &spool});
  }
  Result<void> open_beside(const std::string& in, const std::string& out,
                           const std::string& envelope) {
    auto source = input(in);
    if (!source) return source.error();
    auto envelope_source = input(envelope);
    if (!envelope_source) return envelope_source.error();
    const auto bytes = envelope_source->next(kMaxEnvelope);
    if (!bytes) return bytes.error();
    auto sink = files_posix::OutputFile::create(out, {});
    if (!sink) return sink.error();
    return cose::open_detached(crypto(), keys_, *bytes, *source, *sink);
  }

 private:
  cose::EnvelopeCrypto crypto() { return {chip_.crypto().cipher_stream(), random_.rng()}; }
  static Result<files_posix::InputFile> input(const std::string& name) {
    if (name != "-") return files_posix::InputFile::open(name);
    return files_posix::InputFile::of(files_posix::Descriptor::borrowed(STDIN_FILENO),
                                      "standard input");
  }

  testing_support::EnvelopeChip chip_;
  devices::RandomSource random_{std::nullopt, "content"};
  cose::SlotWrappingKey slot_key_ = chip_.ecb_key();
  cose::KeyWrapRecipient key_wrap_{slot_key_, kKeyId};
  cose::CcmStarRecipient ccm_ = chip_.ccm_recipient(kKeyId);
  std::array<cose::RecipientKey*, 1> keys_;
};

Result<void> run(const std::vector<std::string>& words) {
  const bool beside = words.size() == 5;
  if ((words.size() != 4 && !beside) || (words[0] != "seal" && words[0] != "open")) {
    return cose::Failure{
        cose::Reason::kInvalidRequest, "seal|open ALGORITHM IN OUT [ENVELOPE]", {}};
  }
  Peer peer{std::stoi(words[1])};
  if (words[0] == "seal") {
    return beside ? peer.seal_beside(words[2], words[3], words[4]) : peer.seal(words[2], words[3]);
  }
  return beside ? peer.open_beside(words[2], words[3], words[4]) : peer.open(words[2], words[3]);
}

}  // namespace
}  // namespace stsafe::interop

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  const auto done = stsafe::interop::run({argv + 1, argv + argc});
  if (done && !testing::Test::HasFailure()) return 0;
  std::fprintf(stderr, "envelope_peer: %s: %s\n", name(done.error().reason).c_str(),
               done.error().message.c_str());
  return 1;
}
