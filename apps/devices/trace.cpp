#include "apps/devices/trace.h"

#include <fmt/format.h>

#include "apps/devices/frame_text.h"
#include "apps/text/advice.h"

namespace stsafe::devices {

Result<ByteView> TracingTransport::exchange(ByteView request, ByteSpan reply,
                                            link::Expectation expected) {
  const auto rule = knowledge_.rule(request);
  sink_(describe_command(request, rule, knowledge_.modes()));
  knowledge_.sent(request);
  const auto response = inner_.exchange(request, reply, expected);
  if (!response) {
    sink_(fmt::format("! {}", text::explain(response.error())));
    return response;
  }
  sink_(describe_response(request, *response, rule, knowledge_.modes()));
  knowledge_.answered(request, *response);
  return response;
}

}  // namespace stsafe::devices
