load common

# A device whose slot 2 holds a CCM* key and slot 4 an ECB key, both bytes 00 to 1f, which foreign_cose.py knows.
setup_file() {
  cd "$BATS_FILE_TMPDIR"
  (umask 077 && printf '%02x' {0..31} >known.key)
  export STSAFE_DEVICE=sim:seed=11,state=$BATS_FILE_TMPDIR/device.db XDG_STATE_HOME=$BATS_FILE_TMPDIR/state
  "$STSAFE" key provision --slot 2 --key known.key --usage encrypt,decrypt,encrypt-chunks,decrypt-chunks --open-slot -y
  "$STSAFE" key provision --slot 4 --mode ecb --key known.key --open-slot -y
  "$STSAFE" key envelope generate --slot 0 -y
}

foreign() {
  python3 "$STSAFE_SOURCE_DIR/tests/cli/foreign_cose.py" "$@"
}

# Every bit of a file, flipped: `open` with these arguments refuses it, and no file and no output appears. Takes each
# N-th bit.
refuses_flipped_bits() {
  local step=$1 file=$2
  shift 2
  python3 - "$step" "$file" "$STSAFE" "$@" <<'PY'
import pathlib, subprocess, sys
step, file, *command = sys.argv[1:]
good = pathlib.Path(file).read_bytes()
changed = pathlib.Path("changed")
# One process for many: the shell opens them one after the other, and says for each that it was refused.
lines = []
for bit in range(0, 8 * len(good), int(step)):
    bad = bytearray(good)
    bad[bit // 8] ^= 1 << bit % 8
    pathlib.Path(f"changed.{bit}").write_bytes(bad)
    words = [f"changed.{bit}" if word == "FILE" else word for word in command[1:]]
    done = subprocess.run([command[0], *words, "-o", "opened"], capture_output=True, timeout=60)
    assert done.returncode != 0, f"bit {bit} went unnoticed"
    assert not pathlib.Path("opened").exists() and done.stdout == b"", f"bit {bit}: something was released"
    pathlib.Path(f"changed.{bit}").unlink()
PY
}

@test "a message goes to a foreign reader and comes from a foreign writer" {
  cd "$dir"
  echo "hello, world" >text
  "$STSAFE" seal --slot 2 -o text.cose text
  [ "$(stat -c %a text.cose)" = 600 ]
  foreign open text.cose | cmp - text
  "$STSAFE" open --slot 2 text.cose | cmp - text
  "$STSAFE" seal --slot 2 - <text >piped.cose
  foreign open piped.cose | cmp - text
  head -c 65535 /dev/urandom >large
  "$STSAFE" seal --slot 2 -o large.cose large
  foreign open large.cose | cmp - large
  "$STSAFE" open --slot 2 -o opened large.cose
  cmp large opened
  foreign seal "from elsewhere" foreign.cose
  [ "$("$STSAFE" open --slot 2 foreign.cose)" = "from elsewhere" ]
  run_json seal seal --slot 2 --text abc --content-type text/plain
  [ "$(json algorithm)" = 31 ]
  sealed=$(json sealed_hex)
  run_json open open --slot 2 --hex "$sealed"
  [ "$(json content_hex)" = 616263 ]
  [ "$(json content_type)" = text/plain ]
}

@test "a message is for its associated data and its key alone" {
  cd "$dir"
  "$STSAFE" seal --slot 2 --text secret --aad 0102 -o a.cose
  [ "$("$STSAFE" open --slot 2 --aad 0102 a.cose)" = secret ]
  printf '\1\2' >aad
  [ "$("$STSAFE" open --slot 2 --aad-file aad a.cose)" = secret ]
  run_tool open --slot 2 a.cose
  refused_with 4 "not authentic"
  [ -z "$output" ]
  run_tool open --slot 2 --aad 0103 -o opened a.cose
  refused_with 4 "not authentic"
  [ ! -e opened ]
  "$STSAFE" seal --slot 2 --key-id fleet --text named -o named.cose
  [ "$("$STSAFE" open --slot 2 --key-id fleet named.cose)" = named ]
  run_tool open --slot 2 --key-id other named.cose
  refused_with 6 "Say --key-id NAME"
  run_tool open --slot 4 named.cose
  refused_with 6 "no such key"
}

@test "one flipped bit is refused, whatever was sealed" {
  cd "$dir"
  "$STSAFE" seal --slot 2 --key-id k --text "0123456789" -o text.cose
  refuses_flipped_bits 11 text.cose open --slot 2 --key-id k FILE
  "$STSAFE" seal --envelope --slot 4 --key-id key --text "0123456789" -o text.env
  refuses_flipped_bits 19 text.env open --envelope --slot 4 --key-id key FILE
}

@test "envelopes go to a foreign reader and come from a foreign writer" {
  cd "$dir"
  head -c 300000 /dev/urandom >file
  for key in "-5 --slot 4" "31 --slot 2" "-5 --wrapping-key $BATS_FILE_TMPDIR/known.key"; do
    read -ra words <<<"$key"
    "$STSAFE" seal --envelope "${words[@]:1}" --key-id key --force -o file.env file
    foreign open-envelope "${words[0]}" file.env | cmp - file
    "$STSAFE" open "${words[@]:1}" --key-id key --force -o opened file.env
    cmp file opened
    "$STSAFE" seal --detached file.info "${words[@]:1}" --key-id key --force -o file.enc file
    foreign open-envelope "${words[0]}" file.info file.enc | cmp - file
    "$STSAFE" open --detached file.info "${words[@]:1}" --key-id key file.enc | cmp - file
    foreign seal-envelope "${words[0]}" "from elsewhere" foreign.env
    [ "$("$STSAFE" open "${words[@]:1}" --key-id key foreign.env)" = "from elsewhere" ]
  done
  run_json seal seal --envelope --slot 4 --local 0 --force -o file.env file
  [ "$(json num_recipients)" = 2 ]
  run_json open open --local 0 --force -o opened file.env
  cmp file opened
  run_tool open --local 0 --key-id other -o refused file.env
  [ "$status" -eq 6 ]
  [ ! -e refused ]
}

@test "records go to a foreign reader, and tell what is missing" {
  cd "$dir"
  printf 'one\ntwo\n\nlast without end' >lines
  "$STSAFE" seal --records --slot 2 lines >lines.cose
  foreign open-records lines.cose >found
  printf '%s\n' "0 False one" "1 False two" "2 False " "3 False last without end" "4 True " | cmp - found
  "$STSAFE" open --records --strict-order --slot 2 lines.cose | cmp - <(cat lines; echo)
  run_json seal seal --records --slot 2 lines -o again.cose
  [ "$(json num_records)" = 4 ]
  run_json open open --records --slot 2 again.cose
  [ "$(json num_records)" = 4 ]
  size=$(stat -c %s again.cose)
  head -c $((size - 20)) again.cose >cut.cose
  run_tool open --records --strict-order --slot 2 -o cut.txt cut.cose
  [ "$status" -eq 4 ]
  [ ! -e cut.txt ]
  cat again.cose again.cose >twice.cose
  run_tool open --records --strict-order --slot 2 twice.cose
  [ "$status" -eq 4 ]
  printf 'X' | dd of=again.cose bs=1 seek=30 conv=notrunc status=none
  run_tool open --records --slot 2 again.cose
  [ "$status" -eq 4 ]
  [ "$output" = "$(printf 'two\n\nlast without end')" ]
  [[ "$errors" == *"record 0"* ]]
}

@test "keys go from a set into a slot and are shown nowhere" {
  cd "$dir"
  (umask 077 && printf '5a%.0s' {1..32} >radio.key && printf 'a5%.0s' {1..32} >log.key)
  "$STSAFE" seal --slot 2 --key radio=radio.key --key log=log.key -o keys.cose
  foreign open-keys keys.cose >found
  printf '%s\n' "radio 31 $(<radio.key)" "log 31 $(<log.key)" | cmp - found
  run_json open open --slot 2 keys.cose
  absent -q 5a5a5a "$dir/out"
  run_tool open --slot 2 -o keys keys.cose
  refused_with 2 "--into-slot"
  run_tool open --slot 2 --into-slot 7 --name radio -y keys.cose
  refused_with 3 "control fields do not allow"
  "$STSAFE" key control --slot 7 --allow wrapped-anonymous -y
  run_tool open --slot 2 --into-slot 7 -y keys.cose
  refused_with 2 "Say --name, one of: radio log"
  run_tool open --slot 2 --into-slot 7 --name none -y keys.cose
  [ "$status" -eq 6 ]
  cp "$BATS_FILE_TMPDIR/device.db" .
  STSAFE_DEVICE='' announces_what_it_does device.db open --slot 2 --into-slot 7 --name radio keys.cose
  run_json open open --slot 2 --into-slot 7 --name radio -y keys.cose
  [ "$(json mode)" = "CCM*" ]
  [ "$("$STSAFE" seal --slot 7 --text x | "$STSAFE" open --slot 7 -)" = x ]
}

@test "wrong requests say what is wrong" {
  cd "$dir"
  while IFS='|' read -r expected words arguments; do
    # shellcheck disable=SC2086
    run_tool $arguments
    echo "$arguments: $status $errors"
    refused_with "$expected" "$words"
  done <<'CASES'
2|say --slot N once|seal --text x
2|say --slot N once|seal --text x --slot 1 --slot 2
2|are for envelopes|seal --text x --local 0
2|no content: give a FILE|seal --slot 2
6|cannot open 'none'|seal --slot 2 none
6|no such key|seal --slot 3 --text x
6|entry not found|seal --slot 99 --text x
2|not bytes in hexadecimal|seal --slot 2 --text x --aad 1
2|for whom?|seal --envelope --text x -o out
6|key not found|seal --envelope --local 1 --text x -o out
2|excludes|seal --records --envelope --slot 2 --text x
2|requires|seal --slot 2 --text x --first-number 3
2|'radio' is not NAME=SOURCE|seal --slot 2 --key radio
2|is none of 10, 11, 30 and 31|seal --slot 2 --key a=b --key-algorithm 5
2|with which key?|open --envelope --text x
4|Open|open --slot 2 --hex 00
4|Open|open --slot 2 --hex d083
2|requires|open --slot 2 --strict-order --text x
2|it has 16|open --slot 2 --records --strict-order --stream 00 --text x
1|Is a directory|seal --slot 2 --text x -o .
CASES
  head -c 65536 /dev/zero >large
  run_tool seal --slot 2 large
  refused_with 2 "has more than 65535 bytes, which one message takes: say --envelope"
  echo old >old
  run_tool seal --slot 2 --text x -o old
  [ "$status" -eq 2 ]
  [ "$(<old)" = old ]
}

@test "the state of nonces is kept, shared, and begins anew if it was copied" {
  cd "$dir"
  "$STSAFE_SIM" --listen unix:chip --seed 3 >sim.log 2>&1 &
  simulator=$!
  until [ -S chip ]; do sleep 0.1; done
  export STSAFE_DEVICE=unix:chip
  "$STSAFE" key provision --slot 2 --key "$BATS_FILE_TMPDIR/known.key" --open-slot -y
  for _ in 1 2 3; do "$STSAFE" seal --slot 2 --nonces state --text x >>all.cose; done
  for _ in 1 2; do for _ in 1 2 3 4; do "$STSAFE" seal --slot 2 --nonces state --text x >>all.cose & done; done
  for job in $(jobs -p); do [ "$job" = $simulator ] || wait "$job"; done
  python3 - <<'PY'
import cbor2
nonces = []
with open("all.cose", "rb") as file:
    while file.peek(1):
        nonces.append(cbor2.load(file).value[1][5])
assert len(nonces) == 11 and len(set(nonces)) == 11, nonces
assert len({nonce[:9] for nonce in nonces}) == 1
PY
  cp state copy
  run_tool seal --slot 2 --nonces copy --text x -o copied.cose
  [ "$status" -eq 0 ]
  [[ "$errors" == *"begins anew, safely: the file was a copy"* ]]
  echo foreign >foreign
  run_tool seal --slot 2 --nonces foreign --text x -o refused.cose
  refused_with 1 "no file of numbers"
  [ "$(<foreign)" = foreign ]
  kill $simulator
}

@test "a channel carries messages both ways and says when it is refused" {
  cd "$dir"
  cp "$BATS_FILE_TMPDIR/device.db" other.db
  printf 'from the listener\n' | "$STSAFE" channel listen unix:talk --slot 2 --json >listener &
  until [ -S talk ]; do sleep 0.1; done
  [ "$(stat -c %a talk)" = 700 ] || [ "$(stat -c %a talk)" = 600 ]
  printf 'one\ntwo' | "$STSAFE" channel connect unix:talk --slot 2 --nonces other --device sim:state=other.db >caller
  wait
  [ "$(<caller)" = "from the listener" ]
  cp listener out
  has_form channel
  python3 -c 'import json; d = json.load(open("listener")); assert d["received_hex"] == ["6f6e65", "74776f"], d'
  [ ! -e talk ]
  run_tool channel connect unix:talk --slot 2
  refused_with 5 "cannot connect to unix:talk: nobody listens there"
  run_tool channel listen unix:talk --slot 2 --patience 1
  refused_with 5 "nobody connected to unix:talk within 1 s"
  [ ! -e talk ]
  python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("stale")'
  run_tool channel listen unix:stale --slot 2 --patience 1
  refused_with 5 "if nobody listens there any more, remove the file"
  run_tool channel connect talk --slot 2
  refused_with 2 "'talk' is no place for a channel"
  run_tool channel connect unix:talk --slot 2 --initiator same --responder same
  [ "$status" -eq 2 ]
  run_tool channel connect unix:talk
  refused_with 2 "--slot is required"
  run_tool channel connect unix:talk --slot 2 --patience 0
  refused_with 2 "is not from 1 to 86400"
}
