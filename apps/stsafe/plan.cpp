#include "apps/stsafe/plan.h"

#include "apps/devices/frame_text.h"
#include "stsafe/base/wipe.h"

namespace stsafe::tool {

void Plan::add_step(std::string what, std::string_view command, Frame frame, wire::Effect effect,
                    Undo undo) {
  const WipeOnExit wiped{frame};
  PlannedStep step{.what = std::move(what), .command = std::string{command}};
  step.is_irreversible = undo == Undo::kAsTheCommand ? effect == wire::Effect::kIrreversible
                                                     : undo == Undo::kImpossible;
  if (!frame.empty()) {
    const auto summary = devices::summarise_command(frame, {}, {});
    step.fields = summary.size() > command.size() ? summary.substr(command.size() + 1) : "";
  }
  steps_.push_back(std::move(step));
}

std::vector<std::string> Plan::irreversible_steps() const {
  std::vector<std::string> list;
  for (const auto& step : steps_) {
    if (step.is_irreversible) list.push_back(step.what);
  }
  return list;
}

}  // namespace stsafe::tool
