#include <fmt/format.h>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/cipher_document.h"
#include "apps/stsafe/data_argument.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"
#include "stsafe/host/mac_key.h"
#include "stsafe/host/sealed_message.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;

/// GMAC takes long messages by chunks; a message of the others fits one command.
constexpr std::size_t kMaxMacMessage = std::size_t{65535};
constexpr std::size_t kStrongMacSize = 8;

struct MacOptions {
  std::string slot;
  std::optional<std::string> verify;
  std::optional<std::string> length;
  std::optional<std::string> nonce;
  DataArgument message;
};

/// A MAC, and with GMAC the nonce that belongs to it.
struct Mac {
  std::vector<std::byte> nonce;
  std::vector<std::byte> mac;
};

bool is_mac_size(wire::KeyMode mode, std::size_t size) {
  if (mode == wire::KeyMode::kHmac) return size >= 16 && size <= host::kMaxHmacSize;
  return size == 2 || size == 4 || size == 8 || size == host::kMaxCmacSize;
}

std::size_t checked_mac_size(wire::KeyMode mode, std::size_t size, std::string_view option) {
  if (is_mac_size(mode, size)) return size;
  throw usage_failure(fmt::format("{}: {} bytes; {} has {}", option, size, text::name(mode),
                                  mode == wire::KeyMode::kHmac ? "16 to 32" : "2, 4, 8 or 16"));
}

void refuse_nonce(const MacOptions& options, wire::KeyMode mode) {
  if (options.nonce) {
    throw usage_failure(fmt::format("--nonce: {} has no nonce, only GMAC", text::name(mode)));
  }
}

void warn_of_short_mac(const Session& session, std::size_t size) {
  if (size >= kStrongMacSize) return;
  session.remark(
      fmt::format("warning: a MAC of {} bytes can be forged in 2^{} tries", size, 8 * size));
}

/// CMAC or HMAC.
Mac generate_mac(Session& session, const wire::KeyInfo& info, ByteView message,
                 const MacOptions& options) {
  refuse_nonce(options, info.key.mode);
  std::size_t size =
      info.key.mode == wire::KeyMode::kHmac ? host::kMaxHmacSize : host::kMaxCmacSize;
  if (options.length) {
    size = checked_mac_size(info.key.mode, parse_number_in("--length", *options.length, 0, 255),
                            "--length");
  }
  warn_of_short_mac(session, size);
  Mac made;
  made.mac.resize(size);
  host::MacKey key{session.device(), info};
  require("Generate MAC", key.generate(message, made.mac, host::AcceptWeakTag{}));
  return made;
}

Mac generate_gmac(Session& session, const wire::KeyInfo& info, ByteView message,
                  const MacOptions& options) {
  if (options.nonce) {
    throw usage_failure("--nonce: each GMAC has a fresh one; it is for --verify");
  }
  host::GcmKey key{session.device(), info};
  if (options.length) {
    throw usage_failure(fmt::format("--length: a GMAC of this key has {} bytes", key.tag_size()));
  }
  warn_of_short_mac(session, key.tag_size());
  Mac made;
  made.mac.resize(key.tag_size());
  host::IvSequence ivs;
  require("Generate GMAC", ivs.start(session.crypto().rng()));
  const auto used =
      require("Generate GMAC", host::encrypt_message(key, ivs, message, {}, {}, made.mac));
  made.nonce.assign(used.bytes().begin(), used.bytes().end());
  return made;
}

Result<void> verify_mac(Session& session, const wire::KeyInfo& info, ByteView message, ByteView mac,
                        const MacOptions& options) {
  refuse_nonce(options, info.key.mode);
  checked_mac_size(info.key.mode, mac.size(), "--verify");
  warn_of_short_mac(session, mac.size());
  return host::MacKey{session.device(), info}.verify(message, mac, host::AcceptWeakTag{});
}

