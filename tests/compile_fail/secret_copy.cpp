// expect: use of deleted function|call to deleted constructor
//
// A secret has one place in memory, which its destructor wipes. A copy would be a second one.
#include "stsafe/base/secret.h"

void copy(const stsafe::Secret<16>& secret) {
#ifdef CONTROL
  const stsafe::Secret<16>& same = secret;
#else
  const stsafe::Secret<16> same = secret;
#endif
  static_cast<void>(same.size());
}
