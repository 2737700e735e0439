#!/usr/bin/env python3
"""Seals envelopes for envelope_peer and opens what it has sealed: COSE_Encrypt as RFC 9052 and RFC 9053 describe it,
and as encrypted payloads of SUIT use it (AES key wrap, the ciphertext beside the envelope).

    envelope_python.py ENVELOPE_PEER
"""

import os
import pathlib
import signal
import stat
import subprocess
import sys
import tempfile
import time

import cbor2
from cryptography.hazmat.primitives.ciphers.aead import AESCCM, AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap

KEY = bytes(range(32))
KEY_ID = b"key"
A128GCM, A256GCM = 1, 3
# What encrypts the content's key: COSE's number, size of the key, size of the tag (none: key wrap).
RECIPIENTS = {-3: (16, None), -5: (32, None), 10: (16, 8), 11: (32, 8), 30: (16, 16), 31: (32, 16)}
SIZES = (0, 1, 16, 100, 65535, 65536, 65537, 300001)
CHUNK = 1000


def content_of(size):
    return bytes((i * 7 + i // 251) % 256 for i in range(size))


def enc_structure(context, protected):
    return cbor2.dumps([context, protected, b""])


def encrypt_key(algorithm, content_key):
    size, tag = RECIPIENTS[algorithm]
    if tag is None:
        return [b"", {1: algorithm, 4: KEY_ID}, aes_key_wrap(KEY[:size], content_key)]
    protected, nonce = cbor2.dumps({1: algorithm}), os.urandom(13)
    encrypted = AESCCM(KEY[:size], tag).encrypt(nonce, content_key, enc_structure("Enc_Recipient", protected))
    return [protected, {4: KEY_ID, 5: nonce}, encrypted]


def decrypt_key(algorithm, recipient):
    protected, unprotected, encrypted = recipient
    size, tag = RECIPIENTS[algorithm]
    assert unprotected[4] == KEY_ID, unprotected
    if tag is None:
        assert protected == b"" and unprotected == {1: algorithm, 4: KEY_ID}, recipient
        return aes_key_unwrap(KEY[:size], encrypted)
    assert cbor2.loads(protected) == {1: algorithm}, protected
    return AESCCM(KEY[:size], tag).decrypt(unprotected[5], encrypted, enc_structure("Enc_Recipient", protected))


def in_chunks(content):
    chunks = [content[i : i + CHUNK] for i in range(0, len(content), CHUNK)]
    return b"\x5f" + b"".join(cbor2.dumps(chunk) for chunk in chunks) + b"\xff"


def seal(algorithm, content, form, content_algorithm=A256GCM):
    """An envelope, and the ciphertext if it lies beside."""
    content_key, iv = os.urandom(16 if content_algorithm == A128GCM else 32), os.urandom(12)
    protected = cbor2.dumps({1: content_algorithm})
    ciphertext = AESGCM(content_key).encrypt(iv, content, enc_structure("Encrypt", protected))
    # By hand around the ciphertext: cbor2 does not write chunks.
    middle = {"whole": cbor2.dumps(ciphertext), "chunks": in_chunks(ciphertext), "beside": b"\xf6"}[form]
    front = b"\xd8\x60\x84" + cbor2.dumps(protected) + cbor2.dumps({5: iv})
    return front + middle + cbor2.dumps([encrypt_key(algorithm, content_key)]), ciphertext


def open_envelope(algorithm, envelope, beside=None):
    message = cbor2.loads(envelope)
    assert message.tag == 96, message
    protected, unprotected, ciphertext, recipients = message.value
    assert cbor2.loads(protected) == {1: A256GCM}, protected
    assert (ciphertext is None) == (beside is not None), "content at the wrong place"
    (recipient,) = recipients
    content_key = decrypt_key(algorithm, recipient)
    assert len(content_key) == 32
    return AESGCM(content_key).decrypt(
        unprotected[5], beside if ciphertext is None else ciphertext, enc_structure("Encrypt", protected)
    )


class Peer:
    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.num_runs = 0

    def file(self, name):
        return self.folder / name

    def run(self, verb, algorithm, source, out, *envelope, pipe=None):
        """Runs the peer: with `pipe`, its input comes through a pipe. Says whether it succeeded."""
        self.num_runs += 1
        words = [self.program, verb, str(algorithm), "-" if pipe is not None else str(source), str(out)]
        done = subprocess.run([*words, *map(str, envelope)], input=pipe, capture_output=True, timeout=60)
        self.message = done.stderr.decode()
        return done.returncode == 0

    def clean(self):
        for file in self.folder.iterdir():
            file.unlink()


def names_in(folder):
    return sorted(file.name for file in folder.iterdir())


def check_peer_seals(peer, algorithm, content):
    source, out, envelope = peer.file("content"), peer.file("sealed"), peer.file("envelope")
    source.write_bytes(content)
    assert peer.run("seal", algorithm, source, out), peer.message
    assert open_envelope(algorithm, out.read_bytes()) == content
    out.unlink()
    assert peer.run("seal", algorithm, None, out, pipe=content), peer.message
    assert b"\x5f" in out.read_bytes()[:40], "no chunks from a pipe"
    assert open_envelope(algorithm, out.read_bytes()) == content
    out.unlink()
    assert peer.run("seal", algorithm, source, out, envelope), peer.message
    assert open_envelope(algorithm, envelope.read_bytes(), out.read_bytes()) == content
    peer.clean()


def check_peer_opens(peer, algorithm, content, content_algorithm=A256GCM):
    sealed, out, beside = peer.file("sealed"), peer.file("content"), peer.file("beside")
    for form in ("whole", "chunks", "beside"):
        envelope, ciphertext = seal(algorithm, content, form, content_algorithm)
        for as_pipe in (False, True):
            sealed.write_bytes(envelope)
            beside.write_bytes(ciphertext)
            extra = [sealed] if form == "beside" else []
            source, piped = (beside, ciphertext) if form == "beside" else (sealed, envelope)
            assert peer.run("open", algorithm, source, out, *extra, pipe=piped if as_pipe else None), peer.message
            assert out.read_bytes() == content, form
            assert stat.S_IMODE(out.stat().st_mode) == 0o600
            peer.clean()


def check_peer_refuses(peer, algorithm):
    """One changed byte of envelope or ciphertext at a time, spread over all of it: nothing appears."""
    out, sealed, beside = peer.file("content"), peer.file("sealed"), peer.file("beside")
    for form in ("whole", "chunks", "beside"):
        envelope, ciphertext = seal(algorithm, content_of(2000), form)
        for part in range(2 if form == "beside" else 1):
            whole = (envelope, ciphertext)[part]
            for at in range(0, len(whole), max(1, len(whole) // 5)):
                changed = bytearray(whole)
                changed[at] ^= 0x10
                sealed.write_bytes(changed if part == 0 else envelope)
                beside.write_bytes(changed if part == 1 else ciphertext)
                extra = [sealed] if form == "beside" else []
                assert not peer.run("open", algorithm, beside if extra else sealed, out, *extra), (form, part, at)
                assert names_in(peer.folder) == ["beside", "sealed"], names_in(peer.folder)
                assert peer.message, "refused without a word"
        peer.clean()


def check_nothing_is_replaced(peer):
    sealed, out = peer.file("sealed"), peer.file("content")
    sealed.write_bytes(seal(-5, b"new", "whole")[0])
    out.write_bytes(b"old")
    assert not peer.run("open", -5, sealed, out)
    assert "exists already" in peer.message, peer.message
    assert out.read_bytes() == b"old"
    peer.clean()


def check_a_kill_leaves_nothing(peer, verb, signal_number):
    """The peer waits for the rest of its input when it is killed."""
    given = content_of(500_000)
    if verb == "open":
        given = seal(-5, given, "chunks")[0][:-30]
    process = subprocess.Popen([peer.program, verb, "-5", "-", str(peer.file("out"))], stdin=subprocess.PIPE)
    # More than a pipe holds: when this returns, the peer has read most of it.
    process.stdin.write(given)
    process.stdin.flush()
    time.sleep(0.1)
    assert process.poll() is None
    process.send_signal(signal_number)
    assert process.wait(timeout=20) == -signal_number
    process.stdin.close()
    assert names_in(peer.folder) == [], names_in(peer.folder)


def main():
    with tempfile.TemporaryDirectory() as folder:
        peer = Peer(sys.argv[1], folder)
        for algorithm in RECIPIENTS:
            check_peer_seals(peer, algorithm, content_of(1234))
            check_peer_opens(peer, algorithm, content_of(1234))
        for size in SIZES:
            check_peer_seals(peer, -5, content_of(size))
            check_peer_opens(peer, -5, content_of(size))
        check_peer_opens(peer, -3, content_of(77), A128GCM)  # as in the draft's example
        check_peer_refuses(peer, -5)
        check_peer_refuses(peer, 31)
        check_nothing_is_replaced(peer)
        for verb in ("seal", "open"):
            check_a_kill_leaves_nothing(peer, verb, signal.SIGKILL)
            check_a_kill_leaves_nothing(peer, verb, signal.SIGINT)
    print(f"{peer.num_runs} runs of the peer agree")
    assert peer.num_runs > 100


if __name__ == "__main__":
    main()
