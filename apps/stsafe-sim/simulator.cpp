#include "apps/stsafe-sim/simulator.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "apps/devices/failure.h"

namespace stsafe::simulator {
namespace {

constexpr auto kGrace = std::chrono::seconds{2};

/// Many devices with several clients each need many descriptors; the default allows about 1000.
/// Throws Failure (device) if the system allows too few for one client of each device.
void allow_many_descriptors(const Settings& settings) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  static_cast<void>(setrlimit(RLIMIT_NOFILE, &limit));
  constexpr std::size_t kOfTheProcess = 16;
  std::size_t of_each = settings.state_folder.empty() ? 2 : 4;  // SQLite has two
  if (settings.bus) of_each += 2;
  const auto needed = kOfTheProcess + settings.num_devices * of_each;
  if (needed <= limit.rlim_max) return;
  throw devices::Failure{
      devices::Failure::Kind::kFailed,
      fmt::format("{} devices need {} open files and the system allows {}: raise the limit "
                  "(ulimit -n {}) or take fewer devices",
                  settings.num_devices, needed, limit.rlim_max, needed)};
}

/// Made for its owner alone if it is not there: what is in it holds keys.
std::string state_file(const std::string& folder, std::size_t number) {
  if (folder.empty()) return {};
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    throw devices::Failure{devices::Failure::Kind::kFailed,
                           fmt::format("cannot make {}: {}", folder, std::strerror(errno))};
  }
  return fmt::format("{}/device-{}.sqlite", folder, number);
}

/// Throws Failure (usage) if the devices' endpoints do not fit there: a path may become too long,
/// or a port number too large.
void expect_room(const socket::Endpoint& first, std::size_t num_devices) {
  const auto last = endpoint_of(first, num_devices - 1, num_devices);
  const bool counts_ports = last.kind == socket::Endpoint::Kind::kTcp && first.port != 0;
  const bool fits = socket::parse_endpoint(to_string(last)) &&
                    !(counts_ports && first.port + num_devices - 1 > 0xFFFF);
  if (fits) return;
  throw devices::usage_failure(
      fmt::format("{} devices do not fit at {} and what follows", num_devices, to_string(first)));
}

}  // namespace

socket::Endpoint endpoint_of(const socket::Endpoint& first, std::size_t number, std::size_t count) {
  auto endpoint = first;
  if (first.kind == socket::Endpoint::Kind::kUnix) {
    if (count > 1) endpoint.path += fmt::format("-{}", number);
  } else if (first.port != 0) {
    endpoint.port = static_cast<std::uint16_t>(first.port + number);
  }
  return endpoint;
}

Simulator::Simulator(const Settings& settings, const Log& log)
    : log_(log), authority_(devices::find_authority(settings.ca, settings.ca_key)) {
  allow_many_descriptors(settings);
  expect_room(settings.listen, settings.num_devices);
  if (settings.bus) expect_room(*settings.bus, settings.num_devices);
  wait_for_signal();
  for (std::size_t i = 0; i < settings.num_devices; ++i) {
    start_device(settings, i);
    context_.poll();
    if (is_stopped()) return;
  }
  control_.emplace(devices_, settings.allow_secrets);
  if (settings.control) {
    control_server_.emplace(context_, *settings.control, settings.limits, log, *control_);
  }
}

void Simulator::start_device(const Settings& settings, std::size_t number) {
  devices_.push_back(std::make_unique<SimulatedDevice>(
      DeviceSettings{.number = number,
                     .seed = settings.seed,
                     .profile = settings.profile,
                     .choices = settings.choices,
                     .timing = devices::draw_timing(settings.timing, settings.seed, number),
                     .is_real_time = settings.is_real_time,
                     .state_file = state_file(settings.state_folder, number)},
      authority_->issuer()));
  auto& device = *devices_.back();
  if (!device.is_on()) {
    throw devices::Failure{devices::Failure::Kind::kFailed,
                           fmt::format("device {} did not start: {}", number, device.failure())};
  }
  frame_servers_.push_back(std::make_unique<FrameServer>(
      context_, endpoint_of(settings.listen, number, settings.num_devices), settings.limits, log_,
      [&device](ByteView frame) { return device.exchange(frame); }));
  if (!settings.bus) return;
  bus_servers_.push_back(std::make_unique<BusServer>(
      context_, endpoint_of(*settings.bus, number, settings.num_devices), settings.limits, log_,
      [&device](link::I2cTransaction transaction) { return device.transfer(transaction); }));
}

std::string Simulator::readiness() const {
  Json line{{"ready", true}, {"devices", Json::array()}};
  for (const auto& server : frame_servers_)
    line["devices"].push_back(to_string(server->endpoint()));
  if (!bus_servers_.empty()) line["buses"] = Json::array();
  for (const auto& server : bus_servers_) line["buses"].push_back(to_string(server->endpoint()));
  if (control_server_) line["control"] = to_string(control_server_->endpoint());
  return line.dump();
}

void Simulator::wait_for_signal() {
  signals_.async_wait([this](const asio::error_code& error, int number) {
    if (error) return;
    log_.info("signal", {{"number", number}});
    finish();
  });
}

void Simulator::run() {
  context_.run();
  context_.restart();
  context_.run_for(kGrace);
  for (const auto& device : devices_) device->power_off();
  log_.info("stopped");
}

void Simulator::stop() {
  asio::post(context_, [this] { finish(); });
}

void Simulator::finish() {
  for (const auto& server : frame_servers_) server->stop();
  for (const auto& server : bus_servers_) server->stop();
  if (control_server_) control_server_->stop();
  // From here on a signal ends the process as if it were not caught.
  asio::error_code ignored;
  signals_.clear(ignored);
  signals_.cancel(ignored);
  context_.stop();
}

}  // namespace stsafe::simulator
