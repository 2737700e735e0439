#include "cose/encrypt0.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "stsafe/host/sealed_message.h"

namespace stsafe::cose {

namespace {

constexpr std::uint64_t kNumParts = 3;

std::string slot_of(const ChipKey& key) { return "slot " + std::to_string(key.id().slot.raw()); }

bool is_basic(const Label& label) {
  const auto* number = std::get_if<std::int64_t>(&label);
  return number != nullptr && *number >= header::kAlgorithm && *number <= header::kPartialIv;
}

Result<HeaderMap> protected_header(const ChipKey& key, const SealOptions& options) {
  HeaderMap map{.algorithm = key.algorithm(),
                .content_type = options.content_type,
                .key_id = options.key_id.value_or(encode_key_id(key.id()))};
  if (map.key_id->empty()) map.key_id.reset();
  for (const auto& parameter : options.others) {
    if (is_basic(parameter.label) || map.contains(parameter.label)) {
      return Failure{Reason::kInvalidRequest,
                     "header parameter " + to_text(parameter.label) + " cannot be added",
                     {}};
    }
    map.others.push_back(parameter);
  }
  return map;
}

/// The parts of a message, of which none is authentic yet.
struct Parts {
  Headers headers;
  Bytes ciphertext;  ///< with the tag at its end
};

Result<Parts> parse(ByteView message, std::size_t tag_size, std::span<const Label> understood) {
  CborReader reader{message};
  const auto start = reader;
  if (reader.next_is(CborType::kTag)) {
    const auto number = reader.take_tag();
    if (!number) return number.error();
    if (*number != tag::kEncrypt0) {
      return start.failure(Reason::kUnexpected, "tag " + std::to_string(*number) +
                                                    " where 16 (COSE_Encrypt0) should be");
    }
  }
  const auto at_array = reader;
  const auto num_parts = reader.take_array();
  if (!num_parts) return num_parts.error();
  if (*num_parts != kNumParts) {
    return at_array.failure(Reason::kUnexpected, "an array of " + std::to_string(*num_parts) +
                                                     " where COSE_Encrypt0 has 3 parts");
  }
  auto headers = take_headers(reader, understood);
  if (!headers) return headers.error();
  const auto at_ciphertext = reader;
  if (reader.next_is(CborType::kSimple)) {
    return at_ciphertext.failure(Reason::kUnsupported, "the ciphertext is not in the message");
  }
  auto ciphertext = reader.take_joined_bytes(kMaxPlaintextSize + tag_size);
  if (!ciphertext) return ciphertext.error();
  if (ciphertext->size() < tag_size) {
    return at_ciphertext.failure(Reason::kUnexpected, "ciphertext is shorter than its tag");
  }
  if (const auto end = reader.finish(); !end) return end.error();
  return Parts{std::move(*headers), std::move(*ciphertext)};
}

Result<void> check_algorithm(const ChipKey& key, const Headers& headers) {
  const auto& map = headers.protected_map;
  const auto algorithm = map.algorithm ? map.algorithm : headers.unprotected.algorithm;
  if (!algorithm) return Failure{Reason::kUnexpected, "header names no algorithm (alg)", {}};
  // The key is for one algorithm alone, so it does no harm if alg is not protected.
  if (*algorithm == key.algorithm()) return {};
  const auto is_known = ccm_parameters(*algorithm).has_value();
  return Failure{is_known ? Reason::kUnfitKey : Reason::kUnsupported,
                 "the message is sealed with " + algorithm_name(*algorithm) + ", but the key in " +
                     slot_of(key) + " is for " + algorithm_name(key.algorithm()),
                 {}};
}

/// The nonce: IV, or the base IV with the Partial IV (RFC 9052, section 3.1).
Result<host::Nonce> nonce_of(const Headers& headers, ByteView base_iv) {
  constexpr auto kSize = host::Nonce::kSize;
  Bytes bytes(base_iv.begin(), base_iv.end());
  if (const auto* iv = headers.iv()) {
    bytes = *iv;
  } else {
    const auto* partial = headers.partial_iv();
    if (partial == nullptr) return Failure{Reason::kUnexpected, "header has no IV", {}};
    if (base_iv.empty()) {
      return Failure{Reason::kUnsupported, "header has a Partial IV, and no base IV is known", {}};
    }
    if (partial->size() > kSize || base_iv.size() != kSize) {
      return Failure{Reason::kUnexpected, "Partial IV or base IV has a wrong size", {}};
    }
    const auto end = std::span{bytes}.last(partial->size());
    std::ranges::transform(*partial, end, end.begin(), std::bit_xor{});
  }
  const auto nonce = host::Nonce::chosen_by_caller(bytes);
  if (!nonce) {
    return Failure{Reason::kUnexpected,
                   "IV has " + std::to_string(bytes.size()) + " bytes where 13 should be",
                   {}};
  }
  return *nonce;
}

Failure open_failure(const ChipKey& key, Error cause) {
  if (cause != Error{CryptoError::kNotAuthentic}) return core_failure(cause, slot_of(key));
  return {Reason::kNotAuthentic,
          "not authentic: altered, or sealed with another key or other external data", cause};
}

}  // namespace

Result<Bytes> seal_encrypt0(ChipKey& key, host::NonceSource& nonces, ByteView plaintext,
                            const SealOptions& options) {
  if (plaintext.size() > kMaxPlaintextSize) {
    return Failure{Reason::kTooLarge,
                   "a message has at most " + std::to_string(kMaxPlaintextSize) + " bytes",
                   {}};
  }
  auto map = protected_header(key, options);
  if (!map) return map.error();
  auto headers = make_headers(std::move(*map), {});
  const auto associated =
      enc_structure(EncryptionContext::kEncrypt0, headers.protected_bytes, options.external_aad);
  if (!associated) return associated.error();

  Bytes sealed(plaintext.size() + key.tag_size());
  const auto [ciphertext, tag] = std::pair{ByteSpan{sealed}.first(plaintext.size()),
                                           ByteSpan{sealed}.subspan(plaintext.size())};
  const auto nonce =
      host::encrypt_message(key.cipher(), nonces, *associated, plaintext, ciphertext, tag);
  if (!nonce) return core_failure(nonce.error(), slot_of(key));
  headers.unprotected.iv.emplace(nonce->bytes().begin(), nonce->bytes().end());

  Bytes message;
  CborWriter writer{message};
  writer.put_tag(tag::kEncrypt0);
  writer.start_array(kNumParts);
  put_headers(writer, headers);
  writer.put_bytes(sealed);
  return message;
}

Result<Opened> open_encrypt0(ChipKey& key, ByteView message, const OpenOptions& options) {
  auto parts = parse(message, key.tag_size(), options.understood);
  if (!parts) return parts.error();
  const auto& headers = parts->headers;
  if (const auto ok = options.key_id.check(headers.key_id(), key.id()); !ok) return ok.error();
  if (const auto ok = check_algorithm(key, headers); !ok) return ok.error();
  const auto nonce = nonce_of(headers, options.base_iv);
  if (!nonce) return nonce.error();
  const auto associated =
      enc_structure(EncryptionContext::kEncrypt0, headers.protected_bytes, options.external_aad);
  if (!associated) return associated.error();

  const ByteView sealed{parts->ciphertext};
  const auto size = sealed.size() - key.tag_size();
  Opened opened{SecretBytes{size}, {}};
  const auto decrypted =
      host::decrypt_message(key.cipher(), *nonce, *associated, sealed.first(size),
                            sealed.subspan(size), opened.plaintext.prepare());
  if (!decrypted) return open_failure(key, decrypted.error());
  opened.headers = std::move(parts->headers);
  return opened;
}

}  // namespace stsafe::cose
