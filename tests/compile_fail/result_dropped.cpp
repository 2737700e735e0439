// expect: declared with attribute 'nodiscard'|declared with 'nodiscard' attribute
// flags: -Wall -Werror
//
// Who drops a result does not know that it failed.
#include "stsafe/base/result.h"

stsafe::Result<void> attempt();

bool run() {
#ifdef CONTROL
  return static_cast<bool>(attempt());
#else
  attempt();
  return true;
#endif
}
