#include "apps/stsafe/key_options.h"

#include <fmt/format.h>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/steps.h"
#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/ecb_key.h"
#include "stsafe/host/gcm_key.h"
#include "stsafe/host/mac_key.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;
using wire::KeyMode;

constexpr std::size_t kMinSecret = 16;
constexpr std::size_t kMaxSecret = 32;
constexpr std::uint64_t kMaxCounterOffset = 9;
/// Of an HKDF key: derived keys may be returned to the host (part 02, section 1.3).
constexpr std::uint8_t kToHost = 0x01;

bool wants_secret(ModeWord mode) { return mode == ModeWord::kHmac || mode == ModeWord::kHkdf; }
bool is_gcm(ModeWord mode) { return mode == ModeWord::kGcm || mode == ModeWord::kGmac; }

wire::Usage all_usages(ModeWord mode) {
  switch (key_mode_of(mode)) {
    case KeyMode::kCcmStar:
    case KeyMode::kGcm:
      return wire::kEncrypt | wire::kDecrypt | wire::kEncryptChunks | wire::kDecryptChunks;
    case KeyMode::kEcb: return wire::kEncrypt | wire::kDecrypt;
    case KeyMode::kCmac:
    case KeyMode::kHmac: return wire::kGenerateMac | wire::kVerifyMac;
    case KeyMode::kHkdf: return wire::kDerive;
  }
  return {};
}

wire::Usage choose_usage(const KeyOptions& options, ModeWord mode) {
  const auto all = all_usages(mode);
  if (options.usage.empty()) {
    const auto one_shot = wire::kEncrypt | wire::kDecrypt;
    return includes(all, one_shot) ? one_shot : all;
  }
  const auto usage = parse_usage(options.usage);
  if (includes(all, usage)) return usage;
  throw usage_failure(fmt::format("--usage: a key of mode {} can only: {}", options.mode,
                                  joined(usage_words(all))));
}

/// An option that only some modes have must not be given with others.
void refuse_foreign_options(const KeyOptions& options, ModeWord mode) {
  const auto refuse = [&](bool is_given, bool fits, std::string_view option,
                          std::string_view modes) {
    if (is_given && !fits) {
      throw usage_failure(
          fmt::format("{} is for {} keys, not for --mode {}", option, modes, options.mode));
    }
  };
  const bool is_ccm = mode == ModeWord::kCcmStar;
  const bool makes_macs = mode == ModeWord::kCmac || mode == ModeWord::kHmac;
  refuse(!options.tag_size.empty(), is_ccm || is_gcm(mode), "--tag-length", "CCM* and GCM");
  refuse(!options.counter.empty(), is_ccm, "--counter", "CCM*");
  refuse(!options.least_mac_size.empty(), makes_macs, "--mac-length", "CMAC and HMAC");
  refuse(options.to_host, mode == ModeWord::kHkdf, "--to-host", "HKDF");
}

host::GcmTagSize gcm_tag_size(const KeyOptions& options) {
  if (options.tag_size.empty()) return {};
  const auto bytes = parse_number_in("--tag-length", options.tag_size, 0, kMaxSecret);
  const auto tag = host::GcmTagSize::of(bytes, host::AcceptWeakTag{});
  if (!tag) throw usage_failure(fmt::format("--tag-length: {} is not 4, 8 or 12 to 16", bytes));
  return *tag;
}

wire::CounterPlacement counter_placement(const KeyOptions& options) {
  if (options.counter.empty()) return {};
  return wire::CounterPlacement::at(static_cast<std::uint8_t>(
      parse_number_in("--counter", options.counter, 0, kMaxCounterOffset)));
}

std::uint8_t least_mac_size(const KeyOptions& options, ModeWord mode) {
  const std::uint64_t longest = mode == ModeWord::kHmac ? host::kMaxHmacSize : host::kMaxCmacSize;
  if (options.least_mac_size.empty()) return host::MacKeyOptions{}.least_mac_size;
  return static_cast<std::uint8_t>(
      parse_number_in("--mac-length", options.least_mac_size, 0, longest));
}

}  // namespace

