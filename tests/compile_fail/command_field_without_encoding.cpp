// expect: no matching function for call to .decode
//
// A number wider than a byte says with its type how it stands on the wire; a bare one has no
// encoding.
#include "stsafe/wire/message.h"

namespace wire = stsafe::wire;

struct Number {
  static constexpr std::array kFields{wire::Field{"value"}};
#ifdef CONTROL
  stsafe::Strong<std::uint16_t, struct ValueTag> value{};
#else
  std::uint16_t value = 0;
#endif
};

constexpr void read(wire::Reader& r, Number& number) { decode(r, number); }
