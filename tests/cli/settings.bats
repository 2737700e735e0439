load common

setup_file() {
  python3 "$STSAFE_SOURCE_DIR/tests/cli/chip_with_keys.py" "$BATS_FILE_TMPDIR/keys.db"
}

setup() {
  dir=$BATS_TEST_TMPDIR
  cp "$BATS_FILE_TMPDIR/keys.db" "$dir/device.db"
  export STSAFE_DEVICE=sim:state=$dir/device.db
  umask 077
  echo 000102030405060708090a0b0c0d0e0f >"$dir/password"
  echo 000102030405060708090a0b0c0d0e10 >"$dir/wrong"
}

# Writes host keys into the device; they are in $dir/host.
pair() {
  printf '%064d' 0 >"$dir/host"
  run_tool demo --slot 9 --host-keys "$dir/host"
}

@test "access show has the rules of all commands" {
  run_tool access show
  grep -qE "^  1F09 +Write symmetric key wrapped +free +-$" "$dir/out"
  grep -q "Conditions may change: once. Encryption may change: once." "$dir/out"
  run_json access-show access show
  [ "$(python3 -c 'import json, sys; print(len(json.load(sys.stdin)["commands"]))' <<<"$output")" -eq 45 ]
}

@test "access set and encryption refuse to lock the user out, and work once" {
  local cases=(
    "set 02=host|2|nobody could send 02 Generate random: the device has no host keys"
    "set 02=admin|2|no admin session" "encryption 02=both|2|the device has no host keys"
    "set 02=sometimes|2|is none of never" "set 02|2|not CODE=WHAT" "set FE=host|6|lists no such command"
    "set 02=free 02=never|2|named before" "encryption 02=all|2|is none of none command" "set|2|required")
  for case in "${cases[@]}"; do
    IFS='|' read -r words expected message <<<"$case"
    # shellcheck disable=SC2086
    run_tool access $words
    echo "$case: $status $errors"
    refused_with "$expected" "$message"
  done
  cp "$dir/device.db" "$dir/other.db"
  announces_what_it_does "$dir/other.db" access set 02=host 1f19=never --accept-lockout
  [[ "$errors" == *"warning: nobody could send 02"* ]]
  run_tool random --device "sim:state=$dir/other.db"
  [ "$status" -eq 3 ]
  run_tool access set 04=never --device "sim:state=$dir/other.db"
  refused_with 3 "once in a device's life"
  announces_what_it_does "$dir/other.db" access encryption 02=response 1B=both --accept-lockout
  # What the password opens, is open to who has given it.
  cp "$dir/device.db" "$dir/third.db"
  run_tool access set 02=admin-or-password 1F19=never -y --device "sim:state=$dir/third.db"
  [[ "$errors" == *"does not tell whether it has a password"* ]]
  run_tool random --device "sim:state=$dir/third.db"
  refused_with 3 "access condition not satisfied"
  run_tool doctor --command GenerateRandom --device "sim:state=$dir/third.db"
  [[ "$output" == *"NO  access condition: never, or once the password is verified"* ]]
  run_tool shell -c "password verify '$dir/password' -q -y; random 4" --device "sim:state=$dir/third.db"
  [ "$status" -eq 0 ]
  # With host keys all is well.
  pair
  run_json access-set access set 02=host 1F19=never --host-keys "$dir/host"
  run_json access-set access encryption 02=response --host-keys "$dir/host"
  run_tool access show
  grep -qE "^  02 +Generate random +host +response$" "$dir/out"
  run_tool random --host-keys "$dir/host"
  [ "$status" -eq 0 ]
}

