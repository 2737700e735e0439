#include <gtest/gtest.h>

#include <string>

#include "tests/conformance/cases_device_settings.h"

// How long frames may be (trap T-15), and choices of the simulator that the tables cannot make.
namespace stsafe::conformance {
namespace {

TEST(Limits, CountTheCMacInAProtectedFrame) {
  Bench bench{host_keys<0>};
  EXPECT_TRUE(matches(bench.opened(bench.send_sealed("00 61*746")), "61*746"));
  EXPECT_EQ(bench.send_sealed("00 61*747").status(), Status::kBufferLengthExceeded);
  EXPECT_EQ(bench.send_sealed("00 61*748").status(), Status::kBufferLengthExceeded);
}

TEST(Limits, AreCheckedOnceTheCMacWasAccepted) {
  Bench bench{host_keys<0>};
  EXPECT_EQ(bench.send_sealed("00 61*749").status(), Status::kBufferLengthExceeded);
  EXPECT_EQ(bench.counter(), 1U);
  EXPECT_EQ(bench.send("E0 61*753").status(), Status::kInvalidCMac);
  EXPECT_EQ(bench.counter(), 1U);
}

TEST(Limits, AreThoseOfTheCiphertextInAnEncryptedFrame) {
  Bench bench{[](sim::Nvm& nvm) {
    host_keys(nvm);
    set_rule(nvm, 0x00, wire::CommandAccess::kHost, true, true);
  }};
  const auto sealing = Bench::Sealing::kMacAndEncryption;
  // Part 01, section 1.7: the vendor's library gets through with 735 bytes.
  EXPECT_TRUE(matches(bench.opened(bench.send_sealed("00 61*735", sealing), sealing), "61*735"));
  EXPECT_EQ(bench.send_sealed("00 61*736", sealing).status(), Status::kBufferLengthExceeded);
}

TEST(Limits, CanBeTheStrictReading) {
  Bench bench{nullptr, {.max_command_size = 752}};
  EXPECT_EQ(bench.send("00 61*749").status(), Status::kOk);
  EXPECT_EQ(bench.send("00 61*750").status(), Status::kBufferLengthExceeded);
}

// T-4 of part 02
TEST(FailedDecryption, AnswersOnlyItsResultIfSoChosen) {
  Bench bench{worked_example, {.failed_decryption_answers_zeros = false}};
  const auto answer = bench.send("1C 02 00 00*13 0000 0014 00*20");
  EXPECT_EQ(answer.status(), Status::kOk);
  EXPECT_TRUE(matches(answer.payload, "00"));
}

void one_secret_of_each_mode(sim::Nvm& nvm) {
  nvm.num_symmetric_slots = 2;
  auto key = wire::KeyDescription{.type = wire::KeyType::kGenericSecret,
                                  .mode = wire::KeyMode::kHkdf,
                                  .usage = wire::kDerive,
                                  .parameter = 1,
                                  .secret_size = 32};
  put_key(nvm, key, 0);
  key.mode = wire::KeyMode::kHmac;
  key.usage = wire::kGenerateMac | wire::kVerifyMac;
  key.parameter = 16;
  put_key(nvm, key, 1);
}

// T-5 of part 02
TEST(SecretRecords, HaveOneParameterIfSoChosen) {
  Bench bench{one_secret_of_each_mode, {.secret_parameters = wire::SecretParameters::kOne}};
  EXPECT_TRUE(matches(bench.send("14 23").payload, "02 01 02 04 0040 01 01 02 05 0003 10"));
}

TEST(SecretRecords, HaveTwoParametersIfSoChosen) {
  Bench bench{one_secret_of_each_mode, {.secret_parameters = wire::SecretParameters::kTwo}};
  EXPECT_TRUE(matches(bench.send("14 23").payload, "02 01 02 04 0040 01 20 01 02 05 0003 10 20"));
}

TEST(Refusals, ComeBeforeTheCommandIsFound) {
  Bench bench{locked};
  for (const auto* request : {"1D", "14 FE", "1F19 00", "02 00"}) {
    EXPECT_NE(bench.send(request).status(), Status::kOk);
    EXPECT_FALSE(bench.chip().last_command()) << request;
  }
  EXPECT_EQ(bench.send("14 08 00").status(), Status::kInconsistentCommandData);
  EXPECT_EQ(bench.chip().last_command(), wire::index_of<wire::QueryLifeCycle>());
}

// Part 04, section 5.
TEST(CommandTables, MustBeWholeAndInOrderIfSoChosen) {
  constexpr sim::Choices choices{.wants_whole_command_tables = true};
  const std::string whole{kAllConditions};
  const auto put = [&](std::string_view request) {
    Bench bench{nullptr, choices};
    return bench.send(request).status();
  };
  EXPECT_EQ(put(whole), Status::kOk);
  EXPECT_EQ(put("10 29 01 00 03"), Status::kInconsistentCommandData);
  EXPECT_EQ(put("10 2A 02 00 02 1F1A 01"), Status::kInconsistentCommandData);
  auto swapped = whole;
  swapped.replace(swapped.find("0001 0201"), 9, "0201 0001");
  EXPECT_EQ(put(swapped), Status::kInconsistentCommandData);
}

}  // namespace
}  // namespace stsafe::conformance
