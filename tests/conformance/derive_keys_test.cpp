#include <gtest/gtest.h>

#include "tests/conformance/cases_derive_keys.h"

// Derive keys over several commands (part 02, section 8.3).
namespace stsafe::conformance {
namespace {

constexpr std::string_view kExtract = "1F10 02 04 02 0009608648016503040201 00 0004 01020304";
constexpr std::string_view kTable = "14 23";

TEST(DerivedKey, IsTheSameInASlotAndForTheHost) {
  Bench bench{[](sim::Nvm& nvm) {
    put_key(nvm, kHkdfKey, 4);
    nvm.symmetric_control[0].flags = wire::SlotControlFields::kDerived;
  }};
  ASSERT_TRUE(matches(
      bench
          .send(
              "1F10 02 04 03 0009608648016503040201 00 0000 0002 776B 0008 02 00 01 00 000C 04 00")
          .payload,
      "00"));
  const auto to_host =
      bench.send("1F10 02 04 03 0009608648016503040201 00 0000 0002 776B 0003 01 0020");
  ASSERT_EQ(to_host.payload.size(), 32U);
  EXPECT_TRUE(
      std::ranges::equal(bench.chip().stored().symmetric[0].value.reveal(), to_host.payload));
}

TEST(Prk, IsASecretThatExpandsToTheSameKey) {
  Bench bench{open_for_derived<11>};
  ASSERT_TRUE(matches(bench.send(kExtract).payload, "0B"));
  const auto& slot = bench.chip().stored().symmetric[11];
  EXPECT_EQ(slot.key, kHkdfKey);
  EXPECT_TRUE(matches(
      bench.send("1F10 02 0B 01 0009608648016503040201 000B 6170702D636F6E74657874 0003 01 0020")
          .payload,
      "EED1B470A6DEC2E3C65091D7FA401741E06B0C7AB804025050DD43EE7388FFED"));
}

TEST(Prk, InheritsThatItMayNotGoToTheHost) {
  Bench bench{[](sim::Nvm& nvm) {
    open_for_derived<11>(nvm);
    nvm.symmetric[4].key.parameter = 0;
  }};
  ASSERT_TRUE(matches(bench.send(kExtract).payload, "0B"));
  EXPECT_EQ(bench.send("1F10 02 0B 01 0009608648016503040201 0000 0003 01 0020").status(),
            Status::kCommandNotAuthorized);
}

TEST(Prk, OfAKeyInTheCommandMayGoToTheHost) {
  Bench bench{open_for_derived<11>};
  ASSERT_TRUE(
      matches(bench.send("1F10 00 04 0010 5A*16 02 0009608648016503040201 00 0000").payload, "0B"));
  EXPECT_EQ(bench.send("1F10 02 0B 01 0009608648016503040201 0000 0003 01 0020").status(),
            Status::kOk);
}

// T-13 (f): sessions that are not cleaned up use the slots up, and then overwrite each other.
TEST(Prks, FillTheSlotsInOrderUntilTheyAreErased) {
  Bench bench{open_for_derived<14>};
  EXPECT_TRUE(matches(bench.send(kExtract).payload, "0E"));
  EXPECT_TRUE(matches(bench.send(kExtract).payload, "0F"));
  EXPECT_TRUE(matches(bench.send(kExtract).payload, "0E"));
  ASSERT_EQ(bench.send("1F19 0F").status(), Status::kOk);
  EXPECT_TRUE(matches(bench.send(kExtract).payload, "0F"));
}

TEST(DerivedKey, IsNotWrittenIfTheAnswerDoesNotFit) {
  Bench bench{open_for_derived<12>};
  const auto before = bench.send(kTable).payload;
  EXPECT_EQ(bench
                .send("1F10 02 04 03 0009608648016503040201 00 0000 0000"
                      " 0008 02 00 01 00 000C 04 00 0003 01 02EE")
                .status(),
            Status::kBufferLengthExceeded);
  EXPECT_EQ(bench.send(kTable).payload, before);
}

TEST(DerivedKey, IsNotWrittenIfAnotherCannotBe) {
  Bench bench{open_for_derived<12>};
  const auto before = bench.send(kTable).payload;
  EXPECT_EQ(bench
                .send("1F10 02 04 03 0009608648016503040201 00 0000 0000"
                      " 0008 02 00 01 00 000C 04 00 0003 03 0010")
                .status(),
            Status::kInconsistentCommandData);
  EXPECT_EQ(bench.send(kTable).payload, before);
}

TEST(DerivedKey, MayTakeThePlaceOfItsInput) {
  Bench bench{[](sim::Nvm& nvm) {
    put_input_key(nvm);
    nvm.symmetric_control[4].flags = wire::SlotControlFields::kDerived;
  }};
  EXPECT_TRUE(matches(bench.send(kExtract).payload, "04"));
  EXPECT_TRUE(matches(
      bench.send("1F10 02 04 01 0009608648016503040201 000B 6170702D636F6E74657874 0003 01 0020")
          .payload,
      "EED1B470A6DEC2E3C65091D7FA401741E06B0C7AB804025050DD43EE7388FFED"));
}

}  // namespace
}  // namespace stsafe::conformance
