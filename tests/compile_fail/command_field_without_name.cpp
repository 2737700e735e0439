// expect: decomposes into 2 elements|only 1 name provided
//
// Each member of a message has a name in kFields; who adds a member adds its name.
#include "stsafe/wire/message.h"

namespace wire = stsafe::wire;

struct Pair {
#ifdef CONTROL
  static constexpr std::array kFields{wire::Field{"first"}, wire::Field{"second"}};
#else
  static constexpr std::array kFields{wire::Field{"first"}};
#endif
  std::uint8_t first = 0;
  std::uint8_t second = 0;
};

constexpr void write(wire::Writer& w, const Pair& pair) { encode(w, pair); }
