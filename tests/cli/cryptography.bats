load common

setup_file() {
  python3 "$STSAFE_SOURCE_DIR/tests/cli/chip_with_keys.py" "$BATS_FILE_TMPDIR/keys.db"
}

setup() {
  dir=$BATS_TEST_TMPDIR
  cp "$BATS_FILE_TMPDIR/keys.db" "$dir/device.db"
  export STSAFE_DEVICE=sim:state=$dir/device.db PYTHONPATH=$STSAFE_SOURCE_DIR/tests/cli
}

# A message that takes several commands.
long_message() {
  python3 -c 'import random, sys; sys.stdout.buffer.write(random.Random(1).randbytes(int(sys.argv[1])))' "$1" >"$dir/long"
}

@test "encrypt with CCM* makes what others open, and decrypt opens it" {
  run_json encrypt encrypt --slot 0 --associated-data 0a0b --text "hello, device" -o "$dir/sealed"
  has_form encrypt "$dir/sealed"
  [ "$(stat -c %a "$dir/sealed")" = 600 ]
  python3 - "$dir/sealed" <<'PY'
import json, sys
from cryptography.hazmat.primitives.ciphers.aead import AESCCM
sealed = {name: bytes.fromhex(value) for name, value in json.load(open(sys.argv[1])).items() if name.endswith("_hex")}
opened = AESCCM(bytes(range(32)), 16).decrypt(
    sealed["nonce_hex"], sealed["ciphertext_hex"] + sealed["tag_hex"], bytes.fromhex("0a0b"))
assert opened == b"hello, device" and len(sealed["nonce_hex"]) == 13
PY
  run_tool decrypt --from "$dir/sealed" --raw
  [ "$output" = "hello, device" ]
  run_json decrypt decrypt --from "$dir/sealed"
  [ "$(json plaintext_hex)" = 68656c6c6f2c20646576696365 ]
  [ "$(json verified)" = True ]
  # What others seal.
  read -r ciphertext tag < <(python3 -c '
from cryptography.hazmat.primitives.ciphers.aead import AESCCM
sealed = AESCCM(bytes(range(32)), 16).encrypt(bytes(range(13)), b"abc", b"more")
print(sealed[:3].hex(), sealed[3:].hex())')
  printf more >"$dir/more"
  run_tool decrypt --slot 0 --nonce 000102030405060708090a0b0c --tag "$tag" --hex "$ciphertext" \
    --associated-data-file "$dir/more"
  [ "$output" = 616263 ]
  # The same nonce gives the same, with a warning; a fresh one is another each time.
  run_tool encrypt --slot 0 --nonce 000102030405060708090a0b0c --text abc --associated-data 6d6f7265
  [[ "$errors" == *"warning: a nonce used twice"* ]]
  [ "$output" = "nonce       000102030405060708090a0b0c
ciphertext  $ciphertext
tag         $tag" ]
  run_tool encrypt --slot 0 --text abc; first=$output
  run_tool encrypt --slot 0 --text abc
  [ "$first" != "$output" ]
}

@test "encrypt and decrypt take messages by chunks, with CCM* and GCM" {
  long_message 5000
  run_tool encrypt --slot 0 "$dir/long" -o "$dir/ccm"
  [ "$status" -eq 0 ]
  [ -z "$output" ]
  run_tool encrypt --slot 1 "$dir/long" -o "$dir/gcm"
  run_tool encrypt --slot 1 "$dir/long" --nonce 000102030405060708090a0b --associated-data 01 -o "$dir/given"
  python3 - "$dir" <<'PY'
import json, sys
from cryptography.hazmat.primitives.ciphers.aead import AESCCM, AESGCM
message = open(sys.argv[1] + "/long", "rb").read()
for name, key in ("ccm", AESCCM(bytes(range(32)), 16)), ("gcm", AESGCM(bytes(range(16)))), ("given", AESGCM(bytes(range(16)))):
    sealed = {name: bytes.fromhex(value) for name, value in json.load(open(f"{sys.argv[1]}/{name}")).items() if name.endswith("_hex")}
    opened = key.decrypt(sealed["nonce_hex"], sealed["ciphertext_hex"] + sealed["tag_hex"], sealed["associated_data_hex"])
    assert opened == message, name
PY
  run_tool decrypt --from "$dir/ccm" -o "$dir/opened"
  cmp "$dir/long" "$dir/opened"
  [ "$(stat -c %a "$dir/opened")" = 600 ]
  run_tool decrypt --from "$dir/given" -o "$dir/opened"
  refused_with 2 "exists; say --force"
  run_tool decrypt --from "$dir/given" -o "$dir/opened" --force
  cmp "$dir/long" "$dir/opened"
  # The key in slot 6 has no usage by chunks.
  run_tool encrypt --slot 6 "$dir/long"
  [ "$status" -eq 3 ]
  [[ "$errors" == *"usages do not allow"* ]]
}

@test "decrypt gives nothing if anything was changed" {
  long_message 2000
  run_tool encrypt --slot 0 --text "a secret" --associated-data 01 -o "$dir/short.json"
  run_tool encrypt --slot 1 "$dir/long" -o "$dir/long.json"
  for name in short long; do
    for member in nonce_hex ciphertext_hex tag_hex associated_data_hex; do
      python3 - "$dir/$name.json" "$member" >"$dir/changed" <<'PY'
import json, sys
document = json.load(open(sys.argv[1]))
value = document[sys.argv[2]] or "00"
document[sys.argv[2]] = "%02x" % (int(value[:2], 16) ^ 1) + value[2:]
print(json.dumps(document))
PY
      run_tool decrypt --from "$dir/changed" --json -o "$dir/opened"
      refused_with 4 "were changed"
      [ -z "$output" ]
      [ ! -e "$dir/opened" ]
    done
  done
}

@test "ECB encrypts whole blocks, with a warning" {
  run_json encrypt encrypt --slot 2 --hex 00112233445566778899aabbccddeeff
  [[ "$errors" == *"warning: ECB"* ]]
  [ "$(json ciphertext_hex)" = 69c4e0d86a7b0430d8cdb78070b4c55a ]  # FIPS 197, appendix C.1
  run_tool decrypt --slot 2 --hex 69c4e0d86a7b0430d8cdb78070b4c55a
  [ "$output" = 00112233445566778899aabbccddeeff ]
  run_json decrypt decrypt --slot 2 --hex 69c4e0d86a7b0430d8cdb78070b4c55a
  [ "$(json verified)" = False ]
  run_tool encrypt --slot 2 --hex 0011
  refused_with 2 "whole blocks of 16"
  run_tool encrypt --slot 2 --nonce 00 --hex 0011
  refused_with 2 "ECB has no nonce"
}

@test "a key with a counter says the nonce that was really used" {
  run_json encrypt encrypt --slot 7 --nonce ffffffffffffffffffffffffff --text abc
  [ "$(json nonce_hex)" = 00000000ffffffffffffffffff ]
  run_json encrypt encrypt --slot 7 --nonce ffffffffffffffffffffffffff --text abc
  [ "$(json nonce_hex)" = 00000001ffffffffffffffffff ]
  run_tool encrypt --slot 7 --text abc --dry-run
  [[ "$output" == *"moves the key's counter on by one"* ]]
  run_json encrypt encrypt --slot 7 --nonce ffffffffffffffffffffffffff --text abc
  [ "$(json nonce_hex)" = 00000002ffffffffffffffffff ]
}

@test "encrypt and decrypt refuse what makes no sense, in one line" {
  echo '{"schema": 1, "slot": 0, "mode": "GCM", "nonce_hex": "00", "ciphertext_hex": "", "tag_hex": "", "associated_data_hex": ""}' >"$dir/gcm"
  echo '{"schema": 1, "slot": 0, "mode": "GCM", "nonce_hex": 5}' >"$dir/bad"
  echo 'nonsense' >"$dir/nonsense"
  long_message 65536
  local cases=(
    "encrypt --slot 0|2|no message" "encrypt --text x|2|slot is required" "encrypt --slot 99 --text x|6|entry not found"
    "encrypt --slot 8 --text x|6|key not found" "encrypt --slot 3 --text x|6|a key for CMAC does not encrypt"
    "encrypt --slot 0 --nonce 00 --text x|2|--nonce: 1 bytes, but the key takes 13"
    "encrypt --slot 0 --nonce xx --text x|2|not bytes in hexadecimal"
    "encrypt --slot 0 --text x --hex 00|2|excludes" "encrypt --slot 0 $dir/none|6|cannot open"
    "encrypt --slot 0 $dir/long|2|more than 65535" "decrypt --hex 00|2|--slot is required"
    "decrypt --slot 0 --hex 00|2|--nonce: 0 bytes" "decrypt --from $dir/gcm|2|but the key in slot 0 for CCM*"
    "decrypt --slot 0 --nonce 00000000000000000000000000 --tag 00 --hex 00|2|--tag: 1 bytes, but the key's tags have 16"
    "decrypt --from $dir/bad|2|no text nonce_hex" "decrypt --from $dir/nonsense|2|no JSON object"
    "decrypt --from $dir/gcm --hex 00|2|do not give another one" "decrypt --from $dir/gcm --nonce 00|2|excludes"
    "mac --slot 0 --text x|6|makes no MACs" "mac --slot 3 --length 5 --text x|2|--length: 5 bytes"
    "mac --slot 3 --verify 00 --text x|2|--verify: 1 bytes" "mac --slot 3 --nonce 00 --text x|2|no nonce, only GMAC"
    "mac --slot 1 --verify 00 --text x|2|--nonce is required" "mac --slot 3 --verify 00 --length 8 --text x|2|excludes"
    "mac --slot 3 $dir/long|2|more than 65535" "hash SHA-1 --text x|2|none of SHA-256"
    "hash SHA-256|2|no message" "hash SHA-256 $dir/none|6|cannot open" "derive --slot 5|2|say where the key goes"
    "derive --slot 0 -o $dir/key|6|derives no keys" "derive --slot 5 --to-slot XTS|2|none of ccm*"
    "derive --slot 5 --to-slot ccm --type DES|2|none of aes-128" "derive --slot 5 --size 0 -o $dir/key|2|--size: 0 is not"
    "derive --slot 5 --to-slot ecb --tag-length 8|2|for --to-slot ccm* or gcm"
    "derive --slot 5 --to-slot hkdf|2|no key for hkdf is derived into a slot"
    "derive --slot 5 --to-slot ccm --tag-length 5|2|not 0, 4, 8 or 16")
  for case in "${cases[@]}"; do
    IFS='|' read -r words expected message <<<"$case"
    # shellcheck disable=SC2086
    run_tool $words
    echo "$case: $status $errors"
    refused_with "$expected" "$message"
    [ -z "$output" ]
  done
}

@test "mac makes and verifies CMAC, HMAC and GMAC as others do" {
  run_json mac mac --slot 3 --hex 6bc1bee22e409f96e93d7e117393172a
  [ "$(json mac_hex)" = 070a16b46b4d4144f79bdd9dd04a287c ]  # RFC 4493, example 2
  run_tool mac --slot 3 --length 8 --hex 6bc1bee22e409f96e93d7e117393172a
  [ "$output" = 070a16b46b4d4144 ]
  run_tool mac --slot 3 --length 4 --hex 6bc1bee22e409f96e93d7e117393172a
  [[ "$errors" == *"warning: a MAC of 4 bytes can be forged in 2^32 tries"* ]]
  run_json mac-verify mac --slot 3 --verify 070a16b46b4d4144 --hex 6bc1bee22e409f96e93d7e117393172a
  [ "$(json valid)" = True ]
  run_tool mac --slot 4 --text "what do ya want"
  [ "$output" = "$(printf 'what do ya want' | openssl dgst -sha256 -mac HMAC \
    -macopt hexkey:"$(python3 -c 'print(bytes(range(32)).hex())')" | sed 's/.* //')" ]
  run_tool mac --slot 4 --verify "$output" --text "what do ya want"
  [ "$output" = "The MAC is right." ]
  # GMAC, of a message of several commands as well.
  long_message 3000
  run_json mac mac --slot 1 "$dir/long"
  python3 - "$dir/out" "$dir/long" <<'PY'
import json, sys
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
made = json.load(open(sys.argv[1]))
AESGCM(bytes(range(16))).decrypt(bytes.fromhex(made["nonce_hex"]), bytes.fromhex(made["mac_hex"]), open(sys.argv[2], "rb").read())
PY
  nonce=$(json nonce_hex) mac=$(json mac_hex)
  run_json mac-verify mac --slot 1 --verify "$mac" --nonce "$nonce" "$dir/long"
  echo x >>"$dir/long"
  run_tool mac --slot 1 --verify "$mac" --nonce "$nonce" "$dir/long"
  refused_with 4 "Verify MAC: it is wrong"
}

@test "a wrong MAC is status 4, also with --json" {
  run_tool mac --slot 3 --verify 070a16b46b4d4145 --hex 6bc1bee22e409f96e93d7e117393172a --json
  refused_with 4 "Verify MAC: it is wrong"
  has_form mac-verify
  [ "$(json valid)" = False ]
  run_tool mac --slot 3 --verify 070a16b4 --hex 6bc1bee22e409f96e93d7e117393172a
  [ "$status" -eq 3 ]  # shorter than the key demands
  run_tool mac --slot 3 --text "$(printf 'x%.0s' {1..800})"
  refused_with 2 "the frame is too long"
}

@test "hash does what OpenSSL does, of any size and from anywhere" {
  long_message 20000
  for algorithm in SHA-256 SHA-384 SHA-512 SHA3-256 SHA3-384 SHA3-512; do
    run_tool hash "$algorithm" "$dir/long"
    name=${algorithm,,}; [[ $name == sha3-* ]] || name=${name/-/}
    [ "$output" = "$(openssl dgst "-$name" -r "$dir/long" | cut -d' ' -f1)" ]
  done
  [ "$("$STSAFE" hash sha256 - <"$dir/long")" = "$(sha256sum "$dir/long" | cut -d' ' -f1)" ]
  run_json hash hash SHA-256 --text abc
  [ "$(json digest_hex)" = ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad ]
  [ "$(json size)" = 3 ]
  run_tool hash SHA3-256 --hex ""
  [ "$output" = a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a ]
}

@test "derive does HKDF: RFC 5869 into a file, and into a slot" {
  run_json derive derive --slot 5 --salt 000102030405060708090a0b0c --info f0f1f2f3f4f5f6f7f8f9 --size 42 -o "$dir/key"
  # RFC 5869, test case 1.
  [ "$(od -An -v -tx1 "$dir/key" | tr -d ' \n')" = 3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865 ]
  [ "$(stat -c %a "$dir/key")" = 600 ]
  absent -q 3cb25f25 "$dir/out" "$dir/err"
  run_json derive derive --slot 5 --info-text wk --to-slot 'ccm*'
  [ "$(json slot)" = 9 ]
  run_tool encrypt --slot 9 --nonce 000102030405060708090a0b0c --text abc
  [ "$output" = "$(python3 -c '
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESCCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
key = HKDF(hashes.SHA256(), 32, None, b"wk").derive(b"\x0b" * 22)
sealed = AESCCM(key, 16).encrypt(bytes(range(13)), b"abc", b"").hex()
print(f"nonce       {bytes(range(13)).hex()}\nciphertext  {sealed[:6]}\ntag         {sealed[6:]}")')" ]
  # In two steps it is the same key.
  run_json derive derive --slot 5 --salt 000102030405060708090a0b0c --extract
  prk=$(json slot)
  run_tool derive --slot "$prk" --expand --info f0f1f2f3f4f5f6f7f8f9 --size 42 -o "$dir/again"
  cmp "$dir/key" "$dir/again"
  run_tool derive --slot 5 --size 42 -o "$dir/key"
  refused_with 2 "exists; say --force"
}

@test "derive announces what it does" {
  announces_what_it_does "$dir/device.db" derive --slot 5 --salt 01 --info-text x --to-slot gcm --type aes-128 --by-chunks
  announces_what_it_does "$dir/device.db" derive --slot 5 --extract
  announces_what_it_does "$dir/device.db" derive --slot 5 --size 16 -o "$dir/key"
  for _ in 1 2 3 4 5; do "$STSAFE" derive --slot 5 --extract; done
  run_tool derive --slot 5 --to-slot hmac --dry-run
  [[ "$output" == *"replace the AES-128 GCM key in slot 9 (CANNOT BE UNDONE)"* ]]
}
