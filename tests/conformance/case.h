#pragma once

#include "stsafe/wire/registry.h"
#include "tests/conformance/bench.h"

namespace stsafe::conformance {

/// How a case's request travels.
enum class Travel : std::uint8_t {
  kPlain,   ///< a checksum is appended
  kRaw,     ///< the bytes are the whole frame
  kSealed,  ///< protection bits, a right C-MAC and a checksum are added; nothing is encrypted
};

/// One request and what a chip answers. Bytes are written as bytes_of() reads them.
struct Case {
  std::string_view name;     ///< letters and digits
  std::string_view request;  ///< header and payload
  Status status = Status::kOk;
  std::string_view payload = "";             ///< of the answer, R-MAC included
  ChangeState state = nullptr;               ///< what is different from a factory-fresh chip
  std::array<std::string_view, 6> before{};  ///< plain requests that succeed before this one
  std::string_view envelope = "";            ///< to be wrapped and appended to the request
  std::string_view key_list = "";            ///< to be appended behind its confirmation MAC
  Travel travel = Travel::kPlain;
};

/// Header and payload of the case's request, with what is to be appended, for the first wrapped key
/// of a session.
Bytes request_of(Bench& bench, const Case& what);

/// Brings the bench to where the case begins, and returns its request as a whole frame.
Bytes frame_of(Bench& bench, const Case& what);

/// The cases of a command, in a static constexpr array `kAll`. There is no general form: a command
/// of the registry without a specialisation does not compile.
template <wire::Command C>
struct Cases;

/// The cases that belong to no command of the registry.
struct GeneralCases;

}  // namespace stsafe::conformance
