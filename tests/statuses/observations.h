#pragma once

#include <map>
#include <set>
#include <string>

#include "tests/conformance/bench.h"

namespace stsafe::statuses {

using conformance::Answer;
using conformance::Bench;
using conformance::Bytes;

/// A command and what it was answered.
struct Outcome {
  std::string command;
  Status status = Status::kOk;
  friend auto operator<=>(const Outcome&, const Outcome&) = default;
};

/// What a chip answered to what. What is refused before the chip has found the command, by frame,
/// session, life cycle, access condition or subject, belongs to no command: it is said once for all
/// of them.
class Observations {
 public:
  /// Sends a request in the clear, or through the host session, and remembers what came of it.
  void send(Bench& bench, ByteView request);
  void send_sealed(Bench& bench, ByteView request);
  /// Sends a frame that may be none.
  void send_raw(Bench& bench, ByteView frame);

  /// Each with the first request that had this outcome, in hexadecimal.
  const std::map<Outcome, std::string>& of_commands() const { return of_commands_; }
  const std::map<Status, std::string>& general() const { return general_; }

 private:
  void note(Bench& bench, const std::string& command, ByteView request, Status status);

  std::map<Outcome, std::string> of_commands_;
  std::map<Status, std::string> general_;
};

}  // namespace stsafe::statuses
