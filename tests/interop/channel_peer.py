#!/usr/bin/env python3
"""The other end of examples/secure_channel, written from docs/secure-channel.md alone; and its attackers.

    channel_peer.py PROGRAM        runs all checks against that program; exits 1 if one fails
"""

import os
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile
import time

import cbor2
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESCCM

PROTOCOL = "stsafe-channel-1"
NAMES = (b"connecting end", b"listening end")
ANSWER, CONFIRMATION, FROM_INITIATOR, FROM_RESPONDER = 2, 3, 4, 5
MESSAGE, CLOSE = b"\0", b"\1"
PATIENCE = 20


class Channel:
    """One end after docs/secure-channel.md."""

    def __init__(self, key, is_initiator, names=NAMES):
        self.cipher = AESCCM(key, tag_length=16)
        self.is_initiator = is_initiator
        self.names = names
        self.own, self.other = (FROM_INITIATOR, FROM_RESPONDER)[:: 1 if is_initiator else -1]
        self.randoms = [b"", b""]
        self.num_sealed = self.num_opened = 0

    def aad(self, purpose, number, protected):
        randoms = [self.randoms[0], b"" if purpose == ANSWER else self.randoms[1]]
        external = cbor2.dumps([PROTOCOL, purpose, *self.names, *randoms, number])
        return cbor2.dumps(["Encrypt0", protected, external])

    def seal(self, purpose, number, plaintext):
        protected = cbor2.dumps({1: 31})  # AES-CCM-16-128-256: nonces of 13 bytes, tags of 16
        nonce = os.urandom(13)
        sealed = self.cipher.encrypt(nonce, plaintext, self.aad(purpose, number, protected))
        return cbor2.dumps(cbor2.CBORTag(16, [protected, {5: nonce}, sealed]))

    def open(self, purpose, number, message):
        tag = cbor2.loads(message)
        assert tag.tag == 16, tag
        protected, unprotected, sealed = tag.value
        assert cbor2.loads(protected) == {1: 31}, cbor2.loads(protected)
        return self.cipher.decrypt(unprotected[5], sealed, self.aad(purpose, number, protected))

    def hello(self):
        self.randoms[0] = os.urandom(16)
        return cbor2.dumps([PROTOCOL, self.randoms[0]])

    def answer(self, hello):
        protocol, self.randoms[0] = cbor2.loads(hello)
        assert protocol == PROTOCOL and len(self.randoms[0]) == 16
        own = os.urandom(16)
        message = self.seal(ANSWER, 0, own)
        self.randoms[1] = own
        return message

    def confirm(self, answer):
        self.randoms[1] = self.open(ANSWER, 0, answer)
        assert len(self.randoms[1]) == 16
        return self.seal(CONFIRMATION, 0, b"")

    def accept(self, confirmation):
        assert self.open(CONFIRMATION, 0, confirmation) == b""

    def send(self, kind, data=b""):
        message = self.seal(self.own, self.num_sealed, kind + data)
        self.num_sealed += 1
        return message

    def receive(self, message):
        plaintext = self.open(self.other, self.num_opened, message)
        self.num_opened += 1
        return plaintext[:1], plaintext[1:]


class Wire:
    """Messages on the socket: each after its size."""

    def __init__(self, connection):
        connection.settimeout(PATIENCE)
        self.connection = connection

    def send(self, message):
        self.connection.sendall(struct.pack(">I", len(message)) + message)

    def receive(self):
        """The next message, or None at the end."""
        head = self.read(4)
        return None if head is None else self.read(struct.unpack(">I", head)[0])

    def read(self, size):
        data = b""
        while len(data) < size:
            try:
                part = self.connection.recv(size - len(data))
            except ConnectionResetError:
                part = b""
            if not part:
                return None
            data += part
        return data


class Bench:
    def __init__(self, program):
        self.program = program
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.key = os.urandom(32)
        (self.folder / "key").write_bytes(self.key)
        self.path = str(self.folder / "socket")
        self.failures = []

    def start(self, role, lines=""):
        arguments = [self.program, role, self.path, str(self.folder / "key"), str(self.folder / f"nonces-{role}")]
        process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        process.stdin.write(lines)
        process.stdin.close()
        process.stdin = None
        return process

    def connect(self):
        """To a program that listens."""
        process = self.start("listen")
        deadline = time.monotonic() + PATIENCE
        while True:
            connection = socket.socket(socket.AF_UNIX)
            try:
                connection.connect(self.path)
                return process, Wire(connection)
            except OSError:
                connection.close()
                if time.monotonic() > deadline or process.poll() is not None:
                    raise
                time.sleep(0.01)

    def listen(self, lines):
        """For a program that connects."""
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(self.path)
        listener.listen(1)
        listener.settimeout(PATIENCE)
        process = self.start("connect", lines)
        connection, _ = listener.accept()
        listener.close()
        os.unlink(self.path)
        return process, Wire(connection)

    def open_channel(self, key=None):
        """A handshake with a program that listens."""
        process, wire = self.connect()
        channel = Channel(key or self.key, True)
        wire.send(channel.hello())
        wire.send(channel.confirm(wire.receive()))
        return process, wire, channel

    def expect_end(self, process, wire, words, name):
        """The program says why it stops, sends nothing more and exits with 1."""
        self.expect(wire.receive() is None, name, "the program still answers")
        wire.connection.close()
        _, errors = process.communicate(timeout=PATIENCE)
        self.expect(process.returncode == 1, name, f"exit status {process.returncode}")
        self.expect(words in errors, name, f"it says: {errors!r}")
        self.expect(errors.count("\n") == 1, name, f"not one line: {errors!r}")

    def expect(self, holds, name, what):
        if not holds:
            self.failures.append(f"{name}: {what}")


