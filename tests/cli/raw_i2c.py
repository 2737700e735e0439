"""What a program does with an adapter's file, with system calls of its own: raw_i2c.py /dev/i2c-7

Numbers are those of linux/i2c-dev.h and linux/i2c.h.
"""

import array
import ctypes
import errno
import fcntl
import os
import stat
import subprocess
import sys
import threading

I2C_RETRIES, I2C_TIMEOUT, I2C_SLAVE, I2C_FUNCS, I2C_SLAVE_FORCE, I2C_RDWR = 0x701, 0x702, 0x703, 0x705, 0x706, 0x707
I2C_M_RD = 1
COMMAND = bytes.fromhex("00 61626364 90C2")
ANSWER = bytes.fromhex("00 0006 61626364 90C2")


class Message(ctypes.Structure):
    _fields_ = [("addr", ctypes.c_uint16), ("flags", ctypes.c_uint16), ("len", ctypes.c_uint16), ("buf", ctypes.c_void_p)]


class Transaction(ctypes.Structure):
    _fields_ = [("msgs", ctypes.POINTER(Message)), ("nmsgs", ctypes.c_uint32)]


def transfer(descriptor, *messages):
    all_of_them = (Message * len(messages))(*messages)
    return fcntl.ioctl(descriptor, I2C_RDWR, Transaction(all_of_them, len(messages)))


def message(address, flags, buffer):
    return Message(address, flags, len(buffer), ctypes.addressof(buffer))


def fails_with(code, call, *arguments):
    try:
        call(*arguments)
    except OSError as error:
        assert error.errno == code, error
    else:
        raise AssertionError(f"{call} {arguments} did not fail")


def echo(descriptor):
    assert os.write(descriptor, COMMAND) == len(COMMAND)
    assert os.read(descriptor, len(ANSWER)) == ANSWER


def echo_in_a_child(descriptor):
    child = os.fork()
    if child == 0:
        echo(descriptor)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def echo_in_threads(descriptor):
    done = []

    def run():
        for _ in range(50):
            echo(descriptor)
        done.append(True)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == len(threads)


def main():
    path = sys.argv[1]
    assert os.access(path, os.R_OK | os.W_OK) and os.path.exists(path)
    for found in (os.stat(path), os.lstat(path)):
        assert stat.S_ISCHR(found.st_mode) and (os.major(found.st_rdev), os.minor(found.st_rdev)) == (89, 7), found

    bus = os.open(path, os.O_RDWR)
    assert stat.S_ISCHR(os.fstat(bus).st_mode)
    functions = array.array("L", [0])
    fcntl.ioctl(bus, I2C_FUNCS, functions)
    assert functions[0] & 1
    fcntl.ioctl(bus, I2C_TIMEOUT, 100)
    fcntl.ioctl(bus, I2C_RETRIES, 0)
    fails_with(errno.EINVAL, fcntl.ioctl, bus, I2C_SLAVE, 0x80)
    fails_with(errno.ENOTTY, fcntl.ioctl, bus, 0x5401, b"")  # TCGETS: it is no terminal

    fcntl.ioctl(bus, I2C_SLAVE, 0x20)
    echo(bus)
    probe, whole = ctypes.create_string_buffer(5), ctypes.create_string_buffer(10)
    assert transfer(bus, message(0x20, I2C_M_RD, probe), message(0x20, I2C_M_RD, whole)) == 2
    assert probe.raw == ANSWER[:5] and whole.raw == ANSWER + b"\xff"
    fails_with(errno.ENXIO, transfer, bus, message(0x21, I2C_M_RD, probe))
    fails_with(errno.EOPNOTSUPP, transfer, bus, message(0x20, 0x10, probe))  # ten-bit address
    fcntl.ioctl(bus, I2C_SLAVE_FORCE, 0x21)
    fails_with(errno.ENXIO, os.read, bus, 5)
    fcntl.ioctl(bus, I2C_SLAVE, 0x20)

    # Duplicates share the address, and live on their own.
    copies = [os.dup(bus), fcntl.fcntl(bus, fcntl.F_DUPFD_CLOEXEC, 100), os.dup2(bus, 200)]
    os.close(bus)
    fails_with(errno.EBADF, os.read, bus, 5)
    for copy in copies:
        echo(copy)
    bus, *others = copies
    for other in others:
        os.close(other)

    reader = os.open(path, os.O_RDONLY)
    fails_with(errno.EBADF, os.write, reader, COMMAND)
    os.close(reader)

    # Children that execute something close what they do not need.
    subprocess.run(["true"], close_fds=True, check=True)
    echo(bus)
    echo_in_threads(bus)
    echo_in_a_child(bus)
    echo(bus)

    # Also descriptors that it does not know that it has; and not by close().
    os.closerange(3, 64)
    with open("somebody", "w") as other:
        fails_with(errno.ENOTTY, fcntl.ioctl, other.fileno(), I2C_SLAVE, 0x20)
    bus = os.open(path, os.O_RDWR)
    fcntl.ioctl(bus, I2C_SLAVE, 0x20)
    echo(bus)
    print("all is well")


main()
