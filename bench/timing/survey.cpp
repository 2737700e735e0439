#include "bench/timing/survey.h"

#include <algorithm>

namespace stsafe::bench {
namespace {

constexpr std::array<std::uint32_t, 2> kBitRates{100'000, 400'000};

std::vector<Row> empty_rows(std::uint32_t bit_rate) {
  std::vector<Row> rows;
  for (const bool in_session : {false, true}) {
    for (const auto& operation : operations()) {
      if (in_session && !operation.in_session) continue;
      rows.push_back({.operation = &operation, .in_session = in_session, .bit_rate = bit_rate});
    }
  }
  return rows;
}

/// The chip of a seed: its factor goes evenly through all that there are.
sim::Timing chip(int seed) {
  auto timing = sim::typical_timing();
  constexpr int kSpread = 100;
  timing.variation = {
      .factor = static_cast<std::uint32_t>(1000 - kSpread + 2 * kSpread * seed / (kNumChips - 1)),
      .jitter = 20,
      .seed = static_cast<std::uint64_t>(seed)};
  return timing;
}

std::vector<Row> survey_at(std::uint32_t bit_rate) {
  auto rows = empty_rows(bit_rate);
  for (const auto policy : {Policy::kOurs, Policy::kVendor}) {
    Board board{sim::typical_timing(), bit_rate};
    for (auto& row : rows) {
      auto& cost = policy == Policy::kOurs ? row.ours : row.vendors;
      cost = measure(board, *row.operation, policy, row.in_session);
    }
  }
  std::vector<std::vector<double>> ratios(rows.size());
  for (int seed = 0; seed < kNumChips; ++seed) {
    Board board{chip(seed), bit_rate};
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto cost = measure(board, *rows[i].operation, Policy::kOurs, rows[i].in_session);
      ratios[i].push_back(cost.ratio(bit_rate));
    }
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::ranges::sort(ratios[i]);
    rows[i].median = ratios[i][kNumChips / 2];
    rows[i].worst = ratios[i].back();
  }
  return rows;
}

}  // namespace

std::string Row::name() const {
  return std::string{operation->name} + (in_session ? ", in a session" : "") + ", " +
         std::to_string(bit_rate / 1000) + " kHz";
}

std::vector<Row> survey() {
  std::vector<Row> rows;
  for (const auto bit_rate : kBitRates) {
    const auto more = survey_at(bit_rate);
    rows.insert(rows.end(), more.begin(), more.end());
  }
  return rows;
}

}  // namespace stsafe::bench
