#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

/// The worked example's key with another description.
template <std::uint8_t kTagSize>
void with_tag_size(sim::Nvm& nvm) {
  put_key(nvm).key.parameter = kTagSize;
}
template <std::uint16_t kUsage>
void with_usage(sim::Nvm& nvm) {
  put_key(nvm).key.usage = wire::Usage{kUsage};
}
template <wire::KeyMode kMode>
void with_mode(sim::Nvm& nvm) {
  put_key(nvm).key.mode = kMode;
}

// Part 02, sections 11.2 and 11.3: what the worked example's key makes of its message.
template <>
struct Cases<wire::EncryptCcmStar> {
  static constexpr std::string_view kRequest =
      "1B 02 00 000102030405060708090A0B0C 0008 5A*8 0010 000102030405060708090A0B0C0D0E0F";
  static constexpr std::array kAll{
      Case{.name = "SealsWithATagOf4Bytes",
           .request = kRequest,
           .payload = "696630BB080FE41D610489D3DA232166 0EDBC627 00",
           .state = worked_example},
      Case{.name = "SealsWithATagOf8Bytes",
           .request = kRequest,
           .payload = "696630BB080FE41D610489D3DA232166 E38291003E3A9207 00",
           .state = with_tag_size<8>},
      Case{.name = "SealsWithATagOf16Bytes",
           .request = kRequest,
           .payload = "696630BB080FE41D610489D3DA232166 F468C3BFA90E18695233AC1BD6410ACE 00",
           .state = with_tag_size<16>},
      // Computed elsewhere, with the counter in the nonce's last bytes.
      Case{.name = "PutsTheCounterOfItsKeyIntoTheNonce",
           .request = kRequest,
           .payload = "C00A2067124D91A304BBB1307130AA73 28390234 01 00000007",
           .state = [](sim::Nvm& nvm) { put_key(nvm, counter_key(9)).counter = 7; }},
      Case{.name = "EncryptsWithoutTag",
           .request = kRequest,
           .payload = "696630BB080FE41D610489D3DA232166 00",
           .state = with_tag_size<0>},
      Case{.name = "SealsWithoutAssociatedData",
           .request = "1B 02 00 000102030405060708090A0B0C 0000"
                      " 0010 000102030405060708090A0B0C0D0E0F",
           .payload = "696630BB080FE41D610489D3DA232166 DAA9B570 00",
           .state = worked_example},
      // T-37
      Case{.name = "SealsAnEmptyMessage",
           .request = "1B 02 00 000102030405060708090A0B0C 0008 5A*8 0000",
           .payload = "..*4 00",
           .state = worked_example},
      Case{.name = "HasNothingToDoForAnEmptyMessageWithoutTag",
           .request = "1B 02 00 000102030405060708090A0B0C 0008 5A*8 0000",
           .status = Status::kInconsistentCommandData,
           .state = with_tag_size<0>},
      // T-1: the plaintext is announced and is not there.
      Case{.name = "InventsNoPlaintext",
           .request = "1B 02 00 000102030405060708090A0B0C 0000 0010",
           .status = Status::kInconsistentCommandData,
           .state = worked_example},
      Case{.name = "WantsNothingBehindThePlaintext",
           .request = "1B 02 00 000102030405060708090A0B0C 0000 0001 00 00",
           .status = Status::kInconsistentCommandData,
           .state = worked_example},
      // T-15 of part 02
      Case{.name = "KnowsOneDistinguisher",
           .request = "1B 03 00 000102030405060708090A0B0C 0000 0001 00",
           .status = Status::kInconsistentCommandData,
           .state = worked_example},
      Case{.name = "WantsASlot", .request = "1B 02", .status = Status::kInconsistentCommandData},
      Case{.name = "KnowsSixteenSlots", .request = "1B 02 10", .status = Status::kEntryNotFound},
      Case{
          .name = "FindsNothingInAnEmptySlot", .request = kRequest, .status = Status::kKeyNotFound},
      // T-16
      Case{.name = "WantsAKeyOfThisMode",
           .request = kRequest,
           .status = Status::kWrongModeOfOperation,
           .state = with_mode<wire::KeyMode::kCmac>},
      Case{.name = "WantsAKeyThatMayEncrypt",
           .request = kRequest,
           .status = Status::kWrongKeyUsage,
           .state = with_usage<0x0034>},
      Case{.name = "RefusesASpentCounter",
           .request = kRequest,
           .status = Status::kCounterLimitExceeded,
           .state =
               [](sim::Nvm& nvm) {
                 auto& slot = put_key(nvm, counter_key(9));
                 slot.counter = 0xFFFFFFFF;
                 slot.counter_spent = true;
               }},
      Case{.name = "NeedsACMacIfOnlyTheHostMay",
           .request = kRequest,
           .status = Status::kAccessConditionNotSatisfied,
           .state = host_only<0x1B>},
  };
};

