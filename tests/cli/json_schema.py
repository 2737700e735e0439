#!/usr/bin/env python3
"""json_schema.py FILE…: holds each document NAME.… to docs/json/NAME.schema.json."""

import json
import os
import pathlib
import sys

import jsonschema

folder = pathlib.Path(os.environ["STSAFE_SOURCE_DIR"]) / "docs" / "json"
problems = []
for file in map(pathlib.Path, sys.argv[1:]):
    name = file.name.split(".")[0]
    schema = json.loads((folder / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    errors = jsonschema.Draft202012Validator(schema).iter_errors(json.loads(file.read_text()))
    problems += [f"{file.name}: {error.json_path}: {error.message}" for error in errors]
print("\n".join(problems))
sys.exit(1 if problems else 0)
