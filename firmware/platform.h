#pragma once

#include "stsafe/crypto/aes.h"
#include "stsafe/crypto/cmac.h"
#include "stsafe/crypto/ecdh.h"
#include "stsafe/crypto/hkdf.h"
#include "stsafe/crypto/key_wrap.h"
#include "stsafe/crypto/rng.h"
#include "stsafe/link/clock.h"
#include "stsafe/link/i2c.h"

namespace stsafe::firmware {

/// What a board brings: its bus, its time, its cryptography.
struct Platform {
  link::I2cBus& bus;
  link::Clock& clock;
  crypto::Aes& aes;
  crypto::Cmac& cmac;
  crypto::Ecdh& ecdh;
  crypto::Hkdf& hkdf;
  crypto::KeyWrap& key_wrap;
  crypto::Rng& rng;
};

Platform& platform();

}  // namespace stsafe::firmware
