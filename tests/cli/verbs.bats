load common

@test "info shows identity, keys, slots and access of a fresh device" {
  run_tool info
  [ "$status" -eq 0 ]
  grep -q "mask  *aa6001" "$dir/out"
  grep -q "life cycle  *operational" "$dir/out"
  grep -qE "^  15 +empty" "$dir/out"
  grep -qE "^  1F09 +Write symmetric key wrapped +free" "$dir/out"
  grep -qE "^  08 +Derive LoRa key +never" "$dir/out"
}

@test "info --json has the same facts" {
  run_tool info --json
  [ "$status" -eq 0 ]
  [ "$(json schema)" = 1 ]
  [ "$(json mask)" = aa6001 ]
  python3 - "$dir/out" <<'PY'
import json, sys
facts = json.load(open(sys.argv[1]))
assert len(facts["symmetric_key_slots"]) == 16
assert not any(slot["present"] for slot in facts["symmetric_key_slots"])
assert len(facts["commands"]) == 45
assert facts["host_keys"]["present"] is False
assert len(facts["serial_number"]) == 18
PY
}

@test "two devices differ in their serial number, the same seed gives the same device" {
  run_tool info --json; first=$(json serial_number)
  run_tool info --json; [ "$first" != "$(json serial_number)" ]
  run_tool info --json --seed 5; first=$(json serial_number)
  run_tool info --json --device sim:seed=5; [ "$first" = "$(json serial_number)" ]
}

@test "commands lists every code of the documents" {
  run_tool commands
  [ "$status" -eq 0 ]
  grep -qE "^  05 +- +Read +none +yes" "$dir/out"
  grep -qE "^  10 +0A +PutI2cParameters +irreversible +yes" "$dir/out"
  grep -qE "^  07 +- +Increment +- +yes \(unused: answers 04\)" "$dir/out"
  grep -qE "^  10, 14 +04 +master key table +- +yes \(unused: answers 10\)" "$dir/out"
}

@test "commands --json has name, kind and effect of each code" {
  run_tool commands --json
  [ "$status" -eq 0 ]
  [ "$(json schema)" = 1 ]
  python3 - "$dir/out" <<'PY'
import json, sys
document = json.load(open(sys.argv[1]))
codes = {code["code"]: code for code in document["codes"]}
expected = ["%02X" % code for code in range(0x1D)] + ["1F%02X" % code for code in range(0x1B)]
assert list(codes) == expected
assert all(set(code) == {"code", "name", "kind", "effect", "implemented", "commands"} for code in codes.values())
unused = {code for code in codes if codes[code]["kind"] != "used"}
assert unused == {"03", "07", "08", "0B", "12", "13", "15", "1F0C", "1F0D"}
assert all(codes[code]["implemented"] and not codes[code]["commands"] for code in unused)
assert codes["04"]["effect"] == "irreversible" and codes["14"]["effect"] == "none"
assert {"name": "PutLifeCycle", "effect": "reversible", "subject": "08"} in codes["10"]["commands"]
PY
}

@test "echo returns what it was sent" {
  run_tool echo "hello, device"
  [ "$status" -eq 0 ]
  [ "$output" = "hello, device" ]
  run_tool echo "abc" --json
  [ "$(json message_hex)" = 616263 ]
}

@test "echo takes a frame full and refuses more" {
  run_tool echo "$(printf 'x%.0s' {1..749})"
  [ "$status" -eq 0 ]
  run_tool echo "$(printf 'x%.0s' {1..750})"
  refused_with 2 "the frame is too long"
  run_tool echo ""
  refused_with 2 "empty message"
  run_tool echo
  refused_with 2 "message is required"
}

@test "random gives as many bytes as asked for, and other ones each time" {
  run_tool random 300
  [ "$status" -eq 0 ]
  [[ "$output" =~ ^[0-9a-f]{600}$ ]]
  first=$output
  run_tool random 300
  [ "$first" != "$output" ]
  run_tool random 16 --json
  [ "$(json size)" = 16 ]
  "$STSAFE" random --raw 1000 >"$dir/raw"
  [ "$(stat -c %s "$dir/raw")" -eq 1000 ]
  run_tool random --raw --json
  refused_with 2 "--raw excludes --json"
}

@test "random refuses sizes that make no sense" {
  for size in 0 -1 65537 x; do
    run_tool random "$size"
    [ "$status" -eq 2 ]
    [[ "$errors" == "stsafe: error: "* ]]
  done
}

