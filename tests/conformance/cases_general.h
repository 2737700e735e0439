#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

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
      Case{.name = "UnknownCode", .request = "1D", .status = Status::kCommandCodeNotSupported},
      Case{.name = "UnknownExtendedCode",
           .request = "1F FF",
           .status = Status::kCommandCodeNotSupported},
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
