#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

template <>
struct Cases<wire::Echo> {
  static constexpr std::array kAll{
      Case{.name = "AnswersWhatItWasSent", .request = "00 61626364", .payload = "61626364"},
      // The shortest form is not in the documents: assumed to succeed.
      Case{.name = "AnswersNothingToNothing", .request = "00"},
      // T-15: a frame has at most 755 bytes on the bus, an answer, too.
      Case{.name = "Answers750Bytes", .request = "00 61*750", .payload = "61*750"},
      Case{.name = "CannotAnswer751Bytes",
           .request = "00 61*751",
           .status = Status::kBufferLengthExceeded},
      Case{.name = "CannotAnswerTheLongestFrame",
           .request = "00 61*752",
           .status = Status::kBufferLengthExceeded},
      Case{.name = "IsRefusedInAFrameThatIsTooLong",
           .request = "00 61*753",
           .status = Status::kBufferLengthExceeded},
      Case{.name = "IsRefusedInTheLongestFrameThatIsReceived",
           .request = "00 61*1021",
           .status = Status::kBufferLengthExceeded},
      Case{.name = "IsNotReceivedInALongerFrame",
           .request = "00 61*1022",
           .status = Status::kCommunicationError},
      Case{.name = "WorksOnALockedChip", .request = "00 01", .payload = "01", .state = locked},
      Case{.name = "WorksOnATerminatedChip",
           .request = "00 01",
           .payload = "01",
           .state = in_life_cycle<wire::LifeCycle::kTerminated>},
      // T-29
      Case{.name = "NeedsACMacIfOnlyTheHostMay",
           .request = "00 01",
           .status = Status::kAccessConditionNotSatisfied,
           .state = host_only<0x00>},
      Case{.name = "IsRefusedIfNobodyMay",
           .request = "00 01",
           .status = Status::kCommandNotAuthorized,
           .state = never<0x00>},
      Case{.name = "IsRefusedIfNobodyMayEvenWithACMac",
           .request = "00 01",
           .status = Status::kCommandNotAuthorized,
           .state =
               [](sim::Nvm& nvm) {
                 host_keys(nvm);
                 never<0x00>(nvm);
               },
           .travel = Travel::kSealed},
      Case{.name = "NeedsAnAdminSessionThatDoesNotExist",
           .request = "00 01",
           .status = Status::kAccessConditionNotSatisfied,
           .state = [](sim::Nvm& nvm) { set_rule(nvm, 0x00, wire::CommandAccess::kAdmin); }},
      Case{.name = "IsOpenToTheHostIfAdminOrHostMay",
           .request = "00 01",
           .payload = "01 .. .. .. ..",
           .state =
               [](sim::Nvm& nvm) {
                 host_keys(nvm);
                 set_rule(nvm, 0x00, wire::CommandAccess::kAdminOrHost);
               },
           .travel = Travel::kSealed},
      // T-41
      Case{.name = "NeedsACMacIfItsCommandIsToBeEncrypted",
           .request = "00 01",
           .status = Status::kAccessConditionNotSatisfied,
           .state = [](sim::Nvm& nvm) { set_rule(nvm, 0x00, wire::CommandAccess::kFree, true); }},
      Case{.name = "NeedsACMacIfItsResponseIsToBeEncrypted",
           .request = "00 01",
           .status = Status::kAccessConditionNotSatisfied,
           .state =
               [](sim::Nvm& nvm) { set_rule(nvm, 0x00, wire::CommandAccess::kFree, false, true); }},
      // T-30: part 01, section 4.10, example A.
      Case{.name = "IsAnsweredWithAnRMacAlthoughFree",
           .request = "E0 01 02 03 83 CF 5E 04 56 E2",
           .payload = "010203 2B0B2F62",
           .state = host_keys<0x41>,
           .travel = Travel::kRaw},
      Case{.name = "IsRefusedWithAWrongCMac",
           .request = "E0 01 02 03 83 CF 5E 05",
           .status = Status::kInvalidCMac,
           .state = host_keys<0x41>},
      Case{.name = "IsRefusedWithTheCMacOfAnotherCounter",
           .request = "E0 01 02 03 83 CF 5E 04",
           .status = Status::kInvalidCMac,
           .state = host_keys<0x42>},
      Case{.name = "IsRefusedWhenTheCounterIsAtItsEnd",
           .request = "00 01",
           .status = Status::kCMacCounterMaximumReached,
           .state = host_keys<0xFFFFFFFF>,
           .travel = Travel::kSealed},
      Case{.name = "MustHavePaddingInside",
           .request = "00 01*16",
           .status = Status::kCommandDecryptionError,
           .state =
               [](sim::Nvm& nvm) {
                 host_keys(nvm);
                 set_rule(nvm, 0x00, wire::CommandAccess::kHost, true);
               },
           .travel = Travel::kSealed},
      Case{.name = "MustBeWholeBlocksIfEncrypted",
           .request = "00 01*15",
           .status = Status::kCommandDecryptionError,
           .state =
               [](sim::Nvm& nvm) {
                 host_keys(nvm);
                 set_rule(nvm, 0x00, wire::CommandAccess::kHost, true);
               },
           .travel = Travel::kSealed},
  };
};

