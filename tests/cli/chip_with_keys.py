#!/usr/bin/env python3
"""chip_with_keys.py FILE: makes a simulated device in FILE with keys of all modes and a password.

The device is filled by frames of this script's own, through stsafe-sim ($STSAFE_SIM). KEYS says which key is where, for
the checks of the suites; slots from 8 on are empty, and those from 9 on may take derived keys.
"""

import json
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import sys
import tempfile

AES128, AES256, SECRET = 0, 1, 2
CCM, CMAC, ECB, GCM, HKDF, HMAC = 0, 1, 2, 3, 4, 5
CIPHER, CHUNKS, MAC, DERIVE = 0x000C, 0x0030, 0x0003, 0x0040
ENCRYPT = 0x0008
PASSWORD = bytes(range(16))
# slot: type, mode, usage, parameters, key
KEYS = {
    0: (AES256, CCM, CIPHER | CHUNKS, "10 00", bytes(range(32))),
    1: (AES128, GCM, CIPHER | CHUNKS, "10", bytes(range(16))),
    2: (AES128, ECB, CIPHER, "", bytes(range(16))),
    3: (AES128, CMAC, MAC, "08", bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")),
    4: (SECRET, HMAC, MAC, "10 20", bytes(range(32))),
    5: (SECRET, HKDF, DERIVE, "01 16", b"\x0b" * 22),  # may be derived from for the host
    6: (AES256, CCM, CIPHER, "04 00", bytes(range(32))),
    7: (AES128, CCM, ENCRYPT, "10 80", bytes(range(16))),  # the device puts its counter into the nonce
}


def profile():
    document = json.loads((pathlib.Path(os.environ["STSAFE_SOURCE_DIR"]) / "profiles" / "spl05.json").read_text())
    document["password"] = PASSWORD.hex()
    document["symmetric_keys"] = [
        {"repeat": 9, "allow": ["plaintext", "change_right"]},
        {"repeat": 7, "allow": ["derived", "change_right"]},
    ]
    return document


def checksum(data):
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x8408 if crc & 1 else 0)
    return struct.pack(">H", crc ^ 0xFFFF)


def execute(stream, command):
    frame = command + checksum(command)
    stream.write(struct.pack(">H", len(frame)) + frame)
    stream.flush()
    (size,) = struct.unpack(">H", stream.read(2))
    answer = stream.read(size)
    assert answer[0] == 0, (command.hex(), answer.hex())


def write_keys(path):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(20)
        connection.connect(path)
        stream = connection.makefile("rwb")
        for slot, (kind, mode, usage, parameters, key) in KEYS.items():
            info = struct.pack(">BBBBH", 0, slot, kind, mode, usage) + bytes.fromhex(parameters)
            execute(stream, b"\x1f\x17" + info + key)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "profile.json").write_text(json.dumps(profile()))
        (folder / "state").mkdir()
        arguments = ["--listen", f"unix:{name}/chip", "--seed", "7", "--state", f"{name}/state"]
        simulator = [os.environ["STSAFE_SIM"], *arguments, "--profile", f"{name}/profile.json", "--log-format", "none"]
        with subprocess.Popen(simulator, stdout=subprocess.PIPE) as process:
            assert json.loads(process.stdout.readline())["ready"]
            write_keys(f"{name}/chip")
            process.terminate()
        shutil.copy(folder / "state" / "device-0.sqlite", sys.argv[1])


if __name__ == "__main__":
    main()
