# shellcheck shell=bash
# Sourced by the scripts of this folder. Gives `top`, the repository's top folder, and the helpers below.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Compilations are repeated in several build folders and after each pull: let ccache remember them if it is there.
# Without it everything is compiled: then several sources as one, which takes less than half as long. Continuous
# integration (it sets CI) starts with a clean clone, of which no cache remembers much.
compiling=()
if [[ -z ${CI-} ]] && command -v ccache >/dev/null; then
  export CMAKE_C_COMPILER_LAUNCHER=ccache CMAKE_CXX_COMPILER_LAUNCHER=ccache
else
  compiling=(-DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=16)
fi

fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}

# quietly SECONDS WHAT COMMAND… runs a command whose output matters only if it fails.
quietly() {
  local seconds=$1 what=$2 log status=0
  shift 2
  log=$(mktemp)
  # --foreground: Ctrl-C must reach the command.
  timeout --foreground --kill-after=10 "$seconds" "$@" >"$log" 2>&1 </dev/null || status=$?
  if ((status != 0)); then
    cat "$log" >&2
    rm -f "$log"
    ((status == 124)) && fail "$what took longer than $seconds seconds and was stopped; the output is above"
    fail "$what failed; the output is above"
  fi
  rm -f "$log"
}

# configure PRESET [cmake arguments…] configures build/PRESET, or the folder given with -B.
configure() {
  local preset=$1
  shift
  # cmake looks for presets in the current folder.
  (cd "$top" && quietly 300 "cmake --preset $preset" cmake --preset "$preset" "${compiling[@]}" "$@")
}
