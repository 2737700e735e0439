#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <string_view>

#include "bench/timing/report.h"

namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

int complain(std::string_view message, int status) {
  fmt::print(stderr, "stsafe-bench: error: {}\n", message);
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "What operations cost on the bus, in virtual time: on a typical simulated chip, under this\n"
      "library's policy and the vendor's, against the least that is possible; and on a hundred\n"
      "chips that differ. The same each time."};
  bool json = false;
  bool svg = false;
  app.add_flag("--json", json, "All figures as JSON, times in microseconds");
  app.add_flag("--svg", svg, "The picture of docs/performance.md")->excludes("--json");
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    return complain(fmt::format("{}. See 'stsafe-bench --help'.", error.what()), kWrongUsage);
  }
  try {
    const auto rows = stsafe::bench::survey();
    fmt::print("{}", json  ? stsafe::bench::to_json(rows)
                     : svg ? stsafe::bench::to_svg(rows)
                           : stsafe::bench::to_markdown(rows));
  } catch (const std::exception& failure) {
    return complain(failure.what(), kFailed);
  }
  return 0;
}
