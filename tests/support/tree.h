#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "tests/support/bytes.h"
#include "tests/support/source_tree.h"
#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::testing_support {

/// One object of a nested vector file. Remembers which of its fields were read, and so do the
/// objects below it.
class Tree {
 public:
  explicit Tree(const nlohmann::json& json) : json_(json), fields_(json) {}

  bool has(const std::string& field) const { return json_.contains(field); }
  Bytes bytes(const std::string& field) { return fields_.bytes(field); }
  std::string text(const std::string& field) { return fields_.text(field); }
  std::uint32_t number(const std::string& field) {
    skip({field.c_str()});
    if (has(field) && json_[field].is_number_unsigned()) return json_[field].get<std::uint32_t>();
    ADD_FAILURE() << "no number " << field;
    return 0;
  }
  /// An object inside this one. A missing one fails the test and is empty.
  Tree& object(const std::string& field) {
    skip({field.c_str()});
    auto& objects = objects_[field];
    if (objects.empty()) objects.push_back(std::make_unique<Tree>(value_of(field)));
    return *objects.front();
  }
  /// The objects of an array.
  std::vector<Tree*> objects(const std::string& field) {
    skip({field.c_str()});
    auto& objects = objects_[field];
    if (objects.empty()) {
      for (const auto& item : value_of(field)) objects.push_back(std::make_unique<Tree>(item));
    }
    std::vector<Tree*> out;
    for (const auto& object : objects) out.push_back(object.get());
    return out;
  }
  /// Counts fields as read: prose, and what `not covered yet` names.
  void skip(std::initializer_list<const char*> fields) { fields_.skip(fields); }

  void expect_all_read(const std::string& path = "") const {
    for (const auto& field : fields_.unread()) ADD_FAILURE() << "unread field " << path << field;
    for (const auto& [name, objects] : objects_) {
      for (std::size_t i = 0; i < objects.size(); ++i) {
        objects[i]->expect_all_read(path + name + "[" + std::to_string(i) + "]/");
      }
    }
  }

 private:
  const nlohmann::json& value_of(const std::string& field) const {
    static const nlohmann::json kNothing = nlohmann::json::object();
    if (has(field)) return json_[field];
    ADD_FAILURE() << "no field " << field;
    return kNothing;
  }

  const nlohmann::json& json_;
  vectors::Vector fields_;
  std::map<std::string, std::vector<std::unique_ptr<Tree>>> objects_;
};

/// Runs `check` on a nested vector file of tests/vectors and fails the test for every field that
/// nobody read.
template <class Check>
void check_file(const std::string& file, Check&& check) {
  SCOPED_TRACE(file);
  std::ifstream in(source_tree() / "tests/vectors" / file);
  const auto json = nlohmann::json::parse(in, nullptr, false);
  ASSERT_TRUE(json.is_object()) << "not a file of vectors";
  Tree tree(json);
  check(tree);
  tree.expect_all_read();
}

}  // namespace stsafe::testing_support
