load common

# Starts the simulator in $dir; its process is $pid, its readiness line $dir/ready.
start() {
  cd "$dir"
  # Not bats' own descriptor 3: bats would wait for it.
  "$STSAFE_SIM" "$@" >"$dir/ready" 2>"$dir/log" 3>&- &
  pid=$!
  for _ in $(seq 200); do
    [ ! -s "$dir/ready" ] || return 0
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.05
  done
  cat "$dir/log"
  return 1
}

# Ends it with a signal and waits; its exit status is $status.
finish() {
  kill "-${1:-TERM}" "$pid"
  status=0
  timeout 20 tail --pid="$pid" -f /dev/null
  wait "$pid" || status=$?
  pid=
}

teardown() {
  [ -z "${pid-}" ] || kill -KILL "$pid"
}

run_simulator() {
  status=0
  timeout 20 "$STSAFE_SIM" "$@" >"$dir/out" 2>"$dir/err" </dev/null || status=$?
  output=$(<"$dir/out")
  errors=$(<"$dir/err")
}

# $1: a Python expression of the readiness line, as `ready`.
ready() {
  python3 -c 'import json, sys; ready = json.load(open(sys.argv[1])); print(eval(sys.argv[2]))' "$dir/ready" "$1"
}

@test "docs/simulator.md shows what happens" {
  local document=$STSAFE_SOURCE_DIR/docs/simulator.md line
  line=$(grep -m1 '^stsafe-sim ' "$document")
  # shellcheck disable=SC2086
  start ${line#stsafe-sim }
  [ "$(<"$dir/ready")" = "$(grep -m1 '^{"ready"' "$document")" ]
  timeout 60 python3 "$STSAFE_SOURCE_DIR/tests/cli/simulator_document.py" "$document" frames=chip.sock control=control.sock
  while IFS= read -r line; do
    # shellcheck disable=SC2086
    run_tool ${line#stsafe }
    echo "$line: $status $errors"
    [ "$status" -eq 0 ]
  done < <(grep '^stsafe ' "$document")
  finish
  [ "$status" -eq 0 ]
  [ ! -e chip.sock ]
  [ ! -e control.sock ]
}

@test "docs/bus-protocol.md shows what happens on a bus" {
  local document=$STSAFE_SOURCE_DIR/docs/bus-protocol.md line
  line=$(grep -m1 '^stsafe-sim --listen' "$document")
  # shellcheck disable=SC2086
  start ${line#stsafe-sim }
  [ "$(ready 'ready["buses"]')" = "['unix:bus.sock']" ]
  timeout 60 python3 "$STSAFE_SOURCE_DIR/tests/cli/simulator_document.py" "$document" bus=bus.sock
  finish
  [ "$status" -eq 0 ]
  [ ! -e bus.sock ]
}

@test "a seed gives the same device in this process and in that one" {
  start --listen unix:chip --seed 5
  run_tool info --json --device unix:chip
  local there=$output
  run_tool info --json --device sim:seed=5
  [ "$there" = "$output" ]
}

@test "a choice says what devices do where the documents leave it open" {
  start --listen unix:chip --choice reads_end_with_the_zone=true --choice max_wrong_macs=3
  python3 - <<'PY'
import socket
with socket.socket(socket.AF_UNIX) as connection:
    connection.settimeout(10)
    connection.connect("chip")
    # Read zone 11, its last byte and one more: status 14 without the choice.
    connection.sendall(bytes.fromhex("0009 05000B0B7F0002 1227"))
    assert connection.recv(100) == bytes.fromhex("0006 00000300 0F47")
PY
}

@test "a profile says what the devices are like" {
  sed 's/"i2c_address": "20"/"i2c_address": "21"/' "$STSAFE_SOURCE_DIR/profiles/spl05.json" >"$dir/mine.json"
  start --listen unix:chip --control unix:control --profile mine.json
  python3 - <<'PY'
import json, socket
with socket.socket(socket.AF_UNIX) as connection:
    connection.settimeout(20)
    connection.connect("control")
    connection.sendall(b'{"command":"state"}\n')
    state = json.loads(connection.makefile().readline())["result"]
    assert state["identity"]["i2c_address"] == 33, state["identity"]
PY
  run_tool echo hello --device unix:chip
  [ "$output" = hello ]
}

@test "state survives in its folder, which one simulator has at a time" {
  start --listen unix:chip --devices 2 --state state
  run_tool demo --device unix:chip-1 --slot 3 --yes
  [ "$status" -eq 0 ]
  run_tool info --json --device unix:chip-1
  local before=$output
  run_simulator --listen unix:other --devices 2 --state state
  [ "$status" -eq 1 ]
  [[ "$errors" == "stsafe-sim: error: device 0 did not start: "*"state/device-0.sqlite"*"another process uses it"* ]]
  [ ! -e other-0 ]
  finish KILL
  [ "$(stat -c %a state state/device-1.sqlite | tr '\n' ' ')" = "700 600 " ]
  start --listen unix:chip --devices 2 --state state
  run_tool info --json --device unix:chip-1
  [ "$before" = "$output" ]
}

@test "what one run of the tool changes the next one finds" {
  start --listen tcp:127.0.0.1:0
  local device
  device=$(ready 'ready["devices"][0]')
  run_tool demo --device "$device" --slot 3
  [ "$status" -eq 2 ]
  [[ "$errors" == *"these steps cannot be undone"* ]]
  run_tool demo --device "$device" --slot 3 --yes
  [ "$status" -eq 0 ]
  run_tool info --device "$device" --json
  [ "$(json symmetric_key_slots | python3 -c 'import ast; print(ast.literal_eval(input())[3]["present"])')" = True ]
}

@test "many devices have a socket each" {
  start --listen tcp:127.0.0.1:0 --devices 300 --log-format none
  [ "$(ready 'len(set(ready["devices"]))')" -eq 300 ]
  timeout 60 python3 - "$dir/ready" <<'PY'
import json, socket, sys
connections = []
for place in json.load(open(sys.argv[1]))["devices"]:
    connections.append(socket.create_connection(("127.0.0.1", int(place.rsplit(":", 1)[1])), timeout=20))
for connection in connections:
    connection.sendall(bytes.fromhex("0007 00 61626364 90C2"))
for connection in connections:
    assert connection.makefile("rb").read(11) == bytes.fromhex("0009 00 0006 61626364 90C2")
PY
  [ ! -s "$dir/log" ]
  finish INT
  [ "$status" -eq 0 ]
}

@test "hostile clients neither stop it nor reach another device" {
  start --listen unix:chip --bus unix:bus --control unix:control --devices 2
  timeout 60 python3 <<'PY'
import os, random, socket
random.seed(1)
for path in ["chip-0", "control", "bus-0"] * 100:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(20)
        connection.connect(path)
        try:
            for _ in range(random.randrange(4)):
                connection.sendall(random.randbytes(random.randrange(3000)))
        except (BrokenPipeError, ConnectionResetError):
            pass
PY
  run_tool echo hello --device unix:chip-1
  [ "$output" = hello ]
  run_tool echo hello --device unix:chip-0
  [ "$output" = hello ]
  finish
  [ "$status" -eq 0 ]
}

@test "the log is JSON if wanted, and holds no frame" {
  start --listen unix:chip --log-format json
  run_tool echo "a message that nobody else shall read" --device unix:chip
  finish
  python3 - "$dir/log" <<'PY'
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1])]
events = [line["event"] for line in lines]
assert events == ["ready", "connected", "disconnected", "signal", "stopped"], events
assert all({"time", "level", "event"} <= line.keys() for line in lines)
PY
  absent -qi -e "nobody else" -e 6e6f626f6479 "$dir/log"
}

