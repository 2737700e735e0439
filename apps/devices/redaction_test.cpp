#include "apps/devices/redaction.h"

#include <gtest/gtest.h>

#include <random>

#include "stsafe/base/hex.h"
#include "tests/support/bytes.h"

namespace stsafe::devices::redaction_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::join;
using testing_support::to_bytes;

const Bytes kKey = to_bytes("00112233445566778899AABBCCDDEEFF"_hex);

/// A command that ends with its CRC; what it means does not depend on how that is computed.
Bytes command(std::initializer_list<ByteView> parts) {
  auto frame = join(parts);
  frame.resize(frame.size() + wire::kCrcSize);
  EXPECT_TRUE(wire::seal_command(frame, frame.size() - wire::kCrcSize));
  return frame;
}
Bytes response(std::initializer_list<ByteView> payload, std::byte header = {}) {
  const auto bytes = join(payload);
  Bytes frame(wire::kMinResponseSize + bytes.size());
  copy_bytes(bytes, ByteSpan{frame}.subspan(wire::kResponsePrefixSize));
  wire::seal_response(frame, header, bytes.size());
  return frame;
}

KeyModes all(wire::KeyMode mode) {
  KeyModes modes{};
  modes.fill(mode);
  return modes;
}

struct SecretIn {
  std::string name;
  Bytes before;
  Bytes after;
  KeyModes modes{};
};

// Layouts: protocol part 01 sections 7.1 and 8; part 02 sections 3 and 6 to 8; part 03.
TEST(Redaction, FindsTheSecretsOfEachCommand) {
  const auto none = Bytes{};
  const auto ccm_star = all(wire::KeyMode::kCcmStar);
  const auto ecb = all(wire::KeyMode::kEcb);
  const auto gcm = all(wire::KeyMode::kGcm);
  const auto nonce = to_bytes("000102030405060708090A0B0C"_hex);
  for (const auto& [name, before, after, modes] : {
           SecretIn{"password", to_bytes("1A"_hex), none},
           SecretIn{"payload", to_bytes("0E 00"_hex), none},
           SecretIn{"key", to_bytes("1F17 00 02 00 02 000C"_hex), none},
           SecretIn{"input", to_bytes("1F10 00 04 0010"_hex),
                    to_bytes("01 0009 608648016503040201 0000 0003 01 0010"_hex)},
           SecretIn{"message", to_bytes("1B 02 00"_hex), none, ecb},
           SecretIn{"message",
                    join({to_bytes("1B 02 00"_hex), nonce, to_bytes("0001 AA 0010"_hex)}), none,
                    ccm_star},
           SecretIn{"message", to_bytes("1B 02 00 0001 77 0001 AA 0010"_hex), none, gcm},
           SecretIn{"message", to_bytes("1F11 00 0001 77 0001 AA 0010"_hex), none, gcm},
           SecretIn{"message", to_bytes("1F12 0001 AA 0010"_hex), none},
           SecretIn{"message", to_bytes("1F13 0001 AA 0010"_hex), none},
       }) {
    const auto frame = command({before, kKey, after});
    const SecretRanges expected{{name, before.size(), kKey.size()}};
    EXPECT_EQ(secrets_of_command(frame, {}, modes), expected) << hex(frame);
  }
}

TEST(Redaction, FindsBothHostKeys) {
  for (const auto& [before, at] :
       {std::pair{to_bytes("1F07 000000 00"_hex), 6U}, std::pair{to_bytes("10 17"_hex), 2U}}) {
    const auto frame = command({before, kKey, kKey});
    const SecretRanges expected{{"mac_key", at, 16}, {"cipher_key", at + 16, 16}};
    EXPECT_EQ(secrets_of_command(frame, {}, {}), expected) << hex(frame);
  }
}

struct SecretAnswer {
  std::string name;
  Bytes command;
  Bytes before;
  KeyModes modes{};
};

TEST(Redaction, FindsTheSecretsOfEachAnswer) {
  const auto ecb = all(wire::KeyMode::kEcb);
  const auto gcm = all(wire::KeyMode::kGcm);
  for (const auto& [name, asked, before, modes] : {
           SecretAnswer{"random", to_bytes("02 00 10"_hex), {}},
           SecretAnswer{"payload", to_bytes("0F 00 AA"_hex), {}},
           SecretAnswer{"shared_secret", to_bytes("18 00 AA"_hex), to_bytes("0010"_hex)},
           SecretAnswer{"message", join({to_bytes("1C 02 00"_hex), kKey}), {}, ecb},
           SecretAnswer{"message", to_bytes("1C 02 00 0001 77 0000 0010 00"_hex),
                        to_bytes("01"_hex), gcm},
           SecretAnswer{"message", to_bytes("1F15 0000 0001 00"_hex), {}},
           SecretAnswer{"message", to_bytes("1F16 0000 0000"_hex), to_bytes("01"_hex)},
           SecretAnswer{
               "outputs", to_bytes("1F10 02 00 02 0009 608648016503040201 00 0000"_hex), {}},
       }) {
    const auto frame = response({before, kKey});
    const SecretRanges expected{{name, wire::kResponsePrefixSize + before.size(), kKey.size()}};
    EXPECT_EQ(secrets_of_response(command({asked}), frame, {}, modes), expected) << hex(asked);
  }
}

