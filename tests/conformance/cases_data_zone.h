#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

using wire::ZoneAccess;

/// Sets the rights of a zone.
inline void set_zone(sim::Nvm& nvm, std::uint8_t zone, wire::ZoneRight read,
                     wire::ZoneRight update) {
  nvm.zones[wire::ZoneNumber{zone}].rights = {read, update};
}
/// A chip with host keys on which zones 1 (data) and 5 (counter) have these access conditions for
/// reading and updating, both still to be changed.
template <ZoneAccess kRead, ZoneAccess kUpdate>
void restricted(sim::Nvm& nvm) {
  host_keys(nvm);
  set_zone(nvm, 1, {kRead, true}, {kUpdate, true});
  set_zone(nvm, 5, {kRead, true}, {kUpdate, true});
}
template <std::uint32_t kValue>
void counter_at(sim::Nvm& nvm) {
  nvm.zones[wire::ZoneNumber{5}].counter = wire::Count{kValue};
}
/// Zone 1 holds 01 02 03 …
inline void counted_up(sim::Nvm& nvm) {
  const auto data = nvm.zones.data(wire::ZoneNumber{1});
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::byte>(i + 1);
}

template <>
struct Cases<wire::QueryDataPartition> {
  static constexpr std::array kAll{
      // Part 03, section 7.9 and appendix A11.
      Case{.name = "ListsTheZones",
           .request = "14 12",
           .payload = "0C 00000703E8 01008803E8 02008803E8 03008803E8 04008803E8"
                      " 0501880040FFFFFFFF 0601880040FFFFFFFF 0701880040FFFFFFFF 0801880040FFFFFFFF"
                      " 0900881400 0A00880C00 0B00880B80"},
      Case{.name = "ShowsChangedRights",
           .request = "14 12",
           .payload = "0C 00000703E8 01009003E8 02008803E8 03008803E8 04008803E8"
                      " 0501890040FFFFFFFE 0601880040FFFFFFFF 0701880040FFFFFFFF 0801880040FFFFFFFF"
                      " 0900881400 0A00880C00 0B00880B80",
           .state =
               [](sim::Nvm& nvm) {
                 set_zone(nvm, 1, {ZoneAccess::kHost, true}, {ZoneAccess::kAlways, false});
                 set_zone(nvm, 5, {ZoneAccess::kAlways, true}, {ZoneAccess::kHost, true});
                 nvm.zones[wire::ZoneNumber{5}].counter = wire::Count{0xFFFFFFFE};
               }},
      Case{
          .name = "WorksOnALockedChip", .request = "14 12", .payload = "0C ..*76", .state = locked},
      Case{.name = "HasNoSelector",
           .request = "14 12 00",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::Read> {
  static constexpr std::array kAll{
      Case{.name = "AnswersTheBytesAsked",
           .request = "05 00 01 0002 0003",
           .payload = "030405",
           .state = counted_up},
      Case{.name = "FindsZerosInAnEmptyZone", .request = "05 00 09 0123 0005", .payload = "00*5"},
      Case{.name = "ReachesTheLastByte",
           .request = "05 00 01 03E7 0001",
           .payload = "E8",
           .state = counted_up},
      Case{.name = "ReachesTheLastByteOfTheLastZone",
           .request = "05 00 0B 0B7F 0001",
           .payload = "5A",
           .before = {"06 00 0B 0B7F 5A"}},
      Case{.name = "KnowsTwelveZones",
           .request = "05 00 0C 0000 0001",
           .status = Status::kEntryNotFound},
      // Part 03, section 7.5.
      Case{.name = "WantsALength",
           .request = "05 00 01 0000 0000",
           .status = Status::kInconsistentCommandData},
      Case{.name = "EndsWithTheZone",
           .request = "05 00 01 03E7 0002",
           .status = Status::kBoundaryExceeded},
      Case{.name = "DoesNotBeginBehindTheZone",
           .request = "05 00 01 03E9 0001",
           .status = Status::kBoundaryExceeded},
      Case{.name = "EndsBeforeTheNumbersDo",
           .request = "05 00 01 FFFF FFFF",
           .status = Status::kBoundaryExceeded},
      // U-28: 750 bytes are all that an answer of 755 holds.
      Case{.name = "Answers750Bytes", .request = "05 00 09 0000 02EE", .payload = "00*750"},
      Case{.name = "CannotAnswer751Bytes",
           .request = "05 00 09 0000 02EF",
           .status = Status::kBufferLengthExceeded},
      Case{.name = "CountsTheCounterInItsAnswer",
           .request = "05 00 05 0000 0040",
           .payload = "FFFFFFFF 00*64"},
      Case{
          .name = "AnswersTheCounterAlone", .request = "05 00 05 0000 0000", .payload = "FFFFFFFF"},
      Case{.name = "AnswersTheCounterAtTheEndOfTheZone",
           .request = "05 00 05 0040 0000",
           .payload = "FFFFFFFF"},
      Case{.name = "WantsAPlaceInsideTheZoneAlsoForTheCounterAlone",
           .request = "05 00 05 0041 0000",
           .status = Status::kBoundaryExceeded},
      Case{.name = "WantsWholeFields",
           .request = "05 00 01 0000 00",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsNothingElse",
           .request = "05 00 01 0000 0001 00",
           .status = Status::kInconsistentCommandData},
      // Section 7.2 and rule 8 of 7.4.
      Case{.name = "HasNoAtomicity",
           .request = "05 80 01 0000 0001",
           .status = Status::kInconsistentCommandData},
      Case{.name = "RefusesFillerBits",
           .request = "05 20 01 0000 0001",
           .status = Status::kInconsistentCommandData},
      Case{.name = "RefusesAConditionWithoutChangeIndicator",
           .request = "05 01 01 0000 0001",
           .status = Status::kInconsistentCommandData},
      Case{.name = "KnowsFourAccessConditions",
           .request = "05 12 01 0000 0000",
           .status = Status::kValueOutOfRange},
      Case{.name = "AsksForTheConditionBeforeTheZone",
           .request = "05 15 0C 0000 0000",
           .status = Status::kValueOutOfRange},
      // Section 7.4.
      Case{.name = "NeedsACMacIfOnlyTheHostMay",
           .request = "05 00 01 0000 0001",
           .status = Status::kAccessConditionNotSatisfied,
           .state = restricted<ZoneAccess::kHost, ZoneAccess::kAlways>},
      Case{.name = "IsOpenToTheHost",
           .request = "05 00 01 0000 0001",
           .payload = "00 ..*4",
           .state = restricted<ZoneAccess::kHost, ZoneAccess::kAlways>,
           .travel = Travel::kSealed},
      Case{.name = "HidesTheCounterWithTheData",
           .request = "05 00 05 0000 0000",
           .status = Status::kAccessConditionNotSatisfied,
           .state = restricted<ZoneAccess::kHost, ZoneAccess::kAlways>},
      Case{.name = "NeedsAnAuthenticEntityToo",
           .request = "05 00 01 0000 0001",
           .status = Status::kAccessConditionNotSatisfied,
           .state = restricted<ZoneAccess::kAuthAndHost, ZoneAccess::kAlways>,
           .travel = Travel::kSealed},
      Case{.name = "IsRefusedIfNobodyMay",
           .request = "05 00 01 0000 0001",
           .status = Status::kAccessConditionNotSatisfied,
           .state = restricted<ZoneAccess::kNever, ZoneAccess::kAlways>,
           .travel = Travel::kSealed},
      Case{.name = "IsNotHinderedByTheOtherCondition",
           .request = "05 00 01 0000 0001",
           .payload = "00",
           .state = restricted<ZoneAccess::kAlways, ZoneAccess::kNever>},
      Case{.name = "AsksForTheRightBeforeTheRange",
           .request = "05 00 01 03E8 0001",
           .status = Status::kAccessConditionNotSatisfied,
           .state = restricted<ZoneAccess::kNever, ZoneAccess::kAlways>},
      // U-27
      Case{.name = "NeedsWhatTheCommandNeedsToo",
           .request = "05 00 01 0000 0001",
           .status = Status::kAccessConditionNotSatisfied,
           .state = host_only<0x05>},
      // Rule 2: seen on hardware.
      Case{.name = "MakesItsConditionStricter", .request = "05 19 01 0000 0001", .payload = "00"},
      Case{.name = "IsBoundByTheNewConditionFromTheNextCommandOn",
           .request = "05 00 01 0000 0001",
           .status = Status::kAccessConditionNotSatisfied,
           .before = {"05 19 01 0000 0001"}},
      // U-54
      Case{.name = "AnswersAChangeAloneByAStatus", .request = "05 19 01 0000 0000"},
      Case{.name = "AnswersAChangeOfACounterZoneByAStatus", .request = "05 19 05 0000 0000"},
      Case{.name = "AnswersCounterAndDataWithAChange",
           .request = "05 19 05 0000 0001",
           .payload = "FFFFFFFF 00"},
      // Rule 3: seen on hardware (part 04, section 3.1, frame 8).
      Case{.name = "NeverMakesItsConditionLaxer",
           .request = "05 18 01 0000 0001",
           .status = Status::kAccessConditionNotSatisfied,
           .state = restricted<ZoneAccess::kHost, ZoneAccess::kAlways>,
           .travel = Travel::kSealed},
      Case{.name = "NeedsTheChangeRight",
           .request = "05 17 00 0000 0000",
           .status = Status::kAccessConditionNotSatisfied},
      // U-22
      Case{.name = "MayDropTheChangeRightAlone", .request = "05 10 01 0000 0000"},
      Case{.name = "DoesNotGetTheChangeRightBack",
           .request = "05 18 01 0000 0000",
           .status = Status::kAccessConditionNotSatisfied,
           .before = {"05 10 01 0000 0000"}},
  };
};

template <>
struct Cases<wire::Update> {
  static constexpr std::array kAll{
      Case{.name = "Succeeds", .request = "06 00 01 0102 D0D1D2D3D4D5D6D7"},
      Case{.name = "WritesWhereItWasTold",
           .request = "05 00 01 0000 0005",
           .payload = "00 D0D1 00 00",
           .before = {"06 00 01 0001 D0D1"}},
      Case{.name = "HonoursAtomicity",
           .request = "05 00 01 0000 0003",
           .payload = "D0D1D2",
           .before = {"06 80 01 0000 D0D1D2"}},
      Case{.name = "LeavesTheNeighboursAlone",
           .request = "05 00 02 0000 0002",
           .payload = "0000",
           .before = {"06 00 01 03E7 FF", "06 00 03 0000 FF"}},
      Case{.name = "WantsData",
           .request = "06 00 01 0000",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsDataAlsoForAChange",
           .request = "06 19 01 0000",
           .status = Status::kInconsistentCommandData},
      Case{.name = "KnowsTwelveZones",
           .request = "06 00 0C 0000 00",
           .status = Status::kEntryNotFound},
      Case{.name = "IsForDataZones",
           .request = "06 00 05 0000 00",
           .status = Status::kWrongZoneType},
      Case{.name = "EndsWithTheZone",
           .request = "06 00 01 03E7 D0D1",
           .status = Status::kBoundaryExceeded},
      Case{.name = "RefusesFillerBits",
           .request = "06 40 01 0000 00",
           .status = Status::kInconsistentCommandData},
      Case{.name = "RefusesAConditionWithoutChangeIndicator",
           .request = "06 88 01 0000 00",
           .status = Status::kInconsistentCommandData},
      Case{.name = "KnowsFourAccessConditions",
           .request = "06 13 01 0000 00",
           .status = Status::kValueOutOfRange},
      Case{.name = "CannotChangeTheCertificateZone",
           .request = "06 00 00 0000 00",
           .status = Status::kAccessConditionNotSatisfied},
      Case{.name = "NeedsACMacIfOnlyTheHostMay",
           .request = "06 00 01 0000 00",
           .status = Status::kAccessConditionNotSatisfied,
           .state = restricted<ZoneAccess::kAlways, ZoneAccess::kHost>},
      Case{.name = "IsOpenToTheHost",
           .request = "06 00 01 0000 00",
           .payload = "..*4",
           .state = restricted<ZoneAccess::kAlways, ZoneAccess::kHost>,
           .travel = Travel::kSealed},
      // Rules 2 and 4: the condition as it is decides, and both happen.
      Case{.name = "SetsItsConditionWithTheData", .request = "06 96 01 0000 D0"},
      Case{.name = "MakesItsConditionStricter",
           .request = "14 12",
           .payload = "0C 00000703E8 01008603E8 ..*66",
           .before = {"06 96 01 0000 D0"}},
      Case{.name = "IsBoundByTheNewConditionFromTheNextCommandOn",
           .request = "06 00 01 0000 00",
           .status = Status::kAccessConditionNotSatisfied,
           .before = {"06 9F 01 0000 D0"}},
      Case{.name = "NeverMakesItsConditionLaxer",
           .request = "06 18 01 0000 00",
           .status = Status::kAccessConditionNotSatisfied,
           .state = restricted<ZoneAccess::kAlways, ZoneAccess::kHost>,
           .travel = Travel::kSealed},
      Case{.name = "NeedsWhatTheCommandNeedsToo",
           .request = "06 00 01 0000 00",
           .status = Status::kCommandNotAuthorized,
           .state = never<0x06>},
      Case{.name = "DoesNotWorkOnALockedChip",
           .request = "06 00 01 0000 00",
           .status = Status::kInvalidLifeCycleState,
           .state = locked},
  };
};

template <>
struct Cases<wire::Decrement> {
  static constexpr std::array kAll{
      Case{.name = "AnswersWhatIsLeft",
           .request = "04 00 05 0004 00010203 D0D1D2D3",
           .payload = "FFFEFDFC"},
      Case{.name = "WritesDataWhereItWasTold",
           .request = "05 00 05 0003 0006",
           .payload = "FFFFFFFE 00 D0D1D2D3 00",
           .before = {"04 00 05 0004 00000001 D0D1D2D3"}},
      Case{.name = "NeedsNoData", .request = "04 00 05 0000 00000001", .payload = "FFFFFFFE"},
      Case{.name = "NeedsNoDataAlsoAtTheEndOfTheZone",
           .request = "04 00 05 0040 00000001",
           .payload = "FFFFFFFE"},
      Case{.name = "ReachesZero",
           .request = "04 00 05 0000 00000002 D0",
           .payload = "00000000",
           .state = counter_at<2>},
      Case{.name = "RefusesToGoBelowZero",
           .request = "04 00 05 0000 00000003",
           .status = Status::kCounterLimitExceeded,
           .state = counter_at<2>},
      Case{.name = "IsRefusedForEverAtZero",
           .request = "04 00 05 0000 00000001 D0",
           .status = Status::kCounterLimitExceeded,
           .state = counter_at<0>},
      Case{.name = "WantsAnAmount",
           .request = "04 00 05 0000 00000000",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsTheWholeAmount",
           .request = "04 00 05 0000 000001",
           .status = Status::kInconsistentCommandData},
      Case{.name = "KnowsTwelveZones",
           .request = "04 00 0C 0000 00000001",
           .status = Status::kEntryNotFound},
      Case{.name = "IsForCounterZones",
           .request = "04 00 01 0000 00000001",
           .status = Status::kWrongZoneType},
      Case{.name = "EndsWithTheZone",
           .request = "04 00 05 003F 00000001 D0D1",
           .status = Status::kBoundaryExceeded},
      Case{.name = "AsksForTheCounterBeforeTheRange",
           .request = "04 00 05 003F 00000001 D0D1",
           .status = Status::kCounterLimitExceeded,
           .state = counter_at<0>},
      Case{.name = "HasNoAtomicity",
           .request = "04 80 05 0000 00000001",
           .status = Status::kInconsistentCommandData},
      Case{.name = "KnowsFourAccessConditions",
           .request = "04 14 05 0000 00000001",
           .status = Status::kValueOutOfRange},
      // The update condition of a counter zone is for Decrement.
      Case{.name = "NeedsACMacIfOnlyTheHostMay",
           .request = "04 00 05 0000 00000001",
           .status = Status::kAccessConditionNotSatisfied,
           .state = restricted<ZoneAccess::kAlways, ZoneAccess::kHost>},
      Case{.name = "IsOpenToTheHost",
           .request = "04 00 05 0000 00000001",
           .payload = "FFFFFFFE ..*4",
           .state = restricted<ZoneAccess::kAlways, ZoneAccess::kHost>,
           .travel = Travel::kSealed},
      Case{.name = "MakesItsConditionStricter",
           .request = "04 19 05 0000 00000001 D0D1",
           .payload = "FFFFFFFE"},
      Case{.name = "IsBoundByTheNewConditionFromTheNextCommandOn",
           .request = "04 00 05 0000 00000001",
           .status = Status::kAccessConditionNotSatisfied,
           .before = {"04 19 05 0000 00000001 D0D1"}},
      Case{.name = "NeverMakesItsConditionLaxer",
           .request = "04 18 05 0000 00000001",
           .status = Status::kAccessConditionNotSatisfied,
           .state = restricted<ZoneAccess::kAlways, ZoneAccess::kHost>,
           .travel = Travel::kSealed},
      Case{.name = "DoesNotWorkOnALockedChip",
           .request = "04 00 05 0000 00000001",
           .status = Status::kInvalidLifeCycleState,
           .state = locked},
  };
};

}  // namespace stsafe::conformance
