#include "stsafe/link/link_transport.h"

#include <gtest/gtest.h>

#include "stsafe/wire/frame.h"
#include "tests/support/scripted_bus.h"

namespace stsafe::link::link_transport_test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using testing_support::hex;
using testing_support::ScriptedBus;

// Protocol part 01, section 1.11.
constexpr auto kEcho = "00 01 02 03 A7 29"_hex;
constexpr auto kEchoed = "00 00 05 01 02 03 A7 29"_hex;
constexpr auto kReset = "01 E1 F1"_hex;
constexpr auto kDone = "00 00 02 F0 78"_hex;
constexpr auto kDamaged = "01 00 02 E1 F1"_hex;
constexpr std::size_t kProbe = 5;
constexpr milliseconds kTypical{2};

class LinkTransportTest : public testing::Test {
 protected:
  Result<ByteView> exchange(ByteView request) {
    return transport_.exchange(request, reply_, {kTypical});
  }
  void expect_answer(ByteView request, ByteView answer, std::size_t expected_size = 0) {
    const auto got = transport_.exchange(
        request, reply_, {.earliest = kTypical, .size = static_cast<std::uint32_t>(expected_size)});
    ASSERT_TRUE(got) << describe(got.error());
    EXPECT_EQ(hex(*got), hex(answer));
  }

  ScriptedBus bus_;
  VirtualClock clock_;
  LinkTransport transport_{bus_, clock_};
  Fixed<wire::kMaxResponseSize> reply_{};
};

TEST_F(LinkTransportTest, ReadsAnAnswerWithoutPayloadOnce) {
  bus_.takes(kReset).gives(kProbe, kDone);
  expect_answer(kReset, kDone);
}

TEST_F(LinkTransportTest, ReadsAnAnswerWithPayloadAgainFromItsStart) {
  bus_.takes(kEcho).gives(kProbe, kEchoed).gives(kEchoed.size(), kEchoed);
  expect_answer(kEcho, kEchoed);
}

TEST_F(LinkTransportTest, WaitsTheEarliestTimeBeforeTheFirstRead) {
  bus_.takes(kReset).gives(kProbe, kDone);
  expect_answer(kReset, kDone);
  EXPECT_EQ(clock_.now(), kTypical);
}

TEST_F(LinkTransportTest, PollsABusyChipBeforeTheWriteAndBeforeEachRead) {
  bus_.refuses_write(BusError::kNack, 3).takes(kEcho);
  bus_.refuses_read(BusError::kNack, 4).gives(kProbe, kEchoed);
  bus_.refuses_read(BusError::kNack, 5).gives(kEchoed.size(), kEchoed);
  expect_answer(kEcho, kEchoed);
  // Three steps of the least size; then each is a thirty-second of the time since the command.
  EXPECT_EQ(clock_.now(), microseconds{3 * 50 + 2000 + 63 + 65 + 67 + 69 + 71 + 73 + 76 + 78 + 81});
}

TEST_F(LinkTransportTest, TakesStepsThatGrowUpToABound) {
  bus_.refuses_write(BusError::kNack, 300).takes(kReset).gives(kProbe, kDone);
  LinkTransport transport{bus_, clock_, kDefaultI2cAddress, {.max_step = milliseconds{1}}};
  ASSERT_TRUE(transport.exchange(kReset, reply_, {}));
  EXPECT_EQ(clock_.now(), microseconds{202981});
}

TEST_F(LinkTransportTest, ReadsAnAnswerOfTheExpectedSizeOnce) {
  bus_.takes(kEcho).gives(kEchoed.size(), kEchoed);
  expect_answer(kEcho, kEchoed, kEchoed.size());
}

TEST_F(LinkTransportTest, ReadsAnErrorInPlaceOfTheExpectedAnswerOnce) {
  const auto refused = "11 00 02 F1 70"_hex;
  bus_.takes(kEcho).gives(kEchoed.size(), refused);
  expect_answer(kEcho, refused, kEchoed.size());
}

TEST_F(LinkTransportTest, ReadsAnAnswerThatIsLongerThanExpectedAgain) {
  bus_.takes(kEcho).gives(kEchoed.size() - 1, kEchoed).gives(kEchoed.size(), kEchoed);
  expect_answer(kEcho, kEchoed, kEchoed.size() - 1);
}

