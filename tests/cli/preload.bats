# Unmodified programs on a simulator, with libstsafe-i2c-preload.so. Echo of `abcd` is 00 61 62 63 64 90 C2, its answer
# 00 00 06 61 62 63 64 90 C2 (protocol part 01, sections 1.2 to 1.4).
load common

PATH=$PATH:/usr/sbin # where Debian has i2c-tools

# Starts the simulator in $dir; its process is $pid.
start() {
  cd "$dir"
  "$STSAFE_SIM" --log-format none "$@" >ready 3>&- &
  pid=$!
  for _ in $(seq 200); do
    [ ! -s ready ] || return 0
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.05
  done
  return 1
}

teardown() {
  [ -z "${pid-}" ] || kill -KILL "$pid"
}

# Runs a program with /dev/i2c-7 simulated by $adapter, or by the simulator of start().
on_bus() {
  status=0
  timeout 60 env STSAFE_I2C="/dev/i2c-7=${adapter-unix:$dir/bus}" LD_PRELOAD="$STSAFE_I2C_PRELOAD" "$@" \
    >"$dir/out" 2>"$dir/err" </dev/null || status=$?
  output=$(<"$dir/out")
  errors=$(<"$dir/err")
}

expect_echo() {
  on_bus i2ctransfer -y 7 w7@0x20 0x00 0x61 0x62 0x63 0x64 0x90 0xc2
  echo "$status $output $errors"
  [ "$status" -eq 0 ]
  [ -z "$output$errors" ]
  on_bus i2ctransfer -y 7 r9@0x20
  [ "$output" = "0x00 0x00 0x06 0x61 0x62 0x63 0x64 0x90 0xc2" ]
}

@test "i2ctransfer performs an Echo over the bus socket" {
  start --listen unix:chip --bus unix:bus --control unix:control
  expect_echo
}

@test "i2ctransfer says as on a real bus that nobody is there" {
  start --listen unix:chip --bus unix:bus --control unix:control
  on_bus i2ctransfer -y 7 w7@0x21 0x00 0x61 0x62 0x63 0x64 0x90 0xc2
  [ "$status" -ne 0 ]
  [[ "$errors" == *"No such device or address"* ]]
  on_bus i2ctransfer -y 7 r9@0x20 # nothing was asked yet
  [[ "$errors" == *"No such device or address"* ]]
  python3 -c '
import socket
with socket.socket(socket.AF_UNIX) as connection:
    connection.connect("control")
    connection.sendall(b"{\"command\":\"power\",\"state\":\"off\"}\n")
    assert b"true" in connection.recv(1000)'
  on_bus i2ctransfer -y 7 w1@0x20 0x00
  [[ "$errors" == *"No such device or address"* ]]
}

@test "i2cdetect finds the chip" {
  start --listen unix:chip --bus unix:bus --control unix:control
  for how in -q -r; do
    on_bus i2cdetect -y "$how" 7
    [ "$status" -eq 0 ]
    if [ "$how" = -q ]; then grep -qE '^20: 20 --' "$dir/out"; fi
    absent -qE '^[1-7]0: .*(21|50)' "$dir/out"
  done
}

@test "a program with ioctl of its own runs on the bus socket, and in one process with the simulator" {
  start --listen unix:chip --bus unix:bus --control unix:control
  for adapter in "unix:$dir/bus" sim:seed=1,choice=max_wrong_macs=3; do
    on_bus python3 "$STSAFE_SOURCE_DIR/tests/cli/raw_i2c.py" /dev/i2c-7
    echo "$adapter: $status $errors"
    [ "$status" -eq 0 ]
    [ "$output" = "all is well" ]
    [ -z "$errors" ]
  done
}

@test "two processes share the chip, and lock it for each other" {
  start --listen unix:chip --bus unix:bus --control unix:control
  on_bus python3 "$STSAFE_SOURCE_DIR/tests/cli/shared_i2c.py" /dev/i2c-7
  echo "$errors"
  [ "$status" -eq 0 ]
  [ "$output" = "all is well" ]
}

@test "the file of locks is the same one for a simulator that comes later" {
  start --listen unix:chip --bus unix:bus
  on_bus i2ctransfer -y 7 w1@0x20 0x00
  before=$(stat -c %i bus.lock)
  kill "$pid"
  wait "$pid"
  rm ready
  start --listen unix:chip --bus unix:bus
  on_bus i2ctransfer -y 7 w1@0x20 0x00
  [ "$(stat -c %i bus.lock)" = "$before" ]
}

@test "a socket of another user is told apart" {
  # Root may use every socket.
  local as_other=()
  if ((EUID == 0)); then as_other=(setpriv --reuid 65534 --regid 65534 --clear-groups); fi
  start --listen unix:chip --bus unix:bus
  place=$(mktemp -d)
  chmod 755 "$place"
  mv bus chip "$place"
  chmod 0 "$place/bus" "$place/chip"
  "${as_other[@]}" "$STSAFE" info --device "unix:$place/chip" >out 2>err || status=$?
  [ "$(<err)" = "stsafe: error: cannot connect to unix:$place/chip: no permission; it is for the user alone who started stsafe-sim" ]
  "${as_other[@]}" env STSAFE_I2C="/dev/i2c-7=unix:$place/bus" LD_PRELOAD="$STSAFE_I2C_PRELOAD" \
    "$STSAFE" info --device i2c:/dev/i2c-7 >out 2>err || status=$?
  rm -r "$place"
  diff err - <<EXPECTED
libstsafe-i2c-preload: error: /dev/i2c-7: cannot connect to unix:$place/bus: no permission; it is for the user alone who started stsafe-sim
stsafe: error: I2C bus '/dev/i2c-7': no permission to use it
EXPECTED
}

