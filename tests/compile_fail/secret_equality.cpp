// expect: no match for 'operator=='|invalid operands to binary expression
//
// `==` stops at the first difference and tells by its time where that is.
#include "stsafe/base/secret.h"

bool equal(const stsafe::Secret<16>& a, const stsafe::Secret<16>& b) {
#ifdef CONTROL
  return stsafe::equal_constant_time(a.reveal(), b.reveal());
#else
  return a == b;
#endif
}
