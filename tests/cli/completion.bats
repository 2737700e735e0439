load common

# The words that bash offers for a command line that ends here.
bash_offers() {
  bash --norc -c '
    source "$1"
    COMP_LINE=$2 COMP_POINT=${#2}
    _stsafe
    printf "%s\n" "${COMPREPLY[@]}"' bash "$dir/stsafe.bash" "$1" | sort
}

fish_offers() {
  # shellcheck disable=SC2016
  HOME=$dir XDG_CONFIG_HOME=$dir/config XDG_DATA_HOME=$dir/data timeout 60 fish --no-config -c '
    source $argv[1]; complete -C $argv[2]' "$dir/stsafe.fish" "$1" | cut -f 1 | sort
}

@test "bash completes verbs, options, choices and files" {
  "$STSAFE" completion bash >"$dir/stsafe.bash"
  bash -n "$dir/stsafe.bash"
  [ "$(bash_offers 'stsafe prof')" = profile ]
  [ "$(bash_offers 'stsafe profile ' | tr '\n' ' ')" = "check diff show " ]
  [ "$(bash_offers 'stsafe -q --device sim: profile s')" = show ]
  [ "$(bash_offers 'stsafe --device profile c' | tr '\n' ' ')" = "ca cert channel commands completion counter " ]
  [ "$(bash_offers 'stsafe completion ' | tr '\n' ' ')" = "bash fish zsh " ]
  bash_offers 'stsafe profile show --' | tee "$dir/options"
  grep -qx -e --profile "$dir/options"
  grep -qx -e --json "$dir/options"
  absent -x -e --raw "$dir/options"
  [ "$(bash_offers 'stsafe demo --curve NIST-P-2')" = NIST-P-256 ]
  [ "$(bash_offers 'stsafe demo --curve=X')" = X25519 ]
  # The shell has cut the word at the colon: only what is behind it is put there.
  [ "$(bash_offers 'stsafe -d si')" = sim: ]
  [ -z "$(bash_offers 'stsafe -d sim:')" ]
  cd "$dir"
  mkdir -p files
  touch files/one.json files/two.json
  [ "$(bash_offers 'stsafe profile check files/o')" = files/one.json ]
  [ "$(bash_offers 'stsafe --config files/t')" = files/two.json ]
  [ -z "$(bash_offers 'stsafe echo files/')" ]
  [ "$(bash_offers 'stsafe profile diff files/one.json files/t')" = files/two.json ]
}

@test "bash completes on a terminal" {
  "$STSAFE" completion bash >"$dir/stsafe.bash"
  # What is typed runs: a function shows what came of it.
  timeout 120 python3 "$STSAFE_SOURCE_DIR/tests/cli/terminal.py" '' "PS1='re''ady> '; source $dir/stsafe.bash\r" 'ready> ' \
    'stsafe() { printf "<%s>" "$@"; echo; }\r' 'ready> ' 'stsafe prof\tsh\t--prof\tspl\r' '<profile><show><--profile><spl>' 'exit\r' \
    -- bash --norc -i >"$dir/shown"
}

@test "zsh completes verbs, options, choices and files" {
  command -v zsh >/dev/null || skip "zsh is not installed"
  "$STSAFE" completion zsh >"$dir/_stsafe"
  zsh -n "$dir/_stsafe"
  mkdir -p "$dir/files"
  touch "$dir/files/one.json"
  timeout 180 python3 "$STSAFE_SOURCE_DIR/tests/cli/terminal.py" \
    '' "PS1='re''ady> '; cd $dir; fpath=($dir \$fpath); autoload -Uz compinit; compinit -u -D\r" 'ready> ' \
    'stsafe() { printf "<%s>" "$@"; echo; }\r' 'ready> ' 'stsafe prof\tsh\t--prof\tspl\r' '<profile><show><--profile><spl>' '' \
    'ready> ' 'stsafe -q --device sim: comp\tfi\t\r' '<-q><--device><sim:><completion><fish>' '' \
    'ready> ' 'stsafe demo --curve=X\t\r' '<demo><--curve=X25519>' '' \
    'ready> ' 'stsafe profile check fil\to\t\r' '<profile><check><files/one.json>' 'exit\r' -- zsh -f -i >"$dir/shown"
}

@test "fish completes verbs, options, choices and files" {
  command -v fish >/dev/null || skip "fish is not installed"
  "$STSAFE" completion fish >"$dir/stsafe.fish"
  [ "$(fish_offers 'stsafe prof')" = profile ]
  [ "$(fish_offers 'stsafe profile ' | tr '\n' ' ')" = "check diff show " ]
  [ "$(fish_offers 'stsafe -q --device sim: profile s')" = show ]
  [ "$(fish_offers 'stsafe completion ' | tr '\n' ' ')" = "bash fish zsh " ]
  fish_offers 'stsafe profile show --' | tee "$dir/options"
  grep -qx -e --profile "$dir/options"
  grep -qx -e --json "$dir/options"
  absent -x -e --raw "$dir/options"
  [ "$(fish_offers 'stsafe demo --curve NIST-P-2')" = NIST-P-256 ]
  cd "$dir"
  mkdir -p files
  touch files/one.json
  [ "$(fish_offers 'stsafe profile check files/o')" = files/one.json ]
}

@test "another shell is refused" {
  run_tool completion tcsh
  refused_with 2 "'tcsh' is none of bash, zsh, fish"
}

@test "a manual page is written for the tool and for each verb" {
  run_tool manual --all "$dir/man1"
  [ "$status" -eq 0 ]
  [ "$(cd "$dir/man1" && printf '%s ' stsafe-c*.1)" = "stsafe-ca.1 stsafe-cert.1 stsafe-channel.1 stsafe-commands.1 stsafe-completion.1 stsafe-counter.1 " ]
  run_tool manual profile
  [ "$output" = "$(<"$dir/man1/stsafe-profile.1")" ]
  run_tool manual profile show
  grep -q '^.TH STSAFE..PROFILE..SHOW 1' "$dir/out"
  run_tool manual nothing
  refused_with 6 "there is no verb 'nothing'"
  run_tool manual --all "$dir/out/folder"
  refused_with 1 "cannot make"
}

@test "manual pages are right for man" {
  command -v groff >/dev/null || skip "groff is not installed"
  "$STSAFE" manual --all "$dir/man1"
  local page
  for page in "$dir"/man1/*.1; do
    # A list of words without blanks, as a value has it, cannot be broken.
    groff -Kutf8 -ww -man -Tutf8 -P-c "$page" 2>&1 >"$dir/page" | grep -v "can't break line" >"$dir/err" || true
    [ ! -s "$dir/err" ] || { echo "$page"; cat "$dir/err"; false; }
  done
  groff -Kutf8 -man -Tutf8 -P-cbou "$dir/man1/stsafe-profile.1" >"$dir/page"
  for words in 'stsafe-profile - Show, check and compare profiles' '--profile NAME|FILE' 'Default: spl05.' 'stsafe profile diff'; do
    grep -qF -e "$words" "$dir/page"
  done
}
