#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

inline void host_key_control(sim::Nvm& nvm, std::uint8_t flags) {
  nvm.host_key_control.flags = flags;
}

template <>
struct Cases<wire::QueryHostKeySlotV2> {
  static constexpr std::array kAll{
      // T-34
      Case{.name = "SaysEmpty", .request = "14 47", .payload = "00"},
      Case{.name = "SaysTypeAndCounter",
           .request = "14 47",
           .payload = "01 00 00000041",
           .state = host_keys<0x41>},
      Case{.name = "WorksOnALockedChip", .request = "14 47", .payload = "00", .state = locked},
      Case{.name = "HasNoSelector",
           .request = "14 47 00",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::QueryHostKeyControlFields> {
  static constexpr std::array kAll{
      Case{.name = "SaysFactorySettings", .request = "14 4A", .payload = "0A FF"},
      Case{.name = "HasNoSelector",
           .request = "14 4A 00",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::PutHostKeyControlFields> {
  static constexpr std::array kAll{
      Case{.name = "Succeeds", .request = "10 4A 07 FF"},
      Case{.name = "SucceedsWhileTheChangeRightIsThere",
           .request = "10 4A 07 FF",
           .before = {"10 4A 0F FF"}},
      Case{.name = "IsRefusedWithoutChangeRight",
           .request = "10 4A 07 FF",
           .status = Status::kAccessConditionNotSatisfied,
           .before = {"10 4A 07 FF"}},
      Case{.name = "RefusesReservedBits",
           .request = "10 4A 1A FF",
           .status = Status::kValueOutOfRange},
      Case{.name = "WantsTwoBytes",
           .request = "10 4A 07",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsNoMoreThanTwoBytes",
           .request = "10 4A 07 FF FF",
           .status = Status::kInconsistentCommandData},
      Case{.name = "DoesNotWorkOnALockedChip",
           .request = "10 4A 07 FF",
           .status = Status::kInvalidLifeCycleState,
           .state = locked},
  };
};

template <>
struct Cases<wire::WriteHostKeyV2Plaintext> {
  static constexpr std::array kAll{
      Case{.name = "WritesAes128Keys", .request = "1F07 000000 00 11*16 22*16"},
      Case{.name = "WritesAes256Keys", .request = "1F07 000000 01 11*32 22*32"},
      Case{.name = "RefusesASecondTime",
           .request = "1F07 000000 00 11*16 22*16",
           .status = Status::kCommandNotAuthorized,
           .before = {"1F07 000000 00 11*16 22*16"}},
      Case{.name = "OverwritesIfReProvisioningIsAllowed",
           .request = "1F07 000000 01 33*32 44*32",
           .before = {"10 4A 0E FF", "1F07 000000 00 11*16 22*16"}},
      Case{.name = "NeedsTheRightToPlaintext",
           .request = "1F07 000000 00 11*16 22*16",
           .status = Status::kCommandNotAuthorized,
           .state = [](sim::Nvm& nvm) { host_key_control(nvm, 0x0D); }},
      Case{.name = "KnowsTwoTypes",
           .request = "1F07 000000 02 11*32 22*32",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsZerosBeforeTheType",
           .request = "1F07 000001 00 11*16 22*16",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsKeysOfTheType",
           .request = "1F07 000000 01 11*16 22*16",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsBothKeys",
           .request = "1F07 000000 00 11*16 22*15",
           .status = Status::kInconsistentCommandData},
      Case{.name = "ChecksTheFormatBeforeTheRight",
           .request = "1F07 000000 00 11*16 22*15",
           .status = Status::kInconsistentCommandData,
           .state = [](sim::Nvm& nvm) { host_key_control(nvm, 0x00); }},
  };
};

}  // namespace stsafe::conformance
