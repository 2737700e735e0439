#pragma once

#include "cose/key_set.h"
#include "stsafe/host/key_provisioning.h"

// From a sealed set of keys into slots, without a key touching anything but memory that is wiped
// and, wrapped, the bus.
namespace stsafe::cose {

/// What the chip shall make of a key: its type, mode, tag size and usages, from alg and key_ops.
/// Without key_ops, all usages of the mode. Reason::kUnsupported without alg, and for an alg that
/// is not AES-CCM with nonces of 13 bytes or AES-GCM; kUnexpected as check_fits().
Result<wire::KeyDescription> describe_key(const SymmetricKey& key);

/// Whether a key may become what `description` says. Reason::kUnexpected if it has another size, or
/// if alg or key_ops, where they are said, do not allow it; kUnsupported for an alg that no key of
/// the chip is for.
Result<void> check_fits(const SymmetricKey& key, const wire::KeyDescription& description);

/// Where keys are written, and how: as host::write_key_wrapped().
// It has references, which nobody can leave out.
struct KeyDestination {  // NOLINT(cppcoreguidelines-pro-type-member-init)
  host::Device& device;
  host::KekCrypto crypto;
  Curve curve = Curve::kNistP256;
  host::HostAuthentication* authentication = nullptr;
};

/// Writes a key into a slot, wrapped. check_fits() comes first; kDevice if the chip refuses.
Result<host::KeyWrite> write_key(const KeyDestination& to, const wire::KeyInfo& info,
                                 const SymmetricKey& key);

/// Opens a sealed set with `key` and writes the one key named `key_id` into a slot, wrapped. `key`
/// may be of the same chip. Failures are those of open_key_set(), KeySet::find(), write_key().
Result<host::KeyWrite> write_key_from_set(ChipKey& key, ByteView sealed_set, ByteView key_id,
                                          const KeyDestination& to, const wire::KeyInfo& info,
                                          const OpenOptions& options = {});

}  // namespace stsafe::cose
