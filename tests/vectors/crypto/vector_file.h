#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "stsafe/base/curve.h"

namespace stsafe::vectors {

/// One vector of a file: fields by name. Remembers which were read.
class Vector {
 public:
  explicit Vector(const nlohmann::json& fields) : fields_(fields) {}

  /// A field of hexadecimal digits. A missing or malformed one fails the test and is empty.
  std::vector<std::byte> bytes(const std::string& field);
  /// A field of text. A missing one fails the test and is empty.
  std::string text(const std::string& field);
  /// The field "curve". An unknown one fails the test.
  Curve curve();
  /// True if the field "result" says "valid", false if it says "invalid"; fails the test otherwise.
  bool is_valid();
  /// Counts fields as read that this check does not need, but others of the same file do.
  void skip(std::initializer_list<const char*> fields) {
    read_.insert(fields.begin(), fields.end());
  }

  /// The names of the fields that nobody has read.
  std::vector<std::string> unread() const;

 private:
  const nlohmann::json& fields_;
  std::set<std::string> read_;
};

/// Runs `check` on each vector of a file in this folder, and returns how many there were, so that
/// the test can say how many it expects. Fails the test if the file names no source, if it has a
/// field that is not known, or if `check` leaves a field of a vector unread.
std::size_t for_each_vector(const std::string& file, const std::function<void(Vector&)>& check);

}  // namespace stsafe::vectors
