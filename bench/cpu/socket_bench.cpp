#include <benchmark/benchmark.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "apps/stsafe-sim/simulator.h"
#include "bench/cpu/keyed_board.h"
#include "ports/socket/socket_transport.h"
#include "stsafe/host/echo.h"

// A simulator in a process of its own behind a Unix socket. Run under `taskset -c 0`, both ends
// share one core.
namespace stsafe::bench {
namespace {

constexpr Fixed<16> kEchoed{};

/// A simulator with one device, as a child process. It ends with this object.
class SimulatorProcess {
 public:
  SimulatorProcess() {
    std::string folder = std::filesystem::temp_directory_path() / "stsafe_bench_XXXXXX";
    require(mkdtemp(folder.data()) != nullptr, "making a folder");
    folder_ = folder;
    endpoint_ = {.kind = socket::Endpoint::Kind::kUnix, .path = folder + "/chip"};
    int ready[2];
    require(pipe(ready) == 0, "making a pipe");
    child_ = fork();
    require(child_ >= 0, "starting a process");
    if (child_ == 0) serve(ready[1]);
    char byte = 0;
    require(read(ready[0], &byte, 1) == 1, "starting the simulator");
    close(ready[0]);
    close(ready[1]);
  }
  ~SimulatorProcess() {
    kill(child_, SIGTERM);
    waitpid(child_, nullptr, 0);
    std::filesystem::remove_all(folder_);
  }
  SimulatorProcess(const SimulatorProcess&) = delete;
  SimulatorProcess& operator=(const SimulatorProcess&) = delete;

  const socket::Endpoint& endpoint() const { return endpoint_; }

 private:
  [[noreturn]] void serve(int ready) const {
    const simulator::Log log{simulator::Log::Format::kNone};
    simulator::Settings settings;
    settings.listen = endpoint_;
    settings.seed = 1;
    simulator::Simulator simulator{settings, log};
    require(write(ready, "1", 1) == 1, "saying that the simulator is ready");
    simulator.run();
    std::_Exit(EXIT_SUCCESS);
  }

  std::filesystem::path folder_;
  socket::Endpoint endpoint_;
  pid_t child_ = -1;
};

void echo_over_unix_socket(benchmark::State& state) {
  const SimulatorProcess simulator;
  socket::SocketTransport transport{simulator.endpoint()};
  host::Device device{transport};
  for (auto _ : state) require(static_cast<bool>(host::echo(device, kEchoed)), "Echo");
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(echo_over_unix_socket)->UseRealTime();

}  // namespace
}  // namespace stsafe::bench
