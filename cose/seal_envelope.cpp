#include "cose/seal_envelope.h"

#include "cose/content_stream.h"

namespace stsafe::cose {
namespace {

// RFC 8949, sections 3.2.3 and 3.3.
constexpr Fixed<1> kChunksBegin{std::byte{0x5F}};
constexpr Fixed<1> kBreak{std::byte{0xFF}};

/// An envelope that is being sealed: its headers, and its content's key for each recipient.
struct Opening {
  Headers headers;
  std::vector<Recipient> recipients;
};

Result<std::vector<Recipient>> encrypt_for_all(std::span<RecipientKey* const> keys,
                                               ByteView content_key) {
  if (keys.empty() || keys.size() > kMaxRecipients) {
    return Failure{Reason::kInvalidRequest,
                   "an envelope has 1 to " + std::to_string(kMaxRecipients) + " recipients",
                   {}};
  }
  std::vector<Recipient> recipients;
  for (auto* key : keys) {
    auto recipient = key->encrypt(content_key);
    if (!recipient) return recipient.error();
    recipients.push_back(std::move(*recipient));
  }
  return recipients;
}

/// Draws key and IV, encrypts the key for all, and starts the cipher. Nothing has been written
/// then.
Result<Opening> begin_sealing(const EnvelopeCrypto& crypto, std::span<RecipientKey* const> keys,
                              const ByteSource& content, const EnvelopeSealOptions& options,
                              ContentStream& stream) {
  if (content.size().value_or(0) > kMaxContentSize) {
    return Failure{Reason::kTooLarge,
                   "the content has " + std::to_string(*content.size()) + " bytes, more than " +
                       std::to_string(kMaxContentSize) + " which one envelope holds",
                   {}};
  }
  ContentKey key;
  Fixed<kContentIvSize> iv{};
  auto drawn = crypto.rng.fill(key.prepare(content_key_size(options.algorithm)));
  if (drawn) drawn = crypto.rng.fill(iv);
  if (!drawn) return core_failure(drawn.error(), "draw the content's key");
  auto recipients = encrypt_for_all(keys, key.reveal());
  if (!recipients) return recipients.error();

  HeaderMap protected_map{.algorithm = static_cast<std::int64_t>(options.algorithm)};
  protected_map.content_type = options.content_type;
  HeaderMap unprotected;
  unprotected.iv.emplace(iv.begin(), iv.end());
  auto headers = make_headers(std::move(protected_map), std::move(unprotected));
  const auto context =
      enc_structure(EncryptionContext::kEncrypt, headers.protected_bytes, options.external_aad);
  if (!context) return context.error();
  auto started = stream.start(crypto::CipherDirection::kEncrypt, key.reveal(), iv, *context);
  if (!started) return started.error();
  return Opening{std::move(headers), std::move(*recipients)};
}

void put_front(CborWriter& writer, const Headers& headers) {
  writer.put_tag(tag::kEncrypt);
  writer.start_array(kEnvelopeItems);
  put_headers(writer, headers);
}

Result<void> seal(const EnvelopeCrypto& crypto, std::span<RecipientKey* const> keys,
                  ByteSource& content, ByteSink& sealed, const EnvelopeSealOptions& options) {
  ContentStream stream{crypto.stream, options.watch};
  const auto opening = begin_sealing(crypto, keys, content, options, stream);
  if (!opening) return opening.error();

  Bytes front;
  CborWriter front_writer{front};
  put_front(front_writer, opening->headers);
  const auto size = content.size();
  if (size) {
    front_writer.start_bytes(*size + kContentTagSize);
  } else {
    front_writer.put_raw(kChunksBegin);
  }
  if (auto written = sealed.write(front); !written) return written;
  auto encrypted = stream.encrypt(content, sealed, !size.has_value());
  if (!encrypted) return encrypted;

  Bytes back;
  CborWriter back_writer{back};
  if (!size) back_writer.put_raw(kBreak);
  put_recipients(back_writer, opening->recipients);
  if (auto written = sealed.write(back); !written) return written;
  return sealed.commit();
}

Result<Bytes> seal_beside(const EnvelopeCrypto& crypto, std::span<RecipientKey* const> keys,
                          ByteSource& content, ByteSink& ciphertext,
                          const EnvelopeSealOptions& options) {
  ContentStream stream{crypto.stream, options.watch};
  const auto opening = begin_sealing(crypto, keys, content, options, stream);
  if (!opening) return opening.error();
  auto encrypted = stream.encrypt(content, ciphertext, false);
  if (!encrypted) return encrypted.error();
  if (auto committed = ciphertext.commit(); !committed) return committed.error();

  Bytes envelope;
  CborWriter writer{envelope};
  put_front(writer, opening->headers);
  writer.put_raw({&kCborNil, 1});
  put_recipients(writer, opening->recipients);
  return envelope;
}

}  // namespace

Result<void> seal_envelope(const EnvelopeCrypto& crypto, std::span<RecipientKey* const> keys,
                           ByteSource& content, ByteSink& sealed,
                           const EnvelopeSealOptions& options) {
  auto done = seal(crypto, keys, content, sealed, options);
  if (!done) sealed.discard();
  return done;
}

Result<Bytes> seal_detached(const EnvelopeCrypto& crypto, std::span<RecipientKey* const> keys,
                            ByteSource& content, ByteSink& ciphertext,
                            const EnvelopeSealOptions& options) {
  auto done = seal_beside(crypto, keys, content, ciphertext, options);
  if (!done) ciphertext.discard();
  return done;
}

}  // namespace stsafe::cose
