#include "ports/nonce_file/nonce_file.h"

#include <utility>

#include "stsafe/wire/writer.h"

namespace stsafe::nonce_file {
namespace {

constexpr std::uint64_t kNumNonces = std::uint64_t{1} << 32;

Purpose purpose_of(const std::string& path, crypto::Rng& rng) {
  return {.kind = Kind::kNonces,
          .limit = kNumNonces,
          .new_label = [path, &rng]() -> Result<Label, Failure> {
            Label label;
            if (rng.fill(label)) return label;
            return failure(Problem::kNoRandom, path, "needs random bytes, and there are none");
          }};
}

}  // namespace

NonceFile::NonceFile(const std::string& path, crypto::Rng& rng, link::Clock& clock,
                     const Settings& settings, SystemCalls calls)
    : numbers_(path, purpose_of(path, rng), clock, settings, std::move(calls)) {}

Result<host::Nonce> NonceFile::next() {
  const auto number = numbers_.next();
  if (!number) {
    if (number.error().problem == Problem::kNoRandom) return CryptoError::kBackendFailed;
    return UsageError::kNonceUnavailable;
  }
  Fixed<host::Nonce::kSize> bytes{};
  wire::Writer w{bytes};
  w.put(ByteView{number->label});
  w.put(static_cast<std::uint32_t>(number->value));
  return host::Nonce::chosen_by_caller(bytes);
}

}  // namespace stsafe::nonce_file
