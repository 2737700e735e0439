#include <gtest/gtest.h>

#include <set>

#include "tests/conformance/all_cases.h"
#include "tests/conformance/states.h"

namespace stsafe::conformance {
namespace {

class Command : public testing::TestWithParam<NamedCase> {};

TEST_P(Command, IsAnsweredAsTheDocumentsSay) {
  const auto& what = GetParam().what;
  if (!may_change_for_good() && changes_for_good(what)) GTEST_SKIP() << "would change it for good";
  Bench bench{what.state};
  const bool is_empty = what.travel == Travel::kRaw && what.request.empty();
  if (is_empty && !bench.has_empty_frames()) GTEST_SKIP() << "an address alone is no frame";
  const auto answer = bench.send_raw(frame_of(bench, what));
  EXPECT_EQ(answer.status(), what.status)
      << name(answer.status()) << " instead of " << name(what.status);
  EXPECT_EQ(answer.header & std::byte{0xE0}, std::byte{0});
  EXPECT_TRUE(matches(answer.payload, what.payload)) << testing::PrintToString(answer.payload);
}

INSTANTIATE_TEST_SUITE_P(Table, Command, testing::ValuesIn(all_cases()),
                         [](const auto& one) { return one.param.name; });

// Part 01, section 2.3. Those that no command of the registry can answer yet, or no case can show:
//   05                            takes a random source that fails: see the next test
//   08, 0D, 1F                    legacy; nothing is known that answers them
//   0E                            has no name
//   15                            nothing is known that answers it
//   0B as "host keys blocked"     is provoked with the choice of T-8, as "key locked" here
TEST(Statuses, AreAllProvoked) {
  std::set<int> provoked;
  for (const auto& one : all_cases()) provoked.insert(std::to_underlying(one.what.status));
  EXPECT_EQ(provoked, (std::set<int>{0x00, 0x01, 0x02, 0x03, 0x04, 0x06, 0x07, 0x09, 0x0A,
                                     0x0B, 0x0C, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x16,
                                     0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E}));
}

// T-35
TEST(Statuses, AreUnexpectedErrorWithoutRandomNumbers) {
  Bench bench{host_keys};
  bench.random().set({});
  for (const std::string_view request :
       {"02 00 10", "11 13 01 00FF 0000 00032B6570", "16 00 0020 5A*32", "1F0E"}) {
    EXPECT_EQ(bench.send(request).status(), Status::kUnexpectedError) << request;
    EXPECT_EQ(bench.send_sealed(request).status(), Status::kUnexpectedError) << request;
  }
  EXPECT_EQ(bench.send("00 5A").status(), Status::kOk);
}

}  // namespace
}  // namespace stsafe::conformance
