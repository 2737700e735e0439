#include "ports/certificates_openssl/public_key_info.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "ports/certificates_openssl/certificate.h"
#include "ports/certificates_openssl/der.h"
#include "ports/certificates_openssl/openssl_key.h"
#include "stsafe/base/hex.h"
#include "stsafe/wire/curve_id.h"

namespace stsafe::certificates_openssl {
namespace {

using der::element;
using der::Tag;
using EcdsaPtr = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

constexpr auto kEcPublicKeyOid = "2A8648CE3D0201"_hex;
constexpr Fixed<1> kUncompressed{std::byte{0x04}};

KeyPtr parse_public_key(ByteView file) {
  const auto* at = raw(file);
  KeyPtr key(d2i_PUBKEY(nullptr, &at, static_cast<long>(file.size())));
  if (key) return at == raw(file) + file.size() ? std::move(key) : nullptr;
  const BioPtr bio(BIO_new_mem_buf(file.data(), static_cast<int>(file.size())));
  if (bio) key.reset(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
  return key;
}

}  // namespace

std::vector<std::byte> public_key_info(const PublicKey& key) {
  const auto curve = element(Tag::kObjectIdentifier, {wire::curve_oid(key.curve())});
  if (is_curve25519_family(key.curve())) {
    return element(Tag::kSequence,
                   {element(Tag::kSequence, {curve}), der::bit_string({key.raw()})});
  }
  const auto algorithm =
      element(Tag::kSequence, {element(Tag::kObjectIdentifier, {kEcPublicKeyOid}), curve});
  return element(Tag::kSequence, {algorithm, der::bit_string({kUncompressed, key.raw()})});
}

std::string public_key_pem(const PublicKey& key) {
  const auto info = public_key_info(key);
  const BioPtr bio(BIO_new(BIO_s_mem()));
  if (!bio || PEM_write_bio(bio.get(), PEM_STRING_PUBLIC, "", raw(info),
                            static_cast<long>(info.size())) == 0) {
    return {};
  }
  char* text = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

Result<PublicKey> read_public_key(ByteView file) {
  const auto key = parse_public_key(file);
  ERR_clear_error();  // of the first of two attempts to read it
  if (key) return public_key_of(key.get());
  const auto certificate = Certificate::from_file(file);
  if (!certificate) return certificate.error();
  return certificate->public_key();
}

std::vector<std::byte> ecdsa_signature_to_der(ByteView signature) {
  const auto half = signature.size() / 2;
  return element(Tag::kSequence,
                 {der::integer(signature.first(half)), der::integer(signature.subspan(half))});
}

Result<void> ecdsa_signature_from_der(ByteView der, ByteSpan signature) {
  const auto* at = raw(der);
  const EcdsaPtr parsed(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  if (!parsed || at != raw(der) + der.size()) return failure(LinkError::kMalformedField);
  const auto half = signature.size() / 2;
  const auto write = [&](const BIGNUM* number, ByteSpan out) {
    const auto size = static_cast<int>(out.size());
    return BN_is_negative(number) == 0 && BN_bn2binpad(number, raw_out(out), size) == size;
  };
  if (!write(ECDSA_SIG_get0_r(parsed.get()), signature.first(half)) ||
      !write(ECDSA_SIG_get0_s(parsed.get()), signature.subspan(half))) {
    return failure(LinkError::kMalformedField);
  }
  return {};
}

}  // namespace stsafe::certificates_openssl
