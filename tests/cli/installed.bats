load common

# What an installation into a folder of its own gives, to programs in C that know only pkg-config or CMake. In CC, CXX and
# LDFLAGS are the compilers of this build and what linking with its library needs.

setup_file() {
  export prefix=$BATS_FILE_TMPDIR/prefix
  timeout 120 cmake --install "$STSAFE_BUILD_DIR" --prefix "$prefix" >"$BATS_FILE_TMPDIR/log" 2>&1 ||
    { cat "$BATS_FILE_TMPDIR/log" && false; }
  PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name stsafe-sim.pc)")
  LD_LIBRARY_PATH=$(dirname "$(find "$prefix" -name libstsafe-sim.so)")
  export PKG_CONFIG_PATH LD_LIBRARY_PATH
}

# Compiles C strictly, as a user who trusts nobody, and links it with the library.
compile() {
  local source=$1 program=$2
  # shellcheck disable=SC2046,SC2086
  "$CC" -std=c99 -pedantic -Wall -Wextra -Wconversion -Werror $(pkg-config --cflags stsafe-sim) "$source" \
    $(pkg-config --libs stsafe-sim) $LDFLAGS -o "$program"
}

@test "programs, libraries, header, dissector and package files are installed, and nothing else" {
  cd "$prefix"
  find . ! -type d | sed -E 's|^\./||; s|lib/[a-z0-9_]+-linux-gnu/|lib/|; s|config-[a-z]+\.cmake|config-TYPE.cmake|' |
    sort | tee "$dir/installed"
  # Under sanitizers there is no preload library. Each verb has a manual page.
  expected() {
    cat
    bin/stsafe --help | sed -nE 's|^  ([a-z][a-z0-9-]*)([ ,].*)?$|share/man/man1/stsafe-\1.1|p'
    if [[ -n ${STSAFE_I2C_PRELOAD-} ]]; then echo lib/libstsafe-i2c-preload.so; fi
  }
  expected <<'LIST' | sort | diff - "$dir/installed"
bin/stsafe
bin/stsafe-sim
include/stsafe/sim.h
lib/cmake/stsafe-sim/stsafe-sim-config-TYPE.cmake
lib/cmake/stsafe-sim/stsafe-sim-config-TYPE.cmake
lib/cmake/stsafe-sim/stsafe-sim-config.cmake
lib/libstsafe-sim.so
lib/libstsafe-sim.so.1
lib/pkgconfig/stsafe-sim.pc
share/bash-completion/completions/stsafe
share/fish/vendor_completions.d/stsafe.fish
share/man/man1/stsafe.1
share/stsafe/stsafe.lua
share/zsh/site-functions/_stsafe
LIST
  bin/stsafe --version
  bin/stsafe-sim --version
}

@test "the library exports its functions and nothing else, and has its soname" {
  local library=$LD_LIBRARY_PATH/libstsafe-sim.so map=$STSAFE_SOURCE_DIR/apps/libstsafe-sim/libstsafe-sim.map
  nm -D --defined-only "$library" | awk '$2 != "A" { print $3 }' | sort >"$dir/exported"
  sed -nE 's/^ +(stsafe_sim_[a-z_]+);$/\1@@STSAFE_SIM_1/p' "$map" | sort >"$dir/listed"
  diff "$dir/listed" "$dir/exported"
  # As does the header.
  grep -oE 'stsafe_sim_[a-z_]+\(' "$prefix/include/stsafe/sim.h" | tr -d '(' | sort -u >"$dir/declared"
  sed 's/@@.*//' "$dir/listed" | diff - "$dir/declared"
  readelf -d "$library" | grep -qF 'Library soname: [libstsafe-sim.so.1]'
}

