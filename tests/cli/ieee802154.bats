load common

# Frames that the chip has secured, as Wireshark sees them.

setup() {
  dir=$BATS_TEST_TMPDIR
  cd "$dir"
  mkdir -p build/release
  ln -s "$STSAFE_BUILD_DIR/examples" build/release/examples
  # Nothing of the user's own Wireshark.
  export HOME=$dir XDG_CONFIG_HOME=$dir
}

needs_tshark() {
  command -v tshark >/dev/null || skip "tshark is not installed (scripts/setup check)"
}

frames() {
  timeout 60 build/release/examples/ieee802154_frames "$@" >out 2>err || { cat err; return 1; }
}

# A line for each frame: sequence number, level, counter, MIC, payload if it was verified.
fields_of() {
  timeout 60 tshark -r "$1" -o "uat:ieee802154_keys:\"$2\",\"0\",\"No hash\"" -d wpan.panid==0x4321,data \
    -T fields -e wpan.seq_no -e wpan.aux_sec.sec_level -e wpan.aux_sec.frame_counter -e wpan.mic -e data.data \
    -e _ws.expert.message 2>err >out || { cat err; return 1; }
}

@test "the commands in docs/guides/ieee802154.md work as shown" {
  needs_tshark
  local count=0 line
  while IFS= read -r line; do
    echo "running: $line"
    timeout 60 bash -euo pipefail -c "$line" >out 2>err || { cat err; false; }
    [ -s out ]
    count=$((count + 1))
  done < <(grep -E '^(tshark|build/release/examples/ieee802154_frames) ' "$STSAFE_SOURCE_DIR/docs/guides/ieee802154.md")
  [ "$count" -eq 2 ]
  [ "$(wc -l <out)" -eq 7 ]
}

@test "tshark decrypts a frame of every level and finds every MIC right" {
  needs_tshark
  frames frames.pcapng counter
  fields_of frames.pcapng c0c1c2c3c4c5c6c7c8c9cacbcccdcecf
  local level
  for level in 1 2 3 4 5 6 7; do
    # "level N" in hexadecimal; nothing after it: no expert has a complaint.
    sed -n "${level}p" out | grep -E "^$level	0x0*$level	[0-9]+	[0-9a-f]*	6c6576656c203$level	?$"
  done
  [ "$(wc -l <out)" -eq 7 ]
}

@test "tshark finds the MICs wrong with another key" {
  needs_tshark
  frames frames.pcapng counter
  fields_of frames.pcapng c0c1c2c3c4c5c6c7c8c9cacbcccdcece
  [ "$(grep -c "can't decrypt\|MIC" out)" -eq 6 ]
}

@test "frame counters go on from one run to the next" {
  frames one.pcapng counter
  sed -nE 's/.*counter ([0-9]+):.*/\1/p' out >counters
  frames two.pcapng counter
  sed -nE 's/.*counter ([0-9]+):.*/\1/p' out >>counters
  [ "$(wc -l <counters)" -eq 14 ]
  [ -z "$(sort -n counters | uniq -d)" ]
  sort -nc counters
}

@test "a copied counter file is refused" {
  frames one.pcapng counter
  cp counter copy
  local status=0
  timeout 60 build/release/examples/ieee802154_frames two.pcapng copy 2>err || status=$?
  [ "$status" -eq 1 ]
  grep -q "'copy' is a copy of another file" err
  [ ! -e two.pcapng ]
}
