#include "cose/open_envelope.h"

#include <algorithm>

#include "cose/algorithm.h"
#include "cose/content_stream.h"
#include "cose/framed_bytes.h"
#include "cose/key_id.h"
#include "cose/local_key_id.h"

namespace stsafe::cose {
namespace {

/// Takes the tag, the array's head and the headers.
Result<Headers> take_front(CborReader& reader) {
  const auto tag = reader.take_tag();
  if (!tag) return tag.error();
  if (*tag != tag::kEncrypt) {
    return Failure{
        Reason::kUnexpected, "tag " + std::to_string(*tag) + " is not that of an envelope, 96", {}};
  }
  const auto num_items = reader.take_array();
  if (!num_items) return num_items.error();
  if (*num_items != kEnvelopeItems) {
    return reader.failure(Reason::kUnexpected, "an envelope has four items");
  }
  return take_headers(reader);
}

Result<ContentAlgorithm> algorithm_of(const Headers& headers) {
  const auto algorithm = headers.protected_map.algorithm;
  if (!algorithm) {
    return Failure{Reason::kUnexpected, "the protected header names no algorithm", {}};
  }
  for (const auto known : {ContentAlgorithm::kA128Gcm, ContentAlgorithm::kA256Gcm}) {
    if (*algorithm == static_cast<std::int64_t>(known)) return known;
  }
  return Failure{
      Reason::kUnsupported, "algorithm " + std::to_string(*algorithm) + " for the content", {}};
}

/// Says whom an envelope is for, for a person who has none of the keys.
std::string recipient_text(const Recipient& recipient) {
  const auto* key_id = recipient.headers.key_id();
  if (key_id != nullptr) {
    if (const auto slot = parse_key_id(*key_id)) return to_text(*slot);
    if (const auto local = parse_local_key_id(*key_id)) return to_text(*local);
  }
  const auto algorithm = recipient.algorithm();
  if (!algorithm) return "a recipient without algorithm";
  return "a key of algorithm " + algorithm_name(*algorithm) + " with another name";
}

Failure for_other_keys(std::span<const Recipient> recipients) {
  constexpr std::size_t kMostNamed = 4;
  std::string message = "it is for none of the keys at hand, but for ";
  for (std::size_t i = 0; i < std::min(recipients.size(), kMostNamed); ++i) {
    message += (i == 0 ? "" : ", ") + recipient_text(recipients[i]);
  }
  if (recipients.size() > kMostNamed) message += " and others";
  return {Reason::kWrongKey, message, {}};
}

/// Decrypts the key of the content with the first key that can.
Result<void> find_key(std::span<RecipientKey* const> keys, std::span<const Recipient> recipients,
                      ContentKey& content_key) {
  auto why = for_other_keys(recipients);
  for (const auto& recipient : recipients) {
    for (auto* key : keys) {
      if (!key->is_meant_by(recipient)) continue;
      auto decrypted = key->decrypt(recipient, content_key);
      if (decrypted) return {};
      // Another recipient may be for the same key; but a chip that fails, fails.
      if (decrypted.error().reason == Reason::kDevice) return decrypted;
      why = decrypted.error();
    }
  }
  return why;
}

/// Has the key decrypted and the cipher started.
Result<void> begin_opening(std::span<RecipientKey* const> keys, const Headers& headers,
                           std::span<const Recipient> recipients, ByteView external_aad,
                           ContentStream& stream) {
  const auto algorithm = algorithm_of(headers);
  if (!algorithm) return algorithm.error();
  if (headers.partial_iv() != nullptr) {
    return Failure{Reason::kUnsupported, "the content has a partial IV", {}};
  }
  const auto* iv = headers.iv();
  if (iv == nullptr || iv->size() != kContentIvSize) {
    return Failure{Reason::kUnexpected, "the content has no IV of 12 bytes", {}};
  }
  const auto context =
      enc_structure(EncryptionContext::kEncrypt, headers.protected_bytes, external_aad);
  if (!context) return context.error();
  ContentKey key;
  if (auto found = find_key(keys, recipients, key); !found) return found;
  if (key.size() != content_key_size(*algorithm)) {
    return Failure{
        Reason::kUnexpected,
        "a content key of " + std::to_string(key.size()) + " bytes is not one of its algorithm",
        {}};
  }
  return stream.start(crypto::CipherDirection::kDecrypt, key.reveal(), *iv, *context);
}

/// The start of an envelope in a source, up to its ciphertext.
Result<Headers> read_front(SourceReader& reader) {
  const auto shown = reader.peek(kMaxHeadersSize);
  if (!shown) return shown.error();
  CborReader cbor{*shown};
  auto headers = take_front(cbor);
  if (!headers && headers.error().reason == Reason::kTruncated &&
      shown->size() == kMaxHeadersSize) {
    return Failure{Reason::kTooLarge,
                   "its headers have more than " + std::to_string(kMaxHeadersSize) + " bytes",
                   {}};
  }
  if (!headers) return headers;
  if (!cbor.rest().empty() && cbor.rest().front() == kCborNil) {
    return Failure{Reason::kInvalidRequest,
                   "its content is not in it but beside it, and must be given, too",
                   {}};
  }
  reader.drop(static_cast<std::size_t>(cbor.offset()));
  return headers;
}

/// The end of an envelope in a source, from its recipients on.
Result<std::vector<Recipient>> read_back(SourceReader& reader) {
  const auto shown = reader.peek(kMaxRecipientsSize + 1);
  if (!shown) return shown.error();
  if (shown->size() > kMaxRecipientsSize) {
    return Failure{Reason::kTooLarge,
                   "more than " + std::to_string(kMaxRecipientsSize) + " bytes follow its content",
                   {}};
  }
  CborReader cbor{*shown, reader.offset()};
  auto recipients = take_recipients(cbor);
  if (!recipients) return recipients;
  if (auto finished = cbor.finish(); !finished) return finished.error();
  return recipients;
}

Result<void> copy_all(ByteSource& from, Spool& to, const Watch& watch) {
  std::uint64_t done = 0;
  while (true) {
    const auto piece = from.next(kPieceSize);
    if (!piece) return piece.error();
    if (piece->empty()) return {};
    if (auto written = to.write(*piece); !written) return written;
    done += piece->size();
    if (done > kMaxContentSize + kContentTagSize) {
      return Failure{Reason::kTooLarge, "it has more content than one envelope holds", {}};
    }
    if (watch.cancelled != nullptr && watch.cancelled->load()) {
      return Failure{Reason::kStream, "cancelled", BusError::kCancelled};
    }
    if (watch.progress) watch.progress(done, from.size());
  }
}

/// Opens what can be read twice: first its ends, then its content.
Result<void> open_seekable(const EnvelopeCrypto& crypto, std::span<RecipientKey* const> keys,
                           ByteSource& sealed, ByteSink& content,
                           const EnvelopeOpenOptions& options) {
  if (auto first = sealed.seek(0); !first) return first;
  SourceReader reader{sealed};
  const auto headers = read_front(reader);
  if (!headers) return headers.error();
  const auto start = reader.offset();
  const auto size = FramedBytes{reader}.skip_all();
  if (!size) return size.error();
  const auto recipients = read_back(reader);
  if (!recipients) return recipients.error();

  ContentStream stream{crypto.stream, options.watch};
  auto begun = begin_opening(keys, *headers, *recipients, options.external_aad, stream);
  if (!begun) return begun;
  if (auto back = sealed.seek(start); !back) return back;
  SourceReader again{sealed, start};
  FramedBytes ciphertext{again, *size};
  return stream.decrypt(ciphertext, content);
}

/// Opens what can be read once: the ciphertext waits in the spool.
Result<void> open_once(const EnvelopeCrypto& crypto, std::span<RecipientKey* const> keys,
                       ByteSource& sealed, ByteSink& content, const EnvelopeOpenOptions& options) {
  if (options.spool == nullptr) {
    return Failure{Reason::kInvalidRequest,
                   "it cannot be read twice, and there is no place for its content meanwhile",
                   {}};
  }
  SourceReader reader{sealed};
  const auto headers = read_front(reader);
  if (!headers) return headers.error();
  FramedBytes ciphertext{reader};
  if (auto started = ciphertext.start(); !started) return started;
  if (auto copied = copy_all(ciphertext, *options.spool, options.watch); !copied) return copied;
  const auto recipients = read_back(reader);
  if (!recipients) return recipients.error();

  ContentStream stream{crypto.stream, options.watch};
  auto begun = begin_opening(keys, *headers, *recipients, options.external_aad, stream);
  if (!begun) return begun;
  const auto spooled = options.spool->read_back();
  if (!spooled) return spooled.error();
  return stream.decrypt(**spooled, content);
}

Result<void> open_beside(const EnvelopeCrypto& crypto, std::span<RecipientKey* const> keys,
                         ByteView envelope, ByteSource& ciphertext, ByteSink& content,
                         const EnvelopeOpenOptions& options) {
  if (envelope.size() > kMaxHeadersSize + kMaxRecipientsSize) {
    return Failure{
        Reason::kTooLarge, "the envelope has " + std::to_string(envelope.size()) + " bytes", {}};
  }
  CborReader reader{envelope};
  const auto headers = take_front(reader);
  if (!headers) return headers.error();
  if (reader.rest().empty() || reader.rest().front() != kCborNil) {
    return reader.failure(Reason::kUnexpected, "its content is not beside it: expected nil");
  }
  if (auto nil = reader.take_item(); !nil) return nil.error();
  const auto recipients = take_recipients(reader);
  if (!recipients) return recipients.error();
  if (auto finished = reader.finish(); !finished) return finished;

  ContentStream stream{crypto.stream, options.watch};
  auto begun = begin_opening(keys, *headers, *recipients, options.external_aad, stream);
  if (!begun) return begun;
  return stream.decrypt(ciphertext, content);
}

/// Lets the content be seen if all went well, and only then.
Result<void> conclude(Result<void> done, ByteSink& content) {
  if (done) done = content.commit();
  if (!done) content.discard();
  return done;
}

}  // namespace

Result<void> open_envelope(const EnvelopeCrypto& crypto, std::span<RecipientKey* const> keys,
                           ByteSource& sealed, ByteSink& content,
                           const EnvelopeOpenOptions& options) {
  return conclude(sealed.can_seek() ? open_seekable(crypto, keys, sealed, content, options)
                                    : open_once(crypto, keys, sealed, content, options),
                  content);
}

Result<void> open_detached(const EnvelopeCrypto& crypto, std::span<RecipientKey* const> keys,
                           ByteView envelope, ByteSource& ciphertext, ByteSink& content,
                           const EnvelopeOpenOptions& options) {
  return conclude(open_beside(crypto, keys, envelope, ciphertext, content, options), content);
}

}  // namespace stsafe::cose
