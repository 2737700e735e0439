#!/usr/bin/env python3
"""Checks that one file does not compile, for the reason that its first comment states, and that it does
compile with CONTROL defined. See README.md."""

import argparse
import os
import re
import subprocess
import sys


def stated(text):
    """What the first comment says: the expected message, and the flags."""
    comment = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        comment.append(line[2:].strip())
    fields = dict(line.split(": ", 1) for line in comment if re.match(r"(expect|flags): ", line))
    return fields.get("expect"), fields.get("flags", "").split()


def compile_file(arguments, flags):
    command = [arguments.compiler, "-std=c++23", "-fsyntax-only", "-I", arguments.include, *flags, arguments.source]
    return subprocess.run(
        command, env={**os.environ, "LC_ALL": "C"}, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def messages(output):
    """Leaves out the lines of source that a compiler quotes, `  12 | …`: the expected words might stand there."""
    return re.sub(r"(?m)^ *\d* \|.*$", "", output)


def problem_with(arguments):
    with open(arguments.source, encoding="utf-8") as file:
        expect, flags = stated(file.read())
    if not expect:
        return "its first comment has no line `// expect: …`", ""
    control = compile_file(arguments, ["-DCONTROL", *flags])
    if control.returncode != 0:
        return "it must compile with CONTROL defined, but does not", control.stdout
    broken = compile_file(arguments, flags)
    if broken.returncode == 0:
        return "it must not compile, but does", broken.stdout
    if not re.search(expect, messages(broken.stdout)):
        return f"it does not compile, but not because of `{expect}`", broken.stdout
    return None, ""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--include", required=True, help="the top of the repository")
    parser.add_argument("source")
    arguments = parser.parse_args()
    problem, output = problem_with(arguments)
    if problem:
        print(f"{arguments.source}: {problem}\n{output}")
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main())
