#!/usr/bin/env python3
"""Checks who includes whom against the dependency table of the architecture, which stands below as data.

    check_includes.py [--root FOLDER]   prints one line `file:line: rule: what is wrong` per finding
    check_includes.py --self-test       shows on made-up trees that each rule can fail

Rules: layer (the dependency table), standard (the core's allow-list of standard headers), pragma-once,
own-first, path (includes are relative to the top of the repository and exist), target (CMake says the same).
"""

import argparse
import dataclasses
import pathlib
import re
import sys
import tempfile

# A folder of the core, and the folders it may include besides its own.
CORE = {
    "base": set(),
    "crypto": {"base"},
    "wire": {"base"},
    "link": {"base", "wire"},
    "channel": {"base", "wire", "crypto"},
    "host": {"base", "wire", "crypto", "channel", "link"},
    "sim": {"base", "wire", "crypto", "channel", "link"},
}
# A port implements an interface, and no interface for ports lies in host ...
PORTS = {"base", "wire", "crypto", "link", "channel"}
# ... or in sim, but for what a store keeps and what a profile says: these paths may be included by ports whose name begins so.
PORT_EXCEPTIONS = {
    "store_": ("stsafe/sim/store.h", "stsafe/sim/state/"),
    "files_": ("cose/byte_sink.h", "cose/byte_source.h", "cose/failure.h"),
    "nonce_": ("stsafe/host/nonce.h",),
    "profile_": ("stsafe/sim/profile/", "stsafe/sim/state/", "stsafe/sim/timing.h"),
}
# Formats over what the host library does; may allocate, so they are no part of the core.
FORMATS = {
    "cose": {"base", "wire", "crypto", "host"},
    "ieee802154": {"base", "wire", "host"},
}
# These may include everything.
TOPS = ("apps", "examples", "firmware", "tests", "bench", "fuzz")

# The standard headers of the core: nothing that allocates, throws, locks, reads or prints.
STANDARD = set(
    """array span algorithm bit bitset cassert chrono compare concepts cstddef cstdint cstring expected limits
    optional string_view tuple type_traits utility variant initializer_list ranges""".split()
)

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
LIBRARY = re.compile(r"\bstsafe_(core_)?library\s*\(([^)]*)\)")


@dataclasses.dataclass(frozen=True)
class Include:
    line: int
    path: str
    is_quoted: bool


def without_comments(text):
    """Blanks the comments of C++ and keeps the line numbers."""
    text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.S)
    return re.sub(r"//[^\n]*", "", text)


def includes_of(file):
    found = []
    for number, line in enumerate(without_comments(file.read_text()).splitlines(), 1):
        if match := INCLUDE.match(line):
            found.append(Include(number, match[1] or match[2], match[1] is not None))
    return found


def unit_of(path):
    """The row of the table that a path belongs to: `wire` for stsafe/wire/…, `ports/x`, or a top folder."""
    parts = pathlib.PurePosixPath(path).parts
    if parts[0] == "stsafe":
        return parts[1] if len(parts) > 2 else "stsafe"
    if parts[0] == "ports" and len(parts) > 2:
        return f"ports/{parts[1]}"
    return parts[0]


def may_include(path, target):
    unit, other = unit_of(path), unit_of(target)
    if unit == other or unit in TOPS:
        return True
    # A test may take any backend and the helpers of tests/, but it tests no further up than its folder sees.
    if path.endswith("_test.cpp") and (other.startswith("ports/") or other == "tests"):
        return True
    if unit in CORE:
        return other in CORE[unit]
    if unit in FORMATS:
        return other in FORMATS[unit]
    if unit.startswith("ports/"):
        return other in PORTS or target.startswith(exceptions_of(unit))
    return False


def exceptions_of(unit):
    """The paths outside the table that a port may include."""
    excepted = [paths for start, paths in PORT_EXCEPTIONS.items() if unit.startswith(f"ports/{start}")]
    return tuple(path for paths in excepted for path in paths)


