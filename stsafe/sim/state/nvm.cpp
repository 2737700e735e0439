#include "stsafe/sim/state/nvm.h"

namespace stsafe::sim {

wire::CommandRule CommandRules::find(wire::Opcode opcode) const {
  const auto listed = std::span{rules}.first(num_rules);
  const auto found = std::ranges::find(listed, opcode, &wire::CommandRule::opcode);
  return found != listed.end() ? *found : wire::CommandRule{.opcode = opcode};
}

void SymmetricSlot::clear() {
  present = false;
  key = {};
  value.clear();
  counter = 0;
  counter_spent = false;
}

}  // namespace stsafe::sim
