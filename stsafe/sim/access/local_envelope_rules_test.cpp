#include "stsafe/sim/access/local_envelope_rules.h"

#include <gtest/gtest.h>

namespace stsafe::sim {
namespace {

TEST(LocalEnvelopeRules, LetAKeyBeMadeOnce) {
  for (unsigned value = 0; value <= 0xFF; ++value) {
    const auto type = static_cast<wire::KeyType>(value);
    const bool is_known = value <= 1;
    EXPECT_EQ(check_make_envelope_key(false, type), is_known ? Status::kOk : Status::kWrongKeyType);
    EXPECT_EQ(check_make_envelope_key(true, type),
              is_known ? Status::kAccessConditionNotSatisfied : Status::kWrongKeyType);
  }
}

// Part 02, section 9: a multiple of 8, and at least 16.
TEST(LocalEnvelopeRules, TakePayloadsOfWholeBlocks) {
  for (std::size_t size = 0; size <= 1024; ++size) {
    EXPECT_EQ(can_be_wrapped(size), size != 0 && size != 8 && size % 8 == 0) << size;
    EXPECT_EQ(can_be_unwrapped(size), size > 16 && size % 8 == 0) << size;
  }
}

}  // namespace
}  // namespace stsafe::sim
