load common

# A shell with these lines as its standard input; then the arguments.
run_script() {
  local script=$1
  shift
  status=0
  timeout 60 "$STSAFE" shell "$@" >"$dir/out" 2>"$dir/err" <<<"$script" || status=$?
  output=$(<"$dir/out")
  errors=$(<"$dir/err")
}

# Without the leak checker of a sanitized build: libedit keeps memory, and on a terminal its search does not come to an
# end. The tests of scripts have it.
on_terminal() {
  ASAN_OPTIONS=detect_leaks=0 XDG_STATE_HOME=$dir/state timeout 120 python3 "$STSAFE_SOURCE_DIR/tests/cli/terminal.py" "$@" >"$dir/shown"
}

@test "a script's lines run on one device, with words as in a shell" {
  run_script "echo 'a  b' # said
# nothing

echo \"it's\"; echo c\\ d
random 4 --json"
  [ "$status" -eq 0 ]
  [ -z "$errors" ]
  [ "$(sed -n 1,3p "$dir/out")" = $'a  b\nit\'s\nc d' ]
  # A device that is simulated in the process lives as long as the shell: it is the same for each line.
  run_tool shell -c 'info --json; info --json'
  [ "$(grep -c serial_number "$dir/out")" -eq 2 ]
  [ "$(grep serial_number "$dir/out" | sort -u | wc -l)" -eq 1 ]
}

@test "options of a line hold for that line, those of the program for all" {
  run_tool shell -c 'echo a --json; echo b'
  [ "$(tail -1 "$dir/out")" = b ]
  run_tool shell --json -c 'echo a; echo b'
  [ "$(grep -c message_hex "$dir/out")" -eq 2 ]
  run_tool shell -c 'echo a --device sim:'
  [ "$status" -eq 2 ]
}

@test "a script ends at the first line that fails, with its exit status" {
  run_script $'echo a\nca export -o /nowhere/root.pem\necho b'
  [ "$status" -eq 1 ]
  [ "$output" = a ]
  [[ "$errors" == "stsafe: error: line 2: "* ]]
  run_script $'bogus\nca export -o /nowhere/root.pem\necho b' --keep-going
  [ "$status" -eq 2 ]
  [ "$output" = b ]
  [ "$(wc -l <"$dir/err")" -eq 2 ]
  [[ "$errors" == "stsafe: error: line 1: 'bogus' means nothing here. See 'help'."* ]]
  run_tool shell -c "echo a; echo 'b"
  refused_with 2 "the quote ' has no end"
  [ -z "$output" ]
  run_tool shell -c "random 4 > $dir/file"
  refused_with 2 "'>' means nothing here"
  [ ! -e "$dir/file" ]
  run_tool shell -c 'echo a; quit; echo b'
  [ "$status" -eq 0 ]
  [ "$output" = a ]
  run_tool shell -c 'shell'
  refused_with 2 "'shell' means nothing here"
  run_tool shell -c ''
  [ "$status" -eq 0 ]
}

@test "a line too long is refused, and input that is no text does no harm" {
  head -c 70000 /dev/zero | tr '\0' x >"$dir/long"
  status=0
  "$STSAFE" shell <"$dir/long" 2>"$dir/err" || status=$?
  [ "$status" -eq 2 ]
  grep -q "more than 65536 bytes" "$dir/err"
  head -c 3000 /dev/urandom >"$dir/noise"
  status=0
  timeout 60 "$STSAFE" shell --keep-going <"$dir/noise" >/dev/null 2>&1 || status=$?
  [ "$status" -ne 124 ]
  [ "$status" -le 6 ]
}