template <>
struct Cases<wire::DecryptCcmStar> {
  static constexpr std::string_view kRequest =
      "1C 02 00 000102030405060708090A0B0C 0008 5A*8"
      " 0014 696630BB080FE41D610489D3DA232166 0EDBC627";
  static constexpr std::array kAll{
      Case{.name = "OpensWithATagOf4Bytes",
           .request = kRequest,
           .payload = "01 000102030405060708090A0B0C0D0E0F",
           .state = worked_example},
      Case{.name = "OpensWithATagOf16Bytes",
           .request = "1C 02 00 000102030405060708090A0B0C 0008 5A*8"
                      " 0020 696630BB080FE41D610489D3DA232166 F468C3BFA90E18695233AC1BD6410ACE",
           .payload = "01 000102030405060708090A0B0C0D0E0F",
           .state = with_tag_size<16>},
      Case{.name = "DecryptsWithoutTag",
           .request = "1C 02 00 000102030405060708090A0B0C 0008 5A*8"
                      " 0010 696630BB080FE41D610489D3DA232166",
           .payload = "01 000102030405060708090A0B0C0D0E0F",
           .state = with_tag_size<0>},
      // T-4 of part 02, as recommended; the other choice is tested with the choices.
      Case{.name = "ShowsZerosForAWrongTag",
           .request = "1C 02 00 000102030405060708090A0B0C 0008 5A*8"
                      " 0014 696630BB080FE41D610489D3DA232166 0FDBC627",
           .payload = "00 00*16",
           .state = worked_example},
      Case{.name = "ShowsZerosForOtherAssociatedData",
           .request = "1C 02 00 000102030405060708090A0B0C 0008 5A*7 5B"
                      " 0014 696630BB080FE41D610489D3DA232166 0EDBC627",
           .payload = "00 00*16",
           .state = worked_example},
      Case{.name = "ShowsZerosForAnotherNonce",
           .request = "1C 02 00 000102030405060708090A0B0D 0008 5A*8"
                      " 0014 696630BB080FE41D610489D3DA232166 0EDBC627",
           .payload = "00 00*16",
           .state = worked_example},
      Case{.name = "WantsTheWholeTag",
           .request = "1C 02 00 000102030405060708090A0B0C 0000 0003 000000",
           .status = Status::kInconsistentCommandData,
           .state = worked_example},
      Case{.name = "WantsSomethingToDecryptWithoutTag",
           .request = "1C 02 00 000102030405060708090A0B0C 0000 0000",
           .status = Status::kInconsistentCommandData,
           .state = with_tag_size<0>},
      Case{.name = "CountsTheTagInTheLength",
           .request = "1C 02 00 000102030405060708090A0B0C 0008 5A*8"
                      " 0010 696630BB080FE41D610489D3DA232166 0EDBC627",
           .status = Status::kInconsistentCommandData,
           .state = worked_example},
      Case{.name = "WantsASlot", .request = "1C 02", .status = Status::kInconsistentCommandData},
      Case{.name = "KnowsOneDistinguisher",
           .request = "1C 03 00",
           .status = Status::kInconsistentCommandData,
           .state = worked_example},
      Case{.name = "KnowsSixteenSlots", .request = "1C 02 10", .status = Status::kEntryNotFound},
      Case{
          .name = "FindsNothingInAnEmptySlot", .request = kRequest, .status = Status::kKeyNotFound},
      Case{.name = "WantsAKeyOfThisMode",
           .request = kRequest,
           .status = Status::kWrongModeOfOperation,
           .state = with_mode<wire::KeyMode::kCmac>},
      Case{.name = "WantsAKeyThatMayDecrypt",
           .request = kRequest,
           .status = Status::kWrongKeyUsage,
           .state = with_usage<0x0038>},
      // Decryption takes the nonce exactly as sent, also with a counter key.
      Case{.name = "LeavesTheNonceAlone",
           .request = kRequest,
           .payload = "01 000102030405060708090A0B0C0D0E0F",
           .state = [](sim::Nvm& nvm) { put_key(nvm, counter_key(9)).counter = 7; }},
  };
};

}  // namespace stsafe::conformance
