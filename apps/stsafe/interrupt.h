#pragma once

namespace stsafe::tool {

/// Makes SIGINT, SIGTERM and SIGHUP set a flag instead of ending the process. A second one ends it
/// all the same.
void watch_interrupts();
bool is_interrupted();
/// Forgets an interrupt: the shell goes on with its next line.
void clear_interrupt();

}  // namespace stsafe::tool
