#!/usr/bin/env python3
"""Checks the core's archives for a microcontroller: no heap, no exceptions, no objects that change or that are
built before main.

    check_archives.py FOLDER      reads every *.a below the folder; prints archive, object and what it must not have
    check_archives.py --self-test compiles code with each of these mistakes and shows that it is found
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

PREFIX = "arm-none-eabi-"
# What an object may not ask the linker for.
FORBIDDEN = [
    (re.compile(r"_?(malloc|free|calloc|realloc|memalign|aligned_alloc|posix_memalign)(_r)?"), "the heap"),
    (re.compile(r"_Z(nw|na|dl|da)[jmPS]\w*"), "operator new or delete"),
    (re.compile(r"__cxa_(?!pure_virtual|deleted_virtual)\w+|_Unwind_\w+|__gxx_personality_\w+"), "exceptions"),
    (re.compile(r"_ZSt\d+__throw_\w+|_ZSt9terminatev"), "exceptions"),
    (re.compile(r"_ZT[IS]\w+|_ZTVN10__cxxabiv\w+|__dynamic_cast"), "RTTI"),
    (re.compile(r"__aeabi_atexit|atexit"), "a static object with a destructor"),
]
# Sections that an object may not fill: what lies in RAM as long as the program runs, and code before main. Constants
# get there too (.data.rel.ro) if the code is position-independent.
SECTIONS = re.compile(r"\.(data|bss|tbss|tdata|init_array|ctors)\b.*")


def run(*command):
    return subprocess.run(command, text=True, check=True, stdout=subprocess.PIPE).stdout


def findings_of(archive):
    findings, member = [], ""
    for line in run(f"{PREFIX}nm", "--undefined-only", archive).splitlines():
        if line.endswith(":"):
            member = line[:-1]
        elif words := line.split():
            for pattern, what in FORBIDDEN:
                if pattern.fullmatch(words[-1]):
                    name = run(f"{PREFIX}c++filt", words[-1]).strip()
                    findings.append(f"{member}: references {name}: {what}")
    for line in run(f"{PREFIX}objdump", "--section-headers", archive).splitlines():
        if match := re.match(r"(\S+): +file format", line):
            member = match[1]
        elif match := re.match(r" +\d+ (\S+) +([0-9a-f]{8}) ", line):
            if SECTIONS.fullmatch(match[1]) and int(match[2], 16) > 0:
                findings.append(f"{member}: section {match[1]} holds {int(match[2], 16)} bytes: no globals")
    return findings


MISTAKES = {
    "malloc": ("#include <cstdlib>\nvoid* f() { return std::malloc(4); }", "malloc"),
    "new": ("int* f() { return new int; }", "operator new"),
    "delete": ("void f(int* p) { delete p; }", "operator delete"),
    "throw": ("void f() { throw 1; }", "__cxa_throw"),
    "throw in the library": ("#include <array>\nint f(std::array<int, 2>& a, int i) { return a.at(i); }", "__throw_"),
    "variable": ("int x = 1; int* f() { return &x; }", ".data"),
    "zero variable": ("static int x; int f() { return x++; }", ".bss"),
    "built before main": ("int g(); extern const int x = g();", ".init_array"),
    "virtual destructor": ("struct A { virtual ~A(); }; A::~A() = default;", "operator delete"),
}
CLEAN = """#include <cstring>
struct A { virtual int f() = 0; protected: ~A() = default; };
struct B : A { int f() override; };
int B::f() { return 1; }
constexpr int table[] = {1, 2, 3};
int f(A& a, int i, void* p) { std::memset(p, 0, 9); return a.f() + table[i]; }"""


def findings_in_code(code, flags):
    with tempfile.TemporaryDirectory() as folder:
        source, compiled, archive = (str(pathlib.Path(folder) / name) for name in ("a.cpp", "a.o", "a.a"))
        pathlib.Path(source).write_text(code)
        run(f"{PREFIX}g++", "-std=c++23", "-Os", "-mcpu=cortex-m4", "-mthumb", *flags, "-c", source, "-o", compiled)
        run(f"{PREFIX}ar", "rcs", archive, compiled)
        return findings_of(archive)


def self_test():
    failures = []
    for name, (code, expected) in MISTAKES.items():
        found = findings_in_code(code, [])
        if not any(expected in finding for finding in found):
            failures.append(f"{name}: not found, only {found}")
    if found := findings_in_code(CLEAN, ["-fno-exceptions", "-fno-rtti"]):
        failures.append(f"clean code is refused: {found}")
    for failure in failures:
        print(f"self-test: {failure}")
    return not failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, nargs="?")
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    if arguments.self_test:
        return 0 if self_test() else 1
    if arguments.folder is None:
        parser.error("name the folder with the archives")
    archives = sorted(arguments.folder.rglob("*.a"))
    if not archives:
        print(f"there is no archive below {arguments.folder}")
        return 1
    findings = [(archive, finding) for archive in archives for finding in findings_of(archive)]
    for archive, finding in findings:
        print(f"{archive}: {finding}")
    if not findings:
        print(f"{len(archives)} archives are clean")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
