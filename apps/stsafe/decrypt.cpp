#include <fmt/format.h>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/cipher_document.h"
#include "apps/stsafe/data_argument.h"
#include "apps/stsafe/data_output.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"
#include "stsafe/base/wipe.h"
#include "stsafe/host/ecb_key.h"
#include "stsafe/host/sealed_message.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;

constexpr std::size_t kCipherBlockSize = 16;

struct DecryptOptions {
  std::optional<std::string> slot;
  std::optional<std::string> nonce;
  std::optional<std::string> tag;
  std::string from;
  AssociatedData associated_data;
  DataArgument ciphertext;
  DataOutput output;
};

bool has_ciphertext(const DataArgument& data) {
  return data.hex || data.text || !data.file.empty();
}

CipherDocument typed_document(const DecryptOptions& options) {
  if (!options.slot) throw usage_failure("--slot is required, or --from");
  CipherDocument document{.slot = parse_slot(*options.slot)};
  if (options.nonce) document.nonce = parse_bytes("--nonce", *options.nonce);
  if (options.tag) document.tag = parse_bytes("--tag", *options.tag);
  document.associated_data = read_associated_data(options.associated_data);
  return document;
}

CipherDocument document_in_file(const DecryptOptions& options) {
  if (has_ciphertext(options.ciphertext)) {
    throw usage_failure("--from: the ciphertext is in the document; do not give another one");
  }
  auto document = read_cipher_document(options.from);
  if (options.slot) document.slot = parse_slot(*options.slot);
  if (options.associated_data.is_given()) {
    document.associated_data = read_associated_data(options.associated_data);
  }
  return document;
}

void check_sizes(const CipherDocument& document, std::size_t least_nonce, std::size_t most_nonce,
                 std::size_t tag_size) {
  if (document.nonce.size() < least_nonce || document.nonce.size() > most_nonce) {
    throw usage_failure(
        fmt::format("--nonce: {} bytes, but the key takes {}", document.nonce.size(),
                    least_nonce == most_nonce ? fmt::to_string(least_nonce)
                                              : fmt::format("{} to {}", least_nonce, most_nonce)));
  }
  if (document.tag.size() != tag_size) {
    throw usage_failure(
        fmt::format("--tag: {} bytes, but the key's tags have {}", document.tag.size(), tag_size));
  }
}

void decrypt_ccm_star(Session& session, const wire::KeyInfo& info, const CipherDocument& document,
                      ByteSpan plaintext) {
  constexpr std::string_view step = "Decrypt using CCM* mode";
  host::CcmStarKey key{session.device(), info};
  check_sizes(document, host::Nonce::kSize, host::Nonce::kSize, key.tag_size());
  warn_of_weak_tag(session, key.tag_size());
  const auto nonce = require(step, host::Nonce::chosen_by_caller(document.nonce));
  require(step, host::decrypt_message(key, nonce, document.associated_data, document.ciphertext,
                                      document.tag, plaintext));
}

void decrypt_gcm(Session& session, const wire::KeyInfo& info, const CipherDocument& document,
                 ByteSpan plaintext) {
  constexpr std::string_view step = "Decrypt using GCM mode";
  host::GcmKey key{session.device(), info};
  check_sizes(document, 1, host::Iv::kMaxSize, key.tag_size());
  warn_of_weak_tag(session, key.tag_size());
  const auto iv = require(step, host::Iv::chosen_by_caller(document.nonce));
  require(step, host::decrypt_message(key, iv, document.associated_data, document.ciphertext,
                                      document.tag, plaintext));
}

void decrypt_ecb(Session& session, const wire::KeyInfo& info, const CipherDocument& document,
                 ByteSpan plaintext) {
  if (!document.nonce.empty() || !document.tag.empty() || !document.associated_data.empty()) {
    throw usage_failure("the key is for ECB, which has no nonce, tag or associated data");
  }
  if (document.ciphertext.empty() || document.ciphertext.size() % kCipherBlockSize != 0) {
    throw usage_failure(fmt::format("the ciphertext has {} bytes; ECB decrypts whole blocks of {}",
                                    document.ciphertext.size(), kCipherBlockSize));
  }
  session.remark("warning: ECB authenticates nothing: changes go unnoticed");
  require("Decrypt using ECB mode",
          host::EcbKey{session.device(), info}.decrypt(document.ciphertext, plaintext));
}

void show_plaintext(const Session& session, const CipherDocument& document, ByteView plaintext,
                    const DataOutput& output) {
  if (!output.file.empty() || !session.options.json) write_data(output, plaintext);
  if (!session.options.json) return;
  Json json{{"slot", document.slot.raw()},
            {"mode", text::name(document.mode)},
            {"size", plaintext.size()},
            {"verified", !document.tag.empty()}};
  if (output.file.empty()) json["plaintext_hex"] = text::to_hex(plaintext);
  print_json(std::move(json));
}

void run_decrypt(Session& session, const DecryptOptions& options) {
  if (options.output.raw && session.options.json) {
    throw usage_failure("decrypt: --raw excludes --json");
  }
  const bool is_typed = options.from.empty();
  auto document = is_typed ? typed_document(options) : document_in_file(options);
  const auto info = key_in_slot(session, document.slot);
  if (!is_typed && document.mode != info.key.mode) {
    throw usage_failure(fmt::format("--from: the document is of {}, but the key in slot {} for {}",
                                    text::name(document.mode), document.slot.raw(),
                                    text::name(info.key.mode)));
  }
  document.mode = info.key.mode;
  const auto max_size = max_message_size(info.key.mode);
  if (is_typed) document.ciphertext = read_data(options.ciphertext, "ciphertext", max_size);
  if (document.ciphertext.size() > max_size) {
    throw usage_failure(fmt::format("--from: the ciphertext has {} bytes, more than {}",
                                    document.ciphertext.size(), max_size));
  }
  std::vector<std::byte> plaintext(document.ciphertext.size());
  const WipeOnExit wiped{plaintext};
  switch (info.key.mode) {
    case wire::KeyMode::kCcmStar: decrypt_ccm_star(session, info, document, plaintext); break;
    case wire::KeyMode::kGcm: decrypt_gcm(session, info, document, plaintext); break;
    case wire::KeyMode::kEcb: decrypt_ecb(session, info, document, plaintext); break;
    default:
      throw Failure{Failure::Kind::kNotFound,
                    fmt::format("slot {}: a key for {} does not decrypt; 'stsafe info' lists the "
                                "keys",
                                document.slot.raw(), text::name(info.key.mode))};
  }
  show_plaintext(session, document, plaintext, options.output);
}

}  // namespace

void add_decrypt(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand(
      "decrypt", "Decrypt and verify with a key in the device; without a right tag nothing comes");
  verb->group("Cryptography");
  const auto options = std::make_shared<DecryptOptions>();
  verb->add_option("--slot", options->slot, "Symmetric key slot [the document's]")->type_name("N");
  auto* from = verb->add_option("--from", options->from,
                                "What 'encrypt --json' or 'encrypt -o' wrote; - for standard input")
                   ->type_name("FILE");
  verb->add_option("--nonce", options->nonce, "The message's nonce")
      ->type_name("HEX")
      ->excludes(from);
  verb->add_option("--tag", options->tag, "The message's authentication tag [none]")
      ->type_name("HEX")
      ->excludes(from);
  add_associated_data(*verb, options->associated_data);
  add_data_argument(*verb, options->ciphertext, "Ciphertext");
  add_data_output(*verb, options->output, "Plaintext");
  verb->callback([&session, options] { run_decrypt(session, *options); });
}

}  // namespace stsafe::tool
