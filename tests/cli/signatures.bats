load common

# A file's content in hexadecimal.
hex_of() {
  od -An -v -tx1 "$1" | tr -d ' \n'
}

@test "keypair generate makes keys whose signatures openssl verifies" {
  new_device
  device="sim:state=$dir/device.db"
  printf 'a message' >"$dir/message"
  announces_what_it_does "$dir/device.db" keypair generate --slot 1 --limit 40000
  for curve in NIST-P-256:sha256 NIST-P-521:sha512 brainpoolP384r1:sha384; do
    rm -f "$dir/key.pem"
    run_tool keypair generate --slot 1 --curve "${curve%:*}" -o "$dir/key.pem" --device "$device"
    [ "$status" -eq 0 ]
    run_tool sign --slot 1 "$dir/message" -o "$dir/signature" --force --device "$device"
    [ "$status" -eq 0 ]
    openssl dgst "-${curve#*:}" -verify "$dir/key.pem" -signature "$dir/signature" "$dir/message"
    run_tool verify "$dir/message" --key "$dir/key.pem" --signature "$dir/signature" --device "$device"
    [ "$output" = valid ]
  done
  run_json sign sign --slot 1 "$dir/message" --hash SHA3-256 --format raw --device "$device"
  [ "$(json hash) $(json format)" = "SHA3-256 raw" ]
  signature=$(json signature_hex)
  [ "${#signature}" -eq 192 ]
  openssl dgst -sha3-256 -binary "$dir/message" >"$dir/digest"
  run_tool verify "$dir/digest" --digest --format raw --signature-hex "$signature" --key "$dir/key.pem" --device "$device"
  [ "$output" = valid ]
  announces_what_it_does "$dir/device.db" sign --slot 1 --digest "$dir/digest"

  run_tool keypair generate --slot 2 --curve Ed25519 -o "$dir/ed.pem" --device "$device"
  run_tool sign --slot 2 "$dir/message" -o "$dir/ed.signature" --device "$device"
  openssl pkeyutl -verify -rawin -in "$dir/message" -pubin -inkey "$dir/ed.pem" -sigfile "$dir/ed.signature"
  run_json keypair-list keypair list --device "$device"
  python3 - "$dir/out" <<'PY'
import json, sys
keys = json.load(open(sys.argv[1]))["private_keys"]
assert [key.get("curve") for key in keys] == ["NIST-P-256", "brainpoolP384r1", "Ed25519", None, None, None]
PY
  run_json keypair-generate keypair generate --slot 1 --limit 1 --device "$device"
  [ "$(json usage_limit)" = 1 ]
  run_tool sign --slot 1 --text once --device "$device"
  [ "$status" -eq 0 ]
  run_tool sign --slot 1 --text twice --device "$device"
  [ "$status" -eq 3 ]
}

@test "verify takes openssl's signatures and keys in each form" {
  printf 'a message' >"$dir/message"
  openssl ecparam -name secp384r1 -genkey -noout -out "$dir/key.pem"
  openssl pkey -in "$dir/key.pem" -pubout -out "$dir/key.pub"
  openssl pkey -in "$dir/key.pem" -pubout -outform DER -out "$dir/key.der"
  tail -c 97 "$dir/key.der" >"$dir/key.raw"
  openssl req -new -x509 -key "$dir/key.pem" -subj /CN=signer -out "$dir/key.crt" 2>/dev/null
  openssl dgst -sha384 -sign "$dir/key.pem" -out "$dir/signature" "$dir/message"
  signed=("$dir/message" --signature "$dir/signature")
  for key in key.pub key.der key.crt; do
    run_json verify verify "${signed[@]}" --key "$dir/$key"
    [ "$(json valid) $(json curve) $(json hash)" = "True NIST-P-384 SHA-384" ]
  done
  run_tool verify "${signed[@]}" --key "$dir/key.raw" --raw-curve NIST-P-384
  [ "$output" = valid ]
  run_tool verify --text "a messagf" --signature "$dir/signature" --key "$dir/key.pub" --json
  [ "$status" -eq 4 ]
  has_form verify
  [ "$(json valid)" = False ]
  run_tool verify "${signed[@]}" --key "$dir/key.pub" --hash SHA-256
  refused_with 4 "invalid"

  new_device
  run_tool key trust --slot 0 --key "$dir/key.pub" --allow change-right --device "sim:state=$dir/device.db"
  run_tool verify "${signed[@]}" --slot 0 --device "sim:state=$dir/device.db"
  [ "$output" = valid ]
  run_tool verify "${signed[@]}" --slot 1 --device "sim:state=$dir/device.db"
  refused_with 6 "public key slot 1 is empty"

  openssl genpkey -algorithm ed25519 -out "$dir/ed.pem"
  openssl pkey -in "$dir/ed.pem" -pubout -out "$dir/ed.pub"
  openssl pkeyutl -sign -rawin -in "$dir/message" -inkey "$dir/ed.pem" -out "$dir/ed.signature"
  run_tool verify "$dir/message" --key "$dir/ed.pub" --signature "$dir/ed.signature"
  [ "$output" = valid ]
  run_tool verify "$dir/message" --key "$dir/ed.pub" --signature "$dir/ed.signature" --prehashed
  [ "$status" -eq 4 ]
}