@test "the header is clean in C99 and in C++" {
  echo '#include <stsafe/sim.h>' >"$dir/header.c"
  local flags=(-pedantic -Wall -Wextra -Wconversion -Werror -fsyntax-only "-I$prefix/include")
  "$CC" -std=c99 -Wstrict-prototypes "${flags[@]}" "$dir/header.c"
  "$CC" -std=c17 "${flags[@]}" "$dir/header.c"
  "$CXX" -std=c++11 -x c++ "${flags[@]}" "$dir/header.c"
  "$CXX" -std=c++23 -x c++ "${flags[@]}" "$dir/header.c"
}

@test "the example is built with pkg-config and passes" {
  compile "$STSAFE_SOURCE_DIR/examples/c/echo_test.c" "$dir/echo_test"
  timeout 60 "$dir/echo_test" | tee "$dir/out"
  [ "$(grep -c '^ok: ' "$dir/out")" -ge 10 ]
  absent FAILED "$dir/out"
}

@test "the package file follows the installation when it is moved" {
  cp -r "$prefix" "$dir/moved"
  PKG_CONFIG_PATH=${PKG_CONFIG_PATH/#"$prefix"/"$dir/moved"}
  [ "$(realpath "$(pkg-config --variable=includedir stsafe-sim)")" = "$(realpath "$dir/moved/include")" ]
  [ "$(pkg-config --modversion stsafe-sim)" = "$("$prefix/bin/stsafe-sim" --version | cut -d ' ' -f 2)" ]
}

@test "CMake finds the package" {
  cat >"$dir/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.25)
project(user LANGUAGES C)
find_package(stsafe-sim 0.1 REQUIRED)
add_executable(echo_test "$ENV{STSAFE_SOURCE_DIR}/examples/c/echo_test.c")
target_link_libraries(echo_test PRIVATE stsafe::stsafe-sim)
CMAKE
  timeout 120 cmake -G Ninja -S "$dir" -B "$dir/build" -DCMAKE_PREFIX_PATH="$prefix" >"$dir/log" || { cat "$dir/log" && false; }
  timeout 120 cmake --build "$dir/build" >"$dir/log" || { cat "$dir/log" && false; }
  timeout 60 "$dir/build/echo_test"
}

# The blocks of docs/c-simulator.md in one language, each in a file $dir/block-N.
blocks() {
  awk -v language="$1" -v prefix="$dir/block-" '
    /^```/ { inside = !inside && $0 == "```" language; count += inside; next }
    inside { print > (prefix count) }' "$STSAFE_SOURCE_DIR/docs/c-simulator.md"
}

@test "the C of docs/c-simulator.md does what it says" {
  blocks c
  {
    printf '#include <assert.h>\n#include <stdio.h>\n#include <string.h>\n#include <stsafe/sim.h>\n'
    local block
    # Each block is the body of a function that is given a new chip.
    for block in "$dir"/block-*; do
      printf 'static void %s(stsafe_sim *chip) {\n%s\n}\n' "${block##*/block-}" "$(<"$block")"
    done | sed -E 's/^static void ([0-9]+)/static void block_\1/'
    printf 'int main(void) {\n'
    for block in "$dir"/block-*; do
      printf '{ stsafe_sim *chip = stsafe_sim_new(); block_%s(chip); stsafe_sim_free(chip); }\n' "${block##*/block-}"
    done
    printf 'return 0; }\n'
  } >"$dir/document.c"
  compile "$dir/document.c" "$dir/document"
  cd "$dir"
  timeout 60 ./document
  [ "$(find . -name 'block-*' | wc -l)" -ge 6 ]
}

@test "the commands of docs/c-simulator.md work" {
  blocks sh
  cd "$dir"
  mkdir -p build bin
  ln -s "$STSAFE_BUILD_DIR" build/release
  cp -r "$STSAFE_SOURCE_DIR/examples" .
  # shellcheck disable=SC2016
  printf '#!/bin/sh\nexec "$CC" "$@" $LDFLAGS\n' >bin/cc
  chmod +x bin/cc
  HOME=$dir PATH=$dir/bin:$PATH timeout 120 bash -euo pipefail <(cat block-*) | tee "$dir/out"
  grep -q '^ok: ' "$dir/out"
}
