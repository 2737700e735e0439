#include "apps/stsafe/key_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <span>

#include "apps/devices/failure.h"

namespace stsafe::tool {
namespace {

template <class T>
struct Word {
  std::string_view word;
  T value;
};

using SlotFields = wire::SlotControlFields;
using HostFields = wire::HostKeyControlFields;

constexpr std::array kModeWords{
    Word<ModeWord>{"ccm*", ModeWord::kCcmStar}, Word<ModeWord>{"ccm", ModeWord::kCcmStar},
    Word<ModeWord>{"gcm", ModeWord::kGcm},      Word<ModeWord>{"gmac", ModeWord::kGmac},
    Word<ModeWord>{"ecb", ModeWord::kEcb},      Word<ModeWord>{"cmac", ModeWord::kCmac},
    Word<ModeWord>{"hmac", ModeWord::kHmac},    Word<ModeWord>{"hkdf", ModeWord::kHkdf},
};
constexpr std::array kTypeWords{
    Word<wire::KeyType>{"aes-128", wire::KeyType::kAes128},
    Word<wire::KeyType>{"aes-256", wire::KeyType::kAes256},
    Word<wire::KeyType>{"secret", wire::KeyType::kGenericSecret},
};
constexpr std::array kLockWords{
    Word<wire::Lock>{"unlocked", wire::Lock::kUnlocked},
    Word<wire::Lock>{"erasable", wire::Lock::kErasable},
    Word<wire::Lock>{"locked", wire::Lock::kLocked},
};
constexpr std::array kUsageWords{
    Word<unsigned>{"encrypt", wire::kEncrypt.raw()},
    Word<unsigned>{"decrypt", wire::kDecrypt.raw()},
    Word<unsigned>{"encrypt-chunks", wire::kEncryptChunks.raw()},
    Word<unsigned>{"decrypt-chunks", wire::kDecryptChunks.raw()},
    Word<unsigned>{"generate-mac", wire::kGenerateMac.raw()},
    Word<unsigned>{"verify-mac", wire::kVerifyMac.raw()},
    Word<unsigned>{"derive", wire::kDerive.raw()},
};
constexpr std::array kSlotWayWords{
    Word<unsigned>{"plaintext", SlotFields::kPlaintext},
    Word<unsigned>{"wrapped-anonymous", SlotFields::kWrappedAnonymous},
    Word<unsigned>{"established-anonymous", SlotFields::kEcdheAnonymous},
    Word<unsigned>{"derived", SlotFields::kDerived},
    Word<unsigned>{"put-key", SlotFields::kPutKey},
    Word<unsigned>{"change-right", SlotFields::kChangeRight},
};
constexpr std::array kHostKeyWayWords{
    Word<unsigned>{"plaintext", HostFields::kPlaintext},
    Word<unsigned>{"wrapped-anonymous", HostFields::kWrappedAnonymous},
    Word<unsigned>{"again", HostFields::kReprovision},
    Word<unsigned>{"change-right", HostFields::kChangeRight},
};
constexpr std::array kPublicKeyUseWords{
    Word<unsigned>{"kek-session", wire::kForKekSession.raw()},
    Word<unsigned>{"establish-keys", wire::kForEstablishSymmetricKeys.raw()},
    Word<unsigned>{"establish-host-keys", wire::kForEstablishHostKey.raw()},
    Word<unsigned>{"entity", wire::kForEntityAuthentication.raw()},
    Word<unsigned>{"change-right", wire::kPublicKeyChangeRight.raw()},
};

std::string lower_case(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

template <class T>
std::string list_words(std::span<const Word<T>> words) {
  std::string list;
  for (const auto& each : words) list += fmt::format(" {}", each.word);
  return list;
}

template <class T, std::size_t N>
T parse_word(const std::array<Word<T>, N>& words, const std::string& text,
             std::string_view option) {
  const auto found = std::ranges::find(words, lower_case(text), &Word<T>::word);
  if (found != words.end()) return found->value;
  throw devices::usage_failure(
      fmt::format("{}: '{}' is none of{}", option, text, list_words<T>(words)));
}

template <std::size_t N>
unsigned parse_words(const std::array<Word<unsigned>, N>& words, const std::string& text,
                     std::string_view option) {
  unsigned set = 0;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(',', begin), text.size());
    set |= parse_word(words, text.substr(begin, end - begin), option);
    begin = end + 1;
  }
  return set;
}

template <std::size_t N>
unsigned parse_words_or_none(const std::array<Word<unsigned>, N>& words, const std::string& text,
                             std::string_view option) {
  return lower_case(text) == "none" ? 0 : parse_words(words, text, option);
}

template <std::size_t N>
Words words_of(const std::array<Word<unsigned>, N>& words, unsigned set) {
  Words list;
  for (const auto& each : words) {
    if ((set & each.value) != 0) list.emplace_back(each.word);
  }
  return list;
}

}  // namespace

