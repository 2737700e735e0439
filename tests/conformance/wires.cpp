#include "tests/conformance/wires.h"

#include <array>

#include "tests/conformance/bus_wires.h"
#include "tests/conformance/socket_wires.h"

namespace stsafe::conformance {
namespace {

class DirectWires final : public Wires {
 public:
  explicit DirectWires(sim::Device& chip) : chip_(chip) {}

  Bytes exchange(ByteView frame) override {
    const auto answer = chip_.answer(frame);
    return {answer.begin(), answer.end()};
  }
  void power_off() override { chip_.power_off(); }
  bool power_on() override { return static_cast<bool>(chip_.power_on()); }
  bool has_empty_frames() const override { return true; }

 private:
  sim::Device& chip_;
};

struct NamedWay {
  std::string_view name;
  Way way;
};
constexpr std::array kWays{NamedWay{"process", Way::kProcess}, NamedWay{"bus", Way::kBus},
                           NamedWay{"socket", Way::kSocket}};

// Options of the whole program: set by main() before the first test.
Way way_of_this_run = Way::kProcess;
bool this_run_may_change_for_good = true;

}  // namespace

Way chosen_way() { return way_of_this_run; }

bool choose_way(std::string_view name) {
  for (const auto& known : kWays) {
    if (known.name != name) continue;
    way_of_this_run = known.way;
    return true;
  }
  return false;
}

bool may_change_for_good() { return this_run_may_change_for_good; }
void forbid_to_change_for_good() { this_run_may_change_for_good = false; }

std::unique_ptr<Wires> make_wires(Way way, sim::Device& chip) {
  switch (way) {
    case Way::kProcess: return std::make_unique<DirectWires>(chip);
    case Way::kBus: return std::make_unique<SimulatedBusWires>(chip);
    case Way::kSocket: return std::make_unique<SocketWires>(chip);
  }
  return nullptr;
}

}  // namespace stsafe::conformance
