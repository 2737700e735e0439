#pragma once

#include <atomic>

namespace stsafe::tool {

/// Makes SIGINT, SIGTERM and SIGHUP set a flag instead of ending the process. A second one ends it
/// all the same.
void watch_interrupts();
/// For calls that look at it themselves.
const std::atomic<bool>& interrupt_flag();
inline bool is_interrupted() { return interrupt_flag(); }
/// True if the process was told to end (SIGTERM, SIGHUP), not only what it does.
bool is_told_to_end();
/// Forgets an interrupt: the shell goes on with its next line.
void clear_interrupt();

}  // namespace stsafe::tool
