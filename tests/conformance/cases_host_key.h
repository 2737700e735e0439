#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

inline void host_key_control(sim::Nvm& nvm, std::uint8_t flags) {
  nvm.host_key_control.flags = flags;
}

/// The host key slot takes wrapped and established keys from anybody; over others only if wanted.
template <std::uint8_t kMore = 0>
void opened_host_slot(sim::Nvm& nvm) {
  host_key_control(nvm, wire::HostKeyControlFields::kWrappedAnonymous | kMore);
}

template <>
struct Cases<wire::QueryHostKeySlotV1> {
  static constexpr std::array kAll{
      Case{.name = "SaysEmpty", .request = "14 17", .payload = "00"},
      Case{.name = "SaysTheCounter",
           .request = "14 17",
           .payload = "01 000041",
           .state = host_keys<0x41>},
      Case{.name = "SaysTheLowBytesOfTheCounter",
           .request = "14 17",
           .payload = "01 345678",
           .state = host_keys<0x12345678>},
      Case{.name = "KnowsNoAes256Keys",
           .request = "14 17",
           .payload = "00",
           .before = {"1F07 000000 01 11*32 22*32"}},
      Case{.name = "HasNoSelector",
           .request = "14 17 00",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::PutHostKeySlotV1> {
  static constexpr std::array kAll{
      Case{.name = "WritesKeys", .request = "10 17 11*16 22*16"},
      Case{.name = "RefusesASecondTime",
           .request = "10 17 11*16 22*16",
           .status = Status::kCommandNotAuthorized,
           .before = {"10 17 11*16 22*16"}},
      Case{.name = "OverwritesIfReProvisioningIsAllowed",
           .request = "10 17 11*16 22*16",
           .before = {"10 4A 0E FF", "1F07 000000 01 11*32 22*32"}},
      Case{.name = "NeedsTheRightToPlaintext",
           .request = "10 17 11*16 22*16",
           .status = Status::kCommandNotAuthorized,
           .state = [](sim::Nvm& nvm) { host_key_control(nvm, 0x0D); }},
      Case{.name = "WantsKeysOfAes128",
           .request = "10 17 11*32 22*32",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsBothKeys",
           .request = "10 17 11*16 22*15",
           .status = Status::kInconsistentCommandData},
      Case{.name = "DoesNotWorkOnALockedChip",
           .request = "10 17 11*16 22*16",
           .status = Status::kInvalidLifeCycleState,
           .state = locked},
  };
};

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

/// A wrapped write of host keys in a fresh session to a slot that is open for it.
constexpr Case write_host_keys(std::string_view name, std::string_view envelope,
                               Status status = Status::kOk, ChangeState state = opened_host_slot) {
  return {.name = name,
          .request = "1F08",
          .status = status,
          .state = state,
          .before = {kGenerateX25519, kStartX25519},
          .envelope = envelope};
}

template <>
struct Cases<wire::WriteHostKeyV2Wrapped> {
  static constexpr std::string_view kGood = "000000 00 11*16 22*16 80000000";
  static constexpr std::array kAll{
      // Part 01, section 7.6.
      Case{.name = "WritesTheKeysOfTheExample",
           .request = "1F08 842818766136940B41C259042B2CAA7F2E88FC503D7FA710D551E3049D69F3F8"
                      " 805E0B49B92B8275A978F9B5A699C5C5",
           .state = opened_host_slot,
           .before = {kGenerateX25519, kStartX25519}},
      write_host_keys("WritesAes128Keys", kGood),
      write_host_keys("WritesAes256Keys", "000000 01 11*32 22*32 80000000"),
      // T-22
      Case{.name = "NeedsAKekSession",
           .request = "1F08 00*48",
           .status = Status::kSessionError,
           .state = opened_host_slot},
      Case{.name = "NeedsAKekSessionThatWasNotStopped",
           .request = "1F08 00*48",
           .status = Status::kSessionError,
           .state = opened_host_slot,
           .before = {kGenerateX25519, kStartX25519, "1F06"}},
      Case{.name = "AsksForTheSessionBeforeTheFormat",
           .request = "1F08",
           .status = Status::kSessionError,
           .state = opened_host_slot},
      Case{.name = "RefusesWhatIsNotWrappedWithTheKek",
           .request = "1F08 00*48",
           .status = Status::kInconsistentCommandData,
           .state = opened_host_slot,
           .before = {kGenerateX25519, kStartX25519}},
      Case{.name = "RefusesAnEnvelopeOfAnotherSize",
           .request = "1F08 00*56",
           .status = Status::kInconsistentCommandData,
           .state = opened_host_slot,
           .before = {kGenerateX25519, kStartX25519}},
      write_host_keys("KnowsTwoTypes", "000000 02 11*32 22*32 80000000",
                      Status::kInconsistentCommandData),
      write_host_keys("WantsZerosBeforeTheType", "000001 00 11*16 22*16 80000000",
                      Status::kInconsistentCommandData),
      write_host_keys("WantsKeysOfTheType", "000000 01 11*16 22*16 80000000",
                      Status::kInconsistentCommandData),
      write_host_keys("WantsPadding", "000000 00 11*16 22*16 00000000",
                      Status::kInconsistentCommandData),
      write_host_keys("WantsPaddingOfZeros", "000000 00 11*16 22*16 80000001",
                      Status::kInconsistentCommandData),
      // Section 7.5
      write_host_keys("NeedsTheRightToWrapped", kGood, Status::kCommandNotAuthorized,
                      [](sim::Nvm& nvm) { host_key_control(nvm, 0x0E); }),
      write_host_keys("ChecksTheFormatBeforeTheRight", "000000 02 11*16 22*16 80000000",
                      Status::kInconsistentCommandData, nullptr),
      write_host_keys("RefusesOverOtherKeys", kGood, Status::kCommandNotAuthorized,
                      [](sim::Nvm& nvm) {
                        host_keys(nvm);
                        opened_host_slot(nvm);
                      }),
      write_host_keys("OverwritesIfReProvisioningIsAllowed", kGood, Status::kOk,
                      [](sim::Nvm& nvm) {
                        host_keys(nvm);
                        opened_host_slot<wire::HostKeyControlFields::kReprovision>(nvm);
                      }),
  };
};

/// Host keys may come from the host that public key slot 1 authenticates.
inline void signed_for_host_keys(sim::Nvm& nvm) {
  signing_key<0x10>(nvm);
  nvm.host_key_control = {.flags = 0, .authentication_key = 1};
}

template <>
struct Cases<wire::EstablishHostKeyV2> {
  /// Part 01, section 7.6.
  static constexpr std::string_view kX25519 =
      "1F18 00032B656E 0020 BB728B5D03812FF4EF57E2752738D8562D4AEC081789A522C2C3F6B7AF73055F 03 00";
  static constexpr std::string_view kSigned =
      "1F18 00032B656E 0020 BB728B5D03812FF4EF57E2752738D8562D4AEC081789A522C2C3F6B7AF73055F 03 00"
      " 00 01 0000 0020 D75DA0645DF9B94FC3C20564C5EFE9ED715817E00F45DCE8D16B540FF60859A2"
      " 0020 1DC73916E48910FA3C7E71F9DB2E4DF82A0BA6F02A7DC88C5A0BA3110253E008";
  static constexpr std::array kAll{
      Case{.name = "DerivesAes128Keys",
           .request = kX25519,
           .state = opened_host_slot,
           .before = {kGenerateX25519}},
      Case{.name = "DerivesAes256Keys",
           .request =
               "1F18 00082A8648CE3D030107 04"
               " 0020 FB9C8189EF5080ADDAE4CD85E4936CAF6626C137FA672E12752615234CDA6E93"
               " 0020 8791940BCC141B948B51C81EEE15754620A5B45888A4DE7984588468A757A086 03 01",
           .state = opened_host_slot,
           .before = {kGenerateP256}},
      // T-23
      Case{.name = "NeedsAnEphemeralKey",
           .request = kX25519,
           .status = Status::kKeyNotFound,
           .state = opened_host_slot},
      Case{.name = "UsesUpTheEphemeralKey",
           .request = kX25519,
           .status = Status::kKeyNotFound,
           .state = opened_host_slot,
           .before = {kGenerateX25519, kX25519}},
      Case{.name = "WantsTheCurveOfTheEphemeralKey",
           .request = kX25519,
           .status = Status::kInconsistentCommandData,
           .state = opened_host_slot,
           .before = {kGenerateP256}},
      // U-39 of part 03: also in the form that the vendor's library sends.
      Case{.name = "CannotAgreeOnEd25519",
           .request = "1F18 00032B6570 04 0020 09 00*31 0020 00*32 03 00",
           .status = Status::kWrongKeyType,
           .state = opened_host_slot,
           .before = {kGenerateX25519}},
      Case{.name = "CannotAgreeOnEd25519InItsOwnForm",
           .request = "1F18 00032B6570 0020 09 00*31 03 00",
           .status = Status::kWrongKeyType,
           .state = opened_host_slot,
           .before = {kGenerateX25519}},
      Case{.name = "RefusesACurveThatDoesNotExist",
           .request = "1F18 00032B6571 0020 09 00*31 03 00",
           .status = Status::kValueOutOfRange,
           .state = opened_host_slot,
           .before = {kGenerateX25519}},
      Case{.name = "KnowsOneAlgorithm",
           .request = "1F18 00032B656E 0020 09 00*31 01 00",
           .status = Status::kInconsistentCommandData,
           .state = opened_host_slot,
           .before = {kGenerateX25519}},
      Case{.name = "KnowsTwoTypes",
           .request = "1F18 00032B656E 0020 09 00*31 03 02",
           .status = Status::kInconsistentCommandData,
           .state = opened_host_slot,
           .before = {kGenerateX25519}},
      Case{.name = "WantsAType",
           .request = "1F18 00032B656E 0020 09 00*31 03",
           .status = Status::kInconsistentCommandData,
           .state = opened_host_slot,
           .before = {kGenerateX25519}},
      Case{.name = "RefusesAnX25519KeyOfSmallOrder",
           .request = "1F18 00032B656E 0020 00*32 03 00",
           .status = Status::kInvalidPublicKey,
           .state = opened_host_slot,
           .before = {kGenerateX25519}},
      // Section 7.5
      Case{.name = "NeedsTheRightToWrapped",
           .request = kX25519,
           .status = Status::kCommandNotAuthorized,
           .state = [](sim::Nvm& nvm) { host_key_control(nvm, 0x0E); },
           .before = {kGenerateX25519}},
      Case{.name = "RefusesOverOtherKeys",
           .request = kX25519,
           .status = Status::kCommandNotAuthorized,
           .state =
               [](sim::Nvm& nvm) {
                 host_keys(nvm);
                 opened_host_slot(nvm);
               },
           .before = {kGenerateX25519}},
      Case{.name = "OverwritesIfReProvisioningIsAllowed",
           .request = kX25519,
           .state =
               [](sim::Nvm& nvm) {
                 host_keys(nvm);
                 opened_host_slot<wire::HostKeyControlFields::kReprovision>(nvm);
               },
           .before = {kGenerateX25519}},
      Case{.name = "TakesASignature",
           .request = kSigned,
           .state = signed_for_host_keys,
           .before = {kGenerateX25519}},
      Case{.name = "WantsTheSignatureThatTheControlFieldsName",
           .request = kSigned,
           .status = Status::kCommandNotAuthorized,
           .state =
               [](sim::Nvm& nvm) {
                 signed_for_host_keys(nvm);
                 nvm.host_key_control.authentication_key = 2;
               },
           .before = {kGenerateX25519}},
      Case{.name = "NeedsMoreThanTheRightToWrappedIfSigned",
           .request = kSigned,
           .status = Status::kCommandNotAuthorized,
           .state =
               [](sim::Nvm& nvm) {
                 signing_key(nvm);
                 opened_host_slot(nvm);
               },
           .before = {kGenerateX25519}},
      Case{.name = "FindsNoKeyToVerifyASignatureWith",
           .request = kSigned,
           .status = Status::kKeyNotFound,
           .state = opened_host_slot,
           .before = {kGenerateX25519}},
      Case{.name = "WantsAKeyForThis",
           .request = kSigned,
           .status = Status::kWrongKeyUsage,
           .state = signing_key<0x0F>,
           .before = {kGenerateX25519}},
      Case{.name = "RefusesASignatureOfSomethingElse",
           .request = "1F18 00032B656E 0020 09 00*31 03 00 00 01 0000 0020 00*32 0020 00*32",
           .status = Status::kAccessConditionNotSatisfied,
           .state = signed_for_host_keys,
           .before = {kGenerateX25519}},
      Case{.name = "KnowsFourPublicKeySlots",
           .request = "1F18 00032B656E 0020 09 00*31 03 00 00 04 0000 0020 00*32 0020 00*32",
           .status = Status::kEntryNotFound,
           .state = opened_host_slot,
           .before = {kGenerateX25519}},
  };
};

}  // namespace stsafe::conformance
