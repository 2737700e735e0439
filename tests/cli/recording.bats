load common

# True if none of the files' bytes show four bytes in a row of a hexadecimal string.
hides() {
  python3 - "$@" <<'PY'
import sys
secret = bytes.fromhex(sys.argv[1])
for name in sys.argv[2:]:
    content = open(name, "rb").read()
    assert len(content) > 1000, name
    found = [secret[at:at + 4].hex() for at in range(len(secret) - 3) if secret[at:at + 4] in content]
    assert not found, (name, found)
PY
}

@test "every stsafe command in docs/recording.md works as shown" {
  local count=0 line
  cd "$dir"
  PATH=$(dirname "$STSAFE"):$PATH
  while IFS= read -r line; do
    echo "running: $line"
    bash -euo pipefail -c "$line" >out 2>err </dev/null || { cat err; false; }
    count=$((count + 1))
  done < <(grep -E '^(stsafe|echo .*\| stsafe) ' "$STSAFE_SOURCE_DIR/docs/recording.md")
  [ "$count" -ge 10 ]
}

@test "a recording has no piece of the demonstration's secrets" {
  cd "$dir"
  umask 077
  # No four bytes repeat in them, or stand in what is not secret.
  local key=f0e1d2c3b4a5968778695a4b3c2d1e0f8e7d6c5b4a39281706f5e4d3c2b1a09f
  local host_keys=00112233445566778899aabbccddeeff0123456789abcdef1032547698badcfe
  local message=c71e8f2a5db4936006e17bd8a94f3c52
  echo "$key" >key
  echo "$host_keys" >host_keys
  run_tool demo --key-file key --host-keys host_keys --message "$message" --device record:t.pcapng,sim:
  [ "$status" -eq 0 ]
  [ -z "$errors" ]
  [ "$(stat -c %a t.pcapng)" = 600 ]
  for secret in "$key" "$host_keys" "$message"; do hides "$secret" t.pcapng; done
  grep -qa "redacted: mac_key 6+16, cipher_key 22+16" t.pcapng
  # What this test looks for is there if it is not redacted; the key is wrapped even then.
  run_tool demo --key-file key --host-keys host_keys --message "$message" --record-secrets \
    --device record:kept.pcapng,sim:
  [ "$status" -eq 0 ]
  [[ "$errors" == "stsafe: warning: the recording will hold keys and messages in plaintext"* ]]
  hides "$key" kept.pcapng
  run hides "$host_keys" kept.pcapng
  [ "$status" -ne 0 ]
  run hides "$message" kept.pcapng
  [ "$status" -ne 0 ]
}

@test "info, echo and random run on their own recordings" {
  cd "$dir"
  run_tool info --device record:info.pcapng,sim:seed=1
  [ "$status" -eq 0 ]
  cp out expected
  run_tool info --device replay:info.pcapng
  [ "$status" -eq 0 ]
  diff out expected
  run_tool echo hello --device record:echo.pcapng,sim:
  run_tool echo hello --device replay:echo.pcapng
  [ "$status" -eq 0 ]
  [ "$output" = hello ]
  [ -z "$errors" ]
  run_tool random 4 --device record:random.pcapng,sim:
  run_tool random 4 --device replay:random.pcapng
  [ "$status" -eq 0 ]
  [ "$output" = 52454441 ] # REDA
  [[ "$errors" == "stsafe: warning: "*"'random' in the answer to GenerateRandom size=4 reads REDACTED" ]]
}

@test "the same seed makes the same recording" {
  cd "$dir"
  for name in a b; do run_tool demo --seed 5 --device "record:$name.pcapng,sim:"; done
  cmp a.pcapng b.pcapng
}

@test "a recording of a socket's device has the system's time" {
  cd "$dir"
  "$STSAFE_SIM" --listen unix:chip.sock >ready 2>log 3>&- &
  local pid=$!
  for _ in $(seq 200); do
    [ ! -s ready ] || break
    sleep 0.05
  done
  run_tool echo hello --device record:t.pcapng,unix:chip.sock
  kill "$pid"
  wait "$pid"
  [ "$status" -eq 0 ]
  python3 - t.pcapng <<'PY'
import struct, sys, time
content = open(sys.argv[1], "rb").read()
at, kind = 0, None
while kind != 6:  # Enhanced Packet Block
    at += struct.unpack_from("<I", content, at + 4)[0] if kind else 0
    kind = struct.unpack_from("<I", content, at)[0]
high, low = struct.unpack_from("<II", content, at + 12)
assert abs((high << 32 | low) / 1e6 - time.time()) < 60
PY
  run_tool echo hello --device replay:t.pcapng
  [ "$status" -eq 0 ]
}

