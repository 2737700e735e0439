#include "cose/seal_envelope.h"

#include <fmt/format.h>

#include <optional>

#include "apps/stsafe/data_output.h"
#include "apps/stsafe/host_crypto.h"
#include "apps/stsafe/progress.h"
#include "apps/stsafe/seal.h"
#include "apps/stsafe/sealed_streams.h"

namespace stsafe::tool {

void seal_envelope(Session& session, const SealArguments& arguments) {
  constexpr std::string_view step = "Seal";
  if (arguments.keys.empty()) {
    throw devices::usage_failure("for whom? Say --slot N, --local N or --wrapping-key SOURCE");
  }
  if (session.options.json && arguments.output.empty()) {
    throw devices::usage_failure("seal --envelope --json: say --output FILE for the envelope");
  }
  const EnvelopeKeys keys{
      session, arguments.keys, {.name = arguments.context.key_id}, &arguments.nonces};
  const auto aad = external_aad(arguments.context);
  std::optional<files_posix::OutputFile> envelope_file;
  if (!arguments.detached.empty()) {
    if (arguments.detached == arguments.output) {
      throw devices::usage_failure("--detached and --output name the same file");
    }
    // First: a ciphertext whose envelope cannot be written is lost.
    envelope_file.emplace(create_output(arguments.detached, arguments.force));
  }
  SealedInput input{arguments.data, "content"};
  SealedOutput output{arguments.output, arguments.force, Passing::kAtOnce};
  const auto size = input.source().size();
  Progress progress{session.options, "sealing", "B", size};
  HostCrypto crypto;
  cose::EnvelopeSealOptions options{.external_aad = aad, .watch = watch_with(progress)};
  if (!arguments.content_type.empty()) options.content_type = arguments.content_type;
  if (arguments.detached.empty()) {
    require_sealed(step, cose::seal_envelope(crypto.for_envelopes(), keys.keys(), input.source(),
                                             output.sink(), options));
  } else {
    const auto envelope =
        require_sealed(step, cose::seal_detached(crypto.for_envelopes(), keys.keys(),
                                                 input.source(), output.sink(), options));
    require_sealed(step, envelope_file->write(envelope));
    require_sealed(step, envelope_file->commit());
  }
  if (!session.options.json) return;
  Json json{{"form", arguments.detached.empty() ? "envelope" : "detached"},
            {"num_recipients", keys.keys().size()},
            {"output", arguments.output}};
  if (size) json["content_size"] = *size;
  if (!arguments.detached.empty()) json["envelope"] = arguments.detached;
  print_json(std::move(json));
}

}  // namespace stsafe::tool
