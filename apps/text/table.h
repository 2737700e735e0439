#pragma once

#include <string>
#include <vector>

namespace stsafe::text {

/// Rows of text in aligned columns, with a headline.
class Table {
 public:
  explicit Table(std::vector<std::string> headline) : rows_{std::move(headline)} {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  /// Every line indented by two spaces and ended by a line feed.
  std::string render() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace stsafe::text
