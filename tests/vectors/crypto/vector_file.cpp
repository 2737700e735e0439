#include "tests/vectors/crypto/vector_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "stsafe/base/hex.h"
#include "tests/support/source_tree.h"

namespace stsafe::vectors {
namespace {

/// What a file may say about itself, beside its vectors.
const std::set<std::string> kFileFields{"source", "selection", "vectors"};

nlohmann::json load(const std::string& file) {
  std::ifstream in(testing_support::source_tree() / "tests/vectors/crypto" / file);
  return nlohmann::json::parse(in, nullptr, false);
}

}  // namespace

std::vector<std::byte> Vector::bytes(const std::string& field) {
  const auto digits = text(field);
  std::vector<std::byte> out;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    const int high = hex_digit_value(digits[i]);
    const int low = hex_digit_value(digits[i + 1]);
    if (high < 0 || low < 0) break;
    out.push_back(static_cast<std::byte>(16 * high + low));
  }
  if (2 * out.size() == digits.size()) return out;
  ADD_FAILURE() << "field " << field << " is not hexadecimal";
  return {};
}

std::string Vector::text(const std::string& field) {
  read_.insert(field);
  const auto found = fields_.find(field);
  if (found != fields_.end() && found->is_string()) return found->get<std::string>();
  ADD_FAILURE() << "no text field " << field;
  return {};
}

Curve Vector::curve() {
  static const std::map<std::string, Curve> kNames{
      {"nist_p256", Curve::kNistP256},
      {"nist_p384", Curve::kNistP384},
      {"nist_p521", Curve::kNistP521},
      {"brainpool_p256", Curve::kBrainpoolP256},
      {"brainpool_p384", Curve::kBrainpoolP384},
      {"brainpool_p512", Curve::kBrainpoolP512},
      {"x25519", Curve::kX25519},
  };
  const auto name = text("curve");
  const auto found = kNames.find(name);
  if (found != kNames.end()) return found->second;
  ADD_FAILURE() << "no curve named " << name;
  return {};
}

bool Vector::is_valid() {
  const auto result = text("result");
  EXPECT_TRUE(result == "valid" || result == "invalid") << result;
  return result == "valid";
}

std::vector<std::string> Vector::unread() const {
  std::vector<std::string> names;
  for (const auto& field : fields_.items()) {
    if (!read_.contains(field.key())) names.push_back(field.key());
  }
  return names;
}

std::size_t for_each_vector(const std::string& file, const std::function<void(Vector&)>& check) {
  SCOPED_TRACE(file);
  const auto content = load(file);
  if (!content.is_object() || !content.contains("vectors")) {
    ADD_FAILURE() << "not a file of vectors";
    return 0;
  }
  EXPECT_NE(content.value("source", ""), "");
  for (const auto& field : content.items()) EXPECT_TRUE(kFileFields.contains(field.key()));

  std::size_t count = 0;
  for (const auto& fields : content["vectors"]) {
    SCOPED_TRACE(fields.dump());
    Vector vector(fields);
    check(vector);
    for (const auto& field : vector.unread()) ADD_FAILURE() << "unread field " << field;
    ++count;
  }
  return count;
}

}  // namespace stsafe::vectors
