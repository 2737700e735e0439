#pragma once

#include <string>

#include "apps/stsafe/secret_source.h"
#include "apps/stsafe/session.h"
#include "stsafe/host/password.h"

namespace stsafe::tool {

/// Reads the device's password, 16 bytes. Throws Failure.
void read_password(const std::string& source, InputSecret& password);

/// Plans to verify it, which may cost the last try: nothing tells beforehand how many there are.
void plan_password_check(Plan& plan, const InputSecret& password);

/// Has the device compare it, and says on standard error if it crosses the bus in plaintext. A
/// wrong one is no error.
host::PasswordCheck check_password(Session& session, const InputSecret& password);

/// Throws Failure (not authentic) that says how many tries are left, unless it was right.
void require_right_password(const host::PasswordCheck& check);

}  // namespace stsafe::tool
