#pragma once

#include <algorithm>

#include "stsafe/link/clock.h"

namespace stsafe::link {

/// The longest time that a policy can say: two of them and what a transaction takes fit ShortTime.
inline constexpr ShortTime kLongestWait = std::chrono::minutes{30};

/// How a LinkTransport waits and reads. Every wait is bounded: a time above kLongestWait counts as
/// kLongestWait.
struct LinkPolicy {
  /// From the command to the first read. Zero: as soon as there may be an answer.
  ShortTime first_wait{0};
  /// From the beginning of an attempt that the chip does not acknowledge to the next one: a
  /// thirty-second of the time that has passed, but no less and no more than these. It grows, so
  /// that no chip is late by more than these three percent, however slow it is.
  ShortTime min_step{50};
  ShortTime max_step = std::chrono::milliseconds{10};
  /// True: every answer is read in two parts, whatever size is expected.
  bool always_probes = false;
  /// How long after the first attempt the chip may not acknowledge. The vendor's library waits
  /// about a second.
  ShortTime patience = std::chrono::seconds{1};
  /// How often a response with a wrong checksum is read again; the chip serves it from byte 0.
  int max_rereads = 3;
  /// How often a command is sent again that the chip received damaged (status 01, not executed).
  int max_resends = 3;
};

/// The policy with all times that are too long cut to kLongestWait.
constexpr LinkPolicy bounded(LinkPolicy policy) {
  policy.first_wait = std::min(policy.first_wait, kLongestWait);
  policy.min_step = std::min(policy.min_step, kLongestWait);
  policy.max_step = std::min(policy.max_step, kLongestWait);
  policy.patience = std::min(policy.patience, kLongestWait);
  return policy;
}

/// What the vendor's library does as all its examples configure it (protocol part 01, sections 1.5
/// and 1.6): up to a hundred attempts, ten milliseconds apart, of which the first read is a probe.
inline constexpr LinkPolicy kVendorPolicy{.first_wait = std::chrono::milliseconds{10},
                                          .min_step = std::chrono::milliseconds{10},
                                          .max_step = std::chrono::milliseconds{10},
                                          .always_probes = true,
                                          .patience = std::chrono::milliseconds{990},
                                          .max_rereads = 0,
                                          .max_resends = 0};

}  // namespace stsafe::link
