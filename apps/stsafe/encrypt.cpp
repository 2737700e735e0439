#include <fmt/format.h>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/cipher_document.h"
#include "apps/stsafe/data_argument.h"
#include "apps/stsafe/data_output.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"
#include "stsafe/base/wipe.h"
#include "stsafe/host/chunked_encryption.h"
#include "stsafe/host/ecb_key.h"
#include "stsafe/host/sealed_message.h"
#include "stsafe/wire/commands/ccm_star.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;

constexpr std::size_t kAesBlockSize = 16;

struct EncryptOptions {
  std::string slot;
  std::optional<std::string> nonce;
  AssociatedData associated_data;
  DataArgument message;
  DataOutput output;
};

/// One nonce that a person vouches for.
class GivenNonce final : public host::NonceSource {
 public:
  explicit GivenNonce(const host::Nonce& nonce) : nonce_(nonce) {}
  Result<host::Nonce> next() override { return nonce_; }

 private:
  host::Nonce nonce_;
};

/// The nonce typed; empty if there is none.
std::vector<std::byte> typed_nonce(const Session& session, const EncryptOptions& options,
                                   std::size_t least, std::size_t most) {
  if (!options.nonce) return {};
  auto nonce = parse_bytes("--nonce", *options.nonce);
  if (nonce.size() < least || nonce.size() > most) {
    throw usage_failure(
        fmt::format("--nonce: {} bytes, but the key takes {}", nonce.size(),
                    least == most ? fmt::to_string(least) : fmt::format("{} to {}", least, most)));
  }
  session.remark("warning: a nonce used twice with one key gives away what both messages hide");
  return nonce;
}

void encrypt_ccm_star(Session& session, const wire::KeyInfo& info, ByteView message,
                      const EncryptOptions& options, CipherDocument& document) {
  constexpr std::string_view step = "Encrypt using CCM* mode";
  const auto typed = typed_nonce(session, options, host::Nonce::kSize, host::Nonce::kSize);
  host::CcmStarKey key{session.device(), info};
  warn_of_weak_tag(session, key.tag_size());
  document.tag.resize(key.tag_size());
  const auto encrypt = [&](host::NonceSource& nonces) {
    return require(step, host::encrypt_message(key, nonces, document.associated_data, message,
                                               document.ciphertext, document.tag));
  };
  const auto keep = [&](const host::Nonce& used) {
    document.nonce.assign(used.bytes().begin(), used.bytes().end());
  };
  if (typed.empty()) {
    host::NonceSequence nonces;
    require(step, nonces.start(session.crypto().rng()));
    keep(encrypt(nonces));
  } else {
    GivenNonce nonces{require(step, host::Nonce::chosen_by_caller(typed))};
    keep(encrypt(nonces));
  }
}

/// In one command, or by chunks if it does not fit that.
Result<void> encrypt_with_iv(host::GcmKey& key, const host::Iv& iv, ByteView message,
                             CipherDocument& document) {
  auto done =
      key.encrypt_with(iv, document.associated_data, message, document.ciphertext, document.tag);
  if (done || done.error() != Error{LinkError::kFrameTooLong}) return done;
  auto chunks = host::ChunkedEncryption::start_with(key, iv, document.associated_data);
  if (!chunks) return chunks.error();
  return chunks->finish(message, document.ciphertext, document.tag);
}

void encrypt_gcm(Session& session, const wire::KeyInfo& info, ByteView message,
                 const EncryptOptions& options, CipherDocument& document) {
  constexpr std::string_view step = "Encrypt using GCM mode";
  document.nonce = typed_nonce(session, options, 1, host::Iv::kMaxSize);
  host::GcmKey key{session.device(), info};
  warn_of_weak_tag(session, key.tag_size());
  document.tag.resize(key.tag_size());
  if (!document.nonce.empty()) {
    const auto iv = require(step, host::Iv::chosen_by_caller(document.nonce));
    return require(step, encrypt_with_iv(key, iv, message, document));
  }
  host::IvSequence ivs;
  require(step, ivs.start(session.crypto().rng()));
  const auto used = require(step, host::encrypt_message(key, ivs, document.associated_data, message,
                                                        document.ciphertext, document.tag));
  document.nonce.assign(used.bytes().begin(), used.bytes().end());
}

