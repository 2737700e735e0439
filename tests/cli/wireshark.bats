load common

# The dissector, as tshark runs it.

setup() {
  dir=$BATS_TEST_TMPDIR
  command -v tshark >/dev/null || skip "tshark is not installed (scripts/setup check)"
  cd "$dir"
  ln -s "$STSAFE_SOURCE_DIR/apps" apps
  # Nothing of the user's own Wireshark.
  export HOME=$dir XDG_CONFIG_HOME=$dir
}

dissect() {
  timeout 60 tshark -X lua_script:apps/wireshark/stsafe.lua "$@" 2>err >out || { cat err; return 1; }
  absent -q "Lua" err
}

# What the fields are, one line for each packet, separated by bars.
fields_of() {
  local file=$1 field arguments=()
  shift
  for field in "$@"; do arguments+=(-e "$field"); done
  # Twice, as Wireshark does: what comes later is known the second time.
  dissect -2 -r "$file" -T fields -E separator='|' "${arguments[@]}"
}

# Frames of the protocol documents, part 01, sections 1.11 and 4.10.
record_examples() {
  python3 "$STSAFE_SOURCE_DIR/tests/cli/recorded_frames.py" t.pcapng
}

@test "every tshark command in docs/recording.md works as shown" {
  local count=0 line
  run_tool demo --seed 1 --device record:demo.pcapng,sim:
  while IFS= read -r line; do
    echo "running: $line"
    bash -euo pipefail -c "$line" >out 2>err || { cat err; false; }
    [ -s out ]
    absent -q "Lua Error" out err
    count=$((count + 1))
  done < <(grep '^tshark ' "$STSAFE_SOURCE_DIR/docs/recording.md")
  [ "$count" -eq 3 ]
}

@test "commands and responses have name, status, CRC and each other's number" {
  record_examples <<'FRAMES'
w 20 00 01 02 03 A7 29
r 20 00 00 05 01 02 03 A7 29
w 20 14 08 71 FE
r 20 00 00 03 03 3D DC
w 20 10 08 83 3B 0A
r 20 11 00 02 F1 70
FRAMES
  fields_of t.pcapng _ws.col.Protocol _ws.col.Info stsafe.code stsafe.command stsafe.status stsafe.length \
    stsafe.crc_right stsafe.request_in stsafe.response_in stsafe.time
  diff out - <<'EXPECTED'
STSAFE|Echo|0x0000|Echo|||1||2|
STSAFE|Echo: 00 success||Echo|0x00|5|1|1||0.001000000
STSAFE|QueryLifeCycle|0x0014|QueryLifeCycle|||1||4|
STSAFE|QueryLifeCycle: 00 success||QueryLifeCycle|0x00|3|1|3||0.001000000
STSAFE|PutLifeCycle|0x0010|PutLifeCycle|||1||6|
STSAFE|PutLifeCycle: 11 access condition not satisfied||PutLifeCycle|0x11|2|1|5||0.001000000
EXPECTED
  fields_of t.pcapng stsafe.message stsafe.state
  diff out - <<'EXPECTED'
010203|
010203|
|
|3
|131
|
EXPECTED
  dissect -r t.pcapng -Y stsafe.error_status -T fields -e frame.number
  [ "$(<out)" = 6 ]
}

@test "a wrong CRC and a wrong length are expert information" {
  record_examples <<'FRAMES'
w 20 00 01 02 03 A7 28
r 20 00 00 05 01 02 03 A7 28
w 20 00 01 02 03 A7 29
r 20 00 00 05 01 02 03 A7 29 FF FF
r 20 00 00 05 01 02
FRAMES
  fields_of t.pcapng _ws.col.Info stsafe.crc_right stsafe.crc_expected stsafe.bad_crc stsafe.bad_length
  diff out - <<'EXPECTED'
Echo [bad CRC]|0|0xa729|1|
Echo: 00 success [bad CRC]|0|0xa729|1|
Echo|1|||
Echo: 00 success|1|||1
Echo: 00 success [cut off]||||1
EXPECTED
  dissect -r t.pcapng -q -z expert,error
  grep -qE "2 +Checksum +STSAFE-A120 +CRC is wrong" out || grep -qE "2 +Checksum .*CRC is wrong" out
}

