#include "apps/devices/choices.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <regex>

#include "apps/devices/device_string.h"
#include "apps/devices/failure.h"
#include "apps/devices/open_device.h"
#include "apps/devices/read_file.h"
#include "stsafe/base/hex.h"
#include "tests/support/bytes.h"
#include "tests/support/source_tree.h"

namespace stsafe::devices {
namespace {

using namespace std::chrono_literals;
using testing_support::to_bytes;

std::string text_of(const std::string& file) {
  const auto path = testing_support::source_tree() / file;
  const auto bytes = read_file("source", path.string(), 1'000'000);
  std::string text;
  for (const auto byte : bytes) text.push_back(std::to_integer<char>(byte));
  return text;
}

TEST(ChoiceText, LeavesTheDefaults) {
  const auto choices = parse_choices({});
  EXPECT_EQ(choices.max_command_size, 755U);
  EXPECT_TRUE(choices.failed_decryption_answers_zeros);
  EXPECT_FALSE(choices.start_encrypt_always_answers_counter);
}

TEST(ChoiceText, SetsWhatItNames) {
  const auto choices = parse_choices(
      {"max_command_size=752", "protected_response_bits=40", "max_wrong_macs=50",
       "secret_parameters=two", "failed_decryption_answers_zeros=false",
       "start_encrypt_always_answers_counter=true", "start_decrypt_ignores_upper_total=true",
       "answer_re_pairing_with_new_keys=false", "reads_end_with_the_zone=true",
       "wants_whole_command_tables=true", "entity_signature=digest"});
  EXPECT_EQ(choices.max_command_size, 752U);
  EXPECT_EQ(choices.protected_response_bits, std::byte{0x40});
  EXPECT_EQ(choices.max_wrong_macs, 50U);
  EXPECT_EQ(choices.secret_parameters, wire::SecretParameters::kTwo);
  EXPECT_FALSE(choices.failed_decryption_answers_zeros);
  EXPECT_TRUE(choices.start_encrypt_always_answers_counter);
  EXPECT_TRUE(choices.start_decrypt_ignores_upper_total);
  EXPECT_FALSE(choices.answer_re_pairing_with_new_keys);
  EXPECT_TRUE(choices.reads_end_with_the_zone);
  EXPECT_TRUE(choices.wants_whole_command_tables);
  EXPECT_EQ(choices.entity_signature, sim::EntitySignature::kOfDigest);
}

TEST(ChoiceText, CanSayTheDefaults) {
  const auto choices =
      parse_choices({"max_command_size=755", "protected_response_bits=00", "max_wrong_macs=0",
                     "secret_parameters=none", "entity_signature=either"});
  EXPECT_EQ(choices.max_command_size, 755U);
  EXPECT_EQ(choices.protected_response_bits, std::byte{0x00});
  EXPECT_EQ(choices.max_wrong_macs, 0U);
  EXPECT_EQ(choices.secret_parameters, wire::SecretParameters::kNone);
  EXPECT_EQ(choices.entity_signature, sim::EntitySignature::kOfEither);
}

TEST(ChoiceText, IsPartOfADeviceString) {
  const auto device =
      parse_device_string("sim:choice=max_wrong_macs=3,seed=7,choice=reads_end_with_the_zone=true");
  EXPECT_EQ(device.choices.max_wrong_macs, 3U);
  EXPECT_TRUE(device.choices.reads_end_with_the_zone);
  EXPECT_EQ(device.seed, 7U);
}

TEST(ChoiceText, ReachesTheSimulatedDevice) {
  // Read zone 11, its last byte and one more.
  constexpr auto kRead = "05 00 0B 0B7F 0002 1227"_hex;
  std::array<std::byte, 756> reply{};
  OpenDevice strict{"sim:seed=1", {}};
  const auto refused = strict.transport().exchange(kRead, reply, {});
  ASSERT_TRUE(refused);
  EXPECT_EQ(to_bytes(*refused), to_bytes("14 0002 A6DD"_hex));
  OpenDevice lenient{"sim:seed=1,choice=reads_end_with_the_zone=true", {}};
  const auto answered = lenient.transport().exchange(kRead, reply, {});
  ASSERT_TRUE(answered);
  EXPECT_EQ(to_bytes(*answered), to_bytes("00 0003 00 0F47"_hex));
}

TEST(ChoiceText, RefusesWhatMeansNothing) {
  for (const auto* text :
       {"", "=", "colour=red", "max_wrong_macs", "max_wrong_macs=", "max_wrong_macs=256",
        "max_wrong_macs=-1", "max_command_size=753", "protected_response_bits=0x40",
        "secret_parameters=three", "entity_signature=", "reads_end_with_the_zone=yes",
        "reads_end_with_the_zone", "reads_end_with_the_zone=true "}) {
    EXPECT_THROW(parse_choices({text}), Failure) << text;
  }
  EXPECT_THROW(parse_choices({"max_wrong_macs=1", "max_wrong_macs=1"}), Failure);
  EXPECT_THROW(parse_device_string("sim:choice"), Failure);
}

// An option that is added to the simulator must be one that its users can set, and find.
TEST(ChoiceText, KnowsEveryOptionOfTheSimulator) {
  const auto header = text_of("stsafe/sim/choices.h");
  const auto document = text_of("docs/simulator.md");
  const std::regex option{R"(\n  [\w:]+ (\w+)(?: = |\{)[^\n]*;)"};
  int num_options = 0;
  for (std::sregex_iterator match{header.begin(), header.end(), option}, end; match != end;
       ++match) {
    ++num_options;
    const auto name = (*match)[1].str();
    EXPECT_NE(document.find("| `" + name + "` |"), std::string::npos) << name;
    try {
      parse_choices({name + "=?"});
    } catch (const Failure& failure) {
      EXPECT_EQ(std::string{failure.what()}.find("not known"), std::string::npos) << name;
    }
  }
  EXPECT_GE(num_options, 10);
}

}  // namespace
}  // namespace stsafe::devices
