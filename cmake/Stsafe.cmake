# One target per folder; its dependencies are the folders that it may include.
#
#   stsafe_core_library(wire base)                   a folder of the core: no exceptions, no RTTI
#   stsafe_library(crypto_openssl stsafe::crypto …)  a port or part of an app
#   stsafe_test(NAME [SOURCES …] LIBS …)             one test program, found by ctest, unless NOT_FOUND_BY_CTEST
#
# A library's sources are all *.cpp below the calling folder, but for *_test.cpp and main.cpp. A test program's
# are all *_test.cpp below it, and SOURCES.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT STSAFE_CORE_ONLY)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)  # parts end up in shared libraries
endif()

set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG")

set(STSAFE_WARNINGS -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Werror)

function(stsafe_target_defaults target)
  target_compile_options(${target} PRIVATE ${STSAFE_WARNINGS})
endfunction()

function(stsafe_library name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp)
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|/main\\.cpp$")
  if(sources)
    add_library(stsafe_${name} STATIC ${sources})
    target_include_directories(stsafe_${name} PUBLIC "${PROJECT_SOURCE_DIR}")
    target_link_libraries(stsafe_${name} PUBLIC ${ARGN})
    stsafe_target_defaults(stsafe_${name})
  else()
    add_library(stsafe_${name} INTERFACE)
    target_include_directories(stsafe_${name} INTERFACE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(stsafe_${name} INTERFACE ${ARGN})
  endif()
  add_library(stsafe::${name} ALIAS stsafe_${name})
endfunction()

function(stsafe_core_library name)
  list(TRANSFORM ARGN PREPEND stsafe:: OUTPUT_VARIABLE dependencies)
  stsafe_library(${name} ${dependencies})
  get_target_property(type stsafe_${name} TYPE)
  if(NOT type STREQUAL "INTERFACE_LIBRARY")
    target_compile_options(stsafe_${name} PRIVATE -fno-exceptions -fno-rtti)
  endif()
  set_property(GLOBAL APPEND PROPERTY STSAFE_CORE_TARGETS stsafe_${name})
endfunction()

# What many tests include is compiled once: by the first test program, for all; without, it is two thirds of what
# compiling them takes. Not beside a compiler cache, which does better without, and so sees that each file includes
# what it uses.
function(stsafe_test_headers name)
  if(CMAKE_CXX_COMPILER_LAUNCHER)
    return()
  endif()
  get_property(first GLOBAL PROPERTY STSAFE_FIRST_TEST)
  if(first)
    target_precompile_headers(${name} REUSE_FROM ${first})
  else()
    target_precompile_headers(${name} PRIVATE
      <gtest/gtest.h> <gmock/gmock.h> <algorithm> <map> <optional> <string> <vector>
      "${PROJECT_SOURCE_DIR}/stsafe/host/host_session.h" "${PROJECT_SOURCE_DIR}/stsafe/sim/device.h"
      "${PROJECT_SOURCE_DIR}/stsafe/wire/registry.h" "${PROJECT_SOURCE_DIR}/tests/support/prepared_chip.h")
    set_property(GLOBAL PROPERTY STSAFE_FIRST_TEST ${name})
  endif()
endfunction()

function(stsafe_test name)
  if(STSAFE_CORE_ONLY OR NOT STSAFE_BUILD_TESTS)
    return()
  endif()
  cmake_parse_arguments(arg "NOT_FOUND_BY_CTEST" "" "SOURCES;LIBS" ${ARGN})
  find_package(GTest REQUIRED)
  include(GoogleTest)
  file(GLOB_RECURSE tests CONFIGURE_DEPENDS *_test.cpp)
  add_executable(${name} ${tests} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE
    ${arg_LIBS} stsafe_test_support GTest::gtest GTest::gmock GTest::gtest_main)
  stsafe_target_defaults(${name})
  # A test runs once: time spent on optimising it is lost. (GCC 12 also warns wrongly of what it then inlines.)
  target_compile_options(${name} PRIVATE -O0)
  stsafe_test_headers(${name})
  if(arg_NOT_FOUND_BY_CTEST)
    return()
  endif()
  if(STSAFE_TEST_BY_PROGRAM)
    add_test(NAME ${name} COMMAND ${name} --gtest_brief=1)
    set_tests_properties(${name} PROPERTIES TIMEOUT 600)
  else()
    gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300)
  endif()
endfunction()
