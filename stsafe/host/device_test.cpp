#include "stsafe/host/device.h"

#include <gtest/gtest.h>

#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/commands/symmetric_key.h"
#include "tests/support/model_chip.h"

namespace stsafe::host::device_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr wire::Opcode kProductData{0x1411};
constexpr wire::Opcode kAuthorization{0x1424};
constexpr std::uint16_t kEcho = 0x00;

class DeviceTest : public testing::Test {
 protected:
  DeviceTest() {
    chip_.always(kProductData, {.payload = to_bytes("01 03 00 60 01"_hex)});
    chip_.always(kAuthorization, {.payload = to_bytes("00 01 1B 03 02"_hex)});
  }
  Result<wire::Echo::Response> echo() { return device_.call(wire::Echo{wire::Tail{"AA"_hex}}); }
  Result<wire::EraseSymmetricKeySlot::Response> erase() {
    return device_.call(wire::EraseSymmetricKeySlot{wire::SlotNumber{3}});
  }
  ModelChip chip_;
  Device device_{chip_};
};

TEST_F(DeviceTest, InitialisesFromProductDataAndAuthorization) {
  ASSERT_TRUE(device_.initialise());
  EXPECT_EQ(chip_.log, (std::vector<std::uint16_t>{0x1411, 0x1424}));
  EXPECT_EQ(device_.authorization().rule(wire::Opcode{0x1B}).access, wire::CommandAccess::kHost);
}

TEST_F(DeviceTest, TakesEveryMaskFrom6000On) {
  for (const auto& mask : {"01 03 00 60 00"_hex, "01 03 AA 60 01"_hex, "01 03 10 FF FF"_hex}) {
    chip_.always(kProductData, {.payload = to_bytes(mask)});
    EXPECT_TRUE(device_.initialise()) << hex(mask);
  }
}

TEST_F(DeviceTest, RefusesOtherDevices) {
  const std::array<Bytes, 9> others{to_bytes("01 03 FF 5F FF"_hex),
                                    to_bytes("01 03 AA 46 02"_hex),
                                    to_bytes("01 03 00 00 00"_hex),
                                    to_bytes("01 02 60 01"_hex),
                                    to_bytes("01 04 00 60 01 00"_hex),
                                    to_bytes("02 03 00 60 01"_hex),
                                    to_bytes("01 03 00 60"_hex),
                                    to_bytes("01"_hex),
                                    Bytes{}};
  for (const auto& entries : others) {
    chip_.always(kProductData, {.payload = entries});
    EXPECT_TRUE(device_.initialise().failed_with(UsageError::kWrongDevice)) << hex(entries);
  }
  EXPECT_EQ(chip_.count(0x1424), 0U);
}

// T-17: the vendor's library may report another device instead.
TEST_F(DeviceTest, SaysWhyItCannotInitialise) {
  chip_.always(kProductData, {.status = Status::kUnexpectedError});
  EXPECT_TRUE(device_.initialise().failed_with(Status::kUnexpectedError));
  chip_.always(kProductData, {.lost_request = BusError::kIo});
  EXPECT_TRUE(device_.initialise().failed_with(BusError::kIo));
  EXPECT_EQ(chip_.count(0x1424), 0U);
}

TEST_F(DeviceTest, RefusesAMalformedAuthorization) {
  chip_.always(kAuthorization, {.payload = to_bytes("00 02 1B 03 02"_hex)});
  EXPECT_TRUE(device_.initialise().failed_with(LinkError::kTruncated));
  chip_.always(kAuthorization, {.payload = to_bytes("00"_hex)});
  EXPECT_TRUE(device_.initialise().failed_with(LinkError::kTruncated));
}

TEST_F(DeviceTest, GivesEachStatusToTheCaller) {
  for (std::uint8_t status = 1; status < 0x20; ++status) {
    chip_.next({.status = static_cast<Status>(status)});
    EXPECT_TRUE(echo().failed_with(static_cast<Status>(status))) << int{status};
  }
}

