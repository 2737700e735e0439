#include <fmt/format.h>

#include "apps/devices/authority.h"
#include "apps/stsafe/data_output.h"
#include "apps/stsafe/verbs.h"

namespace stsafe::tool {
namespace {

void export_certificate(const Session& session, const DataOutput& output) {
  const auto certificate = devices::Authority{}.certificate();
  if (!output.file.empty()) {
    const auto pem = certificate.pem();
    return write_data(output, std::as_bytes(std::span{pem}));
  }
  if (session.options.json) {
    print_json({{"subject", certificate.subject()},
                {"not_before", certificate.not_before()},
                {"not_after", certificate.not_after()},
                {"pem", certificate.pem()}});
  } else {
    fmt::print("{}", certificate.pem());
  }
}

}  // namespace

void add_ca(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("ca", "The authority that certifies simulated devices");
  verb->group("Help");
  verb->require_subcommand(1);
  auto* export_verb = verb->add_subcommand("export", "Write its root certificate as PEM");
  const auto output = std::make_shared<DataOutput>();
  export_verb->add_option("-o,--output", output->file, "Where to [standard output]")
      ->type_name("FILE");
  export_verb->add_flag("--force", output->force, "Replace the file if it exists");
  export_verb->callback([&session, output] { export_certificate(session, *output); });
}

}  // namespace stsafe::tool
