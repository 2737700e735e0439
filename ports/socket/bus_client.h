#pragma once

#include "ports/socket/stream.h"
#include "stsafe/link/i2c_transaction.h"

namespace stsafe::socket {

/// How patient a BusClient is.
struct BusClientPolicy {
  std::chrono::milliseconds connect_timeout = std::chrono::seconds{3};
  /// How long a transaction may take: other clients may use the bus first, and the machine may be
  /// busy.
  std::chrono::milliseconds patience = std::chrono::seconds{10};
};

/// The controller's end of a bus socket, docs/bus-protocol.md.
///
/// After an error the connection is closed, so that an answer that is late is never taken for the
/// answer to another transaction; the next call connects again.
class BusClient {
 public:
  explicit BusClient(Endpoint endpoint, BusClientPolicy policy = {})
      : endpoint_(std::move(endpoint)), policy_(policy) {}

  /// Connects now and exchanges greetings. StreamError::kFailed if nobody listens there,
  /// StreamError::kForbidden if this user may not, StreamError::kTimeout if nothing answers in
  /// time, StreamError::kClosed if what answers is not a bus socket of this version: nothing more
  /// is said to it.
  Result<void, StreamError> connect();
  void close() { stream_.close(); }
  /// For a process in which other code may close descriptors that it does not know.
  void forget_if_taken() { stream_.forget_if_taken(); }

  /// Carries a transaction out. BusError::kUnavailable, kTimeout or kIo if the simulator is not
  /// there, late or gone, after which the transaction may have been carried out;
  /// UsageError::kOutOfRange if the protocol cannot say it.
  Result<link::I2cOutcome> transfer(link::I2cTransaction transaction);

  const Endpoint& endpoint() const { return endpoint_; }

 private:
  Result<void, StreamError> greet(Clock::time_point deadline);
  Result<link::I2cOutcome> exchange(ByteSpan message, link::I2cTransaction transaction,
                                    Clock::time_point deadline);

  Endpoint endpoint_;
  BusClientPolicy policy_;
  Stream stream_;
};

}  // namespace stsafe::socket
