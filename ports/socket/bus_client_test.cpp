#include "ports/socket/bus_client.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"
#include "tests/support/bytes.h"
#include "tests/support/peer.h"

// What the other end says is written by hand after docs/bus-protocol.md.
namespace stsafe::socket::bus_client_test {
namespace {

using namespace std::chrono_literals;
using link::I2cMessage;
using link::I2cOutcome;
using link::Nack;
using testing_support::Bytes;
using testing_support::give;
using testing_support::hex;
using testing_support::Peer;
using testing_support::take;
using testing_support::to_bytes;
using testing_support::wait_for_the_end;

constexpr auto kGreeting = "0004 493243 01"_hex;
constexpr auto kWrite = "0009 40 0006 00010203A729"_hex;
constexpr auto kWritten = "0005 00 0001 0000"_hex;
constexpr auto kCommand = "00010203A729"_hex;
constexpr BusClientPolicy kImpatient{.connect_timeout = 200ms, .patience = 100ms};

Result<I2cOutcome> write_to(BusClient& client) {
  const I2cMessage message{.address = 0x20, .written = kCommand};
  return client.transfer({&message, 1});
}

void exchange_greetings(int connection) {
  EXPECT_EQ(take(connection, kGreeting.size()), to_bytes(kGreeting));
  give(connection, kGreeting);
}

/// Greets, takes the write and answers with these bytes.
Peer::Play answering(Bytes answer) {
  return [answer](int connection) {
    exchange_greetings(connection);
    EXPECT_EQ(take(connection, kWrite.size()), to_bytes(kWrite));
    give(connection, answer);
    wait_for_the_end(connection);
  };
}

TEST(BusClient, CarriesTransactionsOut) {
  Peer peer{{[](int connection) {
    exchange_greetings(connection);
    EXPECT_EQ(take(connection, kWrite.size()), to_bytes(kWrite));
    give(connection, kWritten);
    EXPECT_EQ(take(connection, 5), to_bytes("0003 41 0003"_hex));
    give(connection, "0008 00 0001 0000 A1A2A3"_hex);
    wait_for_the_end(connection);
  }}};
  BusClient client{peer.endpoint()};
  EXPECT_EQ(*write_to(client), I2cOutcome{.num_messages = 1});
  Bytes data(3);
  const I2cMessage read{.address = 0x20, .is_read = true, .read = data};
  EXPECT_EQ(*client.transfer({&read, 1}), I2cOutcome{.num_messages = 1});
  EXPECT_EQ(hex(data), "a1a2a3");
  client.close();
}

TEST(BusClient, SaysWhatWasNotAcknowledged) {
  Peer peer{{answering(to_bytes("0005 01 0000 0000"_hex))}};
  BusClient client{peer.endpoint()};
  EXPECT_EQ(*write_to(client), I2cOutcome{.nack = Nack::kAddress});
  client.close();
}

TEST(BusClient, SaysThatNobodyListens) {
  BusClient client{{.kind = Endpoint::Kind::kUnix, .path = testing::TempDir() + "stsafe_nobody"}};
  EXPECT_EQ(client.connect().error(), StreamError::kFailed);
  EXPECT_EQ(write_to(client).error(), BusError::kUnavailable);
}

TEST(BusClient, RefusesASocketThatDoesNotGreetLikeABus) {
  Peer peer{{[](int connection) {
               take(connection, kGreeting.size());
               give(connection, "0004 493243 02"_hex);  // another version
               wait_for_the_end(connection);
             },
             [](int connection) {
               take(connection, kGreeting.size());
               give(connection, "0005 01 0002 E1F1"_hex);  // what a frame socket answers
               wait_for_the_end(connection);
             }}};
  BusClient client{peer.endpoint()};
  EXPECT_EQ(client.connect().error(), StreamError::kClosed);
  EXPECT_EQ(client.connect().error(), StreamError::kClosed);
}

TEST(BusClient, WaitsForAGreetingNoLongerThanItMay) {
  Peer peer{{[](int connection) {
    take(connection, kGreeting.size());
    wait_for_the_end(connection);
  }}};
  BusClient client{peer.endpoint(), kImpatient};
  EXPECT_EQ(client.connect().error(), StreamError::kTimeout);
}

TEST(BusClient, EndsAConnectionWhoseAnswerDoesNotComeAndConnectsAgain) {
  Peer peer{{answering({}), answering(to_bytes(kWritten))}};
  BusClient client{peer.endpoint(), kImpatient};
  EXPECT_EQ(write_to(client).error(), BusError::kTimeout);
  EXPECT_EQ(*write_to(client), I2cOutcome{.num_messages = 1});
  client.close();
}

TEST(BusClient, RefusesAnAnswerThatIsNone) {
  Peer peer{{answering(to_bytes("0005 00 0002 0000"_hex)), answering(to_bytes("0000"_hex)),
             answering(to_bytes(kWritten))}};
  BusClient client{peer.endpoint()};
  EXPECT_EQ(write_to(client).error(), BusError::kIo);
  EXPECT_EQ(write_to(client).error(), BusError::kIo);
  EXPECT_TRUE(write_to(client));
  client.close();
}

TEST(BusClient, SaysThatTheOtherEndIsGone) {
  Peer peer{{[](int connection) {
    exchange_greetings(connection);
    take(connection, kWrite.size());
  }}};
  BusClient client{peer.endpoint()};
  EXPECT_EQ(write_to(client).error(), BusError::kIo);
}

TEST(BusClient, RefusesWhatTheProtocolCannotSay) {
  BusClient client{{.kind = Endpoint::Kind::kUnix, .path = testing::TempDir() + "stsafe_nobody"}};
  EXPECT_EQ(client.transfer({}).error(), UsageError::kOutOfRange);
}

}  // namespace
}  // namespace stsafe::socket::bus_client_test
