#include <fmt/format.h>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/data_output.h"
#include "apps/stsafe/key_report.h"
#include "apps/stsafe/trusted_root.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"
#include "ports/certificates_openssl/chain_verifier.h"
#include "stsafe/crypto/signature.h"
#include "stsafe/host/device_authentication.h"
#include "stsafe/host/device_certificate.h"
#include "stsafe/wire/commands/private_key.h"

namespace stsafe::tool {
namespace {

using certificates_openssl::Certificate;

constexpr std::size_t kMaxCertificate = 65535;

struct CertificateOptions {
  std::string zone = "0";
  std::string slot = "0";
  std::string root;
  bool der = false;
  DataOutput output;
};

wire::ZoneNumber certificate_zone(const CertificateOptions& options) {
  return wire::ZoneNumber{
      static_cast<std::uint8_t>(parse_number_in("--zone", options.zone, 0, 255))};
}

std::vector<std::byte> read_certificate_bytes(Session& session, const CertificateOptions& options) {
  const auto zone = certificate_zone(options);
  std::vector<std::byte> room(kMaxCertificate);
  const auto bytes = require(fmt::format("Read the certificate in zone {}", zone.raw()),
                             host::read_device_certificate(session.device(), room, zone));
  room.resize(bytes.size());
  return room;
}

Certificate parse_certificate(ByteView der) {
  auto certificate = Certificate::from_file(der);
  if (certificate) return std::move(*certificate);
  throw Failure{Failure::Kind::kNotAuthentic,
                "what the zone begins with has the size of a certificate, but is none"};
}

std::string fingerprint(Session& session, ByteView der) {
  Fixed<32> digest{};
  const std::array parts{der};
  require("Hash the certificate",
          session.crypto().hash().digest(HashAlgorithm::kSha256, parts, digest));
  return text::to_hex(digest);
}

/// What a certificate says; nothing of it is verified.
Json certificate_json(Session& session, const Certificate& certificate) {
  Json json{{"subject", certificate.subject()},
            {"issuer", certificate.issuer()},
            {"serial_number", text::to_hex(certificate.serial_number())},
            {"not_before", certificate.not_before()},
            {"not_after", certificate.not_after()},
            {"fingerprint_sha256", fingerprint(session, certificate.der())}};
  if (const auto key = certificate.public_key()) {
    json["curve"] = text::name(key->curve());
    json["public_key_hex"] = text::to_hex(key->raw());
  }
  return json;
}

void print_certificate(const Json& facts) {
  const auto line = [&](std::string_view what, const char* member) {
    if (facts.contains(member)) {
      fmt::print("{:<20} {}\n", what, facts[member].get<std::string>());
    }
  };
  line("subject", "subject");
  line("issuer", "issuer");
  line("serial number", "serial_number");
  line("valid from", "not_before");
  line("valid until", "not_after");
  line("curve", "curve");
  line("public key", "public_key_hex");
  line("SHA-256 fingerprint", "fingerprint_sha256");
}

void show_certificate(Session& session, const CertificateOptions& options) {
  const auto certificate = parse_certificate(read_certificate_bytes(session, options));
  const auto facts = certificate_json(session, certificate);
  session.options.json ? print_json(facts) : print_certificate(facts);
}

void export_device_certificate(Session& session, const CertificateOptions& options) {
  const auto der = read_certificate_bytes(session, options);
  const auto certificate = parse_certificate(der);
  const auto pem = certificate.pem();
  const auto bytes = options.der ? ByteView{der} : std::as_bytes(std::span{pem});
  if (!options.output.file.empty()) write_data(options.output, bytes);
  if (session.options.json) {
    Json json{{"subject", certificate.subject()}, {"pem", pem}};
    if (!options.output.file.empty()) json["file"] = options.output.file;
    return print_json(std::move(json));
  }
  if (!options.output.file.empty()) return;
  if (options.der) {
    write_data({.file = {}, .raw = true, .force = false}, bytes);
  } else {
    fmt::print("{}", pem);
  }
}

std::string_view untrusted_text(Error error) {
  if (error == CryptoError::kUntrustedCertificate) {
    return "the certificate does not lead to the root, or is not valid now";
  }
  if (error == LinkError::kMalformedField) return "the certificate cannot be read";
  if (error == CryptoError::kUnsupported) return "the certificate is of a key of another kind";
  if (error == CryptoError::kNotAuthentic) {
    return "the device has not signed with the key of its certificate: it may be a copy";
  }
  return {};
}

/// The report of a verification: with --json in any case, and exit status 4 if it has failed.
void report_verdict(const Session& session, const char* member, const Result<void>& verdict,
                    Json facts, std::string_view success) {
  const auto why = verdict ? std::string_view{} : untrusted_text(verdict.error());
  if (!verdict && why.empty()) throw step_failure("Authenticate", verdict.error());
  if (session.options.json) {
    Json json{{member, static_cast<bool>(verdict)}};
    json.update(facts);
    print_json(std::move(json));
  }
  if (!verdict) throw Failure{Failure::Kind::kNotAuthentic, std::string{why}};
  if (!session.options.json) {
    fmt::print("{}\n", success);
    print_certificate(facts);
  }
}

void verify_certificate(Session& session, const CertificateOptions& options) {
  certificates_openssl::ChainVerifier verifier{trusted_root(session, options.root)};
  const auto der = read_certificate_bytes(session, options);
  const auto key = verifier.verify_chain(der);
  report_verdict(session, "valid", key ? Result<void>{} : Result<void>{key.error()},
                 certificate_json(session, parse_certificate(der)),
                 "valid: the root vouches for this certificate");
}

void authenticate(Session& session, const CertificateOptions& options) {
  certificates_openssl::ChainVerifier verifier{trusted_root(session, options.root)};
  const wire::PrivateKeySlot slot{parse_slot(options.slot).raw()};
  const auto zone = certificate_zone(options);
  const auto der = read_certificate_bytes(session, options);
  const auto facts = certificate_json(session, parse_certificate(der));
  Plan plan;
  plan.add<wire::GenerateSignature>(
      fmt::format("let the key in slot {} sign a challenge: one use, if its uses are limited",
                  slot.raw()),
      Undo::kPossible);
  if (!session.may_proceed(plan)) return;
  std::vector<std::byte> room(kMaxCertificate);
  auto& crypto = session.crypto();
  const auto authentic = host::authenticate_device(
      session.device(), {verifier, crypto.signature(), crypto.rng()}, room, zone, slot);
  report_verdict(session, "authentic", authentic ? Result<void>{} : Result<void>{authentic.error()},
                 facts, "authentic: the root vouches for this device, and it has the key");
}

void add_certificate_zone(CLI::App& verb, CertificateOptions& options) {
  verb.add_option("--zone", options.zone, "Data zone that begins with the certificate")
      ->type_name("N")
      ->capture_default_str();
}

}  // namespace

void add_cert(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("cert", "The certificate that the device was delivered with")
                   ->group("Device");
  verb->require_subcommand(1);
  const auto options = std::make_shared<CertificateOptions>();

  auto* show = verb->add_subcommand("show", "Show what it says, unverified");
  add_certificate_zone(*show, *options);
  show->callback([&session, options] { show_certificate(session, *options); });

  auto* verify = verb->add_subcommand("verify", "Verify that a root vouches for it");
  add_certificate_zone(*verify, *options);
  verify->add_option("--root", options->root, kRootHelp)->type_name("FILE");
  verify->callback([&session, options] { verify_certificate(session, *options); });

  auto* writing = verb->add_subcommand("export", "Write it as PEM");
  add_certificate_zone(*writing, *options);
  writing->add_flag("--der", options->der, "As DER instead");
  writing->add_option("-o,--output", options->output.file, "Where to [standard output]")
      ->type_name("FILE");
  writing->add_flag("--force", options->output.force, "Replace the file if it exists");
  writing->callback([&session, options] { export_device_certificate(session, *options); });
}

void add_authenticate(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("authenticate",
                                  "Make sure that the device is genuine: certificate and challenge")
                   ->group("Device");
  const auto options = std::make_shared<CertificateOptions>();
  add_certificate_zone(*verb, *options);
  verb->add_option("--slot", options->slot, "Private key slot with the certified key")
      ->type_name("N")
      ->capture_default_str();
  verb->add_option("--root", options->root, kRootHelp)->type_name("FILE");
  verb->callback([&session, options] { authenticate(session, *options); });
}

}  // namespace stsafe::tool
