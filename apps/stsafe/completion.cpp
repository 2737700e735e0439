#include <fmt/format.h>

#include "apps/stsafe/completion_script.h"
#include "apps/stsafe/verbs.h"

namespace stsafe::tool {
namespace {

using Script = std::string (*)(const VerbNode& program);

struct KnownShell {
  std::string_view name;
  Script script;
};
constexpr std::array kShells{KnownShell{"bash", bash_completion}, KnownShell{"zsh", zsh_completion},
                             KnownShell{"fish", fish_completion}};

void write_script(const CLI::App& app, const std::string& shell) {
  const auto* found = std::ranges::find(kShells, shell, &KnownShell::name);
  if (found == kShells.end()) {
    throw devices::usage_failure(fmt::format("completion: '{}' is none of bash, zsh, fish", shell));
  }
  fmt::print("{}", found->script(describe_verbs(app)));
}

}  // namespace

void add_completion(CLI::App& app) {
  auto* verb = app.add_subcommand(
      "completion", "Write a script that lets a shell complete verbs, options and values");
  const auto shell = std::make_shared<std::string>();
  verb->add_option("shell", *shell, "For which shell")->required()->type_name("bash|zsh|fish");
  verb->group("Help");
  verb->callback([&app, shell] { write_script(app, *shell); });
}

}  // namespace stsafe::tool
