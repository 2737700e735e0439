load common

@test "stsafe-bench prints the tables of docs/performance.md" {
  "$STSAFE_BENCH" >"$dir/out"
  sed '1,/^## Tables$/d' "$STSAFE_SOURCE_DIR/docs/performance.md" | diff - "$dir/out"
}

@test "stsafe-bench --svg draws its picture" {
  "$STSAFE_BENCH" --svg | diff - "$STSAFE_SOURCE_DIR/docs/performance.svg"
}

@test "stsafe-bench --json has both policies at both bit rates" {
  "$STSAFE_BENCH" --json >"$dir/out"
  python3 - "$dir/out" <<'PYTHON'
import json, sys
rows = json.load(open(sys.argv[1]))
assert {row["bit_rate"] for row in rows} == {100000, 400000}
assert {row["in_session"] for row in rows} == {False, True}
for row in rows:
    for policy in ("ours", "vendors"):
        cost = row[policy]
        assert abs(cost["bus_us"] + cost["waiting_us"] - cost["total_us"]) < 0.01, row
        assert abs(cost["total_us"] / cost["limit_us"] - cost["ratio"]) < 1e-9, row
PYTHON
}

@test "stsafe-bench explains itself, and refuses what it does not know" {
  "$STSAFE_BENCH" --help | grep -q "in virtual time"
  local wrong
  for wrong in --jsn "--json --svg"; do
    # shellcheck disable=SC2086
    run "$STSAFE_BENCH" $wrong
    echo "$output"
    [ "$status" -eq 2 ]
    [[ "$output" == "stsafe-bench: error: "*"See 'stsafe-bench --help'." ]]
    [ "${#lines[@]}" -eq 1 ]
  done
}
