#pragma once

#include <fstream>
#include <functional>
#include <string>
#include <string_view>

#include "apps/devices/chip_knowledge.h"
#include "apps/devices/redaction.h"
#include "ports/pcapng/i2c_transaction.h"
#include "ports/pcapng/reader.h"
#include "stsafe/link/transport.h"

namespace stsafe::devices {

/// Answers from a recording: each command must be the one that was recorded next, byte for byte.
/// Bytes that are redacted in the recording match any; the answer has them redacted as they are.
///
/// Where a program departs from its recording, or where that ends or is damaged, `departure` is
/// told once, in one line, and this and every later exchange is BusError::kUnavailable.
class ReplayingTransport final : public link::Transport {
 public:
  using Sink = std::function<void(std::string_view line)>;

  /// Throws Failure (usage) if the file cannot be read or is no recording of I2C. `remark` is told
  /// once if an answer has redacted bytes.
  ReplayingTransport(const std::string& file, Sink departure, Sink remark);
  ReplayingTransport(const ReplayingTransport&) = delete;
  ReplayingTransport& operator=(const ReplayingTransport&) = delete;

  Result<ByteView> exchange(ByteView request, ByteSpan reply, link::Expectation expected) override;

 private:
  struct Recorded {
    pcapng::I2cTransaction transaction;
    std::string comment;
  };

  /// The next transaction; nothing, and the departure told, if there is none.
  std::optional<Recorded> next(std::string_view wanted);
  bool is_as_recorded(ByteView request, const Recorded& command);
  Result<ByteView> answer(ByteView request, ByteSpan reply);
  /// What is redacted; nothing, and the departure told, if the recording's mark makes no sense.
  std::optional<SecretRanges> redaction_of(const Recorded& recorded);
  void remark_redaction(ByteView request, const SecretRanges& redacted);
  void depart(std::string_view why);

  std::string file_;
  std::ifstream in_;
  pcapng::Reader reader_{in_};
  Sink departure_;
  Sink remark_;
  ChipKnowledge knowledge_;
  std::optional<pcapng::Packet> first_;  ///< read when the file was opened, and not yet taken
  std::size_t num_exchanges_ = 0;
  bool has_departed_ = false;
  bool has_remarked_ = false;
};

}  // namespace stsafe::devices
