#include "apps/devices/trace.h"

#include <fmt/format.h>

#include "apps/devices/frame_text.h"
#include "apps/text/advice.h"
#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/frame.h"

namespace stsafe::devices {

Result<ByteView> TracingTransport::exchange(ByteView request, ByteSpan reply,
                                            link::Microseconds typical) {
  const auto command = wire::parse_command(request);
  const auto rule = command ? authorization_.rule(command->opcode()) : wire::CommandRule{};
  sink_(describe_command(request, rule));
  const auto response = inner_.exchange(request, reply, typical);
  if (!response) {
    sink_(fmt::format("! {}", text::explain(response.error())));
    return response;
  }
  sink_(describe_response(request, *response, rule));
  learn(request, *response);
  return response;
}

void TracingTransport::learn(ByteView request, ByteView response) {
  using Query = wire::QueryCommandAuthorization;
  const auto command = wire::parse_command(request);
  const auto answer = wire::parse_response(response);
  if (!command || !answer || answer->status() != Status::kOk) return;
  if (command->opcode() != Query::kOpcode || command->body.size() != 1 ||
      command->body[0] != static_cast<std::byte>(Query::kSubject.raw())) {
    return;
  }
  const auto table = wire::decode_message<Query::Response>(answer->payload);
  // A table that cannot be read is the host's to report.
  if (table) {
    static_cast<void>(authorization_.load(table->num_records.raw(), table->records.bytes()));
  }
}

}  // namespace stsafe::devices
