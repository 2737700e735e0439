#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

template <>
struct Cases<wire::QuerySymmetricKeyTable> {
  static constexpr std::array kAll{
      Case{.name = "SaysEmptySixteenTimes", .request = "14 23", .payload = "10 00*16"},
      // The seven slots of part 02, section 1.4.
      Case{.name = "SaysWhatIsInEachSlot",
           .request = "14 23",
           .payload = "07  00  01 01 00 000C 04 00  03 01 00 000C 08 89 00000102"
                      " 05 00 01 0003 02  01 00 02 000C  01 01 03 003C 10  00",
           .state =
               [](sim::Nvm& nvm) {
                 nvm.num_symmetric_slots = 7;
                 put_key(nvm, kWorkedExample, 1);
                 put_key(nvm,
                         {.lock = wire::Lock::kLocked,
                          .usage = wire::Usage{0x000C},
                          .parameter = 8,
                          .counter = wire::CounterPlacement::at(9)},
                         2)
                     .counter = 0x102;
                 put_key(nvm,
                         {.lock = wire::Lock::kErasable,
                          .type = wire::KeyType::kAes128,
                          .mode = wire::KeyMode::kCmac,
                          .usage = wire::Usage{0x0003},
                          .parameter = 2},
                         3);
                 put_key(nvm,
                         {.type = wire::KeyType::kAes128,
                          .mode = wire::KeyMode::kEcb,
                          .usage = wire::Usage{0x000C}},
                         4);
                 put_key(
                     nvm,
                     {.mode = wire::KeyMode::kGcm, .usage = wire::Usage{0x003C}, .parameter = 16},
                     5);
               }},
      // T-5 of part 02: no parameter byte.
      Case{.name = "SaysNoParameterOfASecret",
           .request = "14 23",
           .payload = "02  01 02 04 0040  01 02 05 0003",
           .state =
               [](sim::Nvm& nvm) {
                 nvm.num_symmetric_slots = 2;
                 put_key(nvm,
                         {.type = wire::KeyType::kGenericSecret,
                          .mode = wire::KeyMode::kHkdf,
                          .usage = wire::kDerive,
                          .parameter = 1,
                          .secret_size = 32},
                         0);
                 put_key(nvm,
                         {.type = wire::KeyType::kGenericSecret,
                          .mode = wire::KeyMode::kHmac,
                          .usage = wire::Usage{0x0003},
                          .parameter = 16,
                          .secret_size = 20},
                         1);
               }},
      Case{.name = "HasNoSelector",
           .request = "14 23 00",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::QuerySymmetricControlFields> {
  static constexpr std::array kAll{
      Case{.name = "SaysFactorySettings", .request = "14 4B 00", .payload = "08FFFF"},
      Case{.name = "KnowsTheLastSlot", .request = "14 4B 0F", .payload = "08FFFF"},
      Case{.name = "SaysWhatWasPut",
           .request = "14 4B 03",
           .payload = "03 01 FF",
           .before = {"10 4B 03 03 01 FF"}},
      Case{.name = "SaysTheSameAfterErase",
           .request = "14 4B 03",
           .payload = "10 01 FF",
           .before = {"10 4B 03 10 01 FF", "1F17 00 03 00 02 000C 5A*16", "1F19 03"}},
      Case{.name = "KnowsSixteenSlots", .request = "14 4B 10", .status = Status::kEntryNotFound},
      Case{.name = "WantsASlot", .request = "14 4B", .status = Status::kInconsistentCommandData},
      Case{.name = "WantsOneSlot",
           .request = "14 4B 00 00",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::PutSymmetricControlFields> {
  static constexpr std::array kAll{
      Case{.name = "Succeeds", .request = "10 4B 00 03 FF FF"},
      Case{.name = "SucceedsWhileTheChangeRightIsThere",
           .request = "10 4B 00 03 FF FF",
           .before = {"10 4B 00 0B FF FF"}},
      Case{.name = "IsRefusedWithoutChangeRight",
           .request = "10 4B 00 03 FF FF",
           .status = Status::kAccessConditionNotSatisfied,
           .before = {"10 4B 00 03 FF FF"}},
      Case{.name = "ChangesOneSlotOnly",
           .request = "10 4B 01 03 FF FF",
           .before = {"10 4B 00 03 FF FF"}},
      Case{.name = "KnowsSixteenSlots",
           .request = "10 4B 10 03 FF FF",
           .status = Status::kEntryNotFound},
      Case{.name = "RefusesReservedBits",
           .request = "10 4B 00 43 FF FF",
           .status = Status::kValueOutOfRange},
      Case{.name = "WantsThreeBytes",
           .request = "10 4B 00 03 FF",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsNoMoreThanThreeBytes",
           .request = "10 4B 00 03 FF FF FF",
           .status = Status::kInconsistentCommandData},
      Case{.name = "DoesNotWorkOnALockedChip",
           .request = "10 4B 00 03 FF FF",
           .status = Status::kInvalidLifeCycleState,
           .state = locked},
  };
};

template <>
struct Cases<wire::EraseSymmetricKeySlot> {
  static constexpr std::array kAll{
      Case{.name = "ErasesAnUnlockedKey", .request = "1F19 00", .state = worked_example},
      Case{.name = "ErasesAnErasableKey",
           .request = "1F19 00",
           .state = locked_key<wire::Lock::kErasable>},
      Case{.name = "RefusesToEraseALockedKey",
           .request = "1F19 00",
           .status = Status::kKeyBlocked,
           .state = locked_key<wire::Lock::kLocked>},
      Case{.name = "FindsNothingInAnEmptySlot",
           .request = "1F19 00",
           .status = Status::kKeyNotFound},
      Case{.name = "LeavesTheSlotEmpty",
           .request = "1F19 00",
           .status = Status::kKeyNotFound,
           .state = worked_example,
           .before = {"1F19 00"}},
      Case{.name = "KnowsSixteenSlots", .request = "1F19 10", .status = Status::kEntryNotFound},
      Case{.name = "WantsASlot", .request = "1F19", .status = Status::kInconsistentCommandData},
      Case{.name = "WantsOneSlot",
           .request = "1F19 00 00",
           .status = Status::kInconsistentCommandData,
           .state = worked_example},
  };
};

/// A wrapped write in a fresh session to a chip all of whose slots are open for it.
constexpr Case write(std::string_view name, std::string_view envelope, Status status = Status::kOk,
                     ChangeState state = opened_slots) {
  return {.name = name,
          .request = "1F09",
          .status = status,
          .state = state,
          .before = {kGenerateX25519, kStartX25519},
          .envelope = envelope};
}

template <>
struct Cases<wire::WriteSymmetricKeyWrapped> {
  static constexpr std::string_view kGood = "00 00 01 00 000C 04 00 5A*32 80 00*7";
  static constexpr std::array kAll{
      write("WritesAnAes256CcmStarKey", kGood),
      write("WritesAnAes128CcmStarKey", "00 05 00 00 0030 10 00 5A*16 80 00*7"),
      write("WritesACounterKey", "00 05 01 00 000C 08 89 5A*32 80 00*7"),
      write("WritesACmacKey", "00 05 00 01 0003 02 5A*16 80"),
      write("WritesAnEcbKey", "00 05 00 02 000C 5A*16 80 00"),
      write("WritesAGcmKey", "00 05 01 03 003C 10 5A*32 80"),
      write("WritesAnHkdfSecret", "00 05 02 04 0040 01 20 5A*32 80 00*7"),
      write("WritesAnHmacSecret", "00 05 02 05 0003 10 14 5A*20 80 00*3"),
      write("WritesToTheLastSlot", "00 0F 01 00 000C 04 00 5A*32 80 00*7"),
      // T-22
      Case{.name = "NeedsAKekSession",
           .request = "1F09 00*56",
           .status = Status::kSessionError,
           .state = opened_slots},
      Case{.name = "NeedsAKekSessionThatWasNotStopped",
           .request = "1F09 00*56",
           .status = Status::kSessionError,
           .state = opened_slots,
           .before = {kGenerateX25519, kStartX25519, "1F06"}},
      Case{.name = "AsksForTheSessionBeforeTheFormat",
           .request = "1F09",
           .status = Status::kSessionError,
           .state = opened_slots},
      Case{.name = "RefusesWhatIsNotWrappedWithTheKek",
           .request = "1F09 00*56",
           .status = Status::kInconsistentCommandData,
           .state = opened_slots,
           .before = {kGenerateX25519, kStartX25519}},
      Case{.name = "RefusesAnEnvelopeOfBrokenBlocks",
           .request = "1F09 00*55",
           .status = Status::kInconsistentCommandData,
           .state = opened_slots,
           .before = {kGenerateX25519, kStartX25519}},
      Case{.name = "RefusesAnEmptyEnvelope",
           .request = "1F09",
           .status = Status::kInconsistentCommandData,
           .state = opened_slots,
           .before = {kGenerateX25519, kStartX25519}},
      Case{.name = "RefusesAnEnvelopeThatIsTooLong",
           .request = "1F09 00*64",
           .status = Status::kInconsistentCommandData,
           .state = opened_slots,
           .before = {kGenerateX25519, kStartX25519}},
      // Part 02, section 3.3: padding 80 00…, one to eight bytes.
      write("WantsPadding", "00 05 01 02 000C 5A*32 00 00", Status::kInconsistentCommandData),
      write("WantsPaddingOfZeros", "00 00 01 00 000C 04 00 5A*32 80 00*6 01",
            Status::kInconsistentCommandData),
      write("WantsNoMoreThanEightBytesOfPadding", "00 05 00 02 000C 5A*16 80 00*9",
            Status::kInconsistentCommandData),
      write("WantsTheWholeKey", "00 00 01 00 000C 04 00 5A*15 80",
            Status::kInconsistentCommandData),
      // T-29: range, consistency, control fields, lock.
      write("KnowsSixteenSlots", "00 10 01 00 000C 04 00 5A*32 80 00*7", Status::kEntryNotFound),
      write("AsksForTheSlotBeforeTheType", "00 10 03 00 000C 04 00 80 00*7",
            Status::kEntryNotFound),
      write("AsksForTheTypeBeforeTheControlFields", "00 00 00 04 0040 01 20 5A*16 80 00*7",
            Status::kWrongKeyType, nullptr),
      write("NeedsOpenControlFields", kGood, Status::kCommandNotAuthorized, nullptr),
      write("AsksForTheControlFieldsBeforeTheLock", kGood, Status::kCommandNotAuthorized,
            [](sim::Nvm& nvm) { put_key(nvm).key.lock = wire::Lock::kLocked; }),
      write("IsNotHelpedByOtherControlFields", kGood, Status::kCommandNotAuthorized,
            [](sim::Nvm& nvm) { with_control_fields(nvm, 0x3D); }),
      write("OverwritesAnUnlockedKey", kGood, Status::kOk, locked_key<wire::Lock::kUnlocked>),
      write("RefusesToOverwriteALockedKey", kGood, Status::kKeyBlocked,
            locked_key<wire::Lock::kLocked>),
      write("RefusesToOverwriteAnErasableKey", kGood, Status::kKeyBlocked,
            locked_key<wire::Lock::kErasable>),
      // T-30: type, mode, usage, values.
      write("KnowsThreeTypes", "00 00 03 00 000C 04 00 80 00*7", Status::kWrongKeyType),
      write("WantsASecretForHkdf", "00 00 01 04 0040 01 20 5A*32 80 00*7", Status::kWrongKeyType),
      write("WantsAnAesKeyForCcmStar", "00 00 02 00 000C 04 00 80 00*7", Status::kWrongKeyType),
      write("KnowsSixModes", "00 00 01 06 000C 5A*32 80 00", Status::kWrongModeOfOperation),
      write("WantsUsagesOfTheMode", "00 00 01 00 0003 04 00 5A*32 80 00*7", Status::kWrongKeyUsage),
      write("WantsNoChunksForEcb", "00 00 01 02 003C 5A*32 80 00", Status::kWrongKeyUsage),
      write("AsksForTheModeBeforeTheUsage", "00 00 01 06 0040 5A*32 80 00",
            Status::kWrongModeOfOperation),
      write("TakesAKeyThatMayBeUsedForNothing", "00 00 01 00 0000 04 00 5A*32 80 00*7"),
      write("RefusesReservedUsages", "00 00 01 00 008C 04 00 5A*32 80 00*7",
            Status::kValueOutOfRange),
      write("RefusesReservedUsagesOfTheFirstByte", "00 00 01 00 010C 04 00 5A*32 80 00*7",
            Status::kValueOutOfRange),
      write("KnowsThreeLocks", "03 00 01 00 000C 04 00 5A*32 80 00*7", Status::kValueOutOfRange),
      write("RefusesAnOddTagSize", "00 00 01 00 000C 05 00 5A*32 80 00*7",
            Status::kValueOutOfRange),
      write("RefusesATagSizeOfGcm", "00 00 01 00 000C 0C 00 5A*32 80 00*7",
            Status::kValueOutOfRange),
      write("TakesACounterAtTheEndOfTheNonce", "00 00 01 00 000C 04 89 5A*32 80 00*7"),
      write("RefusesACounterThatLeavesTheNonce", "00 00 01 00 000C 04 8A 5A*32 80 00*7",
            Status::kValueOutOfRange),
      write("TakesAnOffsetWithoutCounter", "00 00 01 00 000C 04 0A 5A*32 80 00*7"),
      write("RefusesAShortSecret", "00 00 02 04 0040 01 0F 5A*15 80", Status::kValueOutOfRange),
      write("RefusesALongSecret", "00 00 02 04 0040 01 21 5A*33 80 00*6", Status::kValueOutOfRange),
      write("RefusesReservedFlagsOfASecret", "00 00 02 04 0040 02 20 5A*32 80 00*7",
            Status::kValueOutOfRange),
  };
};

/// All control fields of a slot but the one that a case needs.
inline void plaintext_slots(sim::Nvm& nvm) {
  with_control_fields(nvm, wire::SlotControlFields::kPlaintext);
}
template <wire::Lock kLock>
void plaintext_over_locked_key(sim::Nvm& nvm) {
  locked_key<kLock>(nvm);
  plaintext_slots(nvm);
}

/// A write in plaintext to a chip all of whose slots are open for it.
constexpr Case write_plain(std::string_view name, std::string_view request,
                           Status status = Status::kOk, ChangeState state = plaintext_slots) {
  return {.name = name, .request = request, .status = status, .state = state};
}

// What the key information may say is the same as for wrapped keys: a few cases show that it is
// looked at.
template <>
struct Cases<wire::WriteSymmetricKeyPlaintext> {
  static constexpr std::string_view kGood = "1F17 00 00 01 00 000C 04 00 5A*32";
  static constexpr std::array kAll{
      write_plain("WritesAnAes256CcmStarKey", kGood),
      write_plain("WritesAnAes128CmacKey", "1F17 00 05 00 01 0003 02 5A*16"),
      write_plain("WritesAnEcbKey", "1F17 00 05 00 02 000C 5A*16"),
      write_plain("WritesAGcmKey", "1F17 00 05 01 03 003C 10 5A*32"),
      // T-6: as long as the key information says.
      write_plain("WritesAnHkdfSecret", "1F17 00 05 02 04 0040 01 20 5A*32"),
      write_plain("WritesAnHmacSecret", "1F17 00 05 02 05 0003 10 14 5A*20"),
      write_plain("WantsTheWholeKey", "1F17 00 00 01 00 000C 04 00 5A*31",
                  Status::kInconsistentCommandData),
      write_plain("WantsNoMoreThanTheKey", "1F17 00 00 01 00 000C 04 00 5A*33",
                  Status::kInconsistentCommandData),
      write_plain("WantsTheWholeKeyInformation", "1F17 00 00 01 00 00",
                  Status::kInconsistentCommandData),
      // T-29: format, range, consistency, control fields, lock.
      write_plain("AsksForTheFormatBeforeTheSlot", "1F17 00 10 01 00 000C 04 00 5A*31",
                  Status::kInconsistentCommandData),
      write_plain("KnowsSixteenSlots", "1F17 00 10 01 00 000C 04 00 5A*32", Status::kEntryNotFound),
      write_plain("AsksForTheSlotBeforeTheType", "1F17 00 10 03 00 000C 04 00 5A*32",
                  Status::kEntryNotFound),
      write_plain("KnowsThreeTypes", "1F17 00 00 03 00 000C 04 00 5A*32", Status::kWrongKeyType),
      write_plain("WantsASecretForHkdf", "1F17 00 00 01 04 0040 01 20 5A*32",
                  Status::kWrongKeyType),
      write_plain("WantsAnAesKeyForCcmStar", "1F17 00 00 02 00 000C 04 00 5A*32",
                  Status::kWrongKeyType),
      write_plain("KnowsSixModes", "1F17 00 00 01 06 000C 5A*32", Status::kWrongModeOfOperation),
      write_plain("WantsUsagesOfTheMode", "1F17 00 00 01 00 0003 04 00 5A*32",
                  Status::kWrongKeyUsage),
      write_plain("RefusesAShortSecret", "1F17 00 00 02 04 0040 01 0F 5A*15",
                  Status::kValueOutOfRange),
      write_plain("RefusesASecretOfNothing", "1F17 00 00 02 04 0040 01 00",
                  Status::kValueOutOfRange),
      write_plain("AsksForTheTypeBeforeTheControlFields", "1F17 00 00 00 04 0040 01 10 5A*16",
                  Status::kWrongKeyType, nullptr),
      write_plain("NeedsOpenControlFields", kGood, Status::kCommandNotAuthorized, nullptr),
      write_plain("IsNotHelpedByOtherControlFields", kGood, Status::kCommandNotAuthorized,
                  [](sim::Nvm& nvm) { with_control_fields(nvm, 0x2F); }),
      write_plain("AsksForTheControlFieldsBeforeTheLock", kGood, Status::kCommandNotAuthorized,
                  locked_key<wire::Lock::kLocked>),
      write_plain("OverwritesAnUnlockedKey", kGood, Status::kOk,
                  plaintext_over_locked_key<wire::Lock::kUnlocked>),
      write_plain("RefusesToOverwriteALockedKey", kGood, Status::kKeyBlocked,
                  plaintext_over_locked_key<wire::Lock::kLocked>),
      write_plain("RefusesToOverwriteAnErasableKey", kGood, Status::kKeyBlocked,
                  plaintext_over_locked_key<wire::Lock::kErasable>),
      Case{.name = "WritesTheKeyThatEncrypts",
           .request = "1B 02 00 000102030405060708090A0B0C 0008 5A*8"
                      " 0010 000102030405060708090A0B0C0D0E0F",
           .payload = "696630BB080FE41D610489D3DA232166 0EDBC627 00",
           .state = plaintext_slots,
           .before = {kGood}},
  };
};

}  // namespace stsafe::conformance
