#!/usr/bin/env python3
"""Holds our COSE to one written here from RFC 9052 with cbor2 and cryptography, both ways.

    cose_python.py COSE_PEER
"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

import cbor2
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESCCM

ALGORITHMS = {10: (16, 8), 11: (32, 8), 30: (16, 16), 31: (32, 16)}  # number: bytes of key and tag
ALG, CONTENT_TYPE, KID, IV = 1, 3, 4, 5
POSITION = -65537
KEY_SET = 102
PEER = ""


def cipher(alg):
    key_size, tag_size = ALGORITHMS[alg]
    return AESCCM(bytes(range(key_size)), tag_length=tag_size)


def enc_structure(protected, aad):
    return cbor2.dumps(["Encrypt0", protected, aad])


def seal(alg, plaintext, number, header=None, aad=b"", tagged=True):
    protected = cbor2.dumps({ALG: alg, **(header or {})})
    iv = b"python" + number.to_bytes(7, "big")
    parts = [protected, {IV: iv}, cipher(alg).encrypt(iv, plaintext, enc_structure(protected, aad))]
    return cbor2.dumps(cbor2.CBORTag(16, parts) if tagged else parts)


def open_message(alg, message, aad=b""):
    assert message.tag == 16
    protected, unprotected, ciphertext = message.value
    header = cbor2.loads(protected)
    assert header[ALG] == alg
    assert list(unprotected) == [IV] and len(unprotected[IV]) == 13
    return header, cipher(alg).decrypt(unprotected[IV], ciphertext, enc_structure(protected, aad))


class Interop(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def peer(self, verb, alg, data, aad=b""):
        """What our end makes of the data; None if it refuses them, which it says in self.refusal."""
        (self.folder / "in").write_bytes(data)
        command = [PEER, verb, str(alg), self.folder / "in", self.folder / "out", aad.hex()]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        self.refusal = done.stderr
        if done.returncode == 0:
            return (self.folder / "out").read_bytes()
        self.assertEqual(done.returncode, 1, done.stderr)
        return None

    def test_python_opens_what_we_seal(self):
        for alg in ALGORITHMS:
            for text, aad in (b"", b""), (b"short", b"\x01\x02"), (bytes(5000), b""):
                message = cbor2.loads(self.peer("seal", alg, text, aad))
                header, plaintext = open_message(alg, message, aad)
                self.assertEqual(plaintext, text)
                self.assertEqual(header[CONTENT_TYPE], "text/plain")
                self.assertEqual(header[KID][:4], b"A120")
                with self.assertRaises(InvalidTag):
                    open_message(alg, message, aad + b"\0")

    def test_we_write_deterministic_cbor(self):
        sealed = self.peer("seal", 31, b"text")
        message = cbor2.loads(sealed)
        self.assertEqual(cbor2.dumps(message, canonical=True), sealed)
        protected = message.value[0]
        self.assertEqual(cbor2.dumps(cbor2.loads(protected), canonical=True), protected)

    def test_we_open_what_python_seals(self):
        for alg in ALGORITHMS:
            for number, tagged in enumerate((True, False)):
                for text, aad in (b"", b""), (b"short", b"\x01\x02"), (bytes(range(256)) * 255, b"x"):
                    sealed = seal(alg, text, number, {KID: b"shared"}, aad, tagged)
                    self.assertEqual(self.peer("open", alg, sealed, aad), text)
                    self.assertIsNone(self.peer("open", alg, sealed, aad + b"\0"))
                    self.assertIn("not authentic", self.refusal)

    def test_we_refuse_another_algorithm(self):
        self.assertIsNone(self.peer("open", 31, seal(30, b"text", 1)))
        self.assertIn("unfit key: the message is sealed with AES-CCM-16-128-128 (30)", self.refusal)

    def test_python_opens_our_records(self):
        lines = [b"one", b"", b"three" * 1000]
        sealed = self.peer("seal-records", 31, b"".join(line + b"\n" for line in lines))
        with open(self.folder / "out", "rb") as file:
            records = [open_message(31, cbor2.load(file)) for _ in range(len(lines) + 1)]
            self.assertEqual(file.tell(), len(sealed))
        self.assertEqual([text for _, text in records], [*lines, b""])
        places = [header[POSITION] for header, _ in records]
        self.assertEqual(len({bytes(stream) for stream, _, _ in places}), 1)
        self.assertEqual(len(places[0][0]), 16)
        self.assertEqual([place[1:] for place in places], [[0, False], [1, False], [2, False], [3, True]])

    def test_we_open_records_of_python(self):
        stream = b"0123456789abcdef"

        def record(number, text, is_last=False):
            return seal(11, text, number, {POSITION: [stream, number, is_last]})

        texts = [b"text %d" % number for number in range(30)]
        records = [record(number, text) for number, text in enumerate(texts)]
        end = record(len(texts), b"", True)
        expected = b"".join(text + b"\n" for text in texts)
        self.assertEqual(self.peer("open-records", 11, b"".join([*records, end])), expected)
        self.assertIsNone(self.peer("open-records", 11, b"".join(records)))
        self.assertIn("without one that is marked as the last", self.refusal)
        self.assertIsNone(self.peer("open-records", 11, b"".join([*records[1:], end])))
        self.assertIn("record 0 is missing", self.refusal)

    def test_python_opens_our_keys(self):
        lines = b"6f6e65 31 %s\n74776f 10 %s\n" % (b"5a" * 32, b"a5" * 16)
        header, plaintext = open_message(30, cbor2.loads(self.peer("seal-keys", 30, lines)))
        self.assertEqual(header[CONTENT_TYPE], KEY_SET)
        self.assertEqual(
            cbor2.loads(plaintext),
            [
                {1: 4, 2: b"one", 3: 31, 4: [3, 4], -1: b"\x5a" * 32},
                {1: 4, 2: b"two", 3: 10, 4: [3, 4], -1: b"\xa5" * 16},
            ],
        )

    def test_we_open_keys_of_python(self):
        keys = [{-1: b"\x5a" * 32, 1: 4, 3: 31, 2: b"one"}, {1: 2, -1: 1}, {1: 4, 2: b"two", -1: b"\xa5" * 16}]
        sealed = seal(30, cbor2.dumps(keys), 1, {CONTENT_TYPE: KEY_SET})
        self.assertEqual(
            self.peer("open-keys", 30, sealed), b"6f6e65 31 %s\n74776f 0 %s\n" % (b"5a" * 32, b"a5" * 16)
        )
        self.assertIsNone(self.peer("open-keys", 30, seal(30, cbor2.dumps(keys), 1)))
        self.assertIn("its content type is not 102", self.refusal)


if __name__ == "__main__":
    PEER = sys.argv.pop(1)
    unittest.main()
