#include "stsafe/wire/key_list.h"

#include <gtest/gtest.h>

#include "tests/support/bytes.h"

namespace stsafe::wire {
namespace {

using testing_support::hex;

// Part 02, section 4: slot 5 AES-256 CCM*, slot 6 AES-128 CMAC.
constexpr auto kList = "0008 00050100000c0800 0007 00060001000304"_hex;
constexpr std::array kKeys{KeyInfo{SlotNumber{5}, {.usage = kEncrypt | kDecrypt, .parameter = 8}},
                           KeyInfo{SlotNumber{6},
                                   {.type = KeyType::kAes128,
                                    .mode = KeyMode::kCmac,
                                    .usage = kGenerateMac | kVerifyMac,
                                    .parameter = 4}}};

TEST(KeyList, IsWrittenAsInTheDocuments) {
  Fixed<kMaxKeyListSize> buffer{};
  Writer w{buffer};
  encode_key_list(w, kKeys);
  ASSERT_TRUE(w.finish());
  EXPECT_EQ(hex(*w.finish()), hex(kList));
}

TEST(KeyList, IsReadKeyByKey) {
  Reader r{kList};
  for (const auto& expected : kKeys) {
    KeyInfo key;
    next_listed_key(r, key);
    EXPECT_EQ(key.slot, expected.slot);
    EXPECT_EQ(key.key, expected.key);
  }
  EXPECT_TRUE(r.finish());
}

TEST(KeyList, HasLengthsOfTheirModes) {
  for (const auto list : {"0007 00050100000c0800"_hex, "0009 00050100000c0800"_hex}) {
    Reader r{list};
    KeyInfo key;
    next_listed_key(r, key);
    EXPECT_TRUE(r.failed()) << hex(list);
  }
}

}  // namespace
}  // namespace stsafe::wire
