#!/usr/bin/env python3
"""Prints how much of the core the tests run, and fails if it is too little.

    check_coverage.py BUILD [--lines PERCENT] [--branches PERCENT] [--list]

BUILD was compiled with clang's source-based coverage (preset asan), and its tests have run with
LLVM_PROFILE_FILE=BUILD/coverage/%4m.profraw. Counted is stsafe/ without its tests. --list shows every file.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys

TOOLS = "llvm-profdata-19", "llvm-cov-19"
COUNTED = "stsafe"


def programs_of(build):
    """Every program of ours in the build folder: those that may have run code of the core."""
    for path in sorted(build.rglob("*")):
        if path.is_file() and os.access(path, os.X_OK) and "CMakeFiles" not in path.parts:
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def summary_of(build, root):
    profiles = sorted((build / "coverage").glob("*.profraw"))
    if not profiles:
        sys.exit(f"check_coverage: no profiles in {build / 'coverage'}: run the tests first (scripts/check asan)")
    profdata, cov = TOOLS
    merged = build / "coverage" / "all.profdata"
    subprocess.run([profdata, "merge", "-sparse", *profiles, "-o", merged], check=True)
    first, *others = programs_of(build)
    command = [cov, "export", "-summary-only", f"-instr-profile={merged}", first]
    for program in others:
        command += ["-object", program]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    for file in json.loads(done.stdout)["data"][0]["files"]:
        path = pathlib.Path(file["filename"])
        if not path.is_relative_to(root):
            continue
        name = path.relative_to(root).as_posix()
        if name.startswith(COUNTED + "/") and not name.endswith("_test.cpp"):
            yield name, file["summary"]


def share(files, kind):
    count = sum(summary[kind]["count"] for _, summary in files)
    covered = sum(summary[kind]["covered"] for _, summary in files)
    return 100.0 * covered / count if count else 100.0


def missing_in(summary):
    return tuple(summary[kind]["count"] - summary[kind]["covered"] for kind in ("lines", "branches"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--lines", type=float, default=0.0, help="percent of lines that must be run")
    parser.add_argument("--branches", type=float, default=0.0, help="percent of branches that must be taken")
    parser.add_argument("--list", action="store_true", help="show every file, that with most lines missing first")
    arguments = parser.parse_args()
    root = pathlib.Path(__file__).resolve().parent.parent

    files = sorted(summary_of(arguments.build.resolve(), root))
    if not files:
        sys.exit(f"check_coverage: nothing of {COUNTED}/ in {arguments.build}: not built with coverage")
    if arguments.list:
        for name, summary in sorted(files, key=lambda file: missing_in(file[1]), reverse=True):
            lines, branches = missing_in(summary)
            print(f"{lines:5} lines and {branches:4} branches missing  {name}")
    lines, branches = share(files, "lines"), share(files, "branches")
    print(
        f"{COUNTED}/: {lines:.1f} % of lines (at least {arguments.lines:g} %), "
        f"{branches:.1f} % of branches (at least {arguments.branches:g} %)"
    )
    if lines < arguments.lines or branches < arguments.branches:
        sys.exit(1)


if __name__ == "__main__":
    main()
