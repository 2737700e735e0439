#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

/// A key pair of the examples in slot 1.
inline void p256_in_slot_1(sim::Nvm& nvm) {
  testing_support::put_p256_pair(nvm.private_keys[1].pair);
}
inline void x25519_in_slot_1(sim::Nvm& nvm) {
  testing_support::put_x25519_pair(nvm.private_keys[1].pair);
}
inline void ed25519_in_slot_1(sim::Nvm& nvm) {
  testing_support::put_ed25519_pair(nvm.private_keys[1].pair);
}
/// All slots have this mode of operation; slot 1 has a key on P-256.
template <std::uint16_t kMode>
void mode_of_operation(sim::Nvm& nvm) {
  p256_in_slot_1(nvm);
  for (auto& slot : nvm.private_keys) slot.mode = {kMode};
}
template <std::uint16_t kMode>
void mode_of_operation_with_host_keys(sim::Nvm& nvm) {
  mode_of_operation<kMode>(nvm);
  host_keys(nvm);
}
inline void prehashed_ed25519(sim::Nvm& nvm) {
  ed25519_in_slot_1(nvm);
  nvm.private_keys[1].mode = {0x804D};
}

inline constexpr std::string_view kGenerateSlot1 = "11 13 01 00FF 0000 00082A8648CE3D030107";
inline constexpr std::string_view kGenerateForOneUse = "11 13 01 0001 0000 00082A8648CE3D030107";
inline constexpr std::string_view kGenerateForEver = "11 13 01 0000 0000 00082A8648CE3D030107";
inline constexpr std::string_view kGenerateEphemeral = "11 13 FF 0001 0000 00082A8648CE3D030107";
inline constexpr std::string_view kGenerateEphemeralX25519 = "11 13 FF 0001 0000 00032B656E";
inline constexpr std::string_view kSignDigest =
    "16 01 0020 AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BF";
inline constexpr std::string_view kP256Signature = "0020 ..*32 0020 ..*32";
inline constexpr std::string_view kEstablishSlot1 =
    "18 01 04 0020 E2AA79201690D8503F792BB8F514673D8C88858A82C2B8D1B7E81453230EACBB"
    " 0020 7D25EB2C09F4B0672035AC0D141EE6D142201C21EFEEB78798DFE876AE7D1A07";
inline constexpr std::string_view kEstablishEphemeral =
    "18 FF 04 0020 E2AA79201690D8503F792BB8F514673D8C88858A82C2B8D1B7E81453230EACBB"
    " 0020 7D25EB2C09F4B0672035AC0D141EE6D142201C21EFEEB78798DFE876AE7D1A07";