TEST_F(LinkTransportTest, ReadsNeitherLessThanAnAnswerNorMoreThanThereIsRoomFor) {
  bus_.takes(kReset).gives(kProbe, kDone);
  expect_answer(kReset, kDone, 1);
  bus_.takes(kReset).gives(reply_.size(), kDone);
  expect_answer(kReset, kDone, reply_.size() + 1);
}

TEST_F(LinkTransportTest, ReadsADamagedAnswerOfTheExpectedSizeAgain) {
  bus_.takes(kEcho).gives(kEchoed.size(), "00 00 05 01 02 03 A7 28"_hex);
  bus_.gives(kEchoed.size(), kEchoed);
  expect_answer(kEcho, kEchoed, kEchoed.size());
}

TEST_F(LinkTransportTest, SaysWhenTheChipWasReady) {
  bus_.takes(kEcho).gives(kEchoed.size(), kEchoed);
  expect_answer(kEcho, kEchoed, kEchoed.size());
  EXPECT_EQ(transport_.seen().too_early, microseconds{0});
  EXPECT_EQ(transport_.seen().ready, kTypical);
  bus_.takes(kEcho).refuses_read(BusError::kNack, 2).gives(kProbe, kEchoed);
  bus_.refuses_read().gives(kEchoed.size(), kEchoed);
  expect_answer(kEcho, kEchoed);
  EXPECT_EQ(transport_.seen().too_early, microseconds{2063});
  EXPECT_EQ(transport_.seen().ready, microseconds{2128});
}

// Protocol part 01, sections 1.5 and 1.6.
TEST_F(LinkTransportTest, CanDoAsTheVendorsLibrary) {
  LinkTransport transport{bus_, clock_, kDefaultI2cAddress, kVendorPolicy};
  bus_.refuses_write().takes(kEcho).refuses_read();
  bus_.gives(kProbe, kEchoed).gives(kEchoed.size(), kEchoed);
  EXPECT_TRUE(transport.exchange(kEcho, reply_,
                                 {.earliest = kTypical, .size = std::uint32_t{kEchoed.size()}}));
  EXPECT_EQ(clock_.now(), milliseconds{10 + 10 + 10});
}

TEST_F(LinkTransportTest, ReadsAgainWhatHasAWrongChecksum) {
  const auto broken = "00 00 05 01 02 03 A7 28"_hex;
  bus_.takes(kEcho);
  bus_.gives(kProbe, broken).gives(broken.size(), broken);
  bus_.gives(kProbe, kEchoed).gives(kEchoed.size(), kEchoed);
  expect_answer(kEcho, kEchoed);
}

TEST_F(LinkTransportTest, ReadsAHeaderOnlyAnswerWithAWrongChecksumAgain) {
  bus_.takes(kReset).gives(kProbe, "00 00 02 F0 79"_hex).gives(kProbe, kDone);
  expect_answer(kReset, kDone);
}

TEST_F(LinkTransportTest, GivesUpOnAChecksumAfterTheAllowedReads) {
  bus_.takes(kReset);
  for (int i = 0; i <= LinkPolicy{}.max_rereads; ++i) bus_.gives(kProbe, "00 00 02 F0 79"_hex);
  EXPECT_TRUE(exchange(kReset).failed_with(LinkError::kBadChecksum));
}

TEST_F(LinkTransportTest, ReadsAgainWhenTheLengthChangesBetweenProbeAndRead) {
  bus_.takes(kEcho);
  bus_.gives(kProbe, kEchoed).gives(kEchoed.size(), "00 00 06 01 02 03 A7 29"_hex);
  bus_.gives(kProbe, kEchoed).gives(kEchoed.size(), kEchoed);
  expect_answer(kEcho, kEchoed);
}

