#!/usr/bin/env python3
"""terminal.py [AWAIT SEND]… -- PROGRAM ARGUMENT…

Runs a program on a terminal of its own: awaits a text, sends keys (with Python's escapes), and so on; after the last
ones it waits for the program's end. Prints what the program showed and ends with its exit status; 99 if a text does not
come within 30 seconds.
"""

import os
import pty
import select
import sys
import time

PATIENCE = 30

at = sys.argv.index("--")
steps, program = sys.argv[1:at], sys.argv[at + 1 :]
child, terminal = pty.fork()
if child == 0:
    os.environ["TERM"] = "xterm"
    os.execvp(program[0], program)

shown = b""
position = 0


def read_more(deadline):
    """False at the end of the program's output."""
    global shown
    ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
    if not ready:
        print(shown.decode(errors="replace"))
        print(f"terminal.py: nothing more came behind byte {position}", file=sys.stderr)
        os.kill(child, 9)
        sys.exit(99)
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        piece = b""
    shown += piece
    return bool(piece)


was_interrupt = False
for awaited, keys in zip(steps[::2], steps[1::2]):
    deadline = time.monotonic() + PATIENCE
    while (found := shown.find(awaited.encode(), position)) < 0:
        if not read_more(deadline):
            print(shown.decode(errors="replace"))
            sys.exit(99)
    position = found + len(awaited)
    # The kernel sends the signal of Ctrl-C first and then drops what was typed: also what a program types meanwhile,
    # faster than any person.
    if was_interrupt:
        time.sleep(0.3)
    was_interrupt = keys.endswith("\\x03")
    os.write(terminal, keys.encode().decode("unicode_escape").encode())
deadline = time.monotonic() + PATIENCE
while read_more(deadline):
    pass
_, status = os.waitpid(child, 0)
print(shown.decode(errors="replace"))
sys.exit(os.waitstatus_to_exitcode(status))
