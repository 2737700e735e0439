#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/host_signature.h"
#include "apps/stsafe/keeping_hkdf.h"
#include "apps/stsafe/key_words.h"
#include "apps/stsafe/secret_copy.h"
#include "apps/stsafe/secret_source.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/names.h"
#include "stsafe/host/host_key_slot.h"
#include "stsafe/host/host_keys.h"
#include "stsafe/host/inconclusive.h"
#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/commands/host_key.h"

namespace stsafe::tool {
namespace {

struct PairOptions {
  std::string new_keys;
  std::string output;
  std::string type = "aes-256";
  bool wrapped = false;
  bool established = false;
  bool lost_keys = false;
  std::string curve = "NIST-P-256";
  HostSignatureOptions signature;
};

enum class PairWay : std::uint8_t { kPlaintext, kWrapped, kEstablished };

/// Puts host keys into the device, step by step.
class Pairing {
 public:
  Pairing(Session& session, const PairOptions& options)
      : session_(session),
        options_(options),
        way_(way_of(options)),
        curve_(parse_agreement_curve(options.curve)) {
    check_options();
    if (!options.new_keys.empty()) {
      read_secret(options.new_keys, "new host keys", {32, 64}, keys_);
    }
    type_ = keys_.size() == 32 || (keys_.empty() && is_aes128()) ? wire::HostKeyType::kAes128
                                                                 : wire::HostKeyType::kAes256;
    require_new_file(options.output);
    signature_ = std::make_unique<HostSignature>(session, options.signature);
  }

  void run() {
    open_device();
    check_control_fields();
    if (!session_.may_proceed(plan())) return;
    change();
    show_that_the_device_has_them();
    report();
  }

 private:
  static PairWay way_of(const PairOptions& options) {
    if (options.established) return PairWay::kEstablished;
    return options.wrapped ? PairWay::kWrapped : PairWay::kPlaintext;
  }
  std::string_view way_name() const {
    constexpr std::array<std::string_view, 3> names{"plaintext", "wrapped", "established"};
    return names[static_cast<std::size_t>(way_)];
  }
  bool is_aes128() const { return parse_aes_type(options_.type) == wire::KeyType::kAes128; }

  void check_options() {
    static_cast<void>(is_aes128());
    if (options_.new_keys.empty() && options_.output.empty()) {
      throw devices::usage_failure(
          "give the keys with --new-keys, or a new file for fresh ones with --output FILE");
    }
    if (way_ == PairWay::kPlaintext && !options_.signature.private_key_file.empty()) {
      throw devices::usage_failure(
          "--authenticate-with: in plaintext there is no key agreement that could be signed");
    }
  }

  /// In a host session with the present keys, if there are any.
  void open_device() {
    auto& connection = session_.connection();
    require("Initialise", device().initialise());
    is_paired_ = require("Query host key slot", host::read_host_key_slot(device())).has_value();
    if (!is_paired_) {
      if (session_.device_options.host_keys.empty()) return;
      throw devices::usage_failure(
          "--host-keys: the device has no host keys yet; those to write are given with --new-keys");
    }
    if (options_.lost_keys || connection.host_session().is_open()) return;
    if (!session_.has_host_keys()) {
      throw devices::usage_failure(
          "the device has host keys: give them with --host-keys, or say --lost-keys if nobody has "
          "them any more");
    }
    static_cast<void>(session_.device());
  }

  void check_control_fields() {
    using Fields = wire::HostKeyControlFields;
    const auto fields =
        require("Query host key control fields", host::read_host_key_control_fields(device()));
    auto needed = fields;
    const auto signer = signature_->key_slot();
    const auto anonymous =
        way_ == PairWay::kPlaintext ? Fields::kPlaintext : Fields::kWrappedAnonymous;
    const bool is_open =
        fields.allows(anonymous) || (signer && fields.authentication_key == *signer);
    if (!is_open && !signer) needed.flags |= anonymous;
    if (!is_open && signer) needed.authentication_key = *signer;
    if (is_paired_) needed.flags |= Fields::kReprovision;
    if (needed == fields) return;
    const auto problem = is_open ? std::string{"the device does not take host keys again"}
                                 : fmt::format("the device does not take {} host keys", way_name());
    if (!fields.allows(Fields::kChangeRight)) {
      throw Failure{Failure::Kind::kRefused,
                    problem + ", and the right to change that was given up"};
    }
    std::string list;
    for (const auto& word : host_key_way_words(needed.flags)) {
      list += fmt::format("{}{}", list.empty() ? "" : ",", word);
    }
    throw Failure{
        Failure::Kind::kRefused,
        fmt::format("{}: run 'stsafe key control --host --allow {}{}' first", problem, list,
                    needed.authentication_key == Fields::kNoKey
                        ? ""
                        : fmt::format(" --authenticated-by {}", needed.authentication_key))};
  }

  Plan plan() {
    Plan plan;
    const auto text = fmt::format(
        "{} ({}), {}",
        is_paired_ ? "replace the device's host keys" : "write host keys into the device (pairing)",
        text::name(type_), way_name());
    switch (way_) {
      case PairWay::kPlaintext: plan.add<wire::WriteHostKeyV2Plaintext>(text); break;
      case PairWay::kWrapped:
        if (!uses_open_session()) {
          plan.add<wire::GenerateEcdhe>("let the device make a key pair for this session");
          plan.add<wire::StartVolatileKekSession>("agree on a key-encryption key");
        }
        plan.add<wire::WriteHostKeyV2Wrapped>(text);
        if (!uses_open_session()) {
          plan.add("forget the key-encryption key", wire::StopVolatileKekSession{});
        }
        break;
      case PairWay::kEstablished:
        plan.add<wire::GenerateEcdhe>("let the device make a key pair for this agreement");
        plan.add<wire::EstablishHostKeyV2>(text);
        break;
    }
    return plan;
  }