@test "a log that nobody reads holds nobody up, and says what it left out" {
  mkfifo "$dir/log"
  exec 9<>"$dir/log"
  start --listen unix:chip
  timeout 60 python3 <<'PY'
import socket
for _ in range(1000):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(20)
        connection.connect("chip")
        connection.sendall(bytes.fromhex("0007 00 61626364 90C2"))
        assert connection.makefile("rb").read(11) == bytes.fromhex("0009 00 0006 61626364 90C2")
PY
  timeout 1 cat <&9 >"$dir/read" || true
  run_tool echo hello --device unix:chip
  [ "$output" = hello ]
  finish
  [ "$status" -eq 0 ]
  timeout 1 cat <&9 >>"$dir/read" || true
  grep -qE "warning lines left out count=[1-9]" "$dir/read"
  grep -qE "info    stopped" "$dir/read"
}

@test "a signal ends it also while its devices start" {
  cd "$dir"
  "$STSAFE_SIM" --listen unix:chip --devices 2000 >"$dir/ready" 2>"$dir/log" 3>&- &
  pid=$!
  for _ in $(seq 200); do
    [ ! -e chip-0 ] || break
    sleep 0.05
  done
  [ ! -s "$dir/ready" ]
  finish
  [ "$status" -eq 0 ]
  [ ! -s "$dir/ready" ]
  [ -z "$(find . -name 'chip-*')" ]
}

