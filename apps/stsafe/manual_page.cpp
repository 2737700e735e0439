#include "apps/stsafe/manual_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "apps/stsafe/exit_status.h"

namespace stsafe::tool {
namespace {

/// Text as groff takes it for itself: hyphens that can be copied, no requests, no escapes.
std::string escaped(std::string_view text) {
  std::string out;
  bool at_start = true;
  for (const char c : text) {
    if (at_start && (c == '.' || c == '\'')) out += "\\&";
    at_start = c == '\n';
    switch (c) {
      case '\\': out += "\\e"; break;
      case '-': out += "\\-"; break;
      case '\'': out += "\\(aq"; break;
      case '`': out += "\\(ga"; break;
      case '^': out += "\\(ha"; break;
      case '~': out += "\\(ti"; break;
      default: out += c;
    }
  }
  return out;
}

std::string bold(std::string_view text) { return "\\fB" + escaped(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + escaped(text) + "\\fR"; }

/// Lines of a help text are broken for a terminal; here the formatter breaks them.
std::string paragraph(std::string_view text) {
  auto one = std::string{text};
  std::ranges::replace(one, '\n', ' ');
  auto out = escaped(one);
  return out.empty() || out.back() == '.' ? out : out + ".";
}

std::string value_of(const OptionNode& option) {
  const bool lists = !option.choices.empty() && option.type_name.find('|') != std::string::npos;
  return lists ? bold(option.type_name) : italic(option.type_name);
}

std::string tagged(const std::string& tag, const std::string& text) {
  return ".TP\n" + tag + "\n" + text + "\n";
}

std::string option_entry(const OptionNode& option) {
  std::string tag;
  for (const auto& name : option.names) tag += (tag.empty() ? "" : ", ") + bold(name);
  if (option.takes_value()) tag += " " + value_of(option);
  auto text = paragraph(option.description);
  if (option.is_required) text += " Must be given.";
  if (!option.default_text.empty()) {
    text += fmt::format(" Default: {}.", escaped(option.default_text));
  }
  return tagged(tag, text);
}

std::string positional_entry(const OptionNode& positional) {
  auto text = paragraph(positional.description);
  if (!positional.choices.empty() && positional.type_name.find('|') != std::string::npos) {
    text += fmt::format(" One of {}.", bold(positional.type_name));
  }
  if (!positional.default_text.empty()) {
    text += fmt::format(" Default: {}.", escaped(positional.default_text));
  }
  return tagged(italic(positional.names.front()), text);
}

std::string synopsis(const VerbNode& verb) {
  auto line = bold(verb.path.empty() ? "stsafe" : "stsafe " + verb.full_name()) + " [" +
              italic("options") + "]";
  for (const auto& positional : verb.positionals) {
    const auto name = italic(positional.names.front()) + (positional.repeats ? " ..." : "");
    line += positional.is_required ? " " + name : " [" + name + "]";
  }
  if (!verb.verbs.empty()) {
    const auto below = italic("verb") + " ...";
    line += verb.needs_verb ? " " + below : " [" + below + "]";
  }
  return line + "\n";
}

std::string options_of(const VerbNode& verb) {
  std::string list;
  for (const auto& option : verb.options) {
    if (!verb.path.empty() && option.names.back() == "--help") continue;
    list += option_entry(option);
  }
  return list;
}

std::string verb_list(const VerbNode& verb) {
  std::string list;
  for (const auto& each : verb.verbs) {
    const auto name = verb.path.empty() ? bold(each.path.back()) : bold(each.full_name());
    list += tagged(name, paragraph(each.description));
  }
  return list;
}

/// A verb's verbs, each with what it takes.
std::string subsections(const VerbNode& verb) {
  std::string out;
  for (const auto& each : verb.verbs) {
    out += fmt::format(".SS \"stsafe {}\"\n{}.PP\n{}\n", escaped(each.full_name()), synopsis(each),
                       paragraph(each.description));
    for (const auto& positional : each.positionals) out += positional_entry(positional);
    out += options_of(each);
    out += subsections(each);
  }
  return out;
}

std::string name_line(const VerbNode& verb) {
  auto what = brief(verb.description);
  if (verb.path.empty()) what = verb.description;
  return escaped(manual_page_name(verb)) + " \\- " + escaped(what) + "\n";
}

constexpr const char* kEnvironment = R"(.SH ENVIRONMENT
.TP
.B STSAFE_DEVICE
The device, unless
.B \-\-device
says which.
.TP
.B STSAFE_CONFIG
The configuration file, unless
.B \-\-config
says which.
.TP
.B NO_COLOR
If it is set, nothing is written in colour.
.SH FILES
.TP
.I ~/.config/stsafe/config.json
Configuration: the names of devices, and where their host keys are.
.TP
.I ~/.local/state/stsafe/history
The lines typed in
.BR "stsafe shell" .
)";

std::string see_also(const VerbNode& program, const VerbNode& verb) {
  std::string list;
  const auto add = [&](const std::string& name) {
    list += (list.empty() ? "" : ",\n") + std::string{".BR "} + escaped(name) + " (1)";
  };
  if (verb.path.empty()) {
    for (const auto& each : program.verbs) add(manual_page_name(each));
  } else {
    add(manual_page_name(program));
  }
  return ".SH \"SEE ALSO\"\n" + list + "\n";
}

}  // namespace

std::string manual_page_name(const VerbNode& verb) {
  return verb.path.empty() ? "stsafe" : "stsafe-" + verb.full_name("-");
}

std::string manual_page(const VerbNode& program, const VerbNode& verb) {
  auto title = manual_page_name(verb);
  std::ranges::transform(title, title.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  auto page = fmt::format(".TH {} 1 \"\" \"stsafe {}\" \"STSAFE\\-A120 host tool\"\n.nh\n.ad l\n",
                          escaped(title), STSAFE_VERSION);
  page += ".SH NAME\n" + name_line(verb);
  page += ".SH SYNOPSIS\n" + synopsis(verb);
  page += ".SH DESCRIPTION\n" + paragraph(verb.description) + "\n";
  if (!verb.positionals.empty()) page += ".SH ARGUMENTS\n";
  for (const auto& positional : verb.positionals) page += positional_entry(positional);
  if (const auto options = options_of(verb); !options.empty()) page += ".SH OPTIONS\n" + options;
  if (!verb.path.empty()) {
    page += ".PP\nThe options that all verbs share, such as " + bold("--device") + " and " +
            bold("--json") + ", are in\n.BR stsafe (1).\n";
  }
  if (!verb.verbs.empty()) page += ".SH VERBS\n";
  page += verb.path.empty() ? verb_list(verb) : subsections(verb);
  if (verb.path.empty()) {
    page += ".SH \"EXIT STATUS\"\n" + paragraph(kExitStatusHelp) + "\n" + kEnvironment;
  }
  return page + see_also(program, verb);
}

}  // namespace stsafe::tool
