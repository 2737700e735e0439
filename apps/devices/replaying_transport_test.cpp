#include "apps/devices/replaying_transport.h"

#include <gtest/gtest.h>

#include "apps/devices/failure.h"
#include "ports/pcapng/writer.h"
#include "stsafe/base/hex.h"
#include "tests/support/bytes.h"
#include "tests/support/temporary_folder.h"

namespace stsafe::devices::replaying_transport_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::TemporaryFolder;
using testing_support::to_bytes;

// Protocol part 01, section 1.11.
constexpr auto kEcho = "00 01 02 03 A7 29"_hex;
constexpr auto kEchoed = "00 00 05 01 02 03 A7 29"_hex;
constexpr auto kQueryLifeCycle = "14 08 71 FE"_hex;
constexpr auto kOperational = "00 00 03 03 3D DC"_hex;
// Its CRC is that of an implementation of CRC-16/X-25 outside of this repository.
constexpr auto kQueryCommandAuthorization = "14 24 9A 90"_hex;
// As Redaction.KeepsSizesAndFitsTheChecksum has them.
constexpr auto kPassword = "1A 00112233445566778899AABBCCDDEEFF 4060"_hex;
constexpr auto kRedactedPassword = "1A 5245444143544544 5245444143544544 7DA8"_hex;
constexpr std::string_view kPasswordMark = "redacted: password 1+16";

/// A recording, and what the replay of it says.
class Replay : public testing::Test {
 protected:
  Replay() { EXPECT_TRUE(writer_.create(file_, "test")); }

  void record(bool is_read, ByteView frame, std::string_view comment = "") {
    EXPECT_TRUE(writer_.write({.time = {},
                               .direction = {},
                               .data = pcapng::encode_i2c(
                                   {.address = 0x20, .is_read = is_read, .bytes = to_bytes(frame)}),
                               .comment = std::string{comment}}));
  }
  void record_exchange(ByteView command, ByteView response) {
    record(false, command);
    record(true, response);
  }
  ReplayingTransport& replay() {
    replay_.emplace(
        file_, [this](std::string_view line) { departures_.emplace_back(line); },
        [this](std::string_view line) { remarks_.emplace_back(line); });
    return *replay_;
  }
  Result<ByteView> send(ByteView command) { return replay_->exchange(command, reply_, {}); }
  /// What a person reads after "replay of 'FILE': ".
  std::string departure() const {
    if (departures_.size() != 1) return std::to_string(departures_.size()) + " departures";
    const auto prefix = "replay of '" + file_ + "': ";
    EXPECT_TRUE(departures_[0].starts_with(prefix)) << departures_[0];
    return departures_[0].substr(prefix.size());
  }

  TemporaryFolder folder_;
  std::string file_ = folder_.file("t.pcapng");
  pcapng::Writer writer_;
  std::optional<ReplayingTransport> replay_;
  std::vector<std::string> departures_;
  std::vector<std::string> remarks_;
  Fixed<64> reply_{};
};

TEST_F(Replay, AnswersAsRecorded) {
  record_exchange(kEcho, kEchoed);
  record_exchange(kQueryLifeCycle, kOperational);
  replay();
  const auto echoed = send(kEcho);
  ASSERT_TRUE(echoed);
  EXPECT_EQ(hex(*echoed), hex(kEchoed));
  const auto state = send(kQueryLifeCycle);
  ASSERT_TRUE(state);
  EXPECT_EQ(hex(*state), hex(kOperational));
  EXPECT_TRUE(departures_.empty());
  EXPECT_TRUE(remarks_.empty());
}

TEST_F(Replay, SaysWhereAProgramDeparts) {
  record_exchange(kEcho, kEchoed);
  record_exchange(kQueryLifeCycle, kOperational);
  replay();
  ASSERT_TRUE(send(kEcho));
  EXPECT_TRUE(send(kQueryCommandAuthorization).failed_with(BusError::kUnavailable));
  EXPECT_EQ(departure(),
            "exchange 2: at byte 1: expected 08, got 24; expected QueryLifeCycle; got "
            "QueryCommandAuthorization");
}

