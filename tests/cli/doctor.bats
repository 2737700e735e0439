load common

# The verdict of a check in $output.
verdict() {
  python3 -c '
import json, sys
for check in json.load(sys.stdin)["checks"]:
    if check["check"] == sys.argv[1]:
        print(check["verdict"])' "$1" <<<"$output"
}

# Runs with --json and holds the document to its schema, whatever the exit status.
run_doctor() {
  run_tool doctor --json "$@"
  has_form doctor
}

@test "a fresh device has no problem, and what it lacks is a note" {
  run_tool doctor
  [ "$status" -eq 0 ]
  [ -z "$errors" ]
  grep -qE '^ok +answer +the device answers' "$dir/out"
  grep -qE '^note +host keys +the device has none' "$dir/out"
  grep -qE '^note +key slots +empty, and let no key in yet: 0 to 15' "$dir/out"
  grep -qE '^ok +certificate +issued by ' "$dir/out"
  [ "$(tail -1 "$dir/out")" = "0 problems" ]
  run_doctor
  [ "$status" -eq 0 ]
  [ "$(verdict password)" = skipped ]
  [ "$(json problems)" = 0 ]
  [ "$(json median_exchange_us)" -ge 0 ]
}

@test "it changes nothing: no command that it sends has an effect" {
  new_device
  head -c 32 /dev/urandom >"$dir/host.key"
  chmod 600 "$dir/host.key"
  "$STSAFE" demo -q --yes --host-keys "$dir/host.key" --device "sim:state=$dir/device.db" >/dev/null
  run_tool doctor --device "sim:state=$dir/device.db" --host-keys "$dir/host.key" --trace
  [ "$status" -eq 0 ] || { cat "$dir/out"; return 1; }
  grep -qE '^ok +host session' "$dir/out"
  "$STSAFE" commands --json >"$dir/effects"
  python3 - "$dir/effects" "$dir/err" <<'PY'
import json, re, sys
effects = {command["name"]: command["effect"] for code in json.load(open(sys.argv[1]))["codes"] for command in code["commands"]}
sent = [name for line in open(sys.argv[2]) for name in re.findall(r"\b[A-Z][A-Za-z0-9]+\b", line) if name in effects]
assert len(sent) > 40 and {"Echo", "QueryProductData", "Read"} <= set(sent), sent
assert {effects[name] for name in sent} == {"none"}, sent
PY
  # Without the keys it changes not even a counter.
  cp "$dir/device.db" "$dir/before.db"
  run_tool doctor --device "sim:state=$dir/device.db"
  cmp <(sqlite_dump "$dir/before.db") <(sqlite_dump "$dir/device.db")
}

@test "wrong host keys, and host keys for a device without, are problems" {
  new_device
  head -c 32 /dev/urandom >"$dir/host.key"
  head -c 32 /dev/urandom >"$dir/other.key"
  chmod 600 "$dir"/*.key
  run_doctor --device "sim:state=$dir/device.db" --host-keys "$dir/host.key"
  [ "$status" -eq 6 ]
  [ "$(verdict 'host keys')" = problem ]
  "$STSAFE" demo -q --yes --host-keys "$dir/host.key" --device "sim:state=$dir/device.db" >/dev/null
  run_doctor --device "sim:state=$dir/device.db" --host-keys "$dir/other.key"
  [ "$status" -eq 4 ]
  [ "$(verdict 'host session')" = problem ]
  run_doctor --device "sim:state=$dir/device.db" --host-keys "$dir/missing.key"
  [ "$status" -eq 6 ]
}

@test "a profile that nobody can use is found out" {
  # shellcheck disable=SC2016
  "$STSAFE" profile show --json | python3 -c '
import json, sys
profile = json.load(sys.stdin)
profile["life_cycle"] = "operational_locked"
for rule in profile["commands"]["rules"]:
    if rule["code"] == "1b":
        rule["access"] = "host"
del profile["$schema"]
json.dump(profile, open(sys.argv[1], "w"))' "$dir/profile.json"
  run_tool profile check "$dir/profile.json"
  [ "$status" -eq 0 ] || { echo "$errors"; return 1; }
  run_doctor --device "sim:profile=$dir/profile.json"
  [ "$status" -eq 3 ]
  [ "$(verdict 'life cycle')" = problem ]
  [ "$(verdict 'command access')" = problem ]
  run_tool doctor --device "sim:profile=$dir/profile.json"
  grep -q 'without host keys nobody may use: Encrypt' "$dir/out"
}

@test "a device that cannot be reached, and a configuration that is wrong" {
  run_doctor --device unix:/nonexistent
  [ "$status" -eq 5 ]
  [ "$(verdict connection)" = problem ]
  run_doctor --device i2c:/dev/nothing
  [ "$status" -ne 0 ]
  [ "$(verdict connection)" = problem ]
  run_doctor --device bogus:
  [ "$status" -eq 2 ]
  [ "$(verdict 'device string')" = problem ]
  echo '{"device": 1}' >"$dir/config.json"
  run_doctor --config "$dir/config.json"
  [ "$status" -eq 2 ]
  [ "$(verdict configuration)" = problem ]
}

@test "a certificate is held to the root that is given" {
  "$STSAFE" ca export -o "$dir/root.pem"
  run_doctor --root "$dir/root.pem"
  [ "$(verdict certificate)" = ok ]
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$dir/k" -subj /CN=Other -out "$dir/other.pem" 2>/dev/null
  run_doctor --root "$dir/other.pem"
  [ "$status" -eq 4 ]
  [ "$(verdict certificate)" = problem ]
  run_doctor --root "$dir/missing.pem"
  [ "$status" -eq 6 ]
}

@test "whether a command would be executed, and by which rule not" {
  run_json doctor-command doctor --command Echo
  [ "$(json allowed)" = True ]
  run_tool doctor --command writesymmetrickeywrapped
  [ "$status" -eq 3 ]
  [ "$(head -1 "$dir/out")" = "writesymmetrickeywrapped: would be refused" ]
  grep -q 'NO  slot control fields: no slot allows it' "$dir/out"
  # What it says is what happens.
  new_device
  "$STSAFE" demo -q --yes --slot 3 --device "sim:state=$dir/device.db" >/dev/null
  run_tool doctor --command EncryptCcmStar --slot 3 --device "sim:state=$dir/device.db"
  [ "$status" -eq 0 ]
  run_tool doctor --command EncryptCcmStar --slot 4 --device "sim:state=$dir/device.db"
  [ "$status" -eq 3 ]
  run_tool doctor --command WriteHostKeyV2Plaintext --device "sim:state=$dir/device.db"
  [ "$status" -eq 3 ]
  grep -q 'NO  re-provisioning: host keys are there and stay' "$dir/out"
  run_tool doctor --command Bogus
  refused_with 2 "'stsafe commands' lists them"
  run_tool doctor --command Echo --slot 300
  refused_with 2 "above 255"
  run_tool doctor --command Echo --slot 99
  refused_with 6 "no slot 99"
  run_tool doctor --slot 1
  [ "$status" -eq 2 ]
  run_tool doctor --command Echo --device unix:/nonexistent
  [ "$status" -eq 5 ]
}
