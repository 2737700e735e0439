#include "apps/stsafe/examination.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "apps/devices/device_string.h"
#include "apps/text/advice.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"
#include "stsafe/host/life_cycle.h"
#include "stsafe/host/product_data.h"

namespace stsafe::tool {
namespace {

using std::chrono::microseconds;
using SteadyClock = std::chrono::steady_clock;

/// As many exchanges show whether the bus is reliable, within a second on real hardware.
constexpr int kNumExchanges = 16;
constexpr std::size_t kLongestMessage = 512;

/// Sends a message that has ones and zeros in every place. True if it came back as it was.
Result<bool> exchange_message(host::Device& device, std::size_t size) {
  std::array<std::byte, kLongestMessage> message{};
  for (std::size_t i = 0; i < size; ++i) {
    message[i] = std::byte{static_cast<std::uint8_t>(i % 2 == 0 ? 0xA5 + i : 0x5A - i)};
  }
  const auto sent = ByteView{message}.first(size);
  const auto answer = device.call(wire::Echo{wire::Tail{sent}});
  if (!answer) return answer.error();
  return std::ranges::equal(answer->message.bytes(), sent);
}

bool is_locked_state(wire::LifeCycle state) {
  return state == wire::LifeCycle::kBornLocked || state == wire::LifeCycle::kOperationalLocked;
}

}  // namespace

bool Examination::attempt(const std::string& check, const std::function<void()>& examine) {
  try {
    examine();
    return true;
  } catch (const Failure& failure) {
    const auto& detail = session_.failure_detail();
    add({.check = check,
         .verdict = Verdict::kProblem,
         .what = detail.empty() ? failure.what() : fmt::format("{} ({})", failure.what(), detail),
         .kind = failure.kind()});
    return false;
  }
}

void Examination::run() {
  if (!reach_device()) return;
  attempt("transmission", [this] { check_exchanges(); });
  if (!attempt("product", [this] { check_identity(); })) return;
  attempt("life cycle", [this] { check_life_cycle(); });
  if (attempt("host keys", [this] { check_host_keys(); })) {
    attempt("host session", [this] { check_host_session(); });
  }
  attempt("command access", [this] { check_commands(); });
  attempt("key slots", [this] { check_slots(); });
  add({.check = "password",
       .verdict = Verdict::kSkipped,
       .what = "a device tells how many tries are left only to who spends one"});
  attempt("certificate", [this] { check_certificate(); });
  attempt("zones", [this] { check_zones(); });
}

void Examination::run_for_command() {
  if (!reach_device()) return;
  if (!attempt("product", [this] { check_identity(); })) return;
  attempt("life cycle", [this] { check_life_cycle(); });
  if (attempt("host keys", [this] { check_host_keys(); })) {
    attempt("host session", [this] { check_host_session(); });
  }
  attempt("command access", [this] { check_commands(); });
  attempt("key slots", [this] { check_slots(); });
}

bool Examination::reach_device() {
  return attempt("configuration", [this] { check_configuration(); }) &&
         attempt("device string", [this] { check_device_string(); }) &&
         attempt("connection",
                 [this] {
                   static_cast<void>(session_.connection());
                   ok("connection", fmt::format("{} is open", session_.device_string()));
                 }) &&
         attempt("answer", [this] {
           const auto answer = session_.connection().device().call(wire::QueryLifeCycle{});
           require("Query life cycle", answer);
           ok("answer", "the device answers");
         });
}

void Examination::check_configuration() {
  const auto& device = session_.device_string();
  ok("configuration", fmt::format("the device is {}{}", device,
                                  session_.has_host_keys() ? ", and it has host keys" : ""));
}

void Examination::check_device_string() {
  const auto parsed = devices::parse_device_string(session_.device_string());
  ok("device string", fmt::format("kind {}", parsed.kind));
}

void Examination::check_exchanges() {
  auto& device = session_.connection().device();
  std::vector<microseconds> times;
  int num_wrong = 0;
  std::optional<Error> failure;
  for (int i = 0; i < kNumExchanges; ++i) {
    const auto size = 1 + (kLongestMessage - 1) * static_cast<std::size_t>(i) / (kNumExchanges - 1);
    const auto start = SteadyClock::now();
    const auto same = exchange_message(device, size);
    times.push_back(std::chrono::duration_cast<microseconds>(SteadyClock::now() - start));
    if (!same && same.error().is_status()) {
      return add({.check = "transmission",
                  .verdict = Verdict::kSkipped,
                  .what = fmt::format("the device refuses Echo: {}", text::explain(same.error()))});
    }
    if (!same) failure = same.error();
    if (!same || !*same) ++num_wrong;
  }
  const auto middle = times.begin() + kNumExchanges / 2;
  std::ranges::nth_element(times, middle);
  median_ = *middle;
  const auto num_repeats = device.recoveries().num_repeats;
  if (num_wrong > 0) {
    return add({.check = "transmission",
                .verdict = Verdict::kProblem,
                .what = fmt::format("{} of {} messages did not come back as they were{}", num_wrong,
                                    kNumExchanges,
                                    failure ? ": " + text::explain(*failure) : std::string{}),
                .advice = "The bus is noisy: check wiring, pull-ups and speed.",
                .kind = Failure::Kind::kBus});
  }
  if (num_repeats > 0) {
    return add(
        {.check = "transmission",
         .verdict = Verdict::kNote,
         .what = fmt::format("{} of {} messages had to be sent twice", num_repeats, kNumExchanges),
         .advice = "The bus is noisy: check wiring, pull-ups and speed."});
  }
  ok("transmission",
     fmt::format("{} messages of up to {} bytes came back; median {:.2f} ms", kNumExchanges,
                 kLongestMessage, static_cast<double>(median_->count()) / 1000));
}

void Examination::check_identity() {
  auto& device = session_.connection().device();
  require("Initialise", device.initialise());
  const auto data = require("Query product data", host::ProductData::read(device));
  ok("product",
     fmt::format("STSAFE-A120, mask {}, serial number {}", text::to_hex(data.mask_identification),
                 text::to_hex(data.serial_number)));
}

void Examination::check_life_cycle() {
  life_cycle_ = require("Query life cycle", host::read_life_cycle(session_.connection().device()));
  Finding finding{.check = "life cycle", .what = text::name(life_cycle_)};
  if (is_locked_state(life_cycle_)) {
    finding.verdict = Verdict::kProblem;
    finding.advice = "It answers only queries: unlock it with the password.";
  } else if (life_cycle_ == wire::LifeCycle::kTerminated) {
    finding.verdict = Verdict::kProblem;
    finding.advice = "It answers only queries, for ever: take another device.";
  } else if (life_cycle_ != wire::LifeCycle::kOperational) {
    finding.verdict = Verdict::kNote;
    finding.advice = "Devices are delivered operational.";
  }
  add(std::move(finding));
}

std::string number_ranges(const std::vector<std::size_t>& numbers) {
  std::string out;
  for (std::size_t i = 0; i < numbers.size();) {
    auto end = i + 1;
    while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
    out += fmt::format("{}{}", out.empty() ? "" : ", ", numbers[i]);
    if (end - i > 1) out += fmt::format("{}{}", end - i > 2 ? " to " : ", ", numbers[end - 1]);
    i = end;
  }
  return out;
}

}  // namespace stsafe::tool
