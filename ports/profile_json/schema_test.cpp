#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>

#include "ports/profile_json/profile_reader.h"
#include "tests/support/source_tree.h"

// profiles/profile.schema.json is for editors. It must allow what the reader allows, as far as a
// schema can say it.
namespace stsafe::profile_json::schema_test {
namespace {

using Json = nlohmann::json;

Json load(const std::string& name) {
  std::ifstream in(testing_support::source_tree() / "profiles" / name);
  return Json::parse(in, nullptr, false);
}

/// A validator for the part of JSON Schema that the file uses. A keyword it does not know fails the
/// test.
class Validator {
 public:
  explicit Validator(const Json& schema) : root_(schema) {}
  bool allows(const Json& document) const { return allows(root_, document); }

 private:
  bool allows(const Json& schema, const Json& value) const {
    for (const auto& [keyword, wanted] : schema.items()) {
      if (!holds(schema, keyword, wanted, value)) return false;
    }
    return true;
  }

  bool holds(const Json& schema, const std::string& keyword, const Json& wanted,
             const Json& value) const {
    static const std::set<std::string> silent{"$schema", "title", "description", "$defs",
                                              "additionalProperties"};
    if (silent.contains(keyword) || !concerns(keyword, value)) return true;
    if (keyword == "$ref") {
      return allows(root_.at(Json::json_pointer{wanted.get<std::string>().substr(1)}), value);
    }
    if (keyword == "type") return is_of_type(wanted, value);
    if (keyword == "const") return value == wanted;
    if (keyword == "enum") return std::ranges::find(wanted, value) != wanted.end();
    if (keyword == "required") {
      return std::ranges::all_of(wanted, [&](const Json& name) { return value.contains(name); });
    }
    if (keyword == "properties") return properties_hold(schema, wanted, value);
    if (keyword == "items") {
      return std::ranges::all_of(value, [&](const Json& item) { return allows(wanted, item); });
    }
    if (keyword == "uniqueItems")
      return std::set<Json>(value.begin(), value.end()).size() == value.size();
    if (keyword == "maxItems") return value.size() <= wanted;
    if (keyword == "minimum") return value >= wanted;
    if (keyword == "maximum") return value <= wanted;
    if (keyword == "minLength") return value.get<std::string>().size() >= wanted;
    if (keyword == "maxLength") return value.get<std::string>().size() <= wanted;
    if (keyword == "pattern") {
      return std::regex_search(value.get<std::string>(), std::regex{wanted.get<std::string>()});
    }
    ADD_FAILURE() << "keyword " << keyword << " is not known here";
    return false;
  }

  /// A keyword about one type says nothing of values of another.
  static bool concerns(const std::string& keyword, const Json& value) {
    static const std::set<std::string> objects{"required", "properties"};
    static const std::set<std::string> arrays{"items", "uniqueItems", "maxItems"};
    static const std::set<std::string> numbers{"minimum", "maximum"};
    static const std::set<std::string> texts{"minLength", "maxLength", "pattern"};
    if (objects.contains(keyword)) return value.is_object();
    if (arrays.contains(keyword)) return value.is_array();
    if (numbers.contains(keyword)) return value.is_number();
    return !texts.contains(keyword) || value.is_string();
  }

  bool properties_hold(const Json& schema, const Json& known, const Json& value) const {
    EXPECT_EQ(schema.value("additionalProperties", true), false) << "every object must be closed";
    for (const auto& [name, item] : value.items()) {
      if (!known.contains(name) || !allows(known[name], item)) return false;
    }
    return true;
  }

  static bool is_of_type(const Json& wanted, const Json& value) {
    if (wanted.is_array()) {
      return std::ranges::any_of(wanted, [&](const Json& each) { return is_of_type(each, value); });
    }
    if (wanted == "object") return value.is_object();
    if (wanted == "array") return value.is_array();
    if (wanted == "string") return value.is_string();
    if (wanted == "integer") return value.is_number_integer();
    if (wanted == "boolean") return value.is_boolean();
    return wanted == "null" && value.is_null();
  }

  const Json& root_;
};

/// Every place in a document, as JSON pointers.
std::vector<Json::json_pointer> places_in(const Json& document) {
  std::vector<Json::json_pointer> places;
  const auto leaves = document.flatten();
  for (const auto& [pointer, unused] : leaves.items()) {
    for (Json::json_pointer place{pointer}; !place.empty(); place = place.parent_pointer()) {
      if (std::ranges::find(places, place) == places.end()) places.push_back(place);
    }
  }
  return places;
}

TEST(ProfileSchema, AllowsTheStoredProfile) {
  const auto schema = load("profile.schema.json");
  EXPECT_TRUE(Validator{schema}.allows(load("spl05.json")));
}

/// That codes differ, that zones fit and are large enough, and that there is a key for the
/// certificate, a schema cannot say.
bool is_beyond_a_schema(const ProfileError& error) {
  return error.what == "has a rule already" || error.what.starts_with("leaves the partition") ||
         error.what.ends_with("too small for a certificate") ||
         error.what.ends_with("which has no key");
}

// At every place of the stored profile, something else: schema and reader must say the same.
TEST(ProfileSchema, AllowsWhatTheReaderAllows) {
  const auto schema = load("profile.schema.json");
  const Validator validator{schema};
  auto stored = load("spl05.json");
  // One of each kind is enough.
  auto& rules = stored["commands"]["rules"];
  rules.erase(rules.begin() + 2, rules.end());
  auto& zones = stored["zones"];
  zones.erase(zones.begin() + 3, zones.end());
  auto others = Json::parse(R"([null, true, -1, 0, 1, 2, 45, 46, 254, 255, 4294967296, 1.5,
      "", "1f", "1F7e", "7f", "80", "aa6001", "zz", "aaa", "host", "free",
      [], ["x"], ["plaintext"], ["plaintext", "plaintext"], [1], {}, {"allow": []}])");
  others.push_back(std::string(65, 'a'));
  std::size_t num_allowed = 0;
  for (const auto& place : places_in(stored)) {
    for (const auto& other : others) {
      auto document = stored;
      document[place] = other;
      const auto read = read_profile(document.dump());
      if (!read && is_beyond_a_schema(read.error())) continue;
      if (read) ++num_allowed;
      EXPECT_EQ(static_cast<bool>(read), validator.allows(document))
          << place.to_string() << " = " << other << ": " << read.error().text();
    }
    if (stored.at(place.parent_pointer()).is_object()) {
      auto without = stored;
      without.at(place.parent_pointer()).erase(place.back());
      const auto read = read_profile(without.dump());
      if (!read && is_beyond_a_schema(read.error())) continue;
      EXPECT_EQ(static_cast<bool>(read), validator.allows(without))
          << "without " << place.to_string();
    }
    if (!stored.at(place).is_object()) continue;
    auto with = stored;
    with[place]["surplus"] = 1;
    EXPECT_FALSE(read_profile(with.dump()));
    EXPECT_FALSE(validator.allows(with)) << place.to_string();
  }
  EXPECT_GT(num_allowed, 20U);
}

}  // namespace
}  // namespace stsafe::profile_json::schema_test
