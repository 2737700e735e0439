// expect: use of deleted function|overload resolution selected deleted operator
//
// Copying by assignment is copying.
#include "stsafe/base/secret.h"

bool assign(stsafe::Secret<16>& to, const stsafe::Secret<16>& from) {
#ifdef CONTROL
  return static_cast<bool>(to.assign(from.reveal()));
#else
  to = from;
  return true;
#endif
}