// Lengths 0 and 1 are below the two bytes of the CRC; the others do not fit any frame.
TEST_F(LinkTransportTest, RefusesImpossibleLengths) {
  for (const auto& probe : {"00 00 00 F0 78"_hex, "00 00 01 F0 78"_hex, "00 02 F2 F0 78"_hex,
                            "00 80 00 F0 78"_hex, "00 FF FF FF FF"_hex}) {
    bus_.takes(kReset);
    for (int i = 0; i <= LinkPolicy{}.max_rereads; ++i) bus_.gives(kProbe, probe);
    EXPECT_TRUE(exchange(kReset).failed_with(LinkError::kBadLength)) << hex(probe);
  }
}

TEST_F(LinkTransportTest, RecoversFromALengthThatWasReadWrong) {
  bus_.takes(kReset).gives(kProbe, "00 FF FF FF FF"_hex).gives(kProbe, kDone);
  expect_answer(kReset, kDone);
}

TEST_F(LinkTransportTest, TakesTheLongestAnswerThatFits) {
  testing_support::Bytes longest(wire::kMaxResponseSize);
  const auto payload = longest.size() - wire::kMinResponseSize;
  wire::seal_response(longest, std::byte{0}, payload);
  bus_.takes(kEcho).gives(kProbe, longest).gives(longest.size(), longest);
  expect_answer(kEcho, longest);
}

TEST_F(LinkTransportTest, NeedsRoomForTheShortestAnswer) {
  bus_.takes(kReset);
  Fixed<4> tiny{};
  EXPECT_TRUE(transport_.exchange(kReset, tiny, {kTypical}).failed_with(LinkError::kFrameTooLong));
}

TEST_F(LinkTransportTest, SendsAgainWhatTheChipReceivedDamaged) {
  bus_.takes(kEcho).gives(kProbe, kDamaged);
  bus_.takes(kEcho).gives(kProbe, kEchoed).gives(kEchoed.size(), kEchoed);
  expect_answer(kEcho, kEchoed);
}

TEST_F(LinkTransportTest, SendsAtMostAsOftenAsAllowedAndThenSaysWhatTheChipSaid) {
  for (int i = 0; i <= LinkPolicy{}.max_resends; ++i) bus_.takes(kEcho).gives(kProbe, kDamaged);
  expect_answer(kEcho, kDamaged);
}

TEST_F(LinkTransportTest, SendsACommandWithAnotherErrorStatusOnce) {
  const auto refused = "11 00 02 F1 70"_hex;
  bus_.takes(kEcho).gives(kProbe, refused);
  expect_answer(kEcho, refused);
}

TEST_F(LinkTransportTest, PassesOnBusErrorsOfTheWrite) {
  for (const auto why :
       {BusError::kTimeout, BusError::kArbitrationLost, BusError::kIo, BusError::kUnavailable,
        BusError::kMessageTooLong, BusError::kInUse, BusError::kCancelled}) {
    bus_.refuses_write(why);
    EXPECT_TRUE(exchange(kReset).failed_with(why));
  }
}

TEST_F(LinkTransportTest, PassesOnBusErrorsOfBothReads) {
  for (const auto why :
       {BusError::kTimeout, BusError::kArbitrationLost, BusError::kIo, BusError::kUnavailable,
        BusError::kMessageTooLong, BusError::kInUse, BusError::kCancelled}) {
    bus_.takes(kEcho).refuses_read(why);
    EXPECT_TRUE(exchange(kEcho).failed_with(why));
    bus_.takes(kEcho).gives(kProbe, kEchoed).refuses_read(why);
    EXPECT_TRUE(exchange(kEcho).failed_with(why));
  }
}

TEST_F(LinkTransportTest, UsesTheAddressThatItWasGiven) {
  class AddressBus final : public I2cBus {
   public:
    Result<void> write(std::uint8_t address, ByteView) override {
      seen = address;
      return BusError::kIo;
    }
    Result<void> read(std::uint8_t, ByteSpan) override { return BusError::kIo; }
    std::uint8_t seen = 0;
  };
  AddressBus bus;
  LinkTransport transport{bus, clock_, 0x48};
  EXPECT_TRUE(transport.exchange(kReset, reply_, {kTypical}).failed_with(BusError::kIo));
  EXPECT_EQ(bus.seen, 0x48);
}

}  // namespace
}  // namespace stsafe::link::link_transport_test
