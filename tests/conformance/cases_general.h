#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

/// A code that is reserved, unused or nobody's: part 01, sections 2.1 and 2.2; part 02, section 10;
/// part 03, U-50 and U-51.
constexpr Case unsupported(std::string_view name, std::string_view request) {
  return {.name = name, .request = request, .status = Status::kCommandCodeNotSupported};
}
/// A subject that has a name and no use (part 01, sections 3.1 and 8.4; part 04, section 2.8).
constexpr Case unused_subject(std::string_view name, std::string_view request) {
  return {.name = name, .request = request, .status = Status::kEntryNotFound};
}

struct GeneralCases {
  static constexpr std::array kAll{
      // Frames that are none (part 01, section 1.2, and appendix C).
      Case{.name = "NothingButAChecksum",
           .request = "00 00",
           .status = Status::kCommunicationError,
           .travel = Travel::kRaw},
      Case{.name = "OneByte",
           .request = "00",
           .status = Status::kCommunicationError,
           .travel = Travel::kRaw},
      Case{.name = "NoByte",
           .request = "",
           .status = Status::kCommunicationError,
           .travel = Travel::kRaw},
      Case{.name = "WrongChecksum",
           .request = "14 08 71 FF",
           .status = Status::kCommunicationError,
           .travel = Travel::kRaw},
      Case{.name = "ChecksumInTheWrongOrder",
           .request = "14 08 FE 71",
           .status = Status::kCommunicationError,
           .travel = Travel::kRaw},
      Case{.name = "NoChecksum",
           .request = "14 08",
           .status = Status::kCommunicationError,
           .travel = Travel::kRaw},
      Case{.name = "ExtendedPrefixWithoutCode",
           .request = "1F",
           .status = Status::kCommunicationError},
      // Codes (2.1, 2.2) and subjects (3.1).
      unsupported("UnknownCode", "1D"),
      unsupported("UnknownExtendedCode", "1F FF"),
      unsupported("FirstCodeBehindTheExtendedOnes", "1F 1B"),
      unsupported("StartSession", "03"),
      unsupported("Increment", "07 00 05 0000 00000001"),
      unsupported("DeriveLoraKey", "08"),
      unsupported("UnwrapIssuerEnvelope", "0B"),
      unsupported("PutKey", "12"),
      unsupported("Configure", "13"),
      unsupported("GetSignature", "15"),
      unsupported("ChunkPrefix", "1E"),
      unsupported("ReservedExtendedCode", "1F 0C"),
      unsupported("OtherReservedExtendedCode", "1F 0D"),
      unused_subject("QueryOfTheAdminBaseKey", "14 01"),
      unused_subject("QueryOfTheP1BaseKeyAsItWas", "14 02"),
      unused_subject("QueryOfTheMasterKeyTable", "14 04"),
      unused_subject("QueryOfThePasswordSlot", "14 09"),
      unused_subject("QueryOfTheCacheDerivation", "14 0C"),
      unused_subject("QueryOfThePrivateKeySlot", "14 13"),
      unused_subject("QueryOfTheAccessConditions", "14 29"),
      unused_subject("QueryOfTheEncryptionFlags", "14 2A"),
      unused_subject("QueryOfTheP2BaseKey", "14 35"),
      unused_subject("QueryOfThePhiPSlot", "14 36"),
      unused_subject("QueryOfThePhiCSlot", "14 37"),
      unused_subject("QueryOfTheP1BaseKey", "14 3C"),
      unused_subject("QueryOfThePatchParentKey", "14 3F"),
      unused_subject("QueryOfThePatchParentKeyUsage", "14 46"),
      unused_subject("QueryOfPublicKeyFlags", "14 4D 00"),
      unused_subject("PutOfTheAdminBaseKey", "10 01 00*16"),
      unused_subject("PutOfThePatchStart", "10 40"),
      unused_subject("PutOfThePatchUpdate", "10 41"),
      unused_subject("PutOfThePatchEnd", "10 42"),
      unused_subject("PutOfThePrivateKeySlot", "10 13 01 0000"),
      unused_subject("PutOfTheDataPartition", "10 12 00"),
      Case{.name = "UnknownQuerySubject", .request = "14 FE", .status = Status::kEntryNotFound},
      Case{.name = "UnknownAttribute", .request = "10 FE 00", .status = Status::kEntryNotFound},
      Case{.name = "QueryOfNothing", .request = "14", .status = Status::kInconsistentCommandData},
      Case{.name = "PutOfNothing", .request = "10", .status = Status::kInconsistentCommandData},
      // Appendix C asks for support before life cycle and access.
      Case{.name = "UnknownCodeOnALockedChip",
           .request = "1D",
           .status = Status::kCommandCodeNotSupported,
           .state = locked},
      // T-32
      Case{.name = "ProtectedWithoutHostKeys",
           .request = "E0 01 00000000",
           .status = Status::kSessionError},
      // T-31
      Case{.name = "ProtectedBySomethingElse",
           .request = "C0 01 00000000",
           .status = Status::kSessionError,
           .state = host_keys<0>},
      Case{.name = "ResponseOfSomethingElse",
           .request = "40 01",
           .status = Status::kSessionError,
           .state = host_keys<0>},
      Case{.name = "HostSessionWithoutCMac",
           .request = "20 01",
           .status = Status::kInconsistentCommandData,
           .state = host_keys<0>},
      Case{.name = "RMacWithoutCMac",
           .request = "60 01",
           .status = Status::kInconsistentCommandData,
           .state = host_keys<0>},
      Case{.name = "NoRoomForACMac",
           .request = "E0 010203",
           .status = Status::kCommunicationError,
           .state = host_keys<0>},
      // An unknown code is answered under the session as in the clear, and counts.
      Case{.name = "UnknownCodeUnderACMac",
           .request = "1D",
           .status = Status::kCommandCodeNotSupported,
           .state = host_keys<0>,
           .travel = Travel::kSealed},
  };
};

}  // namespace stsafe::conformance
