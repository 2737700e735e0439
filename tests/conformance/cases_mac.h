#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

/// The AES-128 key of the vendor's logs, 16 × 5A, for CMACs of at least 4 bytes.
inline constexpr wire::KeyDescription kCmacKey{
    .type = wire::KeyType::kAes128,
    .mode = wire::KeyMode::kCmac,
    .usage = wire::kGenerateMac | wire::kVerifyMac,
    .parameter = 4,
};
inline void cmac_key(sim::Nvm& nvm) { put_key(nvm, kCmacKey); }
template <std::uint16_t kUsage>
void cmac_key_for(sim::Nvm& nvm) {
  put_key(nvm, kCmacKey).key.usage = wire::Usage{kUsage};
}
/// The secret of part 02's examples (companion_vectors.hmac_sha256), for MACs of at least 20 bytes.
inline void hmac_key(sim::Nvm& nvm) {
  auto& slot = put_key(nvm, {.type = wire::KeyType::kGenericSecret,
                             .mode = wire::KeyMode::kHmac,
                             .usage = wire::kGenerateMac | wire::kVerifyMac,
                             .parameter = 20,
                             .secret_size = 32});
  copy_bytes("404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F"_hex,
             slot.value.prepare(32));
}

// CMAC: the logs of part 04, section 3.5, which a real device printed, and the same MAC in full,
// computed apart. HMAC: companion_vectors.hmac_sha256 of part 02.
template <>
struct Cases<wire::GenerateMac> {
  static constexpr std::array kAll{
      Case{.name = "MakesTheCMacOfTheVendorsLog",
           .request = "09 03 00 04 000102030405060708090A0B0C0D0E0F",
           .payload = "BE4CA3F2",
           .state = cmac_key},
      Case{.name = "MakesTheCMacOfTheVendorsOtherLog",
           .request = "09 03 00 04 000102030405060708090A0B0C0D0E0F",
           .payload = "FDDFB4C1",
           .state =
               [](sim::Nvm& nvm) {
                 copy_bytes("B933C561A9BF3B3A7F1760FCF6D2CD8E"_hex,
                            put_key(nvm, kCmacKey).value.prepare(16));
               }},
      Case{.name = "MakesAWholeCMac",
           .request = "09 03 00 10 000102030405060708090A0B0C0D0E0F",
           .payload = "BE4CA3F2D7712CD22622C3AE3B698BBF",
           .state = cmac_key},
      Case{.name = "MakesACMacShorterThanItWouldVerify",
           .request = "09 03 00 02 000102030405060708090A0B0C0D0E0F",
           .payload = "BE4C",
           .state = cmac_key},
      Case{.name = "MakesAnHmac",
           .request = "09 03 00 20 000102030405060708090A0B0C0D0E0F",
           .payload = "32016921836FC2278698FF5CA865E21008D14562E847646BC45F6297D05980F1",
           .state = hmac_key},
      Case{.name = "MakesAnHmacShorterThanItWouldVerify",
           .request = "09 03 00 10 000102030405060708090A0B0C0D0E0F",
           .payload = "32016921836FC2278698FF5CA865E210",
           .state = hmac_key},
      // T-37
      Case{.name = "TakesAnEmptyMessage",
           .request = "09 03 00 10",
           .payload = "3EA3B47EB132D0F66A6170A4CBD006A8",
           .state = cmac_key},
      // T-19: more than the vendor's library can send.
      Case{.name = "TakesALongMessage",
           .request = "09 03 00 10 00*746",
           .payload = "8E41E7FB232E3E9458F5C5106BC96170",
           .state = cmac_key},
      Case{.name = "KnowsFourSizesOfACMac",
           .request = "09 03 00 0C 000102030405060708090A0B0C0D0E0F",
           .status = Status::kWrongMacLength,
           .state = cmac_key},
      Case{.name = "MakesNoHmacBelow16Bytes",
           .request = "09 03 00 0F 000102030405060708090A0B0C0D0E0F",
           .status = Status::kWrongMacLength,
           .state = hmac_key},
      Case{.name = "MakesNoHmacAbove32Bytes",
           .request = "09 03 00 21 000102030405060708090A0B0C0D0E0F",
           .status = Status::kWrongMacLength,
           .state = hmac_key},
      // T-15
      Case{.name = "HasADistinguisherOfItsOwn",
           .request = "09 02 00 04 000102030405060708090A0B0C0D0E0F",
           .status = Status::kInconsistentCommandData,
           .state = cmac_key},
      Case{.name = "WantsASize",
           .request = "09 03 00",
           .status = Status::kInconsistentCommandData,
           .state = cmac_key},
      Case{.name = "KnowsSixteenSlots", .request = "09 03 10 04", .status = Status::kEntryNotFound},
      Case{.name = "FindsNothingInAnEmptySlot",
           .request = "09 03 00 04",
           .status = Status::kKeyNotFound},
      Case{.name = "WantsAKeyForMacs",
           .request = "09 03 00 04",
           .status = Status::kWrongModeOfOperation,
           .state = worked_example},
      Case{.name = "WantsAKeyThatMayGenerate",
           .request = "09 03 00 04",
           .status = Status::kWrongKeyUsage,
           .state = cmac_key_for<0x0001>},
      Case{.name = "AsksForTheUsageBeforeTheSize",
           .request = "09 03 00 00",
           .status = Status::kWrongKeyUsage,
           .state = cmac_key_for<0x0001>},
      Case{.name = "NeedsACMacIfOnlyTheHostMay",
           .request = "09 03 00 04",
           .status = Status::kAccessConditionNotSatisfied,
           .state = host_only<0x09>},
  };
};

