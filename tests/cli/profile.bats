load common

@test "profile show has the facts of SPL05" {
  run_tool profile show
  [ "$status" -eq 0 ]
  grep -q "^SPL05: " "$dir/out"
  grep -qE "^  mask +aa6001" "$dir/out"
  grep -qE "^  15 +change right" "$dir/out"
  grep -qE "^  08 +Derive LoRa key +never" "$dir/out"
  grep -qE "^  0 +sign_external, sign_internal_external +never +- +nist_p256$" "$dir/out"
  grep -qE "^  3 +change_right$" "$dir/out"
  grep -qE "^  0 +1000 +- +always +never +none +certificate$" "$dir/out"
  grep -qE "^  8 +64 +4294967295 +always +always +read, update +-$" "$dir/out"
}

@test "profile show --json is the file in the repository" {
  run_tool profile show --json
  diff "$dir/out" "$STSAFE_SOURCE_DIR/profiles/spl05.json"
  cp "$dir/out" "$dir/mine.json"
  run_tool profile show --json --profile "$dir/mine.json"
  [ "$status" -eq 0 ]
}

@test "profile check accepts a good file and says where a bad one is wrong" {
  run_tool profile check "$STSAFE_SOURCE_DIR/profiles/spl05.json"
  [ "$status" -eq 0 ]
  [[ "$output" == *"valid (SPL05: 45 command rules"* ]]
  run_tool profile check "$STSAFE_SOURCE_DIR/profiles/spl05.json" --json
  [ "$(json valid)" = True ]

  sed '0,/"free"/s//"sometimes"/' "$STSAFE_SOURCE_DIR/profiles/spl05.json" >"$dir/bad.json"
  run_tool profile check "$dir/bad.json"
  refused_with 2 'commands.rules[0].access: "sometimes" is none of never, free'
  echo '{"schema": 1,' >"$dir/bad.json"
  run_tool profile check "$dir/bad.json"
  refused_with 2 "is not JSON: parse error at line 2"
  sed '0,/"free"/s//"some\\ntimes\\u001b[1m"/' "$STSAFE_SOURCE_DIR/profiles/spl05.json" >"$dir/bad.json"
  run_tool profile check "$dir/bad.json"
  refused_with 2 'commands.rules[0].access: "some?times?[1m" is none of'
  run_tool profile check "$(printf 'x%.0s' {1..5000})"
  refused_with 2 "nor a file"
  run_tool profile check "$dir/missing.json"
  refused_with 2 "nor a file"
  run_tool profile check "$dir"
  refused_with 2 "is a directory"
}

@test "profile diff names each field that differs" {
  sed 's/"1b", "access": "free"/"1b", "access": "host"/' "$STSAFE_SOURCE_DIR/profiles/spl05.json" \
    >"$dir/mine.json"
  run_tool profile diff spl05 "$dir/mine.json"
  [ "$status" -eq 0 ]
  grep -qE '^  commands.rules.1b.access +"free" +"host"$' "$dir/out"
  run_tool profile diff spl05 "$dir/mine.json" --json
  [ "$(json equal)" = False ]
  run_tool profile diff spl05 "$STSAFE_SOURCE_DIR/profiles/spl05.json"
  [ "$output" = "no difference" ]
}

@test "a simulated device has the profile that its device string names" {
  sed 's/"1b", "access": "free"/"1b", "access": "host"/; s/"i2c_address": "20"/"i2c_address": "48"/' \
    "$STSAFE_SOURCE_DIR/profiles/spl05.json" >"$dir/mine.json"
  run_tool info --device "sim:seed=1,profile=$dir/mine.json"
  [ "$status" -eq 0 ]
  grep -qE "^  1B +Encrypt +host" "$dir/out"
  run_tool info --device "sim:profile=$dir/missing.json"
  refused_with 2 "nor a file"
}

@test "a difference of passwords is said, but not what they are" {
  cd "$dir"
  "$STSAFE" profile show --json >mine.json
  python3 - <<'PY'
import json
profile = json.load(open("mine.json"))
profile["password"] = "00112233445566778899aabbccddeeff"
json.dump(profile, open("mine.json", "w"))
PY
  for format in "" --json; do
    # shellcheck disable=SC2086
    run_tool profile diff spl05 mine.json $format
    [ "$status" -eq 0 ]
    grep -q "not shown" "$dir/out"
    absent -q 001122 "$dir/out"
  done
}