@test "a chip is busy in real time" {
  start --listen unix:chip --bus unix:bus --timing vendor
  # Generate challenge takes 500 ms in the vendor's table (protocol part 01, section 1.8).
  on_bus python3 -c '
import os, fcntl
bus = os.open("/dev/i2c-7", os.O_RDWR)
fcntl.ioctl(bus, 0x0703, 0x20)
def until_acknowledged(call):
    for num_nacks in range(10**6):
        try:
            return call(), num_nacks
        except OSError as error:
            assert error.errno == 6, error
until_acknowledged(lambda: os.write(bus, bytes.fromhex("1F0EF060")))
answer, num_nacks = until_acknowledged(lambda: os.read(bus, 21))
assert answer[0] == 0 and len(answer) == 21, answer
assert num_nacks > 0'
  echo "$errors"
  [ "$status" -eq 0 ]
}

@test "the tool does its main job, in real time, and shares the chip with other tools" {
  start --listen unix:chip --bus unix:bus --timing real
  on_bus "$STSAFE" demo --yes --device i2c:/dev/i2c-7@0x20
  [ "$status" -eq 2 ]
  [[ "$errors" == *"the chip is not paired"*"--host-keys FILE"* ]]
  (umask 077 && "$STSAFE" random 32 >"$dir/host.key")
  on_bus "$STSAFE" demo --yes --device i2c:/dev/i2c-7@0x20 --host-keys "$dir/host.key"
  echo "$errors"
  [ "$status" -eq 0 ]
  on_bus "$STSAFE" echo hello --device i2c:/dev/i2c-7@0x21
  [ "$status" -eq 5 ]
  [[ "$errors" == "stsafe: error: "*"/dev/i2c-7, address 0x21"* ]]
  # shellcheck disable=SC2016
  on_bus bash -c 'for i in 1 2 3 4; do "$0" echo "number $i" --device i2c:/dev/i2c-7 & done; wait' "$STSAFE"
  [ "$(sort "$dir/out")" = "$(printf 'number %d\n' 1 2 3 4)" ]
  [ -z "$errors" ]
}

@test "what is no simulated adapter stays as it is" {
  start --listen unix:chip --bus unix:bus --control unix:control
  on_bus python3 -c '
import os
assert not os.path.exists("/dev/i2c-99")
with open("file", "w") as file:
    file.write("text")
assert open("file").read() == "text"
assert os.stat("file").st_size == 4
first = os.open("file", os.O_RDONLY)
second = os.dup(first)
os.close(first)
assert os.read(second, 2) == b"te"
os.set_inheritable(second, True)
print("all is well")'
  echo "$errors"
  [ "$output" = "all is well" ]
  [ -z "$errors" ]
}

@test "it says what is wrong, and the program's open() fails" {
  adapter=unix:$dir/none
  on_bus i2ctransfer -y 7 r1@0x20
  [ "$status" -ne 0 ]
  [ "$(head -n 1 "$dir/err")" = "libstsafe-i2c-preload: error: /dev/i2c-7: cannot connect to unix:$dir/none: nobody"\
" listens there. Is stsafe-sim running, with --bus?" ]
  grep -q "Connection refused" "$dir/err"
  on_bus "$STSAFE" info --device i2c:/dev/i2c-7
  [ "$(tail -n +2 "$dir/err")" = "stsafe: error: I2C bus '/dev/i2c-7': it cannot be opened (Connection refused)" ]
  start --listen unix:chip --bus unix:bus --control unix:control
  adapter=unix:$dir/chip
  on_bus i2ctransfer -y 7 r1@0x20
  grep -q "no bus socket of this version" "$dir/err"
  mkdir "$dir/bus.lock"
  unset adapter
  on_bus i2ctransfer -y 7 r1@0x20
  [ "$(head -n 1 "$dir/err")" = "libstsafe-i2c-preload: error: /dev/i2c-7: cannot open $dir/bus.lock: Is a directory" ]
  rmdir "$dir/bus.lock"
  ln -s "$dir/target" "$dir/bus.lock"
  on_bus i2ctransfer -y 7 r1@0x20
  grep -q "cannot open $dir/bus.lock: Too many levels of symbolic links" "$dir/err"
  [ ! -e "$dir/target" ]
  for adapter in bogus sim:bogus=1 sim:,/dev/i2c-7=sim:; do
    on_bus true
    [ "$status" -eq 0 ]
    [[ "$errors" == "libstsafe-i2c-preload: error: STSAFE_I2C: "* ]]
    [ "$(wc -l <"$dir/err")" -eq 1 ]
  done
}

# The text of the N-th block of docs/preload.md in a language: block LANGUAGE N.
block() {
  python3 - "$STSAFE_SOURCE_DIR/docs/preload.md" "$@" <<'PY'
import re, sys
document, language, number = sys.argv[1:]
print(re.findall(rf"^```{language}\n(.*?)^```$", open(document).read(), re.S | re.M)[int(number)], end="")
PY
}

@test "docs/preload.md shows what happens" {
  local line script
  line=$(block sh 0)
  # shellcheck disable=SC2086
  start ${line#stsafe-sim }
  script=$({ block sh 1 && block sh 3; } | sed "s|^preload=.*|preload=$STSAFE_I2C_PRELOAD|")
  timeout 60 bash -euc "$script" >out 2>err </dev/null
  [ "$(<out)" = "$(block text 0)" ]
  [ ! -s err ]
  script=$({ block sh 1 && block sh 2; } | sed "s|^preload=.*|preload=$STSAFE_I2C_PRELOAD|; s| stsafe | $STSAFE |")
  timeout 60 bash -euc "$script" >out 2>err </dev/null
  grep -q SUCCESS out
}
