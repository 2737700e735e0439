#include "ports/socket/bus_protocol.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"
#include "tests/support/bytes.h"

// Expected bytes are written by hand after docs/bus-protocol.md.
namespace stsafe::socket::bus_protocol_test {
namespace {

using link::I2cMessage;
using link::I2cOutcome;
using link::Nack;
using testing_support::Bytes;
using testing_support::hex;
using testing_support::to_bytes;

constexpr auto kEcho = "00 010203 A729"_hex;

TEST(BusGreeting, IsAMessageLikeAnyOther) {
  EXPECT_EQ(hex(bus_message(kBusGreeting)), "000449324301");
  EXPECT_EQ(read_size("0102"_hex), 0x102U);
}

TEST(BusLockFile, LiesBesideTheSocket) {
  EXPECT_EQ(bus_lock_file({.kind = Endpoint::Kind::kUnix, .path = "/tmp/bus"}), "/tmp/bus.lock");
  EXPECT_EQ(bus_lock_file({.host = "::1", .port = 1}), "");
}

TEST(EncodeTransaction, WritesAddressBytesAsOnTheBus) {
  Bytes room(9);
  const std::vector<I2cMessage> both{{.address = 0x20, .written = kEcho},
                                     {.address = 0x20, .is_read = true, .read = room}};
  const auto message = encode_transaction(both);
  ASSERT_TRUE(message);
  EXPECT_EQ(*message, to_bytes("000C 40 0006 00010203A729 41 0009"_hex));
}

TEST(EncodeTransaction, RefusesWhatTheProtocolCannotSay) {
  EXPECT_FALSE(encode_transaction({}));
  const std::vector<I2cMessage> ten_bits{{.address = 0x80}};
  EXPECT_FALSE(encode_transaction(ten_bits));
  Bytes many(0xFFFF);
  const std::vector<I2cMessage> long_write{{.address = 0x20, .written = many}};
  EXPECT_FALSE(encode_transaction(long_write));
  const std::vector<I2cMessage> long_read{{.address = 0x20, .is_read = true, .read = many}};
  EXPECT_FALSE(encode_transaction(long_read));
}

TEST(EncodeTransaction, TakesTheLongestThatFits) {
  Bytes many(0xFFFF - 3);
  const std::vector<I2cMessage> write{{.address = 0x20, .written = many}};
  EXPECT_TRUE(encode_transaction(write));
  Bytes room(0xFFFF - 5);
  const std::vector<I2cMessage> read{{.address = 0x20, .is_read = true, .read = room}};
  EXPECT_TRUE(encode_transaction(read));
}

TEST(BusRequests, AreReadBackAndAnswered) {
  const auto body = "40 0006 00010203A729 41 0002 41 0003"_hex;
  auto request = BusRequest::parse(body);
  ASSERT_TRUE(request);
  const auto transaction = request->transaction();
  ASSERT_EQ(transaction.size(), 3U);
  EXPECT_EQ(transaction[0].address, 0x20);
  EXPECT_FALSE(transaction[0].is_read);
  EXPECT_EQ(to_bytes(transaction[0].written), to_bytes(kEcho));
  EXPECT_TRUE(transaction[1].is_read);
  ASSERT_EQ(transaction[1].read.size(), 2U);
  ASSERT_EQ(transaction[2].read.size(), 3U);
  copy_bytes("A1A2"_hex, transaction[1].read);
  copy_bytes("B1B2B3"_hex, transaction[2].read);
  EXPECT_EQ(hex(request->answer({.num_messages = 3})), "000a0000030000a1a2b1b2b3");
  EXPECT_EQ(hex(request->answer({.nack = Nack::kAddress, .num_messages = 2})),
            "00070100020000a1a2");
  EXPECT_EQ(hex(request->answer({.nack = Nack::kByte, .num_bytes = 4})), "00050200000004");
}

TEST(BusRequests, AreRefusedIfMalformed) {
  EXPECT_FALSE(BusRequest::parse({}));
  EXPECT_FALSE(BusRequest::parse("40"_hex));
  EXPECT_FALSE(BusRequest::parse("40 00"_hex));
  EXPECT_FALSE(BusRequest::parse("40 0002 00"_hex));       // a byte is missing
  EXPECT_FALSE(BusRequest::parse("40 0001 00 00"_hex));    // a byte too many
  EXPECT_FALSE(BusRequest::parse("41 FFFB"_hex));          // its answer does not fit
  EXPECT_FALSE(BusRequest::parse("41 8000 41 7FFB"_hex));  // nor this one
  EXPECT_TRUE(BusRequest::parse("41 8000 41 7FFA"_hex));
  EXPECT_TRUE(BusRequest::parse("40 0000"_hex));  // an address alone
}

class Outcomes : public testing::Test {
 protected:
  std::optional<I2cOutcome> decode(ByteView body) { return decode_outcome(body, transaction_); }

  Bytes first_ = Bytes(2);
  Bytes second_ = Bytes(1);
  std::vector<I2cMessage> transaction_{{.address = 0x20, .is_read = true, .read = first_},
                                       {.address = 0x20, .written = kEcho},
                                       {.address = 0x20, .is_read = true, .read = second_}};
};

TEST_F(Outcomes, BringWhatWasRead) {
  EXPECT_EQ(decode("00 0003 0000 A1A2 B1"_hex), I2cOutcome{.num_messages = 3});
  EXPECT_EQ(hex(first_), "a1a2");
  EXPECT_EQ(hex(second_), "b1");
}

TEST_F(Outcomes, SayWhatWasNotAcknowledged) {
  EXPECT_EQ(decode("01 0000 0000"_hex), I2cOutcome{.nack = Nack::kAddress});
  EXPECT_EQ(decode("02 0001 0005 A1A2"_hex),
            (I2cOutcome{.nack = Nack::kByte, .num_messages = 1, .num_bytes = 5}));
  EXPECT_EQ(hex(first_), "a1a2");
}

TEST_F(Outcomes, AreRefusedIfTheyDoNotAnswerTheTransaction) {
  EXPECT_FALSE(decode({}));
  EXPECT_FALSE(decode("00 0003 00"_hex));
  EXPECT_FALSE(decode("03 0000 0000"_hex));           // an unknown NACK
  EXPECT_FALSE(decode("00 0002 0000 A1A2"_hex));      // complete, but not all messages
  EXPECT_FALSE(decode("01 0003 0000 A1A2B1"_hex));    // not complete, but all messages
  EXPECT_FALSE(decode("00 0003 0000 A1A2"_hex));      // a byte is missing
  EXPECT_FALSE(decode("00 0003 0000 A1A2B1C1"_hex));  // a byte too many
}

}  // namespace
}  // namespace stsafe::socket::bus_protocol_test
