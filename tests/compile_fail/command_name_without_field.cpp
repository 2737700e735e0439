// expect: 2 names provided|decomposes into 1 element
//
// A name in kFields belongs to a member.
#include "stsafe/wire/message.h"

namespace wire = stsafe::wire;

struct Single {
#ifdef CONTROL
  static constexpr std::array kFields{wire::Field{"first"}};
#else
  static constexpr std::array kFields{wire::Field{"first"}, wire::Field{"second"}};
#endif
  std::uint8_t first = 0;
};

constexpr void write(wire::Writer& w, const Single& single) { encode(w, single); }
