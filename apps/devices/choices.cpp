#include "apps/devices/choices.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>

#include "apps/devices/device_string.h"
#include "apps/devices/failure.h"

namespace stsafe::devices {
namespace {

using sim::Choices;

bool set_flag(bool& flag, std::string_view value) {
  if (value != "true" && value != "false") return false;
  flag = value == "true";
  return true;
}

bool set_max_command_size(Choices& choices, std::string_view value) {
  if (value != "752" && value != "755") return false;
  choices.max_command_size = value == "752" ? 752 : 755;
  return true;
}

bool set_response_bits(Choices& choices, std::string_view value) {
  if (value != "00" && value != "40") return false;
  choices.protected_response_bits = value == "40" ? std::byte{0x40} : std::byte{0x00};
  return true;
}

bool set_max_wrong_macs(Choices& choices, std::string_view value) {
  const auto number = parse_number(value, "max_wrong_macs");
  if (number > UINT8_MAX) return false;
  choices.max_wrong_macs = static_cast<std::uint8_t>(number);
  return true;
}

bool set_secret_parameters(Choices& choices, std::string_view value) {
  using enum wire::SecretParameters;
  if (value != "none" && value != "one" && value != "two") return false;
  choices.secret_parameters = value == "none" ? kNone : value == "one" ? kOne : kTwo;
  return true;
}

bool set_entity_signature(Choices& choices, std::string_view value) {
  using enum sim::EntitySignature;
  if (value != "either" && value != "challenge" && value != "digest") return false;
  choices.entity_signature = value == "either"      ? kOfEither
                             : value == "challenge" ? kOfChallenge
                                                    : kOfDigest;
  return true;
}

struct Option {
  std::string_view name;
  std::string_view values;
  /// One of the two.
  bool Choices::* flag = nullptr;
  bool (*set)(Choices& choices, std::string_view value) = nullptr;
};

constexpr std::string_view kFlag = "true or false";

constexpr std::array kOptions{
    Option{.name = "max_command_size", .values = "752 or 755", .set = set_max_command_size},
    Option{.name = "protected_response_bits", .values = "00 or 40", .set = set_response_bits},
    Option{.name = "max_wrong_macs", .values = "0 to 255", .set = set_max_wrong_macs},
    Option{.name = "secret_parameters", .values = "none, one or two", .set = set_secret_parameters},
    Option{.name = "failed_decryption_answers_zeros",
           .values = kFlag,
           .flag = &Choices::failed_decryption_answers_zeros},
    Option{.name = "start_encrypt_always_answers_counter",
           .values = kFlag,
           .flag = &Choices::start_encrypt_always_answers_counter},
    Option{.name = "start_decrypt_ignores_upper_total",
           .values = kFlag,
           .flag = &Choices::start_decrypt_ignores_upper_total},
    Option{.name = "answer_re_pairing_with_new_keys",
           .values = kFlag,
           .flag = &Choices::answer_re_pairing_with_new_keys},
    Option{.name = "reads_end_with_the_zone",
           .values = kFlag,
           .flag = &Choices::reads_end_with_the_zone},
    Option{.name = "wants_whole_command_tables",
           .values = kFlag,
           .flag = &Choices::wants_whole_command_tables},
    Option{.name = "entity_signature",
           .values = "either, challenge or digest",
           .set = set_entity_signature},
};

const Option& find_option(std::string_view name) {
  std::string known;
  for (const auto& option : kOptions) {
    if (option.name == name) return option;
    known += fmt::format("{}{}", known.empty() ? "" : ", ", option.name);
  }
  throw usage_failure(fmt::format("choice '{}' is not known; known are {}", name, known));
}

}  // namespace

Choices parse_choices(const std::vector<std::string>& texts) {
  Choices choices;
  std::set<std::string_view> named;
  for (const std::string_view text : texts) {
    const auto name = text.substr(0, text.find('='));
    const auto value = text.substr(std::min(text.size(), name.size() + 1));
    const auto& option = find_option(name);
    const bool is_set =
        option.flag != nullptr ? set_flag(choices.*option.flag, value) : option.set(choices, value);
    if (!is_set) {
      throw usage_failure(fmt::format("choice '{}': '{}' is not {}", name, value, option.values));
    }
    if (!named.insert(name).second) {
      throw usage_failure(fmt::format("choice '{}' is there twice", name));
    }
  }
  return choices;
}

}  // namespace stsafe::devices
