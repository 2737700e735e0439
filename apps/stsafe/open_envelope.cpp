#include "cose/open_envelope.h"

#include <fmt/format.h>

#include "apps/stsafe/host_crypto.h"
#include "apps/stsafe/progress.h"
#include "apps/stsafe/seal.h"
#include "apps/stsafe/sealed_streams.h"

namespace stsafe::tool {
namespace {

/// Headers and recipients of an envelope, without content.
constexpr std::size_t kMaxEnvelope = cose::kMaxHeadersSize + cose::kMaxRecipientsSize;

}  // namespace

void open_envelope(Session& session, const OpenArguments& arguments) {
  constexpr std::string_view step = "Open";
  if (arguments.keys.empty()) {
    throw devices::usage_failure(
        "with which key? Say --slot N, --local N or --wrapping-key SOURCE");
  }
  if (session.options.json && arguments.output.empty()) {
    throw devices::usage_failure("open --json: say --output FILE for the content of an envelope");
  }
  const EnvelopeKeys keys{session,
                          arguments.keys,
                          {.name = arguments.context.key_id, .any = arguments.any_key_id},
                          nullptr};
  const auto aad = external_aad(arguments.context);
  SealedInput input{arguments.data, "envelope"};
  SealedOutput output{arguments.output, arguments.force, Passing::kWhenVerified};
  Progress progress{session.options, "opening", "B", input.source().size()};
  HostCrypto crypto;
  files_posix::SpoolFile spool;
  const cose::EnvelopeOpenOptions options{
      .external_aad = aad, .spool = &spool, .watch = watch_with(progress)};
  if (arguments.detached.empty()) {
    require_sealed(step, cose::open_envelope(crypto.for_envelopes(), keys.keys(), input.source(),
                                             output.sink(), options));
  } else {
    const auto envelope = read_input(arguments.detached, "envelope", kMaxEnvelope);
    require_sealed(step, cose::open_detached(crypto.for_envelopes(), keys.keys(), envelope,
                                             input.source(), output.sink(), options));
  }
  if (session.options.json) {
    print_json({{"form", arguments.detached.empty() ? "envelope" : "detached"},
                {"output", arguments.output}});
  }
}

}  // namespace stsafe::tool
