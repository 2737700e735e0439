#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

/// An HKDF secret of which derived keys may go to the host.
inline constexpr wire::KeyDescription kHkdfKey{
    .type = wire::KeyType::kGenericSecret,
    .mode = wire::KeyMode::kHkdf,
    .usage = wire::kDerive,
    .parameter = 1,
    .secret_size = 32,
};
/// The input key of part 02's examples (companion_vectors.hkdf) in slot 4.
inline sim::SymmetricSlot& put_input_key(sim::Nvm& nvm) {
  auto& slot = put_key(nvm, kHkdfKey, 4);
  copy_bytes("404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F"_hex,
             slot.value.prepare(32));
  return slot;
}
inline void input_key(sim::Nvm& nvm) { put_input_key(nvm); }
/// And the PRK that the examples' salt makes of it in slot 11.
inline void prk_key(sim::Nvm& nvm) {
  copy_bytes("FAD4AF43B30253735B3B414161D154D40AE4AE9DD9738F1FF3E37A410E6ABCCE"_hex,
             put_key(nvm, kHkdfKey, 11).value.prepare(32));
}
inline void input_key_that_stays(sim::Nvm& nvm) { put_input_key(nvm).key.parameter = 0; }
/// Slots from `first` on take derived keys.
template <std::uint8_t kFirst>
void open_for_derived(sim::Nvm& nvm) {
  put_input_key(nvm);
  for (std::size_t i = kFirst; i < nvm.symmetric_control.size(); ++i) {
    nvm.symmetric_control[i].flags = wire::SlotControlFields::kDerived;
  }
}

