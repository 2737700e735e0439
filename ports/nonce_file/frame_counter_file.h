#pragma once

#include "ports/nonce_file/reserved_numbers.h"
#include "stsafe/host/nonce.h"

namespace stsafe::nonce_file {

/// The numbers 0, 1, … FFFFFFFE, each given out once, also over restarts, crashes and power cuts:
/// the outgoing frame counter of one key. Unlike nonces they cannot begin anew as long as the key
/// is the same: what is missing, damaged or copied is refused, and so is everything after the last
/// number.
class FrameCounterFile final : public host::CounterSource {
 public:
  /// `label` says whose counter it is, for example an extended address and the number of a slot; a
  /// file with another one is refused. Nothing is opened yet.
  FrameCounterFile(std::string path, const Label& label, link::Clock& clock,
                   const Settings& settings = {}, SystemCalls calls = system_calls());

  /// Makes the file, for a new key. kExists if there is one: numbers of it may have been used.
  Result<void, Failure> create() { return numbers_.create(label_); }
  /// Checks the file. kMissing if there is none.
  Result<void, Failure> open() { return numbers_.check(); }

  /// UsageError::kNonceExhausted after the last number, kNonceUnavailable if the file gives none:
  /// detail() says why.
  Result<std::uint32_t> next() override;

  /// What the last failure was about, for a person; empty if there was none.
  std::string detail() const { return numbers_.detail(); }

 private:
  Label label_;
  ReservedNumbers numbers_;
};

}  // namespace stsafe::nonce_file
