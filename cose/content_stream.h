#pragma once

#include "cose/envelope.h"
#include "cose/headers.h"

namespace stsafe::cose {

/// Runs the cipher of one content, piece by piece.
class ContentStream {
 public:
  ContentStream(crypto::CipherStream& stream, const Watch& watch)
      : stream_(&stream), watch_(&watch), piece_(kPieceSize) {}
  ~ContentStream();
  ContentStream(const ContentStream&) = delete;
  ContentStream& operator=(const ContentStream&) = delete;

  /// Begins with this key and IV. `associated_data` is the Enc_structure.
  Result<void> start(crypto::CipherDirection direction, ByteView key, ByteView iv,
                     ByteView associated_data);

  /// Encrypts all of the content into the sink, the tag at its end. With chunks, as those of a byte
  /// string of indefinite length (RFC 8949, section 3.2.3), kPieceSize bytes each but the last two;
  /// its start and break are up to the caller. Reason::kTooLarge beyond kMaxContentSize; kStream if
  /// the content has not the size that its source announced.
  Result<void> encrypt(ByteSource& content, ByteSink& ciphertext, bool in_chunks);
  /// Decrypts ciphertext with the tag at its end. Reason::kNotAuthentic if the tag does not verify:
  /// what was written must then be discarded. Reason::kTruncated if there is no tag.
  Result<void> decrypt(ByteSource& ciphertext, ByteSink& content);

 private:
  Result<void> encrypt_piece(ByteView content, ByteSink& ciphertext);
  /// Fills the piece, which becomes a chunk when it is full.
  Result<void> encrypt_into_chunks(ByteView content, ByteSink& ciphertext);
  /// Memory of the sink if it gives some, else our own.
  ByteSpan room_of(ByteSink& sink, std::size_t size);
  Result<void> process(ByteView from, ByteSpan to);
  Result<void> report(std::optional<std::uint64_t> total);

  crypto::CipherStream* stream_;
  const Watch* watch_;
  Bytes piece_;
  std::size_t used_ = 0;    ///< of `piece_`
  std::uint64_t done_ = 0;  ///< bytes of content
};

}  // namespace stsafe::cose
