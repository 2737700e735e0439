#include "bench/timing/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace stsafe::bench {
namespace {

constexpr double kMicrosecondsPerMillisecond = 1000;

std::string markdown_line(const Row& row, const Cost& cost, std::string_view policy,
                          std::string_view chips) {
  return fmt::format("| {} | {} | {} | {} | {} | {} | {:.2f} | {:.2f} | {:.2f} | {:.3f} | {} |\n",
                     row.operation->name, row.in_session ? "yes" : "no", policy, cost.transactions,
                     cost.refused, cost.bytes,
                     cost.bus_time(row.bit_rate) / kMicrosecondsPerMillisecond,
                     cost.waiting(row.bit_rate) / kMicrosecondsPerMillisecond,
                     static_cast<double>(cost.total.count()) / kMicrosecondsPerMillisecond,
                     cost.ratio(row.bit_rate), chips);
}

nlohmann::ordered_json to_json(const Cost& cost, std::uint32_t bit_rate) {
  return {{"transactions", cost.transactions},
          {"not_acknowledged", cost.refused},
          {"bytes", cost.bytes},
          {"bus_us", cost.bus_time(bit_rate)},
          {"waiting_us", cost.waiting(bit_rate)},
          {"total_us", cost.total.count()},
          {"limit_us", cost.limit(bit_rate)},
          {"ratio", cost.ratio(bit_rate)}};
}

}  // namespace

std::string to_markdown(const std::vector<Row>& rows) {
  std::string text;
  std::uint32_t bit_rate = 0;
  for (const auto& row : rows) {
    if (row.bit_rate != bit_rate) {
      bit_rate = row.bit_rate;
      text += fmt::format(
          "\n### {} kHz\n\n"
          "| operation | session | policy | transactions | of these NACKed | bytes | bus, ms | "
          "waiting, ms | total, ms | × limit | {} chips: median, worst |\n"
          "|---|---|---|---|---|---|---|---|---|---|---|\n",
          bit_rate / 1000, kNumChips);
    }
    text +=
        markdown_line(row, row.ours, "ours", fmt::format("{:.3f}, {:.3f}", row.median, row.worst));
    text += markdown_line(row, row.vendors, "vendor's", "");
  }
  return text;
}

std::string to_json(const std::vector<Row>& rows) {
  auto all = nlohmann::ordered_json::array();
  for (const auto& row : rows) {
    all.push_back({{"operation", row.operation->name},
                   {"in_session", row.in_session},
                   {"bit_rate", row.bit_rate},
                   {"ours", to_json(row.ours, row.bit_rate)},
                   {"vendors", to_json(row.vendors, row.bit_rate)},
                   {"median_ratio", row.median},
                   {"worst_ratio", row.worst}});
  }
  return all.dump(2) + "\n";
}

std::string to_svg(const std::vector<Row>& rows) {
  constexpr std::uint32_t kShownRate = 400'000;
  constexpr int kLabelWidth = 230;
  constexpr int kRowHeight = 34;
  constexpr int kTop = 40;
  constexpr double kPixelsPerLimit = 100;
  std::vector<Row> shown;
  double most = 1;
  for (const auto& row : rows) {
    if (row.in_session || row.bit_rate != kShownRate) continue;
    shown.push_back(row);
    most = std::max(most, row.vendors.ratio(kShownRate));
  }
  const auto width = kLabelWidth + static_cast<int>(most * kPixelsPerLimit) + 80;
  const auto height = kTop + kRowHeight * static_cast<int>(shown.size()) + 10;
  auto svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
      "viewBox=\"0 0 {0} {1}\" font-family=\"sans-serif\" font-size=\"13\">\n"
      "<rect width=\"{0}\" height=\"{1}\" fill=\"white\"/>\n"
      "<text x=\"10\" y=\"22\">Time at 400 kHz, as a multiple of the physical limit: "
      "ours (dark), the vendor's policy (light)</text>\n",
      width, height);
  int y = kTop;
  for (const auto& row : shown) {
    svg += fmt::format("<text x=\"10\" y=\"{}\">{}</text>\n", y + 17, row.operation->name);
    const auto bar = [&](int at, double ratio, std::string_view colour) {
      const auto length = ratio * kPixelsPerLimit;
      svg += fmt::format(
          "<rect x=\"{}\" y=\"{}\" width=\"{:.1f}\" height=\"12\" fill=\"{}\"/>\n"
          "<text x=\"{:.1f}\" y=\"{}\" font-size=\"11\">{:.2f}</text>\n",
          kLabelWidth, at, length, colour, kLabelWidth + length + 4, at + 10, ratio);
    };
    bar(y, row.ours.ratio(kShownRate), "#1b4f8a");
    bar(y + 14, row.vendors.ratio(kShownRate), "#a9c4e4");
    y += kRowHeight;
  }
  const auto limit = kLabelWidth + static_cast<int>(kPixelsPerLimit);
  svg += fmt::format(
      "<line x1=\"{0}\" y1=\"{1}\" x2=\"{0}\" y2=\"{2}\" stroke=\"black\" "
      "stroke-dasharray=\"3 3\"/>\n</svg>\n",
      limit, kTop - 6, height - 8);
  return svg;
}

}  // namespace stsafe::bench
