#pragma once

#include "tests/conformance/cases_aes.h"

// Encryption and decryption by chunks (part 02, sections 6.3, 6.5 and 6.6): what the worked
// example's key makes of its message, section 11.3.
namespace stsafe::conformance {

/// The worked example's key, for chunks, too.
template <std::uint8_t kTagSize = 16, std::uint16_t kUsage = 0x003C>
void chunk_key(sim::Nvm& nvm) {
  auto& key = put_key(nvm).key;
  key.parameter = kTagSize;
  key.usage = wire::Usage{kUsage};
}
/// The same with a counter at an offset of the nonce, whose next value is 7.
template <std::uint8_t kOffset = 9>
void chunk_key_with_counter(sim::Nvm& nvm) {
  chunk_key<4>(nvm);
  auto& slot = nvm.symmetric[0];
  slot.key.counter = wire::CounterPlacement::at(kOffset);
  slot.counter = 7;
}

inline constexpr std::string_view kStartEncryptCcmStar =
    "1F11 00 000D 000102030405060708090A0B0C 0008 00000010 0000 0000";
inline constexpr std::string_view kStartDecryptCcmStar =
    "1F14 00 000D 000102030405060708090A0B0C 0008 00000010 0000 0000";
inline constexpr std::string_view kStartEncryptGcm =
    "1F11 00 000C CAFEBABEFACEDBADDECAF888 0000 0000";
inline constexpr std::string_view kStartDecryptGcm =
    "1F14 00 000C CAFEBABEFACEDBADDECAF888 0000 0000";

template <>
struct Cases<wire::StartEncryptCcmStar> {
  static constexpr std::array kAll{
      Case{.name = "StartsWithoutData",
           .request = kStartEncryptCcmStar,
           .payload = "00",
           .state = chunk_key<>},
      Case{.name = "EncryptsItsChunk",
           .request = "1F11 00 000D 000102030405060708090A0B0C 0008 00000010 0008 5A*8"
                      " 0005 0001020304",
           .payload = "696630BB08 00",
           .state = chunk_key<>},
      Case{.name = "EncryptsTheWholeMessage",
           .request = "1F11 00 000D 000102030405060708090A0B0C 0008 00000010 0008 5A*8"
                      " 0010 000102030405060708090A0B0C0D0E0F",
           .payload = "696630BB080FE41D610489D3DA232166 00",
           .state = chunk_key<>},
      Case{.name = "SaysTheCounterThatItUsed",
           .request = "1F11 00 000D 000102030405060708090A0B0C 0008 00000010 0008 5A*8"
                      " 0010 000102030405060708090A0B0C0D0E0F",
           .payload = "C00A2067124D91A304BBB1307130AA73 01 00000007",
           .state = chunk_key_with_counter<>},
      Case{.name = "TakesANonceOf7Bytes",
           .request = "1F11 00 0007 00010203040506 0000 00000010 0000 0000",
           .payload = "00",
           .state = chunk_key<>},
      Case{.name = "RefusesANonceOf6Bytes",
           .request = "1F11 00 0006 000102030405 0000 00000010 0000 0000",
           .status = Status::kValueOutOfRange,
           .state = chunk_key<>},
      Case{.name = "RefusesANonceOf14Bytes",
           .request = "1F11 00 000E 00*14 0000 00000010 0000 0000",
           .status = Status::kValueOutOfRange,
           .state = chunk_key<>},
      Case{.name = "RefusesANonceWithoutRoomForTheCounter",
           .request = "1F11 00 000C 00*12 0000 00000010 0000 0000",
           .status = Status::kValueOutOfRange,
           .state = chunk_key_with_counter<9>},
      Case{.name = "TakesAShortNonceWithRoomForTheCounter",
           .request = "1F11 00 000C 00*12 0000 00000010 0000 0000",
           .payload = "01 00000007",
           .state = chunk_key_with_counter<8>},
      Case{.name = "CountsAtMost65535BytesInTwo",
           .request = "1F11 00 000D 00*13 0000 00010000 0000 0000",
           .status = Status::kValueOutOfRange,
           .state = chunk_key<>},
      Case{.name = "CountsMoreWithAShorterNonce",
           .request = "1F11 00 000C 00*12 0000 00010000 0000 0000",
           .payload = "00",
           .state = chunk_key<>},
      Case{.name = "AuthenticatesWithoutMessage",
           .request = "1F11 00 000D 00*13 0008 00000000 0008 5A*8 0000",
           .payload = "00",
           .state = chunk_key<>},
      Case{.name = "HasNothingToDoForNothingWithoutTag",
           .request = "1F11 00 000D 00*13 0008 00000000 0000 0000",
           .status = Status::kInconsistentCommandData,
           .state = chunk_key<0>},
      Case{.name = "TakesNoMoreAssociatedDataThanAnnounced",
           .request = "1F11 00 000D 00*13 0001 00000001 0002 5A5A 0000",
           .status = Status::kInconsistentCommandData,
           .state = chunk_key<>},
      Case{.name = "TakesNoMoreMessageThanAnnounced",
           .request = "1F11 00 000D 00*13 0000 00000001 0000 0002 5A5A",
           .status = Status::kInconsistentCommandData,
           .state = chunk_key<>},
      Case{.name = "WantsAllAssociatedDataBeforeTheMessage",
           .request = "1F11 00 000D 00*13 0002 00000001 0001 5A 0001 5A",
           .status = Status::kInconsistentCommandData,
           .state = chunk_key<>},
      Case{.name = "RefusesASpentCounter",
           .request = kStartEncryptCcmStar,
           .status = Status::kCounterLimitExceeded,
           .state =
               [](sim::Nvm& nvm) {
                 chunk_key_with_counter<>(nvm);
                 nvm.symmetric[0].counter_spent = true;
               }},
      Case{.name = "WantsAKeyThatMayEncryptChunks",
           .request = kStartEncryptCcmStar,
           .status = Status::kWrongKeyUsage,
           .state = chunk_key<16, 0x001C>},
      Case{.name = "EncryptsALongChunk",
           .request = "1F11 00 0007 00*7 0000 00001000 0000 02DB 5A*731",
           .payload = "..*731 00",
           .state = chunk_key<>},
      Case{.name = "WantsNothingBehindTheChunk",
           .request = "1F11 00 000D 00*13 0000 00000001 0000 0001 00 00",
           .status = Status::kInconsistentCommandData,
           .state = chunk_key<>},
      Case{.name = "WantsASlot", .request = "1F11", .status = Status::kInconsistentCommandData},
      Case{.name = "KnowsSixteenSlots", .request = "1F11 10", .status = Status::kEntryNotFound},
      Case{.name = "FindsNothingInAnEmptySlot",
           .request = kStartEncryptCcmStar,
           .status = Status::kKeyNotFound},
      Case{.name = "WantsAKeyOfThisMode",
           .request = kStartEncryptCcmStar,
           .status = Status::kWrongModeOfOperation,
           .state = ecb_key<>},
      Case{.name = "NeedsACMacIfOnlyTheHostMay",
           .request = kStartEncryptCcmStar,
           .status = Status::kAccessConditionNotSatisfied,
           .state = host_only<0x1F11>},
  };
};

template <>
struct Cases<wire::StartEncryptGcm> {
  static constexpr std::array kAll{
      Case{.name = "AnswersNothingButItsChunk", .request = kStartEncryptGcm, .state = gcm_key<>},
      Case{.name = "EncryptsItsChunk",
           .request = "1F11 00 000C CAFEBABEFACEDBADDECAF888 0008 5A*8 0005 0001020304",
           .payload = "7C092BBF42",
           .state = gcm_key<>},
      Case{.name = "NeedsAnIv",
           .request = "1F11 00 0000 0000 0000",
           .status = Status::kValueOutOfRange,
           .state = gcm_key<>},
      // T-16: its totals would be chunks.
      Case{.name = "DoesNotTakeAFrameForCcmStar",
           .request = kStartEncryptCcmStar,
           .status = Status::kInconsistentCommandData,
           .state = gcm_key<>},
      Case{.name = "WantsAKeyThatMayEncryptChunks",
           .request = kStartEncryptGcm,
           .status = Status::kWrongKeyUsage,
           .state = gcm_key<16, 0x001C>},
  };
};

template <>
struct Cases<wire::ProcessEncrypt> {
  static constexpr std::array kAll{
      Case{.name = "TakesDataAndMessageTogether",
           .request = "1F12 0008 5A*8 0005 0001020304",
           .payload = "696630BB08",
           .state = chunk_key<>,
           .before = {kStartEncryptCcmStar}},
      Case{.name = "TakesDataAlone",
           .request = "1F12 0003 5A*3 0000",
           .state = chunk_key<>,
           .before = {kStartEncryptCcmStar}},
      Case{.name = "TakesMessageAlone",
           .request = "1F12 0000 000B 05060708090A0B0C0D0E0F",
           .payload = "0FE41D610489D3DA232166",
           .state = chunk_key<>,
           .before = {kStartEncryptCcmStar, "1F12 0008 5A*8 0005 0001020304"}},
      Case{.name = "TakesNothing",
           .request = "1F12 0000 0000",
           .state = gcm_key<>,
           .before = {kStartEncryptGcm}},
      Case{.name = "ContinuesAGcmMessage",
           .request = "1F12 0000 000B 05060708090A0B0C0D0E0F",
           .payload = "323B597D19FD7183BB9F49",
           .state = gcm_key<>,
           .before = {kStartEncryptGcm, "1F12 0008 5A*8 0005 0001020304"}},
      Case{.name = "NeedsAStart",
           .request = "1F12 0000 0000",
           .status = Status::kSessionError,
           .state = chunk_key<>},
      Case{.name = "NeedsAStartOfItsDirection",
           .request = "1F12 0000 0000",
           .status = Status::kSessionError,
           .state = chunk_key<>,
           .before = {kStartDecryptCcmStar}},
      Case{.name = "AsksForTheFormatBeforeTheStart",
           .request = "1F12 0000",
           .status = Status::kInconsistentCommandData},
      Case{.name = "TakesNoAssociatedDataBehindTheMessage",
           .request = "1F12 0001 5A 0001 05",
           .status = Status::kInconsistentCommandData,
           .state = gcm_key<>,
           .before = {kStartEncryptGcm, "1F12 0008 5A*8 0005 0001020304"}},
      Case{.name = "TakesNoMoreMessageThanAnnounced",
           .request = "1F12 0008 5A*8 0011 5A*17",
           .status = Status::kInconsistentCommandData,
           .state = chunk_key<>,
           .before = {kStartEncryptCcmStar}},
      Case{.name = "TakesNoMoreAssociatedDataThanAnnounced",
           .request = "1F12 0009 5A*9 0000",
           .status = Status::kInconsistentCommandData,
           .state = chunk_key<>,
           .before = {kStartEncryptCcmStar}},
      Case{.name = "WantsAllAssociatedDataBeforeTheMessage",
           .request = "1F12 0007 5A*7 0001 00",
           .status = Status::kInconsistentCommandData,
           .state = chunk_key<>,
           .before = {kStartEncryptCcmStar}},
  };
};

template <>
struct Cases<wire::FinishEncrypt> {
  static constexpr std::string_view kWhole = "1F13 0008 5A*8 0010 000102030405060708090A0B0C0D0E0F";
  static constexpr std::array kAll{
      Case{.name = "SealsWithATagOf16Bytes",
           .request = kWhole,
           .payload = "696630BB080FE41D610489D3DA232166 F468C3BFA90E18695233AC1BD6410ACE",
           .state = chunk_key<>,
           .before = {kStartEncryptCcmStar}},
      Case{.name = "SealsWithATagOf8Bytes",
           .request = kWhole,
           .payload = "696630BB080FE41D610489D3DA232166 E38291003E3A9207",
           .state = chunk_key<8>,
           .before = {kStartEncryptCcmStar}},
      Case{.name = "SealsWithATagOf4Bytes",
           .request = kWhole,
           .payload = "696630BB080FE41D610489D3DA232166 0EDBC627",
           .state = chunk_key<4>,
           .before = {kStartEncryptCcmStar}},
      Case{.name = "EncryptsWithoutTag",
           .request = kWhole,
           .payload = "696630BB080FE41D610489D3DA232166",
           .state = chunk_key<0>,
           .before = {kStartEncryptCcmStar}},
      Case{.name = "SealsWhatCameInChunks",
           .request = "1F13 0000 0001 0F",
           .payload = "66 F468C3BFA90E18695233AC1BD6410ACE",
           .state = chunk_key<>,
           .before = {kStartEncryptCcmStar, "1F12 0003 5A*3 0000", "1F12 0000 0000",
                      "1F12 0005 5A*5 0005 0001020304", "1F12 0000 000A 05060708090A0B0C0D0E"}},
      Case{.name = "SealsUnderTheNonceWithTheCounter",
           .request = kWhole,
           .payload = "C00A2067124D91A304BBB1307130AA73 28390234",
           .state = chunk_key_with_counter<>,
           .before = {kStartEncryptCcmStar}},
      Case{.name = "SealsUnderANonceOf12Bytes",
           .request = kWhole,
           .payload = "609516CEA5903A4200828B96FD06AAC7 83801A99",
           .state = chunk_key<4>,
           .before = {"1F11 00 000C 000102030405060708090A0B 0008 00000010 0000 0000"}},
      Case{.name = "AuthenticatesWithoutMessage",
           .request = "1F13 0008 5A*8 0000",
           .payload = "2118A83CB00EF82CF21C15E79592805D",
           .state = chunk_key<>,
           .before = {"1F11 00 000D 000102030405060708090A0B0C 0008 00000000 0000 0000"}},
      Case{.name = "SealsWithGcm",
           .request = kWhole,
           .payload = "7C092BBF42323B597D19FD7183BB9F49 B2A218B18B4E9DCAD0F377EF5FA19776",
           .state = gcm_key<>,
           .before = {kStartEncryptGcm}},
      Case{.name = "SealsWithGcmWhatCameInChunks",
           .request = "1F13 0000 0001 0F",
           .payload = "49 B2A218B1",
           .state = gcm_key<4>,
           .before = {kStartEncryptGcm, "1F12 0003 5A*3 0000", "1F12 0000 0000",
                      "1F12 0005 5A*5 0005 0001020304", "1F12 0000 000A 05060708090A0B0C0D0E"}},
      Case{.name = "AuthenticatesNothingAtAllWithGcm",
           .request = "1F13 0000 0000",
           .payload = "255F1E119D0E9B08A8BC64D840359090",
           .state = gcm_key<>,
           .before = {kStartEncryptGcm}},
      Case{.name = "NeedsAStart", .request = "1F13 0000 0000", .status = Status::kSessionError},
      Case{.name = "NeedsAStartOfItsDirection",
           .request = "1F13 0000 0000",
           .status = Status::kSessionError,
           .state = gcm_key<>,
           .before = {kStartDecryptGcm}},
      Case{.name = "EndsTheMessage",
           .request = "1F13 0000 0000",
           .status = Status::kSessionError,
           .state = gcm_key<>,
           .before = {kStartEncryptGcm, "1F13 0000 0000"}},
      Case{.name = "MissesMessage",
           .request = "1F13 0008 5A*8 0001 00",
           .status = Status::kInconsistentCommandData,
           .state = chunk_key<>,
           .before = {kStartEncryptCcmStar}},
      Case{.name = "MissesAssociatedData",
           .request = "1F13 0007 5A*7 0000",
           .status = Status::kInconsistentCommandData,
           .state = chunk_key<>,
           .before = {"1F11 00 000D 000102030405060708090A0B0C 0008 00000000 0000 0000"}},
      Case{.name = "CannotAnswerWhatDoesNotFit",
           .request = "1F13 0000 02DF 5A*735",
           .status = Status::kBufferLengthExceeded,
           .state = gcm_key<>,
           .before = {kStartEncryptGcm}},
  };
};

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
