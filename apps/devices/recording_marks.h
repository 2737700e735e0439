#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "apps/devices/redaction.h"
#include "stsafe/base/error.h"

// What a recording says about a packet in its comment: for people, and for a replay.
//
//   redacted: mac_key 6+16, cipher_key 22+16     fields, offset in the frame and size
//   failed: link 9: the device took …            no answer: layer and code of the error, in words
namespace stsafe::devices {

/// Empty if nothing is redacted.
std::string redaction_mark(const SecretRanges& secrets);
std::string failure_mark(Error error);

/// The ranges that a comment says are redacted in a frame of this size; none without such a mark,
/// nothing for a mark that makes no sense. Other lines of the comment are a user's own.
std::optional<SecretRanges> find_redaction(std::string_view comment, std::size_t frame_size);
/// The error that a comment says an exchange ended with.
std::optional<Error> find_failure(std::string_view comment);

}  // namespace stsafe::devices