TEST_F(Replay, StaysDepartedAndSaysSoOnce) {
  record_exchange(kEcho, kEchoed);
  replay();
  EXPECT_FALSE(send(kQueryLifeCycle));
  EXPECT_TRUE(send(kEcho).failed_with(BusError::kUnavailable));
  EXPECT_EQ(departures_.size(), 1U);
}

TEST_F(Replay, SaysWhichFrameIsLonger) {
  record_exchange(kEcho, kEchoed);
  replay();
  EXPECT_FALSE(send(ByteView{kEcho}.first(5)));
  EXPECT_EQ(departure(),
            "exchange 1: at byte 5: expected 29, got the frame's end; expected Echo "
            "message=010203; got damaged frame of 5 bytes");
}

TEST_F(Replay, DoesNotShowASecretByteThatDiffers) {
  record_exchange(kPassword, "0A 00 02 5F 22"_hex);
  replay();
  EXPECT_FALSE(send(kRedactedPassword));
  EXPECT_EQ(departure(),
            "exchange 1: at byte 1: it is secret, in 'password'; expected "
            "VerifyPassword password=<16 bytes>; got VerifyPassword "
            "password=<16 bytes>");
}

TEST_F(Replay, TakesAnythingWhereTheRecordingIsRedacted) {
  record(false, kRedactedPassword, kPasswordMark);
  record(true, "0A 00 02 5F 22"_hex);
  replay();
  EXPECT_TRUE(send(kPassword));
}

TEST_F(Replay, StillComparesWhatIsNotRedacted) {
  // The first half of the password only.
  record(false, "1A 5245444143544544 8899AABBCCDDEEFF 0000"_hex, "redacted: password 1+8");
  replay();
  EXPECT_FALSE(send(kRedactedPassword));
  EXPECT_NE(departure().find("exchange 1: at byte 9"), std::string::npos) << departure();
}

TEST_F(Replay, RemarksOnceThatAnswersHaveNoSecrets) {
  for (int i = 0; i < 2; ++i) {
    record(false, "02 00 04 35 50"_hex);
    record(true, "00 0006 52454441 6E57"_hex, "redacted: random 3+4");
  }
  replay();
  ASSERT_TRUE(send("02 00 04 35 50"_hex));
  ASSERT_TRUE(send("02 00 04 35 50"_hex));
  ASSERT_EQ(remarks_.size(), 1U);
  EXPECT_EQ(remarks_[0], "recording '" + file_ +
                             "' has no secrets: 'random' in the answer to GenerateRandom size=4 "
                             "reads REDACTED");
}

// ECMA-48: ESC [ begins what a terminal obeys.
TEST_F(Replay, ShowsNoControlCharactersOfAComment) {
  record(false, "02 00 04 35 50"_hex);
  record(true, "00 0006 52454441 6E57"_hex, "redacted: \x1b[31mX 3+4");
  replay();
  ASSERT_TRUE(send("02 00 04 35 50"_hex));
  ASSERT_EQ(remarks_.size(), 1U);
  EXPECT_NE(remarks_[0].find("'?[31mX' in the answer"), std::string::npos) << remarks_[0];
}

TEST_F(Replay, FailsWhereTheRecordedExchangeFailed) {
  record(false, kEcho);
  record(true, {}, "failed: bus 1: the address or a data byte was not acknowledged");
  record(false, kEcho);
  record(true, {});
  replay();
  EXPECT_TRUE(send(kEcho).failed_with(BusError::kNack));
  EXPECT_TRUE(send(kEcho).failed_with(LinkError::kNoAnswer));
  EXPECT_TRUE(departures_.empty());
}

TEST_F(Replay, EndsWithItsRecording) {
  record_exchange(kEcho, kEchoed);
  replay();
  ASSERT_TRUE(send(kEcho));
  EXPECT_FALSE(send(kQueryLifeCycle));
  EXPECT_EQ(departure(), "exchange 2: the recording ends before; the program sends QueryLifeCycle");
}

