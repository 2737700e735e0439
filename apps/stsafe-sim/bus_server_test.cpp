#include "apps/stsafe-sim/bus_server.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <set>

#include "ports/socket/bus_client.h"
#include "stsafe/base/hex.h"
#include "tests/support/running_simulator.h"

// The bytes are written by hand after docs/bus-protocol.md.
namespace stsafe::simulator::bus_server_test {
namespace {

using namespace std::chrono_literals;
using testing_support::Bytes;
using testing_support::Client;
using testing_support::join;
using testing_support::RunningSimulator;
using testing_support::to_bytes;

constexpr auto kGreeting = "0004 493243 01"_hex;
constexpr auto kWriteEcho = "000A 40 0007 0061626364 90C2"_hex;
constexpr auto kWritten = "0005 00 0001 0000"_hex;
constexpr auto kReadAnswer = "0003 41 0009"_hex;
constexpr auto kAnswer = "000E 00 0001 0000 00 0006 61626364 90C2"_hex;

void expect(Client& client, ByteView message, ByteView answer) {
  ASSERT_TRUE(client.send(message));
  EXPECT_EQ(client.receive(answer.size()), to_bytes(answer));
}

void expect_echo(const socket::Endpoint& bus) {
  Client client{bus};
  expect(client, kGreeting, kGreeting);
  expect(client, kWriteEcho, kWritten);
  expect(client, kReadAnswer, kAnswer);
}

TEST(BusSocket, CarriesTransactionsOut) {
  RunningSimulator simulator;
  expect_echo(simulator.bus());
}

TEST(BusSocket, SaysWhatWasNotAcknowledged) {
  RunningSimulator simulator;
  Client client{simulator.bus()};
  expect(client, kGreeting, kGreeting);
  expect(client, "0003 42 0000"_hex, "0005 01 0000 0000"_hex);  // nobody is at 21
  expect(client, kReadAnswer, "0005 01 0000 0000"_hex);         // nothing was asked yet
  // The command that a repeated START ends is none, and the read is not acknowledged.
  expect(client, "000D 40 0007 0061626364 90C2 41 0009"_hex, "0005 01 0001 0000"_hex);
}

TEST(BusSocket, TakesGreetingAndTransactionsAtOnceAndInPieces) {
  RunningSimulator simulator;
  Client at_once{simulator.bus()};
  const auto all = join({kGreeting, kWriteEcho, kReadAnswer});
  expect(at_once, all, join({kGreeting, kWritten, kAnswer}));
  Client in_pieces{simulator.bus()};
  for (const auto& byte : all) ASSERT_TRUE(in_pieces.send({&byte, 1}));
  EXPECT_EQ(in_pieces.receive(kGreeting.size()), to_bytes(kGreeting));
}

TEST(BusSocket, TellsItsVersionToOneWithAnother) {
  RunningSimulator simulator;
  Client client{simulator.bus()};
  expect(client, "0004 493243 02"_hex, kGreeting);
  EXPECT_TRUE(client.is_ended());
}

TEST(BusSocket, EndsOnlyTheConnectionThatSendsSomethingElse) {
  RunningSimulator simulator;
  Client good{simulator.bus()};
  expect(good, kGreeting, kGreeting);
  for (const auto& wrong : {to_bytes("0007 0061626364 90C2"_hex), to_bytes("0004 493244 01"_hex),
                            to_bytes("0000"_hex)}) {
    Client client{simulator.bus()};
    ASSERT_TRUE(client.send(wrong));
    EXPECT_TRUE(client.is_ended());
  }
  for (const auto& wrong : {to_bytes("0000"_hex), to_bytes("0002 4000"_hex),
                            to_bytes("0005 40 0003 0000"_hex), to_bytes("0003 41 FFFB"_hex)}) {
    Client client{simulator.bus()};
    expect(client, kGreeting, kGreeting);
    ASSERT_TRUE(client.send(wrong));
    EXPECT_TRUE(client.is_ended());
  }
  expect(good, kWriteEcho, kWritten);
  expect(good, kReadAnswer, kAnswer);
}

TEST(BusSocket, EndsAConnectionThatStopsInsideAMessage) {
  RunningSimulator simulator{{.limits = {.patience = 50ms}}};
  Client client{simulator.bus()};
  expect(client, kGreeting, kGreeting);
  ASSERT_TRUE(client.send(ByteView{kWriteEcho}.first(5)));
  EXPECT_TRUE(client.is_ended());
}

TEST(BusSocket, EndsAConnectionThatDoesNotGreet) {
  RunningSimulator simulator{{.limits = {.patience = 50ms, .max_connections = 2}}};
  Client first{simulator.bus()};
  Client second{simulator.bus()};
  EXPECT_TRUE(first.is_ended());
  EXPECT_TRUE(second.is_ended());
  Client client{simulator.bus()};
  expect(client, kGreeting, kGreeting);
  EXPECT_TRUE(client.is_silent(100ms));  // then it may wait as long as it likes
  expect(client, kWriteEcho, kWritten);
}

TEST(BusSocket, IsOneBusForSeveralClientsAndForTheFrameSocket) {
  RunningSimulator simulator;
  Client first{simulator.bus()};
  Client second{simulator.bus()};
  expect(first, kGreeting, kGreeting);
  expect(second, kGreeting, kGreeting);
  expect(first, kWriteEcho, kWritten);
  expect(second, kReadAnswer, kAnswer);
  Client frames{simulator.chip()};
  expect(frames, "0004 14 08 71FE"_hex, "0006 00 0003 03 3DDC"_hex);
  expect(first, "0003 41 0006"_hex, "000B 00 0001 0000 00 0003 03 3DDC"_hex);
}

TEST(BusSocket, FindsNobodyWithoutPower) {
  RunningSimulator simulator;
  Client control{simulator.control()};
  control.ask(R"({"command":"power","state":"off"})");
  Client client{simulator.bus()};
  expect(client, kGreeting, kGreeting);
  expect(client, kWriteEcho, "0005 01 0000 0000"_hex);
}

TEST(BusSocket, ServesTheClientOfThisProject) {
  RunningSimulator simulator;
  socket::BusClient client{simulator.bus()};
  ASSERT_TRUE(client.connect());
  const link::I2cMessage nobody{.address = 0x50};
  const auto outcome = client.transfer({&nobody, 1});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, link::I2cOutcome{.nack = link::Nack::kAddress});
}

TEST(BusSocket, IsThereForEachDevice) {
  RunningSimulator simulator{{.num_devices = 3}};
  std::set<std::string> places;
  for (std::size_t i = 0; i < 3; ++i) {
    places.insert(to_string(simulator.bus(i)));
    expect_echo(simulator.bus(i));
  }
  EXPECT_EQ(places.size(), 3U);
}

// Who has it open would else hold a lock that nobody sees.
TEST(BusSocket, LeavesTheFileOnWhichItsClientsLock) {
  RunningSimulator simulator;
  const auto file = simulator.bus().path + ".lock";
  std::fclose(std::fopen(file.c_str(), "w"));
  simulator.stop();
  EXPECT_EQ(unlink(file.c_str()), 0);
}

}  // namespace
}  // namespace stsafe::simulator::bus_server_test
