#include "ports/certificates_openssl/certificate_authority.h"

#include <algorithm>
#include <string>

#include "ports/certificates_openssl/der.h"
#include "ports/certificates_openssl/openssl_key.h"
#include "ports/certificates_openssl/public_key_info.h"
#include "stsafe/base/hex.h"

namespace stsafe::certificates_openssl {
namespace {

using der::Bytes;
using der::element;
using der::Tag;

constexpr auto kCountryOid = "550406"_hex;
constexpr auto kOrganisationOid = "55040A"_hex;
constexpr auto kCommonNameOid = "550403"_hex;
constexpr auto kEcdsaSha256Oid = "2A8648CE3D040302"_hex;
constexpr auto kEcdsaSha384Oid = "2A8648CE3D040303"_hex;
constexpr auto kEcdsaSha512Oid = "2A8648CE3D040304"_hex;
constexpr auto kBasicConstraintsOid = "551D13"_hex;
constexpr auto kVersion3 = "A003020102"_hex;
constexpr auto kTrue = "0101FF"_hex;
constexpr auto kFalse = "010100"_hex;
/// What the serial number of a certificate has before that of the device: tag and length of the
/// entry of the product data that it is copied from (part 04, section 1.7).
constexpr auto kSerialPrefix = "0209"_hex;

// Each as long as the vendor's, so that certificates have the documented sizes, and none of them
// the vendor's.
constexpr std::string_view kRootCountry = "NL";
constexpr std::string_view kRootOrganisation = "Simulated STSAFE-A120";
constexpr std::string_view kRootName = "STSAFE-A SIM TEST CA 01";
static_assert(kRootOrganisation.size() == std::string_view{"STMicroelectronics nv"}.size());
static_assert(kRootName.size() == std::string_view{"STM STSAFE-A PROD CA 01"}.size());
constexpr std::string_view kDeviceCountry = "FR";
constexpr std::string_view kDeviceOrganisation = "STMicroelectronics";
constexpr std::string_view kDeviceNamePrefix = "eval5-";

/// More tries than this would mean that the signatures do not change: one of 128 is short.
constexpr unsigned kMaxTries = 60;

Bytes attribute(ByteView oid, Tag tag, std::string_view value) {
  return element(
      Tag::kSet,
      {element(Tag::kSequence, {element(Tag::kObjectIdentifier, {oid}), der::text(tag, value)})});
}

Bytes name_of(std::string_view country, std::string_view organisation, std::string_view common) {
  return element(Tag::kSequence, {attribute(kCountryOid, Tag::kPrintableString, country),
                                  attribute(kOrganisationOid, Tag::kUtf8String, organisation),
                                  attribute(kCommonNameOid, Tag::kUtf8String, common)});
}

/// Thirty years, begun with one of the first sixty seconds of a year. The end is a UTCTime before
/// 2050, and a GeneralizedTime from then on (RFC 5280, section 4.1.2.5).
Bytes validity(unsigned first_year, unsigned second) {
  const auto digits = [](unsigned number, std::size_t count) {
    const std::string text = std::to_string(number);
    return std::string(count - std::min(count, text.size()), '0') + text;
  };
  const auto last_year = first_year + 30;
  const bool is_utc = last_year < 2050;
  const auto rest = "01010000" + digits(second, 2) + "Z";
  const auto from = digits(first_year % 100, 2) + rest;
  const auto until = (is_utc ? digits(last_year % 100, 2) : digits(last_year, 4)) + rest;
  return element(Tag::kSequence,
                 {der::text(Tag::kUtcTime, from),
                  der::text(is_utc ? Tag::kUtcTime : Tag::kGeneralizedTime, until)});
}
constexpr unsigned kRootYear = 2019;
constexpr unsigned kDeviceYear = 2024;

Bytes basic_constraints(bool is_authority) {
  const auto value =
      is_authority ? element(Tag::kSequence, {kTrue}) : element(Tag::kSequence, {kFalse});
  const auto extension =
      element(Tag::kSequence,
              {element(Tag::kObjectIdentifier, {kBasicConstraintsOid}),
               is_authority ? ByteView{kTrue} : ByteView{}, element(Tag::kOctetString, {value})});
  return element(Tag::kExplicit3, {element(Tag::kSequence, {extension})});
}

std::string upper_hex(ByteView bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const auto byte : bytes) {
    out += digits[std::to_integer<unsigned>(byte) >> 4];
    out += digits[std::to_integer<unsigned>(byte) & 15];
  }
  return out;
}

/// The hash that has the security of the curve.
const EVP_MD* hash_for(Curve curve) {
  switch (coordinate_size(curve)) {
    case 32: return EVP_sha256();
    case 48: return EVP_sha384();
    default: return EVP_sha512();
  }
}

}  // namespace

