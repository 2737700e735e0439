#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

template <>
struct Cases<wire::EstablishSymmetricKeys> {
  static constexpr std::array kAll{
      Case{.name = "SucceedsOnX25519", .request = kEstablishX25519, .before = {kGenerateX25519}},
      Case{.name = "SucceedsOnNistP256",
           .request = "1F04 00082A8648CE3D030107 04"
                      " 0020 FB9C8189EF5080ADDAE4CD85E4936CAF6626C137FA672E12752615234CDA6E93"
                      " 0020 8791940BCC141B948B51C81EEE15754620A5B45888A4DE7984588468A757A086 02",
           .before = {kGenerateP256}},
      // T-23
      Case{.name = "NeedsAnEphemeralKey",
           .request = kEstablishX25519,
           .status = Status::kKeyNotFound},
      Case{.name = "UsesUpTheEphemeralKey",
           .request = kEstablishX25519,
           .status = Status::kKeyNotFound,
           .before = {kGenerateX25519, kEstablishX25519}},
      Case{.name = "ReplacesWhatIsNotConfirmed",
           .request = kEstablishX25519,
           .before = {kGenerateX25519, kEstablishX25519, kGenerateX25519}},
      // T-12 of part 02
      Case{.name = "IsNotHinderedByAKekSession",
           .request = kEstablishX25519,
           .before = {kGenerateX25519, kStartX25519, kGenerateX25519}},
      // T-28 of part 02
      Case{.name = "WantsTheCurveOfTheEphemeralKey",
           .request = kEstablishX25519,
           .status = Status::kInconsistentCommandData,
           .before = {kGenerateP256}},
      // U-39 of part 03: also in the form that the vendor's library sends.
      Case{.name = "CannotAgreeOnEd25519",
           .request = "1F04 00032B6570 04 0020 09 00*31 0020 00*32 02",
           .status = Status::kWrongKeyType,
           .before = {kGenerateX25519}},
      Case{.name = "CannotAgreeOnEd25519InItsOwnForm",
           .request = "1F04 00032B6570 0020 09 00*31 02",
           .status = Status::kWrongKeyType,
           .before = {kGenerateX25519}},
      Case{.name = "RefusesACurveThatDoesNotExist",
           .request = "1F04 00032B6571 0020 09 00*31 02",
           .status = Status::kValueOutOfRange,
           .before = {kGenerateX25519}},
      Case{.name = "RefusesAPointOfZeros",
           .request = "1F04 00082A8648CE3D030107 04 0020 00*32 0020 00*32 02",
           .status = Status::kInvalidPublicKey,
           .before = {kGenerateP256}},
      Case{.name = "KnowsOneAlgorithm",
           .request = "1F04 00032B656E 0020 09 00*31 01",
           .status = Status::kInconsistentCommandData,
           .before = {kGenerateX25519}},
      Case{.name = "WantsAnAlgorithm",
           .request = "1F04 00032B656E 0020 09 00*31",
           .status = Status::kInconsistentCommandData,
           .before = {kGenerateX25519}},
      Case{.name = "TakesASignature",
           .request = kSignedEstablishX25519,
           .state = signing_key<0x02>,
           .before = {kGenerateX25519}},
      Case{.name = "FindsNoKeyToVerifyASignatureWith",
           .request = kSignedEstablishX25519,
           .status = Status::kKeyNotFound,
           .before = {kGenerateX25519}},
      Case{.name = "WantsAKeyForThis",
           .request = kSignedEstablishX25519,
           .status = Status::kWrongKeyUsage,
           .state = signing_key<0x1D>,
           .before = {kGenerateX25519}},
      Case{.name = "RefusesASignatureOfSomethingElse",
           .request = "1F04 00032B656E 0020 09 00*31 02 00 01 0000 0020 00*32 0020 00*32",
           .status = Status::kAccessConditionNotSatisfied,
           .state = signing_key,
           .before = {kGenerateX25519}},
      Case{.name = "KnowsFourPublicKeySlots",
           .request = "1F04 00032B656E 0020 09 00*31 02 00 04 0000 0020 00*32 0020 00*32",
           .status = Status::kEntryNotFound,
           .before = {kGenerateX25519}},
  };
};

/// A confirmation of a list of keys, with its right MAC.
constexpr Case confirm(std::string_view name, std::string_view list, Status status = Status::kOk,
                       ChangeState state = slots_for_establishment) {
  return {.name = name,
          .request = "1F05",
          .status = status,
          .state = state,
          .before = {kGenerateX25519, kEstablishX25519},
          .key_list = list};
}

