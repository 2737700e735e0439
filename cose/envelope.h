#pragma once

#include <atomic>
#include <functional>
#include <span>

#include "cose/byte_sink.h"
#include "cose/envelope_algorithms.h"
#include "cose/recipient_key.h"
#include "stsafe/crypto/cipher_stream.h"
#include "stsafe/crypto/rng.h"

// What sealing and opening of envelopes have in common.
namespace stsafe::cose {

/// What encrypts the content of envelopes, on the host.
struct EnvelopeCrypto {
  crypto::CipherStream& stream;
  crypto::Rng& rng;
};

/// Hears how many bytes of content are done, and of how many, if that is known.
using Progress = std::function<void(std::uint64_t done, std::optional<std::uint64_t> total)>;

/// How long calls are watched and ended.
struct Watch {
  /// Called after each piece of content (at most kPieceSize bytes). May be empty.
  Progress progress{};
  /// Once true, the call ends within a piece, with BusError::kCancelled as its cause, and leaves
  /// nothing. May be set by a signal handler. May be null.
  const std::atomic<bool>* cancelled = nullptr;
};

/// Content is encrypted in pieces of this size, and written in chunks of it where its size is not
/// known before: all the memory that an envelope of any size needs is a few of them.
inline constexpr std::size_t kPieceSize = std::size_t{64} * 1024;

/// A COSE_Encrypt is an array of headers in two buckets, content, and recipients; nil stands for
/// content that lies elsewhere (RFC 8949, section 3.3).
inline constexpr std::uint64_t kEnvelopeItems = 4;
inline constexpr std::byte kCborNil{0xF6};

/// The longest headers of an envelope, and the longest recipients, each in bytes.
inline constexpr std::size_t kMaxHeadersSize = std::size_t{16} * 1024;
inline constexpr std::size_t kMaxRecipientsSize = std::size_t{128} * 1024;

}  // namespace stsafe::cose
