#include <fmt/format.h>

#include <algorithm>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/seal.h"
#include "apps/stsafe/sealed_streams.h"
#include "apps/stsafe/secret_source.h"
#include "apps/text/hex_text.h"
#include "cose/encrypt0.h"
#include "cose/key_set.h"
#include "stsafe/base/wipe.h"

namespace stsafe::tool {
namespace {

constexpr std::string_view kSeal = "Seal";

/// The key, its nonces and what goes with the message.
struct DirectSealing {
  DirectSealing(Session& session, const SealArguments& arguments)
      : key(require_sealed(kSeal,
                           cose::ChipKey::open(session.device(), only_slot(arguments.keys)))),
        nonces(session, key.id(), arguments.nonces),
        aad(external_aad(arguments.context)) {
    options.external_aad = aad;
    if (!arguments.context.key_id.empty()) options.key_id = name_bytes(arguments.context.key_id);
    if (!arguments.content_type.empty()) options.content_type = arguments.content_type;
  }

  /// The failure of sealing, with what the file of nonces has to say of it.
  Failure failure(const cose::Failure& why) const {
    const auto detail = nonces.detail();
    if (detail.empty()) return sealing_failure(kSeal, why);
    return Failure{Failure::Kind::kFailed, fmt::format("{}: state of nonces {}", kSeal, detail)};
  }

  cose::ChipKey key;
  SlotNonces nonces;
  std::vector<std::byte> aad;
  cose::SealOptions options;
};

void put_out(Session& session, const SealArguments& arguments, const DirectSealing& sealing,
             std::size_t content_size, ByteView sealed) {
  if (!arguments.output.empty() || !session.options.json) {
    SealedOutput output{arguments.output, arguments.force, Passing::kAtOnce};
    require_sealed(kSeal, output.sink().write(sealed));
    require_sealed(kSeal, output.sink().commit());
  }
  if (!session.options.json) return;
  const auto key_id = arguments.context.key_id.empty() ? cose::encode_key_id(sealing.key.id())
                                                       : name_bytes(arguments.context.key_id);
  Json json{{"form", "encrypt0"},
            {"algorithm", sealing.key.algorithm()},
            {"key_id_hex", text::to_hex(key_id)},
            {"content_size", content_size},
            {"sealed_size", sealed.size()}};
  if (arguments.output.empty()) {
    json["sealed_hex"] = text::to_hex(sealed);
  } else {
    json["output"] = arguments.output;
  }
  print_json(std::move(json));
}

/// A key of the set: NAME=SOURCE.
cose::SymmetricKey read_key(const std::string& text, std::int64_t algorithm) {
  const auto equals = text.find('=');
  if (equals == 0 || equals == std::string::npos) {
    throw devices::usage_failure(fmt::format("--key: '{}' is not NAME=SOURCE", text));
  }
  const auto asked = cose::ccm_parameters(algorithm);
  if (!asked) {
    throw devices::usage_failure(
        fmt::format("--key-algorithm: {} is none of 10, 11, 30 and 31", algorithm));
  }
  InputSecret secret;
  read_secret(text.substr(equals + 1), "key", {asked->type == wire::KeyType::kAes128 ? 16u : 32u},
              secret);
  return {.value = cose::SecretBytes{secret.reveal()},
          .algorithm = algorithm,
          .key_id = name_bytes(text.substr(0, equals))};
}

}  // namespace

wire::SlotNumber only_slot(const EnvelopeKeyArguments& keys) {
  if (!keys.local_slots.empty() || !keys.wrapping_key.empty()) {
    throw devices::usage_failure("--local and --wrapping-key are for envelopes (--envelope)");
  }
  if (keys.slots.size() != 1) {
    throw devices::usage_failure("say --slot N once: the slot of the CCM* key");
  }
  return parse_slot(keys.slots.front());
}

void seal_one_message(Session& session, const SealArguments& arguments) {
  auto content = read_data(arguments.data, "content", cose::kMaxPlaintextSize,
                           ", which one message takes: say --envelope");
  const WipeOnExit wiped{content};
  DirectSealing sealing{session, arguments};
  const auto sealed =
      cose::seal_encrypt0(sealing.key, sealing.nonces.source(), content, sealing.options);
  if (!sealed) throw sealing.failure(sealed.error());
  put_out(session, arguments, sealing, content.size(), *sealed);
}

void seal_key_set(Session& session, const SealArguments& arguments) {
  const auto algorithm = static_cast<std::int64_t>(
      parse_number_in("--key-algorithm", arguments.key_algorithm, 0, UINT16_MAX));
  std::vector<cose::SymmetricKey> keys;
  for (const auto& text : arguments.set) {
    keys.push_back(read_key(text, algorithm));
    const auto& name = keys.back().key_id;
    if (std::ranges::count(keys, name, &cose::SymmetricKey::key_id) > 1) {
      throw devices::usage_failure(
          fmt::format("--key: the name '{}' is given twice", text.substr(0, text.find('='))));
    }
  }
  DirectSealing sealing{session, arguments};
  const auto sealed =
      cose::seal_key_set(sealing.key, sealing.nonces.source(), keys, sealing.options);
  if (!sealed) throw sealing.failure(sealed.error());
  put_out(session, arguments, sealing, keys.size(), *sealed);
}

}  // namespace stsafe::tool
