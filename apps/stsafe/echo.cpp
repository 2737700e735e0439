#include <fmt/format.h>

#include "apps/stsafe/verbs.h"
#include "apps/text/hex_text.h"
#include "stsafe/wire/commands/device.h"

namespace stsafe::tool {
namespace {

void run(Session& session, const std::string& message) {
  if (message.empty()) throw devices::usage_failure("echo: an empty message cannot be sent");
  const auto bytes = std::as_bytes(std::span{message});
  // Nothing else is asked, unless it must be: this shows whether a device can be reached at all.
  auto& device = session.has_host_keys() ? session.device() : session.connection().device();
  const auto answer = require("Echo", device.call(wire::Echo{wire::Tail{bytes}}));
  const auto echoed = answer.message.bytes();
  if (!std::ranges::equal(echoed, bytes)) {
    throw step_failure("Echo", LinkError::kUnexpectedResponse);
  }
  if (session.options.json) {
    print_json({{"size", echoed.size()}, {"message_hex", text::to_hex(echoed)}});
  } else {
    fmt::print("{}\n", message);
  }
}

}  // namespace

void add_echo(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("echo", "Send a message to the device and get it back");
  verb->group("Device");
  const auto message = std::make_shared<std::string>();
  verb->add_option("message", *message, "What to send: 1 to 749 bytes")
      ->required()
      ->type_name("TEXT");
  verb->callback([&session, message] { run(session, *message); });
}

}  // namespace stsafe::tool
