#!/usr/bin/env python3
"""Proves on machine code that secrets are wiped.

    proof.py --compiler g++ --include TOP SOURCE… -- FLAGS…

Compiles the sources and disassembles them. In each function named probe_…, on every path from the last call of
fill_secret or use_secret to a return, the secret's 32 bytes must be overwritten: by a call of stsafe::wipe or
memset, by a function of the same object that does so on all its paths, or by stores of zero where the compiler
inlined them. Prints `proven` or `not proven` and why. --expect tells which of the two is right.

With --wipe-itself it is stsafe::wipe that must overwrite, on all its paths but that for nothing to wipe.

Knows x86-64 and Thumb; ends with status 77 (skipped) for other machines. It reads code compiled without
exceptions, as the core is, and does not look at unwinding.
"""

import argparse
import dataclasses
import pathlib
import re
import subprocess
import sys
import tempfile

SIZE = 32
WIPING = re.compile(r"_ZN6stsafe4wipeE\w*|memset|__aeabi_memclr[48]?")
TOUCHING = re.compile(r"(fill|use)_secret")
SKIPPED = 77


@dataclasses.dataclass
class Instruction:
    address: int
    text: str
    symbol: str | None = None  # what a call or jump goes to, if that has a name

    @property
    def mnemonic(self):
        return self.text.split()[0]


@dataclasses.dataclass
class Step:
    """What an instruction means for us."""

    calls: bool = False
    returns: bool = False
    falls_through: bool = True
    jump: int | None = None
    stored_zeros: int = 0


class CannotFollow(Exception):
    pass


class X86:
    objdump = "objdump"
    flags = []
    STORE_SIZES = {"movb": 1, "movw": 2, "movl": 4, "movq": 8}
    REGISTER_SIZES = {"x": 16, "y": 32, "z": 64}

    def step(self, instruction, function):
        text = re.sub(r"^((bnd|notrack|rep|repz|cs|data16)\s+)+", "", instruction.text)
        mnemonic, _, operands = text.partition(" ")
        if mnemonic.startswith("ret"):
            return Step(returns=True, falls_through=False)
        if mnemonic in ("ud2", "hlt", "int3"):
            return Step(falls_through=False)
        if mnemonic.startswith("call"):
            return Step(calls=True)
        if mnemonic.startswith("j"):
            if "*" in operands:
                raise CannotFollow(f"a computed jump: {text}")
            falls = not mnemonic.startswith("jmp")
            if instruction.symbol:
                return Step(calls=True, returns=True, falls_through=falls)
            return Step(jump=int(operands.split()[0], 16), falls_through=falls)
        return Step(stored_zeros=self.stored_zeros(instruction.text, function))

    def stored_zeros(self, text, function):
        if re.match(r"rep stos", text):
            return SIZE
        if match := re.match(r"(mov[bwlq])\s+\$0x0,[^%]*\(%r", text):
            return self.STORE_SIZES[match[1]]
        if match := re.match(r"v?mov(?:[au]p[sd]|dq[au]\d*)\s+(%([xyz])mm(\d+)),[^%]*\(%r", text):
            return self.REGISTER_SIZES[match[2]] if self.is_zero(match[3], function) else 0
        return 0

    def is_zero(self, number, function):
        """True if the function never puts anything but zero into this vector register."""
        register = rf"%[xyz]mm{number}"
        writes = [i.text for i in function if re.search(rf"[, ]{register}$", i.text)]
        zeroing = rf"v?p?xor(p[sd]|d|q)? {register}(,{register})+"
        return bool(writes) and all(re.fullmatch(zeroing, write) for write in writes)


class Thumb:
    objdump = "arm-none-eabi-objdump"
    flags = ["-mcpu=cortex-m4", "-mthumb"]
    CONDITION = "(eq|ne|cs|hs|cc|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)"

    def step(self, instruction, _function):
        text = instruction.text
        mnemonic, _, operands = text.partition(" ")
        mnemonic = re.sub(r"\.[nw]$", "", mnemonic)
        target = re.search(r"\b([0-9a-f]+) <", operands)
        if mnemonic in ("bl", "blx"):
            return Step(calls=True)
        if mnemonic in ("cbz", "cbnz"):
            return Step(jump=int(target[1], 16))
        if match := re.fullmatch(f"b{self.CONDITION}?", mnemonic):
            falls = match[1] is not None
            if instruction.symbol:
                return Step(calls=True, returns=True, falls_through=falls)
            return Step(jump=int(target[1], 16), falls_through=falls)
        if re.match(r"(pop|ldm)\w*(\.w)? .*\bpc\b|bx\w* lr|ldr(\.w)? pc, \[sp\], #", text):
            return Step(returns=True, falls_through=bool(re.search(f"{self.CONDITION}$", mnemonic)))
        if mnemonic == "udf":
            return Step(falls_through=False)
        if re.match(r"(tb[bh]|bx)", mnemonic) or re.search(r"\bpc\b", operands.split(",")[0]):
            raise CannotFollow(f"a computed jump: {text}")
        return Step()


def machine_of(compiler):
    triple = subprocess.run([compiler, "-dumpmachine"], capture_output=True, text=True, check=True).stdout
    if triple.startswith("x86_64"):
        return X86()
    if triple.startswith("arm-none-eabi"):
        return Thumb()
    return None


def run(*command):
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}")
    return done.stdout


