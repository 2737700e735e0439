# Shared by the suites. `run_tool` keeps standard output and standard error apart: in $output and
# $errors.
setup() {
  dir=$BATS_TEST_TMPDIR
  # Neither the user's configuration nor the user's nonces.
  export XDG_CONFIG_HOME=$dir/config XDG_STATE_HOME=$dir/state
}

# Debian's packages are there for Debian's Python, whichever else comes first in the PATH.
if [ -x /usr/bin/python3 ]; then
  python3() { /usr/bin/python3 "$@"; }
fi

# All documents of a test at once: Python takes a second to start with what checks them.
teardown() {
  local kept=("$dir"/*.json-kept)
  [ ! -e "${kept[0]}" ] || python3 "$STSAFE_SOURCE_DIR/tests/cli/json_schema.py" "${kept[@]}"
}

run_tool() {
  status=0
  timeout 60 "$STSAFE" "$@" >"$dir/out" 2>"$dir/err" </dev/null || status=$?
  output=$(<"$dir/out")
  errors=$(<"$dir/err")
}

# Exit status 2 or 1, one line on standard error that contains the words, nothing else.
refused_with() {
  local expected_status=$1 words=$2
  [ "$status" -eq "$expected_status" ]
  [[ "$errors" == "stsafe: error: "*"$words"* ]]
  [ "$(wc -l <"$dir/err")" -eq 1 ]
}

# The value of a top-level member of the JSON document in $output.
json() {
  python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1" <<<"$output"
}

# True if grep finds nothing. (A bare `! grep` would not fail a test.)
absent() {
  ! grep "$@"
}

# Holds what was written last, or a file, to the schema of this name in docs/json, when the test ends.
has_form() {
  num_kept=$((${num_kept-0} + 1))
  cp "${2-$dir/out}" "$dir/$1.$num_kept.json-kept"
}

# Runs a verb with --json and holds what it writes to the schema of this name in docs/json.
run_json() {
  local schema=$1
  shift
  run_tool "$@" --json
  [ "$status" -eq 0 ] || { echo "$errors"; return 1; }
  has_form "$schema"
}

# Shows that --dry-run tells the truth: a verb with these arguments, on the state in $1, changes nothing when it is
# dry, and then sends exactly the commands that it announced.
announces_what_it_does() {
  local state=$1
  shift
  cp "$state" "$dir/before.db"
  run_json dry-run "$@" --dry-run --device "sim:state=$state"
  cp "$dir/out" "$dir/announced"
  cmp <(sqlite_dump "$dir/before.db") <(sqlite_dump "$state")
  run_tool "$@" --yes --trace --device "sim:state=$state"
  [ "$status" -eq 0 ] || { echo "$errors"; return 1; }
  "$STSAFE" commands --json >"$dir/effects"
  python3 "$STSAFE_SOURCE_DIR/tests/cli/announced.py" "$dir/announced" "$dir/effects" "$dir/err"
}

sqlite_dump() {
  python3 -c 'import sqlite3, sys; print("\n".join(sqlite3.connect(sys.argv[1]).iterdump()))' "$1"
}

# A simulated device in a file, with host keys in $dir/host.key if the second argument says so.
new_device() {
  rm -f "$dir/device.db"
  "$STSAFE" info -q --device "sim:seed=${1-7},state=$dir/device.db" >/dev/null
}
