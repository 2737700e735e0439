#include "apps/stsafe/public_key_argument.h"

#include <fmt/format.h>

#include "apps/devices/failure.h"
#include "apps/devices/read_file.h"
#include "apps/stsafe/arguments.h"
#include "apps/text/names.h"
#include "ports/certificates_openssl/public_key_info.h"

namespace stsafe::tool {
namespace {

constexpr std::size_t kMaxPublicKeyFile = 65536;
constexpr std::byte kUncompressedPoint{0x04};

PublicKey read_raw_key(ByteView bytes, Curve curve, const PublicKeyArgument& key,
                       std::string_view option) {
  const auto size = public_key_size(curve);
  if (!is_curve25519_family(curve) && bytes.size() == size + 1 &&
      bytes.front() == kUncompressedPoint) {
    bytes = bytes.subspan(1);
  }
  const auto read = PublicKey::from_raw(curve, bytes);
  if (read) return *read;
  throw devices::usage_failure(fmt::format("{}: '{}' has {} bytes, but a raw key on {} has {}",
                                           option, key.file, bytes.size(), text::name(curve),
                                           size));
}

}  // namespace

void add_public_key_options(CLI::App& verb, PublicKeyArgument& key, const std::string& option,
                            const std::string& what) {
  auto* file =
      verb.add_option(option, key.file, what + ": PEM or DER, or a certificate")->type_name("FILE");
  verb.add_option("--raw-curve", key.curve,
                  "The key's file has raw bytes, X and Y, of a key on this curve")
      ->type_name("NAME")
      ->needs(file);
}

PublicKey read_public_key_argument(const PublicKeyArgument& key, std::string_view option) {
  const auto curve =
      key.curve.empty() ? std::nullopt : std::optional{parse_curve(key.curve, "--raw-curve")};
  const auto bytes = devices::read_file("public key", key.file, kMaxPublicKeyFile);
  if (curve) return read_raw_key(bytes, *curve, key, option);
  const auto read = certificates_openssl::read_public_key(bytes);
  if (read) return *read;
  const auto why = read.failed_with(LinkError::kMalformedField)
                       ? "no public key or certificate in PEM or DER; raw bytes want --raw-curve"
                       : "a key of a kind that the device does not know";
  throw devices::usage_failure(fmt::format("{}: '{}' is {}", option, key.file, why));
}

}  // namespace stsafe::tool
