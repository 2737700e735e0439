#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <fstream>

#include "apps/stsafe/manual_page.h"
#include "apps/stsafe/verbs.h"

namespace stsafe::tool {
namespace {

struct ManualOptions {
  std::vector<std::string> words;
  std::string folder;
};

void write_page(const std::filesystem::path& folder, const VerbNode& program,
                const VerbNode& verb) {
  const auto path = folder / (manual_page_name(verb) + ".1");
  std::ofstream out{path, std::ios::binary};
  out << manual_page(program, verb) << std::flush;
  if (!out) {
    throw Failure{Failure::Kind::kFailed, fmt::format("cannot write '{}'", path.string())};
  }
}

void write_all(const VerbNode& program, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    throw Failure{Failure::Kind::kFailed,
                  fmt::format("cannot make '{}': {}", folder.string(), error.message())};
  }
  write_page(folder, program, program);
  for (const auto& verb : program.verbs) write_page(folder, program, verb);
}

void write_manual(const CLI::App& app, const ManualOptions& options) {
  const auto program = describe_verbs(app);
  if (!options.folder.empty()) {
    if (!options.words.empty()) {
      throw devices::usage_failure("manual: --all writes every page; it takes no verb");
    }
    return write_all(program, options.folder);
  }
  const auto* verb = &program;
  for (const auto& word : options.words) {
    const auto* below = verb->find(word);
    if (below == nullptr) {
      throw Failure{Failure::Kind::kNotFound,
                    fmt::format("manual: there is no verb '{}'", fmt::join(options.words, " "))};
    }
    verb = below;
  }
  fmt::print("{}", manual_page(program, *verb));
}

}  // namespace

void add_manual(CLI::App& app) {
  auto* verb = app.add_subcommand("manual", "Write a manual page, for man to show");
  const auto options = std::make_shared<ManualOptions>();
  verb->add_option("verb", options->words, "About which verb [about stsafe]")->type_name("VERB");
  verb->add_option("--all", options->folder, "Write all pages into this folder")
      ->type_name("FOLDER");
  verb->group("Help");
  verb->callback([&app, options] { write_manual(app, *options); });
}

}  // namespace stsafe::tool
