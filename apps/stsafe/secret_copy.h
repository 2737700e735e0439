#pragma once

#include <string>

#include "apps/stsafe/session.h"
#include "stsafe/base/bytes.h"

// Secrets that this host makes, and keeps in files.
namespace stsafe::tool {

/// Throws Failure (usage) if the file exists: a file with keys is never replaced.
void require_new_file(const std::string& file);
/// Writes a secret into a new file for its owner alone. When this returns, file and name survive a
/// power cut. Throws Failure, also if the file exists.
void save_secret(const std::string& file, ByteView secret);

/// Throws Failure (usage) if a secret is about to be shown on a terminal without --show.
void refuse_terminal(bool may_show, std::string_view what);

}  // namespace stsafe::tool
