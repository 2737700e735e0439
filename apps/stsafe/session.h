#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "apps/stsafe/config.h"
#include "apps/stsafe/connection.h"
#include "apps/stsafe/options.h"
#include "apps/stsafe/plan.h"
#include "apps/stsafe/steps.h"

namespace stsafe::tool {

using Json = nlohmann::ordered_json;

/// What all verbs share: the options, the device, and how to talk to the person.
class Session {
 public:
  DeviceOptions device_options;
  VerbOptions options;
  /// Where the line stands that runs, in front of what is said of it: "line 3: ".
  std::string place;
  /// The shell ends after this line.
  bool wants_to_end = false;

  /// The device, opened when it is first asked for; no command has been sent. Throws Failure.
  Connection& connection();
  /// The device, ready to use: known, and in a host session if its host keys were given.
  host::Device& device();
  crypto_openssl::OpensslCrypto& crypto() { return connection().crypto(); }
  bool has_host_keys() { return !host_keys().empty(); }
  /// True if the device is open.
  bool is_connected() const { return connection_ != nullptr; }
  /// The source of the host keys; empty if none were given.
  const std::string& host_keys();
  /// The device string in use.
  const std::string& device_string();
  /// Closes the device.
  void disconnect() { connection_.reset(); }

  /// True if the plan shall be carried out: with --dry-run it is shown instead, and what cannot be
  /// undone wants consent (Failure without). From here on Ctrl-C waits until the verb has ended.
  bool may_proceed(const Plan& plan);
  /// A verb ends: the next one may be interrupted again.
  void end_verb();

  /// What is known of the last exchange's failure besides its error; empty if it did not fail.
  const std::string& failure_detail() const { return *failure_detail_; }
  /// Where a program departed from the recording that it runs on; empty: nowhere. Says more than
  /// the step that failed.
  const std::string& departure() const { return *departure_; }

  /// A remark or warning on standard error; it never disturbs what a program reads. Not with
  /// --quiet.
  void remark(std::string_view text) const;
  /// What only --verbose shows.
  void mention(std::string_view text) const;

 private:
  const Target& target();
  void open(const Target& target);
  void find_by_serial_number();
  devices::OpenOptions open_options(const std::string& device) const;

  std::unique_ptr<Config> config_;
  std::unique_ptr<Target> target_;
  std::unique_ptr<Connection> connection_;
  std::shared_ptr<std::string> failure_detail_ = std::make_shared<std::string>();
  std::shared_ptr<std::string> departure_ = std::make_shared<std::string>();
};

/// Writes one JSON document with the schema's version in front.
void print_json(Json document);

}  // namespace stsafe::tool
