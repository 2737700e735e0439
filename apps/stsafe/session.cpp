#include "apps/stsafe/session.h"

#include <fmt/format.h>

#include <cstdio>

#include "apps/devices/device_string.h"
#include "apps/text/advice.h"

namespace stsafe::tool {

devices::OpenDevice Session::open() const {
  devices::OpenOptions options{.seed = seed, .trace = nullptr, .failure_detail = failure_detail};
  options.remark = [](std::string_view line) { remark(fmt::format("warning: {}", line)); };
  options.departure = [where = departure](std::string_view line) { *where = line; };
  if (record_secrets) {
    if (!devices::parse_device_string(device).record) {
      throw devices::usage_failure("--record-secrets is for a device that is recorded (record:)");
    }
    remark("warning: the recording will hold keys and messages in plaintext: guard the file");
    options.recorded_secrets = devices::RecordingTransport::Secrets::kKept;
  }
  if (trace) options.trace = [](std::string_view line) { fmt::print(stderr, "{}\n", line); };
  return devices::OpenDevice{device, options};
}

Failure step_failure(std::string_view step, Error error) {
  auto message = fmt::format("{}: {}", step, text::explain(error));
  if (const auto what_to_do = text::advice(error); !what_to_do.empty()) {
    message += fmt::format(". {}", what_to_do);
  }
  const auto kind = error.layer() == Layer::kUsage ? Failure::Kind::kUsage : Failure::Kind::kDevice;
  return Failure{kind, message};
}

void print_json(Json document) {
  Json versioned{{"schema", 1}};
  versioned.update(document);
  fmt::print("{}\n", versioned.dump(2));
}

void remark(std::string_view text) { fmt::print(stderr, "stsafe: {}\n", text); }

}  // namespace stsafe::tool
