#include "tests/conformance/all_cases.h"

#include <ostream>

#include "tests/conformance/case_tables.h"
#include "tests/conformance/effect.h"

namespace stsafe::conformance {
namespace {

template <class Table>
void add(std::vector<NamedCase>& all, std::string_view command) {
  static_assert(!Table::kAll.empty());
  for (const auto& one : Table::kAll) {
    const auto* tag = changes_for_good(one) ? "_Irreversible" : "";
    all.push_back({std::string{command} + "_" + std::string{one.name} + tag, command, one});
  }
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const NamedCase& one) {
  return out << one.what.request;
}

std::vector<NamedCase> all_cases() {
  std::vector<NamedCase> all;
  wire::for_each_command([&]<wire::Command C>() { add<Cases<C>>(all, C::kName); });
  add<GeneralCases>(all, "General");
  return all;
}

bool changes_for_good(const Case& what) {
  const auto is_irreversible = [](std::string_view request) {
    return effect_of(bytes_of(request)) == wire::Effect::kIrreversible;
  };
  return is_irreversible(what.request) || std::ranges::any_of(what.before, is_irreversible);
}

}  // namespace stsafe::conformance
