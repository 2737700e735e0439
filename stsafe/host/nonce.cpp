#include "stsafe/host/nonce.h"

#include "stsafe/wire/writer.h"

namespace stsafe::host {

Result<void> NonceSequence::start(crypto::Rng& rng) {
  if (started_) return UsageError::kAlreadyOpen;
  if (auto drawn = rng.fill(ByteSpan{current_.bytes_}.first(kRandomSize)); !drawn) return drawn;
  next_ = 0;
  started_ = true;
  return {};
}

Result<Nonce> NonceSequence::next() {
  if (!started_) return UsageError::kNotOpen;
  if (next_ == kEnd) return UsageError::kNonceExhausted;
  wire::Writer w{ByteSpan{current_.bytes_}.subspan(kRandomSize)};
  w.put(static_cast<std::uint32_t>(next_));
  ++next_;
  return current_;
}

}  // namespace stsafe::host
