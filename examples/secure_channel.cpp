// One end of a secure channel over a Unix socket, with its key in a (simulated) chip of its own.
//
//     secure_channel listen  SOCKET KEY NONCES     answers one connection: sends each message back
//     secure_channel connect SOCKET KEY NONCES     sends each line of its input, prints what comes
//     back
//
// KEY is a file with the 32 bytes that both ends share; with a real chip they are written once,
// when the device is made. NONCES is this end's file of nonces, made if there is none. On the
// socket each message of the channel follows its size, four bytes, most significant first.
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>

#include "apps/devices/simulated_board.h"
#include "cose/channel.h"
#include "ports/clock_posix/posix_clock.h"
#include "ports/nonce_file/nonce_file.h"
#include "stsafe/host/key_provisioning.h"
#include "stsafe/host/slot_control_fields.h"

using namespace stsafe;

namespace {

constexpr std::size_t kSizeSize = 4;
/// The longest wait for the other end.
constexpr timeval kPatience{.tv_sec = 10, .tv_usec = 0};

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "secure_channel: %s\n", what.c_str());
  std::exit(1);
}

template <class T>
T value_of(cose::Result<T> result) {
  if (!result) fail(result.error().message);
  return std::move(*result);
}
void check(const cose::Result<void>& result) {
  if (!result) fail(result.error().message);
}
void check(const Result<void>& result) {
  if (!result) fail(std::string{describe(result.error())});
}

/// A connection whose every wait is bounded.
class Connection {
 public:
  Connection(const std::string& path, bool listens) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof(address.sun_path)) fail("'" + path + "' is too long for a socket");
    path.copy(static_cast<char*>(address.sun_path), path.size());
    const auto* name = reinterpret_cast<const sockaddr*>(&address);
    socket_ = new_socket();
    if (!listens) {
      if (::connect(socket_, name, sizeof address) < 0) fail("nobody listens at '" + path + "'");
      return;
    }
    if (::bind(socket_, name, sizeof address) < 0) fail("'" + path + "' cannot be made a socket");
    if (::listen(socket_, 1) < 0) fail("'" + path + "' cannot be listened at");
    const int connected = ::accept(socket_, nullptr, nullptr);  // within kPatience, as a read
    ::close(socket_);
    ::unlink(path.c_str());
    if (connected < 0) fail("nobody connected in time");
    socket_ = connected;
    bound_waits();
  }
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void send(const cose::Bytes& message) const {
    cose::Bytes frame(kSizeSize);
    for (std::size_t i = 0; i < kSizeSize; ++i) {
      frame[i] = static_cast<std::byte>(message.size() >> (8 * (kSizeSize - 1 - i)));
    }
    frame.insert(frame.end(), message.begin(), message.end());
    for (ByteView rest{frame}; !rest.empty();) {
      const auto sent = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
      if (sent <= 0) fail("the other end does not take what is sent");
      rest = rest.subspan(static_cast<std::size_t>(sent));
    }
  }

  /// The next message; nothing at the end of the connection.
  std::optional<cose::Bytes> receive() const {
    cose::Bytes head(kSizeSize);
    if (!fill(head)) return std::nullopt;
    std::size_t size = 0;
    for (const auto byte : head) size = size << 8 | std::to_integer<std::size_t>(byte);
    if (size > cose::kMaxChannelFrame) fail("the other end sends more than a message can have");
    cose::Bytes message(size);
    if (!fill(message)) fail("the connection ended within a message");
    return message;
  }

 private:
  int new_socket() {
    socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket_ < 0) fail("no socket can be had");
    bound_waits();
    return socket_;
  }
  void bound_waits() const {
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
  }
  /// False if the connection ends before the first byte.
  bool fill(ByteSpan bytes) const {
    for (auto rest = bytes; !rest.empty();) {
      const auto got = ::recv(socket_, rest.data(), rest.size(), 0);
      if (got < 0) fail("the other end does not answer in time");
      if (got == 0 && rest.size() == bytes.size()) return false;
      if (got == 0) fail("the connection ended within a message");
      rest = rest.subspan(static_cast<std::size_t>(got));
    }
    return true;
  }

  int socket_ = -1;
};

