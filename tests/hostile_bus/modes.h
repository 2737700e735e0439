#pragma once

#include <gtest/gtest.h>

#include "tests/hostile_bus/main_job.h"

namespace stsafe::hostile_bus {

/// Every protection mode, with both sizes of host keys and both kinds of curves.
inline constexpr std::array kModes{
    Mode{Protection::kNone, wire::HostKeyType::kAes128, Curve::kNistP256},
    Mode{Protection::kMac, wire::HostKeyType::kAes128, Curve::kX25519},
    Mode{Protection::kMac, wire::HostKeyType::kAes256, Curve::kX25519},
    Mode{Protection::kMacAndEncryption, wire::HostKeyType::kAes128, Curve::kX25519},
    Mode{Protection::kMacAndEncryption, wire::HostKeyType::kAes256, Curve::kX25519},
};

/// For the names of parameterised tests.
inline std::string mode_name(const testing::TestParamInfo<Mode>& mode) { return name(mode.param); }

}  // namespace stsafe::hostile_bus