TEST(Redaction, TakesForSecretWhatItCannotRead) {
  const auto whole = [](std::size_t at, std::size_t size) {
    return SecretRanges{{"payload", at, size}};
  };
  // For a key of unknown mode; a code that is not known; a field that does not fit.
  EXPECT_EQ(secrets_of_command(command({to_bytes("1B 02 00"_hex), kKey}), {}, {}), whole(1, 18));
  EXPECT_EQ(secrets_of_command(command({to_bytes("12"_hex), kKey}), {}, {}), whole(1, 16));
  EXPECT_EQ(secrets_of_command(command({to_bytes("14 08"_hex), kKey}), {}, {}), whole(2, 16));
  const auto decrypt = command({to_bytes("1C 02 00"_hex), kKey});
  EXPECT_EQ(secrets_of_response(decrypt, response({kKey}), {}, {}), whole(3, 16));
  EXPECT_EQ(secrets_of_response(decrypt, response({kKey}, std::byte{0x11}), {}, {}), whole(3, 16));
  EXPECT_EQ(secrets_of_command({}, {}, {}), SecretRanges{});
}

TEST(Redaction, LeavesNothingOfADamagedFrameButItsFirstBytes) {
  auto frame = command({to_bytes("1A"_hex), kKey});
  frame.back() ^= std::byte{1};
  EXPECT_EQ(secrets_of_command(frame, {}, {}), (SecretRanges{{"frame", 1, 18}}));
  redact_command(frame, secrets_of_command(frame, {}, {}));
  EXPECT_EQ(hex(frame), hex("1A 5245444143544544 5245444143544544 5245"_hex));
  auto answer = response({kKey});
  answer.back() ^= std::byte{1};
  EXPECT_EQ(secrets_of_response(frame, answer, {}, {}), (SecretRanges{{"frame", 3, 18}}));
}

// Protocol part 01, section 4.10, example B: the payload is encrypted.
TEST(Redaction, LeavesWhatIsEncrypted) {
  const wire::CommandRule rule{.encrypt_command = true, .encrypt_response = true};
  const auto frame = "E0 57 76 CC 93 B0 1F 6D FB 57 10 9E 6D 80 EE FC 9A FD 92 0E 88 6A DC"_hex;
  EXPECT_EQ(secrets_of_command(frame, rule, {}), SecretRanges{});
  const auto answer =
      "00 00 16 94 0B 7F 66 41 22 6E AE DC 1A C4 5E 35 CD C2 56 05 B4 58 99 92 2C"_hex;
  EXPECT_EQ(secrets_of_response(frame, answer, rule, {}), SecretRanges{});
  // Asked in secret, answered in plaintext: what it is, nobody knows.
  const wire::CommandRule half{.encrypt_command = true};
  EXPECT_EQ(secrets_of_response(frame, answer, half, {}), (SecretRanges{{"payload", 3, 16}}));
}

// The CRCs are those of an implementation of CRC-16/X-25 outside of this repository.
TEST(Redaction, KeepsSizesAndFitsTheChecksum) {
  auto frame = to_bytes("1A 00112233445566778899AABBCCDDEEFF 4060"_hex);
  redact_command(frame, secrets_of_command(frame, {}, {}));
  EXPECT_EQ(hex(frame), hex("1A 5245444143544544 5245444143544544 7DA8"_hex));

  // Protocol part 01, section 1.11.
  auto answer = to_bytes("00 0006 DEADBEEF D662"_hex);
  redact_response(answer, secrets_of_response("02 00 04 35 50"_hex, answer, {}, {}));
  EXPECT_EQ(hex(answer), hex("00 0006 52454441 6E57"_hex));
}

TEST(Redaction, ChangesNothingWithoutSecrets) {
  auto frame = to_bytes("00 01 02 03 A7 29"_hex);
  EXPECT_EQ(secrets_of_command(frame, {}, {}), SecretRanges{});
  redact_command(frame, {});
  EXPECT_EQ(hex(frame), hex("00 01 02 03 A7 29"_hex));
}

/// True if a byte may change: it is secret, or of the CRC.
bool may_change(const SecretRanges& secrets, std::size_t frame_size, std::size_t at) {
  return at + wire::kCrcSize >= frame_size ||
         std::ranges::any_of(secrets, [&](const SecretRange& secret) {
           return at >= secret.offset && at < secret.offset + secret.size;
         });
}

// Whatever a frame has in it: afterwards it is as long as before and has a right CRC, and nothing
// else has changed.
TEST(Redaction, KeepsAnyFrameWhole) {
  std::mt19937 random{1};
  const auto ccm_star = all(wire::KeyMode::kCcmStar);
  for (int i = 0; i < 20'000; ++i) {
    Bytes content(1 + random() % 40);
    for (auto& byte : content) byte = static_cast<std::byte>(random());
    content[0] &= ~wire::kProtectionBits;
    const auto frame = command({content});
    if (!wire::parse_command(frame)) continue;  // an extended code of which a byte is missing
    auto redacted = frame;
    const auto secrets = secrets_of_command(frame, {}, ccm_star);
    redact_command(redacted, secrets);
    ASSERT_TRUE(wire::parse_command(redacted)) << hex(frame);
    for (std::size_t at = 0; at < frame.size(); ++at) {
      ASSERT_TRUE(redacted[at] == frame[at] || may_change(secrets, frame.size(), at)) << hex(frame);
    }
    const auto answer = response({content});
    auto redacted_answer = answer;
    redact_response(redacted_answer, secrets_of_response(frame, answer, {}, ccm_star));
    ASSERT_TRUE(wire::parse_response(redacted_answer)) << hex(frame);
  }
}

}  // namespace
}  // namespace stsafe::devices::redaction_test
