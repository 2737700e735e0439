"""Two processes with the same adapter: shared_i2c.py /dev/i2c-7"""

import fcntl
import os
import struct
import subprocess
import sys

F_OFD_SETLK = 37
COMMAND = bytes.fromhex("00 61626364 90C2")
ANSWER = bytes.fromhex("00 0006 61626364 90C2")


def lock(descriptor, kind):
    """Locks byte 0x20, the chip's address; struct flock of 64-bit Linux."""
    return fcntl.fcntl(descriptor, F_OFD_SETLK, struct.pack("hhqqi4x", kind, os.SEEK_SET, 0x20, 1, 0))


def open_bus(path):
    bus = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    fcntl.ioctl(bus, 0x0703, 0x20)
    return bus


def other_process(path):
    bus = open_bus(path)
    # What the first process has asked is answered here.
    assert os.read(bus, len(ANSWER)) == ANSWER
    try:
        lock(bus, fcntl.F_WRLCK)
    except BlockingIOError:
        return
    raise AssertionError("the lock of the first process was not seen")


def main():
    path = sys.argv[1]
    if len(sys.argv) > 2:
        other_process(path)
        return
    bus = open_bus(path)
    os.write(bus, COMMAND)
    lock(bus, fcntl.F_WRLCK)
    subprocess.run([sys.executable, __file__, path, "other"], check=True)
    lock(bus, fcntl.F_UNLCK)
    print("all is well")


main()
