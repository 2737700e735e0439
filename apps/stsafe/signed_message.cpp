#include "apps/stsafe/signed_message.h"

#include <fmt/format.h>

#include "apps/text/names.h"
#include "ports/certificates_openssl/public_key_info.h"
#include "stsafe/crypto/signature.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;

constexpr std::size_t kMaxMessage = std::size_t{1} << 30;
/// What fits one command (host::KeyPair::sign).
constexpr std::size_t kMaxUnhashed = 748;

std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c != '-' && c != '_')
      plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return plain;
}

HashAlgorithm parse_hash(const std::string& name) {
  std::string known;
  for (const auto algorithm : kAllHashAlgorithms) {
    if (plain_name(text::name(algorithm)) == plain_name(name)) return algorithm;
    known += fmt::format(" {}", text::name(algorithm));
  }
  throw usage_failure(fmt::format("--hash: '{}' is none of{}", name, known));
}

bool is_der(const SignedMessageOptions& options, Curve curve) {
  if (options.format != "der" && options.format != "raw") {
    throw usage_failure(fmt::format("--format: '{}' is neither der nor raw", options.format));
  }
  return options.format == "der" && curve != Curve::kEd25519;
}

}  // namespace

void add_signed_message_options(CLI::App& verb, SignedMessageOptions& options) {
  add_data_argument(verb, options.data, "Message");
  auto* digest = verb.add_flag("--digest", options.is_digest,
                               "What is given is a ready digest, not the message");
  verb.add_option("--hash", options.hash,
                  "SHA-256, SHA-384, SHA-512 or SHA3 of these sizes [what matches the curve]")
      ->type_name("NAME")
      ->excludes(digest);
  verb.add_option("--format", options.format,
                  "Of ECDSA signatures: der (as openssl has them) or raw (R, then S)")
      ->type_name("FORMAT")
      ->capture_default_str();
}

ToBeSigned read_to_be_signed(Session& session, const SignedMessageOptions& options, Curve curve,
                             bool is_prehashed) {
  static_cast<void>(is_der(options, curve));
  const bool is_pure = curve == Curve::kEd25519 && !is_prehashed;
  if (is_pure && options.is_digest) {
    throw usage_failure("--digest: Ed25519 signs the message itself");
  }
  if (curve == Curve::kEd25519 && !options.hash.empty()) {
    throw usage_failure("--hash: Ed25519 leaves no choice");
  }
  if (is_pure) return {std::nullopt, read_data(options.data, "message", kMaxUnhashed)};
  const auto hash = options.hash.empty() ? (curve == Curve::kEd25519 ? HashAlgorithm::kSha512
                                                                     : crypto::matching_hash(curve))
                                         : parse_hash(options.hash);
  if (options.is_digest) {
    auto digest = read_data(options.data, "digest", kMaxDigestSize);
    const bool fits = is_prehashed ? digest.size() == kMaxDigestSize
                                   : digest.size() >= 28;  // SHA-224, the shortest in use
    if (!fits) {
      throw usage_failure(fmt::format("--digest: {} bytes are no digest{}", digest.size(),
                                      is_prehashed ? " of SHA-512" : ""));
    }
    return {std::nullopt, std::move(digest)};
  }
  const auto message = read_data(options.data, "message", kMaxMessage);
  std::vector<std::byte> digest(digest_size(hash));
  const std::array parts{ByteView{message}};
  require("Hash the message", session.crypto().hash().digest(hash, parts, digest));
  return {hash, std::move(digest)};
}

std::vector<std::byte> format_signature(const SignedMessageOptions& options, Curve curve,
                                        ByteView signature) {
  if (is_der(options, curve)) return certificates_openssl::ecdsa_signature_to_der(signature);
  return {signature.begin(), signature.end()};
}

std::vector<std::byte> parse_signature(const SignedMessageOptions& options, Curve curve,
                                       ByteView bytes) {
  const auto size = 2 * coordinate_size(curve);
  if (is_der(options, curve)) {
    std::vector<std::byte> signature(size);
    if (certificates_openssl::ecdsa_signature_from_der(bytes, signature)) return signature;
    throw usage_failure(fmt::format(
        "--signature: {} bytes that are no ECDSA signature on {} in DER{}", bytes.size(),
        text::name(curve), bytes.size() == size ? "; say --format raw for R and S" : ""));
  }
  if (bytes.size() == size) return {bytes.begin(), bytes.end()};
  throw usage_failure(fmt::format("--signature: {} bytes, but a raw signature on {} has {}",
                                  bytes.size(), text::name(curve), size));
}

std::string_view signature_format(const SignedMessageOptions& options, Curve curve) {
  return is_der(options, curve) ? "der" : "raw";
}

}  // namespace stsafe::tool
