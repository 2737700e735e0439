#include <fmt/format.h>

#include <fstream>

#include "apps/devices/authority.h"
#include "apps/stsafe/verbs.h"

namespace stsafe::tool {
namespace {

void export_certificate(const Session& session, const std::string& file) {
  const auto certificate = devices::Authority{}.certificate();
  if (!file.empty()) {
    std::ofstream out(file, std::ios::binary);
    out << certificate.pem() << std::flush;
    if (!out) throw Failure{Failure::Kind::kFailed, fmt::format("cannot write '{}'", file)};
    return;
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
  const auto file = std::make_shared<std::string>();
  export_verb->add_option("-o,--output", *file, "Where to [standard output]")->type_name("FILE");
  export_verb->callback([&session, file] { export_certificate(session, *file); });
}

}  // namespace stsafe::tool
