#pragma once

#include <string>
#include <utility>

#include "cose/failure.h"
#include "stsafe/base/bytes.h"

namespace stsafe::files_posix {

/// An open file of the operating system, closed at the end of its life if it is owned.
class Descriptor {
 public:
  Descriptor() = default;
  /// Takes a descriptor that shall be closed.
  static Descriptor owned(int number) { return Descriptor{number, true}; }
  /// Shows a descriptor that belongs to somebody else, for example standard input.
  static Descriptor borrowed(int number) { return Descriptor{number, false}; }
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept
      : number_(std::exchange(other.number_, -1)), owned_(other.owned_) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }
  void close();

 private:
  Descriptor(int number, bool owned) : number_(number), owned_(owned) {}

  int number_ = -1;
  bool owned_ = false;
};

/// A failure with what the operating system said last: "cannot read FILE: Input/output error".
cose::Failure system_failure(const std::string& what, const std::string& file, int error_number);

/// Writes all of it, also in parts and after signals. 0, or the number of an error.
int write_all(const Descriptor& file, ByteView bytes);
/// Reads once, at most what fits. The number of bytes, 0 at the end; less than 0 is the negative
/// number of an error. A signal that a program handles ends the wait with EINTR.
std::ptrdiff_t read_some(const Descriptor& file, ByteSpan to);

/// An open file without a name, which goes when it is closed: in $TMPDIR, else in /tmp. Only its
/// owner may read it.
cose::Result<Descriptor> open_unnamed();

}  // namespace stsafe::files_posix