cose::Bytes expect_message(const Connection& connection) {
  auto message = connection.receive();
  if (!message) fail("the connection ended before the other end closed");
  return std::move(*message);
}

/// Sends back what comes, until the other end closes.
void answer(cose::Channel& channel, const Connection& connection) {
  // [responder]
  connection.send(value_of(channel.answer(expect_message(connection))));
  check(channel.accept(expect_message(connection)));
  while (true) {
    const auto received = value_of(channel.open(expect_message(connection)));
    if (received.is_close) break;
    connection.send(value_of(channel.seal(received.message.reveal())));
  }
  connection.send(value_of(channel.close()));
  // [responder]
}

/// Sends the lines of standard input, and prints what comes back.
void call(cose::Channel& channel, const Connection& connection) {
  // [initiator]
  connection.send(value_of(channel.begin()));
  connection.send(value_of(channel.confirm(expect_message(connection))));
  for (std::string line; std::getline(std::cin, line);) {
    connection.send(value_of(channel.seal(std::as_bytes(std::span{line}))));
    const auto received = value_of(channel.open(expect_message(connection)));
    if (received.is_close) fail("the other end closed early");
    const auto text = received.message.reveal();
    std::cout.write(reinterpret_cast<const char*>(text.data()), std::ssize(text)) << std::endl;
  }
  connection.send(value_of(channel.close()));
  value_of(channel.open(expect_message(connection)));
  check(channel.finish());
  // [initiator]
}

wire::KeyInfo provision(host::Device& chip, crypto_openssl::OpensslCrypto& crypto,
                        const std::string& key_file) {
  Secret<32> key;
  std::ifstream file{key_file, std::ios::binary};
  const auto room = key.prepare(32);
  file.read(reinterpret_cast<char*>(room.data()), std::ssize(room));
  if (file.gcount() != std::ssize(room)) fail("'" + key_file + "' does not hold 32 bytes");
  const wire::SlotNumber slot{3};
  constexpr wire::SlotControlFields wrapped{.flags = wire::SlotControlFields::kWrappedAnonymous};
  if (auto put = host::put_slot_control_fields(chip, slot, wrapped); !put) check(put.error());
  const auto info = host::ccm_star_key_info(
      slot,
      {.usage = wire::kEncrypt | wire::kDecrypt | wire::kEncryptChunks | wire::kDecryptChunks});
  if (!info) check(info.error());
  const host::KekCrypto kek{crypto.ecdh(), crypto.hkdf(), crypto.key_wrap()};
  const auto written = host::write_key_wrapped(chip, kek, Curve::kX25519, *info, key.reveal());
  if (!written) check(written.error());
  return *info;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string role{argc == 5 ? argv[1] : ""};
  if (role != "listen" && role != "connect") {
    fail("usage: secure_channel listen|connect SOCKET KEY NONCES");
  }
  const bool listens = role == "listen";
  devices::SimulatedBoard board{std::nullopt};
  devices::RandomSource random{std::nullopt, "host"};
  crypto_openssl::OpensslCrypto crypto{random.rng()};
  host::Device chip{board.transport()};
  check(chip.initialise());
  const auto info = provision(chip, crypto, argv[3]);

  clock_posix::PosixClock clock;
  nonce_file::NonceFile nonces{argv[4], random.rng(), clock};
  if (const auto usable = nonces.open(); !usable) fail(usable.error().text);
  const auto bytes_of = [](std::string_view text) {
    const auto bytes = std::as_bytes(std::span{text});
    return cose::Bytes{bytes.begin(), bytes.end()};
  };
  auto key = value_of(cose::ChipKey::open(chip, info.slot));
  auto channel = value_of(cose::Channel::make(
      listens ? cose::ChannelRole::kResponder : cose::ChannelRole::kInitiator,
      {bytes_of("connecting end"), bytes_of("listening end")}, key, nonces, random.rng()));
  const Connection connection{argv[2], listens};
  if (listens) {
    answer(channel, connection);
  } else {
    call(channel, connection);
  }
  return 0;
}