@test "a host session stays open from line to line" {
  new_device
  head -c 32 /dev/urandom >"$dir/host.key"
  chmod 600 "$dir/host.key"
  "$STSAFE" demo -q --yes --host-keys "$dir/host.key" --device "sim:state=$dir/device.db" >/dev/null
  run_tool shell --device "sim:state=$dir/device.db" --trace -c "session show; session open --host-keys $dir/host.key
echo hello; session show --json; session close; echo plain; session show"
  [ "$status" -eq 0 ] || { echo "$errors"; return 1; }
  [ "$(head -1 "$dir/out")" = "no host session is open" ]
  [ "$(tail -1 "$dir/out")" = "no host session is open" ]
  grep -q '"open": true' "$dir/out"
  sed -n '/^{/,/^}/p' "$dir/out" >"$dir/session.json"
  has_form session "$dir/session.json"
  # Echo twice under the session: the proof, and the line.
  [ "$(grep -ic 'c-mac\|protected' "$dir/err")" -ge 2 ]
  head -c 32 /dev/urandom >"$dir/other.key"
  chmod 600 "$dir/other.key"
  run_tool shell --device "sim:state=$dir/device.db" -c "session open --host-keys $dir/other.key"
  [ "$status" -eq 4 ]
  [[ "$errors" == *"host keys are not this device's"* ]]
  run_tool shell -c 'session open'
  refused_with 2 "--host-keys says where"
}

@test "a KEK session stays open until it is closed, or the shell ends" {
  run_tool shell --trace -c 'kek show; kek open; kek open --dry-run; echo x; kek close; kek show --json'
  [ "$status" -eq 2 ]
  [[ "$errors" == *"kek open: one is open"* ]]
  [ "$(grep -c StartVolatileKekSession "$dir/err")" -ge 1 ]
  [ "$(tail -1 "$dir/out")" = "a KEK session is open" ]
  # It ended, and with it the session.
  grep -q StopVolatileKekSession "$dir/err"
  run_tool shell -c 'kek open --curve X25519; kek close; kek show --json'
  [ "$status" -eq 0 ] || { echo "$errors"; return 1; }
  tail -n +3 "$dir/out" >"$dir/kek.json"
  has_form kek "$dir/kek.json"
  run_json dry-run shell -c 'kek open --dry-run'
  run_tool shell -c 'kek open --curve Ed25519'
  refused_with 2 "Ed25519"
}

@test "help lists the verbs of the shell and tells how one is used" {
  run_tool shell -c 'help'
  [ "$status" -eq 0 ]
  for verb in session kek quit info echo; do grep -qE "^  ${verb}[ ,]" "$dir/out"; done
  absent -E '^  (shell|manual) ' "$dir/out"
  absent -e '--device' "$dir/out"
  run_tool shell -c 'help session open; session open --help'
  [ "$(grep -ce '--host-keys' "$dir/out")" -ge 2 ]
  run_tool shell -c 'help nothing'
  refused_with 6 "there is no verb 'nothing'"
}

@test "on a terminal: completion, history, and an end by Ctrl-D" {
  on_terminal 'stsafe> ' 'ech\tabc\r' $'\nabc' '' 'stsafe> ' ' echo secret\r' $'\nsecret' '' 'stsafe> ' \
    'profile c\t'"$STSAFE_SOURCE_DIR"'/prof\tspl05.j\t\r' 'valid' '' 'stsafe> ' 'bogus\r' 'means nothing' '' \
    'stsafe> ' '\x04' -- "$STSAFE" shell
  [ "$(stat -c %a "$dir/state/stsafe/history")" = 600 ]
  [ "$(stat -c %a "$dir/state/stsafe")" = 700 ]
  grep -q 'echo.*abc' "$dir/state/stsafe/history"
  absent secret "$dir/state/stsafe/history"
  # The last line again, by the arrow key: of the shell before.
  on_terminal 'stsafe> ' '\x1b[A\x1b[A\x1b[A\r' $'\nabc' '' 'stsafe> ' 'quit\r' -- "$STSAFE" shell
}

@test "on a terminal: Ctrl-C ends the line or the verb, not the shell" {
  on_terminal 'stsafe> ' 'echo lost\x03' 'stsafe> ' 'echo kept\r' $'\nkept' '' 'stsafe> ' '\x04' -- "$STSAFE" shell
  absent -E '^lost' "$dir/shown"
  # Random bytes take many commands: enough to be interrupted between two of them.
  on_terminal 'stsafe> ' 'random 65536\r' 'random' '\x03' 'stsafe> ' 'echo on\r' $'\non' '' 'stsafe> ' 'quit\r' \
    -- "$STSAFE" shell
}
