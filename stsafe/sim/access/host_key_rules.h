#pragma once

#include "stsafe/base/status.h"
#include "stsafe/wire/host_key.h"

// Rules of the host key slot, protocol part 01 sections 3.7 and 7.5.
namespace stsafe::sim {

/// May these control fields replace those of the host key slot (section 3.7)?
constexpr Status check_put_fields(const wire::HostKeyControlFields& current,
                                  const wire::HostKeyControlFields& wanted) {
  constexpr std::uint8_t reserved = 0xF0;
  if (!current.allows(wire::HostKeyControlFields::kChangeRight)) {
    return Status::kAccessConditionNotSatisfied;
  }
  return wanted.allows(reserved) ? Status::kValueOutOfRange : Status::kOk;
}

/// May host keys be written over what the slot holds?
constexpr Status check_re_provisioning(const wire::HostKeyControlFields& fields, bool has_keys) {
  return has_keys && !fields.allows(wire::HostKeyControlFields::kReprovision)
             ? Status::kCommandNotAuthorized
             : Status::kOk;
}

/// May host keys arrive in plaintext?
constexpr Status check_plaintext_host_keys(const wire::HostKeyControlFields& fields,
                                           bool has_keys) {
  if (!fields.allows(wire::HostKeyControlFields::kPlaintext)) return Status::kCommandNotAuthorized;
  return check_re_provisioning(fields, has_keys);
}

/// May host keys arrive wrapped, or be established? `authenticated_by` is the public key slot whose
/// key signed, or kNoKey. One flag for both where nobody signed; a host that signed must have done
/// so with the key that the fields name.
constexpr Status check_agreed_host_keys(const wire::HostKeyControlFields& fields,
                                        std::uint8_t authenticated_by, bool has_keys) {
  const bool allowed = authenticated_by == wire::HostKeyControlFields::kNoKey
                           ? fields.allows(wire::HostKeyControlFields::kWrappedAnonymous)
                           : authenticated_by == fields.authentication_key;
  return allowed ? check_re_provisioning(fields, has_keys) : Status::kCommandNotAuthorized;
}

}  // namespace stsafe::sim
