#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>

#include "stsafe/wire/registry.h"
#include "tests/docs/text_file.h"
#include "tests/support/source_tree.h"

// docs/api-map.md: every function of the vendor's library once, with a call that exists.
namespace stsafe::docs::api_map_test {
namespace {

struct VendorFunction {
  std::string header;
  std::string name;
  std::vector<std::string> codes;  ///< or one of the words below
};
constexpr std::string_view kNoCommand = "none";
constexpr std::string_view kAnyCommand = "any";

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find(separator, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + separator.size();
  }
  return parts;
}

std::vector<VendorFunction> vendor_functions() {
  const auto lines = lines_of(
      read_text(testing_support::source_tree() / "tests" / "docs" / "vendor_functions.csv"));
  std::vector<VendorFunction> functions;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto cells = split(lines[i], ",");
    functions.push_back({cells.at(0), cells.at(1), split(cells.at(2), "; ")});
  }
  return functions;
}

std::string api_map() { return read_text(testing_support::source_tree() / "docs" / "api-map.md"); }

struct Row {
  std::string function;
  std::string call;
  std::string headers;
};
std::vector<Row> rows_of_map() {
  std::vector<Row> rows;
  for (const auto& cells : table_rows(api_map(), "vendor function")) {
    EXPECT_EQ(cells.size(), 4U) << cells.front();
    if (cells.size() == 4) rows.push_back({cells[0], cells[2], cells[3]});
  }
  return rows;
}

bool has_reason_instead(const Row& row) {
  return row.call.starts_with("not offered: ") || row.call.starts_with("not needed: ");
}

std::string without_spaces(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}

std::string hex_byte(unsigned value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return {digits[(value >> 4) & 0xF], digits[value & 0xF]};
}

/// The ways to write the code of each command, by name: "1F 03"; "14 24"; "02" for "02 00", too.
std::multimap<std::string, std::string> codes_by_name() {
  std::multimap<std::string, std::string> codes;
  wire::for_each_command([&]<wire::Command C>() {
    const std::string name{C::kName};
    const auto low = hex_byte(C::kOpcode.raw() & 0xFF);
    if (is_extended(C::kOpcode)) {
      codes.emplace(name, "1F " + low);
      return;
    }
    codes.emplace(name, low);
    if constexpr (wire::HasSubject<C>) {
      codes.emplace(name, low + " " + hex_byte(C::kSubject.raw()));
    }
  });
  return codes;
}

/// What a call names: the qualified name before its arguments, without the object.
std::vector<std::string> names_in(const std::string& call) {
  const std::regex command{R"(device\.call\(wire::(\w+)\{.*\}\))"};
  const std::regex other{R"((?:[a-z_]+\.)?(?:host::)?([\w:]+)\(.*\))"};
  std::smatch match;
  if (!std::regex_match(call, match, command) && !std::regex_match(call, match, other)) return {};
  return split(match[1], "::");
}

TEST(ApiMap, HasEachFunctionOfTheVendorOnce) {
  const auto functions = vendor_functions();
  ASSERT_GT(functions.size(), 190U);
  std::map<std::string, int> times;
  for (const auto& row : rows_of_map()) ++times[row.function];
  for (const auto& function : functions) {
    EXPECT_EQ(times[function.name], 1) << function.name;
    times.erase(function.name);
  }
  for (const auto& [name, number] : times) ADD_FAILURE() << name << " is not of the vendor's";
}

TEST(ApiMap, HasOneTableForEachHeader) {
  std::map<std::string, std::string> header_of;
  for (const auto& function : vendor_functions()) header_of[function.name] = function.header;
  std::string heading;
  for (const auto& line : lines_of(api_map())) {
    if (line.starts_with("### ")) heading = line.substr(4);
    if (!line.starts_with("| stse")) continue;
    const auto name = split(line, " ").at(1);
    EXPECT_EQ(heading, header_of[name]) << name;
  }
}

TEST(ApiMap, ShowsCallsThatCompile) {
  const auto calls = without_spaces(
      read_text(testing_support::source_tree() / "tests" / "docs" / "api_map_calls.cpp"));
  for (const auto& row : rows_of_map()) {
    int num_calls = 0;
    for (const auto& quoted : quoted_in(row.call)) {
      if (names_in(quoted).empty()) continue;
      ++num_calls;
      if (quoted.starts_with("device.call(")) continue;  // its command is looked for below
      EXPECT_NE(calls.find(without_spaces(quoted) + ";"), std::string::npos)
          << row.function << ": tests/docs/api_map_calls.cpp does not have " << quoted;
    }
    EXPECT_TRUE(num_calls > 0 || has_reason_instead(row))
        << row.function << " has neither a call nor a reason";
  }
}

TEST(ApiMap, NamesHeadersThatDeclareWhatIsCalled) {
  for (const auto& row : rows_of_map()) {
    if (has_reason_instead(row)) continue;
    std::string text;
    for (const auto& header : quoted_in(row.headers)) {
      text += read_text(testing_support::source_tree() / header);
    }
    for (const auto& quoted : quoted_in(row.call)) {
      for (const auto& name : names_in(quoted)) {
        EXPECT_TRUE(std::regex_search(text, std::regex{"\\b" + name + "\\b"}))
            << row.function << ": " << name << " is not in " << row.headers;
      }
    }
  }
}

TEST(ApiMap, CallsCommandsWithTheCodesOfTheFunction) {
  const std::regex command{R"(wire::(\w+)\{)"};
  const auto codes = codes_by_name();
  std::map<std::string, std::vector<std::string>> codes_of;
  for (const auto& function : vendor_functions()) codes_of[function.name] = function.codes;
  for (const auto& row : rows_of_map()) {
    for (std::sregex_iterator match{row.call.begin(), row.call.end(), command}, end; match != end;
         ++match) {
      const auto [first, last] = codes.equal_range((*match)[1]);
      const bool sends = std::any_of(first, last, [&](const auto& code) {
        return std::ranges::count(codes_of[row.function], code.second) > 0;
      });
      EXPECT_TRUE(sends) << row.function << " does not send " << (*match)[1];
    }
  }
}

TEST(VendorFunctions, SendCommandsOfTheRegistry) {
  std::set<std::string> known;
  for (const auto& [name, code] : codes_by_name()) known.insert(code);
  for (const auto& function : vendor_functions()) {
    for (const auto& code : function.codes) {
      if (code == kNoCommand || code == kAnyCommand) continue;
      EXPECT_TRUE(known.contains(code)) << function.name << ": " << code;
    }
  }
}

}  // namespace
}  // namespace stsafe::docs::api_map_test
