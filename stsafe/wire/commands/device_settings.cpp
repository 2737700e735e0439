#include "stsafe/wire/commands/device_settings.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

// Section 1.11.
static_assert(frames_as(PutLifeCycle{LifeCycle::kOperationalLocked}, "10 08 83 3B 0A"_hex));

static_assert(frames_as(QueryI2cParameters{}, "14 0A 52 EC"_hex));

// Section 3.5.
static_assert(frames_as(PutI2cParameters{{.address = 0x20,
                                          .low_power_mode = LowPowerMode::kStandby,
                                          .idle_code = 5,
                                          .locked = true}},
                        "10 0A 40 2D F0 84"_hex));

// Section 8.1.
static_assert(frames_as(VerifyPassword{Tail{"11111111111111111111111111111111"_hex}},
                        "1A 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 2E 9E"_hex));
static_assert(answers_as(VerifyPassword::Response{VerifyPassword::Response::kCorrect,
                                                  VerifyPassword::Response::RemainingTries{3}},
                         "00 00 04 01 03 ED 8F"_hex));

static_assert(frames_as(DeletePassword{}, "0C 09 3B 26"_hex));

static_assert(frames_as(Hibernate{WakeUp::kStartOrReset}, "0D 01 AE B6"_hex));

}  // namespace stsafe::wire