class Checker:
    def __init__(self, root):
        self.root = root
        self.findings = []

    def report(self, file, line, rule, message):
        self.findings.append((str(file.relative_to(self.root)), line, rule, message))

    def run(self):
        files = [
            file
            for top in ("stsafe", "ports", *FORMATS, *TOPS)
            for file in sorted((self.root / top).rglob("*"))
            if file.suffix in (".h", ".cpp") and file.is_file()
        ]
        for file in files:
            self.check_file(file)
        self.check_targets(files)
        return sorted(self.findings)

    def check_file(self, file):
        path = file.relative_to(self.root).as_posix()
        includes = includes_of(file)
        if file.suffix == ".h":
            self.check_pragma_once(file)
        else:
            self.check_own_first(file, path, includes)
        for include in includes:
            if include.is_quoted:
                self.check_quoted(file, path, include)
            else:
                self.check_standard(file, path, include)

    def check_pragma_once(self, file):
        lines = without_comments(file.read_text()).splitlines()
        first = next(((n, line) for n, line in enumerate(lines, 1) if line.strip()), (1, ""))
        if first[1].split() != ["#pragma", "once"]:
            self.report(file, first[0], "pragma-once", "a header begins with #pragma once")

    def check_own_first(self, file, path, includes):
        own = path.removesuffix(".cpp") + ".h"
        if not (self.root / own).is_file():
            return
        if not includes or includes[0].path != own:
            line = includes[0].line if includes else 1
            self.report(file, line, "own-first", f'the first include is the own header, "{own}"')

    def check_quoted(self, file, path, include):
        target = include.path
        if not (self.root / target).is_file() or ".." in target.split("/"):
            self.report(
                file, include.line, "path", f'"{target}" is not a file, seen from the top of the repository'
            )
        elif not may_include(path, target):
            self.report(
                file, include.line, "layer", f"{unit_of(path)} may not include {unit_of(target)}: {target}"
            )

    def check_standard(self, file, path, include):
        if unit_of(path) not in CORE or path.endswith("_test.cpp"):
            return
        if include.path not in STANDARD:
            self.report(
                file, include.line, "standard", f"<{include.path}> is not on the core's list of standard headers"
            )

    def check_targets(self, files):
        """CMake's targets depend on what the table allows and on what the sources include."""
        libraries = {}  # name: (unit, file, line, dependencies)
        lists = [list for top in ("stsafe", "ports", *FORMATS) for list in (self.root / top).rglob("CMakeLists.txt")]
        for file in sorted(lists):
            text = re.sub(r"#[^\n]*", "", file.read_text())
            for match in LIBRARY.finditer(text):
                name, *dependencies = match[2].split() or [""]
                line = text.count("\n", 0, match.start()) + 1
                # Other packages' targets and keywords are not our matter.
                own = [d.removeprefix("stsafe::") for d in dependencies if match[1] or d.startswith("stsafe::")]
                unit = unit_of(file.relative_to(self.root).as_posix())
                if name != unit.removeprefix("ports/") and not name.startswith(unit.removeprefix("ports/") + "_"):
                    self.report(file, line, "target", f"library '{name}' is not named after its folder")
                if unit in CORE and not match[1]:
                    self.report(file, line, "target", f"'{name}' is part of the core: use stsafe_core_library")
                libraries[name] = (unit, file, line, own)

        for name, (unit, file, line, dependencies) in libraries.items():
            for dependency in dependencies:
                if dependency not in libraries:
                    self.report(file, line, "target", f"'{name}' depends on '{dependency}', which is no library")
                    continue
                other = libraries[dependency][0]
                allowed = {**CORE, **FORMATS}.get(unit, PORTS)
                excepted = other in {unit_of(path) for path in exceptions_of(unit)}
                if other != unit and other not in allowed and not excepted:
                    self.report(file, line, "target", f"'{name}' may not depend on '{dependency}'")

        reachable = {}
        for name, (unit, *_) in libraries.items():
            reachable.setdefault(unit, {unit}).update(self.closure(name, libraries))
        for file in files:
            path = file.relative_to(self.root).as_posix()
            unit = unit_of(path)
            if unit not in {*CORE, *FORMATS} and not unit.startswith("ports/") or path.endswith("_test.cpp"):
                continue
            if unit not in reachable:
                self.report(file, 1, "target", f"no CMakeLists.txt makes a library of {unit}")
                reachable[unit] = set(CORE) | {unit}  # said once
            for include in includes_of(file):
                other = unit_of(include.path)
                if include.is_quoted and may_include(path, include.path) and other not in reachable[unit]:
                    self.report(
                        file, include.line, "target", f"{unit} includes {other}, but its target does not depend on it"
                    )

    def closure(self, name, libraries, seen=None):
        seen = seen if seen is not None else set()
        if name in libraries and name not in seen:
            seen.add(name)
            for dependency in libraries[name][3]:
                self.closure(dependency, libraries, seen)
        return {libraries[n][0] for n in seen}


