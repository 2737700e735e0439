#pragma once

#include <optional>
#include <vector>

#include "ports/socket/endpoint.h"
#include "ports/socket/size_prefix.h"
#include "stsafe/base/wipe.h"
#include "stsafe/link/i2c_transaction.h"

// The protocol of the bus socket, docs/bus-protocol.md: messages of two bytes, big-endian, that
// hold the size of a body, and the body. The first body of each end is the greeting; then each
// body of the client is a transaction and each of the simulator says what became of it.
namespace stsafe::socket {

inline constexpr std::size_t kMaxBusBody = 0xFFFF;

/// "I2C" and the version of the protocol.
inline constexpr Fixed<4> kBusGreeting{std::byte{'I'}, std::byte{'2'}, std::byte{'C'},
                                       std::byte{1}};

/// The file beside a bus socket on which controllers of several processes may lock the bus, or an
/// address of it. It stays when the simulator ends: who has it open would else lock a file that
/// nobody else finds any more. Empty for TCP.
std::string bus_lock_file(const Endpoint& endpoint);

/// A message with this body, of at most kMaxBusBody bytes.
std::vector<std::byte> bus_message(ByteView body);

/// A message that asks for a transaction. Nothing if the transaction is empty, an address has more
/// than 7 bits, or the message or its answer does not fit.
std::optional<std::vector<std::byte>> encode_transaction(link::I2cTransaction transaction);

/// What became of a transaction, from the body of the answer; what was read goes to the messages.
/// Nothing if the body is no answer to it.
std::optional<link::I2cOutcome> decode_outcome(ByteView body, link::I2cTransaction transaction);

/// A transaction that a client asks for, with the room for its answer.
class BusRequest {
 public:
  /// Reads a body, which must live as long as this object. Nothing if it is malformed.
  static std::optional<BusRequest> parse(ByteView body);
  ~BusRequest() { wipe(answer_); }
  BusRequest(BusRequest&&) = default;
  BusRequest& operator=(BusRequest&&) = delete;
  BusRequest(const BusRequest&) = delete;
  BusRequest& operator=(const BusRequest&) = delete;

  link::I2cTransaction transaction() const { return messages_; }
  /// The message that answers it, with what was read up to where the transaction came. Shows this
  /// object's memory.
  ByteView answer(const link::I2cOutcome& outcome);

 private:
  BusRequest() = default;
  void make_room(std::span<const std::size_t> read_sizes, std::size_t in_all);

  std::vector<link::I2cMessage> messages_;
  std::vector<std::byte> answer_;
};

}  // namespace stsafe::socket