// Keys: companion_vectors.hkdf of part 02; others computed apart, with Python's hmac.
template <>
struct Cases<wire::DeriveKeys> {
  static constexpr std::array kAll{
      Case{.name = "DerivesAKey",
           .request = "1F10 02 04 03 0009608648016503040201 00 0004 01020304 000B "
                      "6170702D636F6E74657874 0003 01 0020",
           .payload = "EED1B470A6DEC2E3C65091D7FA401741E06B0C7AB804025050DD43EE7388FFED",
           .state = input_key},
      Case{.name = "DerivesWithoutSaltAndInfo",
           .request = "1F10 02 04 03 0009608648016503040201 00 0000 0000 0003 01 0018",
           .payload = "AE7BC595517103D9C4D2250EB8D02E92E5E14AF5142081CA",
           .state = input_key},
      Case{.name = "DerivesFromAKeyInTheCommand",
           .request = "1F10 00 04 0010 000102030405060708090A0B0C0D0E0F 03 0009608648016503040201 "
                      "00 0000 0001 63 0003 01 0010",
           .payload = "A7E510F42852FDBD83C60FAC3141D4E7"},
      Case{.name = "TakesTheSaltFromASlot",
           .request = "1F10 02 04 03 0009608648016503040201 02 05 0000 0003 01 0010",
           .payload = "E1F72F2647D7B960FD0ABE0444E961E9",
           .state =
               [](sim::Nvm& nvm) {
                 put_input_key(nvm);
                 put_key(nvm, kHkdfKey, 5);
               }},
      Case{.name = "ExpandsAPrk",
           .request =
               "1F10 02 0B 01 0009608648016503040201 000B 6170702D636F6E74657874 0003 01 0020",
           .payload = "EED1B470A6DEC2E3C65091D7FA401741E06B0C7AB804025050DD43EE7388FFED",
           .state = prk_key},
      // One info for all; the keys are consecutive pieces.
      Case{.name = "DerivesSeveralKeys",
           .request = "1F10 02 0B 01 0009608648016503040201 000B 6170702D636F6E74657874 0003 01 "
                      "0010 0003 01 0008",
           .payload = "EED1B470A6DEC2E3C65091D7FA401741E06B0C7AB8040250",
           .state = prk_key},
      Case{.name = "DerivesThirtyTwoKeys",
           .request = "1F10 02 04 03 0009608648016503040201 00 0000 0000 0003010001 0003010001 "
                      "0003010001 0003010001 0003010001 0003010001 0003010001 0003010001 "
                      "0003010001 0003010001 0003010001 0003010001 0003010001 0003010001 "
                      "0003010001 0003010001 0003010001 0003010001 0003010001 0003010001 "
                      "0003010001 0003010001 0003010001 0003010001 0003010001 0003010001 "
                      "0003010001 0003010001 0003010001 0003010001 0003010001 0003010001",
           .payload = "..*32",
           .state = input_key},
      Case{.name = "DerivesNoMoreThanThirtyTwoKeys",
           .request =
               "1F10 02 04 03 0009608648016503040201 00 0000 0000 0003010001 0003010001 "
               "0003010001 0003010001 0003010001 0003010001 0003010001 0003010001 0003010001 "
               "0003010001 0003010001 0003010001 0003010001 0003010001 0003010001 0003010001 "
               "0003010001 0003010001 0003010001 0003010001 0003010001 0003010001 0003010001 "
               "0003010001 0003010001 0003010001 0003010001 0003010001 0003010001 0003010001 "
               "0003010001 0003010001 0003010001",
           .status = Status::kValueOutOfRange,
           .state = input_key},
      // Section 8.3: which slot a key goes to.
      Case{.name = "PutsAKeyIntoTheFirstEmptySlotThatIsOpen",
           .request =
               "1F10 02 04 03 0009608648016503040201 00 0000 0002 776B 0008 02 00 01 00 000C 04 00",
           .payload = "0C",
           .state = open_for_derived<12>},
      Case{.name = "PutsAKeyIntoTheFirstUnlockedSlotOtherwise",
           .request =
               "1F10 02 04 03 0009608648016503040201 00 0000 0000 0008 02 00 01 00 000C 04 00",
           .payload = "0E",
           .state =
               [](sim::Nvm& nvm) {
                 open_for_derived<13>(nvm);
                 put_key(nvm, kWorkedExample, 13).key.lock = wire::Lock::kLocked;
                 put_key(nvm, kWorkedExample, 14);
                 put_key(nvm, kWorkedExample, 15);
               }},
      Case{.name = "NeedsASlotThatIsOpen",
           .request =
               "1F10 02 04 03 0009608648016503040201 00 0000 0000 0008 02 00 01 00 000C 04 00",
           .status = Status::kBoundaryExceeded,
           .state = input_key},
      Case{.name = "NeedsASlotForEachKey",
           .request = "1F10 02 04 03 0009608648016503040201 00 0000 0000 0008 02 00 01 00 000C 04 "
                      "00 0008 02 00 01 00 000C 04 00",
           .status = Status::kBoundaryExceeded,
           .state = open_for_derived<15>},
      Case{.name = "PutsKeysIntoSlotsAndTheAnswer",
           .request =
               "1F10 02 04 03 0009608648016503040201 00 0004 01020304 000B 6170702D636F6E74657874 "
               "0008 02 00 01 00 000C 04 00 0003 01 0010 0008 02 00 01 00 000C 04 00",
           .payload = "0D ..*16 0E",
           .state = open_for_derived<13>},
      Case{.name = "PutsAKeyIntoASlotAlsoIfItMayNotGoToTheHost",
           .request =
               "1F10 02 04 03 0009608648016503040201 00 0000 0000 0008 02 00 01 00 000C 04 00",
           .payload = "0D",
           .state =
               [](sim::Nvm& nvm) {
                 open_for_derived<13>(nvm);
                 nvm.symmetric[4].key.parameter = 0;
               }},
      // T-13: the length is that of the mode, without slot number.
      Case{.name = "WantsTheLengthOfTheMode",
           .request =
               "1F10 02 04 03 0009608648016503040201 00 0000 0000 0009 02 00 01 00 000C 04 00 00",
           .status = Status::kInconsistentCommandData,
           .state = open_for_derived<12>},
      Case{.name = "WantsTheWholeDescription",
           .request = "1F10 02 04 03 0009608648016503040201 00 0000 0000 0007 02 00 01 00 000C 04",
           .status = Status::kInconsistentCommandData,
           .state = open_for_derived<12>},
      Case{.name = "WantsTheLengthOfAKeyForTheHost",
           .request = "1F10 02 04 03 0009608648016503040201 00 0000 0000 0004 01 0010 00",
           .status = Status::kInconsistentCommandData,
           .state = input_key},
      Case{.name = "KnowsTwoDestinations",
           .request = "1F10 02 04 03 0009608648016503040201 00 0000 0000 0003 03 0010",
           .status = Status::kInconsistentCommandData,
           .state = input_key},
      Case{.name = "WantsAnOutput",
           .request = "1F10 02 04 03 0009608648016503040201 00 0000 0000",
           .status = Status::kInconsistentCommandData,
           .state = input_key},
      Case{.name = "WantsADescriptionThatFitsTogether",
           .request =
               "1F10 02 04 03 0009608648016503040201 00 0000 0000 0008 02 00 01 04 0040 01 20",
           .status = Status::kWrongKeyType,
           .state = open_for_derived<12>},
      Case{.name = "WantsUsagesOfTheMode",
           .request =
               "1F10 02 04 03 0009608648016503040201 00 0000 0000 0008 02 00 01 00 0040 04 00",
           .status = Status::kWrongKeyUsage,
           .state = open_for_derived<12>},
      Case{.name = "KnowsSixModes",
           .request = "1F10 02 04 03 0009608648016503040201 00 0000 0000 0006 02 00 01 06 000C",
           .status = Status::kWrongModeOfOperation,
           .state = open_for_derived<12>},
      Case{.name = "AsksForTheDescriptionBeforeTheSlot",
           .request =
               "1F10 02 04 03 0009608648016503040201 00 0000 0000 0008 02 03 01 00 000C 04 00",
           .status = Status::kValueOutOfRange,
           .state = input_key},
      Case{.name = "DerivesNoKeyOfNothing",
           .request = "1F10 02 04 03 0009608648016503040201 00 0000 0000 0003 01 0000",
           .status = Status::kValueOutOfRange,
           .state = input_key},
      Case{.name = "CannotAnswerMoreThanAFrame",
           .request = "1F10 02 04 03 0009608648016503040201 00 0000 0000 0003 01 0300",
           .status = Status::kBufferLengthExceeded,
           .state = input_key},
      Case{.name = "AnswersAsMuchAsAFrameHolds",
           .request = "1F10 02 04 03 0009608648016503040201 00 0000 0000 0003 01 02EE",
           .payload = "..*750",
           .state = input_key},
      // Extract alone.
      Case{.name = "KeepsAPrkInASlot",
           .request = "1F10 02 04 02 0009608648016503040201 00 0002 AABB",
           .payload = "0B",
           .state = open_for_derived<11>},
      Case{.name = "NeedsASlotForAPrk",
           .request = "1F10 02 04 02 0009608648016503040201 00 0002 AABB",
           .status = Status::kBoundaryExceeded,
           .state = input_key},
      Case{.name = "HasNoOutputsIfItExtracts",
           .request = "1F10 02 04 02 0009608648016503040201 00 0002 AABB 0000 0003 01 0010",
           .status = Status::kInconsistentCommandData,
           .state = open_for_derived<11>},
      // The input key.
      Case{.name = "KnowsSixteenSlots",
           .request = "1F10 02 10 03 0009608648016503040201 00 0000 0000 0003 01 0010",
           .status = Status::kEntryNotFound},
      Case{.name = "FindsNothingInAnEmptySlot",
           .request = "1F10 02 04 03 0009608648016503040201 00 0000 0000 0003 01 0010",
           .status = Status::kKeyNotFound},
      Case{.name = "WantsASecret",
           .request = "1F10 02 00 03 0009608648016503040201 00 0000 0000 0003 01 0010",
           .status = Status::kWrongKeyType,
           .state = worked_example},
      Case{.name = "WantsAnHkdfSecret",
           .request = "1F10 02 04 03 0009608648016503040201 00 0000 0000 0003 01 0010",
           .status = Status::kWrongModeOfOperation,
           .state = [](sim::Nvm& nvm) { put_input_key(nvm).key.mode = wire::KeyMode::kHmac; }},
      Case{.name = "WantsAKeyThatMayDerive",
           .request = "1F10 02 04 03 0009608648016503040201 00 0000 0000 0003 01 0010",
           .status = Status::kWrongKeyUsage,
           .state = [](sim::Nvm& nvm) { put_input_key(nvm).key.usage = {}; }},
      Case{.name = "GivesTheHostNothingOfAKeyThatStays",
           .request = "1F10 02 04 03 0009608648016503040201 00 0000 0000 0003 01 0010",
           .status = Status::kCommandNotAuthorized,
           .state = input_key_that_stays},
      Case{.name = "FindsNoSaltInAnEmptySlot",
           .request = "1F10 02 04 03 0009608648016503040201 02 05 0000 0003 01 0010",
           .status = Status::kKeyNotFound,
           .state = input_key},
      Case{.name = "WantsASecretForSalt",
           .request = "1F10 02 04 03 0009608648016503040201 02 00 0000 0003 01 0010",
           .status = Status::kWrongKeyType,
           .state =
               [](sim::Nvm& nvm) {
                 put_input_key(nvm);
                 put_key(nvm);
               }},
      Case{.name = "KnowsSixteenSlotsForSalt",
           .request = "1F10 02 04 03 0009608648016503040201 02 10 0000 0003 01 0010",
           .status = Status::kEntryNotFound,
           .state = input_key},
      Case{.name = "ExpandsPrksOf32BytesOnly",
           .request = "1F10 00 04 0010 5A*16 01 0009608648016503040201 0000 0003 01 0010",
           .status = Status::kValueOutOfRange},
      Case{.name = "WantsAnHkdfKeyInTheCommand",
           .request = "1F10 00 05 0010 5A*16 03 0009608648016503040201 00 0000 0000 0003 01 0010",
           .status = Status::kWrongModeOfOperation},
      Case{.name = "RefusesAShortKeyInTheCommand",
           .request = "1F10 00 04 000F 5A*15 03 0009608648016503040201 00 0000 0000 0003 01 0010",
           .status = Status::kValueOutOfRange},
      Case{.name = "RefusesALongKeyInTheCommand",
           .request = "1F10 00 04 0021 5A*33 03 0009608648016503040201 00 0000 0000 0003 01 0010",
           .status = Status::kValueOutOfRange},
      // The rest.
      Case{.name = "KnowsTwoSourcesOfTheInput",
           .request = "1F10 01 04 03 0009608648016503040201 00 0000 0000 0003 01 0010",
           .status = Status::kInconsistentCommandData,
           .state = input_key},
      Case{.name = "KnowsTwoSourcesOfTheSalt",
           .request = "1F10 02 04 03 0009608648016503040201 01 05 0000 0003 01 0010",
           .status = Status::kInconsistentCommandData,
           .state = input_key},
      Case{.name = "HasSomethingToDo",
           .request = "1F10 02 04 00 0009608648016503040201",
           .status = Status::kValueOutOfRange,
           .state = input_key},
      Case{.name = "KnowsTwoSteps",
           .request = "1F10 02 04 07 0009608648016503040201 00 0000 0000 0003 01 0010",
           .status = Status::kValueOutOfRange,
           .state = input_key},
      Case{.name = "KnowsOneHash",
           .request = "1F10 02 04 03 0009608648016503040202 00 0000 0000 0003 01 0010",
           .status = Status::kInconsistentCommandData,
           .state = input_key},
      Case{.name = "WantsAHash",
           .request = "1F10 02 04 03",
           .status = Status::kInconsistentCommandData,
           .state = input_key},
      Case{.name = "NeedsACMacIfOnlyTheHostMay",
           .request = "1F10 02 04 03 0009608648016503040201 00 0000 0000 0003 01 0010",
           .status = Status::kAccessConditionNotSatisfied,
           .state = host_only<0x1F10>},
  };
};

}  // namespace stsafe::conformance
