#pragma once

#include "tests/conformance/cases_public_key.h"

namespace stsafe::conformance {

inline constexpr std::string_view kGenerateChallenge = "1F0E";
// The random source makes the challenge 1E7B00F8A32BEC5B3C9795400F554B08. Its signatures were
// computed with plain integers, with the key of RFC 6979 and the seed 00…1F.
inline constexpr std::string_view kSignedChallenge =
    "1F0F 00 00 0020 EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
    " 0020 839FEEE034A4A6B35D84705F0583C61C004F7DB6E2B98E1E224353FE00712AFC";
inline constexpr std::string_view kSignedDigest =
    "1F0F 00 00 0020 EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
    " 0020 7501A047B1452AB9CDDFB7BCBD6A779717EF96EB1CDEEB6B1CA0484EA4F65358";
inline constexpr std::string_view kSignedByEd25519 =
    "1F0F 00 00 0020 5B28531EF09013276459D71AA23A81F15E4799C2FD69FC2DA157626550C20248"
    " 0020 F4E5CDE5421E5A1DACBD6570C3CB9465E7A4E87A995A088EDA153CB45E1E6C0B";
inline constexpr std::string_view kSignedByNobody = "1F0F 00 00 0020 5A*32 0020 5A*32";

template <>
struct Cases<wire::GenerateChallenge> {
  static constexpr std::array kAll{
      Case{.name = "AnswersSixteenBytes",
           .request = "1F0E",
           .payload = "1E7B00F8A32BEC5B3C9795400F554B08"},
      Case{
          .name = "HasNoPayload", .request = "1F0E 00", .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::VerifyEntitySignature> {
  static constexpr std::array kAll{
      // U-8: both readings are taken.
      Case{.name = "SaysValidOfTheChallenge",
           .request = kSignedChallenge,
           .payload = "01",
           .state = p256_public_key<0x08>,
           .before = {kGenerateChallenge}},
      Case{.name = "SaysValidOfItsDigest",
           .request = kSignedDigest,
           .payload = "01",
           .state = p256_public_key<0x08>,
           .before = {kGenerateChallenge}},
      Case{.name = "SaysValidOfEd25519",
           .request = kSignedByEd25519,
           .payload = "01",
           .state = ed25519_public_key,
           .before = {kGenerateChallenge}},
      Case{.name = "SaysInvalid",
           .request = kSignedByNobody,
           .payload = "00",
           .state = p256_public_key<0x08>,
           .before = {kGenerateChallenge}},
      Case{.name = "NeedsAChallenge",
           .request = kSignedChallenge,
           .status = Status::kChallengeMissing,
           .state = p256_public_key<0x08>},
      Case{.name = "UsesUpTheChallenge",
           .request = kSignedChallenge,
           .status = Status::kChallengeMissing,
           .state = p256_public_key<0x08>,
           .before = {kGenerateChallenge, kSignedChallenge}},
      Case{.name = "UsesUpTheChallengeWithAnInvalidSignature",
           .request = kSignedChallenge,
           .status = Status::kChallengeMissing,
           .state = p256_public_key<0x08>,
           .before = {kGenerateChallenge, kSignedByNobody}},
      // U-16
      Case{.name = "NeedsTheFlagForEntities",
           .request = kSignedChallenge,
           .status = Status::kWrongKeyUsage,
           .state = p256_public_key<0x17>,
           .before = {kGenerateChallenge}},
      Case{.name = "FindsNoKeyInAnEmptySlot",
           .request = kSignedChallenge,
           .status = Status::kKeyNotFound,
           .before = {kGenerateChallenge}},
      Case{.name = "KnowsFourSlots",
           .request = "1F0F 00 04 0020 5A*32 0020 5A*32",
           .status = Status::kEntryNotFound,
           .before = {kGenerateChallenge}},
      Case{.name = "WantsNumbersOfTheKeysSize",
           .request = "1F0F 00 00 0030 5A*48 0030 5A*48",
           .status = Status::kInconsistentCommandData,
           .state = p256_public_key<0x08>,
           .before = {kGenerateChallenge}},
      Case{.name = "WantsAZeroBeforeTheSlot",
           .request = "1F0F 01 00 0020 5A*32 0020 5A*32",
           .status = Status::kInconsistentCommandData,
           .state = p256_public_key<0x08>,
           .before = {kGenerateChallenge}},
      Case{.name = "WantsTheWholeSignature",
           .request = "1F0F 00 00 0020 5A*32 0020 5A*31",
           .status = Status::kInconsistentCommandData,
           .state = p256_public_key<0x08>,
           .before = {kGenerateChallenge}},
  };
};

}  // namespace stsafe::conformance
