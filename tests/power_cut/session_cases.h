#pragma once

#include "tests/conformance/case_tables.h"

// Commands in the host session that change more than its counter: all of it is stored at once.
namespace stsafe::power_cut {

using conformance::Case;
using conformance::Travel;

inline void host_keys_and_counter_key(sim::Nvm& nvm) {
  conformance::host_keys(nvm);
  conformance::put_key(nvm, conformance::counter_key(9));
}
inline void host_keys_and_open_slots(sim::Nvm& nvm) {
  conformance::host_keys(nvm);
  nvm.host_key_control.flags =
      wire::HostKeyControlFields::kPlaintext | wire::HostKeyControlFields::kReprovision;
  nvm.symmetric_control.fill({.flags = 0xFF & ~wire::SlotControlFields::kChangeRight});
}
inline void host_keys_and_password(sim::Nvm& nvm) {
  conformance::host_keys(nvm);
  nvm.password.present = true;
  std::ranges::fill(nvm.password.value.prepare(wire::kPasswordSize), std::byte{0x11});
}

inline constexpr std::array kSessionCases{
    Case{.name = "EncryptCcmStarWithACounter",
         .request = "1B 02 00 00*13 0000 0001 00",
         .state = host_keys_and_counter_key,
         .travel = Travel::kSealed},
    Case{.name = "EraseSymmetricKeySlot",
         .request = "1F19 00",
         .state = host_keys_and_counter_key,
         .travel = Travel::kSealed},
    Case{.name = "Update",
         .request = "06 00 01 0000 D0 D1",
         .state = conformance::host_keys,
         .travel = Travel::kSealed},
    Case{.name = "UpdateOfAWholeZone",
         .request = "06 00 01 0000 5A*700",
         .state = conformance::host_keys,
         .travel = Travel::kSealed},
    Case{.name = "DecrementWithData",
         .request = "04 19 05 00 0000 00000001 D0 D1",
         .state = conformance::host_keys,
         .travel = Travel::kSealed},
    Case{.name = "NewHostKeys",
         .request = "1F07 000000 01 33*32 44*32",
         .state = host_keys_and_open_slots,
         .travel = Travel::kSealed},
    Case{.name = "ConfirmSymmetricKeys",
         .request = conformance::Cases<wire::ConfirmSymmetricKeys>::kExample,
         .state = host_keys_and_open_slots,
         .before = {conformance::kGenerateX25519, conformance::kEstablishX25519},
         .travel = Travel::kSealed},
    Case{.name = "GenerateSignatureWithALimit",
         .request = conformance::kSignDigest,
         .state = conformance::host_keys,
         .before = {conformance::kGenerateForOneUse},
         .travel = Travel::kSealed},
    Case{.name = "WritePublicKey",
         .request = conformance::kWritePublicKey,
         .state = conformance::host_keys,
         .travel = Travel::kSealed},
    Case{.name = "VerifyPasswordThatIsWrong",
         .request = "1A 22*16",
         .payload = "00 02",
         .state = host_keys_and_password,
         .travel = Travel::kSealed},
};

}  // namespace stsafe::power_cut
