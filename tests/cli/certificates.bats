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
  refused_with 2 "certificate '$dir/root.pem' cannot be read: No such file"
}
