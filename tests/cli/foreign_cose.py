#!/usr/bin/env python3
"""The other end of `stsafe seal` and `stsafe open`, with the readers and writers of tests/interop, written from
RFC 9052 with cbor2 and cryptography. The key is bytes 00 to 1f.

    foreign_cose.py open FILE               the content of a message
    foreign_cose.py seal TEXT FILE          a message
    foreign_cose.py open-records FILE       one line for each record, with its number
    foreign_cose.py open-keys FILE          name and key of each key of a set
    foreign_cose.py open-envelope ALG FILE [CIPHERTEXT]
    foreign_cose.py seal-envelope ALG TEXT FILE
"""

import io
import os
import pathlib
import sys

tests = pathlib.Path(os.environ["STSAFE_SOURCE_DIR"]) / "tests" / "interop"
sys.path[:0] = [str(tests), str(tests / "envelopes")]
sys.dont_write_bytecode = True

import cbor2  # noqa: E402
import cose_python as direct  # noqa: E402
import envelope_python as envelope  # noqa: E402

ALG = 31


def read(name):
    return pathlib.Path(name).read_bytes()


verb, *words = sys.argv[1:]
if verb == "open":
    sys.stdout.buffer.write(direct.open_message(ALG, cbor2.loads(read(words[0])))[1])
elif verb == "seal":
    sealed = direct.seal(ALG, words[0].encode(), int.from_bytes(os.urandom(6), "big"), {direct.KID: b"shared"})
    pathlib.Path(words[1]).write_bytes(sealed)
elif verb == "open-records":
    stream = io.BytesIO(read(words[0]))
    while stream.tell() < len(stream.getbuffer()):
        header, text = direct.open_message(ALG, cbor2.load(stream))
        print(*header[direct.POSITION][1:], text.decode())
elif verb == "open-keys":
    header, text = direct.open_message(ALG, cbor2.loads(read(words[0])))
    assert header[direct.CONTENT_TYPE] == direct.KEY_SET
    for key in cbor2.loads(text):
        print(key[2].decode(), key[3], key[-1].hex())
elif verb == "open-envelope":
    beside = read(words[2]) if len(words) > 2 else None
    sys.stdout.buffer.write(envelope.open_envelope(int(words[0]), read(words[1]), beside))
elif verb == "seal-envelope":
    pathlib.Path(words[2]).write_bytes(envelope.seal(int(words[0]), words[1].encode(), "whole")[0])
else:
    sys.exit(__doc__)