template <>
struct Cases<wire::ConfirmSymmetricKeys> {
  /// The list of part 02, section 4.
  static constexpr std::string_view kTwo = "0008 00 05 01 00 000C 08 00  0007 00 06 00 01 0003 04";
  /// The command of part 01, section 7.6.
  static constexpr std::string_view kExample = "1F05 96E3894C3AF9A947 0007 00 03 00 01 0003 04";
  static constexpr std::array kAll{
      Case{.name = "WritesTheKeyOfTheExample",
           .request = kExample,
           .state = slots_for_establishment,
           .before = {kGenerateX25519, kEstablishX25519}},
      confirm("WritesTwoKeys", kTwo),
      confirm("WritesAnEcbKey", "0006 00 05 00 02 000C"),
      confirm("WritesAGcmKey", "0007 00 05 01 03 003C 10"),
      confirm("WritesAnHkdfSecret", "0008 00 05 02 04 0040 01 20"),
      confirm("WritesAnHmacSecret", "0008 00 05 02 05 0003 10 14"),
      confirm("FillsEverySlot",
              "0006 00 00 01 02 000C 0006 00 01 01 02 000C 0006 00 02 01 02 000C"
              "0006 00 03 01 02 000C 0006 00 04 01 02 000C 0006 00 05 01 02 000C"
              "0006 00 06 01 02 000C 0006 00 07 01 02 000C 0006 00 08 01 02 000C"
              "0006 00 09 01 02 000C 0006 00 0A 01 02 000C 0006 00 0B 01 02 000C"
              "0006 00 0C 01 02 000C 0006 00 0D 01 02 000C 0006 00 0E 01 02 000C"
              "0006 00 0F 01 02 000C"),
      Case{.name = "NeedsAnEstablishment",
           .request = kExample,
           .status = Status::kSessionError,
           .state = slots_for_establishment},
      Case{.name = "IsNotHelpedByAKekSession",
           .request = kExample,
           .status = Status::kSessionError,
           .state = slots_for_establishment,
           .before = {kGenerateX25519, kStartX25519}},
      Case{.name = "UsesUpTheEstablishment",
           .request = kExample,
           .status = Status::kSessionError,
           .state = slots_for_establishment,
           .before = {kGenerateX25519, kEstablishX25519, kExample}},
      // Annex A of part 02: not 16, which is the host session's.
      Case{.name = "RefusesAWrongMac",
           .request = "1F05 96E3894C3AF9A946 0007 00 03 00 01 0003 04",
           .status = Status::kAccessConditionNotSatisfied,
           .state = slots_for_establishment,
           .before = {kGenerateX25519, kEstablishX25519}},
      Case{.name = "RefusesTheMacOfAnotherList",
           .request = "1F05 96E3894C3AF9A947 0007 00 02 00 01 0003 04",
           .status = Status::kAccessConditionNotSatisfied,
           .state = slots_for_establishment,
           .before = {kGenerateX25519, kEstablishX25519}},
      Case{.name = "AsksForTheMacBeforeTheSlot",
           .request = "1F05 0000000000000000 0007 00 10 00 01 0003 04",
           .status = Status::kAccessConditionNotSatisfied,
           .state = slots_for_establishment,
           .before = {kGenerateX25519, kEstablishX25519}},
      Case{.name = "WantsAMac",
           .request = "1F05 96E3894C3AF9A9",
           .status = Status::kInconsistentCommandData,
           .state = slots_for_establishment,
           .before = {kGenerateX25519, kEstablishX25519}},
      Case{.name = "WantsAKey",
           .request = "1F05 96E3894C3AF9A947",
           .status = Status::kInconsistentCommandData,
           .state = slots_for_establishment,
           .before = {kGenerateX25519, kEstablishX25519}},
      Case{.name = "AsksForTheFormatBeforeTheMac",
           .request = "1F05 0000000000000000 0007 00 03 00 01 0003",
           .status = Status::kInconsistentCommandData,
           .state = slots_for_establishment,
           .before = {kGenerateX25519, kEstablishX25519}},
      confirm("WantsTheLengthOfTheMode", "0008 00 03 00 01 0003 04 00",
              Status::kInconsistentCommandData),
      confirm("WantsNothingBehindTheLastKey", "0007 00 03 00 01 0003 04 00",
              Status::kInconsistentCommandData),
      // T-31
      confirm("RefusesASlotTwice", "0006 00 05 00 02 000C 0007 00 05 00 01 0003 04",
              Status::kInconsistentCommandData),
      // T-29: range, consistency, control fields, lock.
      confirm("KnowsSixteenSlots", "0006 00 10 00 02 000C", Status::kEntryNotFound),
      confirm("AsksForTheSlotBeforeTheType", "0006 00 10 03 02 000C", Status::kEntryNotFound),
      confirm("KnowsThreeTypes", "0006 00 00 03 02 000C", Status::kWrongKeyType),
      confirm("KnowsSixModes", "0006 00 00 00 06 000C", Status::kWrongModeOfOperation),
      confirm("WantsUsagesOfTheMode", "0006 00 00 00 02 0003", Status::kWrongKeyUsage),
      confirm("RefusesAnOddTagSize", "0008 00 00 01 00 000C 05 00", Status::kValueOutOfRange),
      confirm("RefusesALongSecret", "0008 00 00 02 04 0040 01 FF", Status::kValueOutOfRange),
      confirm("AsksForTheTypeBeforeTheControlFields", "0006 00 00 03 02 000C",
              Status::kWrongKeyType, nullptr),
      confirm("NeedsOpenControlFields", kTwo, Status::kCommandNotAuthorized, nullptr),
      confirm("IsNotHelpedByOtherControlFields", kTwo, Status::kCommandNotAuthorized,
              [](sim::Nvm& nvm) { with_control_fields(nvm, 0x3E); }),
      confirm("RefusesToOverwriteALockedKey", "0006 00 00 00 02 000C", Status::kKeyBlocked,
              [](sim::Nvm& nvm) {
                slots_for_establishment(nvm);
                put_key(nvm).key.lock = wire::Lock::kLocked;
              }),
      confirm("OverwritesAnUnlockedKey", "0006 00 00 00 02 000C", Status::kOk,
              [](sim::Nvm& nvm) {
                slots_for_establishment(nvm);
                put_key(nvm);
              }),
      confirm("RefusesAllKeysForOne", kTwo, Status::kCommandNotAuthorized,
              [](sim::Nvm& nvm) {
                nvm.symmetric_control[5].flags = wire::SlotControlFields::kEcdheAnonymous;
              }),
  };
};

}  // namespace stsafe::conformance
