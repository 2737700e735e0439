#include "apps/stsafe/host_signature.h"

#include <fmt/format.h>

#include "apps/devices/read_file.h"
#include "apps/stsafe/arguments.h"
#include "ports/certificates_openssl/openssl_key.h"
#include "stsafe/base/wipe.h"

namespace stsafe::tool {
namespace {

constexpr std::size_t kMaxKeyFile = 65536;

}  // namespace

void add_host_signature_options(CLI::App& verb, HostSignatureOptions& options) {
  auto* file = verb.add_option("--authenticate-with", options.private_key_file,
                               "Sign the key agreement with this private key, PEM or DER, on a\n"
                               "NIST or Brainpool curve [anonymous]")
                   ->type_name("FILE");
  auto* slot = verb.add_option("--authenticate-slot", options.public_key_slot,
                               "Public key slot where the device has its public key")
                   ->type_name("N");
  file->needs(slot);
  slot->needs(file);
}

HostSignature::HostSignature(Session& session, const HostSignatureOptions& options) {
  if (options.private_key_file.empty()) return;
  const auto& path = options.private_key_file;
  key_slot_ = parse_slot(options.public_key_slot, "--authenticate-slot").raw();
  devices::refuse_if_others_may_read("private key", path);
  auto file = devices::read_file("private key", path, kMaxKeyFile);
  const WipeOnExit wiped{file};
  const auto public_key = certificates_openssl::read_private_key(file, private_key_);
  if (!public_key) {
    throw devices::usage_failure(
        fmt::format("--authenticate-with: '{}' is not an unencrypted private key on a NIST or "
                    "Brainpool curve in PEM or DER",
                    path));
  }
  auto& crypto = session.crypto();
  authentication_ = std::make_unique<host::HostAuthentication>(
      host::HostAuthentication::Crypto{crypto.signature(), crypto.hash()},
      host::HostAuthentication::Key{wire::PublicKeySlot{*key_slot_}, public_key->curve(),
                                    private_key_});
}

}  // namespace stsafe::tool
