#include "stsafe/host/random.h"

#include <fmt/format.h>

#include "apps/stsafe/verbs.h"
#include "apps/text/hex_text.h"
#include "stsafe/base/wipe.h"

namespace stsafe::tool {
namespace {

constexpr std::size_t kMaxSize = 65536;

void run(Session& session, std::size_t size, bool raw) {
  if (raw && session.options.json) throw devices::usage_failure("random: --raw excludes --json");
  std::vector<std::byte> random(size);
  const WipeOnExit wiped{random};
  require("Generate random", host::generate_random(session.device(), random));
  if (raw) {
    std::fwrite(random.data(), 1, random.size(), stdout);
  } else if (session.options.json) {
    print_json({{"size", size}, {"random_hex", text::to_hex(random)}});
  } else {
    fmt::print("{}\n", text::to_hex(random));
  }
}

}  // namespace

void add_random(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("random", "Get random bytes from the device");
  verb->group("Cryptography");
  const auto size = std::make_shared<std::size_t>(32);
  const auto raw = std::make_shared<bool>(false);
  verb->add_option("size", *size, "How many bytes")
      ->check(CLI::Range(std::size_t{1}, kMaxSize))
      ->type_name("N")
      ->capture_default_str();
  verb->add_flag("--raw", *raw, "Write the bytes themselves, not hexadecimal digits");
  verb->callback([&session, size, raw] { run(session, *size, *raw); });
}

}  // namespace stsafe::tool
