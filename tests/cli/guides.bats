load common

# Runs all commands of a guide, in order, as one script in an empty folder. Those that must fail (`! command`) end it
# if they do not, which `!` alone would not do.
run_guide() {
  local guide=$STSAFE_SOURCE_DIR/docs/guides/$1.md
  cd "$dir"
  sed -n '/^```sh$/,/^```$/p' "$guide" | sed '/^```/d; s/^! \(.*\)$/if \1; then exit 91; fi/' >guide.sh
  [ -s guide.sh ]
  PATH=$(dirname "$STSAFE"):$PATH timeout 240 bash -euo pipefail guide.sh >out 2>err </dev/null || {
    cat err
    return 1
  }
}

@test "every guide has a test" {
  for guide in "$STSAFE_SOURCE_DIR"/docs/guides/*.md; do
    name=$(basename "$guide" .md)
    [ "$name" = README ] || grep -qE "run_guide $name\$|docs/guides/$name.md" "$STSAFE_SOURCE_DIR"/tests/cli/*.bats
  done
}

@test "firmware updates" { run_guide firmware-updates
}

@test "sensor data" {
  run_guide sensor-data
  [ "$(grep "^2[12][.]" out | head -5)" = "$(printf '21.4 C\n21.5 C\n21.9 C\n22.0 C\n22.3 C')" ]
}

@test "configuration" { run_guide configuration
}

@test "storage" { run_guide storage
}

@test "key distribution" {
  run_guide key-distribution
  grep -q '^radio: 32 bytes' out
  grep -q '^hello, device$' out
}

@test "secure channels" {
  run_guide secure-channels
  [ "$(tail -2 out)" = "$(printf 'how are you?\npressure 2.4 bar')" ]
}