void add_key_options(CLI::App& verb, KeyOptions& options) {
  verb.add_option("--slot", options.slot, "Symmetric key slot")->required()->type_name("N");
  verb.add_option("--mode", options.mode,
                  "What for: ccm*, gcm, gmac (a GCM key), ecb, cmac, hmac, hkdf")
      ->type_name("MODE")
      ->capture_default_str();
  verb.add_option("--type", options.type,
                  "aes-128 or aes-256; hmac and hkdf have a secret [of a fresh key: aes-256]")
      ->type_name("TYPE");
  verb.add_option("--tag-length", options.tag_size,
                  "Bytes of the tag: 0, 4, 8 or 16 with CCM*, 4, 8 or 12 to 16 with GCM [16]")
      ->type_name("N");
  verb.add_option("--mac-length", options.least_mac_size,
                  "CMAC and HMAC: the device verifies no MAC of fewer bytes [16]")
      ->type_name("N");
  verb.add_option("--usage", options.usage,
                  "encrypt,decrypt,encrypt-chunks,decrypt-chunks,generate-mac,verify-mac,derive\n"
                  "[all of the mode but chunks]")
      ->type_name("LIST");
  verb.add_option("--lock", options.lock,
                  "unlocked (can be replaced), erasable (only erased), locked (stays for good)")
      ->type_name("LOCK")
      ->capture_default_str();
  verb.add_option("--counter", options.counter,
                  "CCM*: the device puts a counter into the nonce from this byte on, 0 to 9")
      ->type_name("N");
  verb.add_flag("--to-host", options.to_host, "HKDF: derived keys may be returned to the host");
}

wire::KeyType choose_key_type(const KeyOptions& options) {
  const auto mode = parse_mode(options.mode);
  const auto usual = wants_secret(mode) ? wire::KeyType::kGenericSecret : wire::KeyType::kAes256;
  if (options.type.empty()) return usual;
  const auto type = parse_key_type(options.type);
  if ((type == wire::KeyType::kGenericSecret) == wants_secret(mode)) return type;
  throw usage_failure(fmt::format("--type: a key of mode {} is {}", options.mode,
                                  wants_secret(mode) ? "a secret" : "aes-128 or aes-256"));
}

SecretSizes key_sizes(const KeyOptions& options) {
  switch (choose_key_type(options)) {
    case wire::KeyType::kGenericSecret: return SecretSizes::between(kMinSecret, kMaxSecret);
    case wire::KeyType::kAes128: return {16};
    case wire::KeyType::kAes256: break;
  }
  if (options.type.empty()) return {16, 32};
  return {32};
}

wire::KeyInfo make_key_info(const KeyOptions& options, std::size_t size) {
  const auto slot = parse_slot(options.slot);
  const auto mode = parse_mode(options.mode);
  refuse_foreign_options(options, mode);
  const auto usage = choose_usage(options, mode);
  const auto lock = parse_lock(options.lock);
  const auto aes = size == 16 ? wire::KeyType::kAes128 : wire::KeyType::kAes256;
  const auto secret_size = static_cast<std::uint8_t>(size);
  constexpr std::string_view step = "Describe the key";
  switch (mode) {
    case ModeWord::kCcmStar:
      return require(step, host::ccm_star_key_info(slot, {.type = aes,
                                                          .tag = parse_tag_size(options.tag_size),
                                                          .usage = usage,
                                                          .lock = lock,
                                                          .counter = counter_placement(options)}));
    case ModeWord::kGcm:
    case ModeWord::kGmac:
      return require(
          step,
          host::gcm_key_info(
              slot, {.type = aes, .tag = gcm_tag_size(options), .usage = usage, .lock = lock}));
    case ModeWord::kEcb:
      return require(step, host::ecb_key_info(slot, {.type = aes, .usage = usage, .lock = lock}));
    case ModeWord::kCmac:
    case ModeWord::kHmac:
      return require(step,
                     host::mac_key_info(
                         slot, {.type = wants_secret(mode) ? wire::KeyType::kGenericSecret : aes,
                                .secret_size = secret_size,
                                .least_mac_size = least_mac_size(options, mode),
                                .usage = usage,
                                .lock = lock}));
    case ModeWord::kHkdf: break;
  }
  return {.slot = slot,
          .key = {.lock = lock,
                  .type = wire::KeyType::kGenericSecret,
                  .mode = KeyMode::kHkdf,
                  .usage = usage,
                  .parameter = options.to_host ? kToHost : std::uint8_t{0},
                  .secret_size = secret_size}};
}

std::string_view weak_key_warning(const wire::KeyInfo& info) {
  const auto& key = info.key;
  if (key.mode == KeyMode::kCcmStar) {
    const auto tag = host::TagSize::of(key.parameter, host::AcceptWeakTag{});
    return tag ? weak_tag_warning(*tag) : std::string_view{};
  }
  if (key.mode == KeyMode::kGcm && key.parameter < 8) {
    return "warning: a tag of 4 bytes can be forged in 2^32 tries; take 12 to 16 for real use";
  }
  if (key.mode == KeyMode::kCmac && includes(key.usage, wire::kVerifyMac) && key.parameter < 8) {
    return "warning: the device will verify MACs of less than 8 bytes, which can be forged";
  }
  return {};
}

}  // namespace stsafe::tool