template <>
struct Cases<wire::VerifyMac> {
  static constexpr std::array kAll{
      Case{.name = "AcceptsTheCMacOfTheVendorsLog",
           .request = "0A 02 00 04 BE4CA3F2 000102030405060708090A0B0C0D0E0F",
           .payload = "01",
           .state = cmac_key},
      Case{.name = "AcceptsAWholeCMac",
           .request =
               "0A 02 00 10 BE4CA3F2D7712CD22622C3AE3B698BBF 000102030405060708090A0B0C0D0E0F",
           .payload = "01",
           .state = cmac_key},
      Case{.name = "AcceptsAnHmac",
           .request = "0A 02 00 14 32016921836FC2278698FF5CA865E21008D14562 "
                      "000102030405060708090A0B0C0D0E0F",
           .payload = "01",
           .state = hmac_key},
      Case{.name = "AcceptsTheMacOfAnEmptyMessage",
           .request = "0A 02 00 10 3EA3B47EB132D0F66A6170A4CBD006A8",
           .payload = "01",
           .state = cmac_key},
      // A MAC that is wrong is a result, not a status.
      Case{.name = "RefusesAWrongCMac",
           .request = "0A 02 00 04 BE4CA3F3 000102030405060708090A0B0C0D0E0F",
           .payload = "00",
           .state = cmac_key},
      Case{.name = "RefusesAWrongHmac",
           .request = "0A 02 00 14 32016921836FC2278698FF5CA865E21008D14563 "
                      "000102030405060708090A0B0C0D0E0F",
           .payload = "00",
           .state = hmac_key},
      Case{.name = "RefusesTheCMacOfAnotherMessage",
           .request = "0A 02 00 04 BE4CA3F2 000102030405060708090A0B0C0D0E0F 00",
           .payload = "00",
           .state = cmac_key},
      Case{.name = "WantsTheLeastSizeOfTheKey",
           .request = "0A 02 00 02 BE4C 000102030405060708090A0B0C0D0E0F",
           .status = Status::kWrongMacLength,
           .state = cmac_key},
      Case{.name = "WantsTheLeastSizeOfTheHmacKey",
           .request =
               "0A 02 00 10 32016921836FC2278698FF5CA865E210 000102030405060708090A0B0C0D0E0F",
           .status = Status::kWrongMacLength,
           .state = hmac_key},
      Case{.name = "KnowsFourSizesOfACMac",
           .request = "0A 02 00 05 BE4CA3F200",
           .status = Status::kWrongMacLength,
           .state = cmac_key},
      Case{.name = "WantsTheWholeMac",
           .request = "0A 02 00 04 BE4CA3",
           .status = Status::kInconsistentCommandData,
           .state = cmac_key},
      // T-15
      Case{.name = "HasADistinguisherOfItsOwn",
           .request = "0A 03 00 04 BE4CA3F2",
           .status = Status::kInconsistentCommandData,
           .state = cmac_key},
      Case{.name = "KnowsSixteenSlots",
           .request = "0A 02 10 04 BE4CA3F2",
           .status = Status::kEntryNotFound},
      Case{.name = "FindsNothingInAnEmptySlot",
           .request = "0A 02 00 04 BE4CA3F2",
           .status = Status::kKeyNotFound},
      Case{.name = "WantsAKeyForMacs",
           .request = "0A 02 00 04 BE4CA3F2",
           .status = Status::kWrongModeOfOperation,
           .state = worked_example},
      Case{.name = "WantsAKeyThatMayVerify",
           .request = "0A 02 00 04 BE4CA3F2",
           .status = Status::kWrongKeyUsage,
           .state = cmac_key_for<0x0002>},
  };
};

}  // namespace stsafe::conformance
