#!/usr/bin/env python3
"""Runs clang-tidy over the sources of a build folder's compile_commands.json, in parallel.

    check_tidy.py [--no-tests] BUILD [PATH…]   all sources of this repository, or those whose path begins with one of
                                               these; without tests, only what ships

A source without findings is not looked at again before it, a header it includes, its compiler flags or
.clang-tidy changes: what was clean is noted in BUILD/clean.

Most of the time goes into headers, so sources of one folder with the same flags are read several at a time, as one
that includes them all. Only if that has findings, or does not compile because names meet that were apart, each of
them is read on its own, and that decides.
"""

import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

sys.dont_write_bytecode = True  # no __pycache__ beside the scripts
import check_includes

TOOL = "clang-tidy-19"
BATCH = 12

Source = collections.namedtuple("Source", "path command note")


def closure(root, path, seen):
    """The files of this repository that a source includes, directly or not, and itself."""
    if path not in seen and (root / path).is_file():
        seen.add(path)
        for include in check_includes.includes_of(root / path):
            if include.is_quoted:
                closure(root, include.path, seen)
    return seen


def note_of(root, path, command):
    """A name for everything of ours that the findings in a source depend on."""
    digest = hashlib.sha256("\0".join(command).encode())
    for file in [".clang-tidy", *sorted(closure(root, path, set()))]:
        digest.update(b"\0" + file.encode() + b"\0" + (root / file).read_bytes())
    return digest.hexdigest()


def sources_of(root, build):
    """Path and compiler command of each source of this repository, once, in a stable order."""
    commands = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = (pathlib.Path(entry["directory"]) / entry["file"]).resolve()
        if file.is_relative_to(root) and not file.is_relative_to(root / "build"):
            commands.setdefault(file.relative_to(root).as_posix(), shlex.split(entry["command"]))
    return sorted(commands.items())


def flags_of(command):
    """The compiler's arguments without what names one source: -c SOURCE, -o OBJECT, -MF FILE and the like."""
    flags, arguments = [], iter(command[1:])
    for argument in arguments:
        if argument in ("-o", "-c", "-MF", "-MT"):
            next(arguments)
        elif argument != "-MD":
            flags.append(argument)
    return tuple(flags)


def batches_of(waiting):
    """Puts sources together that may be read as one."""
    groups = {}
    for source in waiting:
        groups.setdefault((pathlib.PurePath(source.path).parent, flags_of(source.command)), []).append(source)
    for group in groups.values():
        for i in range(0, len(group), BATCH):
            yield group[i : i + BATCH]


def read_together(root, build, batch):
    """True if the sources have no findings when they are compiled as one."""
    together = build / "clean" / (batch[0].note.name + ".cpp")
    includes = "".join(f'#include "{root / source.path}"\n' for source in batch)
    together.write_text(f"// NOLINTBEGIN\n{includes}// NOLINTEND\n")
    # To this source, the others are headers: findings in files of this repository count.
    filters = ["--header-filter=^" + re.sub(r"[^A-Za-z0-9/_-]", ".", str(root)) + "/.*"]
    done = subprocess.run(
        [TOOL, "--quiet", f"--config-file={root / '.clang-tidy'}", *filters, together, "--", *flags_of(batch[0].command)],
        cwd=build,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    together.unlink()
    return done.returncode == 0


def read_alone(root, build, path):
    done = subprocess.run(
        [TOOL, "--quiet", "-p", build, root / path], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    # How many warnings of other people's headers were kept quiet is of no interest.
    output = re.sub(r"(?m)^(\d+ warnings?.*generated\.|Suppressed .*|Use -header-filter.*)\n", "", done.stdout)
    return done.returncode == 0, output


def tidy(root, build, batch):
    """Whether each source is clean, and what was found in it."""
    if len(batch) > 1 and read_together(root, build, batch):
        return [(True, "")] * len(batch)
    return [read_alone(root, build, source.path) for source in batch]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--no-tests", action="store_true")
    arguments = parser.parse_args()
    root = pathlib.Path(__file__).resolve().parent.parent
    build = arguments.build.resolve()
    notes = build / "clean"
    notes.mkdir(exist_ok=True)

    waiting, used = [], set()
    for path, command in sources_of(root, build):
        if arguments.no_tests and (path.startswith("tests/") or path.endswith("_test.cpp")):
            continue
        note = notes / note_of(root, path, command)
        used.add(note)
        if not note.exists() and path.startswith(tuple(arguments.paths) or ""):
            waiting.append(Source(path, command, note))

    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        batches = list(batches_of(waiting))
        for batch, results in zip(batches, pool.map(lambda batch: tidy(root, build, batch), batches)):
            for source, (is_clean, output) in zip(batch, results):
                if is_clean:
                    source.note.touch()
                else:
                    failed += 1
                    print(f"{source.path}:\n{output}")
    for note in notes.iterdir():
        if note not in used:
            note.unlink()
    print(f"{len(waiting)} of {len(used)} sources read, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
