#include <gtest/gtest.h>

#include <cstdlib>

#include "stsafe/base/status.h"
#include "stsafe/wire/all_codes.h"
#include "tests/docs/field_encoding.h"
#include "tests/docs/text_file.h"
#include "tests/support/source_tree.h"

// apps/wireshark/stsafe.lua holds the registry as tables between two lines.
namespace stsafe::docs {
namespace {

constexpr std::string_view kBegin = "-- BEGIN\n";
constexpr std::string_view kEnd = "-- END\n";

std::filesystem::path dissector_file() {
  return testing_support::source_tree() / "apps" / "wireshark" / "stsafe.lua";
}

std::string hex_number(unsigned value, int digits) {
  constexpr std::string_view symbols = "0123456789ABCDEF";
  std::string text = "0x";
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
    text += symbols[(value >> shift) & 0xF];
  return text;
}
std::string code_number(wire::Opcode opcode) {
  return hex_number(opcode.raw(), is_extended(opcode) ? 4 : 2);
}

template <wire::Message M>
std::string lua_fields() {
  std::string text;
  wire::for_each_field(M{}, [&](const wire::Field& field, const auto& member) {
    text += text.empty() ? " " : ", ";
    text += "{ \"" + std::string{field.name} + "\", \"" + encoding_of(member) + "\"";
    text += field.secret ? ", secret = true }" : " }";
  });
  return text.empty() ? "{}" : "{" + text + " }";
}

template <wire::Command C>
std::string lua_command() {
  std::string text = "  { code = " + code_number(C::kOpcode);
  if constexpr (wire::HasSubject<C>) text += ", subject = " + hex_number(C::kSubject.raw(), 2);
  if constexpr (requires { C::kKeyMode; }) {
    text += ", mode = " + std::to_string(std::to_underlying(C::kKeyMode));
  }
  text += ", name = \"" + std::string{C::kName} + "\",\n";
  text += "    request = " + lua_fields<C>() + ",\n";
  text += "    response = " + lua_fields<typename C::Response>() + " },\n";
  return text;
}

std::string lua_tables() {
  std::string text = "local STATUSES = {\n";
  for (unsigned status = 0; status < 0x20; ++status) {
    text += "  [" + hex_number(status, 2) + "] = \"";
    text += std::string{name(static_cast<Status>(status))} + "\",\n";
  }
  text += "}\nlocal CODES = {\n";
  for (const auto& code : wire::kAllCodes) {
    text += "  [" + code_number(code.opcode) + "] = \"" + std::string{code.name} + "\",\n";
  }
  text += "}\nlocal COMMANDS = {\n";
  wire::for_each_command([&]<wire::Command C>() { text += lua_command<C>(); });
  return text + "}\n";
}

TEST(Dissector, HasTheTablesOfTheRegistry) {
  auto dissector = read_text(dissector_file());
  const auto begin = dissector.find(kBegin);
  const auto end = dissector.find(kEnd);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const auto tables_at = begin + kBegin.size();
  const auto written = dissector.substr(tables_at, end - tables_at);
  const auto* update = std::getenv("STSAFE_UPDATE_DOCS");
  if (update != nullptr && std::string_view{update} == "1" && written != lua_tables()) {
    write_text(dissector_file(), dissector.replace(tables_at, end - tables_at, lua_tables()));
    return;
  }
  EXPECT_EQ(written, lua_tables())
      << "apps/wireshark/stsafe.lua is not what stsafe/wire/registry.h says.\n"
         "Run docs_test with STSAFE_UPDATE_DOCS=1 in its environment to write its tables anew.";
}

TEST(Dissector, KnowsTheSizeOfEachTypeOfField) {
  const auto dissector = read_text(dissector_file());
  std::set<std::string> encodings;
  const auto add = [&](const wire::Field&, const auto& member) {
    encodings.insert(encoding_of(member));
  };
  wire::for_each_command([&]<wire::Command C>() {
    wire::for_each_field(C{}, add);
    wire::for_each_field(typename C::Response{}, add);
  });
  ASSERT_GT(encodings.size(), 10U);
  for (const auto& encoding : encodings) {
    if (encoding.find_first_not_of("0123456789") == std::string::npos) continue;
    EXPECT_NE(dissector.find("[\"" + encoding + "\"] = "), std::string::npos)
        << "apps/wireshark/stsafe.lua does not know '" << encoding << "'";
  }
}

}  // namespace
}  // namespace stsafe::docs