template <>
struct Cases<wire::Reset> {
  static constexpr std::array kAll{
      Case{.name = "IsAnswered", .request = "01 E1F1", .travel = Travel::kRaw},
      Case{.name = "WorksOnALockedChip", .request = "01", .state = locked},
      Case{.name = "HasNoPayload", .request = "01 00", .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::GenerateRandom> {
  static constexpr std::array kAll{
      Case{.name = "AnswersAsManyBytesAsWanted", .request = "02 00 04", .payload = "..*4"},
      Case{.name = "AnswersAtMost255", .request = "02 00 FF", .payload = "..*255"},
      Case{
          .name = "RefusesToAnswerNone", .request = "02 00 00", .status = Status::kValueOutOfRange},
      Case{.name = "KnowsOneSubject",
           .request = "02 01 04",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsASize", .request = "02 00", .status = Status::kInconsistentCommandData},
      Case{.name = "WantsASubject", .request = "02", .status = Status::kInconsistentCommandData},
      Case{.name = "WantsNothingElse",
           .request = "02 00 04 00",
           .status = Status::kInconsistentCommandData},
      // T-45
      Case{.name = "DoesNotWorkOnALockedChip",
           .request = "02 00 04",
           .status = Status::kInvalidLifeCycleState,
           .state = locked},
      Case{.name = "DoesNotWorkOnATerminatedChip",
           .request = "02 00 04",
           .status = Status::kInvalidLifeCycleState,
           .state = in_life_cycle<wire::LifeCycle::kTerminated>},
      Case{.name = "AsksForTheLifeCycleBeforeTheAccessCondition",
           .request = "02 00 04",
           .status = Status::kInvalidLifeCycleState,
           .state =
               [](sim::Nvm& nvm) {
                 locked(nvm);
                 never<0x02>(nvm);
               }},
  };
};

template <>
struct Cases<wire::QueryLifeCycle> {
  static constexpr std::array kAll{
      Case{.name = "SaysOperational", .request = "14 08", .payload = "03"},
      Case{.name = "SaysLockedOnALockedChip", .request = "14 08", .payload = "83", .state = locked},
      Case{.name = "SaysTerminatedOnATerminatedChip",
           .request = "14 08",
           .payload = "04",
           .state = in_life_cycle<wire::LifeCycle::kTerminated>},
      Case{.name = "HasNoSelector",
           .request = "14 08 00",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::QueryProductData> {
  static constexpr std::array kAll{
      // Part 04, section 1.7, with the serial number of the bench's chip.
      Case{.name = "ListsTheEntries",
           .request = "14 11",
           .payload = "01 03 AA6001  02 09 A0949081D4C16B 0139  03 02 02F0  04 02 0040"
                      " 05 02 4018  06 02 0000  07 01 00  08 02 0000  09 03 000000  0A 03 000000"
                      " 0B 03 000000  0C 03 000000  0D 03 000000"},
      Case{.name = "HasNoSelector",
           .request = "14 11 00",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::QueryCommandAuthorization> {
  static constexpr std::array kAll{
      // Part 04, section 2.7.
      Case{.name = "ListsTheFactorySettings",
           .request = "14 24",
           .payload = "03 2D"
                      " 000100 020100 040100 050100 060100 080000 090100 0A0100 0E0100 0F0100"
                      " 110100 150100 160100 170100 180100 1A0100 1B0100 1C0100"
                      " 1F000100 1F010100 1F020100 1F030100 1F040100 1F050100 1F060100 1F070100"
                      " 1F080100 1F090100 1F0A0100 1F0B0100 1F0C0100 1F0D0100 1F0E0100 1F0F0100"
                      " 1F100100 1F110100 1F120100 1F130100 1F140100 1F150100 1F160100 1F170100"
                      " 1F180100 1F190100 1F1A0100"},
      Case{.name = "HasNoSelector",
           .request = "14 24 00",
           .status = Status::kInconsistentCommandData},
  };
};

}  // namespace stsafe::conformance
