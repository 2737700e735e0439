#pragma once

#include "cose/byte_source.h"

namespace stsafe::cose {

/// Where bytes go that count only once all of them are there and right. Until commit() nobody may
/// act on them; a sink that ends without it leaves nothing behind. What fails is Reason::kStream,
/// and its message says which sink it was and why.
class ByteSink {
 public:
  /// Memory of the sink where the next bytes may be put before write() is called with them, which
  /// spares a copy: `size` bytes or none. Valid until the next call.
  virtual ByteSpan room(std::size_t /*size*/) { return {}; }
  /// Takes the next bytes. After a failure nothing but discard() makes sense.
  virtual Result<void> write(ByteView bytes) = 0;
  /// Everything was written and is right: lets it be seen, and makes it last.
  virtual Result<void> commit() = 0;
  /// Forgets everything. Does nothing after commit().
  virtual void discard() = 0;

 protected:
  ~ByteSink() = default;
};

/// Room for bytes of any number that have to be read again, for example those of a pipe that ends
/// with what is needed first.
class Spool {
 public:
  virtual Result<void> write(ByteView bytes) = 0;
  /// What was written, from its first byte. It can seek. Nothing may be written any more.
  virtual Result<ByteSource*> read_back() = 0;

 protected:
  ~Spool() = default;
};

}  // namespace stsafe::cose
