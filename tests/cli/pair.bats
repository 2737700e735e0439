load common

# A file's content in hexadecimal.
hex_of() {
  od -An -v -tx1 "$1" | tr -d ' \n'
}

@test "pair writes fresh host keys, and keeps them first" {
  new_device
  device="sim:state=$dir/device.db"
  run_tool pair --device "$device"
  refused_with 2 "give the keys with --new-keys, or a new file for fresh ones with --output FILE"
  run_json dry-run pair -o "$dir/dry" --dry-run --device "$device"
  [ ! -e "$dir/dry" ]
  run_tool pair -o "$dir/none/keys" --device "$device"
  refused_with 1 "cannot write $dir/none/keys"
  run_json pair pair -o "$dir/keys" --device "$device"
  [ "$(stat -c '%s %a' "$dir/keys")" = "64 600" ]
  [ "$(json method) $(json type) $(json replaced)" = "plaintext AES-256 False" ]
  absent -qi "$(hex_of "$dir/keys")" "$dir/out" "$dir/err"
  run_tool echo hello --host-keys "$dir/keys" --device "$device"
  [ "$output" = hello ]
  run_tool pair -o "$dir/keys" --host-keys "$dir/keys" --device "$device"
  refused_with 2 "'$dir/keys' exists; a file with keys is not replaced"
  run_tool pair -o "$dir/others" --device "$device"
  refused_with 2 "the device has host keys: give them with --host-keys, or say --lost-keys"
  run_tool pair -o "$dir/others" --host-keys "$dir/keys" --device "$device"
  refused_with 3 "the device does not take host keys again: run 'stsafe key control --host --allow plaintext,again,change-right' first"
  [ ! -e "$dir/others" ]
}

@test "pair replaces host keys in a session, wrapped or established" {
  new_device
  device="sim:state=$dir/device.db"
  (umask 077 && printf '%064d' 1 >"$dir/first.hex" && head -c 32 /dev/urandom >"$dir/lost" && head -c 32 /dev/urandom >"$dir/random")
  announces_what_it_does "$dir/device.db" pair --new-keys "$dir/first.hex"
  run_tool key control --host --allow plaintext,wrapped-anonymous,again,change-right --device "$device"
  announces_what_it_does "$dir/device.db" pair --wrapped --new-keys "$dir/random" --host-keys "$dir/first.hex"
  run_tool echo hello --host-keys "$dir/first.hex" --device "$device"
  [ "$status" -eq 4 ]
  run_json dry-run pair --established --type aes-128 -o "$dir/agreed" --host-keys "$dir/random" --dry-run --device "$device"
  cp "$dir/out" "$dir/announced"
  run_json pair pair --established --type aes-128 -o "$dir/agreed" --host-keys "$dir/random" --trace --device "$device"
  "$STSAFE" commands --json >"$dir/effects"
  python3 "$STSAFE_SOURCE_DIR/tests/cli/announced.py" "$dir/announced" "$dir/effects" "$dir/err"
  [ "$(stat -c '%s %a' "$dir/agreed")" = "32 600" ]
  [ "$(json method) $(json type) $(json replaced)" = "established AES-128 True" ]
  run_tool echo hello --host-keys "$dir/agreed" --device "$device"
  [ "$output" = hello ]
  run_tool pair --lost-keys --new-keys "$dir/lost" --device "$device"
  [ "$status" -eq 0 ]
  run_tool echo hello --host-keys "$dir/lost" --device "$device"
  [ "$output" = hello ]
}

@test "a refused pairing leaves no file with keys that nobody has" {
  new_device
  device="sim:state=$dir/device.db"
  run_tool pair --wrapped -o "$dir/keys" --device "$device"
  refused_with 3 "the device does not take wrapped host keys: run 'stsafe key control --host --allow plaintext,wrapped-anonymous,change-right' first"
  [ ! -e "$dir/keys" ]
  run_tool pair --established --device "$device"
  [ "$status" -eq 2 ]
  run_tool pair --new-keys "$dir/none" --device "$device"
  refused_with 6 "cannot open '$dir/none'"
  (umask 077 && head -c 31 /dev/urandom >"$dir/short")
  run_tool pair --new-keys "$dir/short" --device "$device"
  refused_with 2 "does not hold the new host keys: expected 32 or 64 bytes"
  (umask 077 && head -c 32 /dev/urandom >"$dir/given")
  run_tool pair --new-keys "$dir/given" --host-keys "$dir/given" --device "$device"
  refused_with 2 "the device has no host keys yet; those to write are given with --new-keys"
  run_tool pair --new-keys "$dir/given" --curve secp256k1 --device "$device"
  refused_with 2 "--curve"
}
