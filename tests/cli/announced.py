#!/usr/bin/env python3
"""announced.py PLAN EFFECTS TRACE: the commands of a dry run are those of the trace that change something."""

import json
import pathlib
import re
import sys

plan, effects, trace = (pathlib.Path(argument).read_text() for argument in sys.argv[1:])
changing = set()
for code in json.loads(effects)["codes"]:
    changing |= {command["name"] for command in code["commands"] if command["effect"] != "none"}
announced = [(step["command"], step.get("fields")) for step in json.loads(plan)["steps"]]
sent = []
for line in trace.splitlines():
    if match := re.match(r"> [0-9A-F]+ +(\w+)(?: \[C-MAC\])?(?: (.*))?$", line):
        # Read may set an access condition: its option says so.
        if match[1] in changing or (match[1] == "Read" and not (match[2] or "").startswith("option=00 ")):
            sent.append((match[1], match[2] or ""))
problems = []
if [name for name, _ in announced] != [name for name, _ in sent]:
    problems.append(f"announced {[name for name, _ in announced]}, sent {[name for name, _ in sent]}")
for (name, fields), (_, really) in zip(announced, sent):
    if fields is not None and fields != really:
        problems.append(f"{name}: announced '{fields}', sent '{really}'")
if not announced:
    problems.append("nothing was announced")
print("\n".join(problems))
sys.exit(1 if problems else 0)
