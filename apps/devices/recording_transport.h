#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "apps/devices/chip_knowledge.h"
#include "ports/pcapng/writer.h"
#include "stsafe/link/clock.h"
#include "stsafe/link/transport.h"

namespace stsafe::devices {

/// Passes frames on and writes each into a pcap-ng file as the I2C transaction that carries it:
/// command written, answer read; an exchange without answer as a read without bytes. Times are
/// those of the clock. Secrets are redacted before they reach the file, and marked in the packet's
/// comment (recording_marks.h).
///
/// When the file cannot be written any more, the sink is told once, and frames still pass. A file
/// that nothing was recorded in is removed at the end: a program that was called wrongly and fails
/// before its first frame can be called again.
class RecordingTransport final : public link::Transport {
 public:
  enum class Secrets : bool { kRedacted, kKept };
  using Sink = std::function<void(std::string_view line)>;

  /// Creates the file. Throws Failure (usage) if it is there already or cannot be made.
  RecordingTransport(link::Transport& inner, link::Clock& clock, const std::string& file,
                     std::string_view inner_name, Secrets secrets, Sink trouble);
  ~RecordingTransport();
  RecordingTransport(const RecordingTransport&) = delete;
  RecordingTransport& operator=(const RecordingTransport&) = delete;

  Result<ByteView> exchange(ByteView request, ByteSpan reply, link::Expectation expected) override;

 private:
  void record(bool is_read, std::vector<std::byte> frame, std::string comment);
  void record_command(ByteView request, const wire::CommandRule& rule);
  void record_response(ByteView request, ByteView response, const wire::CommandRule& rule);

  link::Transport& inner_;
  link::Clock& clock_;
  std::string file_;
  Secrets secrets_;
  Sink trouble_;
  pcapng::Writer writer_;
  ChipKnowledge knowledge_;
  bool is_used_ = false;
  bool has_failed_ = false;
};

}  // namespace stsafe::devices
