#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

/// A public key of the examples in slot 0, with these flags.
template <std::uint16_t kFlags>
void p256_public_key(sim::Nvm& nvm) {
  auto& slot = nvm.public_keys[0];
  slot.flags = wire::PublicKeyFlags{kFlags};
  slot.present = true;
  slot.key = *PublicKey::from_raw(Curve::kNistP256, testing_support::kP256PublicKey);
}
inline void ed25519_public_key(sim::Nvm& nvm) {
  p256_public_key<0x08>(nvm);
  nvm.public_keys[0].key =
      *PublicKey::from_raw(Curve::kEd25519, testing_support::kEd25519PublicKey);
}
inline void three_public_keys(sim::Nvm& nvm) { nvm.num_public_keys = 3; }

inline constexpr std::string_view kWritePublicKey =
    "1F0A 00 00082A8648CE3D030107 04"
    " 0020 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
    " 0020 7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";

template <>
struct Cases<wire::QueryGenericPublicKeyTable> {
  static constexpr std::array kAll{
      Case{.name = "CountsFourSlots", .request = "14 48", .payload = "04"},
      // U-13
      Case{.name = "CountsAsManyAsTheProfileSays",
           .request = "14 48",
           .payload = "03",
           .state = three_public_keys},
      Case{.name = "HasNoSelector",
           .request = "14 48 00",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::QueryGenericPublicKeySlot> {
  static constexpr std::array kAll{
      Case{.name = "SaysEmpty", .request = "14 4C 03", .payload = "00 0001"},
      // Part 03, appendix A12.
      Case{.name = "SaysFlagsAndKey",
           .request = "14 4C 00",
           .payload = "01 0008 00082A8648CE3D030107 04"
                      " 0020 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
                      " 0020 7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299",
           .state = p256_public_key<0x08>},
      Case{.name = "SaysAnEd25519Key",
           .request = "14 4C 00",
           .payload = "01 0008 00032B6570"
                      " 0020 03A107BFF3CE10BE1D70DD18E74BC09967E4D6309BA50D5F1DDC8664125531B8",
           .state = ed25519_public_key},
      Case{.name = "KnowsFourSlots", .request = "14 4C 04", .status = Status::kEntryNotFound},
      Case{.name = "WantsASlot", .request = "14 4C", .status = Status::kInconsistentCommandData},
      Case{.name = "WantsOneSlot",
           .request = "14 4C 00 00",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::PutPublicKeyConfigurationFlags> {
  static constexpr std::array kAll{
      Case{.name = "Succeeds", .request = "10 4D 00 0008"},
      Case{.name = "SetsEveryFlag", .request = "10 4D 03 001F"},
      Case{.name = "WorksOnAFilledSlot", .request = "10 4D 00 0008", .before = {kWritePublicKey}},
      Case{.name = "SucceedsWhileTheChangeRightIsThere",
           .request = "10 4D 00 0008",
           .before = {"10 4D 00 000B", "10 4D 00 0001"}},
      Case{.name = "IsRefusedWithoutChangeRight",
           .request = "10 4D 00 0008",
           .status = Status::kAccessConditionNotSatisfied,
           .before = {"10 4D 00 0008"}},
      Case{.name = "RefusesReservedBits",
           .request = "10 4D 00 0020",
           .status = Status::kInconsistentCommandData},
      Case{.name = "RefusesReservedBitsOfTheFirstByte",
           .request = "10 4D 00 0100",
           .status = Status::kInconsistentCommandData},
      Case{.name = "KnowsFourSlots", .request = "10 4D 04 0008", .status = Status::kEntryNotFound},
      Case{.name = "WantsTwoBytes",
           .request = "10 4D 00 08",
           .status = Status::kInconsistentCommandData},
      Case{.name = "DoesNotWorkOnALockedChip",
           .request = "10 4D 00 0008",
           .status = Status::kInvalidLifeCycleState,
           .state = locked},
  };
};

template <>
struct Cases<wire::WritePublicKey> {
  static constexpr std::array kAll{
      Case{.name = "WritesANistP256Key", .request = kWritePublicKey},
      Case{.name = "WritesAnEd25519Key",
           .request = "1F0A 03 00032B6570"
                      " 0020 03A107BFF3CE10BE1D70DD18E74BC09967E4D6309BA50D5F1DDC8664125531B8"},
      // U-15
      Case{.name = "DoesNotWriteTwice",
           .request = kWritePublicKey,
           .status = Status::kAccessConditionNotSatisfied,
           .before = {kWritePublicKey}},
      // U-39
      Case{.name = "CannotVerifyWithX25519",
           .request = "1F0A 00 00032B656E 0020 09 00*31",
           .status = Status::kWrongKeyType},
      Case{.name = "RefusesAPointOffTheCurve",
           .request = "1F0A 00 00082A8648CE3D030107 04 0020 00*31 01 0020 00*31 01",
           .status = Status::kInvalidPublicKey},
      Case{.name = "RefusesAnEd25519KeyThatIsNoPoint",
           .request = "1F0A 00 00032B6570 0020 02 00*31",
           .status = Status::kInvalidPublicKey},
      Case{.name = "RefusesACurveThatDoesNotExist",
           .request = "1F0A 00 00032B6571 0020 02 00*31",
           .status = Status::kValueOutOfRange},
      Case{.name = "KnowsFourSlots",
           .request = "1F0A 04 00032B6570 0020 01 00*31",
           .status = Status::kEntryNotFound},
      // U-20
      Case{.name = "WantsCoordinatesOfTheCurvesSize",
           .request = "1F0A 00 00032B6570 001F 01 00*30",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsNothingBehindTheKey",
           .request = "1F0A 00 00032B6570 0020 01 00*31 00",
           .status = Status::kInconsistentCommandData},
  };
};

}  // namespace stsafe::conformance