ModeWord parse_mode(const std::string& text, std::string_view option) {
  return parse_word(kModeWords, text, option);
}

wire::KeyMode key_mode_of(ModeWord mode) {
  switch (mode) {
    case ModeWord::kCcmStar: return wire::KeyMode::kCcmStar;
    case ModeWord::kGcm:
    case ModeWord::kGmac: return wire::KeyMode::kGcm;
    case ModeWord::kEcb: return wire::KeyMode::kEcb;
    case ModeWord::kCmac: return wire::KeyMode::kCmac;
    case ModeWord::kHmac: return wire::KeyMode::kHmac;
    case ModeWord::kHkdf: return wire::KeyMode::kHkdf;
  }
  return wire::KeyMode::kCcmStar;
}

wire::KeyType parse_key_type(const std::string& text, std::string_view option) {
  return parse_word(kTypeWords, text, option);
}

wire::KeyType parse_aes_type(const std::string& text, std::string_view option) {
  return parse_word(std::array{kTypeWords[0], kTypeWords[1]}, text, option);
}

wire::Lock parse_lock(const std::string& text, std::string_view option) {
  return parse_word(kLockWords, text, option);
}

wire::Usage parse_usage(const std::string& text, std::string_view option) {
  return wire::Usage{static_cast<std::uint16_t>(parse_words(kUsageWords, text, option))};
}

std::uint8_t parse_slot_ways(const std::string& text, std::string_view option) {
  return static_cast<std::uint8_t>(parse_words_or_none(kSlotWayWords, text, option));
}

std::uint8_t parse_host_key_ways(const std::string& text, std::string_view option) {
  return static_cast<std::uint8_t>(parse_words_or_none(kHostKeyWayWords, text, option));
}

wire::PublicKeyFlags parse_public_key_uses(const std::string& text, std::string_view option) {
  return wire::PublicKeyFlags{
      static_cast<std::uint16_t>(parse_words_or_none(kPublicKeyUseWords, text, option))};
}

Words usage_words(wire::Usage usage) { return words_of(kUsageWords, usage.raw()); }
Words slot_way_words(std::uint8_t flags) { return words_of(kSlotWayWords, flags); }
Words host_key_way_words(std::uint8_t flags) { return words_of(kHostKeyWayWords, flags); }
Words public_key_use_words(wire::PublicKeyFlags flags) {
  return words_of(kPublicKeyUseWords, flags.raw());
}

Words private_key_use_words(wire::ModeOfOperation mode) {
  using Mode = wire::ModeOfOperation;
  Words words;
  if (mode.allows(Mode::kSignExternal)) words.emplace_back("sign");
  if (mode.allows(Mode::kSignInternalExternal)) words.emplace_back("sign-session");
  if (mode.allows(Mode::kKeyEstablishment)) words.emplace_back("establish");
  switch (mode.generate_key_access()) {
    case wire::GenerateKeyAccess::kFree: words.emplace_back("generate"); break;
    case wire::GenerateKeyAccess::kHost: words.emplace_back("generate-in-session"); break;
    case wire::GenerateKeyAccess::kNever: break;
  }
  if (mode.signs_prehashed()) words.emplace_back("prehashed");
  if (mode.allows(Mode::kChangeRight)) words.emplace_back("change-right");
  return words;
}

std::string joined(const Words& words) {
  return words.empty() ? "none" : fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace stsafe::tool
