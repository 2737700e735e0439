load common

@test "prints the mission's steps and ends in success" {
  run_tool demo
  [ "$status" -eq 0 ]
  [ -z "$errors" ]
  for step in "Initialize target STSAFE-A120" "Establish host secure session" \
    "Wrap AES-256 key using session KEK" "Provision wrapped key to slot 0" \
    "Key provisioned successfully" "Test message (plaintext):" "Encrypt using CCM* mode" \
    "Encrypted message:" "Authentication tag (16 bytes):" "Decrypt using CCM* mode" \
    "Decrypted message:" "Decryption and authentication verification: SUCCESS"; do
    grep -qF -- " - $step" "$dir/out"
  done
  [ "$(head -c 112 "$dir/out")" = "$(printf -- '-%.0s' {1..112})" ]
}

@test "shows the known answer" {
  run_tool demo --known-answer
  [ "$status" -eq 0 ]
  grep -qx '  0x69 0x66 0x30 0xBB 0x08 0x0F 0xE4 0x1D 0x61 0x04 0x89 0xD3 0xDA 0x23 0x21 0x66' "$dir/out"
  grep -qx '  0x0E 0xDB 0xC6 0x27' "$dir/out"
}

@test "shows the known answer on every curve, in every slot, as JSON" {
  for curve in NIST-P-256 NIST-P-384 NIST-P-521 brainpoolP256r1 brainpoolP384r1 brainpoolP512r1 X25519; do
    run_tool demo --known-answer --json --curve "$curve" --slot 15
    [ "$status" -eq 0 ]
    [ "$(json ciphertext_hex)" = 696630bb080fe41d610489d3da232166 ]
    [ "$(json tag_hex)" = 0edbc627 ]
    [ "$(json curve)" = "$curve" ]
    [ "$(json verified)" = True ]
    [ "$(json schema)" = 1 ]
  done
}

@test "uses a key from a file: the known answer again" {
  umask 077
  printf '5a%.0s' {1..32} >"$dir/key"
  run_tool demo --key-file "$dir/key" --tag-length 16 --nonce 000102030405060708090a0b0c \
    --associated-data 5a5a5a5a5a5a5a5a --json
  [ "$status" -eq 0 ]
  # Protocol part 02, section 11.3.
  [ "$(json ciphertext_hex)" = 696630bb080fe41d610489d3da232166 ]
  [ "$(json tag_hex)" = f468c3bfa90e18695233ac1bd6410ace ]
}

@test "accepts messages from nothing to a frame full" {
  for message in "" 00 "$(printf 'ab%.0s' {1..690})"; do
    run_tool demo --message "$message" --json
    [ "$status" -eq 0 ]
    [ "$(json decrypted_hex)" = "$message" ]
  done
  run_tool demo --message "$(printf 'ab%.0s' {1..800})"
  refused_with 2 "the frame is too long"
}

@test "warns of weak tags, and says that a tag of 0 bytes authenticates nothing" {
  run_tool demo --tag-length 4
  [ "$status" -eq 0 ]
  [[ "$errors" == *"warning: a tag of 4 bytes can be forged"* ]]
  run_tool demo --tag-length 0 --json
  [ "$status" -eq 0 ]
  [[ "$errors" == *"nothing is authenticated"* ]]
  [ "$(json verified)" = False ]
  for size in 8 16; do
    run_tool demo --tag-length "$size"
    [ "$status" -eq 0 ]
    [ -z "$errors" ]
  done
}

@test "a seed makes the run repeatable, and only a seed" {
  run_tool demo --seed 7 --trace
  first=$output$errors
  run_tool demo --seed 7 --trace
  [ "$first" = "$output$errors" ]
  run_tool demo --seed 8 --trace
  [ "$first" != "$output$errors" ]
  run_tool demo --trace
  first=$output$errors
  run_tool demo --trace
  [ "$first" != "$output$errors" ]
}

@test "the trace names every frame and shows no secret" {
  umask 077
  printf '5a%.0s' {1..32} >"$dir/key"
  printf '00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef' >"$dir/host"
  run_tool demo --trace --key-file "$dir/key" --host-keys "$dir/host" \
    --message c0ffee00c0ffee00c0ffee00
  [ "$status" -eq 0 ]
  for name in QueryProductData QueryCommandAuthorization QueryHostKeySlotV2 WriteHostKeyV2Plaintext \
    PutSymmetricControlFields GenerateEcdhe StartVolatileKekSession WriteSymmetricKeyWrapped \
    StopVolatileKekSession EncryptCcmStar DecryptCcmStar; do
    grep -q "> .* $name" "$dir/err"
  done
  absent -qi -e 5a5a5a5a -e 00112233 -e 01234567 -e c0ffee "$dir/err"
}

@test "refuses wrong options with one line and changes nothing" {
  local cases=(
    "--slot 16|entry not found" "--slot 300|above 255" "--slot x|not a number" "--slot -1|not a number"
    "--tag-length 5|not 0, 4, 8 or 16" "--tag-length 32|not 0, 4, 8 or 16"
    "--nonce 00|CCM* takes 13" "--nonce zz|not bytes in hexadecimal" "--message 1|not bytes in hexadecimal"
    "--associated-data xyz|not bytes in hexadecimal" "--curve ed25519|is none of" "--curve p192|is none of"
    "--key-file /nonexistent|cannot open" "--key-file /|is a directory"
    "--host-keys /nonexistent|cannot open" "--known-answer --nonce 00|excludes" "--bogus|means nothing here"
    "--device foo|no device string" "--device sim:x=1|not an option" "--device sim:seed=x|not a number"
    "--seed x|not a number" "surplus|means nothing here")
  for case in "${cases[@]}"; do
    # shellcheck disable=SC2086
    run_tool demo ${case%%|*}
    echo "$case: $status $errors"
    [ "$status" -ne 0 ]
    [[ "$errors" == "stsafe: error: "*"${case#*|}"* ]]
    [ "$(wc -l <"$dir/err")" -eq 1 ]
    absent -q "Key provisioned" "$dir/out"
  done
}

@test "refuses a key file that others can read, and says what mends it" {
  printf '5a%.0s' {1..32} >"$dir/key"
  chmod 644 "$dir/key"
  run_tool demo --key-file "$dir/key"
  refused_with 2 "chmod 600"
  chmod 600 "$dir/key"
  run_tool demo --key-file "$dir/key"
  [ "$status" -eq 0 ]
}

@test "says so when the output cannot be written" {
  run bash -c '"$STSAFE" demo >/dev/full'
  [ "$status" -eq 1 ]
  [[ "$output" == *"cannot write the output"* ]]
  run bash -c '"$STSAFE" --help >/dev/full'
  [ "$status" -eq 1 ]
}

@test "uses no colour in a pipe" {
  run_tool demo
  absent -q $'\033' "$dir/out"
}
