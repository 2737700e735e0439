#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

/// The AES-128 key of RFC 3394, section 4.1, in local envelope slot 0.
inline sim::LocalEnvelopeKey& put_envelope_key(sim::Nvm& nvm) {
  auto& key = nvm.local_envelope[0];
  key.present = true;
  key.type = wire::KeyType::kAes128;
  copy_bytes("000102030405060708090A0B0C0D0E0F"_hex, key.value.prepare(16));
  return key;
}
inline void envelope_key(sim::Nvm& nvm) { put_envelope_key(nvm); }
/// The AES-256 key of RFC 3394, section 4.3.
inline void envelope_key_256(sim::Nvm& nvm) {
  auto& key = put_envelope_key(nvm);
  key.type = wire::KeyType::kAes256;
  copy_bytes("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"_hex,
             key.value.prepare(32));
}

template <>
struct Cases<wire::GenerateLocalEnvelopeKey> {
  static constexpr std::array kAll{
      Case{.name = "MakesAnAes128Key", .request = "11 07 00 00"},
      Case{.name = "MakesAnAes256Key", .request = "11 07 01 01"},
      Case{.name = "MakesAKeyOnce",
           .request = "11 07 00 00",
           .status = Status::kAccessConditionNotSatisfied,
           .before = {"11 07 00 00"}},
      Case{.name = "MakesAKeyOnceWhateverItsType",
           .request = "11 07 00 01",
           .status = Status::kAccessConditionNotSatisfied,
           .state = envelope_key},
      Case{.name = "KnowsTwoSlots", .request = "11 07 02 00", .status = Status::kEntryNotFound},
      Case{.name = "KnowsTwoTypes", .request = "11 07 00 02", .status = Status::kWrongKeyType},
      Case{.name = "AsksForTheTypeBeforeTheKeyThatIsThere",
           .request = "11 07 00 02",
           .status = Status::kWrongKeyType,
           .state = envelope_key},
      Case{.name = "WantsAType", .request = "11 07 00", .status = Status::kInconsistentCommandData},
      Case{.name = "WantsNothingElse",
           .request = "11 07 00 00 00",
           .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::QueryLocalEnvelopeKeyTable> {
  static constexpr std::array kAll{
      Case{.name = "SaysEmptyTwice", .request = "14 07", .payload = "02 00 00 01 00"},
      // Part 04, section 3.1, frames 4 and 5.
      Case{.name = "SaysWhichKeysAreThere",
           .request = "14 07",
           .payload = "02 00 01 00 01 01 00",
           .before = {"11 07 00 00", "11 07 01 00"}},
      Case{.name = "SaysTheirTypes",
           .request = "14 07",
           .payload = "02 00 00 01 01 01",
           .before = {"11 07 01 01"}},
      Case{.name = "HasNoSelector",
           .request = "14 07 00",
           .status = Status::kInconsistentCommandData},
  };
};

// RFC 3394, sections 4.1, 4.3 and 4.6; the first is also that of part 02, section 9.
template <>
struct Cases<wire::WrapLocalEnvelope> {
  static constexpr std::array kAll{
      Case{.name = "WrapsWithAes128",
           .request = "0E 00 00112233445566778899AABBCCDDEEFF",
           .payload = "1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5",
           .state = envelope_key},
      Case{.name = "WrapsWithAes256",
           .request = "0E 00 00112233445566778899AABBCCDDEEFF",
           .payload = "64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7",
           .state = envelope_key_256},
      Case{.name = "WrapsMoreBlocks",
           .request = "0E 00 00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F",
           .payload = "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326"
                      "CBC7F0E71A99F43BFB988B9B7A02DD21",
           .state = envelope_key_256},
      Case{.name = "WrapsTheMostThatTheVendorsHostSends",
           .request = "0E 00 5A*480",
           .payload = "..*488",
           .state = envelope_key},
      Case{.name = "WantsSixteenBytes",
           .request = "0E 00 5A*8",
           .status = Status::kInconsistentCommandData,
           .state = envelope_key},
      Case{.name = "WantsWholeBlocks",
           .request = "0E 00 5A*20",
           .status = Status::kInconsistentCommandData,
           .state = envelope_key},
      Case{.name = "WantsAPayload",
           .request = "0E 00",
           .status = Status::kInconsistentCommandData,
           .state = envelope_key},
      Case{.name = "CannotAnswerMoreThanAFrame",
           .request = "0E 00 5A*744",
           .status = Status::kBufferLengthExceeded,
           .state = envelope_key},
      Case{.name = "WantsASlot", .request = "0E", .status = Status::kInconsistentCommandData},
      Case{.name = "KnowsTwoSlots", .request = "0E 02 5A*16", .status = Status::kEntryNotFound},
      Case{.name = "FindsNothingInAnEmptySlot",
           .request = "0E 01 5A*16",
           .status = Status::kKeyNotFound,
           .state = envelope_key},
      Case{.name = "AsksForTheKeyBeforeTheSize",
           .request = "0E 01 5A",
           .status = Status::kKeyNotFound,
           .state = envelope_key},
      Case{.name = "NeedsACMacIfOnlyTheHostMay",
           .request = "0E 00 5A*16",
           .status = Status::kAccessConditionNotSatisfied,
           .state = host_only<0x0E>},
  };
};

template <>
struct Cases<wire::UnwrapLocalEnvelope> {
  static constexpr std::array kAll{
      Case{.name = "UnwrapsWithAes128",
           .request = "0F 00 1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5",
           .payload = "00112233445566778899AABBCCDDEEFF",
           .state = envelope_key},
      Case{.name = "UnwrapsWithAes256",
           .request = "0F 00 64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7",
           .payload = "00112233445566778899AABBCCDDEEFF",
           .state = envelope_key_256},
      Case{.name = "RefusesWhatWasChanged",
           .request = "0F 00 1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE4",
           .status = Status::kInconsistentCommandData,
           .state = envelope_key},
      Case{.name = "RefusesWhatAnotherKeyWrapped",
           .request = "0F 00 64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7",
           .status = Status::kInconsistentCommandData,
           .state = envelope_key},
      Case{.name = "WantsTwentyFourBytes",
           .request = "0F 00 5A*16",
           .status = Status::kInconsistentCommandData,
           .state = envelope_key},
      Case{.name = "WantsWholeBlocks",
           .request = "0F 00 5A*25",
           .status = Status::kInconsistentCommandData,
           .state = envelope_key},
      Case{.name = "WantsSomethingToUnwrap",
           .request = "0F 00",
           .status = Status::kInconsistentCommandData,
           .state = envelope_key},
      Case{.name = "WantsASlot", .request = "0F", .status = Status::kInconsistentCommandData},
      Case{.name = "KnowsTwoSlots", .request = "0F 02 5A*24", .status = Status::kEntryNotFound},
      Case{.name = "FindsNothingInAnEmptySlot",
           .request = "0F 01 5A*24",
           .status = Status::kKeyNotFound,
           .state = envelope_key},
  };
};

}  // namespace stsafe::conformance
