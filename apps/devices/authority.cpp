#include "apps/devices/authority.h"

#include <fmt/format.h>

#include "apps/devices/failure.h"
#include "apps/devices/read_file.h"
#include "stsafe/base/wipe.h"

namespace stsafe::devices {
namespace {

using certificates_openssl::Certificate;
constexpr std::size_t kMaxFileSize = 65536;
/// The issuer's name is in each device's certificate, which must fit the smallest zone for it
/// (docs/profiles.md) also on the largest curve.
constexpr std::size_t kMaxSubjectSize = 320;
constexpr std::string_view kLabel = "test certificate authority";

std::string what_is_wrong(Error error) {
  if (error == LinkError::kMalformedField) return "not a private key in PEM or DER, or encrypted";
  if (error == CryptoError::kUnsupported) return "not a key on a NIST or Brainpool curve";
  if (error == CryptoError::kInvalidKey) return "not the key of the certificate";
  return std::string{describe(error)};
}

}  // namespace

Authority::Authority() : rng_(0, kLabel) {
  if (const auto created = authority_.create(); !created) {
    throw Failure{Failure::Kind::kFailed,
                  fmt::format("the test certificate authority: {}", describe(created.error()))};
  }
}

Authority::Authority(const std::string& certificate_file, const std::string& key_file)
    : rng_(0, kLabel) {
  const auto certificate = read_certificate_file(certificate_file);
  if (certificate.subject_der().size() > kMaxSubjectSize) {
    throw usage_failure(
        fmt::format("certificate '{}': its subject has more than {} bytes in DER, too long for the "
                    "certificates of devices",
                    certificate_file, kMaxSubjectSize));
  }
  refuse_if_others_may_read("private key", key_file);
  auto key = read_file("private key", key_file, kMaxFileSize);
  const auto loaded = authority_.load(key, certificate.der());
  wipe(key);
  if (loaded.failed_with(CryptoError::kUntrustedCertificate)) {
    throw usage_failure(fmt::format("certificate '{}' is not an authority's (basic constraints)",
                                    certificate_file));
  }
  if (!loaded) {
    throw usage_failure(
        fmt::format("private key '{}': {}", key_file, what_is_wrong(loaded.error())));
  }
}

Certificate Authority::certificate() const {
  auto certificate = authority_.certificate();
  if (!certificate) throw Failure{Failure::Kind::kFailed, "no certificate"};
  return std::move(*certificate);
}

std::unique_ptr<Authority> find_authority(const std::optional<std::string>& certificate_file,
                                          const std::optional<std::string>& key_file) {
  if (!certificate_file && !key_file) return std::make_unique<Authority>();
  if (certificate_file && key_file)
    return std::make_unique<Authority>(*certificate_file, *key_file);
  throw usage_failure("an own authority needs both: its certificate (ca) and its key (ca-key)");
}

Certificate read_certificate_file(const std::string& path) {
  auto certificate = Certificate::from_file(read_file("certificate", path, kMaxFileSize));
  if (!certificate) {
    throw usage_failure(fmt::format("certificate '{}' is not a certificate in PEM or DER", path));
  }
  return std::move(*certificate);
}

}  // namespace stsafe::devices