@test "MACs and encrypted payloads show as what they are" {
  # Echo encrypted both ways, as the authorization table before it says.
  record_examples <<'FRAMES'
w 20 E0 57 76 CC 93 B0 1F 6D FB 57 10 9E 6D 80 EE FC 9A FD 92 0E 88 6A DC
r 20 00 00 16 94 0B 7F 66 41 22 6E AE DC 1A C4 5E 35 CD C2 56 05 B4 58 99 92 2C
w 20 14 24 9A 90
r 20 00 00 07 00 01 00 01 03 C0 77
w 20 E0 57 76 CC 93 B0 1F 6D FB 57 10 9E 6D 80 EE FC 9A FD 92 0E 88 6A DC
r 20 00 00 16 94 0B 7F 66 41 22 6E AE DC 1A C4 5E 35 CD C2 56 05 B4 58 99 92 2C
FRAMES
  dissect -r t.pcapng -Y "stsafe.c_mac or stsafe.r_mac" -T fields -E separator='|' -e _ws.col.Info \
    -e stsafe.c_mac_present -e stsafe.r_mac_wanted -e stsafe.host_session -e stsafe.c_mac -e stsafe.r_mac \
    -e stsafe.message -e stsafe.payload
  diff out - <<'EXPECTED'
Echo [C-MAC]|1|1|1|fd920e88||5776cc93b01f6dfb57109e6d80eefc9a|
Echo: 00 success [R-MAC]|||||05b45899|940b7f6641226eaedc1ac45e35cdc256|
Echo [C-MAC]|1|1|1|fd920e88|||5776cc93b01f6dfb57109e6d80eefc9a
Echo: 00 success [R-MAC]|||||05b45899||940b7f6641226eaedc1ac45e35cdc256
EXPECTED
}

@test "a command reads as the mode of its key says, once the table has passed by" {
  # Part 02, section 6.7 (GMAC) with a message, in a slot with a GCM key.
  record_examples <<'FRAMES'
w 20 1B 02 00 0001 77 0001 AA 0002 B1B2 4F45
r 20 0A 00 02 5F 22
w 20 14 23 EE 2F
r 20 00 00 09 01 01 01 03 000C 10 8F 25
w 20 1B 02 00 0001 77 0001 AA 0002 B1B2 4F45
r 20 0A 00 02 5F 22
FRAMES
  fields_of t.pcapng stsafe.command stsafe.slot stsafe.iv stsafe.associated_data stsafe.message stsafe.payload
  diff out - <<'EXPECTED'
Encrypt|||||02000001770001aa0002b1b2
Encrypt|||||
QuerySymmetricKeyTable|||||
QuerySymmetricKeyTable|||||
EncryptGcm|0|77|aa|b1b2|
EncryptGcm|||||
EXPECTED
}

@test "what is not a frame does not stop it" {
  record_examples <<'FRAMES'
r 20 00 00 02 F0 78
w 20 00
r 20 00
w 20 1F
w 20
r 20
w 21 00 01 02 03 A7 29
w 20 1F 7F 00 00
r 20 00 FF FF 01 02
w 20 1F 10
w 20 1F 10 00 04
w 20 9F 11 FC BE
w 20 3F 11 FF FF
FRAMES
  fields_of t.pcapng _ws.col.Info
  diff out - <<'EXPECTED'
unknown: 00 success
Damaged command
Damaged response
Damaged command
I2C Write, 1 bytes
unknown: no answer
I2C Write, 7 bytes
unknown [bad CRC]
unknown: 00 success [cut off]
Damaged command
DeriveKeys [bad CRC]
Start encrypt [bad CRC]
Start encrypt [bad CRC]
EXPECTED
}

@test "every command of a demonstration is dissected as the tool's trace names it" {
  run_tool demo --seed 1 --trace --device record:t.pcapng,sim:
  [ "$status" -eq 0 ]
  sed -nE 's/^> [0-9A-F]+ +([A-Za-z0-9]+).*/\1/p' err >expected
  [ "$(wc -l <expected)" -gt 10 ]
  dissect -r t.pcapng -Y stsafe.code -T fields -e stsafe.command
  diff out expected
  dissect -r t.pcapng -Y "stsafe.malformed or stsafe.bad_crc or stsafe.bad_length or stsafe.payload or _ws.lua.error"
  [ ! -s out ]
  dissect -r t.pcapng -Y stsafe.redacted -T fields -E separator='|' -e stsafe.command -e stsafe.redacted
  diff out - <<'EXPECTED'
WriteHostKeyV2Plaintext|mac_key 6+16, cipher_key 22+16
EncryptCcmStar|message 20+16
DecryptCcmStar|message 4+16
EXPECTED
}

@test "Wireshark alone still shows the bus, and other addresses are left alone" {
  record_examples <<'FRAMES'
w 20 00 01 02 03 A7 29
w 30 00 01 02 03 A7 29
FRAMES
  timeout 60 tshark -r t.pcapng -T fields -e i2c.addr >out
  diff out <(printf '0x20\n0x30\n')
  fields_of t.pcapng _ws.col.Protocol
  [ "$(sed -n 1p out)" = STSAFE ]
  [ "$(sed -n 2p out)" = "I2C Write" ]
  dissect -o stsafe.address:48 -r t.pcapng -T fields -e _ws.col.Protocol
  [ "$(sed -n 2p out)" = STSAFE ]
}
