#pragma once

#include "tests/conformance/states.h"

// One-shot AES with ECB and GCM keys (part 02, sections 6.1 and 6.4). The key is that of the worked
// example; values of ECB and GCM were computed with Python's cryptography and with plain integers.
namespace stsafe::conformance {

/// The worked example's key for ECB.
template <std::uint16_t kUsage = 0x000C>
void ecb_key(sim::Nvm& nvm) {
  put_key(
      nvm,
      {.type = wire::KeyType::kAes256, .mode = wire::KeyMode::kEcb, .usage = wire::Usage{kUsage}});
}
inline void ecb_key_of_16_bytes(sim::Nvm& nvm) {
  put_key(nvm, {.type = wire::KeyType::kAes128,
                .mode = wire::KeyMode::kEcb,
                .usage = wire::kEncrypt | wire::kDecrypt});
}
/// The worked example's key for GCM.
template <std::uint8_t kTagSize = 16, std::uint16_t kUsage = 0x003C>
void gcm_key(sim::Nvm& nvm) {
  put_key(nvm, {.type = wire::KeyType::kAes256,
                .mode = wire::KeyMode::kGcm,
                .usage = wire::Usage{kUsage},
                .parameter = kTagSize});
}

template <>
struct Cases<wire::EncryptEcb> {
  static constexpr std::array kAll{
      Case{.name = "EncryptsABlock",
           .request = "1B 02 00 000102030405060708090A0B0C0D0E0F",
           .payload = "2E25D10A9E54BFED70950B96388E240C",
           .state = ecb_key<>},
      Case{.name = "EncryptsEachBlockAlone",
           .request = "1B 02 00 000102030405060708090A0B0C0D0E0F 5A*16",
           .payload = "2E25D10A9E54BFED70950B96388E240C 6E31CD08CC5E000B5C8D97E44F956250",
           .state = ecb_key<>},
      Case{.name = "EncryptsWithAKeyOf16Bytes",
           .request = "1B 02 00 000102030405060708090A0B0C0D0E0F",
           .payload = "084A1FDCB79755385697115B0CC0F11E",
           .state = ecb_key_of_16_bytes},
      Case{.name = "EncryptsAsManyBlocksAsAFrameHas",
           .request = "1B 02 00 5A*736",
           .payload = "..*736",
           .state = ecb_key<>},
      // T-37
      Case{.name = "HasNothingToDoForNothing",
           .request = "1B 02 00",
           .status = Status::kInconsistentCommandData,
           .state = ecb_key<>},
      Case{.name = "WantsWholeBlocks",
           .request = "1B 02 00 5A*17",
           .status = Status::kInconsistentCommandData,
           .state = ecb_key<>},
      Case{.name = "WantsAKeyThatMayEncrypt",
           .request = "1B 02 00 5A*16",
           .status = Status::kWrongKeyUsage,
           .state = ecb_key<0x0004>},
      Case{.name = "AsksForTheUsageBeforeTheLength",
           .request = "1B 02 00 5A*17",
           .status = Status::kWrongKeyUsage,
           .state = ecb_key<0x0004>},
      Case{.name = "NeedsACMacIfOnlyTheHostMay",
           .request = "1B 02 00 5A*16",
           .status = Status::kAccessConditionNotSatisfied,
           .state = host_only<0x1B>},
  };
};

template <>
struct Cases<wire::DecryptEcb> {
  static constexpr std::array kAll{
      Case{.name = "DecryptsEachBlockAlone",
           .request = "1C 02 00 2E25D10A9E54BFED70950B96388E240C 6E31CD08CC5E000B5C8D97E44F956250",
           .payload = "000102030405060708090A0B0C0D0E0F 5A*16",
           .state = ecb_key<>},
      Case{.name = "DecryptsWithAKeyOf16Bytes",
           .request = "1C 02 00 084A1FDCB79755385697115B0CC0F11E",
           .payload = "000102030405060708090A0B0C0D0E0F",
           .state = ecb_key_of_16_bytes},
      Case{.name = "HasNothingToDoForNothing",
           .request = "1C 02 00",
           .status = Status::kInconsistentCommandData,
           .state = ecb_key<>},
      Case{.name = "WantsWholeBlocks",
           .request = "1C 02 00 5A*15",
           .status = Status::kInconsistentCommandData,
           .state = ecb_key<>},
      Case{.name = "WantsAKeyThatMayDecrypt",
           .request = "1C 02 00 5A*16",
           .status = Status::kWrongKeyUsage,
           .state = ecb_key<0x0008>},
  };
};

template <>
struct Cases<wire::EncryptGcm> {
  static constexpr std::string_view kRequest =
      "1B 02 00 000C CAFEBABEFACEDBADDECAF888 0008 5A*8 0010 000102030405060708090A0B0C0D0E0F";
  static constexpr std::array kAll{
      Case{.name = "Seals",
           .request = kRequest,
           .payload = "7C092BBF42323B597D19FD7183BB9F49 B2A218B18B4E9DCAD0F377EF5FA19776",
           .state = gcm_key<>},
      Case{.name = "SealsWithATagOf4Bytes",
           .request = kRequest,
           .payload = "7C092BBF42323B597D19FD7183BB9F49 B2A218B1",
           .state = gcm_key<4>},
      Case{.name = "SealsWithATagOf13Bytes",
           .request = kRequest,
           .payload = "7C092BBF42323B597D19FD7183BB9F49 B2A218B18B4E9DCAD0F377EF5F",
           .state = gcm_key<13>},
      Case{.name = "SealsWithoutAssociatedData",
           .request = "1B 02 00 000C CAFEBABEFACEDBADDECAF888 0000"
                      " 0010 000102030405060708090A0B0C0D0E0F",
           .payload = "7C092BBF42323B597D19FD7183BB9F49 8AE9957CB2BB947FDB3B229A9BBFBE2E",
           .state = gcm_key<>},
      // Part 02, section 6.7: GMAC.
      Case{.name = "AuthenticatesWithoutMessage",
           .request = "1B 02 00 000C CAFEBABEFACEDBADDECAF888 0003 AAAAAA 0000",
           .payload = "C780F8D777B330E216B03522BB860D51",
           .state = gcm_key<>},
      Case{.name = "AuthenticatesNothingAtAll",
           .request = "1B 02 00 000C CAFEBABEFACEDBADDECAF888 0000 0000",
           .payload = "255F1E119D0E9B08A8BC64D840359090",
           .state = gcm_key<>},
      Case{.name = "TakesAnIvOf8Bytes",
           .request = "1B 02 00 0008 CAFEBABEFACEDBAD 0000 0010 000102030405060708090A0B0C0D0E0F",
           .payload = "B314DD50EB57A39DFF2A5B8A79632FD6 B6BCBA05005A82B2C3723696AFBBFFDA",
           .state = gcm_key<>},
      Case{.name = "TakesAnIvOf1Byte",
           .request = "1B 02 00 0001 77 0000 0010 000102030405060708090A0B0C0D0E0F",
           .payload = "E59215A5D4973704C908271B26E2870E 10BB62C8A1FBCE1BC791ADD6C286B53D",
           .state = gcm_key<>},
      Case{.name = "TakesAnIvOf130Bytes",
           .request = "1B 02 00 0082 77*130 0000 0010 000102030405060708090A0B0C0D0E0F",
           .payload = "4AC0AE019F269FC3A07BAD770D6C2F12 B3A224A9CC239B248A472B15F01BD5EC",
           .state = gcm_key<>},
      Case{.name = "NeedsAnIv",
           .request = "1B 02 00 0000 0000 0001 00",
           .status = Status::kValueOutOfRange,
           .state = gcm_key<>},
      Case{.name = "WantsThePlaintextThatItAnnounces",
           .request = "1B 02 00 000C 00*12 0000 0010",
           .status = Status::kInconsistentCommandData,
           .state = gcm_key<>},
      Case{.name = "WantsNothingBehindThePlaintext",
           .request = "1B 02 00 000C 00*12 0000 0001 00 00",
           .status = Status::kInconsistentCommandData,
           .state = gcm_key<>},
      // T-16: a frame for a CCM* key. Its nonce begins with 00 01, which is an IV of one byte here,
      // and 03 04 counts more associated data than there is.
      Case{.name = "DoesNotTakeAFrameForCcmStar",
           .request = "1B 02 00 000102030405060708090A0B0C 0008 5A*8"
                      " 0010 000102030405060708090A0B0C0D0E0F",
           .status = Status::kInconsistentCommandData,
           .state = gcm_key<>},
      Case{.name = "WantsAKeyThatMayEncrypt",
           .request = kRequest,
           .status = Status::kWrongKeyUsage,
           .state = gcm_key<16, 0x0034>},
      Case{.name = "CannotAnswerWhatDoesNotFit",
           .request = "1B 02 00 0001 77 0000 02E3 5A*739",
           .status = Status::kBufferLengthExceeded,
           .state = gcm_key<>},
  };
};

template <>
struct Cases<wire::DecryptGcm> {
  static constexpr std::string_view kRequest =
      "1C 02 00 000C CAFEBABEFACEDBADDECAF888 0008 5A*8"
      " 0010 7C092BBF42323B597D19FD7183BB9F49 B2A218B18B4E9DCAD0F377EF5FA19776";
  static constexpr std::array kAll{
      Case{.name = "Opens",
           .request = kRequest,
           .payload = "01 000102030405060708090A0B0C0D0E0F",
           .state = gcm_key<>},
      Case{.name = "OpensWithATagOf4Bytes",
           .request = "1C 02 00 000C CAFEBABEFACEDBADDECAF888 0008 5A*8"
                      " 0010 7C092BBF42323B597D19FD7183BB9F49 B2A218B1",
           .payload = "01 000102030405060708090A0B0C0D0E0F",
           .state = gcm_key<4>},
      Case{.name = "VerifiesWithoutMessage",
           .request = "1C 02 00 000C CAFEBABEFACEDBADDECAF888 0003 AAAAAA 0000"
                      " C780F8D777B330E216B03522BB860D51",
           .payload = "01",
           .state = gcm_key<>},
      Case{.name = "RejectsAMacOfOtherData",
           .request = "1C 02 00 000C CAFEBABEFACEDBADDECAF888 0003 AAAAAB 0000"
                      " C780F8D777B330E216B03522BB860D51",
           .payload = "00",
           .state = gcm_key<>},
      // T-4 of part 02, as recommended.
      Case{.name = "ShowsZerosForAWrongTag",
           .request = "1C 02 00 000C CAFEBABEFACEDBADDECAF888 0008 5A*8"
                      " 0010 7C092BBF42323B597D19FD7183BB9F49 B2A218B18B4E9DCAD0F377EF5FA19777",
           .payload = "00 00*16",
           .state = gcm_key<>},
      Case{.name = "ShowsZerosForAnotherIv",
           .request = "1C 02 00 000C CAFEBABEFACEDBADDECAF889 0008 5A*8"
                      " 0010 7C092BBF42323B597D19FD7183BB9F49 B2A218B18B4E9DCAD0F377EF5FA19776",
           .payload = "00 00*16",
           .state = gcm_key<>},
      // T-14
      Case{.name = "DoesNotCountTheTagInTheLength",
           .request = "1C 02 00 000C CAFEBABEFACEDBADDECAF888 0008 5A*8"
                      " 0020 7C092BBF42323B597D19FD7183BB9F49 B2A218B18B4E9DCAD0F377EF5FA19776",
           .status = Status::kInconsistentCommandData,
           .state = gcm_key<>},
      Case{.name = "WantsTheWholeTag",
           .request = "1C 02 00 000C CAFEBABEFACEDBADDECAF888 0000 0001 00 B2A218B1",
           .status = Status::kInconsistentCommandData,
           .state = gcm_key<>},
      Case{.name = "NeedsAnIv",
           .request = "1C 02 00 0000 0000 0001 00 00*16",
           .status = Status::kValueOutOfRange,
           .state = gcm_key<>},
      Case{.name = "WantsAKeyThatMayDecrypt",
           .request = kRequest,
           .status = Status::kWrongKeyUsage,
           .state = gcm_key<16, 0x0038>},
  };
};

}  // namespace stsafe::conformance
