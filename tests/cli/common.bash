# Shared by the suites. `run_tool` keeps standard output and standard error apart: in $output and
# $errors.
setup() {
  dir=$BATS_TEST_TMPDIR
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