# Reads the device's certificate, zone 0, into $1 (DER). The command is Read, part 03 of the protocol documents, section 7.3.
read_certificate() {
  timeout 20 python3 - "$1" <<'PY'
import socket, struct, sys

def checksum(data):
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0x8408 if crc & 1 else crc >> 1
    return struct.pack(">H", crc ^ 0xFFFF)

def read(offset, size):
    command = bytes([0x05, 0x00, 0x00]) + struct.pack(">HH", offset, size)
    frame = command + checksum(command)
    connection.sendall(struct.pack(">H", len(frame)) + frame)
    (length,) = struct.unpack(">H", stream.read(2))
    answer = stream.read(length)
    assert answer[0] == 0, answer.hex()
    return answer[3:-2]

with socket.socket(socket.AF_UNIX) as connection:
    connection.settimeout(20)
    connection.connect("chip")
    stream = connection.makefile("rb")
    prefix = read(0, 4)
    assert prefix[:2] == b"\x30\x82", prefix.hex()
    open(sys.argv[1], "wb").write(read(0, 4 + int.from_bytes(prefix[2:], "big")))
PY
}

@test "openssl verifies devices up to the exported authority, and up to the user's own" {
  command -v openssl >/dev/null || skip "there is no openssl"
  cd "$dir"
  run_tool ca export --output ca.pem
  start --listen unix:chip
  read_certificate device.der
  openssl x509 -inform der -in device.der -out device.pem
  [ "$(openssl verify -CAfile ca.pem device.pem)" = "device.pem: OK" ]
  openssl x509 -in device.pem -noout -subject -nameopt compat | grep -qE "CN=eval5-0209[0-9A-F]{18}$"
  finish

  umask 077
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -keyout own.key -out own.pem \
    -subj "/O=Example/CN=Own" -days 2 2>/dev/null
  start --listen unix:chip --ca own.pem --ca-key own.key
  read_certificate device.der
  openssl x509 -inform der -in device.der -out device.pem
  [ "$(openssl verify -CAfile own.pem device.pem)" = "device.pem: OK" ]
  run openssl verify -CAfile ca.pem device.pem
  [ "$status" -ne 0 ]

  openssl req -x509 -key own.key -out long.pem -days 2 \
    -subj "/O=Example$(printf '/OU=%060d' {1..6})/CN=Own" 2>/dev/null
  run_simulator --listen unix:other --ca long.pem --ca-key own.key
  [ "$status" -eq 2 ]
  [[ "$errors" == "stsafe-sim: error: certificate 'long.pem': its subject has more than 320 bytes"* ]]
}

@test "it listens to other machines only if told to, and says so" {
  run_simulator --listen tcp:0.0.0.0:0
  [ "$status" -eq 2 ]
  [[ "$errors" == "stsafe-sim: error: "*"--allow-remote"* ]]
  run_simulator --bus tcp:0.0.0.0:0
  [ "$status" -eq 2 ]
  start --listen tcp:0.0.0.0:0 --bus tcp:0.0.0.0:0 --allow-remote
  [ "$(grep -c "warning open to other machines" "$dir/log")" -eq 2 ]
}

@test "with real time an answer takes as long as the model says, without none" {
  local timing
  for timing in none vendor; do
    start --listen unix:chip --bus unix:bus --timing "$timing"
    timeout 60 python3 - "$timing" <<'PY'
import socket, sys, time
timing = sys.argv[1]

def connect(path):
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(20)
    connection.connect(path)
    return connection

def ask(connection, message):
    connection.sendall(bytes.fromhex(message))
    stream = connection.makefile("rb")
    return stream.read(int.from_bytes(stream.read(2), "big"))

# Generate challenge takes 500 ms in the vendor's table (protocol part 01, section 1.8). That an answer does not come
# earlier, and that the chip is busy at first, does not depend on how fast this machine is.
with connect("chip") as frames, connect("bus") as bus:
    begin = time.monotonic()
    assert len(ask(frames, "0004 1F0E F060")) == 21
    took = time.monotonic() - begin
    assert timing == "none" or took >= 0.5, took
    assert ask(bus, "0004 493243 01") == b"I2C\x01"
    assert ask(bus, "0007 40 0004 1F0E F060") == bytes.fromhex("00 0001 0000")
    num_nacks = 0
    while ask(bus, "0003 41 0015")[0] != 0:
        num_nacks += 1
    assert (num_nacks > 0) == (timing == "vendor"), num_nacks
PY
    finish
  done
}