@test "password verify counts tries, and delete is for good" {
  run_json password-verify password verify "$dir/password"
  [[ "$errors" == *"warning: the password crosses the bus in plaintext"* ]]
  [ "$(json remaining_tries)" = 3 ]
  run_tool password verify "$dir/wrong" --json -q
  refused_with 4 "it is wrong; 2 tries are left"
  has_form password-verify
  [ "$(json correct)" = False ]
  run_tool password verify "$dir/wrong" -q
  refused_with 4 "1 try is left: the next wrong one blocks it for good"
  cp "$dir/device.db" "$dir/last.db"
  run_tool password verify "$dir/wrong" -q --device "sim:state=$dir/last.db"
  refused_with 4 "0 tries are left: the password is blocked for good"
  run_tool password verify "$dir/password" -q --device "sim:state=$dir/last.db"
  refused_with 3 "it is blocked for good"
  run_tool password delete "$dir/wrong" -q --dry-run
  [[ "$output" == *"delete the password"*"CANNOT BE UNDONE"* ]]
  absent -qi 0e0f "$dir/out"
  run_tool password verify "$dir/password" -q
  [ "$output" = "The password is right; 3 tries for the next one." ]
  announces_what_it_does "$dir/device.db" password verify "$dir/password"
  announces_what_it_does "$dir/device.db" password delete "$dir/password"
  run_tool password delete "$dir/password" -q
  refused_with 6 "Verify password: the device has no password"
  echo "fifteen letters" >"$dir/line"
  run_tool password verify "$dir/line" -q
  refused_with 2 "holds a line of 15 bytes"
  od -An -v -tx1 "$dir/line" | tr -d ' \n' >"$dir/digits"
  run_tool password verify "$dir/digits" -q
  refused_with 6 "the device has no password"
  echo 00 >"$dir/short"
  run_tool password verify "$dir/short"
  refused_with 2 "16 bytes"
}

@test "a password is not tried on a real device without consent" {
  "$STSAFE_SIM" --listen "unix:$dir/chip" --log-format none >"$dir/ready" 3>&- &
  pid=$!
  until [ -s "$dir/ready" ]; do sleep 0.05; done
  run_tool password verify "$dir/wrong" --device "unix:$dir/chip"
  kill "$pid"
  wait "$pid" || true
  [ "$status" -eq 2 ]
  [[ "$errors" == *"cannot be undone; say --yes to do them:"*"the last one blocks it for good"* ]]
}

@test "lifecycle locks and unlocks with the password" {
  run_json lifecycle lifecycle show
  [ "$(json life_cycle)" = operational ]
  run_tool lifecycle set locked --password "$dir/wrong" -q
  refused_with 4 "2 tries are left"
  announces_what_it_does "$dir/device.db" lifecycle set locked --password "$dir/password"
  run_tool random
  [ "$status" -eq 3 ]
  [[ "$errors" == *"locked or terminated"* ]]
  run_tool lifecycle set locked --password "$dir/password" --dry-run
  [ "$output" = "Nothing would be changed." ]
  run_json lifecycle lifecycle set unlocked --password "$dir/password"
  [ "$(json life_cycle)" = operational ]
  run_tool lifecycle set terminated --password "$dir/password"
  refused_with 2 "neither locked nor unlocked"
  run_tool lifecycle set locked
  refused_with 2 "--password is required"
}

@test "i2c shows and sets the parameters, until they are locked" {
  run_tool i2c show
  [ "$output" = "address    0x20
low power  none
idle time  50 ms
locked     no" ]
  run_json i2c i2c set --low-power standby --idle-time 200 --address 0x21
  [[ "$errors" == *"at address 0x21 only: reach it by i2c:PATH@0x21"* ]]
  [ "$(json idle_ms)" = 200 ]
  run_tool i2c set --address 0x22 --dry-run
  absent -q "CANNOT BE UNDONE" "$dir/out"
  announces_what_it_does "$dir/device.db" i2c set --lock
  run_json i2c i2c show
  [ "$(json address) $(json low_power) $(json idle_ms) $(json locked)" = "0x21 standby 200 True" ]
  run_tool i2c set --address 0x22
  refused_with 3 "locked for good"
  local cases=("|give --address" "--address 0x78|not an address from 0x08" "--idle-time 60|multiple of 50"
    "--idle-time 1650|not from 50 to 1600" "--low-power deep|neither none nor standby")
  for case in "${cases[@]}"; do
    # shellcheck disable=SC2086
    run_tool i2c set ${case%%|*}
    refused_with 2 "${case#*|}"
  done
}

@test "reset, standby and hibernate say what they do" {
  run_json power reset
  run_json power standby
  run_json power hibernate
  run_tool reset
  [ "$output" = "The device starts anew." ]
  run_tool standby --dry-run
  [ "$output" = "Nothing would be changed." ]
  announces_what_it_does "$dir/device.db" hibernate --wake-up reset
  run_tool hibernate --wake-up never
  refused_with 2 "neither start nor reset"
}
