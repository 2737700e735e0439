#include "apps/devices/trace.h"

#include <gtest/gtest.h>

#include "apps/devices/frame_text.h"
#include "apps/devices/simulated_board.h"
#include "stsafe/base/hex.h"
#include "stsafe/host/device.h"
#include "stsafe/host/host_keys.h"
#include "stsafe/host/random.h"
#include "stsafe/wire/commands/ecb.h"
#include "stsafe/wire/commands/symmetric_key.h"
#include "tests/support/model_chip.h"

namespace stsafe::devices {
namespace {

constexpr auto kMacKey = "00112233445566778899AABBCCDDEEFF"_hex;
constexpr auto kCipherKey = "0123456789ABCDEF0123456789ABCDEF"_hex;

TEST(Trace, ShowsNamesAndFields) {
  EXPECT_EQ(describe_command("14 4B 00 82 F6"_hex, {}),
            "> 14   QuerySymmetricControlFields slot=0");
  EXPECT_EQ(describe_response("14 4B 00 82 F6"_hex, "00 0005 08FFFF CAA4"_hex, {}),
            "< 00   success fields=change right");
  EXPECT_EQ(describe_response("14 4B 00 82 F6"_hex, "11 00 02 F1 70"_hex, {}),
            "< 11   access condition not satisfied");
}

TEST(Trace, ShowsThatAPayloadIsEncrypted) {
  // Protocol part 01, section 4.10, example B.
  const wire::CommandRule rule{.encrypt_command = true, .encrypt_response = true};
  const auto command = "E0 57 76 CC 93 B0 1F 6D FB 57 10 9E 6D 80 EE FC 9A FD 92 0E 88 6A DC"_hex;
  EXPECT_EQ(describe_command(command, rule), "> 00   Echo [C-MAC] <16 bytes, encrypted>");
  const auto response =
      "00 00 16 94 0B 7F 66 41 22 6E AE DC 1A C4 5E 35 CD C2 56 05 B4 58 99 92 2C"_hex;
  EXPECT_EQ(describe_response(command, response, rule),
            "< 00   success [R-MAC] <16 bytes, encrypted>");
}

TEST(Trace, SurvivesFramesThatAreNone) {
  EXPECT_EQ(describe_command({}, {}), "> damaged frame of 0 bytes");
  EXPECT_EQ(describe_command("00 01 02 03 00 00"_hex, {}), "> damaged frame of 6 bytes");
  EXPECT_EQ(describe_response("00 01 02 03 A7 29"_hex, "00 00"_hex, {}),
            "< damaged frame of 2 bytes");
  EXPECT_EQ(describe_command("04 06 52"_hex, {}), "> damaged frame of 3 bytes");
}

/// Modes where slot 0 has this one.
KeyModes slot_0_of(wire::KeyMode mode) {
  KeyModes modes{};
  modes[0] = mode;
  return modes;
}

// Protocol part 02, section 6.7 (GMAC) with a message.
TEST(Trace, ReadsACommandAsTheModeOfItsKeySays) {
  const auto gcm = "1B 02 00 0001 77 0001 AA 0002 B1B2 4F45"_hex;
  EXPECT_EQ(describe_command(gcm, {}, slot_0_of(wire::KeyMode::kGcm)),
            "> 1B   EncryptGcm slot=0 iv=77 associated_data=aa message=<2 bytes>");
  EXPECT_EQ(describe_command(gcm, {}, slot_0_of(wire::KeyMode::kEcb)),
            "> 1B   EncryptEcb slot=0 message=<10 bytes>");
  EXPECT_EQ(describe_command(gcm, {}), "> 1B   Encrypt <12 bytes, for a key of unknown mode>");
}

// What is a message for one key is an IV for another: a trace must not guess.
TEST(Trace, LearnsTheModesOfKeysUntilTheyMayHaveChanged) {
  testing_support::ModelChip chip;
  chip.always(wire::Opcode{0x1423},
              {.payload = testing_support::to_bytes("02 01 00 02 000C 01 01 03 003C 10"_hex)});
  std::string lines;
  TracingTransport tracer{chip, [&](std::string_view line) { lines += line; }};
  host::Device device{tracer};
  const wire::EncryptEcb command{wire::SlotNumber{0}, wire::Tail{kMacKey}};
  const auto traced = [&] {
    lines.clear();
    EXPECT_TRUE(device.call(command));
    return lines;
  };
  EXPECT_EQ(traced(), "> 1B   Encrypt <18 bytes, for a key of unknown mode>< 00   success");
  ASSERT_TRUE(device.call(wire::QuerySymmetricKeyTable{}));
  EXPECT_EQ(traced(), "> 1B   EncryptEcb slot=0 message=<16 bytes>< 00   success");
  ASSERT_TRUE(device.call(wire::EraseSymmetricKeySlot{wire::SlotNumber{1}}));
  EXPECT_EQ(traced(), "> 1B   Encrypt <18 bytes, for a key of unknown mode>< 00   success");
}

TEST(Trace, NeverShowsSecrets) {
  SimulatedBoard board{1};
  std::string lines;
  TracingTransport tracer{board.transport(), [&](std::string_view line) { lines += line; }};
  host::Device device{tracer};
  ASSERT_TRUE(device.initialise());
  ASSERT_TRUE(
      host::write_host_keys_plaintext(device, wire::HostKeyType::kAes128, kMacKey, kCipherKey));
  Fixed<16> random{};
  ASSERT_TRUE(host::generate_random(device, random));
  EXPECT_NE(lines.find("mac_key=<16 bytes> cipher_key=<16 bytes>"), std::string::npos) << lines;
  EXPECT_NE(lines.find("random=<16 bytes>"), std::string::npos) << lines;
  EXPECT_EQ(lines.find("00112233"), std::string::npos);
  EXPECT_EQ(lines.find("01234567"), std::string::npos);
}

}  // namespace
}  // namespace stsafe::devices
