#include "apps/stsafe-sim/simulator.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <set>
#include <thread>

#include "apps/devices/failure.h"
#include "ports/socket/socket_transport.h"
#include "stsafe/base/hex.h"
#include "tests/support/bytes.h"
#include "tests/support/running_simulator.h"

namespace stsafe::simulator {
namespace {

using namespace std::chrono_literals;
using socket::Endpoint;
using testing_support::Bytes;
using testing_support::Client;
using testing_support::RunningSimulator;
using testing_support::to_bytes;

constexpr auto kEchoMessage = "0007 00 61626364 90C2"_hex;
constexpr auto kAnswerMessage = "0009 00 0006 61626364 90C2"_hex;

void expect_echo(Client& client) {
  ASSERT_TRUE(client.send(kEchoMessage));
  EXPECT_EQ(client.receive(kAnswerMessage.size()), to_bytes(kAnswerMessage));
}
void expect_echo(const Endpoint& endpoint) {
  Client client{endpoint};
  expect_echo(client);
}

TEST(FrameSocket, AnswersAMessageWithAMessage) {
  RunningSimulator simulator;
  Client client{simulator.chip()};
  for (int i = 0; i < 3; ++i) expect_echo(client);
}

TEST(FrameSocket, ServesTheTransportOfTheLibrary) {
  RunningSimulator simulator;
  socket::SocketTransport transport{simulator.chip()};
  Bytes reply(756);
  const auto answer = transport.exchange("00 61626364 90C2"_hex, reply, {2ms});
  ASSERT_TRUE(answer);
  EXPECT_EQ(to_bytes(*answer), to_bytes("00 0006 61626364 90C2"_hex));
}

TEST(FrameSocket, PutsAMessageTogetherThatComesInPieces) {
  RunningSimulator simulator;
  Client client{simulator.chip()};
  for (const auto byte : kEchoMessage) {
    ASSERT_TRUE(client.send({&byte, 1}));
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_EQ(client.receive(kAnswerMessage.size()), to_bytes(kAnswerMessage));
}

TEST(FrameSocket, AnswersMessagesThatComeTogetherOneByOne) {
  RunningSimulator simulator;
  Client client{simulator.chip()};
  Bytes many;
  for (int i = 0; i < 50; ++i) many = testing_support::join({many, kEchoMessage});
  ASSERT_TRUE(client.send(many));
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(client.receive(kAnswerMessage.size()), to_bytes(kAnswerMessage));
  }
}

TEST(FrameSocket, HandsGarbageToTheChipWhichRefusesIt) {
  RunningSimulator simulator;
  Client client{simulator.chip()};
  const auto refusal = to_bytes("0005 01 0002 E1F1"_hex);
  ASSERT_TRUE(client.send("0001 FF"_hex));
  EXPECT_EQ(client.receive(refusal.size()), refusal);
  Bytes longest(2 + 0xFFFF, std::byte{0xFF});
  ASSERT_TRUE(client.send(longest));
  EXPECT_EQ(client.receive(refusal.size()), refusal);
  expect_echo(client);
}

TEST(FrameSocket, AnswersAnEmptyMessageWithAnEmptyMessage) {
  RunningSimulator simulator;
  Client client{simulator.chip()};
  ASSERT_TRUE(client.send("0000"_hex));
  EXPECT_EQ(client.receive(2), to_bytes("0000"_hex));
  expect_echo(client);
}

TEST(FrameSocket, EndsAConnectionThatStopsInsideAMessage) {
  RunningSimulator simulator{{.limits = {.patience = 50ms}}};
  for (const std::size_t size : {1U, 2U, 5U}) {
    Client client{simulator.chip()};
    ASSERT_TRUE(client.send(ByteView{kEchoMessage}.first(size)));
    EXPECT_TRUE(client.is_ended()) << size;
  }
  Client client{simulator.chip()};
  std::this_thread::sleep_for(100ms);  // between messages a client may wait as long as it likes
  expect_echo(client);
}

TEST(FrameSocket, EndsAConnectionThatDoesNotReadItsAnswers) {
  RunningSimulator simulator{{.limits = {.patience = 50ms}}};
  Client greedy{simulator.chip()};
  // Answers of 755 bytes until both sockets' buffers are full; then no request is read any more.
  Bytes request(2 + 753, std::byte{0x61});
  request[0] = std::byte{2};
  request[1] = std::byte{0xF1};
  request[2] = std::byte{0};
  request[753] = std::byte{0xE4};  // the checksum, or not: an answer comes all the same
  bool sent = true;
  for (int i = 0; i < 100'000 && sent; ++i) sent = greedy.send(request);
  EXPECT_FALSE(sent);
  expect_echo(simulator.chip());
}

TEST(FrameSocket, SurvivesClientsThatHangUpAnywhere) {
  RunningSimulator simulator;
  for (std::size_t size = 0; size <= kEchoMessage.size(); ++size) {
    Client client{simulator.chip()};
    ASSERT_TRUE(client.send(ByteView{kEchoMessage}.first(size)));
    client.hang_up();
  }
  expect_echo(simulator.chip());
}

TEST(FrameSocket, DoesNotExecuteAMessageThatIsNotComplete) {
  RunningSimulator simulator;
  // Write host keys, but for its last byte.
  const auto message =
      "0028 1F07 000000 00 11111111111111111111111111111111 22222222222222222222222222222222 BC02"_hex;
  {
    Client client{simulator.chip()};
    ASSERT_TRUE(client.send(ByteView{message}.first(message.size() - 1)));
  }
  Client client{simulator.chip()};
  ASSERT_TRUE(client.send("0004 14 47 CB0D"_hex));  // Query host key slot V2
  EXPECT_EQ(client.receive(8), to_bytes("0006 00 0003 00 0F47"_hex));
}

TEST(FrameSocket, ServesSeveralClientsOfOneDevice) {
  RunningSimulator simulator;
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 10; ++i) clients.push_back(std::make_unique<Client>(simulator.chip()));
  for (const auto& client : clients) ASSERT_TRUE(client->send(kEchoMessage));
  for (const auto& client : clients) {
    EXPECT_EQ(client->receive(kAnswerMessage.size()), to_bytes(kAnswerMessage));
  }
}

TEST(FrameSocket, RefusesMoreClientsThanItMayHave) {
  RunningSimulator simulator{{.limits = {.max_connections = 2}}};
  Client first{simulator.chip()};
  Client second{simulator.chip()};
  expect_echo(first);
  expect_echo(second);
  Client third{simulator.chip()};
  EXPECT_TRUE(third.is_ended());
  expect_echo(first);
}

TEST(FrameSocket, IsBusyForEverybodyWhileAnAnswerIsLate) {
  RunningSimulator simulator;
  Client control{simulator.control()};
  control.ask(R"({"command":"fault","set":{"delay_answers":1,"lateness_ms":200}})");
  Client first{simulator.chip()};
  Client second{simulator.chip()};
  const auto begin = socket::Clock::now();
  ASSERT_TRUE(first.send(kEchoMessage));
  std::this_thread::sleep_for(20ms);
  expect_echo(second);
  EXPECT_GE(socket::Clock::now() - begin, 190ms);
  EXPECT_EQ(first.receive(kAnswerMessage.size()), to_bytes(kAnswerMessage));
}

TEST(FrameSocket, SaysNothingWhenAnAnswerIsDropped) {
  RunningSimulator simulator;
  Client control{simulator.control()};
  control.ask(R"({"command":"fault","set":{"drop_answers":1}})");
  Client client{simulator.chip()};
  ASSERT_TRUE(client.send(kEchoMessage));
  EXPECT_TRUE(client.is_silent(50ms));
  expect_echo(client);
}

TEST(FrameSocket, SaysThatAChipWithoutPowerDoesNotAcknowledge) {
  RunningSimulator simulator;
  Client control{simulator.control()};
  control.ask(R"({"command":"power","state":"off"})");
  Client client{simulator.chip()};
  ASSERT_TRUE(client.send(kEchoMessage));
  EXPECT_EQ(client.receive(2), to_bytes("0000"_hex));
}

TEST(ControlSocketServer, AnswersLinesInTheirOrder) {
  RunningSimulator simulator;
  Client client{simulator.control()};
  for (int i = 0; i < 3; ++i) {
    const auto answer = Json::parse(client.ask(Json{{"id", i}, {"command", "time"}}.dump()));
    EXPECT_EQ(answer["id"], i);
  }
}

TEST(ControlSocketServer, RefusesLinesThatAreTooLongAndGoesOn) {
  RunningSimulator simulator;
  Client client{simulator.control()};
  const auto answer = Json::parse(client.ask(std::string(200'000, 'x')));
  EXPECT_EQ(answer["error"], "the line is too long");
  EXPECT_EQ(Json::parse(client.ask(R"({"command":"time"})"))["ok"], true);
}

TEST(ControlSocketServer, RefusesWhatIsNotJsonAndGoesOn) {
  RunningSimulator simulator;
  Client client{simulator.control()};
  EXPECT_EQ(Json::parse(client.ask("\xFF\xFE garbage"))["ok"], false);
  EXPECT_EQ(Json::parse(client.ask(R"({"command":"time"})"))["ok"], true);
}

TEST(Simulator, KeepsItsDevicesApart) {
  RunningSimulator simulator{{.num_devices = 3, .seed = 1}};
  // Generate 4 random bytes.
  std::set<Bytes> answers;
  for (std::size_t i = 0; i < 3; ++i) {
    Client client{simulator.chip(i)};
    ASSERT_TRUE(client.send("0005 02 00 04 3550"_hex));
    answers.insert(client.receive(2 + 9));
  }
  EXPECT_EQ(answers.size(), 3U);
}

TEST(Simulator, AnswersTheSameForTheSameSeed) {
  std::set<Bytes> answers;
  for (int i = 0; i < 2; ++i) {
    RunningSimulator simulator{{.num_devices = 2, .seed = 5}};
    Client client{simulator.chip(1)};
    ASSERT_TRUE(client.send("0005 02 00 04 3550"_hex));
    answers.insert(client.receive(2 + 9));
  }
  EXPECT_EQ(answers.size(), 1U);
}

TEST(Simulator, ServesSeveralHundredDevices) {
  constexpr std::size_t kDevices = 300;
  RunningSimulator simulator{{.num_devices = kDevices, .seed = 1}};
  std::vector<std::unique_ptr<Client>> clients;
  for (std::size_t i = 0; i < kDevices; ++i) {
    clients.push_back(std::make_unique<Client>(simulator.chip(i)));
  }
  for (const auto& client : clients) ASSERT_TRUE(client->send(kEchoMessage));
  for (const auto& client : clients) {
    EXPECT_EQ(client->receive(kAnswerMessage.size()), to_bytes(kAnswerMessage));
  }
}

TEST(Simulator, FinishesTheRunningCommandBeforeItStops) {
  RunningSimulator simulator;
  Client control{simulator.control()};
  control.ask(R"({"command":"fault","set":{"delay_answers":1,"lateness_ms":200}})");
  Client client{simulator.chip()};
  ASSERT_TRUE(client.send(kEchoMessage));
  std::this_thread::sleep_for(50ms);
  simulator.stop();
  EXPECT_EQ(client.receive(kAnswerMessage.size()), to_bytes(kAnswerMessage));
  EXPECT_TRUE(client.is_ended());
}

TEST(Simulator, StopsAlthoughClientsAreConnectedOrInsideAMessage) {
  RunningSimulator simulator;
  Client idle{simulator.chip()};
  Client inside{simulator.chip()};
  ASSERT_TRUE(inside.send(ByteView{kEchoMessage}.first(4)));
  Client control{simulator.control()};
  const auto begin = socket::Clock::now();
  simulator.stop();
  EXPECT_LT(socket::Clock::now() - begin, 1s);
  EXPECT_TRUE(idle.is_ended());
  EXPECT_TRUE(inside.is_ended());
  EXPECT_TRUE(control.is_ended());
}

TEST(Simulator, RefusesAPathThatIsTaken) {
  RunningSimulator simulator;
  const Log log{Log::Format::kNone};
  Settings settings;
  settings.listen = simulator.chip();
  EXPECT_THROW((Simulator{settings, log}), devices::Failure);
  expect_echo(simulator.chip());
}

TEST(Simulator, ReplacesASocketThatNobodyServes) {
  const auto path = testing::TempDir() + "stsafe_stale_" + std::to_string(getpid());
  {
    asio::io_context context;
    const asio::local::stream_protocol::acceptor gone{context,
                                                      asio::local::stream_protocol::endpoint{path}};
  }
  const Log log{Log::Format::kNone};
  Settings settings;
  settings.listen = {.kind = Endpoint::Kind::kUnix, .path = path};
  {
    const Simulator simulator{settings, log};
    struct stat found{};
    ASSERT_EQ(stat(path.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0600U);
  }
  EXPECT_NE(access(path.c_str(), F_OK), 0);
}

TEST(Simulator, LeavesASocketAloneThatTookThePlaceOfItsOwn) {
  const auto path = testing::TempDir() + "stsafe_place_" + std::to_string(getpid());
  const Log log{Log::Format::kNone};
  Settings settings;
  settings.listen = {.kind = Endpoint::Kind::kUnix, .path = path};
  auto first = std::make_unique<Simulator>(settings, log);
  ASSERT_EQ(unlink(path.c_str()), 0);
  {
    const Simulator second{settings, log};
    first.reset();
    EXPECT_EQ(access(path.c_str(), F_OK), 0);
  }
  EXPECT_NE(access(path.c_str(), F_OK), 0);
}

TEST(Simulator, LeavesAFileAloneThatIsNoSocket) {
  const auto path = testing::TempDir() + "stsafe_file_" + std::to_string(getpid());
  std::fclose(std::fopen(path.c_str(), "w"));
  const Log log{Log::Format::kNone};
  Settings settings;
  settings.listen = {.kind = Endpoint::Kind::kUnix, .path = path};
  EXPECT_THROW((Simulator{settings, log}), devices::Failure);
  EXPECT_EQ(unlink(path.c_str()), 0);
}

TEST(EndpointOf, CountsPortsUpAndNumbersPaths) {
  const Endpoint tcp{.host = "127.0.0.1", .port = 8120};
  EXPECT_EQ(to_string(endpoint_of(tcp, 0, 3)), "tcp:127.0.0.1:8120");
  EXPECT_EQ(to_string(endpoint_of(tcp, 2, 3)), "tcp:127.0.0.1:8122");
  const Endpoint any{.host = "127.0.0.1", .port = 0};
  EXPECT_EQ(to_string(endpoint_of(any, 2, 3)), "tcp:127.0.0.1:0");
  const Endpoint path{.kind = Endpoint::Kind::kUnix, .path = "/x"};
  EXPECT_EQ(to_string(endpoint_of(path, 0, 1)), "unix:/x");
  EXPECT_EQ(to_string(endpoint_of(path, 2, 3)), "unix:/x-2");
}

TEST(Simulator, RefusesMoreDevicesThanThereArePorts) {
  const Log log{Log::Format::kNone};
  Settings settings;
  settings.listen = {.host = "127.0.0.1", .port = 65535};
  settings.num_devices = 2;
  EXPECT_THROW((Simulator{settings, log}), devices::Failure);
}

}  // namespace
}  // namespace stsafe::simulator
