#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

template <>
struct Cases<wire::GenerateEcdhe> {
  static constexpr std::array kAll{
      // Part 01, section 7.6.
      Case{.name = "AnswersAnX25519Key",
           .request = kGenerateX25519,
           .payload =
               "00032B656E 0020 9FB3803D88F0B47239DA046F1AC75F29AF398B5672389DF2EE0B873FC0E3FC73"},
      Case{.name = "AnswersANistP256Key",
           .request = kGenerateP256,
           .payload = "00082A8648CE3D030107 04 0020 ..*32 0020 ..*32"},
      Case{.name = "AnswersANistP384Key",
           .request = "1F0B 00052B81040022",
           .payload = "00052B81040022 04 0030 ..*48 0030 ..*48"},
      Case{.name = "AnswersANistP521Key",
           .request = "1F0B 00052B81040023",
           .payload = "00052B81040023 04 0042 ..*66 0042 ..*66"},
      Case{.name = "AnswersABrainpoolP256Key",
           .request = "1F0B 00092B2403030208010107",
           .payload = "00092B2403030208010107 04 0020 ..*32 0020 ..*32"},
      Case{.name = "AnswersABrainpoolP384Key",
           .request = "1F0B 00092B240303020801010B",
           .payload = "00092B240303020801010B 04 0030 ..*48 0030 ..*48"},
      Case{.name = "AnswersABrainpoolP512Key",
           .request = "1F0B 00092B240303020801010D",
           .payload = "00092B240303020801010D 04 0040 ..*64 0040 ..*64"},
      Case{.name = "CannotAgreeOnEd25519",
           .request = "1F0B 00032B6570",
           .status = Status::kWrongKeyType},
      Case{.name = "RefusesACurveThatDoesNotExist",
           .request = "1F0B 00032B6571",
           .status = Status::kValueOutOfRange},
      Case{.name = "WantsTheWholeCurveIdentifier",
           .request = "1F0B 00032B65",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsNothingBehindTheCurveIdentifier",
           .request = "1F0B 00032B656E 00",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsACurveIdentifier",
           .request = "1F0B",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::StartVolatileKekSession> {
  static constexpr std::array kAll{
      Case{.name = "SucceedsOnX25519", .request = kStartX25519, .before = {kGenerateX25519}},
      Case{.name = "SucceedsOnNistP256", .request = kStartP256, .before = {kGenerateP256}},
      // T-23
      Case{.name = "NeedsAnEphemeralKey", .request = kStartX25519, .status = Status::kKeyNotFound},
      Case{.name = "UsesUpTheEphemeralKey",
           .request = kStartX25519,
           .status = Status::kKeyNotFound,
           .before = {kGenerateX25519, kStartX25519}},
      // T-22: a session that is open does not hinder.
      Case{.name = "ReplacesAnOpenSession",
           .request = kStartX25519,
           .before = {kGenerateX25519, kStartX25519, kGenerateX25519}},
      // T-28 of part 02
      Case{.name = "WantsTheCurveOfTheEphemeralKey",
           .request = kStartX25519,
           .status = Status::kInconsistentCommandData,
           .before = {kGenerateP256}},
      // U-39 of part 03: also in the form that the vendor's library sends.
      Case{.name = "CannotAgreeOnEd25519",
           .request = "1F03 00032B6570 04 0020 09 00*31 0020 00*32 01",
           .status = Status::kWrongKeyType,
           .before = {kGenerateX25519}},
      Case{.name = "CannotAgreeOnEd25519InItsOwnForm",
           .request = "1F03 00032B6570 0020 09 00*31 01",
           .status = Status::kWrongKeyType,
           .before = {kGenerateX25519}},
      Case{.name = "RefusesACurveThatDoesNotExist",
           .request = "1F03 00032B6571 0020 09 00*31 01",
           .status = Status::kValueOutOfRange,
           .before = {kGenerateX25519}},
      Case{.name = "RefusesAPointOffTheCurve",
           .request = "1F03 00082A8648CE3D030107 04"
                      " 0020 FB9C8189EF5080ADDAE4CD85E4936CAF6626C137FA672E12752615234CDA6E93"
                      " 0020 8791940BCC141B948B51C81EEE15754620A5B45888A4DE7984588468A757A087 01",
           .status = Status::kInvalidPublicKey,
           .before = {kGenerateP256}},
      Case{.name = "RefusesAPointOfZeros",
           .request = "1F03 00082A8648CE3D030107 04 0020 00*32 0020 00*32 01",
           .status = Status::kInvalidPublicKey,
           .before = {kGenerateP256}},
      Case{.name = "RefusesAnX25519KeyOfSmallOrder",
           .request = "1F03 00032B656E 0020 00*32 01",
           .status = Status::kInvalidPublicKey,
           .before = {kGenerateX25519}},
      Case{.name = "KnowsOneAlgorithm",
           .request = "1F03 00032B656E 0020 09 00*31 02",
           .status = Status::kInconsistentCommandData,
           .before = {kGenerateX25519}},
      Case{.name = "WantsAnAlgorithm",
           .request = "1F03 00032B656E 0020 09 00*31",
           .status = Status::kInconsistentCommandData,
           .before = {kGenerateX25519}},
      Case{.name = "WantsUncompressedPoints",
           .request = "1F03 00082A8648CE3D030107 02 0020 00*32 0020 00*32 01",
           .status = Status::kInconsistentCommandData,
           .before = {kGenerateP256}},
      Case{.name = "WantsCoordinatesOfTheCurvesSize",
           .request = "1F03 00032B656E 001F 09 00*30 01",
           .status = Status::kInconsistentCommandData,
           .before = {kGenerateX25519}},
      // The authenticated form: part 02, section 3.6, and U-16 of part 03.
      Case{.name = "TakesAnEd25519Signature",
           .request = kSignedStartX25519,
           .state = signing_key,
           .before = {kGenerateX25519}},
      Case{.name = "FindsNoKeyToVerifyASignatureWith",
           .request = kSignedStartX25519,
           .status = Status::kKeyNotFound,
           .before = {kGenerateX25519}},
      Case{.name = "WantsAKeyForThis",
           .request = kSignedStartX25519,
           .status = Status::kWrongKeyUsage,
           .state = signing_key<0x1B>,
           .before = {kGenerateX25519}},
      Case{.name = "RefusesASignatureOfSomethingElse",
           .request =
               "1F03 00032B656E 0020 09 00*31 01"
               " 00 01 0000 0020 D75DA0645DF9B94FC3C20564C5EFE9ED715817E00F45DCE8D16B540FF60859A2"
               " 0020 1DC73916E48910FA3C7E71F9DB2E4DF82A0BA6F02A7DC88C5A0BA3110253E008",
           .status = Status::kAccessConditionNotSatisfied,
           .state = signing_key,
           .before = {kGenerateX25519}},
      Case{.name = "RefusesAnEcdsaSignatureOfZeros",
           .request = "1F03 00032B656E 0020 09 00*31 01 00 01 0009 608648016503040201"
                      " 0020 00*32 0020 00*32",
           .status = Status::kAccessConditionNotSatisfied,
           .state = ecdsa_signing_key,
           .before = {kGenerateX25519}},
      Case{.name = "AsksForTheSignatureBeforeThePoint",
           .request = "1F03 00032B656E 0020 00*32 01 00 01 0000 0020 00*32 0020 00*32",
           .status = Status::kAccessConditionNotSatisfied,
           .state = signing_key,
           .before = {kGenerateX25519}},
      Case{.name = "WantsNoHashForEd25519",
           .request = "1F03 00032B656E 0020 09 00*31 01 00 01 0009 608648016503040201"
                      " 0020 00*32 0020 00*32",
           .status = Status::kInconsistentCommandData,
           .state = signing_key,
           .before = {kGenerateX25519}},
      Case{.name = "WantsAHashForEcdsa",
           .request = "1F03 00032B656E 0020 09 00*31 01 00 01 0000 0020 00*32 0020 00*32",
           .status = Status::kInconsistentCommandData,
           .state = ecdsa_signing_key,
           .before = {kGenerateX25519}},
      // T-25
      Case{.name = "RefusesSha224",
           .request = "1F03 00032B656E 0020 09 00*31 01 00 01 0009 608648016503040204"
                      " 0020 00*32 0020 00*32",
           .status = Status::kInconsistentCommandData,
           .state = ecdsa_signing_key,
           .before = {kGenerateX25519}},
      Case{.name = "RefusesSha1AsTheVendorSendsIt",
           .request = "1F03 00032B656E 0020 09 00*31 01 00 01 0005 2B0E03021A 00000000"
                      " 0020 00*32 0020 00*32",
           .status = Status::kInconsistentCommandData,
           .state = ecdsa_signing_key,
           .before = {kGenerateX25519}},
      Case{.name = "WantsASignatureOfTheKeysSize",
           .request = "1F03 00032B656E 0020 09 00*31 01 00 01 0000 001F 00*31 0020 00*32",
           .status = Status::kInconsistentCommandData,
           .state = signing_key,
           .before = {kGenerateX25519}},
      Case{.name = "WantsBothHalvesOfTheKeysSize",
           .request = "1F03 00032B656E 0020 09 00*31 01 00 01 0000 0020 00*32 0021 00*33",
           .status = Status::kInconsistentCommandData,
           .state = signing_key,
           .before = {kGenerateX25519}},
      Case{.name = "KnowsFourPublicKeySlots",
           .request = "1F03 00032B656E 0020 09 00*31 01 00 04 0000 0020 00*32 0020 00*32",
           .status = Status::kEntryNotFound,
           .before = {kGenerateX25519}},
      Case{.name = "WantsAZeroBeforeThePublicKeySlot",
           .request = "1F03 00032B656E 0020 09 00*31 01 01 01 0000 0020 00*32 0020 00*32",
           .status = Status::kInconsistentCommandData,
           .before = {kGenerateX25519}},
      Case{.name = "WantsTheWholeSignature",
           .request = "1F03 00032B656E 0020 09 00*31 01 00 01 0000 0020 00*32 0020 00*31",
           .status = Status::kInconsistentCommandData,
           .before = {kGenerateX25519}},
  };
};

template <>
struct Cases<wire::StopVolatileKekSession> {
  static constexpr std::array kAll{
      Case{.name = "Succeeds", .request = "1F06", .before = {kGenerateX25519, kStartX25519}},
      // T-22
      Case{.name = "NeedsASession", .request = "1F06", .status = Status::kSessionError},
      Case{.name = "DoesNotWorkTwice",
           .request = "1F06",
           .status = Status::kSessionError,
           .before = {kGenerateX25519, kStartX25519, "1F06"}},
      Case{.name = "HasNoPayload",
           .request = "1F06 00",
           .status = Status::kInconsistentCommandData,
           .before = {kGenerateX25519, kStartX25519}},
  };
};

}  // namespace stsafe::conformance
