#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

/// A chip whose password is 16 × 11, with so many tries left.
template <std::uint8_t kTries = 3>
void with_password(sim::Nvm& nvm) {
  nvm.password.present = true;
  std::ranges::fill(nvm.password.value.prepare(wire::kPasswordSize), std::byte{0x11});
  nvm.password.remaining_tries = kTries;
}
inline void locked_with_password(sim::Nvm& nvm) {
  with_password(nvm);
  locked(nvm);
}
inline constexpr std::string_view kRightPassword = "1A 11*16";
inline constexpr std::string_view kAllConditions =
    "10 29 2D 0001 0201 0401 0501 0601 0803 0901 0A01 0E03 0F03 1101 1501 1601 1701 1803 1A01 1B03"
    " 1C03 1F0001 1F0101 1F0201 1F0301 1F0401 1F0501 1F0601 1F0701 1F0801 1F0901 1F0A01 1F0B01"
    " 1F0C01 1F0D01 1F0E01 1F0F01 1F1001 1F1101 1F1201 1F1301 1F1401 1F1501 1F1601 1F1701 1F1801"
    " 1F1901 1F1A01";

template <>
struct Cases<wire::PutLifeCycle> {
  static constexpr std::array kAll{
      // T-45
      Case{.name = "Locks",
           .request = "10 08 83",
           .state = with_password,
           .before = {kRightPassword}},
      Case{.name = "Unlocks",
           .request = "10 08 03",
           .state = locked_with_password,
           .before = {kRightPassword}},
      Case{.name = "NeedsThePassword",
           .request = "10 08 83",
           .status = Status::kAccessConditionNotSatisfied,
           .state = with_password},
      Case{.name = "NeedsThePasswordOnALockedChip",
           .request = "10 08 03",
           .status = Status::kAccessConditionNotSatisfied,
           .state = locked_with_password},
      Case{.name = "NeedsThePasswordThatIsRight",
           .request = "10 08 83",
           .status = Status::kAccessConditionNotSatisfied,
           .state = with_password,
           .before = {kRightPassword, "1A 22*16"}},
      Case{.name = "NeedsThePasswordSinceTheLastReset",
           .request = "10 08 83",
           .status = Status::kAccessConditionNotSatisfied,
           .state = with_password,
           .before = {kRightPassword, "01"}},
      Case{.name = "CannotTerminate",
           .request = "10 08 04",
           .status = Status::kInvalidLifeCycleState,
           .state = with_password,
           .before = {kRightPassword}},
      Case{.name = "KnowsSixStates",
           .request = "10 08 82",
           .status = Status::kValueOutOfRange,
           .state = with_password,
           .before = {kRightPassword}},
      Case{.name = "WantsAState", .request = "10 08", .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::QueryI2cParameters> {
  static constexpr std::array kAll{
      // Part 04, section 2.8.
      Case{.name = "SaysFactorySettings", .request = "14 0A", .payload = "40 00"},
      Case{.name = "SaysWhatWasPut",
           .request = "14 0A",
           .payload = "40 2D",
           .before = {"10 0A 40 2D"}},
      Case{.name = "HasNoSelector",
           .request = "14 0A 00",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::PutI2cParameters> {
  static constexpr std::array kAll{
      Case{.name = "Succeeds", .request = "10 0A 40 2D"},
      Case{.name = "SucceedsAgainWithoutTheLock",
           .request = "10 0A 42 00",
           .before = {"10 0A 40 2C"}},
      Case{.name = "IsRefusedOnceLocked",
           .request = "10 0A 40 00",
           .status = Status::kAccessConditionNotSatisfied,
           .before = {"10 0A 40 2D"}},
      Case{.name = "RefusesTheBitBesideTheAddress",
           .request = "10 0A 41 00",
           .status = Status::kValueOutOfRange},
      Case{.name = "KnowsTwoLowPowerModes",
           .request = "10 0A 40 02",
           .status = Status::kValueOutOfRange},
      Case{.name = "WantsTwoBytes",
           .request = "10 0A 40",
           .status = Status::kInconsistentCommandData},
      Case{.name = "DoesNotWorkOnALockedChip",
           .request = "10 0A 40 00",
           .status = Status::kInvalidLifeCycleState,
           .state = locked},
  };
};

template <>
struct Cases<wire::PutCommandAccessConditions> {
  static constexpr std::array kAll{
      // Part 01, section 3.3: the list of the vendor's example.
      Case{.name = "TakesTheWholeList", .request = kAllConditions},
      Case{.name = "TakesAPartOfTheList", .request = "10 29 01 00 03"},
      Case{.name = "IsShown",
           .request = "14 24",
           .payload = "01 2D 000300 020100 ..*156",
           .before = {"10 29 01 00 03"}},
      // T-37: code 08 is never until somebody puts another condition.
      Case{.name = "ChangesTheReservedCodeToo",
           .request = "14 24",
           .payload = "01 2D ..*15 080300 ..*144",
           .before = {"10 29 01 08 03"}},
      // T-19
      Case{.name = "IsShownInThreeValues",
           .request = "14 24",
           .payload = "01 2D 000000 020300 040000 ..*153",
           .before = {"10 29 03 0002 0205 0404"}},
      Case{.name = "IsRefusedTheSecondTime",
           .request = "10 29 01 02 01",
           .status = Status::kAccessConditionNotSatisfied,
           .before = {"10 29 01 02 01"}},
      Case{.name = "LeavesTheRightToTheFlags",
           .request = "10 2A 01 02 00",
           .before = {"10 29 01 02 01"}},
      Case{.name = "KnowsSixConditions",
           .request = "10 29 01 00 06",
           .status = Status::kValueOutOfRange},
      Case{.name = "KnowsTheCodesOfTheTable",
           .request = "10 29 01 14 01",
           .status = Status::kEntryNotFound},
      Case{.name = "WantsEachCodeOnce",
           .request = "10 29 02 0001 0001",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsAsManyRecordsAsItSays",
           .request = "10 29 02 0001",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsNoMoreRecordsThanItSays",
           .request = "10 29 01 0001 0201",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsARecord",
           .request = "10 29 00",
           .status = Status::kInconsistentCommandData},
      Case{.name = "DoesNotWorkOnALockedChip",
           .request = "10 29 01 00 01",
           .status = Status::kInvalidLifeCycleState,
           .state = locked},
  };
};

template <>
struct Cases<wire::PutCommandEncryptionFlags> {
  static constexpr std::array kAll{
      Case{.name = "Succeeds", .request = "10 2A 02 00 02 1F1A 01"},
      Case{.name = "IsShown",
           .request = "14 24",
           .payload = "02 2D 000103 ..*155 1F1A0101",
           .before = {"10 2A 02 00 03 1F1A 01"}},
      // Part 01, section 3.3: bits 7 to 2 are ignored.
      Case{.name = "IgnoresTheUpperBits",
           .request = "14 24",
           .payload = "02 2D 000100 ..*159",
           .before = {"10 2A 01 00 FC"}},
      Case{.name = "IsRefusedTheSecondTime",
           .request = "10 2A 01 00 00",
           .status = Status::kAccessConditionNotSatisfied,
           .before = {"10 2A 01 00 00"}},
      Case{.name = "KnowsTheCodesOfTheTable",
           .request = "10 2A 01 1F1B 00",
           .status = Status::kEntryNotFound},
      Case{.name = "WantsAsManyRecordsAsItSays",
           .request = "10 2A 01 1F 00",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::VerifyPassword> {
  static constexpr std::array kAll{
      // Part 01, section 8.1, and T-27.
      Case{
          .name = "SaysCorrect", .request = "1A 11*16", .payload = "01 03", .state = with_password},
      Case{.name = "SaysWrong", .request = "1A 22*16", .payload = "00 02", .state = with_password},
      Case{.name = "CountsTheLastTry",
           .request = "1A 22*16",
           .payload = "00 00",
           .state = with_password<1>},
      Case{.name = "IsBlockedWithoutTries",
           .request = "1A 11*16",
           .status = Status::kPasswordBlocked,
           .state = with_password<0>},
      Case{.name = "StartsToCountAgainOnceItIsRight",
           .request = "1A 22*16",
           .payload = "00 02",
           .state = with_password<1>,
           .before = {kRightPassword}},
      Case{.name = "FindsNoPassword", .request = "1A 11*16", .status = Status::kKeyNotFound},
      Case{.name = "WantsSixteenBytes",
           .request = "1A 11*15",
           .status = Status::kInconsistentCommandData,
           .state = with_password},
      Case{.name = "WantsNoMoreThanSixteenBytes",
           .request = "1A 11*17",
           .status = Status::kInconsistentCommandData,
           .state = with_password},
      Case{.name = "WorksOnALockedChip",
           .request = "1A 11*16",
           .payload = "01 03",
           .state = locked_with_password},
      Case{.name = "NeedsACMacIfOnlyTheHostMay",
           .request = "1A 11*16",
           .status = Status::kAccessConditionNotSatisfied,
           .state = host_only<0x1A>},
  };
};

template <>
struct Cases<wire::DeletePassword> {
  static constexpr std::array kAll{
      Case{.name = "Succeeds",
           .request = "0C 09",
           .state = with_password,
           .before = {kRightPassword}},
      Case{.name = "LeavesNone",
           .request = "1A 11*16",
           .status = Status::kKeyNotFound,
           .state = with_password,
           .before = {kRightPassword, "0C 09"}},
      Case{.name = "LeavesNothingVerified",
           .request = "10 08 83",
           .status = Status::kAccessConditionNotSatisfied,
           .state = with_password,
           .before = {kRightPassword, "0C 09"}},
      Case{.name = "NeedsThePassword",
           .request = "0C 09",
           .status = Status::kAccessConditionNotSatisfied,
           .state = with_password},
      Case{.name = "FindsNoPassword", .request = "0C 09", .status = Status::kKeyNotFound},
      Case{.name = "KnowsOneSubject", .request = "0C 08", .status = Status::kEntryNotFound},
      Case{.name = "WantsASubject", .request = "0C", .status = Status::kInconsistentCommandData},
      Case{.name = "WantsNothingElse",
           .request = "0C 09 00",
           .status = Status::kInconsistentCommandData},
      Case{.name = "DoesNotWorkOnALockedChip",
           .request = "0C 09",
           .status = Status::kInvalidLifeCycleState,
           .state = locked_with_password},
  };
};

template <>
struct Cases<wire::Hibernate> {
  static constexpr std::array kAll{
      // Part 01, section 1.9.
      Case{.name = "IsAnswered", .request = "0D 01 AE B6", .travel = Travel::kRaw},
      Case{.name = "IsAnsweredIfOnlyAResetWakes", .request = "0D 02"},
      Case{.name = "KnowsTwoWaysToWakeUp", .request = "0D 03", .status = Status::kValueOutOfRange},
      Case{
          .name = "WantsAWayToWakeUp", .request = "0D", .status = Status::kInconsistentCommandData},
      Case{.name = "ForgetsWhatAResetForgets",
           .request = "1F06",
           .status = Status::kSessionError,
           .before = {kGenerateX25519, kStartX25519, "0D 01"}},
      Case{.name = "DoesNotWorkOnALockedChip",
           .request = "0D 01",
           .status = Status::kInvalidLifeCycleState,
           .state = locked},
  };
};

template <>
struct Cases<wire::Standby> {
  static constexpr std::array kAll{
      Case{.name = "IsAnswered", .request = "19"},
      Case{.name = "ForgetsNothing",
           .request = "1F06",
           .before = {kGenerateX25519, kStartX25519, "19"}},
      Case{.name = "HasNoPayload", .request = "19 00", .status = Status::kInconsistentCommandData},
      Case{.name = "DoesNotWorkOnALockedChip",
           .request = "19",
           .status = Status::kInvalidLifeCycleState,
           .state = locked},
  };
};

}  // namespace stsafe::conformance
