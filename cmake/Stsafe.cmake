# One target per folder; its dependencies are the folders that it may include.
#
#   stsafe_core_library(wire base)                   a folder of the core: no exceptions, no RTTI
#   stsafe_library(crypto_openssl stsafe::crypto …)  a port or part of an app
#   stsafe_test(NAME SOURCES … LIBS …)               one test program, found by ctest
#
# Sources are all *.cpp below the calling folder, but for *_test.cpp and main.cpp.

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

function(stsafe_test name)
  if(STSAFE_CORE_ONLY OR NOT STSAFE_BUILD_TESTS)
    return()
  endif()
  cmake_parse_arguments(arg "" "" "SOURCES;LIBS" ${ARGN})
  find_package(GTest REQUIRED)
  include(GoogleTest)
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LIBS} GTest::gtest GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE STSAFE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  stsafe_target_defaults(${name})
  # A test runs once: time spent on optimising it is lost. (GCC 12 also warns wrongly of what it then inlines.)
  target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O0>)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300)
endfunction()