Result<void> verify_gmac(Session& session, const wire::KeyInfo& info, ByteView message,
                         ByteView mac, const MacOptions& options) {
  if (!options.nonce) throw usage_failure("--nonce is required to verify a GMAC");
  const auto bytes = parse_bytes("--nonce", *options.nonce);
  if (bytes.empty() || bytes.size() > host::Iv::kMaxSize) {
    throw usage_failure(fmt::format("--nonce: {} bytes, but GMAC takes 1 to 64", bytes.size()));
  }
  host::GcmKey key{session.device(), info};
  if (mac.size() != key.tag_size()) {
    throw usage_failure(fmt::format("--verify: {} bytes, but a GMAC of this key has {}", mac.size(),
                                    key.tag_size()));
  }
  warn_of_short_mac(session, key.tag_size());
  const auto iv = require("Verify GMAC", host::Iv::chosen_by_caller(bytes));
  return host::decrypt_message(key, iv, message, {}, mac, {});
}

std::string mac_name(wire::KeyMode mode) {
  return mode == wire::KeyMode::kGcm ? "GMAC" : text::name(mode);
}

void show_mac(const Session& session, const wire::KeyInfo& info, const Mac& made) {
  if (session.options.json) {
    Json json{{"slot", info.slot.raw()},
              {"algorithm", mac_name(info.key.mode)},
              {"mac_hex", text::to_hex(made.mac)}};
    if (!made.nonce.empty()) json["nonce_hex"] = text::to_hex(made.nonce);
    print_json(std::move(json));
  } else if (made.nonce.empty()) {
    fmt::print("{}\n", text::to_hex(made.mac));
  } else {
    fmt::print("nonce  {}\nmac    {}\n", text::to_hex(made.nonce), text::to_hex(made.mac));
  }
}

void show_verdict(const Session& session, const wire::KeyInfo& info, const Result<void>& verified) {
  const bool is_wrong = !verified && verified.error() == Error{CryptoError::kNotAuthentic};
  if (session.options.json && (verified || is_wrong)) {
    print_json(
        {{"slot", info.slot.raw()}, {"algorithm", mac_name(info.key.mode)}, {"valid", !is_wrong}});
  }
  if (is_wrong) {
    throw Failure{Failure::Kind::kNotAuthentic,
                  "Verify MAC: it is wrong: the message or the MAC was changed, or the key is "
                  "another one"};
  }
  require("Verify MAC", verified);
  if (!session.options.json) fmt::print("The MAC is right.\n");
}

void run_mac(Session& session, const MacOptions& options) {
  const auto slot = parse_slot(options.slot);
  std::optional<std::vector<std::byte>> expected;
  if (options.verify) expected = parse_bytes("--verify", *options.verify);
  const auto message = read_data(options.message, "message", kMaxMacMessage);
  const auto info = key_in_slot(session, slot);
  const bool is_gmac = info.key.mode == wire::KeyMode::kGcm;
  if (!is_gmac && info.key.mode != wire::KeyMode::kCmac && info.key.mode != wire::KeyMode::kHmac) {
    throw Failure{Failure::Kind::kNotFound,
                  fmt::format("slot {}: a key for {} makes no MACs; 'stsafe info' lists the keys",
                              slot.raw(), text::name(info.key.mode))};
  }
  if (expected) {
    show_verdict(session, info,
                 is_gmac ? verify_gmac(session, info, message, *expected, options)
                         : verify_mac(session, info, message, *expected, options));
  } else {
    show_mac(session, info,
             is_gmac ? generate_gmac(session, info, message, options)
                     : generate_mac(session, info, message, options));
  }
}

}  // namespace

void add_mac(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand(
      "mac", "Make or verify a MAC with a key in the device: CMAC, HMAC or GMAC by the key's mode");
  verb->group("Cryptography");
  const auto options = std::make_shared<MacOptions>();
  verb->add_option("--slot", options->slot, "Symmetric key slot")->type_name("N")->required();
  auto* verify = verb->add_option("--verify", options->verify,
                                  "Verify this MAC; status 4 if it is wrong [make one]")
                     ->type_name("HEX");
  verb->add_option("--length", options->length,
                   "Bytes of the MAC: 2, 4, 8, 16 of CMAC [16], 16 to 32 of HMAC [32]")
      ->type_name("N")
      ->excludes(verify);
  verb->add_option("--nonce", options->nonce, "Of a GMAC to verify")->type_name("HEX");
  add_data_argument(*verb, options->message, "Message: about 740 bytes, up to 65535 for GMAC");
  verb->callback([&session, options] { run_mac(session, *options); });
}

}  // namespace stsafe::tool
