#include <gtest/gtest.h>

#include <string>

#include "tests/conformance/states.h"

// CCM* keys with a counter (part 02, section 6.2, and trap T-10).
namespace stsafe::conformance {
namespace {

constexpr std::string_view kEncrypt =
    "1B 02 00 000102030405060708090A0B0C 0008 5A*8 0010 000102030405060708090A0B0C0D0E0F";

template <std::uint32_t kValue>
void with_counter(sim::Nvm& nvm) {
  put_key(nvm, counter_key(9)).counter = kValue;
}

template <std::uint8_t kOffset>
void with_offset(sim::Nvm& nvm) {
  put_key(nvm, counter_key(kOffset)).counter = 0x01020304;
}

class Placement : public testing::TestWithParam<std::pair<ChangeState, std::string_view>> {};

// The key without counter, given the nonce with the counter in it, must make the same of it.
TEST_P(Placement, IsWhereTheKeySaysAndBigEndian) {
  Bench counting{GetParam().first};
  const auto counted = counting.send(kEncrypt);
  Bench plain{worked_example};
  const auto request = joined({bytes_of("1B 02 00"), bytes_of(GetParam().second),
                               bytes_of("0008 5A*8 0010 000102030405060708090A0B0C0D0E0F")});
  const auto expected = plain.send(request);
  ASSERT_EQ(expected.payload.size(), 21U);
  ASSERT_EQ(counted.payload.size(), 25U);
  EXPECT_TRUE(std::ranges::equal(ByteView{counted.payload}.first(20),
                                 ByteView{expected.payload}.first(20)));
  EXPECT_TRUE(matches(ByteView{counted.payload}.last(5), "01 01020304"));
}

INSTANTIATE_TEST_SUITE_P(Offsets, Placement,
                         testing::Values(std::pair{&with_offset<0>, "01020304 0405060708090A0B0C"},
                                         std::pair{&with_offset<1>, "00 01020304 05060708090A0B0C"},
                                         std::pair{&with_offset<5>, "0001020304 01020304 090A0B0C"},
                                         std::pair{&with_offset<9>,
                                                   "000102030405060708 01020304"}));

TEST(CounterKey, StartsAtZeroWhenItIsWritten) {
  Bench bench{opened_slots};
  ASSERT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  ASSERT_EQ(bench.send(kStartX25519).status(), Status::kOk);
  const auto envelope = bench.wrapped(1, "00 00 01 00 000C 04 89 5A*32 80 00*7");
  ASSERT_EQ(bench.send(joined({bytes_of("1F09"), envelope})).status(), Status::kOk);
  EXPECT_TRUE(matches(bench.send(kEncrypt).payload, "..*20 01 00000000"));
  EXPECT_TRUE(matches(bench.send(kEncrypt).payload, "..*20 01 00000001"));
}

TEST(CounterKey, StartsAgainWhenItIsOverwritten) {
  Bench bench{[](sim::Nvm& nvm) {
    opened_slots(nvm);
    with_counter<77>(nvm);
  }};
  ASSERT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  ASSERT_EQ(bench.send(kStartX25519).status(), Status::kOk);
  const auto envelope = bench.wrapped(1, "00 00 01 00 000C 04 89 5B*32 80 00*7");
  ASSERT_EQ(bench.send(joined({bytes_of("1F09"), envelope})).status(), Status::kOk);
  EXPECT_TRUE(matches(bench.send(kEncrypt).payload, "..*20 01 00000000"));
}

TEST(CounterKey, KeepsItsCounterOverResetAndPowerCycle) {
  Bench bench{with_counter<7>};
  ASSERT_EQ(bench.send(kEncrypt).status(), Status::kOk);
  ASSERT_EQ(bench.send("01").status(), Status::kOk);
  EXPECT_TRUE(matches(bench.send(kEncrypt).payload, "..*20 01 00000008"));
  bench.power_cycle();
  EXPECT_TRUE(matches(bench.send(kEncrypt).payload, "..*20 01 00000009"));
}

TEST(CounterKey, UsesItsLastValueOnce) {
  Bench bench{with_counter<0xFFFFFFFE>};
  EXPECT_TRUE(matches(bench.send(kEncrypt).payload, "..*20 01 FFFFFFFE"));
  EXPECT_TRUE(matches(bench.send(kEncrypt).payload, "..*20 01 FFFFFFFF"));
  EXPECT_EQ(bench.send(kEncrypt).status(), Status::kCounterLimitExceeded);
  bench.power_cycle();
  EXPECT_EQ(bench.send(kEncrypt).status(), Status::kCounterLimitExceeded);
}

TEST(CounterKey, CountsOnlyEncryptions) {
  Bench bench{with_counter<7>};
  ASSERT_EQ(bench.send("1C 02 00 000102030405060708090A0B0C 0000 0005 00*5").status(), Status::kOk);
  ASSERT_EQ(bench.send("1B 02 00 000102030405060708090A0B0C 0000 0010").status(),
            Status::kInconsistentCommandData);
  EXPECT_TRUE(matches(bench.send(kEncrypt).payload, "..*20 01 00000007"));
}

TEST(CounterKey, ShowsItsCounterInTheTable) {
  Bench bench{with_counter<7>};
  ASSERT_EQ(bench.send(kEncrypt).status(), Status::kOk);
  EXPECT_TRUE(matches(bench.send("14 23").payload, "10 01 01 00 000C 04 89 00000008 00*15"));
}

}  // namespace
}  // namespace stsafe::conformance
