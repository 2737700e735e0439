#pragma once

#include "stsafe/crypto/ecdh.h"
#include "stsafe/host/device.h"

namespace stsafe::host {

/// What the host knows in a key agreement (protocol part 01, section 6.1): its own ephemeral key
/// pair and the chip's ephemeral public key.
struct KeyShares {
  crypto::PrivateKey private_key;
  PublicKey host_key;
  PublicKey device_key;
};

/// Makes a key pair and has the chip make one, on a curve that can agree. The chip's is used up by
/// the next key agreement.
Result<void> exchange_shares(Device& device, crypto::Ecdh& ecdh, Curve curve, KeyShares& shares);

}  // namespace stsafe::host