template <>
struct Cases<wire::QueryPrivateKeyTable> {
  static constexpr std::array kAll{
      Case{.name = "ListsTheFactorySettings",
           .request = "14 14",
           .payload = "06 00 FFFF 00 01 003C 00082A8648CE3D030107"
                      " 01 00 800D 02 00 800D 03 00 800D 04 00 800D FF 00 0001"},
      Case{.name = "ListsTheCurveOfEachKey",
           .request = "14 14",
           .payload = "06 00 FFFF 00 01 003C 00082A8648CE3D030107"
                      " 01 01 800D 00032B6570 02 00 800D 03 00 800D 04 00 800D FF 00 0001",
           .state = ed25519_in_slot_1},
      Case{.name = "ListsTheEphemeralKeyLast",
           .request = "14 14",
           .payload = "06 00 FFFF 00 01 003C 00082A8648CE3D030107"
                      " 01 00 800D 02 00 800D 03 00 800D 04 00 800D FF 01 0001 00032B656E",
           .before = {kGenerateEphemeralX25519}},
      Case{.name = "HasNoSelector",
           .request = "14 14 00",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::GenerateKeyPair> {
  static constexpr std::array kAll{
      Case{.name = "AnswersANistP256Key",
           .request = kGenerateSlot1,
           .payload = "04 0020 ..*32 0020 ..*32"},
      Case{.name = "AnswersANistP384Key",
           .request = "11 13 02 00FF 0000 00052B81040022",
           .payload = "04 0030 ..*48 0030 ..*48"},
      Case{.name = "AnswersANistP521Key",
           .request = "11 13 03 00FF 0000 00052B81040023",
           .payload = "04 0042 ..*66 0042 ..*66"},
      Case{.name = "AnswersABrainpoolP256Key",
           .request = "11 13 04 00FF 0000 00092B2403030208010107",
           .payload = "04 0020 ..*32 0020 ..*32"},
      Case{.name = "AnswersABrainpoolP384Key",
           .request = "11 13 01 00FF 0000 00092B240303020801010B",
           .payload = "04 0030 ..*48 0030 ..*48"},
      Case{.name = "AnswersABrainpoolP512Key",
           .request = "11 13 01 00FF 0000 00092B240303020801010D",
           .payload = "04 0040 ..*64 0040 ..*64"},
      // The random source gives the chip's X25519 key of part 01, section 7.6.
      Case{.name = "AnswersAnX25519Key",
           .request = "11 13 01 00FF 0000 00032B656E",
           .payload = "0020 9FB3803D88F0B47239DA046F1AC75F29AF398B5672389DF2EE0B873FC0E3FC73"},
      Case{.name = "AnswersAnEd25519Key",
           .request = "11 13 01 00FF 0000 00032B6570",
           .payload = "0020 ..*32"},
      Case{.name = "AnswersAnEphemeralKey",
           .request = kGenerateEphemeral,
           .payload = "04 0020 ..*32 0020 ..*32"},
      // Part 03, section 3.1
      Case{.name = "OverwritesTheKeyInTheSlot",
           .request = "11 13 01 00FF 0000 00032B656E",
           .payload = "0020 ..*32",
           .before = {kGenerateSlot1}},
      // U-4
      Case{.name = "IgnoresTheFiller",
           .request = "11 13 01 00FF 800D 00032B656E",
           .payload = "0020 ..*32"},
      // U-5
      Case{.name = "LeavesTheDeviceKeyAlone",
           .request = "11 13 00 00FF 0000 00082A8648CE3D030107",
           .status = Status::kAccessConditionNotSatisfied},
      Case{.name = "CanBeLeftToTheHost",
           .request = kGenerateSlot1,
           .status = Status::kAccessConditionNotSatisfied,
           .state = mode_of_operation<0x801D>},
      Case{.name = "IsOpenToTheHostIfLeftToIt",
           .request = kGenerateSlot1,
           .payload = "04 0020 ..*32 0020 ..*32 ..*4",
           .state = mode_of_operation_with_host_keys<0x801D>,
           .travel = Travel::kSealed},
      Case{.name = "PutsNoEd25519KeyIntoTheEphemeralSlot",
           .request = "11 13 FF 0001 0000 00032B6570",
           .status = Status::kWrongKeyType},
      Case{.name = "KnowsFiveSlotsInMemory",
           .request = "11 13 05 00FF 0000 00032B656E",
           .status = Status::kEntryNotFound},
      Case{.name = "KnowsOneEphemeralSlot",
           .request = "11 13 FE 0001 0000 00032B656E",
           .status = Status::kEntryNotFound},
      Case{.name = "RefusesACurveThatDoesNotExist",
           .request = "11 13 01 00FF 0000 00032B6571",
           .status = Status::kValueOutOfRange},
      Case{.name = "WantsTheWholeCurveIdentifier",
           .request = "11 13 01 00FF 0000 00032B65",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsNothingBehindTheCurveIdentifier",
           .request = "11 13 01 00FF 0000 00032B656E 00",
           .status = Status::kInconsistentCommandData},
      Case{.name = "KnowsItsTags",
           .request = "11 14 01 00FF 0000 00032B656E",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::GenerateSignature> {
  static constexpr std::array kAll{
      Case{.name = "SignsWithTheDeviceKey",
           .request = "16 00 0020 5A*32",
           .payload = kP256Signature},
      Case{.name = "SignsADigest",
           .request = kSignDigest,
           .payload = kP256Signature,
           .state = p256_in_slot_1},
      // U-6
      Case{.name = "SignsOneByte", .request = "16 00 0001 00", .payload = kP256Signature},
      Case{.name = "SignsAsMuchAsAFrameHolds",
           .request = "16 00 02EC 5A*748",
           .payload = kP256Signature},
      // Part 03, section 4.1: older chips hang.
      Case{.name = "SignsZeros", .request = "16 00 0020 00*32", .payload = kP256Signature},
      Case{.name = "SignsWithNistP384",
           .request = "16 01 0030 5A*48",
           .payload = "0030 ..*48 0030 ..*48",
           .before = {"11 13 01 00FF 0000 00052B81040022"}},
      Case{.name = "SignsWithNistP521",
           .request = "16 01 0040 5A*64",
           .payload = "0042 ..*66 0042 ..*66",
           .before = {"11 13 01 00FF 0000 00052B81040023"}},
      Case{.name = "SignsWithBrainpoolP256",
           .request = "16 01 0020 5A*32",
           .payload = kP256Signature,
           .before = {"11 13 01 00FF 0000 00092B2403030208010107"}},
      Case{.name = "SignsWithBrainpoolP512",
           .request = "16 01 0040 5A*64",
           .payload = "0040 ..*64 0040 ..*64",
           .before = {"11 13 01 00FF 0000 00092B240303020801010D"}},
      // RFC 8032, section 7.1: pure, so always the same. Part 03, appendix A6.
      Case{.name = "SignsAMessageWithEd25519",
           .request = "16 01 0020 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
           .payload = "0020 B335DC5EAE70B48764F11207BBAA62757CBB94E820CEBA376AEB62A5815DFABE"
                      " 0020 784217758836CA28504A36A2160ABBDC9E7874FE1D6524A58665EF2C426DA30E",
           .state = ed25519_in_slot_1},
      // U-7: the digest of "abc", always the same signature. Computed with plain integers from RFC
      // 8032, section 5.1.
      Case{.name = "SignsAPrehashWithEd25519ph",
           .request = "16 01 0040 DDAF35A193617ABACC417349AE20413112E6FA4E89A97EA20A9EEEE64B55D39A"
                      " 2192992A274FC1A836BA3C23A3FEEBBD454D4423643CE80E2A9AC94FA54CA49F",
           .payload = "0020 A2AC368B553262EC16C4337C372D87F75C55C779EE3C40999E9C7073CD493D35"
                      " 0020 A50DB2028D0F786DE9149A7642CBB114165995137C3B5C750A8FA1D471267400",
           .state = prehashed_ed25519},
      Case{.name = "SignsOnceIfTheLimitIsOne",
           .request = kSignDigest,
           .payload = kP256Signature,
           .before = {kGenerateForOneUse}},
      Case{.name = "StopsAtTheLimit",
           .request = kSignDigest,
           .status = Status::kKeyBlocked,
           .before = {kGenerateForOneUse, kSignDigest}},
      Case{.name = "CountsKeyEstablishmentToo",
           .request = kSignDigest,
           .status = Status::kKeyBlocked,
           .before = {kGenerateForOneUse, kEstablishSlot1}},
      Case{.name = "HasANewLimitWithANewKey",
           .request = kSignDigest,
           .payload = kP256Signature,
           .before = {kGenerateForOneUse, kSignDigest, kGenerateForOneUse}},
      // U-1
      Case{.name = "HasNoLimitAtZero",
           .request = kSignDigest,
           .payload = kP256Signature,
           .before = {kGenerateForEver, kSignDigest, kSignDigest, kSignDigest}},
      Case{.name = "FindsNoKeyInAnEmptySlot",
           .request = kSignDigest,
           .status = Status::kKeyNotFound},
      Case{.name = "FindsNoKeyInTheEmptyEphemeralSlot",
           .request = "16 FF 0020 5A*32",
           .status = Status::kKeyNotFound},
      Case{.name = "IsNotForTheEphemeralKey",
           .request = "16 FF 0020 5A*32",
           .status = Status::kWrongModeOfOperation,
           .before = {kGenerateEphemeral}},
      Case{.name = "NeedsTheModeForDataOfTheHost",
           .request = kSignDigest,
           .status = Status::kWrongModeOfOperation,
           .state = mode_of_operation<0x8009>},
      Case{.name = "CannotSignWithX25519",
           .request = kSignDigest,
           .status = Status::kWrongKeyType,
           .state = x25519_in_slot_1},
      Case{.name = "WantsAPrehashOf64Bytes",
           .request = "16 01 003F 5A*63",
           .status = Status::kInconsistentCommandData,
           .state = prehashed_ed25519},
      Case{.name = "KnowsFiveSlotsInMemory",
           .request = "16 05 0020 5A*32",
           .status = Status::kEntryNotFound},
      Case{.name = "WantsAMessage",
           .request = "16 00 0000",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsTheWholeMessage",
           .request = "16 00 0020 5A*31",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsNothingBehindTheMessage",
           .request = "16 00 0020 5A*33",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::EstablishKey> {
  static constexpr std::array kAll{
      // Part 03, appendix A4 and A5.
      Case{.name = "AnswersTheSecretOfNistP256",
           .request = kEstablishSlot1,
           .payload = "0020 1B383A42B11DE6AB05F80CD43518253BC84EE1196CFD185B367A7D470F33733E",
           .state = p256_in_slot_1},
      Case{.name = "AnswersTheSecretOfX25519",
           .request = "18 01 0020 358072D6365880D1AEEA329ADF9121383851ED21A28E3B75E965D0D2CD166254",
           .payload = "0020 9663AA1DA97E848A914A436D04163DFBB89178F107F1B5B77ED3854203382854",
           .state = x25519_in_slot_1},
      Case{.name = "WorksWithTheEphemeralKey",
           .request = kEstablishEphemeral,
           .payload = "0020 ..*32",
           .before = {kGenerateEphemeral}},
      Case{.name = "ForgetsTheEphemeralKey",
           .request = kEstablishEphemeral,
           .status = Status::kKeyNotFound,
           .before = {kGenerateEphemeral, kEstablishEphemeral}},
      Case{.name = "WorksOnceIfTheLimitIsOne",
           .request = kEstablishSlot1,
           .payload = "0020 ..*32",
           .before = {kGenerateForOneUse}},
      // U-9
      Case{.name = "DoesNotUseTheKeyOfGenerateEcdhe",
           .request = kEstablishEphemeral,
           .status = Status::kKeyNotFound,
           .before = {kGenerateP256}},
      Case{.name = "StopsAtTheLimit",
           .request = kEstablishSlot1,
           .status = Status::kKeyBlocked,
           .before = {kGenerateForOneUse, kEstablishSlot1}},
      Case{.name = "FindsNoKeyInAnEmptySlot",
           .request = kEstablishSlot1,
           .status = Status::kKeyNotFound},
      Case{.name = "IsNotForTheDeviceKey",
           .request = "18 00 04 0020 E2AA79201690D8503F792BB8F514673D8C88858A82C2B8D1B7E81453230EAC"
                      "BB 0020 7D25EB2C09F4B0672035AC0D141EE6D142201C21EFEEB78798DFE876AE7D1A07",
           .status = Status::kWrongModeOfOperation},
      Case{.name = "CannotAgreeOnEd25519",
           .request = "18 01 0020 358072D6365880D1AEEA329ADF9121383851ED21A28E3B75E965D0D2CD166254",
           .status = Status::kWrongKeyType,
           .state = ed25519_in_slot_1},
      // U-18
      Case{.name = "RefusesAPointOffTheCurve",
           .request = "18 01 04 0020 E2AA79201690D8503F792BB8F514673D8C88858A82C2B8D1B7E81453230EAC"
                      "BB 0020 7D25EB2C09F4B0672035AC0D141EE6D142201C21EFEEB78798DFE876AE7D1A08",
           .status = Status::kInvalidPublicKey,
           .state = p256_in_slot_1},
      Case{.name = "RefusesAnX25519KeyOfSmallOrder",
           .request = "18 01 0020 00*32",
           .status = Status::kInvalidPublicKey,
           .state = x25519_in_slot_1},
      Case{.name = "KnowsFiveSlotsInMemory",
           .request = "18 05 0020 00*32",
           .status = Status::kEntryNotFound},
      Case{.name = "WantsTheFormOfTheSlotsCurve",
           .request = "18 01 0020 09 00*31",
           .status = Status::kInconsistentCommandData,
           .state = p256_in_slot_1},
      // U-39
      Case{.name = "WantsNoPointFormForX25519",
           .request = "18 01 04 0020 09 00*31 0020 00*32",
           .status = Status::kInconsistentCommandData,
           .state = x25519_in_slot_1},
      Case{.name = "WantsNothingBehindThePoint",
           .request = "18 01 0020 09 00*31 00",
           .status = Status::kInconsistentCommandData,
           .state = x25519_in_slot_1},
      Case{.name = "WantsAPoint",
           .request = "18 01",
           .status = Status::kInconsistentCommandData,
           .state = x25519_in_slot_1},
      Case{.name = "WantsASlot", .request = "18", .status = Status::kInconsistentCommandData},
  };
};

}  // namespace stsafe::conformance