  bool uses_open_session() { return session_.connection().kek_session().is_open(); }

  /// Whatever happens to this program or this machine: before the device can have the keys, they
  /// are in their file.
  void change() {
    const bool makes_keys = options_.new_keys.empty() && way_ != PairWay::kEstablished;
    if (makes_keys) {
      require("Make host keys",
              session_.crypto().rng().fill(keys_.prepare(2 * wire::key_size(type_))));
    }
    if (way_ != PairWay::kEstablished && !options_.output.empty()) {
      save_secret(options_.output, keys_.reveal());
    }
    const auto changed = way_ == PairWay::kEstablished ? establish() : write();
    if (changed) return;
    if (host::is_inconclusive(changed.error())) {
      const auto place = options_.output.empty() ? options_.new_keys : options_.output;
      const auto failure = step_failure("Pair", changed.error());
      throw Failure{failure.kind(),
                    fmt::format("{} The device may have the new keys: keep '{}' and the old ones "
                                "until a session was opened with either.",
                                failure.what(), place)};
    }
    // These keys are nobody's.
    std::error_code error;
    if (!options_.output.empty()) std::filesystem::remove(options_.output, error);
    throw step_failure("Pair", changed.error());
  }

  Result<host::HostKeyChange> write() {
    const auto both = keys_.reveal();
    const host::HostKeysView view{type_, both.first(both.size() / 2), both.last(both.size() / 2)};
    if (way_ == PairWay::kPlaintext) {
      return host::write_host_keys_plaintext(device(), type_, view.mac_key, view.cipher_key);
    }
    auto& connection = session_.connection();
    if (uses_open_session()) return connection.kek_session().write_host_keys(view);
    return host::write_host_keys_wrapped(device(), connection.kek_crypto(), curve_, view,
                                         signature_->authentication());
  }

  Result<host::HostKeyChange> establish() {
    channel::HostKeys derived;
    auto& crypto = session_.crypto();
    KeepingHkdf hkdf{crypto.hkdf(), options_.output};
    const auto changed = host::establish_host_keys(device(), {crypto.ecdh(), hkdf}, curve_, type_,
                                                   derived, signature_->authentication());
    if (hkdf.failure()) throw Failure{*hkdf.failure()};
    if (changed) {
      const auto both = keys_.prepare(2 * wire::key_size(type_));
      copy_bytes(derived.mac.reveal(), both.first(both.size() / 2));
      copy_bytes(derived.cipher.reveal(), both.last(both.size() / 2));
    }
    return changed;
  }

  void show_that_the_device_has_them() {
    constexpr std::string_view step = "Open a host session with the new keys";
    auto& connection = session_.connection();
    if (!connection.host_session().is_open()) {
      const auto both = keys_.reveal();
      require(step, connection.host_session().open(type_, both.first(both.size() / 2),
                                                   both.last(both.size() / 2)));
    }
    device().set_protection_policy(host::ProtectionPolicy::kAlways);
    constexpr std::array kMessage{std::byte{0x5A}};
    require(step, device().call(wire::Echo{wire::Tail{kMessage}}));
  }

  void report() {
    if (session_.options.json) {
      Json json{{"type", text::name(type_)},
                {"method", way_name()},
                {"replaced", is_paired_},
                {"verified", true}};
      if (!options_.output.empty()) json["file"] = options_.output;
      return print_json(std::move(json));
    }
    fmt::print("paired: the device has {} host keys, and shows it in a session\n",
               text::name(type_));
    if (!options_.output.empty()) {
      fmt::print("they are in '{}': give it with --host-keys, and keep it\n", options_.output);
    }
  }

  host::Device& device() { return session_.connection().device(); }

  Session& session_;
  const PairOptions& options_;
  PairWay way_;
  Curve curve_;
  InputSecret keys_;
  wire::HostKeyType type_{};
  std::unique_ptr<HostSignature> signature_;
  bool is_paired_ = false;
};

}  // namespace

void add_pair(CLI::App& app, Session& session) {
  auto* verb =
      app.add_subcommand("pair", "Give the device the host keys that protect all further talk")
          ->group("Keys");
  const auto options = std::make_shared<PairOptions>();
  auto* keys = verb->add_option("--new-keys", options->new_keys,
                                std::string{"MAC key and cipher key, 32 or 64 bytes [fresh].\n"} +
                                    kSecretSourceHelp)
                   ->type_name("SOURCE");
  auto* output = verb->add_option("-o,--output", options->output,
                                  "Fresh keys into this new file, before the device gets them")
                     ->type_name("FILE")
                     ->excludes(keys);
  verb->add_option("--type", options->type, "Fresh keys: aes-128 or aes-256")
      ->type_name("TYPE")
      ->capture_default_str()
      ->needs(output);
  auto* wrapped = verb->add_flag("--wrapped", options->wrapped,
                                 "Wrap the keys on their way [in plaintext: where nobody listens]");
  verb->add_flag("--established", options->established, "Agree on fresh keys, which never travel")
      ->needs(output)
      ->excludes(wrapped);
  verb->add_option("--curve", options->curve, "Curve of the key agreement")
      ->type_name("NAME")
      ->capture_default_str();
  verb->add_flag("--lost-keys", options->lost_keys,
                 "Replace host keys that nobody has any more, without a session");
  add_host_signature_options(*verb, options->signature);
  verb->footer("With --host-keys, which are the present keys, they are replaced in a session.");
  verb->callback([&session, options] { Pairing{session, *options}.run(); });
}

}  // namespace stsafe::tool
