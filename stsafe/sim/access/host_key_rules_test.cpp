#include "stsafe/sim/access/host_key_rules.h"

#include <gtest/gtest.h>

namespace stsafe::sim {
namespace {

constexpr unsigned kWrappedAnonymous = 1, kPlaintext = 2, kReprovision = 4;
constexpr std::uint8_t kNone = 0xFF;

Status status_if(bool allowed) { return allowed ? Status::kOk : Status::kCommandNotAuthorized; }

// Part 01, section 7.5, row by row, over all flags.
TEST(HostKeyRules, AreThoseOfTheTable) {
  for (unsigned flags = 0; flags <= 0xFF; ++flags) {
    for (const bool has_keys : {false, true}) {
      const bool room = !has_keys || (flags & kReprovision) != 0;
      for (const std::uint8_t named : {std::uint8_t{0}, std::uint8_t{2}, kNone}) {
        const wire::HostKeyControlFields fields{static_cast<std::uint8_t>(flags), named};
        EXPECT_EQ(check_plaintext_host_keys(fields, has_keys),
                  status_if((flags & kPlaintext) != 0 && room));
        EXPECT_EQ(check_agreed_host_keys(fields, kNone, has_keys),
                  status_if((flags & kWrappedAnonymous) != 0 && room));
        for (const std::uint8_t came : {std::uint8_t{0}, std::uint8_t{1}, std::uint8_t{2}}) {
          EXPECT_EQ(check_agreed_host_keys(fields, came, has_keys),
                    status_if(came == named && room));
        }
      }
    }
  }
}

// Part 01, section 3.7: all flags against all flags.
TEST(HostKeyRules, LetControlFieldsBePutWhileTheChangeRightIsThere) {
  for (unsigned current = 0; current <= 0xFF; ++current) {
    for (unsigned wanted = 0; wanted <= 0xFF; ++wanted) {
      const bool has_right = (current & 0x08) != 0;
      const bool in_range = (wanted & 0xF0) == 0;
      EXPECT_EQ(
          check_put_fields(wire::HostKeyControlFields{static_cast<std::uint8_t>(current), kNone},
                           wire::HostKeyControlFields{static_cast<std::uint8_t>(wanted), 1}),
          !has_right  ? Status::kAccessConditionNotSatisfied
          : !in_range ? Status::kValueOutOfRange
                      : Status::kOk);
    }
  }
}

}  // namespace
}  // namespace stsafe::sim
