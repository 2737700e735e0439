#include "apps/stsafe/session.h"

#include <fmt/format.h>

#include <cstdio>

#include "apps/devices/device_string.h"
#include "apps/stsafe/confirm.h"
#include "apps/stsafe/interrupt.h"
#include "apps/stsafe/show_plan.h"
#include "apps/stsafe/terminal.h"
#include "apps/text/hex_text.h"
#include "apps/text/printable.h"
#include "stsafe/host/product_data.h"

namespace stsafe::tool {

const Target& Session::target() {
  if (target_) return *target_;
  config_ = std::make_unique<Config>(read_config(device_options.config_file));
  target_ = std::make_unique<Target>(choose_target(*config_, device_options.device));
  if (!device_options.host_keys.empty()) target_->host_keys = device_options.host_keys;
  return *target_;
}

const std::string& Session::host_keys() { return target().host_keys; }

const std::string& Session::device_string() { return target().device; }

Connection& Session::connection() {
  if (connection_) return *connection_;
  if (device_options.serial_number.empty()) {
    open(target());
  } else {
    find_by_serial_number();
  }
  return *connection_;
}

void Session::open(const Target& target) {
  mention(fmt::format("device {}", target.device));
  if (device_options.seed && devices::parse_device_string(target.device).state) {
    remark("warning: with --seed, keys and nonces are the same on every device");
  }
  connection_ = std::make_unique<Connection>(target.device, open_options(target.device));
  if (device_options.seed && !connection_->is_simulator()) {
    disconnect();
    throw devices::usage_failure("--seed makes keys predictable: only for a simulated device");
  }
}

void Session::find_by_serial_number() {
  const auto& wanted = device_options.serial_number;
  static_cast<void>(target());
  auto candidates = device_options.device.empty() ? config_->targets() : std::vector{*target_};
  if (candidates.empty()) candidates.push_back(*target_);
  std::string seen;
  for (auto& candidate : candidates) {
    std::string found;
    try {
      open(candidate);
      const auto data = host::ProductData::read(connection_->device());
      found = data ? text::to_hex(data->serial_number) : "no answer";
    } catch (const Failure& failure) {
      if (failure.kind() == Failure::Kind::kUsage) throw;
      found = failure.what();
    }
    if (found == wanted) {
      if (device_options.host_keys.empty()) target_->host_keys = candidate.host_keys;
      target_->device = candidate.device;
      return;
    }
    seen += fmt::format("{} {} ({})", seen.empty() ? "" : ",", candidate.device, found);
    disconnect();
  }
  throw Failure{Failure::Kind::kNotFound,
                fmt::format("no device has the serial number {}; looked at{}", wanted, seen)};
}

host::Device& Session::device() {
  connection().initialise(host_keys(), options.dry_run ? Proof::kLater : Proof::kNow);
  return connection_->device();
}

devices::OpenOptions Session::open_options(const std::string& device) const {
  devices::OpenOptions opening{
      .seed = device_options.seed, .trace = nullptr, .failure_detail = failure_detail_};
  opening.remark = [this](std::string_view line) { remark(fmt::format("warning: {}", line)); };
  opening.departure = [where = departure_](std::string_view line) { *where = line; };
  if (device_options.record_secrets) {
    if (!devices::parse_device_string(device).record) {
      throw devices::usage_failure("--record-secrets is for a device that is recorded (record:)");
    }
    remark("warning: the recording will hold keys and messages in plaintext: guard the file");
    opening.recorded_secrets = devices::RecordingTransport::Secrets::kKept;
  }
  if (device_options.trace) {
    opening.trace = [](std::string_view line) { say(std::string{line}); };
  }
  return opening;
}

bool Session::may_proceed(const Plan& plan) {
  if (options.dry_run) {
    options.json ? print_json(plan_as_json(plan)) : print_plan(plan);
    return false;
  }
  confirm_irreversible(plan.irreversible_steps(),
                       terminal_consent(connection().is_simulator(), options.yes));
  if (is_interrupted()) throw step_failure("Begin", BusError::kCancelled);
  connection().interruptible().hold_interrupts(true);
  return true;
}

void Session::end_verb() {
  if (connection_) connection_->interruptible().hold_interrupts(false);
  failure_detail_->clear();
}

void Session::remark(std::string_view text) const {
  if (!options.quiet) say(fmt::format("stsafe: {}", text::printable(std::string{text})));
}

void Session::mention(std::string_view text) const {
  if (options.verbose) say(fmt::format("stsafe: {}", text::printable(std::string{text})));
}

void print_json(Json document) {
  Json versioned{{"schema", 1}};
  versioned.update(document);
  // Names of files need not be UTF-8; a device that was changed needs its document all the same.
  constexpr int kIndent = 2;
  fmt::print("{}\n", versioned.dump(kIndent, ' ', false, Json::error_handler_t::replace));
}

}  // namespace stsafe::tool