CLEAN = {
    "stsafe/base/CMakeLists.txt": "stsafe_core_library(base)  # nothing\n",
    "stsafe/base/bytes.h": "// Why.\n#pragma once\n#include <span>\n",
    "stsafe/base/bytes.cpp": '#include "stsafe/base/bytes.h"\n// #include <vector>\n/* #include <map> */\n',
    "stsafe/base/bytes_test.cpp": "#include <gtest/gtest.h>\n#include <vector>\n",
    "stsafe/wire/CMakeLists.txt": "stsafe_core_library(wire\n  base)\n",
    "stsafe/wire/frame.h": '#pragma once\n#include "stsafe/base/bytes.h"\n',
    "stsafe/crypto/CMakeLists.txt": "stsafe_core_library(crypto base)\n",
    "stsafe/channel/CMakeLists.txt": "stsafe_core_library(channel wire crypto)\n",
    "stsafe/channel/mac_test.cpp": '#include "ports/crypto_x/aes.h"\n#include "tests/vectors.h"\n',
    "stsafe/link/CMakeLists.txt": "stsafe_core_library(link wire)\n",
    "stsafe/host/CMakeLists.txt": "stsafe_core_library(host channel link)\n",
    "stsafe/host/device.h": '#pragma once\n#include "stsafe/base/bytes.h"\n',
    "stsafe/sim/CMakeLists.txt": "stsafe_core_library(sim channel link)\n",
    "stsafe/sim/store.h": "#pragma once\n",
    "ports/crypto_x/CMakeLists.txt": "stsafe_library(crypto_x stsafe::crypto OpenSSL::Crypto)\n",
    "ports/crypto_x/aes.h": '#pragma once\n#include <vector>\n#include "stsafe/base/bytes.h"\n',
    "ports/store_x/CMakeLists.txt": "stsafe_library(store_x stsafe::sim)\n",
    "ports/store_x/store.h": '#pragma once\n#include "stsafe/sim/store.h"\n',
    "stsafe/sim/profile/profile.h": "#pragma once\n",
    "ports/profile_x/CMakeLists.txt": "stsafe_library(profile_x stsafe::sim)\n",
    "ports/profile_x/reader.h": '#pragma once\n#include "stsafe/sim/profile/profile.h"\n',
    "ports/nonce_x/CMakeLists.txt": "stsafe_library(nonce_x stsafe::host)\n",
    "ports/nonce_x/file.h": '#pragma once\n#include "stsafe/host/nonce.h"\n',
    "stsafe/host/nonce.h": "#pragma once\n",
    "cose/CMakeLists.txt": "stsafe_library(cose stsafe::host cbor)\n",
    "cose/message.h": '#pragma once\n#include <vector>\n#include "stsafe/host/device.h"\n',
    "apps/tool/main.cpp": '#include "stsafe/host/device.h"\n#include "ports/crypto_x/aes.h"\n',
    "tests/vectors.h": "#pragma once\n",
}
# (rule, file, its new text): each change alone must be found at that file by that rule.
BROKEN = [
    ("layer", "stsafe/base/bytes.h", '#pragma once\n#include "stsafe/wire/frame.h"\n'),
    ("layer", "stsafe/host/device.h", '#pragma once\n#include "stsafe/sim/store.h"\n'),
    ("layer", "stsafe/host/device_test.cpp", '#include "stsafe/sim/store.h"\n'),
    ("layer", "stsafe/sim/store.h", '#pragma once\n#include "stsafe/host/device.h"\n'),
    ("layer", "stsafe/wire/frame.h", '#pragma once\n#include "ports/crypto_x/aes.h"\n'),
    ("layer", "ports/crypto_x/aes.h", '#pragma once\n#include "stsafe/sim/store.h"\n'),
    ("layer", "ports/crypto_x/aes.h", '#pragma once\n#include "ports/store_x/store.h"\n'),
    ("layer", "ports/profile_x/reader.h", '#pragma once\n#include "stsafe/sim/store.h"\n'),
    ("layer", "ports/store_x/store.h", '#pragma once\n#include "stsafe/host/device.h"\n'),
    ("layer", "ports/nonce_x/file.h", '#pragma once\n#include "stsafe/host/device.h"\n'),
    ("layer", "cose/message.h", '#pragma once\n#include "stsafe/sim/store.h"\n'),
    ("layer", "stsafe/host/device.h", '#pragma once\n#include "cose/message.h"\n'),
    ("standard", "stsafe/base/bytes.h", "#pragma once\n#include <vector>\n"),
    ("standard", "stsafe/host/device.h", "#pragma once\n  #  include <openssl/evp.h>\n"),
    ("pragma-once", "stsafe/wire/frame.h", '#include "stsafe/base/bytes.h"\n#pragma once\n'),
    ("pragma-once", "tests/vectors.h", ""),
    ("own-first", "stsafe/base/bytes.cpp", '#include <span>\n#include "stsafe/base/bytes.h"\n'),
    ("own-first", "stsafe/base/bytes.cpp", "int x;\n"),
    ("path", "stsafe/base/bytes.h", '#pragma once\n#include "bytes.h"\n'),
    ("path", "apps/tool/main.cpp", '#include "apps/tool/../../stsafe/host/device.h"\n'),
    ("target", "stsafe/base/CMakeLists.txt", "stsafe_core_library(base wire)\n"),
    ("target", "stsafe/host/CMakeLists.txt", "stsafe_core_library(host channel link sim)\n"),
    ("target", "stsafe/wire/CMakeLists.txt", "stsafe_core_library(frames base)\n"),
    ("target", "stsafe/wire/CMakeLists.txt", "stsafe_library(wire stsafe::base)\n"),
    ("target", "stsafe/link/CMakeLists.txt", "stsafe_core_library(link wire ether)\n"),
    ("target", "ports/crypto_x/CMakeLists.txt", "stsafe_library(crypto_x stsafe::host)\n"),
    ("target", "cose/CMakeLists.txt", "stsafe_library(cose stsafe::host stsafe::sim)\n"),
    ("target", "stsafe/wire/frame.h", None),  # with the next line: used, but not said in CMake
]


def check_tree(tree):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in tree.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        return Checker(root).run()


def self_test():
    failures = [f"a clean tree is refused: {finding}" for finding in check_tree(CLEAN)]
    for rule, name, text in BROKEN:
        change = {name: text} if text is not None else {"stsafe/wire/CMakeLists.txt": "stsafe_core_library(wire)\n"}
        found = check_tree({**CLEAN, **change})
        if not any(f[0] == name and f[2] == rule for f in found):
            failures.append(f"{rule}: not found in {name} with {text!r}; found only {found}")
    for failure in failures:
        print(f"self-test: {failure}")
    return not failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    if arguments.self_test:
        return 0 if self_test() else 1
    findings = Checker(arguments.root.resolve()).run()
    for file, line, rule, message in findings:
        print(f"{file}:{line}: {rule}: {message}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
