load common

serial_of() {
  run_tool info --json --device "$1"
  [ "$status" -eq 0 ]
  json serial_number
}

@test "a device in a file is the same one the next time" {
  first=$(serial_of "sim:state=$dir/device.db")
  [ "$first" = "$(serial_of "sim:state=$dir/device.db")" ]
  [ "$first" != "$(serial_of "sim:state=$dir/other.db")" ]
  [ "$(stat -c %a "$dir/device.db")" = 600 ]
}

@test "what the demo writes into the chip is there the next time" {
  run_tool demo --slot 3 --device "sim:state=$dir/device.db"
  [ "$status" -eq 0 ]
  run_tool info --json --device "sim:state=$dir/device.db"
  python3 - "$dir/out" <<'PY'
import json, sys
facts = json.load(open(sys.argv[1]))
slots = facts["symmetric_key_slots"]
assert [slot["slot"] for slot in slots if slot["present"]] == [3]
assert facts["host_keys"]["counter"] == 6
PY
}

@test "two at once on one file: the second is told so, and the first is not disturbed" {
  # More than a pipe holds: the first waits, its device open, until somebody reads.
  mkfifo "$dir/pipe"
  "$STSAFE" random 65536 --device "sim:state=$dir/device.db" >"$dir/pipe" &
  first=$!
  exec 8<"$dir/pipe"
  read -r -N 1 -u 8
  run_tool echo hello --device "sim:state=$dir/device.db"
  refused_with 1 "'$dir/device.db'"
  refused_with 1 "another process uses it; end that one, or name another file"
  [ "$(wc -c <&8)" -eq 131072 ]
  exec 8<&-
  wait "$first"
  run_tool echo hello --device "sim:state=$dir/device.db"
  [ "$status" -eq 0 ]
}

@test "a file that cannot be used is named, with what to do" {
  echo "this is no database, and long enough to tell" >"$dir/text"
  run_tool info --device "sim:state=$dir/text"
  refused_with 1 "'$dir/text': it holds no whole device; name another file"
  grep -q "this is no database" "$dir/text"
  run_tool info --device "sim:state=$dir/missing/device.db"
  refused_with 1 "'$dir/missing/device.db': it cannot be read or written"
  run_tool info --device "sim:state="
  refused_with 2 "not an option of sim:"
}
