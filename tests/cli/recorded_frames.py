"""Writes frames of the protocol documents as a recording, without any code of this repository.

    recorded_frames.py FILE < lines of 'w' or 'r', an address and a frame, all hexadecimal but the first
"""

import struct
import sys

LINK_TYPE = 209


def padded(data):
    return data + bytes(-len(data) % 4)


def block(kind, body):
    size = len(body) + 12
    return struct.pack(">II", kind, size) + body + struct.pack(">I", size)


def packet(number, data):
    """One packet a millisecond after the one before, without options."""
    return block(6, struct.pack(">IIIII", 0, 0, number * 1000, len(data), len(data)) + padded(data))


def main():
    with open(sys.argv[1], "wb") as out:
        # Big-endian, which the tool itself never writes.
        out.write(block(0x0A0D0D0A, struct.pack(">IHHq", 0x1A2B3C4D, 1, 0, -1)))
        out.write(block(1, struct.pack(">HHI", LINK_TYPE, 0, 0)))
        for number, line in enumerate(sys.stdin):
            direction, address, *frame = line.split()
            first = int(address, 16) << 1 | (direction == "r")
            out.write(packet(number, bytes(5) + bytes([first]) + bytes.fromhex("".join(frame))))


if __name__ == "__main__":
    main()
