// expect: incomplete type|implicit instantiation of undefined template
//
// Who adds a command with an effect says what it stores, so that the power is cut in it.
#include "tests/power_cut/stores.h"

namespace wire = stsafe::wire;

struct NewCommand {
  static constexpr std::string_view kName = "NewCommand";
  static constexpr wire::Opcode kOpcode{0x1D};
#ifdef CONTROL
  static constexpr auto kEffect = wire::Effect::kNone;
#else
  static constexpr auto kEffect = wire::Effect::kReversible;
#endif
  static constexpr wire::Microseconds kTypicalTime = wire::milliseconds{5};
  static constexpr auto kFields = wire::kNoFields;

  struct Response {
    static constexpr auto kFields = wire::kNoFields;
  };
};

auto stored_by_the_new_command() { return stsafe::power_cut::Stores<NewCommand>::kinds(); }
