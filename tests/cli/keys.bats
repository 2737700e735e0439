load common

# A file's content in hexadecimal.
hex_of() {
  od -An -v -tx1 "$1" | tr -d ' \n'
}

# A key file for its owner alone: so many bytes, each of this value.
key_file() {
  (umask 077 && python3 -c 'import sys; sys.stdout.buffer.write(bytes([int(sys.argv[2])]) * int(sys.argv[1]))' "$2" "$3" >"$dir/$1")
}

# True if the simulated device's state holds the content of this file.
device_has() {
  sqlite_dump "$dir/device.db" | grep -qi "$(hex_of "$1")"
}

@test "key list shows what the slots hold" {
  new_device
  device="sim:state=$dir/device.db"
  run_tool key list --all --device "$device"
  [ "$status" -eq 0 ]
  grep -qE "^  15 +empty .* change right$" "$dir/out"
  grep -qE "^Local envelope keys" "$dir/out"
  grep -qE "^  0 +NIST-P-256 +sign, sign-session$" "$dir/out"
  grep -qE "^  ephemeral +empty +establish" "$dir/out"
  run_json key-list key list --device "$device"
  run_json key-list key list --all --device "$device"
  python3 - "$dir/out" <<'PY'
import json, sys
document = json.load(open(sys.argv[1]))
assert len(document["symmetric_keys"]) == 16
assert document["symmetric_keys"][3]["control_fields"] == {"allow": ["change-right"]}
assert [slot["present"] for slot in document["local_envelope_keys"]] == [False, False]
assert [slot["slot"] for slot in document["private_keys"]] == [0, 1, 2, 3, 4, 255]
assert all(slot["allow"] == ["change-right"] for slot in document["public_keys"])
PY
}

@test "key provision writes keys of each mode, wrapped or in plaintext" {
  new_device
  device="sim:state=$dir/device.db"
  key_file aes256 32 161
  key_file aes128 16 162
  key_file secret 20 163
  run_tool key provision --slot 3 --key "$dir/aes256" --device "$device"
  refused_with 3 "slot 3 does not take wrapped keys: say --open-slot, or run 'stsafe key control --slot 3 --allow wrapped-anonymous,change-right' first"
  announces_what_it_does "$dir/device.db" key provision --slot 3 --key "$dir/aes256" --open-slot --tag-length 8 --counter 9
  device_has "$dir/aes256"
  # What is there is replaced, which cannot be undone.
  announces_what_it_does "$dir/device.db" key provision --slot 3 --key "$dir/aes128" --mode gcm --tag-length 12 --usage encrypt,decrypt-chunks --curve X25519
  device_has "$dir/aes128"
  run_json key-provision key provision --slot 4 --key "$dir/aes256" --mode cmac --plaintext --open-slot --device "$device"
  [ "$(json method)" = plaintext ]
  announces_what_it_does "$dir/device.db" key provision --slot 4 --key "$dir/aes128" --mode cmac --mac-length 4 --plaintext
  run_json key-provision key provision --slot 5 --key "$dir/secret" --mode hmac --open-slot --lock locked --device "$device"
  run_tool key provision --slot 6 --key "$dir/secret" --mode hkdf --open-slot --to-host --lock erasable --device "$device"
  [ "$status" -eq 0 ]
  [ "$output" = "slot 6: generic secret HKDF, derive, erasable (wrapped)" ]
  run_tool key provision --slot 7 --key "$dir/aes128" --mode ecb --open-slot --device "$device"
  run_tool key provision --slot 8 --key "$dir/aes128" --mode gmac --open-slot --device "$device"
  run_json key-list key list --device "$device"
  python3 - "$dir/out" <<'PY'
import json, sys
keys = [{name: slot.get(name) for name in ("type", "mode", "usage", "lock", "tag_length", "mac_length")}
        for slot in json.load(open(sys.argv[1]))["symmetric_keys"]]
def key(type, mode, usage, lock="unlocked", tag=None, mac=None):
    return {"type": type, "mode": mode, "usage": usage, "lock": lock, "tag_length": tag, "mac_length": mac}
assert keys[3] == key("AES-128", "GCM", ["encrypt", "decrypt-chunks"], tag=12), keys[3]
assert keys[4] == key("AES-128", "CMAC", ["generate-mac", "verify-mac"], mac=4), keys[4]
assert keys[5] == key("generic secret", "HMAC", ["generate-mac", "verify-mac"], "locked"), keys[5]
assert keys[6] == key("generic secret", "HKDF", ["derive"], "erasable"), keys[6]
assert keys[7] == key("AES-128", "ECB", ["encrypt", "decrypt"]), keys[7]
assert keys[8] == key("AES-128", "GCM", ["encrypt", "decrypt"], tag=16), keys[8]
PY
  run_tool key provision --slot 5 --key "$dir/secret" --mode hmac --device "$device"
  refused_with 3 "the generic secret HMAC key in slot 5 is locked and stays for good"
  run_tool key erase --slot 5 --device "$device"
  refused_with 3 "locked"
  run_tool key provision --slot 6 --key "$dir/secret" --mode hkdf --device "$device"
  refused_with 3 "can only be erased: run 'stsafe key erase --slot 6'"
  announces_what_it_does "$dir/device.db" key erase --slot 6
  run_tool key erase --slot 6 --device "$device"
  refused_with 6 "slot 6 is empty"
  run_json key-erase key erase --slot 7 --device "$device"
}

