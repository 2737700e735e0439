#pragma once

#include "tests/conformance/chunks.h"

// Decryption by chunks (part 02, sections 6.3, 6.5 and 6.6): what the worked example's key
// makes of its message, section 11.3.
namespace stsafe::conformance {

template <>
struct Cases<wire::StartDecryptCcmStar> {
  static constexpr std::array kAll{
      Case{.name = "StartsWithoutData", .request = kStartDecryptCcmStar, .state = chunk_key<>},
      Case{.name = "DecryptsItsChunk",
           .request = "1F14 00 000D 000102030405060708090A0B0C 0008 00000010 0008 5A*8"
                      " 0005 696630BB08",
           .payload = "0001020304",
           .state = chunk_key<>},
      // T-17: the total may count the tag, and then seem too long for two bytes.
      Case{.name = "TakesATotalThatCountsTheTag",
           .request = "1F14 00 000D 00*13 0000 0001000F 0000 0000",
           .state = chunk_key<>},
      Case{.name = "CountsAtMost65535BytesInTwo",
           .request = "1F14 00 000D 00*13 0000 00010010 0000 0000",
           .status = Status::kValueOutOfRange,
           .state = chunk_key<>},
      // T-2: as the vendor's library sends it from a PC, for 0304.
      Case{.name = "LooksAtTheWholeTotal",
           .request = "1F14 00 000D 00*13 0000 85DE0304 0000 0000",
           .status = Status::kValueOutOfRange,
           .state = chunk_key<>},
      Case{.name = "RefusesANonceOf6Bytes",
           .request = "1F14 00 0006 000102030405 0000 00000010 0000 0000",
           .status = Status::kValueOutOfRange,
           .state = chunk_key<>},
      Case{.name = "HasNothingToDoForNothingWithoutTag",
           .request = "1F14 00 000D 00*13 0008 00000000 0000 0000",
           .status = Status::kInconsistentCommandData,
           .state = chunk_key<0>},
      Case{.name = "TakesNoMoreMessageThanAnnounced",
           .request = "1F14 00 000D 00*13 0000 00000001 0000 0002 5A5A",
           .status = Status::kInconsistentCommandData,
           .state = chunk_key<>},
      Case{.name = "WantsAKeyThatMayDecryptChunks",
           .request = kStartDecryptCcmStar,
           .status = Status::kWrongKeyUsage,
           .state = chunk_key<16, 0x002C>},
      // Decryption takes the nonce exactly as sent, also with a counter key.
      Case{.name = "LeavesTheNonceAlone",
           .request = "1F14 00 000D 000102030405060708090A0B0C 0000 00000010 0000"
                      " 0010 696630BB080FE41D610489D3DA232166",
           .payload = "000102030405060708090A0B0C0D0E0F",
           .state = chunk_key_with_counter<>},
      Case{.name = "WantsASlot", .request = "1F14", .status = Status::kInconsistentCommandData},
      Case{.name = "KnowsSixteenSlots", .request = "1F14 10", .status = Status::kEntryNotFound},
      Case{.name = "FindsNothingInAnEmptySlot",
           .request = kStartDecryptCcmStar,
           .status = Status::kKeyNotFound},
      Case{.name = "WantsAKeyOfThisMode",
           .request = kStartDecryptCcmStar,
           .status = Status::kWrongModeOfOperation,
           .state = ecb_key<>},
  };
};

template <>
struct Cases<wire::StartDecryptGcm> {
  static constexpr std::array kAll{
      Case{.name = "DecryptsItsChunk",
           .request = "1F14 00 000C CAFEBABEFACEDBADDECAF888 0008 5A*8 0005 7C092BBF42",
           .payload = "0001020304",
           .state = gcm_key<>},
      Case{.name = "WantsTheWholeChunk",
           .request = "1F14 00 000C CAFEBABEFACEDBADDECAF888 0000 0005 7C092BBF",
           .status = Status::kInconsistentCommandData,
           .state = gcm_key<>},
      Case{.name = "NeedsAnIv",
           .request = "1F14 00 0000 0000 0000",
           .status = Status::kValueOutOfRange,
           .state = gcm_key<>},
      Case{.name = "WantsAKeyThatMayDecryptChunks",
           .request = kStartDecryptGcm,
           .status = Status::kWrongKeyUsage,
           .state = gcm_key<16, 0x002C>},
  };
};

template <>
struct Cases<wire::ProcessDecrypt> {
  static constexpr std::array kAll{
      Case{.name = "TakesDataAndMessageTogether",
           .request = "1F15 0008 5A*8 0005 696630BB08",
           .payload = "0001020304",
           .state = chunk_key<>,
           .before = {kStartDecryptCcmStar}},
      Case{.name = "ContinuesAGcmMessage",
           .request = "1F15 0000 000B 323B597D19FD7183BB9F49",
           .payload = "05060708090A0B0C0D0E0F",
           .state = gcm_key<>,
           .before = {kStartDecryptGcm, "1F15 0008 5A*8 0005 7C092BBF42"}},
      Case{.name = "NeedsAStart", .request = "1F15 0000 0000", .status = Status::kSessionError},
      Case{.name = "NeedsAStartOfItsDirection",
           .request = "1F15 0000 0000",
           .status = Status::kSessionError,
           .state = chunk_key<>,
           .before = {kStartEncryptCcmStar}},
      Case{.name = "TakesNoAssociatedDataBehindTheMessage",
           .request = "1F15 0001 5A 0001 05",
           .status = Status::kInconsistentCommandData,
           .state = gcm_key<>,
           .before = {kStartDecryptGcm, "1F15 0008 5A*8 0005 7C092BBF42"}},
      Case{.name = "TakesNoMoreMessageThanAnnounced",
           .request = "1F15 0008 5A*8 0011 5A*17",
           .status = Status::kInconsistentCommandData,
           .state = chunk_key<>,
           .before = {kStartDecryptCcmStar}},
  };
};

template <>
struct Cases<wire::FinishDecrypt> {
  static constexpr std::string_view kWhole =
      "1F16 0008 5A*8 0010 696630BB080FE41D610489D3DA232166 F468C3BFA90E18695233AC1BD6410ACE";
  static constexpr std::array kAll{
      Case{.name = "Opens",
           .request = kWhole,
           .payload = "01 000102030405060708090A0B0C0D0E0F",
           .state = chunk_key<>,
           .before = {kStartDecryptCcmStar}},
      // T-17
      Case{.name = "OpensWhatWasAnnouncedWithItsTag",
           .request = kWhole,
           .payload = "01 000102030405060708090A0B0C0D0E0F",
           .state = chunk_key<>,
           .before = {"1F14 00 000D 000102030405060708090A0B0C 0008 00000020 0000 0000"}},
      Case{.name = "OpensWhatCameInChunks",
           .request = "1F16 0000 0001 66 F468C3BFA90E18695233AC1BD6410ACE",
           .payload = "01 0F",
           .state = chunk_key<>,
           .before = {kStartDecryptCcmStar, "1F15 0003 5A*3 0000",
                      "1F15 0005 5A*5 000F 696630BB080FE41D610489D3DA2321"}},
      Case{.name = "DecryptsWithoutTag",
           .request = "1F16 0008 5A*8 0010 696630BB080FE41D610489D3DA232166",
           .payload = "01 000102030405060708090A0B0C0D0E0F",
           .state = chunk_key<0>,
           .before = {kStartDecryptCcmStar}},
      Case{.name = "OpensWithGcm",
           .request = "1F16 0008 5A*8 0010 7C092BBF42323B597D19FD7183BB9F49"
                      " B2A218B18B4E9DCAD0F377EF5FA19776",
           .payload = "01 000102030405060708090A0B0C0D0E0F",
           .state = gcm_key<>,
           .before = {kStartDecryptGcm}},
      // T-4 of part 02, as recommended.
      Case{.name = "ShowsZerosForAWrongTag",
           .request = "1F16 0008 5A*8 0010 696630BB080FE41D610489D3DA232166"
                      " F468C3BFA90E18695233AC1BD6410ACF",
           .payload = "00 00*16",
           .state = chunk_key<>,
           .before = {kStartDecryptCcmStar}},
      Case{.name = "ShowsZerosForAWrongTagOfGcm",
           .request = "1F16 0008 5A*8 0010 7C092BBF42323B597D19FD7183BB9F49"
                      " B2A218B18B4E9DCAD0F377EF5FA19777",
           .payload = "00 00*16",
           .state = gcm_key<>,
           .before = {kStartDecryptGcm}},
      Case{.name = "ShowsNothingOfWhatCameBefore",
           .request = "1F16 0000 0000 00*16",
           .payload = "00",
           .state = gcm_key<>,
           .before = {kStartDecryptGcm, "1F15 0008 5A*8 0005 7C092BBF42"}},
      Case{.name = "EndsTheMessage",
           .request = kWhole,
           .status = Status::kSessionError,
           .state = chunk_key<>,
           .before = {kStartDecryptCcmStar, kWhole}},
      Case{.name = "NeedsAStart", .request = kWhole, .status = Status::kSessionError},
      Case{.name = "WantsTheWholeTag",
           .request = "1F16 0000 0000 0EDBC627",
           .status = Status::kInconsistentCommandData,
           .state = gcm_key<>,
           .before = {kStartDecryptGcm}},
      // T-14
      Case{.name = "DoesNotCountTheTagInTheLength",
           .request = "1F16 0008 5A*8 0020 696630BB080FE41D610489D3DA232166"
                      " F468C3BFA90E18695233AC1BD6410ACE",
           .status = Status::kInconsistentCommandData,
           .state = chunk_key<>,
           .before = {kStartDecryptCcmStar}},
      Case{.name = "MissesMessage",
           .request = "1F16 0008 5A*8 0001 00 00*16",
           .status = Status::kInconsistentCommandData,
           .state = chunk_key<>,
           .before = {kStartDecryptCcmStar}},
  };
};

}  // namespace stsafe::conformance
