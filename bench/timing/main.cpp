#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <exception>

#include "bench/timing/report.h"

int main(int argc, char** argv) {
  CLI::App app{
      "What operations cost on the bus, in virtual time: on a typical simulated chip, under this\n"
      "library's policy and the vendor's, against the least that is possible; and on a hundred\n"
      "chips that differ. The same each time."};
  bool json = false;
  bool svg = false;
  app.add_flag("--json", json, "All figures as JSON, times in microseconds");
  app.add_flag("--svg", svg, "The picture of docs/performance.md")->excludes("--json");
  CLI11_PARSE(app, argc, argv);
  try {
    const auto rows = stsafe::bench::survey();
    fmt::print("{}", json  ? stsafe::bench::to_json(rows)
                     : svg ? stsafe::bench::to_svg(rows)
                           : stsafe::bench::to_markdown(rows));
  } catch (const std::exception& failure) {
    fmt::print(stderr, "stsafe-bench: {}\n", failure.what());
    return 1;
  }
  return 0;
}
