load common

setup_file() {
  python3 "$STSAFE_SOURCE_DIR/tests/cli/chip_with_keys.py" "$BATS_FILE_TMPDIR/keys.db"
}

setup() {
  dir=$BATS_TEST_TMPDIR
  cp "$BATS_FILE_TMPDIR/keys.db" "$dir/device.db"
  export STSAFE_DEVICE=sim:state=$dir/device.db
}

@test "zone list and counter list show the data partition" {
  run_tool zone list
  grep -qE "^  0 +data +1000 +always +never +-$" "$dir/out"
  grep -qE "^  5 +counter +64 +always, may change +always, may change +4294967295$" "$dir/out"
  run_json zone-list zone list
  python3 - "$dir/out" <<'PY'
import json, sys
zones = json.load(open(sys.argv[1]))["zones"]
assert [zone["size"] for zone in zones] == [1000] * 5 + [64] * 4 + [5120, 3072, 2944]
assert [zone["zone"] for zone in zones if "counter" in zone] == [5, 6, 7, 8]
PY
  run_json counter-list counter list
  run_tool counter list
  grep -qE "^  8 +4294967295 +always, may change +always, may change +64$" "$dir/out"
}

@test "zone write and zone read keep bytes, as a whole if they fit" {
  run_json zone-write zone write 1 --text hello --offset 10
  [ "$(json atomic)" = True ]
  run_json zone-read zone read 1 --offset 9 --length 7
  [ "$(json content_hex)" = 0068656c6c6f00 ]
  python3 -c 'import random, sys; sys.stdout.buffer.write(random.Random(1).randbytes(2000))' >"$dir/data"
  run_tool zone write 9 "$dir/data" --offset 3
  [ "$status" -eq 0 ]
  [[ "$errors" == *"warning: more than "*" bytes are written in parts"* ]]
  [[ "$output" == "Wrote 2000 bytes into zone 9 from byte 3 on." ]]
  run_tool zone read 9 --offset 3 --length 2000 -o "$dir/read"
  cmp "$dir/data" "$dir/read"
  run_tool zone read 5 --length 4
  [ "$output" = 00000000 ]
  # To the end, and the certificate as others see it.
  "$STSAFE" zone read 0 --raw >"$dir/certificate"
  [ "$(stat -c %s "$dir/certificate")" -eq 1000 ]
  openssl x509 -inform DER -in "$dir/certificate" -noout -subject
}

@test "zone, counter: each mistake is one line" {
  head -c 1001 /dev/zero >"$dir/large"
  local cases=(
    "zone read 99|6|no zone 99" "zone read x|2|not a number" "zone read 256|2|not from 0 to 255" "zone read|2|required"
    "zone read 1 --offset 1000|2|zone 1 has 1000 bytes" "zone read 1 --offset 999 --length 2|2|beyond"
    "zone read 1 --length 0|2|not from 1" "zone write 1|2|no data" "zone write 1 $dir/large|2|zone 1 has 1000 bytes"
    "zone write 9 $dir/large --atomic|2|--atomic: 1001 bytes" "zone write 1 --hex 0|2|not bytes"
    "zone write 5 --hex 00|2|is a counter" "zone write 0 --hex 00|3|access condition"
    "zone access 1|2|give --read or --update" "zone access 1 --read sometimes|2|is none of always host"
    "zone access 0 --update host|3|the right to change" "zone access 5 --update host|2|--amount is required"
    "zone access 1 --update host --amount 1|2|--amount is for" "counter read 1|2|is no counter"
    "counter decrement 5 --amount 0|2|not from 1" "counter decrement 5 --data 00 --offset 64|2|zone 5 has 64"
    "zone|2|subcommand is required")
  for case in "${cases[@]}"; do
    IFS='|' read -r words expected message <<<"$case"
    # shellcheck disable=SC2086
    run_tool $words
    echo "$case: $status $errors"
    refused_with "$expected" "$message"
    [ -z "$output" ]
  done
}

@test "counters count down, with bytes beside them" {
  run_json counter-read counter decrement 5
  [ "$(json counter)" = 4294967294 ]
  run_tool counter decrement 5 --amount 4294967290 --data cafe --offset 62
  [ "$output" = 4 ]
  run_json counter-read counter read 5
  [ "$(json counter)" = 4 ]
  run_tool zone read 5 --offset 62
  [ "$output" = cafe ]
  run_tool counter decrement 5 --amount 5
  [ "$status" -eq 3 ]
  [[ "$errors" == *"has less left"* ]]
}

@test "access conditions of zones become stricter, for good" {
  run_tool zone write 2 --hex 2a
  run_json zone-access zone access 2 --update never --read host --final
  [[ "$errors" == *"warning: the device has no host keys"* ]]
  run_tool zone list
  grep -qE "^  2 +data +1000 +host +never +-$" "$dir/out"
  run_tool zone read 2
  [ "$status" -eq 3 ]
  run_tool zone access 2 --read never
  refused_with 3 "the right to change this condition was given up; it stays 'host'"
  run_tool zone access 5 --update never --amount 1
  [ "$status" -eq 0 ]
  run_tool zone access 5 --update host --amount 1
  refused_with 2 "'host' is laxer than 'never'"
}

@test "zone and counter announce what they do" {
  head -c 1500 /dev/urandom >"$dir/data"
  announces_what_it_does "$dir/device.db" zone write 1 --hex 0102
  announces_what_it_does "$dir/device.db" zone write 9 "$dir/data"
  announces_what_it_does "$dir/device.db" zone access 1 --read host --update host
  announces_what_it_does "$dir/device.db" zone access 6 --update host --amount 3 --final
  announces_what_it_does "$dir/device.db" counter decrement 5 --data 00
}