NOT_AUTHENTIC = "not authentic"


def talk_as_initiator(bench):
    process, wire, channel = bench.open_channel()
    for data in [b"", b"hello", bytes(range(256)) * 60]:
        wire.send(channel.send(MESSAGE, data))
        bench.expect(channel.receive(wire.receive()) == (MESSAGE, data), "initiator", f"{len(data)} bytes")
    wire.send(channel.send(CLOSE))
    bench.expect(channel.receive(wire.receive()) == (CLOSE, b""), "initiator", "no close")
    bench.expect(process.wait(PATIENCE) == 0, "initiator", "exit status")


def talk_as_responder(bench):
    process, wire = bench.listen("hello\n\nlast line\n")
    channel = Channel(bench.key, False)
    wire.send(channel.answer(wire.receive()))
    channel.accept(wire.receive())
    lines = []
    while (received := channel.receive(wire.receive()))[0] == MESSAGE:
        lines.append(received[1])
        wire.send(channel.send(MESSAGE, received[1].upper()))
    wire.send(channel.send(CLOSE))
    output, errors = process.communicate(timeout=PATIENCE)
    bench.expect(lines == [b"hello", b"", b"last line"], "responder", f"got {lines}")
    bench.expect(output == "HELLO\n\nLAST LINE\n", "responder", f"printed {output!r} {errors!r}")
    bench.expect(process.returncode == 0, "responder", "exit status")


def attack_messages(bench):
    """What an attacker on the wire sends to a program that listens, after a handshake."""
    old = bench.open_channel()
    recorded = old[2].send(MESSAGE, b"old")

    def replay(wire, channel):
        message = channel.send(MESSAGE, b"once")
        wire.send(message)
        channel.receive(wire.receive())
        wire.send(message)

    def reorder(wire, channel):
        channel.send(MESSAGE, b"first")
        wire.send(channel.send(MESSAGE, b"second"))

    def reflect(wire, channel):
        wire.send(channel.send(MESSAGE, b"there"))
        wire.send(wire.receive())

    def flip(wire, channel):
        message = bytearray(channel.send(MESSAGE, b"text"))
        message[-1] ^= 1
        wire.send(bytes(message))

    def other_session(wire, _):
        wire.send(recorded)

    for attack in (replay, reorder, reflect, flip, other_session):
        process, wire, channel = bench.open_channel()
        attack(wire, channel)
        bench.expect_end(process, wire, NOT_AUTHENTIC, attack.__name__)
    old[1].connection.close()
    old[0].communicate(timeout=PATIENCE)

    process, wire, channel = bench.open_channel()
    wire.connection.shutdown(socket.SHUT_WR)
    bench.expect_end(process, wire, "ended before the other end closed", "dropped end")

    process, wire, channel = bench.open_channel()
    message = channel.send(MESSAGE, b"text")
    wire.connection.sendall(struct.pack(">I", len(message)) + message[:-5])
    wire.connection.shutdown(socket.SHUT_WR)
    bench.expect_end(process, wire, "ended within a message", "cut off")

    process, wire, channel = bench.open_channel()
    wire.send(channel.send(MESSAGE, b"text")[:-5])
    bench.expect_end(process, wire, "", "shortened")

    process, wire, channel = bench.open_channel()
    wire.connection.sendall(struct.pack(">I", 0xFFFFFFFF))
    bench.expect_end(process, wire, "more than a message can have", "huge")


def attack_handshake(bench):
    # Whoever listens without the key is noticed by who connects ...
    process, wire = bench.listen("secret\n")
    wire.send(Channel(os.urandom(32), False).answer(wire.receive()))
    bench.expect_end(process, wire, NOT_AUTHENTIC, "wrong key of the responder")

    # ... who connects without it cannot open the answer ...
    process, wire = bench.connect()
    channel = Channel(os.urandom(32), True)
    wire.send(channel.hello())
    try:
        channel.confirm(wire.receive())
        bench.expect(False, "wrong key of the initiator", "opened the answer")
    except InvalidTag:
        channel.randoms[1] = bytes(16)
    # ... nor confirm it, and an old confirmation is none.
    wire.send(channel.seal(CONFIRMATION, 0, b""))
    bench.expect_end(process, wire, NOT_AUTHENTIC, "wrong key of the initiator")

    process, wire = bench.connect()
    channel = Channel(bench.key, True)
    hello = channel.hello()
    wire.send(hello)
    confirmation = channel.confirm(wire.receive())
    wire.connection.close()
    process.communicate(timeout=PATIENCE)
    process, wire = bench.connect()
    wire.send(hello)
    wire.receive()
    wire.send(confirmation)
    bench.expect_end(process, wire, NOT_AUTHENTIC, "handshake of another session")

    # One end with both roles, made to talk to itself: the names stand the other way round.
    process, wire = bench.listen("secret\n")
    wire.send(Channel(bench.key, False, NAMES[::-1]).answer(wire.receive()))
    bench.expect_end(process, wire, NOT_AUTHENTIC, "other names")

    process, wire = bench.connect()
    wire.send(cbor2.dumps(["stsafe-channel-2", bytes(16)]))
    bench.expect_end(process, wire, "stsafe-channel-1", "other protocol")


def main():
    bench = Bench(sys.argv[1])
    for check in (talk_as_initiator, talk_as_responder, attack_messages, attack_handshake):
        check(bench)
    for failure in bench.failures:
        print(failure)
    print("failed" if bench.failures else "passed")
    return 1 if bench.failures else 0


if __name__ == "__main__":
    sys.exit(main())
