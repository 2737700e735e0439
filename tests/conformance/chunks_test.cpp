#include <gtest/gtest.h>

#include "tests/conformance/chunks.h"

// The one message that may run in chunks (part 02, section 6.6; traps T-2, T-3, T-17, T-32, T-36).
namespace stsafe::conformance::chunks_test {
namespace {

constexpr std::string_view kSealWhole = "1F13 0008 5A*8 0010 000102030405060708090A0B0C0D0E0F";
constexpr std::string_view kSealed =
    "696630BB080FE41D610489D3DA232166 F468C3BFA90E18695233AC1BD6410ACE";
constexpr std::string_view kProcessNothing = "1F12 0000 0000";

/// CCM* in slot 0, GCM in slot 1.
void both_modes(sim::Nvm& nvm) {
  chunk_key<>(nvm);
  put_key(nvm,
          {.type = wire::KeyType::kAes256,
           .mode = wire::KeyMode::kGcm,
           .usage = wire::Usage{0x003C},
           .parameter = 16},
          1);
}

void start(Bench& bench) { ASSERT_EQ(bench.send(kStartEncryptCcmStar).status(), Status::kOk); }

void expect_runs(Bench& bench) { EXPECT_TRUE(matches(bench.send(kSealWhole).payload, kSealed)); }
void expect_ended(Bench& bench) {
  EXPECT_EQ(bench.send(kProcessNothing).status(), Status::kSessionError);
}

TEST(Chunks, SurviveOtherCommands) {
  Bench bench{[](sim::Nvm& nvm) {
    both_modes(nvm);
    host_keys(nvm);
    opened_slots(nvm);
  }};
  start(bench);
  EXPECT_EQ(bench.send("00 01").status(), Status::kOk);
  EXPECT_EQ(bench.send("14 23").status(), Status::kOk);
  EXPECT_EQ(bench.send_sealed("00 01").status(), Status::kOk);
  EXPECT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  EXPECT_EQ(bench.send(kStartX25519).status(), Status::kOk);
  EXPECT_EQ(bench.send("E0 01 00000000").status(), Status::kInvalidCMac);
  // One-shot encryption with another key, of another mode, in the middle.
  EXPECT_EQ(bench.send("1B 02 01 0001 77 0000 0003 010203").status(), Status::kOk);
  EXPECT_EQ(bench.send("1C 02 01 0001 77 0000 0003 010203 00*16").status(), Status::kOk);
  EXPECT_EQ(bench.send("1F15 0000 0000").status(), Status::kSessionError);
  expect_runs(bench);
}

// The key was read when the message was started (assumed).
TEST(Chunks, SurviveTheirKey) {
  Bench bench{chunk_key<>};
  start(bench);
  ASSERT_EQ(bench.send("1F19 00").status(), Status::kOk);
  expect_runs(bench);
  EXPECT_EQ(bench.send(kStartEncryptCcmStar).status(), Status::kKeyNotFound);
}

TEST(Chunks, AreReplacedByAStartOfEitherDirection) {
  for (const auto* next : {"1F11 01 0001 77 0000 0000", "1F14 01 0001 77 0000 0000"}) {
    Bench bench{both_modes};
    start(bench);
    ASSERT_EQ(bench.send(next).status(), Status::kOk);
    EXPECT_NE(bench.send(kSealWhole).payload, bytes_of(kSealed));
  }
  Bench bench{both_modes};
  ASSERT_EQ(bench.send("1F14 01 0001 77 0000 0000").status(), Status::kOk);
  start(bench);
  expect_runs(bench);
}

TEST(Chunks, SurviveAStartThatIsRefused) {
  Bench bench{both_modes};
  start(bench);
  EXPECT_EQ(bench.send("1F11 05 0001 77 0000 0000").status(), Status::kKeyNotFound);
  EXPECT_EQ(bench.send("1F11 01 0000 0000 0000").status(), Status::kValueOutOfRange);
  EXPECT_EQ(bench.send("1F11 00 000D 00*13 0000 00000001 0000 0002 5A5A").status(),
            Status::kInconsistentCommandData);
  EXPECT_EQ(bench.send("1F14 00 0001").status(), Status::kInconsistentCommandData);
  expect_runs(bench);
}

TEST(Chunks, SurviveWhatIsMalformedOrOutOfOrder) {
  Bench bench{both_modes};
  ASSERT_EQ(bench.send("1F14 01 000C CAFEBABEFACEDBADDECAF888 0008 5A*8 0005 7C092BBF42").status(),
            Status::kOk);
  EXPECT_EQ(bench.send("1F15 0000 0001").status(), Status::kInconsistentCommandData);
  EXPECT_EQ(bench.send("1F15 0001 5A 0000").status(), Status::kInconsistentCommandData);
  EXPECT_EQ(bench.send("1F16 0000 0000 00").status(), Status::kInconsistentCommandData);
  EXPECT_EQ(bench.send("1F16 0000 000B 323B597D19FD7183BB9F49 B2A218B1").status(),
            Status::kInconsistentCommandData);
  EXPECT_TRUE(matches(bench
                          .send("1F16 0000 000B 323B597D19FD7183BB9F49"
                                " B2A218B18B4E9DCAD0F377EF5FA19776")
                          .payload,
                      "01 05060708090A0B0C0D0E0F"));
}

TEST(Chunks, SurviveAnAnswerThatDoesNotFit) {
  Bench bench{both_modes};
  ASSERT_EQ(bench.send("1F11 01 000C CAFEBABEFACEDBADDECAF888 0008 5A*8 0000").status(),
            Status::kOk);
  EXPECT_EQ(bench.send("1F13 0000 02E1 5A*737").status(), Status::kBufferLengthExceeded);
  EXPECT_TRUE(matches(bench.send("1F13 0000 0010 000102030405060708090A0B0C0D0E0F").payload,
                      "7C092BBF42323B597D19FD7183BB9F49 B2A218B18B4E9DCAD0F377EF5FA19776"));
}

TEST(Chunks, EndWhereTheirTotalsAreBroken) {
  for (const auto* wrong : {"1F12 0009 5A*9 0000", "1F12 0008 5A*8 0011 5A*17",
                            "1F12 0007 5A*7 0001 5A", "1F13 0008 5A*8 000F 5A*15"}) {
    Bench bench{chunk_key<>};
    start(bench);
    EXPECT_EQ(bench.send(wrong).status(), Status::kInconsistentCommandData) << wrong;
    expect_ended(bench);
  }
}

TEST(Chunks, EndWithATagThatIsWrong) {
  Bench bench{chunk_key<>};
  ASSERT_EQ(bench.send(kStartDecryptCcmStar).status(), Status::kOk);
  EXPECT_TRUE(matches(bench.send("1F16 0008 5A*8 0010 00*16 00*16").payload, "00 00*16"));
  EXPECT_EQ(bench.send("1F15 0000 0000").status(), Status::kSessionError);
}

TEST(Chunks, AreLostAtReset) {
  Bench bench{chunk_key<>};
  start(bench);
  ASSERT_EQ(bench.send("01").status(), Status::kOk);
  expect_ended(bench);
}

TEST(Chunks, AreLostWithoutPower) {
  Bench bench{chunk_key<>};
  start(bench);
  bench.power_cycle();
  expect_ended(bench);
}

// Part 02, section 6.2: one-shot and chunked encryption share the counter.
TEST(Chunks, ShareTheCounterOfTheirKey) {
  Bench bench{chunk_key_with_counter<>};
  EXPECT_TRUE(matches(bench.send(kStartEncryptCcmStar).payload, "01 00000007"));
  EXPECT_TRUE(matches(bench.send("1B 02 00 00*13 0000 0001 00").payload, "..*5 01 00000008"));
  EXPECT_TRUE(matches(bench.send(kStartEncryptCcmStar).payload, "01 00000009"));
  bench.power_cycle();
  EXPECT_TRUE(matches(bench.send(kStartEncryptCcmStar).payload, "01 0000000A"));
}

TEST(Chunks, CountOnlyEncryptionsThatStart) {
  Bench bench{chunk_key_with_counter<>};
  EXPECT_EQ(bench.send(kStartDecryptCcmStar).status(), Status::kOk);
  EXPECT_EQ(bench.send("1F11 00 000D 00*13 0000 00000001 0000 0002 5A5A").status(),
            Status::kInconsistentCommandData);
  EXPECT_EQ(bench.send("1F11 00 000C 00*12 0000 00000001 0000 0000").status(),
            Status::kValueOutOfRange);
  EXPECT_TRUE(matches(bench.send(kStartEncryptCcmStar).payload, "01 00000007"));
}

TEST(Chunks, UseTheLastValueOfTheirCounterOnce) {
  Bench bench{[](sim::Nvm& nvm) {
    chunk_key_with_counter<>(nvm);
    nvm.symmetric[0].counter = 0xFFFFFFFF;
  }};
  EXPECT_TRUE(matches(bench.send(kStartEncryptCcmStar).payload, "01 FFFFFFFF"));
  EXPECT_EQ(bench.send(kStartEncryptCcmStar).status(), Status::kCounterLimitExceeded);
}

/// Sends a message of zeros in frames of 700 bytes; the chip must take it whole.
void expect_takes(Bench& bench, std::string_view begin, std::size_t size) {
  ASSERT_EQ(bench.send(begin).status(), Status::kOk);
  for (std::size_t left = size; left > 0;) {
    const auto part = std::min<std::size_t>(left, 700);
    Bytes length{static_cast<std::byte>(part >> 8), static_cast<std::byte>(part)};
    const auto answer = bench.send(joined({bytes_of("1F12 0000"), length, Bytes(part)}));
    ASSERT_EQ(answer.status(), Status::kOk) << left;
    ASSERT_EQ(answer.payload.size(), part);
    left -= part;
  }
  EXPECT_EQ(bench.send("1F13 0000 0000").payload.size(), 16U);
}

TEST(Chunks, MakeMessagesOf65535Bytes) {
  Bench bench{both_modes};
  expect_takes(bench, "1F11 00 000D 00*13 0000 0000FFFF 0000 0000", 0xFFFF);
}

TEST(Chunks, MakeLongerMessagesWithAShorterNonce) {
  Bench bench{both_modes};
  expect_takes(bench, "1F11 00 000C 00*12 0000 00010001 0000 0000", 0x10001);
}

TEST(Chunks, MakeMessagesOfGcmOfAnySize) {
  Bench bench{both_modes};
  expect_takes(bench, "1F11 01 0001 77 0000 0000", 0x10001);
}

// T-4 of part 02
TEST(Chunks, AnswerOnlyTheResultOfAFailedDecryptionIfSoChosen) {
  Bench bench{chunk_key<>, {.failed_decryption_answers_zeros = false}};
  ASSERT_EQ(bench.send(kStartDecryptCcmStar).status(), Status::kOk);
  EXPECT_TRUE(matches(bench.send("1F16 0008 5A*8 0010 00*16 00*16").payload, "00"));
}

// T-3 of part 02
TEST(StartEncrypt, AlwaysAnswersACounterIfSoChosen) {
  Bench bench{chunk_key<>, {.start_encrypt_always_answers_counter = true}};
  EXPECT_TRUE(matches(bench.send(kStartEncryptCcmStar).payload, "00 00000000"));
  Bench counting{chunk_key_with_counter<>, {.start_encrypt_always_answers_counter = true}};
  EXPECT_TRUE(matches(counting.send(kStartEncryptCcmStar).payload, "01 00000007"));
}

// T-2 of part 02
TEST(StartDecrypt, IgnoresTheUpperTotalIfSoChosen) {
  Bench bench{chunk_key<>, {.start_decrypt_ignores_upper_total = true}};
  ASSERT_EQ(bench.send("1F14 00 000D 000102030405060708090A0B0C 0008 85DE0010 0000 0000").status(),
            Status::kOk);
  EXPECT_TRUE(matches(bench
                          .send("1F16 0008 5A*8 0010 696630BB080FE41D610489D3DA232166"
                                " F468C3BFA90E18695233AC1BD6410ACE")
                          .payload,
                      "01 000102030405060708090A0B0C0D0E0F"));
}

TEST(Chunks, FitEncryptedAnswers) {
  Bench bench{[](sim::Nvm& nvm) {
    both_modes(nvm);
    host_keys(nvm);
    set_rule(nvm, 0x1F12, wire::CommandAccess::kHost, false, true);
  }};
  ASSERT_EQ(bench.send("1F11 01 0001 77 0000 0000").status(), Status::kOk);
  EXPECT_EQ(bench.send_sealed("1F12 0000 02E0 5A*736").status(), Status::kBufferLengthExceeded);
  EXPECT_EQ(bench.send_sealed("1F12 0000 02DF 5A*735").status(), Status::kOk);
}

}  // namespace
}  // namespace stsafe::conformance::chunks_test