@test "key provision says what does not fit" {
  key_file aes256 32 161
  key_file odd 24 162
  provision=(key provision --slot 0 --key "$dir/aes256")
  run_tool "${provision[@]}" --mode cbc
  refused_with 2 "--mode: 'cbc' is none of ccm* ccm gcm gmac ecb cmac hmac hkdf"
  run_tool "${provision[@]}" --mode cmac --usage encrypt
  refused_with 2 "--usage: a key of mode cmac can only: generate-mac, verify-mac"
  run_tool "${provision[@]}" --mode ecb --tag-length 8
  refused_with 2 "--tag-length is for CCM* and GCM keys"
  run_tool "${provision[@]}" --mode gcm --counter 3
  refused_with 2 "--counter is for CCM* keys"
  run_tool "${provision[@]}" --mac-length 3
  refused_with 2 "--mac-length is for CMAC and HMAC keys"
  run_tool "${provision[@]}" --to-host
  refused_with 2 "--to-host is for HKDF keys"
  run_tool "${provision[@]}" --counter 10
  refused_with 2 "--counter: 10 is not from 0 to 9"
  run_tool "${provision[@]}" --mode gcm --tag-length 5
  refused_with 2 "--tag-length: 5 is not 4, 8 or 12 to 16"
  run_tool "${provision[@]}" --type secret
  refused_with 2 "--type: a key of mode ccm* is aes-128 or aes-256"
  run_tool "${provision[@]}" --type aes-128
  refused_with 2 "does not hold the key: expected 16 bytes"
  run_tool key provision --slot 0 --key "$dir/odd"
  refused_with 2 "expected 16 or 32 bytes"
  run_tool "${provision[@]}" --lock maybe
  refused_with 2 "--lock: 'maybe' is none of unlocked erasable locked"
  run_tool "${provision[@]}" --curve Ed25519
  refused_with 2 "--curve: 'Ed25519' is none of"
  run_tool key provision --slot 99 --key "$dir/aes256"
  refused_with 6 "Read slot 99"
  run_tool key provision --slot 0
  refused_with 2 "--key is required"
  chmod 644 "$dir/aes256"
  run_tool "${provision[@]}"
  refused_with 2 "open to other users"
}

@test "key generate and key establish make keys that only copies tell" {
  new_device
  device="sim:state=$dir/device.db"
  announces_what_it_does "$dir/device.db" key generate --slot 0 --open-slot
  run_json key-generate key generate --slot 0 --mode gcm --type aes-128 -o "$dir/copy" --device "$device"
  [ "$(stat -c '%s %a' "$dir/copy")" = "16 600" ]
  [[ "$errors" == *"warning: '$dir/copy' holds the key"* ]]
  device_has "$dir/copy"
  absent -qi "$(hex_of "$dir/copy")" "$dir/out" "$dir/err"
  run_tool key generate --slot 0 -o "$dir/copy" --device "$device"
  refused_with 2 "'$dir/copy' exists"
  run_tool key generate --slot 1 -o "$dir/none/copy" --open-slot --device "$device"
  refused_with 1 "cannot write $dir/none/copy"
  run_tool key generate --slot 0 -o "$dir/other" --plaintext --device "$device"
  [ "$status" -eq 2 ]

  run_tool key establish --slot 2 --device "$device"
  refused_with 3 "slot 2 does not take established keys"
  # A copy that cannot be kept shows before anything is changed.
  run_tool key establish --slot 2 --open-slot -o "$dir/missing/copy" --device "$device"
  refused_with 1 "missing/copy"
  run_tool key establish --slot 2 --device "$device"
  refused_with 3 "slot 2 does not take established keys"
  announces_what_it_does "$dir/device.db" key establish --slot 2 --open-slot
  run_json key-establish key establish --slot 2 --mode hkdf --curve brainpoolP384r1 -o "$dir/agreed" --device "$device"
  [ "$(stat -c '%s %a' "$dir/agreed")" = "32 600" ]
  device_has "$dir/agreed"
}

