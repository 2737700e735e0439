load common

# Frames of the protocol documents: part 01, sections 1.11 and 4.10; part 02, section 6.7.

# True if a line of $output is exactly this, but for the spaces after the name.
shows() {
  grep -qE "^  $1 +$2\$" "$dir/out"
}

@test "explains a command" {
  run_tool explain 00 01 02 03 A7 29
  [ "$status" -eq 0 ]
  [ "$(head -n 1 "$dir/out")" = "command 00 Echo" ]
  shows header "00: no C-MAC, no R-MAC wanted"
  shows message 010203
  shows length "6 bytes, right"
  shows CRC "a729, right"
  absent -q guessed "$dir/out"
}

@test "explains a response, with the command that it answers and without" {
  run_tool explain 000005010203A729
  [ "$(head -n 1 "$dir/out")" = response ]
  shows status "00 success"
  shows payload "<3 bytes>, give the command that it answers with --for"
  run_tool explain --for 00010203A729 000005010203A729
  [ "$(head -n 1 "$dir/out")" = "response to 00 Echo" ]
  shows message 010203
  shows length "5, right"
}

@test "explains an error and what to do about it" {
  run_tool explain 11 00 02 F1 70
  [ "$status" -eq 0 ]
  shows status "11 access condition not satisfied"
  shows advice "The right to change this was given up, or the command needs a host session."
}

@test "does not take ciphertext for fields" {
  local frame="E0 57 76 CC 93 B0 1F 6D FB 57 10 9E 6D 80 EE FC 9A FD 92 0E 88 6A DC"
  run_tool explain "$frame"
  shows header "e0: C-MAC present, R-MAC wanted, host session"
  shows payload "<16 bytes>, encrypted, .*--not-encrypted"
  shows C-MAC fd920e88
  run_tool explain --not-encrypted "$frame"
  shows message 5776cc93b01f6dfb57109e6d80eefc9a
  run_tool explain --for "$frame" "00 00 16 94 0B 7F 66 41 22 6E AE DC 1A C4 5E 35 CD C2 56 05 B4 58 99 92 2C"
  shows payload "<16 bytes>, encrypted, .*"
  shows R-MAC 05b45899
}

@test "shows secrets by their size only" {
  "$STSAFE" explain - >"$dir/out" <<<"1F07 000000 00 00112233445566778899AABBCCDDEEFF 0123456789ABCDEF0123456789ABCDEF 3CBB"
  shows mac_key "<16 bytes>"
  shows cipher_key "<16 bytes>"
  shows CRC "3cbb, right"
  absent -qiE "00112233|01234567" "$dir/out"
  "$STSAFE" explain --json - >"$dir/out" <<<"1A 00112233445566778899AABBCCDDEEFF 4060"
  grep -q '"secret": true' "$dir/out"
  absent -qi "00112233" "$dir/out"
}

@test "reads a command as the mode of its key says" {
  run_tool explain 1B0200000177 0001AA 0002B1B2 4F45
  shows payload "<12 bytes>, its layout is that of the key's mode; give --key-mode"
  run_tool explain --key-mode GCM 1B0200000177 0001AA 0002B1B2 4F45
  [ "$(head -n 1 "$dir/out")" = "command 1B EncryptGcm" ]
  shows iv 77
  shows message "<2 bytes>"
  run_tool explain --key-mode XTS 00010203A729
  refused_with 2 "--key-mode: 'XTS' is none of CCM* ECB GCM"
}

@test "says what is wrong with a frame" {
  run_tool explain 000005010203A728
  [ "$status" -eq 0 ]
  [ "$(head -n 1 "$dir/out")" = "response (guessed)" ]
  shows CRC "a728, wrong: expected a729"
  run_tool explain --command 000005010203A729
  [ "$(head -n 1 "$dir/out")" = "command 00 Echo" ]
  grep -qE "^  CRC +a729, wrong: expected" "$dir/out"
  run_tool explain --response 000006010203A729
  shows length "6, wrong: 5 bytes follow"
  shows CRC "a729, right"
  # A bus that is read further than the answer goes on with FF.
  run_tool explain --for 00010203A729 000005010203A729FFFF
  shows message 010203
  shows length "5, wrong: 7 bytes follow"
  run_tool explain "00 $(printf 'aa%.0s' {1..752}) 0000"
  shows length "755 bytes, too long: a command has at most 752"
  run_tool explain 1234 0000 FFFF
  shows payload "<3 bytes>, not known to this version"
}

@test "explains as JSON" {
  run_tool explain --json --for 00010203A729 000005010203A729
  [ "$status" -eq 0 ]
  python3 - "$dir/out" <<'PY'
import json, sys
report = json.load(open(sys.argv[1]))
assert report["schema"] == 1
assert report["direction"] == "response" and report["guessed"] is False
assert report["code"] == "00" and report["name"] == "Echo"
assert report["status"] == "00" and report["status_name"] == "success"
assert report["fields"] == [{"name": "message", "value": "010203", "secret": False}]
assert report["payload_size"] == 3 and report["unread"] is None and report["mac"] is None
assert report["length_field"] == 5 and report["length_right"] is True
assert report["crc"] == {"given": "a729", "expected": "a729", "right": True}
PY
  run_tool explain --json E0 5776CC93B01F6DFB57109E6D80EEFC9A FD920E88 6ADC
  python3 - "$dir/out" <<'PY'
import json, sys
report = json.load(open(sys.argv[1]))
assert report["direction"] == "command"
assert report["c_mac_present"] and report["r_mac_wanted"] and report["host_session"]
assert report["mac"] == "fd920e88" and report["payload_size"] == 16
assert report["fields"] == [] and report["unread"].startswith("encrypted")
PY
}

@test "refuses what is no frame, and says where" {
  run_tool explain "00 0g"
  refused_with 2 "the frame is not bytes in hexadecimal: 'g' at character 5"
  run_tool explain 00010
  refused_with 2 "half a byte at character 5"
  run_tool explain 00
  refused_with 2 "a command has at least 3 bytes, this has 1"
  run_tool explain 1f07
  refused_with 2 "a command has at least 4 bytes, this has 2"
  run_tool explain --response 0000
  refused_with 2 "a response has at least 5 bytes, this has 2"
  run_tool explain --for 00 0000020000
  refused_with 2 "a command has at least 3 bytes, this has 1"
  run_tool explain --for zz 0000020000
  refused_with 2 "--for is not bytes in hexadecimal: 'z' at character 1"
  run_tool explain ""
  refused_with 2 "the frame has no bytes"
  run_tool explain -
  refused_with 2 "standard input has no bytes"
  run_tool explain
  refused_with 2 "frame is required"
  run_tool explain --command --response 00010203A729
  refused_with 2 "excludes"
  status=0
  head -c 100000 /dev/zero | tr '\0' 0 | "$STSAFE" explain - 2>"$dir/err" || status=$?
  errors=$(<"$dir/err")
  refused_with 2 "standard input has more than 65536 characters"
}