TEST_F(DeviceTest, RepeatsAHarmlessCommandOnceAfterALostAnswer) {
  for (const Error lost : {Error{LinkError::kNoAnswer}, Error{LinkError::kBadChecksum},
                           Error{LinkError::kBadLength}}) {
    chip_.next({.lost_answer = lost});
    chip_.next({.payload = to_bytes("AA"_hex)});
    EXPECT_TRUE(echo());
    chip_.next({.lost_answer = lost});
    chip_.next({.lost_answer = lost});
    EXPECT_TRUE(echo().failed_with(lost));
  }
  EXPECT_EQ(chip_.count(kEcho), 12U);
  EXPECT_EQ(device_.recoveries().num_repeats, 6U);
  EXPECT_EQ(device_.recoveries().num_resynchronisations, 0U);
}

// A chip that takes a command and then hangs does not acknowledge the repeat.
TEST_F(DeviceTest, SaysWhatBecameOfTheFirstTryIfTheRepeatIsNotDelivered) {
  for (const Error undelivered : {Error{LinkError::kNotDelivered}, Error{BusError::kInUse}}) {
    chip_.next({.lost_answer = LinkError::kNoAnswer});
    chip_.next({.lost_request = undelivered});
    EXPECT_TRUE(echo().failed_with(LinkError::kNoAnswer));
  }
  EXPECT_EQ(chip_.log.size(), 4U);
}

TEST_F(DeviceTest, SaysWhatBecameOfTheRepeatOtherwise) {
  chip_.next({.lost_answer = LinkError::kNoAnswer});
  chip_.next({.lost_request = BusError::kTimeout});
  EXPECT_TRUE(echo().failed_with(BusError::kTimeout));
}

TEST_F(DeviceTest, NeverRepeatsACommandWithAnEffect) {
  chip_.next({.lost_answer = LinkError::kNoAnswer});
  EXPECT_TRUE(erase().failed_with(LinkError::kNoAnswer));
  EXPECT_EQ(chip_.log.size(), 1U);
}

TEST_F(DeviceTest, DoesNotRepeatAfterABusErrorOrAnUndeliveredCommand) {
  for (const Error error :
       {Error{BusError::kIo}, Error{BusError::kArbitrationLost}, Error{LinkError::kNotDelivered}}) {
    chip_.next({.lost_request = error});
    EXPECT_TRUE(echo().failed_with(error));
  }
  EXPECT_EQ(chip_.log.size(), 3U);
}

TEST_F(DeviceTest, RefusesAnAnswerThatDoesNotFitItsCommand) {
  chip_.next({.payload = to_bytes("03 00"_hex)});
  EXPECT_TRUE(device_.call(wire::QueryLifeCycle{}).failed_with(LinkError::kTrailingBytes));
  chip_.next({});
  EXPECT_TRUE(device_.call(wire::QueryLifeCycle{}).failed_with(LinkError::kTruncated));
}

TEST_F(DeviceTest, SendsNothingThatNeedsASession) {
  ASSERT_TRUE(device_.initialise());
  chip_.always(kAuthorization, {.payload = to_bytes("00 01 00 03 00"_hex)});
  ASSERT_TRUE(device_.initialise());
  EXPECT_TRUE(echo().failed_with(ChannelError::kNoSession));
  EXPECT_EQ(chip_.count(kEcho), 0U);
}

// 752 bytes with CRC: 749 bytes of message behind the header.
TEST_F(DeviceTest, SendsFramesOfUpTo752Bytes) {
  const Bytes message(750);
  EXPECT_TRUE(device_.call(wire::Echo{wire::Tail{ByteView{message}.first(749)}}));
  EXPECT_TRUE(device_.call(wire::Echo{wire::Tail{message}}).failed_with(LinkError::kFrameTooLong));
  EXPECT_EQ(chip_.log.size(), 1U);
}

TEST_F(DeviceTest, ForgetsTheLastAnswerWhenAsked) {
  chip_.next({.payload = to_bytes("AA BB"_hex)});
  const auto answer = echo();
  ASSERT_TRUE(answer);
  device_.forget();
  EXPECT_EQ(hex(answer->message.bytes()), "0000");
}

}  // namespace
}  // namespace stsafe::host::device_test
