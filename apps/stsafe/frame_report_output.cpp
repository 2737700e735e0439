#include <fmt/format.h>

#include "apps/stsafe/frame_report.h"
#include "apps/text/advice.h"

namespace stsafe::tool {
namespace {

std::string header_text(const FrameReport& report) {
  auto text = fmt::format("{:02x}", std::to_integer<unsigned>(report.header));
  if (report.is_response) return text;
  const auto has = [&](std::byte bit) { return (report.header & bit) != std::byte{0}; };
  text += has(wire::kProtectedBit) ? ": C-MAC present" : ": no C-MAC";
  text += has(wire::kResponseProtectedBit) ? ", R-MAC wanted" : ", no R-MAC wanted";
  if (has(wire::kProtectedBit)) {
    text += has(wire::kHostSessionBit) ? ", host session" : ", another session than the host's";
  }
  return text;
}

std::string title_of(const FrameReport& report) {
  if (!report.is_response) return fmt::format("command {} {}", report.code, report.name);
  if (report.name.empty()) return "response";
  return fmt::format("response to {} {}", report.code, report.name);
}

std::string length_text(const FrameReport& report) {
  if (!report.is_response) {
    return report.size <= wire::kMaxCommandSize
               ? fmt::format("{} bytes, right", report.size)
               : fmt::format("{} bytes, too long: a command has at most {}", report.size,
                             wire::kMaxCommandSize);
  }
  const auto follow = report.size_after_length();
  if (report.length_field == follow) return fmt::format("{}, right", follow);
  return fmt::format("{}, wrong: {} bytes follow", report.length_field, follow);
}

bool has_right_length(const FrameReport& report) {
  return report.is_response ? report.length_field == report.size_after_length()
                            : report.size <= wire::kMaxCommandSize;
}

std::string checksum_text(const ChecksumVerdict& checksum) {
  return checksum.is_right()
             ? fmt::format("{:04x}, right", checksum.given)
             : fmt::format("{:04x}, wrong: expected {:04x}", checksum.given, checksum.expected);
}

void print_line(std::string_view name, std::string_view value) {
  fmt::print("  {:<16} {}\n", name, value);
}

void print_payload(const FrameReport& report) {
  for (const auto& field : report.fields) print_line(field.name, field.text);
  if (report.fields.empty() && report.payload_size > 0) {
    print_line("payload", fmt::format("<{} bytes>, {}", report.payload_size, report.unread));
  }
  if (report.fields.empty() && report.payload_size == 0 && !report.unread.empty()) {
    print_line("payload", report.unread);
  }
}

}  // namespace

void print_text(const FrameReport& report) {
  fmt::print("{}{}\n", title_of(report), report.is_guess ? " (guessed)" : "");
  print_line("header", header_text(report));
  if (report.status) {
    const Error error{*report.status};
    print_line("status", fmt::format("{:02X} {}", error.code(), stsafe::name(*report.status)));
    const auto what_to_do = text::advice(error);
    if (!what_to_do.empty()) print_line("advice", what_to_do);
  }
  print_payload(report);
  if (!report.mac.empty()) print_line(report.is_response ? "R-MAC" : "C-MAC", report.mac);
  print_line("length", length_text(report));
  print_line("CRC", checksum_text(report.checksum));
}

void print_report_as_json(const FrameReport& report) {
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? Json{} : Json(text);
  };
  Json json{{"direction", report.is_response ? "response" : "command"},
            {"guessed", report.is_guess},
            {"size", report.size},
            {"code", text_or_null(report.code)},
            {"name", text_or_null(report.name)}};
  if (report.status) {
    json["status"] = fmt::format("{:02X}", static_cast<unsigned>(*report.status));
    json["status_name"] = stsafe::name(*report.status);
    json["length_field"] = report.length_field;
  } else {
    const auto has = [&](std::byte bit) { return (report.header & bit) != std::byte{0}; };
    json["c_mac_present"] = has(wire::kProtectedBit);
    json["r_mac_wanted"] = has(wire::kResponseProtectedBit);
    json["host_session"] = has(wire::kHostSessionBit);
  }
  Json fields = Json::array();
  for (const auto& field : report.fields) {
    fields.push_back({{"name", field.name}, {"value", field.text}, {"secret", field.is_secret}});
  }
  json["fields"] = std::move(fields);
  json["payload_size"] = report.payload_size;
  json["unread"] = text_or_null(report.unread);
  json["mac"] = text_or_null(report.mac);
  json["length_right"] = has_right_length(report);
  json["crc"] = {{"given", fmt::format("{:04x}", report.checksum.given)},
                 {"expected", fmt::format("{:04x}", report.checksum.expected)},
                 {"right", report.checksum.is_right()}};
  print_json(std::move(json));
}

}  // namespace stsafe::tool
