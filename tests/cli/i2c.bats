load common

# No adapter is needed: everything here ends before the first transaction.
bus=/dev/i2c-255

setup() {
  dir=$BATS_TEST_TMPDIR
  [ ! -e "$bus" ]
}

@test "a bus that is missing is named, with what to do" {
  run_tool info --device "i2c:$bus"
  refused_with 5 "I2C bus '$bus': there is no such bus"
  refused_with 5 "modprobe i2c-dev"
}

@test "what is no I2C bus is told so" {
  echo text >"$dir/file"
  mkfifo "$dir/fifo"
  for file in "$dir/file" "$dir/fifo" /dev/null; do
    run_tool info --device "i2c:$file@0x20"
    refused_with 5 "I2C bus '$file': it is no I2C bus"
  done
  run_tool info --device "i2c:$dir"
  refused_with 5 "I2C bus '$dir': it cannot be opened (Is a directory)"
}

@test "a bus that is forbidden names the group that may use it" {
  local drop=() group
  group=$(id -gn)
  # Root may open everything; a folder that another user may enter is needed then.
  if ((EUID == 0)); then
    # That user may write nothing, not even what a coverage build notes.
    drop=(env LLVM_PROFILE_FILE=/dev/null setpriv --reuid 65534 --regid 65534 --clear-groups)
    group=users
  fi
  place=$(mktemp -d)
  chmod 755 "$place"
  install -m 060 -g "$group" /dev/null "$place/bus"
  status=0
  "${drop[@]}" "$STSAFE" info --device "i2c:$place/bus" >"$dir/out" 2>"$dir/err" || status=$?
  errors=$(<"$dir/err")
  rm -r "$place"
  refused_with 5 "no permission to use it; join its group '$group'"
}

@test "addresses that cannot be a chip's are wrong usage" {
  for address in 0x07 0x78 0 127 x "" 0x; do
    run_tool info --device "i2c:$bus@$address"
    refused_with 2 "address from 0x08 to 0x77"
  done
  run_tool info --device i2c:
  refused_with 2 "is not i2c:PATH@ADDRESS"
}

# With a bus that is surely missing in place of the one that the document names.
@test "the stsafe commands of docs/linux-i2c.md are understood" {
  local count=0 line
  PATH=$(dirname "$STSAFE"):$PATH
  while IFS= read -r line; do
    status=0
    bash -c "${line//\/dev\/i2c-1/$bus}" >"$dir/out" 2>"$dir/err" </dev/null || status=$?
    errors=$(<"$dir/err")
    refused_with 5 "there is no such bus"
    count=$((count + 1))
  done < <(grep -hE '^stsafe ' "$STSAFE_SOURCE_DIR/docs/linux-i2c.md")
  [ "$count" -ge 3 ]
}

@test "each line of its table of errors is one that the tool or the library has" {
  local line count=0
  while IFS= read -r line; do
    grep -rqF -- "$line" "$STSAFE_SOURCE_DIR/stsafe/base/error.cpp" "$STSAFE_SOURCE_DIR/apps/devices/i2c_board.cpp"
    count=$((count + 1))
  done < <(sed -n '/^| The line says/,$p' "$STSAFE_SOURCE_DIR/docs/linux-i2c.md" | sed -n '3,$s/^| \([^|]*\) |.*/\1/p')
  [ "$count" -ge 10 ]
}
