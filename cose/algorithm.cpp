#include "cose/algorithm.h"

#include <algorithm>
#include <array>

namespace stsafe::cose {

namespace {

struct Row {
  std::int64_t number = 0;
  CcmParameters key{};
  const char* name = "";
};

constexpr std::array kTable{
    Row{algorithm::kAesCcm16_64_128, {wire::KeyType::kAes128, 8}, "AES-CCM-16-64-128"},
    Row{algorithm::kAesCcm16_64_256, {wire::KeyType::kAes256, 8}, "AES-CCM-16-64-256"},
    Row{algorithm::kAesCcm16_128_128, {wire::KeyType::kAes128, 16}, "AES-CCM-16-128-128"},
    Row{algorithm::kAesCcm16_128_256, {wire::KeyType::kAes256, 16}, "AES-CCM-16-128-256"},
};

}  // namespace

std::optional<CcmParameters> ccm_parameters(std::int64_t algorithm) {
  const auto* row = std::ranges::find(kTable, algorithm, &Row::number);
  if (row == kTable.end()) return std::nullopt;
  return row->key;
}

std::optional<std::int64_t> ccm_algorithm(const CcmParameters& key) {
  const auto* row = std::ranges::find(kTable, key, &Row::key);
  if (row == kTable.end()) return std::nullopt;
  return row->number;
}

std::string algorithm_name(std::int64_t algorithm) {
  const auto* row = std::ranges::find(kTable, algorithm, &Row::number);
  if (row == kTable.end()) return "algorithm " + std::to_string(algorithm);
  return std::string{row->name} + " (" + std::to_string(algorithm) + ")";
}

}  // namespace stsafe::cose