@test "sign and verify say what does not fit" {
  run_tool sign --slot 1 --text x
  refused_with 6 "private key slot 1 is empty"
  run_tool sign --slot 9 --text x
  refused_with 6 "there is no private key slot 9"
  run_tool sign --slot 0
  refused_with 2 "no message: give a FILE"
  run_tool sign --slot 0 --text x --format pem
  refused_with 2 "--format: 'pem' is neither der nor raw"
  run_tool sign --slot 0 --text x --hash md5
  refused_with 2 "--hash: 'md5' is none of SHA-256"
  run_tool sign --slot 0 --digest --hex 00ff
  refused_with 2 "--digest: 2 bytes are no digest"
  run_tool sign --slot 0 --text x --digest --hash SHA-256
  [ "$status" -eq 2 ]
  openssl ecparam -name prime256v1 -genkey -noout | openssl pkey -pubout -out "$dir/key.pub"
  openssl ecparam -name secp256k1 -genkey -noout | openssl pkey -pubout -out "$dir/koblitz.pub"
  run_tool verify --text x --key "$dir/key.pub"
  refused_with 2 "give the signature"
  run_tool verify --text x --signature-hex 00
  refused_with 2 "give the public key"
  run_tool verify --text x --signature-hex 00 --key "$dir/key.pub"
  refused_with 2 "--signature: 1 bytes that are no ECDSA signature on NIST-P-256 in DER"
  run_tool verify --text x --signature-hex 00 --format raw --key "$dir/key.pub"
  refused_with 2 "a raw signature on NIST-P-256 has 64"
  run_tool verify --text x --signature-hex 00 --key "$dir/koblitz.pub"
  refused_with 2 "a key of a kind that the device does not know"
  run_tool verify --text x --signature-hex 00 --key "$dir/key.pub" --raw-curve NIST-P-256
  refused_with 2 "but a raw key on NIST-P-256 has 64"
  run_tool verify --text x --signature-hex 00 --key "$BATS_TEST_FILENAME"
  refused_with 2 "raw bytes want --raw-curve"
  run_tool keypair generate --slot 0
  [ "$status" -eq 3 ]
  run_tool keypair generate --slot 1 --limit 0
  refused_with 2 "--limit: 0 is not from 1 to 65534"
  run_tool keypair generate --slot 1 -o "$dir/key.pub"
  refused_with 2 "'$dir/key.pub' exists"
}

@test "ecdh agrees with openssl on a secret" {
  new_device
  device="sim:state=$dir/device.db"
  for curve in brainpoolP256r1:EC X25519:X25519; do
    rm -f "$dir"/{mine,peer,secret,theirs}*
    run_tool keypair generate --slot 3 --curve "${curve%:*}" -o "$dir/mine.pub" --device "$device"
    [ "$status" -eq 0 ]
    if [ "${curve#*:}" = EC ]; then
      openssl ecparam -name brainpoolP256r1 -genkey -noout -out "$dir/peer.pem"
    else
      openssl genpkey -algorithm X25519 -out "$dir/peer.pem"
    fi
    openssl pkey -in "$dir/peer.pem" -pubout -out "$dir/peer.pub"
    run_tool ecdh --slot 3 --peer "$dir/peer.pub" -o "$dir/secret" --device "$device"
    [ "$status" -eq 0 ]
    [ -z "$output" ]
    [ "$(stat -c %a "$dir/secret")" = 600 ]
    openssl pkeyutl -derive -inkey "$dir/peer.pem" -peerkey "$dir/mine.pub" -out "$dir/theirs"
    cmp "$dir/secret" "$dir/theirs"
  done
  run_json ecdh ecdh --slot 3 --peer "$dir/peer.pub" --device "$device"
  secret=$(json shared_secret_hex)
  [ "$secret" = "$(hex_of "$dir/theirs")" ]
  announces_what_it_does "$dir/device.db" ecdh --slot 3 --peer "$dir/peer.pub"
  run_tool ecdh --slot 3 --peer "$dir/peer.pub" -o "$dir/secret" --device "$device"
  refused_with 2 "'$dir/secret' exists"
  run_tool ecdh --slot 0 --peer "$dir/peer.pub" --device "$device"
  refused_with 2 "is a key on X25519, but that in slot 0 is on NIST-P-256"
  run_tool ecdh --slot ephemeral --peer "$dir/peer.pub" --device "$device"
  refused_with 6 "private key slot ephemeral is empty"
  # On a terminal a secret is not shown unasked.
  script -qec "$STSAFE ecdh --slot 3 --peer $dir/peer.pub --device $device" /dev/null >"$dir/terminal" </dev/null || true
  grep -q "the shared secret is a secret" "$dir/terminal"
  absent -q "$secret" "$dir/terminal"
}
