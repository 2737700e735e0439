load common

@test "ca export writes the root certificate of simulated devices" {
  run_tool ca export
  [ "$status" -eq 0 ]
  [ "$(head -1 "$dir/out")" = "-----BEGIN CERTIFICATE-----" ]
  run_tool ca export --output "$dir/ca.pem"
  [ "$status" -eq 0 ]
  [ -z "$output" ]
  run_tool ca export
  diff "$dir/out" "$dir/ca.pem"
  run_tool ca export --json
  [ "$(json subject)" = "C=NL, O=Simulated STSAFE-A120, CN=STSAFE-A SIM TEST CA 01" ]
  run_tool ca export --output "$dir/missing/ca.pem"
  refused_with 1 "cannot write"
}

@test "a device can be certified by the user's own authority" {
  run_tool info --device "sim:ca=$dir/root.pem"
  refused_with 2 "needs both"
  run_tool info --device "sim:ca=$dir/root.pem,ca-key=$dir/root.key"
  refused_with 6 "certificate '$dir/root.pem' cannot be read: No such file"
}

@test "cert shows, writes and verifies the device's certificate" {
  device=sim:seed=5
  run_tool cert export -o "$dir/device.pem" --device "$device"
  [ "$status" -eq 0 ]
  run_tool cert export --der --device "$device" -o "$dir/device.der"
  cmp <(openssl x509 -in "$dir/device.pem" -outform DER) "$dir/device.der"
  run_json cert-export cert export --device "$device"
  run_tool cert export -o "$dir/device.pem" --device "$device"
  refused_with 2 "'$dir/device.pem' exists"
  run_json cert-show cert show --device "$device"
  [ "$(json fingerprint_sha256)" = "$(sha256sum "$dir/device.der" | cut -c1-64)" ]
  [ "$(json serial_number)" = "$(openssl x509 -in "$dir/device.pem" -noout -serial | cut -d= -f2 | tr A-F a-f)" ]
  run_tool cert show --device "$device"
  grep -qE "^subject +C=FR, O=STMicroelectronics, CN=" "$dir/out"
  run_tool cert show --zone 1 --device "$device"
  refused_with 6 "Read the certificate in zone 1"
  run_tool cert show --zone 256 --device "$device"
  refused_with 2 "--zone: 256 is not from 0 to 255"

  "$STSAFE" ca export -o "$dir/root.pem"
  openssl verify -CAfile "$dir/root.pem" "$dir/device.pem"
  run_json cert-verify cert verify --device "$device"
  run_tool cert verify --root "$dir/root.pem" --device "$device"
  [ "$status" -eq 0 ]
  openssl req -new -x509 -newkey rsa:2048 -nodes -subj /CN=stranger -keyout /dev/null -out "$dir/stranger.pem" 2>/dev/null
  run_tool cert verify --root "$dir/stranger.pem" --json --device "$device"
  [ "$status" -eq 4 ]
  has_form cert-verify
  [ "$(json valid)" = False ]
  run_tool cert verify --root "$dir/none.pem" --device "$device"
  refused_with 6 "none.pem"
}

@test "authenticate tells a genuine device from others" {
  new_device
  announces_what_it_does "$dir/device.db" authenticate
  run_json authenticate authenticate --device sim:seed=5
  run_tool authenticate --device sim:seed=5
  grep -q "^authentic: " "$dir/out"
  openssl ecparam -name prime256v1 -genkey -noout -out "$dir/ca.key"
  openssl req -new -x509 -key "$dir/ca.key" -subj /CN=own -addext basicConstraints=critical,CA:TRUE -out "$dir/ca.pem" 2>/dev/null
  chmod 600 "$dir/ca.key"
  run_tool authenticate --device "sim:ca=$dir/ca.pem,ca-key=$dir/ca.key"
  [ "$status" -eq 0 ]
  "$STSAFE" ca export -o "$dir/root.pem"
  run_tool authenticate --root "$dir/root.pem" --device "sim:ca=$dir/ca.pem,ca-key=$dir/ca.key" --json
  [ "$status" -eq 4 ]
  has_form authenticate
  [ "$(json authentic)" = False ]
  # The certificate of one device in front of the key of another slot.
  run_tool keypair generate --slot 1 --device "sim:state=$dir/device.db"
  run_tool authenticate --slot 1 --device "sim:state=$dir/device.db"
  refused_with 4 "it may be a copy"
  run_tool authenticate --device unix:/nonexistent
  refused_with 2 "--root: say which root certificate is trusted"
}
