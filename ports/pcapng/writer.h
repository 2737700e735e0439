#pragma once

#include <string>
#include <string_view>

#include "ports/pcapng/packet.h"
#include "stsafe/base/result.h"

namespace stsafe::pcapng {

/// Why a file could not be written: a value of errno. 0 is no error.
struct FileError {
  int code = 0;
  friend bool operator==(FileError, FileError) = default;
};

/// Writes a new recording with one interface, times in microseconds. Each call hands its block to
/// the operating system whole: when the process is killed, everything written before is in the
/// file. Wipes nothing: redact before.
class Writer {
 public:
  Writer() = default;
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Creates the file, for its owner alone (mode 0600), and writes its headers. EEXIST if something
  /// of that name is there: nothing is ever overwritten. All packets are of the link type. After an
  /// error there is no new file.
  Result<void, FileError> create(const std::string& path, std::string_view interface_name,
                                 std::uint16_t link_type = kLinkTypeI2cLinux);

  /// Appends a packet. EMSGSIZE if data or comment are longer than packet.h allows. After any error
  /// the file ends with the packet before.
  Result<void, FileError> write(const Packet& packet);

 private:
  Result<void, FileError> append(ByteView block) const;

  int descriptor_ = -1;
};

}  // namespace stsafe::pcapng