TEST_F(Replay, AnswersUpToWhereARecordingIsCutOff) {
  record_exchange(kEcho, kEchoed);
  const auto size = std::filesystem::file_size(file_);
  record_exchange(kEcho, kEchoed);
  std::filesystem::resize_file(file_, size + 10);
  replay();
  ASSERT_TRUE(send(kEcho));
  EXPECT_FALSE(send(kEcho));
  EXPECT_EQ(departure(), "exchange 2: it is cut off at byte " + std::to_string(size) +
                             " of the file; the program sends Echo message=010203");
}

TEST_F(Replay, SaysThatAnAnswerIsMissing) {
  record(false, kEcho);
  replay();
  EXPECT_FALSE(send(kEcho));
  EXPECT_EQ(departure(), "exchange 1: the recording ends before; there is no answer");
}

TEST_F(Replay, RefusesTransactionsThatDoNotAlternate) {
  record(false, kEcho);
  record(false, kEcho);
  replay();
  EXPECT_FALSE(send(kEcho));
  EXPECT_EQ(departure(), "exchange 1: a command is recorded where its answer was expected");
  departures_.clear();
  TemporaryFolder folder;
  file_ = folder.file("u.pcapng");
  pcapng::Writer other;
  ASSERT_TRUE(other.create(file_, "test"));
  ASSERT_TRUE(
      other.write({.data = pcapng::encode_i2c({.is_read = true, .bytes = {}}), .comment = {}}));
  replay();
  EXPECT_FALSE(send(kEcho));
  EXPECT_EQ(departure(), "exchange 1: an answer is recorded where a command was expected");
}

TEST_F(Replay, RefusesAMarkThatMakesNoSense) {
  record(false, kEcho, "redacted: x 5+9\x01");
  replay();
  EXPECT_FALSE(send(kEcho));
  EXPECT_EQ(departure(), "exchange 1: its comment makes no sense: 'redacted: x 5+9?'");
}

TEST_F(Replay, RefusesAnswersLongerThanTheBuffer) {
  record(false, kEcho);
  record(true, Bytes(65));
  replay();
  EXPECT_TRUE(send(kEcho).failed_with(LinkError::kFrameTooLong));
}

TEST_F(Replay, SkipsWhatIsNoTransaction) {
  ASSERT_TRUE(writer_.write({.data = to_bytes("80 00000004 41"_hex), .comment = {}}));
  record_exchange(kEcho, kEchoed);
  replay();
  EXPECT_TRUE(send(kEcho));
}

TEST_F(Replay, RefusesFilesThatAreNoRecording) {
  const auto text = folder_.file("text");
  std::ofstream{text} << "hello, this is no recording";
  // Link type 1, Ethernet, with one packet.
  const auto ethernet_bytes =
      "0A0D0D0A 1C000000 4D3C2B1A 0100 0000 FFFFFFFFFFFFFFFF 1C000000"
      "01000000 14000000 0100 0000 00100000 14000000"
      "06000000 24000000 00000000 00000000 00000000 04000000 04000000 01020304 24000000"_hex;
  const auto ethernet = folder_.file("ethernet");
  std::ofstream{ethernet, std::ios::binary}.write(
      reinterpret_cast<const char*>(ethernet_bytes.data()), ethernet_bytes.size());
  struct Case {
    std::string file;
    std::string expected;
  };
  for (const auto& [file, expected] :
       {Case{folder_.file("none"), "cannot be read: No such file or directory"},
        Case{text, "cannot be replayed: it is no pcap-ng file"},
        Case{ethernet,
             "cannot be replayed: its packets are of link type 1, not I2C transactions "
             "(209)"}}) {
    file_ = file;
    try {
      replay();
      ADD_FAILURE() << file;
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.what(), "recording '" + file + "' " + expected);
    }
  }
}

}  // namespace
}  // namespace stsafe::devices::replaying_transport_test
