load common

@test "every stsafe command in README.md and docs/profiles.md works as shown" {
  local count=0 line
  cd "$dir"
  PATH=$(dirname "$STSAFE"):$PATH
  while IFS= read -r line; do
    echo "running: $line"
    bash -euo pipefail -c "$line" >out 2>err </dev/null || { cat err; false; }
    count=$((count + 1))
  done < <(grep -hE '^stsafe ' "$STSAFE_SOURCE_DIR"/{README.md,docs/profiles.md})
  [ "$count" -ge 5 ]
}

@test "the blocks of docs/tool.md and docs/configuration.md do what they say" {
  cd "$dir"
  # shellcheck disable=SC2016
  awk '/^```/ { inside = !inside && $0 == "```sh"; next } inside' "$STSAFE_SOURCE_DIR/docs/tool.md" >commands
  [ "$(grep -c '^stsafe ' commands)" -ge 20 ]
  HOME=$dir XDG_CONFIG_HOME='' PATH=$(dirname "$STSAFE"):$PATH timeout 120 bash -euo pipefail commands >out 2>err </dev/null ||
    { cat err; false; }
  grep -qx 'hello, device' out
  grep -q 'a KEK session is open' out

  awk '/^```/ { inside = !inside && $0 == "```json"; next } inside' "$STSAFE_SOURCE_DIR/docs/configuration.md" >config.json
  run_tool info --config config.json
  [ "$status" -eq 0 ]
  cp host.key rear.key
  run_tool info --config config.json --device rear
  # rear.db is new and has no host keys yet.
  [ "$status" -eq 6 ]
}

@test "the scripts that README.md names are there and can be run" {
  for script in $(grep -oE '^scripts/[a-z]+' "$STSAFE_SOURCE_DIR/README.md" | sort -u); do
    [ -x "$STSAFE_SOURCE_DIR/$script" ]
  done
}

@test "the example in README.md is the one that is compiled and run" {
  sed -n '/^\/\/ \[example\]/,/^\/\/ \[example\]/p' "$STSAFE_SOURCE_DIR/examples/seal_message.cpp" |
    grep -v '\[example\]' >"$dir/compiled"
  sed -n '/^```cpp/,/^```/p' "$STSAFE_SOURCE_DIR/README.md" | grep -v '^```' >"$dir/shown"
  diff "$dir/compiled" "$dir/shown"
}
