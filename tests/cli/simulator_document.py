"""Runs against a simulator what docs/simulator.md shows: frames, control lines, the Python client.

    simulator_document.py DOCUMENT FRAME_SOCKET CONTROL_SOCKET
"""

import contextlib
import io
import re
import socket
import sys


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.S | re.M)


def exchanges(block):
    lines = block.splitlines()
    assert len(lines) % 2 == 0, block
    for request, answer in zip(lines[::2], lines[1::2]):
        assert request.startswith("> ") and answer.startswith("< "), request
        yield request[2:], answer[2:]


def connect(path):
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(20)
    connection.connect(path)
    return connection


def main():
    document, frames, control = sys.argv[1:]
    text = open(document).read()
    shown = 0
    with connect(frames) as connection:
        stream = connection.makefile("rb")
        for block in blocks(text, "frames"):
            for request, answer in exchanges(block):
                connection.sendall(bytes.fromhex(request))
                expected = bytes.fromhex(answer)
                assert stream.read(len(expected)) == expected, request
                shown += 1
    with connect(control) as connection:
        stream = connection.makefile("r")
        for block in blocks(text, "control"):
            for request, answer in exchanges(block):
                connection.sendall(request.encode() + b"\n")
                line = stream.readline().rstrip("\n")
                assert line == answer, f"{request}\nis answered\n{line}\ninstead of\n{answer}"
                shown += 1
    for block in blocks(text, "python"):
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            exec(block, {})
        assert output.getvalue() == "0000066162636490c2\n", output.getvalue()
        shown += 1
    assert shown >= 16, shown


if __name__ == "__main__":
    main()
