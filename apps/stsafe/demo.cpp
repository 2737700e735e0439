#include <fmt/format.h>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/demo_job.h"
#include "apps/stsafe/terminal.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"
#include "stsafe/base/hex.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;

/// The options as typed; an option that was not given is empty.
struct DemoOptions {
  std::string slot = "0";
  std::string tag_size;
  std::string curve = "NIST-P-256";
  std::string nonce;
  std::string associated_data;
  std::optional<std::string> message;
  std::string key_file;
  bool known_answer = false;
};

constexpr auto kDefaultMessage = "000102030405060708090A0B0C0D0E0F"_hex;

/// The published example: part 02 of the protocol documents, section 11.
DemoPlan known_answer_plan() {
  constexpr auto nonce = "000102030405060708090A0B0C"_hex;
  constexpr auto associated_data = "5A5A5A5A5A5A5A5A"_hex;
  DemoPlan plan;
  plan.known_answer = true;
  plan.tag = *host::TagSize::of(4, host::AcceptWeakTag{});
  plan.nonce.assign(nonce.begin(), nonce.end());
  plan.associated_data.assign(associated_data.begin(), associated_data.end());
  plan.message.assign(kDefaultMessage.begin(), kDefaultMessage.end());
  return plan;
}

DemoPlan plan_from(const DemoOptions& options) {
  DemoPlan plan;
  if (options.known_answer) {
    plan = known_answer_plan();
  } else {
    plan.tag = parse_tag_size(options.tag_size);
    plan.nonce = parse_bytes("--nonce", options.nonce);
    if (!plan.nonce.empty() && plan.nonce.size() != host::Nonce::kSize) {
      throw usage_failure(fmt::format("--nonce: {} bytes, but CCM* takes {}", plan.nonce.size(),
                                      host::Nonce::kSize));
    }
    plan.associated_data = parse_bytes("--associated-data", options.associated_data);
    plan.message.assign(kDefaultMessage.begin(), kDefaultMessage.end());
    if (options.message) plan.message = parse_bytes("--message", *options.message);
    plan.key_file = options.key_file;
  }
  plan.slot = parse_slot(options.slot);
  plan.curve = parse_agreement_curve(options.curve);
  return plan;
}

void check_known_answer(const DemoPlan& plan, const DemoResult& result) {
  if (!plan.known_answer) return;
  constexpr auto ciphertext = "696630BB080FE41D610489D3DA232166"_hex;
  constexpr auto tag = "0EDBC627"_hex;
  if (!std::ranges::equal(result.ciphertext, ciphertext) || !std::ranges::equal(result.tag, tag)) {
    throw Failure{Failure::Kind::kFailed,
                  "Encrypt using CCM* mode: ciphertext or tag differ from the known answer"};
  }
}

void print_banner() {
  const std::string line(112, '-');
  fmt::print(
      "{}\n"
      "-              STSAFE-A120 Symmetric key cryptography and key provisioning wrapped example"
      "                     -\n"
      "-                                              AES 256 CCM*"
      "                                                    -\n"
      "{}\n\n",
      line, line);
}

void print_bytes(ByteView bytes) { fmt::print("  {}\n\n", text::to_hex_list(bytes)); }

void print_verdict(const DemoResult& result) {
  if (result.tag.empty()) {
    fmt::print(" - Decryption: {}SUCCESS{} (without a tag, nothing was authenticated)\n",
               green(stdout), plain(stdout));
  } else {
    fmt::print(" - Decryption and authentication verification: {}SUCCESS{}\n", green(stdout),
               plain(stdout));
  }
}

void run_for_people(Session& session, const DemoPlan& plan) {
  DemoJob job{session, plan};
  if (!session.options.dry_run) {
    print_banner();
    fmt::print(" - Initialize target STSAFE-A120\n");
  }
  job.initialise();
  if (!job.prepare()) return;
  fmt::print(" - Establish host secure session\n\n");
  job.open_host_session();
  fmt::print(" - Wrap AES-256 key using session KEK\n");
  fmt::print(" - Provision wrapped key to slot {}\n\n", plan.slot.raw());
  job.provision_wrapped();
  fmt::print(" - Key provisioned successfully\n\n");
  fmt::print(" - Test message (plaintext):\n");
  print_bytes(plan.message);
  fmt::print(" - Encrypt using CCM* mode\n");
  job.encrypt();
  check_known_answer(plan, job.result());
  fmt::print(" - Encrypted message:\n");
  print_bytes(job.result().ciphertext);
  fmt::print(" - Authentication tag ({} bytes):\n", job.result().tag.size());
  print_bytes(job.result().tag);
  fmt::print(" - Decrypt using CCM* mode\n");
  job.decrypt();
  fmt::print(" - Decrypted message:\n");
  print_bytes(job.result().decrypted);
  print_verdict(job.result());
}

void run_for_programs(Session& session, const DemoPlan& plan) {
  DemoJob job{session, plan};
  job.initialise();
  if (!job.prepare()) return;
  job.open_host_session();
  job.provision_wrapped();
  job.encrypt();
  check_known_answer(plan, job.result());
  job.decrypt();
  const auto& result = job.result();
  print_json({{"slot", plan.slot.raw()},
              {"curve", text::name(plan.curve)},
              {"tag_length", result.tag.size()},
              {"nonce_hex", text::to_hex(result.nonce)},
              {"associated_data_hex", text::to_hex(plan.associated_data)},
              {"message_hex", text::to_hex(plan.message)},
              {"ciphertext_hex", text::to_hex(result.ciphertext)},
              {"tag_hex", text::to_hex(result.tag)},
              {"decrypted_hex", text::to_hex(result.decrypted)},
              {"verified", !result.tag.empty()}});
}

void run(Session& session, const DemoOptions& options) {
  const auto plan = plan_from(options);
  if (const auto warning = weak_tag_warning(plan.tag); !warning.empty() && !plan.known_answer) {
    session.remark(warning);
  }
  session.options.json ? run_for_programs(session, plan) : run_for_people(session, plan);
}

}  // namespace

void add_demo(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand(
      "demo", "Provision an AES-256 key wrapped, then encrypt and decrypt with it in the device");
  verb->group("Help");
  const auto options = std::make_shared<DemoOptions>();
  verb->add_option("--slot", options->slot, "Symmetric key slot")
      ->type_name("N")
      ->capture_default_str();
  auto* tag = verb->add_option("--tag-length", options->tag_size,
                               "Bytes of the authentication tag: 0, 4, 8 or 16 [16]")
                  ->type_name("N");
  verb->add_option("--curve", options->curve, "Curve of the key agreement")
      ->type_name("CURVE")
      ->capture_default_str();
  auto* nonce = verb->add_option("--nonce", options->nonce,
                                 "13 bytes never used with this key before [fresh]")
                    ->type_name("HEX");
  auto* associated_data = verb->add_option("--associated-data", options->associated_data,
                                           "Authenticated, but not encrypted [none]")
                              ->type_name("HEX");
  auto* message = verb->add_option("--message", options->message, "What to encrypt [00 … 0f]")
                      ->type_name("HEX");
  auto* key_file = verb->add_option("--key-file", options->key_file,
                                    "AES-256 key: 32 bytes, raw or hexadecimal [fresh]")
                       ->type_name("SOURCE");
  verb->add_flag("--known-answer", options->known_answer,
                 "Use the published test key and data, and check the published result")
      ->excludes(tag, nonce, associated_data, message, key_file);
  verb->callback([&session, options] { run(session, *options); });
}

}  // namespace stsafe::tool
