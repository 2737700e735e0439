#include "stsafe/host/nonce.h"

#include "stsafe/wire/writer.h"

namespace stsafe::host {

Nonce Nonce::ieee802154(const Fixed<8>& extended_address, std::uint32_t frame_counter,
                        SecurityLevel level) {
  Nonce nonce;
  wire::Writer w{nonce.bytes_};
  w.put(ByteView{extended_address});
  w.put(frame_counter);
  w.put(level.value());
  return nonce;
}

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