def compile_sources(arguments, machine, folder):
    flags = ["-std=c++23", "-fno-exceptions", "-fno-rtti", "-I", arguments.include, *machine.flags, *arguments.flags]
    objects = []
    for source in arguments.sources:
        objects.append(folder / f"{pathlib.Path(source).stem}.o")
        run(arguments.compiler, *flags, "-c", source, "-o", objects[-1])
    if len(objects) == 1:
        return objects[0]
    # Link-time optimisation of several sources, into one object of machine code.
    linked = folder / "linked.o"
    run(arguments.compiler, *flags, "-r", "-nostdlib", "-flinker-output=nolto-rel", *objects, "-o", linked)
    return linked


def functions_of(disassembly):
    functions, current = {}, None
    for line in disassembly.splitlines():
        if match := re.match(r"[0-9a-f]+ <([^>]+)>:$", line):
            current = functions.setdefault(match[1], [])
        elif match := re.match(r"\s+[0-9a-f]+: R_\w+\s+(\S+?)([-+]0x[0-9a-f]+)?$", line):
            current[-1].symbol = match[1]
        elif match := re.match(r"\s+([0-9a-f]+):\s+(\S.*?)(\s+# .*|\s+@.*)?$", line):
            text = re.sub(r"\s+", " ", match[2])
            current.append(Instruction(int(match[1], 16), text))
    for name, function in functions.items():
        for instruction in function:
            # A call inside the object may need no relocation; a jump inside the function has no symbol.
            named = re.search(r"<([^>+]+)>$", instruction.text)
            if instruction.symbol is None and named and named[1] != name:
                instruction.symbol = named[1]
    return functions


class Proof:
    def __init__(self, machine, functions):
        self.machine = machine
        self.functions = functions
        self.overwriting = {}

    def problem(self, name, start=None, overwritten=SIZE):
        """Why some path from `start` returns before all is overwritten; None if there is no such path."""
        function = self.functions[name]
        index = {instruction.address: n for n, instruction in enumerate(function)}
        waiting, seen = [(start or 0, overwritten)], set()
        while waiting:
            n, overwritten = state = waiting.pop()
            if state in seen:
                continue
            seen.add(state)
            if n >= len(function):
                raise CannotFollow(f"{name} runs past its end")
            instruction = function[n]
            step = self.machine.step(instruction, function)
            overwritten = min(SIZE, overwritten + step.stored_zeros)
            after = self.after_call(instruction.symbol, overwritten) if step.calls else overwritten
            if step.returns and after < SIZE:
                return f"{name} can return at {instruction.address:#x} with {after} of {SIZE} bytes overwritten"
            if step.jump is not None:
                if step.jump not in index:
                    raise CannotFollow(f"{name} jumps out of itself: {instruction.text}")
                waiting.append((index[step.jump], overwritten))
            if step.falls_through:
                waiting.append((n + 1, overwritten if step.returns else after))
        return None

    def after_call(self, symbol, overwritten):
        if symbol is None:
            return overwritten
        if TOUCHING.fullmatch(symbol):
            return 0
        if WIPING.fullmatch(symbol) or self.overwrites(symbol):
            return SIZE
        return overwritten

    def overwrites(self, name):
        """True for a function of this object that overwrites on all its paths, such as a destructor."""
        if name not in self.functions:
            return False
        if name not in self.overwriting:
            self.overwriting[name] = False  # for recursion
            self.overwriting[name] = self.problem(name, overwritten=0) is None
        return self.overwriting[name]

    def of_probes(self):
        probes = [name for name in self.functions if name.startswith("probe_")]
        for name in probes:
            called = [i.symbol for i in self.functions[name] if i.symbol and TOUCHING.fullmatch(i.symbol)]
            if not {"fill_secret", "use_secret"} <= set(called):
                return f"{name} does not fill and use a secret"
            if why := self.problem(name):
                return why
        return None if probes else "there is no function probe_…"

    def of_wipe(self):
        name = next((n for n in self.functions if n.startswith("_ZN6stsafe4wipeE")), None)
        if not name:
            return "there is no stsafe::wipe"
        function = self.functions[name]
        for n, instruction in enumerate(function):
            step = self.machine.step(instruction, function)
            if step.jump is not None and step.falls_through:
                # The first condition asks whether there is anything to wipe: on one side of it, all is wiped.
                target = next(m for m, i in enumerate(function) if i.address == step.jump)
                sides = [self.problem(name, start, overwritten=0) for start in (n + 1, target)]
                return None if None in sides else sides[0]
        return self.problem(name, overwritten=0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--include", required=True, help="the top of the repository")
    parser.add_argument("--expect", choices=["proven", "not proven"], default="proven")
    parser.add_argument("--wipe-itself", action="store_true")
    parser.add_argument("sources", nargs="+")
    # argparse would take the flags behind `--` for sources.
    split = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    arguments = parser.parse_args(sys.argv[1:split])
    arguments.flags = sys.argv[split + 1 :]

    machine = machine_of(arguments.compiler)
    if machine is None:
        print("skipped: this machine's code is not known here")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        code = compile_sources(arguments, machine, pathlib.Path(folder))
        disassembly = run(machine.objdump, "-dr", "--no-show-raw-insn", code)
    proof = Proof(machine, functions_of(disassembly))
    try:
        why = proof.of_wipe() if arguments.wipe_itself else proof.of_probes()
    except CannotFollow as unknown:
        why = str(unknown)
    result = f"not proven: {why}" if why else "proven"
    print(result)
    if result.split(":")[0] == arguments.expect:
        return 0
    print(f"expected: {arguments.expect}\n{disassembly}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
