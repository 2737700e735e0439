#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "ports/profile_json/strict_json.h"
#include "ports/profile_json/words.h"
#include "stsafe/base/bytes.h"

namespace stsafe::profile_json {

/// The longest name that a document may have.
inline constexpr std::size_t kMaxNameSize = 64;

/// One object of a document while it is read. It knows its place, and finish() refuses the fields
/// that nobody asked for. Every function throws a ProfileError that names the field.
///
/// Views the document, which must outlive it.
class Object {
 public:
  /// Throws unless `json` is an object.
  Object(const Json& json, std::string where);

  bool has(const std::string& field);
  /// The names of all fields, in the document's order.
  std::vector<std::string> fields() const;
  std::string text(const std::string& field, std::size_t max_size);
  std::uint32_t number(const std::string& field, std::uint32_t min, std::uint32_t max);
  /// A number, or null for `absent`. A missing field is null.
  std::uint32_t number_or_null(const std::string& field, std::uint32_t max, std::uint32_t absent);
  /// Hexadecimal digits for exactly `out.size()` bytes.
  void bytes(const std::string& field, ByteSpan out);
  /// Hexadecimal digits for at most `max_size` bytes.
  std::vector<std::byte> bytes_up_to(const std::string& field, std::size_t max_size);
  /// True if the field has exactly this text. Of another value nothing is said.
  bool is_word(const std::string& field, std::string_view word);
  /// One of the words.
  unsigned word(const std::string& field, std::span<const Word> words);
  /// A list of different words: the sum of their values.
  unsigned words(const std::string& field, std::span<const Word> words);
  Object object(const std::string& field);
  /// A list of objects, each as often as its `repeat` says, or once without one. Calls
  /// `visit(object)` for each, and finish() after it.
  template <class Visit>
  std::size_t for_each(const std::string& field, std::size_t max, Visit&& visit) {
    std::size_t count = 0;
    for (const auto& [json, place] : elements(field)) {
      const auto times = repeat_of(json, place, max - count);
      for (std::size_t i = 0; i < times; ++i, ++count) {
        Object element{json, place};
        element.known_.insert("repeat");
        visit(element, count);
        element.finish();
      }
    }
    return count;
  }

  /// Throws if a field was not asked for.
  void finish() const;

  /// Throws with this object's field as the place.
  [[noreturn]] void fail(const std::string& field, const std::string& what) const;

 private:
  struct Element {
    const Json& json;
    std::string where;
  };
  const Json& value(const std::string& field);
  std::vector<Element> elements(const std::string& field);
  static std::size_t repeat_of(const Json& json, const std::string& where, std::size_t max);
  std::string place(const std::string& field) const;

  const Json& json_;
  std::string where_;
  std::set<std::string> known_;
};

}  // namespace stsafe::profile_json