Result<void> CertificateAuthority::create() {
  PublicKey public_key;
  curve_ = Curve::kNistP256;
  certificate_.clear();
  if (auto made = signature_.generate(curve_, private_key_, public_key); !made) return made;
  name_ = name_of(kRootCountry, kRootOrganisation, kRootName);
  const auto serial = "01"_hex;
  for (unsigned second = 0; second < kMaxTries; ++second) {
    const auto content =
        element(Tag::kSequence, {kVersion3, der::integer(serial), signature_algorithm(), name_,
                                 validity(kRootYear, second), name_, public_key_info(public_key),
                                 basic_constraints(true)});
    const auto made = sign(content);
    if (!made) return made.error();
    if (made->empty()) continue;
    certificate_ = *made;
    return {};
  }
  return CryptoError::kBackendFailed;
}

Result<void> CertificateAuthority::load(ByteView private_key_file, ByteView certificate_file) {
  certificate_.clear();
  const auto certificate = Certificate::from_file(certificate_file);
  if (!certificate) return certificate.error();
  if (!certificate->is_authority()) return CryptoError::kUntrustedCertificate;
  const auto certified = certificate->public_key();
  if (!certified) return certified.error();
  const auto own = read_private_key(private_key_file, private_key_);
  if (!own) return own.error();
  if (own->curve() != certified->curve() || !std::ranges::equal(own->raw(), certified->raw())) {
    private_key_.clear();
    return CryptoError::kInvalidKey;
  }
  curve_ = own->curve();
  name_ = certificate->subject_der();
  certificate_ = certificate->der();
  return {};
}

Result<std::size_t> CertificateAuthority::issue(ByteView serial_number, const PublicKey& key,
                                                ByteSpan out) {
  if (certificate_.empty()) return CryptoError::kInvalidKey;
  if (serial_number.size() != crypto::kSerialNumberSize) return UsageError::kWrongSize;
  Bytes serial(kSerialPrefix.begin(), kSerialPrefix.end());
  serial.insert(serial.end(), serial_number.begin(), serial_number.end());
  const auto subject = name_of(kDeviceCountry, kDeviceOrganisation,
                               std::string{kDeviceNamePrefix} + upper_hex(serial));
  for (unsigned second = 0; second < kMaxTries; ++second) {
    const auto content =
        element(Tag::kSequence, {kVersion3, der::integer(serial), signature_algorithm(), name_,
                                 validity(kDeviceYear, second), subject, public_key_info(key),
                                 leaf_has_basic_constraints_ ? basic_constraints(false) : Bytes{}});
    const auto made = sign(content);
    if (!made) return made.error();
    if (made->empty()) continue;
    if (made->size() > out.size()) return UsageError::kWrongSize;
    copy_bytes(*made, out);
    return made->size();
  }
  return CryptoError::kBackendFailed;
}

Result<Certificate> CertificateAuthority::certificate() const {
  if (certificate_.empty()) return UsageError::kNotOpen;
  return Certificate::from_file(certificate_);
}

CertificateAuthority::Bytes CertificateAuthority::signature_algorithm() const {
  const auto size = coordinate_size(curve_);
  const auto oid = size == 32   ? ByteView{kEcdsaSha256Oid}
                   : size == 48 ? ByteView{kEcdsaSha384Oid}
                                : ByteView{kEcdsaSha512Oid};
  return element(Tag::kSequence, {element(Tag::kObjectIdentifier, {oid})});
}

Result<CertificateAuthority::Bytes> CertificateAuthority::sign(ByteView content) {
  Fixed<EVP_MAX_MD_SIZE> digest{};
  unsigned digest_size = 0;
  if (EVP_Digest(content.data(), content.size(), raw_out(digest), &digest_size, hash_for(curve_),
                 nullptr) != 1) {
    return failure(CryptoError::kBackendFailed);
  }
  Fixed<crypto::kMaxSignatureSize> room{};
  const auto size = coordinate_size(curve_);
  const auto signature = ByteSpan{room}.first(2 * size);
  if (auto done = signature_.sign(curve_, private_key_, crypto::EddsaVariant::kPure,
                                  ByteView{digest}.first(digest_size), signature);
      !done) {
    return done.error();
  }
  if (signature[0] == std::byte{0} || signature[size] == std::byte{0}) return Bytes{};
  const auto r_and_s = element(
      Tag::kSequence, {der::integer(signature.first(size)), der::integer(signature.subspan(size))});
  return element(Tag::kSequence, {content, signature_algorithm(), der::bit_string({r_and_s})});
}

}  // namespace stsafe::certificates_openssl
