#pragma once

namespace stsafe::devices {

/// Keys pass through this process: leaves none in a core dump, and lets no debugger of the same
/// user read them. Where this is refused, the process still works.
void keep_memory_private();

}  // namespace stsafe::devices
