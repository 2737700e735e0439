#pragma once

#include "apps/devices/frame_meaning.h"
#include "stsafe/host/authorization.h"

namespace stsafe::devices {

/// What somebody who listens to a chip from the beginning knows about it: which payloads are
/// encrypted, and the modes of its keys. Both come from the chip's own tables as they pass by, and
/// are forgotten once a command may have changed them: what is not known is taken for plaintext
/// that nobody may see.
class ChipKnowledge {
 public:
  wire::CommandRule rule(ByteView command) const;
  const KeyModes& modes() const { return modes_; }

  /// To be called when a command is sent, after rule() and modes() were used to read it. Reading
  /// its answer needs what was known before.
  void sent(ByteView command);
  void answered(ByteView command, ByteView response);

 private:
  host::Authorization authorization_;
  KeyModes modes_{};
};

}  // namespace stsafe::devices
