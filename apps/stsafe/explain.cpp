#include <fmt/format.h>

#include <iostream>

#include "apps/stsafe/frame_report.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"
#include "stsafe/base/hex.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;

/// Longer than any frame, also one of a log with separators.
constexpr std::size_t kMaxText = 64 * 1024;

struct ExplainOptions {
  std::vector<std::string> words;
  std::string command;
  std::string key_mode;
  bool is_command = false;
  bool is_response = false;
  bool not_encrypted = false;
};

std::string join_with_blanks(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string text_from_input() {
  std::string text(kMaxText + 1, '\0');
  std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::cin.gcount()));
  return text;
}

/// What is wrong with a text behind its first `at` characters.
std::string complaint(const std::string& text, std::size_t at) {
  const auto c = text[at];
  if (hex_digit_value(c) >= 0) return "half a byte";
  const bool is_printable = c > 0x20 && c < 0x7F;
  return is_printable ? fmt::format("'{}'", c) : "half a byte";
}

std::vector<std::byte> parse_frame(std::string_view what, const std::string& text) {
  if (text.size() > kMaxText) {
    throw usage_failure(fmt::format("explain: {} has more than {} characters", what, kMaxText));
  }
  auto bytes = text::from_hex(text);
  if (!bytes) {
    const auto at = text::valid_hex_size(text);
    throw usage_failure(fmt::format("explain: {} is not bytes in hexadecimal: {} at character {}",
                                    what, complaint(text, at), at + 1));
  }
  if (bytes->empty()) throw usage_failure(fmt::format("explain: {} has no bytes", what));
  return std::move(*bytes);
}

std::optional<wire::KeyMode> parse_key_mode(const std::string& text) {
  if (text.empty()) return std::nullopt;
  constexpr std::array modes{wire::KeyMode::kCcmStar, wire::KeyMode::kEcb, wire::KeyMode::kGcm};
  std::string known;
  for (const auto mode : modes) {
    if (text::name(mode) == text) return mode;
    known += fmt::format(" {}", text::name(mode));
  }
  throw usage_failure(fmt::format("--key-mode: '{}' is none of{}", text, known));
}

void run(const Session& session, const ExplainOptions& options) {
  using Direction = FrameHints::Direction;
  FrameHints hints{.not_encrypted = options.not_encrypted,
                   .key_mode = parse_key_mode(options.key_mode)};
  if (options.is_command) hints.direction = Direction::kCommand;
  if (options.is_response) hints.direction = Direction::kResponse;
  if (!options.command.empty()) hints.command = parse_frame("--for", options.command);
  const bool from_input = options.words == std::vector<std::string>{"-"};
  const auto frame = parse_frame(from_input ? "standard input" : "the frame",
                                 from_input ? text_from_input() : join_with_blanks(options.words));
  const auto report = explain_frame(frame, hints);
  session.options.json ? print_report_as_json(report) : print_text(report);
}

}  // namespace

void add_explain(CLI::App& app, Session& session) {
  auto* verb =
      app.add_subcommand("explain", "Decode one frame, a command or a response, secrets redacted");
  verb->group("Help");
  const auto options = std::make_shared<ExplainOptions>();
  verb->add_option("frame", options->words,
                   "The frame from header to CRC, in hexadecimal; - reads standard input")
      ->required()
      ->type_name("HEX");
  auto* command = verb->add_flag("--command", options->is_command,
                                 "It is a command [what its CRC or its length fits]");
  auto* response = verb->add_flag("--response", options->is_response, "It is a response");
  auto* answered =
      verb->add_option("--for", options->command, "The command that this response answers")
          ->type_name("HEX");
  verb->add_option("--key-mode", options->key_mode,
                   "Mode of the key that the command uses: CCM*, ECB or GCM")
      ->type_name("MODE");
  verb->add_flag("--not-encrypted", options->not_encrypted,
                 "What stands before a MAC is not encrypted");
  command->excludes(response)->excludes(answered);
  verb->callback([&session, options] { run(session, *options); });
}

}  // namespace stsafe::tool
