// expect: every member needs a name in kFields
//
// kNoFields is for messages without members.
#include "stsafe/wire/message.h"

namespace wire = stsafe::wire;

struct Single {
#ifdef CONTROL
  static constexpr std::array kFields{wire::Field{"first"}};
#else
  static constexpr auto kFields = wire::kNoFields;
#endif
  std::uint8_t first = 0;
};

constexpr void write(wire::Writer& w, const Single& single) { encode(w, single); }
