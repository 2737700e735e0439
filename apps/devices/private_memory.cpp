#include "apps/devices/private_memory.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace stsafe::devices {

void keep_memory_private() {
  const rlimit no_core{0, 0};
  static_cast<void>(setrlimit(RLIMIT_CORE, &no_core));
  static_cast<void>(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
}

}  // namespace stsafe::devices