@test "key control opens and shuts the ways into a slot" {
  new_device
  device="sim:state=$dir/device.db"
  key_file aes256 32 161
  announces_what_it_does "$dir/device.db" key control --slot 1 --allow plaintext,wrapped-anonymous,change-right
  run_tool key provision --slot 1 --key "$dir/aes256" --plaintext --device "$device"
  [ "$status" -eq 0 ]
  run_json key-control key control --slot 1 --allow wrapped-anonymous --established-by 1 --device "$device"
  run_tool key control --slot 1 --allow none --device "$device"
  refused_with 3 "the right to change the control fields of slot 1 was given up"
  run_tool key provision --slot 1 --key "$dir/aes256" --plaintext --open-slot --device "$device"
  refused_with 3 "the right to change that was given up"
  announces_what_it_does "$dir/device.db" key control --host --allow plaintext,wrapped-anonymous,again,change-right --authenticated-by 1
  run_json key-control key control --host --allow none --device "$device"
  run_tool key control --host --allow plaintext --device "$device"
  refused_with 3 "the right to change the control fields of the host keys was given up"
  run_tool key control --slot 2 --allow everything
  refused_with 2 "--allow: 'everything' is none of plaintext"
  run_tool key control --allow none
  refused_with 2 "give --slot N, or --host"
}

@test "a host is known by its signature" {
  new_device
  device="sim:state=$dir/device.db"
  (umask 077 && openssl ecparam -name prime256v1 -genkey -noout -out "$dir/host.pem")
  openssl pkey -in "$dir/host.pem" -pubout -out "$dir/host.pub"
  announces_what_it_does "$dir/device.db" key trust --slot 1 --key "$dir/host.pub" --allow kek-session,establish-keys
  run_tool key trust --slot 1 --allow none --device "$device"
  refused_with 3 "was given up"
  run_tool key trust --slot 0 --allow entity --device "$device"
  refused_with 2 "public key slot 0 is empty"
  run_json key-trust key trust --slot 0 --key "$dir/host.pub" --allow entity,change-right --device "$device"
  openssl ecparam -name secp384r1 -genkey -noout | openssl pkey -pubout -out "$dir/other.pub"
  run_tool key trust --slot 0 --key "$dir/other.pub" --allow entity --device "$device"
  refused_with 3 "public key slot 0 has another key, for good"

  signed=(--authenticate-with "$dir/host.pem" --authenticate-slot 1)
  run_tool key generate --slot 0 "${signed[@]}" --device "$device"
  refused_with 3 "slot 0 does not take wrapped keys of this host: say --open-slot, or run 'stsafe key control --slot 0 --allow change-right --wrapped-by 1' first"
  announces_what_it_does "$dir/device.db" key generate --slot 0 --open-slot "${signed[@]}"
  announces_what_it_does "$dir/device.db" key establish --slot 2 --open-slot "${signed[@]}"
  run_tool key generate --slot 0 --device "$device"
  refused_with 3 "does not take wrapped keys"
  (umask 077 && openssl ecparam -name prime256v1 -genkey -noout -out "$dir/wrong.pem")
  run_tool key generate --slot 0 --authenticate-with "$dir/wrong.pem" --authenticate-slot 1 --device "$device"
  [ "$status" -eq 3 ]
  run_tool key generate --slot 0 --authenticate-with "$dir/host.pub" --authenticate-slot 1 --device "$device"
  [ "$status" -eq 2 ]
}

@test "key envelope wraps what only this device unwraps" {
  new_device
  device="sim:state=$dir/device.db"
  printf '0123456789abcdef01234567' >"$dir/payload"
  run_tool key envelope wrap "$dir/payload" --device "$device"
  refused_with 6 "Wrap local envelope"
  announces_what_it_does "$dir/device.db" key envelope generate --type aes-128
  run_tool key envelope generate --device "$device"
  refused_with 3 "there is one already, AES-128"
  run_json key-envelope-generate key envelope generate --slot 1 --device "$device"
  run_tool key envelope wrap "$dir/payload" -o "$dir/wrapped" --device "$device"
  [ "$status" -eq 0 ]
  [ "$(stat -c %s "$dir/wrapped")" -eq 32 ]
  run_json key-envelope-wrap key envelope wrap "$dir/payload" --device "$device"
  [ "$(json wrapped_hex)" = "$(hex_of "$dir/wrapped")" ]
  run_tool key envelope unwrap "$dir/wrapped" -o "$dir/back" --device "$device"
  cmp "$dir/payload" "$dir/back"
  run_json key-envelope-unwrap key envelope unwrap "$dir/wrapped" --device "$device"
  [ "$(json payload_hex)" = "$(hex_of "$dir/payload")" ]
  run_tool key envelope unwrap "$dir/wrapped" --slot 1 --device "$device"
  refused_with 4 "it was changed, or another key or device wrapped it"
  run_tool key envelope unwrap "$dir/payload" --slot 1 --device "$device"
  [ "$status" -eq 4 ]
  printf 'short' >"$dir/short"
  run_tool key envelope wrap "$dir/short" --device "$device"
  refused_with 2 "the payload has 5 bytes, but an envelope takes 16 to 480"
  run_tool key envelope unwrap "$dir/short" --device "$device"
  refused_with 2 "the envelope has 5 bytes"
  run_tool key envelope unwrap "$dir/none" --device "$device"
  refused_with 6 "cannot open '$dir/none'"
}