void encrypt_ecb(Session& session, const wire::KeyInfo& info, ByteView message,
                 const EncryptOptions& options, CipherDocument& document) {
  if (options.nonce) throw usage_failure("--nonce: ECB has no nonce");
  if (options.associated_data.is_given()) {
    throw usage_failure("--associated-data: ECB authenticates nothing");
  }
  if (message.empty() || message.size() % kAesBlockSize != 0) {
    throw usage_failure(fmt::format("the message has {} bytes; ECB encrypts whole blocks of {}",
                                    message.size(), kAesBlockSize));
  }
  session.remark("warning: ECB shows which blocks are equal, and authenticates nothing");
  require("Encrypt using ECB mode",
          host::EcbKey{session.device(), info}.encrypt(message, document.ciphertext));
}

/// What an encryption changes: nothing but the counter of a key that has one.
Plan plan_encryption(const wire::KeyInfo& info) {
  Plan plan;
  if (info.key.counter.present()) {
    plan.add<wire::EncryptCcmStar>("encrypt; the device moves the key's counter on by one",
                                   Undo::kPossible);
  }
  return plan;
}

void show_cipher(const Session& session, const CipherDocument& document, const DataOutput& output) {
  auto json = cipher_as_json(document);
  if (!output.file.empty()) {
    Json versioned{{"schema", 1}};
    versioned.update(json);
    const auto text = versioned.dump(2) + "\n";
    write_data(output, std::as_bytes(std::span{text}));
  }
  if (session.options.json) return print_json(std::move(json));
  if (!output.file.empty()) return;
  if (!document.nonce.empty()) fmt::print("nonce       {}\n", text::to_hex(document.nonce));
  fmt::print("ciphertext  {}\n", text::to_hex(document.ciphertext));
  if (!document.tag.empty()) fmt::print("tag         {}\n", text::to_hex(document.tag));
}

void run_encrypt(Session& session, const EncryptOptions& options) {
  const auto slot = parse_slot(options.slot);
  CipherDocument document{.slot = slot};
  document.associated_data = read_associated_data(options.associated_data);
  const auto info = key_in_slot(session, slot);
  document.mode = info.key.mode;
  if (session.device_options.seed && !session.connection().is_simulator()) {
    throw usage_failure("--seed makes nonces predictable: only for a simulated device");
  }
  auto message = read_data(options.message, "message", max_message_size(info.key.mode));
  const WipeOnExit wiped{message};
  document.ciphertext.resize(message.size());
  const auto plan = plan_encryption(info);
  if (!plan.steps().empty() && !session.may_proceed(plan)) return;
  switch (info.key.mode) {
    case wire::KeyMode::kCcmStar:
      encrypt_ccm_star(session, info, message, options, document);
      break;
    case wire::KeyMode::kGcm: encrypt_gcm(session, info, message, options, document); break;
    case wire::KeyMode::kEcb: encrypt_ecb(session, info, message, options, document); break;
    default:
      throw Failure{Failure::Kind::kNotFound,
                    fmt::format("slot {}: a key for {} does not encrypt; 'stsafe info' lists the "
                                "keys",
                                slot.raw(), text::name(info.key.mode))};
  }
  show_cipher(session, document, options.output);
}

}  // namespace

void add_encrypt(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand(
      "encrypt", "Encrypt with a key in the device: CCM*, GCM or ECB, as the key's mode is");
  verb->group("Cryptography");
  const auto options = std::make_shared<EncryptOptions>();
  verb->add_option("--slot", options->slot, "Symmetric key slot")->type_name("N")->required();
  verb->add_option("--nonce", options->nonce,
                   "Never used with this key before: 13 bytes for CCM*, 1 to 64 for GCM [fresh]")
      ->type_name("HEX");
  add_associated_data(*verb, options->associated_data);
  add_data_argument(*verb, options->message, "Message: up to 65535 bytes for CCM*, else 1 MiB");
  verb->add_option("-o,--output", options->output.file,
                   "Nonce, ciphertext and tag as JSON into this file")
      ->type_name("FILE");
  verb->add_flag("--force", options->output.force, "Replace the file if it exists");
  verb->callback([&session, options] { run_encrypt(session, *options); });
}

}  // namespace stsafe::tool
