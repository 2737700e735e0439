#include "ports/socket/socket_transport.h"

#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <thread>

#include "stsafe/base/hex.h"
#include "tests/support/bytes.h"
#include "tests/support/peer.h"

namespace stsafe::socket {
namespace {

using namespace std::chrono_literals;
using testing_support::Bytes;
using testing_support::give;
using testing_support::Peer;
using testing_support::take;
using testing_support::to_bytes;
using testing_support::wait_for_the_end;

constexpr auto kEcho = "00 61626364 90C2"_hex;
constexpr auto kEchoed = "00 0006 61626364 90C2"_hex;
constexpr auto kEchoMessage = "0007 00 61626364 90C2"_hex;
constexpr auto kAnswerMessage = "0009 00 0006 61626364 90C2"_hex;

/// Takes the echo and answers with these bytes.
Peer::Play answering(Bytes answer) {
  return [answer](int connection) {
    EXPECT_EQ(take(connection, kEchoMessage.size()), to_bytes(kEchoMessage));
    give(connection, answer);
    wait_for_the_end(connection);
  };
}

struct Asked {
  explicit Asked(SocketTransport& transport, std::size_t room = 756) : reply(room) {
    result = transport.exchange(kEcho, reply, {2ms});
  }
  Bytes reply;
  Result<ByteView> result = LinkError::kNoAnswer;
};

constexpr SocketPolicy kImpatient{.connect_timeout = 200ms, .patience = 100ms};

TEST(SocketTransport, PassesFramesWithTheirSizeBefore) {
  Peer peer{{[](int connection) {
    for (int i = 0; i < 2; ++i) {
      EXPECT_EQ(take(connection, kEchoMessage.size()), to_bytes(kEchoMessage));
      give(connection, kAnswerMessage);
    }
    wait_for_the_end(connection);
  }}};
  SocketTransport transport{peer.endpoint()};
  ASSERT_TRUE(transport.connect());
  for (int i = 0; i < 2; ++i) {
    const Asked asked{transport};
    ASSERT_TRUE(asked.result);
    EXPECT_EQ(to_bytes(*asked.result), to_bytes(kEchoed));
  }
}

TEST(SocketTransport, PutsAnAnswerTogetherThatComesInPieces) {
  Peer peer{{[](int connection) {
    take(connection, kEchoMessage.size());
    for (const auto byte : kAnswerMessage) {
      give(connection, {&byte, 1});
      std::this_thread::sleep_for(1ms);
    }
    wait_for_the_end(connection);
  }}};
  SocketTransport transport{peer.endpoint()};
  EXPECT_TRUE(Asked{transport}.result);
}

TEST(SocketTransport, SendsALongFrameToASlowReader) {
  Bytes frame(60000, std::byte{0x61});
  Peer peer{{[&](int connection) {
    std::this_thread::sleep_for(20ms);
    EXPECT_EQ(take(connection, 2), to_bytes("EA60"_hex));
    EXPECT_EQ(take(connection, frame.size()), frame);
    give(connection, kAnswerMessage);
    wait_for_the_end(connection);
  }}};
  SocketTransport transport{peer.endpoint()};
  Bytes reply(100);
  EXPECT_TRUE(transport.exchange(frame, reply, {2ms}));
}

TEST(SocketTransport, SaysThatNobodyListens) {
  SocketTransport nowhere{{.kind = Endpoint::Kind::kUnix, .path = "/nonexistent/chip"}};
  EXPECT_TRUE(nowhere.connect().failed_with(StreamError::kFailed));
  EXPECT_TRUE(Asked{nowhere}.result.failed_with(LinkError::kNotDelivered));
  // Port 1 of this machine: nobody listens there.
  SocketTransport refused{{.host = "127.0.0.1", .port = 1}};
  EXPECT_TRUE(refused.connect().failed_with(StreamError::kFailed));
  SocketTransport unnamed{{.host = "no such host", .port = 1}};
  EXPECT_TRUE(unnamed.connect().failed_with(StreamError::kFailed));
}

TEST(SocketTransport, ConnectsOverTcpToANameOrAnAddress) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  ASSERT_EQ(listen(listener, 4), 0);
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  ASSERT_EQ(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
  std::uint16_t port = 0;
  std::memcpy(&port, reinterpret_cast<const char*>(&address) + 2, sizeof port);
  port = static_cast<std::uint16_t>((port >> 8) | (port << 8));
  for (const auto* host : {"127.0.0.1", "localhost"}) {
    SocketTransport transport{{.host = host, .port = port}};
    EXPECT_TRUE(transport.connect()) << host;
  }
  ::close(listener);
}

TEST(Stream, WaitsForAPlaceInTheQueueOfAUnixSocket) {
  const auto nothing = [](int) {};
  Peer peer{{wait_for_the_end, nothing, nothing, nothing, nothing, nothing, nothing}};
  // One is served, five more fill a queue of four.
  std::array<Stream, 6> first;
  for (auto& stream : first) ASSERT_TRUE(stream.connect(peer.endpoint(), Clock::now() + 10s));
  Stream late;
  EXPECT_TRUE(
      late.connect(peer.endpoint(), Clock::now() + 20ms).failed_with(StreamError::kTimeout));
  first[0].close();
  EXPECT_TRUE(late.connect(peer.endpoint(), Clock::now() + 10s));
}

TEST(SocketTransport, GivesUpWhenNoAnswerComes) {
  Peer peer{{[](int connection) {
               take(connection, kEchoMessage.size());
               wait_for_the_end(connection);
             },
             answering(to_bytes(kAnswerMessage))}};
  SocketTransport transport{peer.endpoint(), kImpatient};
  const auto begin = Clock::now();
  EXPECT_TRUE(Asked{transport}.result.failed_with(LinkError::kNoAnswer));
  EXPECT_GE(Clock::now() - begin, 100ms);
  // The next command goes over a new connection: it cannot get the late answer.
  EXPECT_TRUE(Asked{transport}.result);
}

TEST(SocketTransport, SaysThatTheConnectionEndedBeforeTheAnswer) {
  for (const std::size_t given : {0U, 1U, 2U, 8U}) {
    Peer peer{{[given](int connection) {
                 take(connection, kEchoMessage.size());
                 give(connection, ByteView{kAnswerMessage}.first(given));
               },
               answering(to_bytes(kAnswerMessage))}};
    SocketTransport transport{peer.endpoint()};
    EXPECT_TRUE(Asked{transport}.result.failed_with(LinkError::kNoAnswer));
    EXPECT_TRUE(Asked{transport}.result);
  }
}

TEST(SocketTransport, ConnectsAgainWhenTheOtherEndWentAway) {
  Peer peer{{[](int connection) {
               take(connection, kEchoMessage.size());
               give(connection, kAnswerMessage);
             },
             answering(to_bytes(kAnswerMessage))}};
  SocketTransport transport{peer.endpoint()};
  EXPECT_TRUE(Asked{transport}.result);
  std::this_thread::sleep_for(20ms);
  EXPECT_TRUE(Asked{transport}.result);
}

TEST(SocketTransport, TakesAnEmptyMessageForACommandThatWasNotAcknowledged) {
  Peer peer{{[](int connection) {
    take(connection, kEchoMessage.size());
    give(connection, "0000"_hex);
    take(connection, kEchoMessage.size());
    give(connection, kAnswerMessage);
    wait_for_the_end(connection);
  }}};
  SocketTransport transport{peer.endpoint()};
  EXPECT_TRUE(Asked{transport}.result.failed_with(LinkError::kNotDelivered));
  EXPECT_TRUE(Asked{transport}.result);
}

TEST(SocketTransport, RefusesAnswersThatAreNone) {
  struct Wrong {
    Bytes message;
    LinkError error;
  };
  const std::array wrong{
      Wrong{to_bytes("0009 00 0006 61626364 90C3"_hex), LinkError::kBadChecksum},
      Wrong{to_bytes("0009 00 0007 61626364 90C2"_hex), LinkError::kBadLength},
      Wrong{to_bytes("0002 00 00"_hex), LinkError::kBadLength},
      Wrong{to_bytes("0401 00"_hex), LinkError::kFrameTooLong},
      Wrong{to_bytes("FFFF 00"_hex), LinkError::kFrameTooLong},
  };
  for (const auto& one : wrong) {
    Peer peer{{answering(one.message), answering(to_bytes(kAnswerMessage))}};
    SocketTransport transport{peer.endpoint()};
    EXPECT_TRUE(Asked{transport}.result.failed_with(one.error));
    EXPECT_TRUE(Asked{transport}.result);  // and forgets what else may have come
  }
}

TEST(SocketTransport, DoesNotSendAFrameThatHasNoSize) {
  SocketTransport transport{{.kind = Endpoint::Kind::kUnix, .path = "/nonexistent/chip"}};
  const Bytes frame(0x10000);
  Bytes reply(100);
  EXPECT_TRUE(transport.exchange(frame, reply, {2ms}).failed_with(LinkError::kFrameTooLong));
}

TEST(SocketTransport, WaitsOnAfterASignal) {
  struct sigaction action{};
  action.sa_handler = [](int) {};  // without SA_RESTART: calls end with EINTR
  struct sigaction before{};
  ASSERT_EQ(sigaction(SIGUSR1, &action, &before), 0);
  const auto self = pthread_self();
  Peer peer{{[self](int connection) {
    take(connection, kEchoMessage.size());
    for (int i = 0; i < 5; ++i) {
      pthread_kill(self, SIGUSR1);
      std::this_thread::sleep_for(5ms);
    }
    give(connection, kAnswerMessage);
    wait_for_the_end(connection);
  }}};
  SocketTransport transport{peer.endpoint()};
  EXPECT_TRUE(Asked{transport}.result);
  sigaction(SIGUSR1, &before, nullptr);
}

}  // namespace
}  // namespace stsafe::socket