@test "a program that departs from a recording gets one line" {
  cd "$dir"
  run_tool echo hello --device record:t.pcapng,sim:
  run_tool echo hellu --device replay:t.pcapng
  refused_with 1 "replay of 't.pcapng': exchange 1: at byte 5: expected 6F, got 75; expected Echo message=68656c6c6f; got Echo message=68656c6c75"
  run_tool info --device replay:t.pcapng
  refused_with 1 "exchange 1: at byte 0: expected 00, got 14; expected Echo message=68656c6c6f; got QueryProductData"
  run_tool demo --seed 1 --device replay:t.pcapng
  [ "$status" -eq 1 ]
  [[ "$errors" == *"exchange 1: at byte 0"* ]]
}

@test "a recording that was cut off answers up to there" {
  cd "$dir"
  run_tool info --device record:t.pcapng,sim:
  truncate -s -20 t.pcapng
  run_tool info --device replay:t.pcapng
  refused_with 1 "it is cut off at byte"
  head -c 40 t.pcapng >headers.pcapng
  run_tool info --device replay:headers.pcapng
  refused_with 1 "exchange 1: it is cut off at byte"
}

@test "recordings are neither overwritten nor made where they cannot be" {
  cd "$dir"
  echo precious >t.pcapng
  run_tool echo x --device record:t.pcapng,sim:
  refused_with 2 "recording 't.pcapng' is there already; take another name"
  [ "$(<t.pcapng)" = precious ]
  run_tool echo x --device record:none/t.pcapng,sim:
  refused_with 2 "recording 'none/t.pcapng' cannot be written: No such file or directory"
  run_tool echo x --device record:t.pcapng
  refused_with 2 "as in record:t.pcapng,sim:"
  run_tool echo x --device record:u.pcapng,record:v.pcapng,sim:
  refused_with 2 "one recording at a time"
  run_tool echo x --device record:u.pcapng,bogus:
  refused_with 2 "unknown device 'bogus:'"
  run_tool echo x --record-secrets
  refused_with 2 "--record-secrets is for a device that is recorded"
  [ ! -e u.pcapng ]
}

@test "a call that is refused before the first frame leaves no recording" {
  cd "$dir"
  echo 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff >key
  chmod 644 key
  run_tool demo --key-file key --device record:t.pcapng,sim:
  refused_with 2 "chmod 600 'key'"
  [ ! -e t.pcapng ]
  chmod 600 key
  run_tool demo --key-file key --device record:t.pcapng,sim:
  [ "$status" -eq 0 ]
  [ -s t.pcapng ]
}

@test "a limit of the size of files is like a full disk" {
  cd "$dir"
  # Not run_tool, whose own files have that limit, too.
  {
    status=0
    (ulimit -f 1 && "$STSAFE" demo --device record:t.pcapng,sim: 2>&1 >/dev/null) || status=$?
    echo "status $status"
  } | cat >err
  cat err
  [ "$(tail -n 1 err)" = "status 0" ]
  grep -q "recording 't.pcapng' ends here: File too large; the device goes on" err
  [ "$(stat -c %s t.pcapng)" -le 1024 ]
}

@test "what is no recording is refused" {
  cd "$dir"
  run_tool echo x --device replay:none
  refused_with 6 "recording 'none' cannot be read: No such file or directory"
  echo hello >text
  run_tool echo x --device replay:text
  refused_with 2 "recording 'text' cannot be replayed: it is no pcap-ng file"
  run_tool echo x --device replay:
  refused_with 2 "name the recording"
  run_tool echo x --device replay:.
  [ "$status" -eq 2 ]
}

@test "a recording of the other byte order, made elsewhere, answers" {
  cd "$dir"
  python3 "$STSAFE_SOURCE_DIR/tests/cli/recorded_frames.py" t.pcapng <<'FRAMES'
w 20 00 61 62 63 64 90C2
r 20 00 0006 61 62 63 64 90C2
FRAMES
  run_tool echo abcd --device replay:t.pcapng
  [ "$status" -eq 0 ]
  [ "$output" = abcd ]
}
