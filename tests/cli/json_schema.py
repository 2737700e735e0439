#!/usr/bin/env python3
"""json_schema.py SCHEMA FILE: holds the document in FILE to docs/json/SCHEMA.schema.json."""

import json
import os
import pathlib
import sys

import jsonschema

folder = pathlib.Path(os.environ["STSAFE_SOURCE_DIR"]) / "docs" / "json"
schema = json.loads((folder / f"{sys.argv[1]}.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
document = json.loads(pathlib.Path(sys.argv[2]).read_text())
errors = [f"{error.json_path}: {error.message}" for error in jsonschema.Draft202012Validator(schema).iter_errors(document)]
print("\n".join(errors))
sys.exit(1 if errors else 0)
