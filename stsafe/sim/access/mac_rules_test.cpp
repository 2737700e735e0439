#include "stsafe/sim/access/mac_rules.h"

#include <gtest/gtest.h>

#include <set>

namespace stsafe::sim {
namespace {

constexpr wire::Usage kBoth = wire::kGenerateMac | wire::kVerifyMac;

std::set<std::size_t> sizes_of(wire::KeyMode mode, wire::Usage usage, std::uint8_t least) {
  std::set<std::size_t> sizes;
  for (std::size_t size = 0; size <= 255; ++size) {
    const wire::KeyDescription key{.mode = mode, .usage = kBoth, .parameter = least};
    const auto status = check_mac(key, usage, size);
    if (status == Status::kOk) {
      sizes.insert(size);
    } else {
      EXPECT_EQ(status, Status::kWrongMacLength) << size;
    }
  }
  return sizes;
}

std::set<std::size_t> from_to(std::size_t first, std::size_t last) {
  std::set<std::size_t> sizes;
  for (auto size = first; size <= last; ++size) sizes.insert(size);
  return sizes;
}

TEST(MacSizes, AreThoseOfTheMode) {
  for (const auto usage : {wire::kGenerateMac, wire::kVerifyMac}) {
    EXPECT_EQ(sizes_of(wire::KeyMode::kCmac, usage, 0), (std::set<std::size_t>{2, 4, 8, 16}));
    EXPECT_EQ(sizes_of(wire::KeyMode::kHmac, usage, 0), from_to(16, 32));
  }
}

TEST(MacSizes, AreAtLeastThatOfTheKeyWhenAMacIsVerified) {
  EXPECT_EQ(sizes_of(wire::KeyMode::kCmac, wire::kVerifyMac, 4), (std::set<std::size_t>{4, 8, 16}));
  EXPECT_EQ(sizes_of(wire::KeyMode::kCmac, wire::kVerifyMac, 9), (std::set<std::size_t>{16}));
  EXPECT_EQ(sizes_of(wire::KeyMode::kHmac, wire::kVerifyMac, 20), from_to(20, 32));
}

TEST(MacSizes, MayBeShorterWhenAMacIsGenerated) {
  EXPECT_EQ(sizes_of(wire::KeyMode::kCmac, wire::kGenerateMac, 16),
            (std::set<std::size_t>{2, 4, 8, 16}));
  EXPECT_EQ(sizes_of(wire::KeyMode::kHmac, wire::kGenerateMac, 32), from_to(16, 32));
}

TEST(MacKeys, NeedModeThenUsage) {
  for (int mode = 0; mode <= 6; ++mode) {
    const bool makes_macs = mode == 1 || mode == 5;
    for (const auto usage : {wire::Usage{}, wire::kGenerateMac, wire::kVerifyMac, kBoth}) {
      for (const auto wanted : {wire::kGenerateMac, wire::kVerifyMac}) {
        const wire::KeyDescription key{.mode = static_cast<wire::KeyMode>(mode), .usage = usage};
        const auto expected = !makes_macs               ? Status::kWrongModeOfOperation
                              : includes(usage, wanted) ? Status::kOk
                                                        : Status::kWrongKeyUsage;
        EXPECT_EQ(check_mac(key, wanted, 16), expected) << mode;
      }
    }
  }
}

}  // namespace
}  // namespace stsafe::sim