# Sends Echo on the bus and moves the chip's clock on by a second at a time until the answer can be read. Prints by how many
# microseconds the clock went on meanwhile: never less than the chip needed, however slow this machine is.
time_of_echo() {
  timeout 60 python3 <<'PY'
import json, socket

def connect(path):
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(20)
    connection.connect(path)
    return connection

def ask(message):
    bus.sendall(bytes.fromhex(message))
    return stream.read(int.from_bytes(stream.read(2), "big"))

def now_after(milliseconds):
    control.sendall(b'{"command":"time","advance_ms":%d}\n' % milliseconds)
    return json.loads(lines.readline())["result"]["now_us"]

with connect("bus") as bus, connect("control") as control:
    stream, lines = bus.makefile("rb"), control.makefile()
    assert ask("0004 49324301") == b"I2C\x01"
    now = begin = now_after(0)
    assert ask("000A 40 0007 00 61626364 90C2")[0] == 0
    while ask("0003 41 0009")[0] != 0:
        now = now_after(1000)
    print(now - begin)
PY
}

@test "with a model of one's own a chip takes the time that stands there" {
  local model='"name": "lab", "boot_us": 0, "wake_us": 0, "refusal_us": 0, "default_us": 0, "commands": {"Echo": 10000000}'
  echo "{$model}" >"$dir/exact.json"
  echo "{$model, \"spread_percent\": 50}" >"$dir/spread.json"
  start --listen unix:chip --bus unix:bus --control unix:control --timing exact.json
  [ "$(time_of_echo)" -ge 10000000 ]
  finish
  # The factor that apps/devices/timings_test.cpp has for this seed.
  start --listen unix:chip --bus unix:bus --control unix:control --timing spread.json --seed 6
  [ "$(time_of_echo)" -ge 14660000 ]
  finish
  local document=$STSAFE_SOURCE_DIR/docs/simulator.md line
  sed -n '/^{$/,/^}$/p' "$document" >"$dir/lab.json"
  line=$(grep '^stsafe-sim .*--timing lab.json' "$document")
  # shellcheck disable=SC2086
  start ${line#stsafe-sim }
  run_tool echo hello --device unix:chip.sock
  [ "$output" = hello ]
}

@test "it says in one line why it does not start" {
  start --listen tcp:127.0.0.1:0
  local taken
  taken=$(ready 'ready["devices"][0]')
  local cases=(
    "1|--listen $taken|cannot listen at $taken" "1|--listen unix:/nonexistent/chip|cannot listen at unix:/nonexistent/chip"
    "2|--listen bogus|neither tcp:ADDRESS:PORT" "2|--control bogus|--control" "2|--bus bogus|--bus" "1|--listen tcp:127.0.0.1:0 --bus $taken|cannot listen at $taken"
    "2|--listen tcp:127.0.0.1:0 --bus tcp:127.0.0.1:65535 --devices 2|do not fit" "2|--timing slow|model of time 'slow' is neither built in (typical, vendor, measured, none) nor a file"
    "2|--timing /dev/null|model of time '/dev/null': is not JSON" "2|--devices 0|--devices"
    "2|--devices 20000|--devices" "2|--listen tcp:127.0.0.1:65535 --devices 2|do not fit" "2|--seed x|not a number" "2|--choice colour=red|not known" "2|--choice max_wrong_macs=256|0 to 255"
    "2|--log-format yaml|--log-format" "1|--state /dev/null/x|cannot make /dev/null/x" "2|--profile /nonexistent|/nonexistent" "2|--bogus|--bogus" "2|surplus|surplus")
  for case in "${cases[@]}"; do
    IFS='|' read -r expected arguments words <<<"$case"
    # shellcheck disable=SC2086
    run_simulator $arguments
    echo "$case: $status $errors"
    [ "$status" -eq "$expected" ]
    [[ "$errors" == "stsafe-sim: error: "*"$words"* ]]
    [ "$(wc -l <"$dir/err")" -eq 1 ]
    [ -z "$output" ]
  done
}

@test "it says beforehand that the system allows too few open files" {
  ulimit -n 100
  run_simulator --listen unix:chip --devices 500 --state state
  [ "$status" -eq 1 ]
  [ "$errors" = "stsafe-sim: error: 500 devices need 2016 open files and the system allows 100:"\
" raise the limit (ulimit -n 2016) or take fewer devices" ]
  [ ! -e state ]
}

@test "help names every option, version its version" {
  run_simulator --help
  [ "$status" -eq 0 ]
  for option in $(grep -oE '^\| `--[a-z-]+' "$STSAFE_SOURCE_DIR/docs/simulator.md" | grep -oE -- '--[a-z-]+'); do
    grep -q -- "$option" "$dir/out"
  done
  run_simulator --version
  [[ "$output" =~ ^stsafe-sim\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
}

@test "the tool names the socket that it cannot reach" {
  run_tool info --device "unix:$dir/none"
  refused_with 5 "cannot connect to unix:$dir/none"
  run_tool info --device tcp:127.0.0.1:1
  refused_with 5 "cannot connect to tcp:127.0.0.1:1"
}
