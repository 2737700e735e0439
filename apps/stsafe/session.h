#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "apps/devices/failure.h"
#include "apps/devices/open_device.h"
#include "stsafe/base/error.h"
#include "stsafe/host/device.h"

namespace stsafe::tool {

using devices::Failure;
using Json = nlohmann::ordered_json;

/// What all verbs share: the options before or after the verb, and how to talk to the person.
struct Session {
  std::string device = "sim:";
  std::optional<std::uint64_t> seed;
  bool json = false;
  bool trace = false;
  bool yes = false;
  /// What is known of the last exchange's failure besides its error; empty if it did not fail.
  std::shared_ptr<std::string> failure_detail = std::make_shared<std::string>();
  bool record_secrets = false;
  /// Where a program departed from the recording that it runs on; empty: nowhere. Says more than
  /// the step that failed.
  std::shared_ptr<std::string> departure = std::make_shared<std::string>();

  /// Opens the device, with trace, remarks and warnings on standard error.
  devices::OpenDevice open() const;
};

/// The failure of one step: what was tried, in which layer it failed, what to do.
Failure step_failure(std::string_view step, Error error);

/// Stops with a step's failure unless it succeeded; gives its value.
template <class T>
T require(std::string_view step, const Result<T>& result) {
  if (!result) throw step_failure(step, result.error());
  if constexpr (!std::is_void_v<T>) return *result;
}

/// Writes one JSON document with the schema's version in front.
void print_json(Json document);
/// A remark or warning on standard error; it never disturbs what a program reads.
void remark(std::string_view text);

// One verb each: adds itself to the command line.
void add_demo(CLI::App& app, Session& session);
void add_info(CLI::App& app, Session& session);
void add_commands(CLI::App& app, Session& session);
void add_echo(CLI::App& app, Session& session);
void add_random(CLI::App& app, Session& session);
void add_profile(CLI::App& app, Session& session);
void add_ca(CLI::App& app, Session& session);
void add_explain(CLI::App& app, Session& session);

}  // namespace stsafe::tool
