#include "ports/certificates_openssl/certificate.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "ports/certificates_openssl/openssl_key.h"

namespace stsafe::certificates_openssl {
namespace {

std::string text_in(const BioPtr& bio) {
  char* text = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &text);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string{};
}

std::string name_text(const X509_NAME* name) {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  if (!bio) return {};
  // In the order of the certificate, UTF-8 as it is.
  X509_NAME_print_ex(bio.get(), name, 0,
                     XN_FLAG_ONELINE & ~(ASN1_STRFLGS_ESC_MSB | XN_FLAG_SPC_EQ));
  return text_in(bio);
}

std::string time_text(const ASN1_TIME* time) {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  if (!bio || ASN1_TIME_print(bio.get(), time) != 1) return {};
  return text_in(bio);
}

std::vector<std::byte> copy_of(const unsigned char* bytes, std::size_t size) {
  const auto view = std::as_bytes(std::span{bytes, size});
  return {view.begin(), view.end()};
}

}  // namespace

Result<Certificate> Certificate::take_der(ByteView& bytes) {
  const auto* at = raw(bytes);
  CertificatePtr read(d2i_X509(nullptr, &at, static_cast<long>(bytes.size())));
  if (!read) return failure(LinkError::kMalformedField);
  bytes = bytes.subspan(static_cast<std::size_t>(at - raw(bytes)));
  return Certificate{std::move(read)};
}

Result<Certificate> Certificate::from_file(ByteView file) {
  auto rest = file;
  auto der = take_der(rest);
  if (der && rest.empty()) return der;
  if (der) return LinkError::kMalformedField;
  const BioPtr bio(BIO_new_mem_buf(file.data(), static_cast<int>(file.size())));
  CertificatePtr read(bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr);
  if (!read) return failure(LinkError::kMalformedField);
  return Certificate{std::move(read)};
}

Result<PublicKey> Certificate::public_key() const {
  EVP_PKEY* key = X509_get0_pubkey(certificate_.get());
  if (key == nullptr) return failure(CryptoError::kUnsupported);
  return public_key_of(key);
}

std::vector<std::byte> Certificate::serial_number() const {
  const auto* serial = X509_get0_serialNumber(certificate_.get());
  return copy_of(ASN1_STRING_get0_data(serial),
                 static_cast<std::size_t>(ASN1_STRING_length(serial)));
}

std::string Certificate::subject() const {
  return name_text(X509_get_subject_name(certificate_.get()));
}
std::string Certificate::issuer() const {
  return name_text(X509_get_issuer_name(certificate_.get()));
}
std::string Certificate::not_before() const {
  return time_text(X509_get0_notBefore(certificate_.get()));
}
std::string Certificate::not_after() const {
  return time_text(X509_get0_notAfter(certificate_.get()));
}

bool Certificate::is_authority() const { return X509_check_ca(certificate_.get()) == 1; }

std::vector<std::byte> Certificate::subject_der() const {
  unsigned char* encoded = nullptr;
  const auto size = i2d_X509_NAME(X509_get_subject_name(certificate_.get()), &encoded);
  if (size <= 0) return {};
  auto out = copy_of(encoded, static_cast<std::size_t>(size));
  OPENSSL_free(encoded);
  return out;
}

std::vector<std::byte> Certificate::der() const {
  unsigned char* encoded = nullptr;
  const auto size = i2d_X509(certificate_.get(), &encoded);
  if (size <= 0) return {};
  auto out = copy_of(encoded, static_cast<std::size_t>(size));
  OPENSSL_free(encoded);
  return out;
}

std::string Certificate::pem() const {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  if (!bio || PEM_write_bio_X509(bio.get(), certificate_.get()) != 1) return {};
  return text_in(bio);
}

}  // namespace stsafe::certificates_openssl
