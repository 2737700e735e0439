"""Runs against a simulator what a document shows: frames, bus messages, control lines, the Python client.

    simulator_document.py DOCUMENT KIND=SOCKET…    KIND: frames, bus, control
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


def run_bytes(block, connection):
    stream = connection.makefile("rb")
    for request, answer in exchanges(block):
        connection.sendall(bytes.fromhex(request))
        expected = bytes.fromhex(answer)
        received = stream.read(len(expected))
        assert received == expected, f"{request}\nis answered\n{received.hex(' ')}\ninstead of\n{answer}"


def run_lines(block, connection):
    stream = connection.makefile("r")
    for request, answer in exchanges(block):
        connection.sendall(request.encode() + b"\n")
        line = stream.readline().rstrip("\n")
        assert line == answer, f"{request}\nis answered\n{line}\ninstead of\n{answer}"


RUN = {"frames": run_bytes, "bus": run_bytes, "control": run_lines}


def main():
    document, *sockets = sys.argv[1:]
    text = open(document).read()
    for kind, path in (argument.split("=", 1) for argument in sockets):
        shown = blocks(text, kind)
        assert shown, f"{document} shows nothing of {kind}"
        for block in shown:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(20)
                connection.connect(path)
                RUN[kind](block, connection)
    clients = blocks(text, "python")
    assert clients, f"{document} shows no client"
    for block in clients:
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            exec(block, {})
        assert output.getvalue() == "0000066162636490c2\n", output.getvalue()


if __name__ == "__main__":
    main()
