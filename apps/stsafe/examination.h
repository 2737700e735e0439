#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "apps/stsafe/session.h"
#include "stsafe/host/command_authorization.h"
#include "stsafe/host/symmetric_key_table.h"
#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/host_key.h"

namespace stsafe::tool {

enum class Verdict : std::uint8_t {
  kOk,
  kNote,     ///< may be meant so
  kProblem,  ///< something does not work, or soon will not
  kSkipped,  ///< could not be looked at
};

/// What one check found.
struct Finding {
  std::string check;
  Verdict verdict = Verdict::kOk;
  std::string what;
  std::string advice{};                          ///< what to do; empty if there is nothing to do
  Failure::Kind kind = Failure::Kind::kRefused;  ///< of a problem
};

/// Looks at a device in one order, and never changes it: every command it sends has no effect. Only
/// the counter of a host session goes on, if host keys are given.
class Examination {
 public:
  /// Without `root_file` the certificate is judged by the authority of simulated devices.
  Examination(Session& session, std::string root_file)
      : session_(session), root_file_(std::move(root_file)) {}

  void run();
  /// Only as far as a rule about a command needs.
  void run_for_command();

  const std::vector<Finding>& findings() const { return findings_; }
  std::optional<std::chrono::microseconds> median_exchange() const { return median_; }

  // What is known once run_for_command() has ended without a problem.
  wire::LifeCycle life_cycle() const { return life_cycle_; }
  bool has_session() const { return has_session_; }
  bool has_host_keys() const { return host_keys_.has_value(); }
  const wire::HostKeyControlFields& host_key_control() const { return host_key_control_; }
  const host::CommandAuthorization& rules() const { return *rules_; }
  const host::SymmetricKeyTable& slots() const { return slots_; }
  const std::vector<wire::SlotControlFields>& slot_controls() const { return slot_controls_; }

 private:
  void add(Finding finding) { findings_.push_back(std::move(finding)); }
  void ok(std::string check, std::string what) {
    add({.check = std::move(check), .what = std::move(what)});
  }
  /// Runs a check; a Failure of it is a problem. True if it did not fail.
  bool attempt(const std::string& check, const std::function<void()>& examine);

  // examination.cpp: from here to the device
  bool reach_device();
  void check_configuration();
  void check_device_string();
  void check_exchanges();
  void check_identity();
  void check_life_cycle();

  // examination_keys.cpp
  void check_host_keys();
  void check_host_session();
  void check_host_key_counter(std::uint32_t counter);
  void check_commands();
  void check_slots();

  // examination_data.cpp
  void check_certificate();
  void check_zones();

  Session& session_;
  std::string root_file_;
  std::vector<Finding> findings_;
  std::optional<std::chrono::microseconds> median_;
  wire::LifeCycle life_cycle_{};
  bool has_session_ = false;
  std::optional<wire::HostKeyState> host_keys_;
  wire::HostKeyControlFields host_key_control_;
  std::optional<host::CommandAuthorization> rules_;
  host::SymmetricKeyTable slots_;
  std::vector<wire::SlotControlFields> slot_controls_;
};

/// "0 to 3, 7"
std::string number_ranges(const std::vector<std::size_t>& numbers);

}  // namespace stsafe::tool