@test "no verb, an unknown verb, help and version" {
  run_tool
  refused_with 2 "subcommand is required"
  run_tool bogus
  refused_with 2 "'bogus' means nothing here"
  run_tool --help
  [ "$status" -eq 0 ]
  for verb in commands demo info echo random; do
    grep -qE "^  $verb " "$dir/out"
    "$STSAFE" "$verb" --help >/dev/null
  done
  run_tool --version
  [ "$status" -eq 0 ]
  [[ "$output" =~ ^stsafe\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
}

@test "what the verbs write with --json has the documented form" {
  run_json echo echo abc
  run_json random random 16
  run_json demo demo
  run_json ca-export ca export
  run_json info info
  run_json commands commands
  run_json profile-check profile check spl05
  "$STSAFE" profile show --json | sed 's/"operational"/"born"/' >"$dir/mine.json"
  run_json profile-diff profile diff spl05 "$dir/mine.json"
  [ "$(json equal)" = False ]
  run_json explain explain 00010203A729
  run_json explain explain --for 00010203A729 000005010203A729
  run_json explain explain 1100 02F170
  # A device with keys says more.
  new_device
  "$STSAFE" demo -q --yes --device "sim:state=$dir/device.db" >/dev/null
  run_json info info --device "sim:state=$dir/device.db"
}

@test "a dry run of the demo announces what the demo does" {
  new_device
  announces_what_it_does "$dir/device.db" demo
}

@test "the exit status tells what kind of failure it was" {
  run_tool echo x --device unix:/nonexistent
  [ "$status" -eq 5 ]
  run_tool demo --slot 99
  [ "$status" -eq 6 ]
  run_tool echo "$(printf 'x%.0s' {1..750})"
  [ "$status" -eq 2 ]
}

@test "a device is chosen by option, environment or configuration, and by serial number" {
  cd "$dir"
  cat >config.json <<'JSON'
{"device": "rear", "devices": {"front": "sim:seed=1", "rear": {"device": "sim:seed=2"}}}
JSON
  serial_of() { "$STSAFE" info --json "$@" | python3 -c 'import json, sys; print(json.load(sys.stdin)["serial_number"])'; }
  front=$(serial_of --device sim:seed=1)
  rear=$(serial_of --device sim:seed=2)
  [ "$(serial_of --config config.json)" = "$rear" ]
  [ "$(serial_of --config config.json --device front)" = "$front" ]
  [ "$(STSAFE_CONFIG=config.json serial_of --serial "${front^^}")" = "$front" ]
  [ "$(STSAFE_DEVICE=sim:seed=1 serial_of)" = "$front" ]
  run_tool info --config config.json --serial 000000000000000000
  refused_with 6 "no device has the serial number 000000000000000000; looked at sim:seed=1 ($front), sim:seed=2 ($rear)"
  run_tool info --device sim:seed=1 --serial "$rear"
  refused_with 6 "no device has the serial number"
  run_tool info --serial 12
  refused_with 2 "18 hexadecimal digits"
  run_tool info --device middle --config config.json
  refused_with 6 "known are: front rear"
  run_tool info --config none.json
  refused_with 6 "configuration 'none.json' cannot be read: No such file"
}

@test "remarks can be silenced" {
  run_tool demo --tag-length 4
  [[ "$errors" == *"warning: a tag of 4 bytes"* ]]
  run_tool demo --tag-length 4 -q
  [ -z "$errors" ]
  run_tool info -v
  [[ "$errors" == *"device sim:"* ]]
  run_tool info -q -v
  refused_with 2 "excludes"
}

@test "an empty value is a mistake, not a default" {
  for words in "info --device" "key generate --slot 1 --open-slot -o" "seal --slot 2 --text x --nonces"; do
    # shellcheck disable=SC2086
    run_tool $words ""
    refused_with 2 "its value is empty"
  done
}

@test "who does not read errors or output changes no exit status but that of the output" {
  status=0; "$STSAFE" bogus 2>/dev/full || status=$?
  [ "$status" -eq 2 ]
  status=0; "$STSAFE" info --trace >/dev/null 2>/dev/full || status=$?
  [ "$status" -eq 0 ]
  status=0; "$STSAFE" random --raw 4096 >/dev/full 2>/dev/null || status=$?
  [ "$status" -eq 1 ]
}

@test "names of files do not command the terminal" {
  run_tool hash SHA-256 $'\e[31mnone\nstsafe: error: forged'
  refused_with 6 "cannot open '?[31mnone?stsafe: error: forged'"
}

@test "host keys that are not the device's are noticed at once" {
  cd "$dir"
  new_device
  "$STSAFE" pair -y -o host.key --device sim:state=device.db >/dev/null
  "$STSAFE" info --device sim:state=device.db --host-keys host.key >/dev/null
  head -c 64 /dev/urandom >wrong.key; chmod 600 wrong.key
  run_tool info --device sim:state=device.db --host-keys wrong.key
  [ "$status" -eq 4 ]
  run_tool info --device sim:state=device.db --host-keys 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
  refused_with 2 "a secret does not stand on the command line"
  absent -q 0001020304 "$dir/err"
}
