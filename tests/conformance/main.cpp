#include <gtest/gtest.h>

#include <cstdio>
#include <string_view>

#include "tests/conformance/wires.h"

namespace {

bool understands(std::string_view argument) {
  constexpr std::string_view kWay = "--way=";
  if (argument == "--skip-irreversible") {
    stsafe::conformance::forbid_to_change_for_good();
    return true;
  }
  return argument.starts_with(kWay) &&
         stsafe::conformance::choose_way(argument.substr(kWay.size()));
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  for (int i = 1; i < argc; ++i) {
    if (understands(argv[i])) continue;
    std::fprintf(stderr, "%s means nothing here: --way=process|bus|socket, --skip-irreversible\n",
                 argv[i]);
    return 2;
  }
  return RUN_ALL_TESTS();
}
