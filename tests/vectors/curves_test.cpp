#include <gtest/gtest.h>

#include "stsafe/wire/curve_id.h"
#include "tests/support/bytes.h"
#include "tests/vectors/crypto/vector_file.h"
#include "tests/vectors/names.h"

namespace stsafe::vectors {
namespace {

using testing_support::hex;

std::size_t size_of(Vector& vector, const std::string& field) {
  return std::to_integer<std::size_t>(vector.bytes(field).at(0));
}

TEST(Curves, HaveTheIdentifiersAndSizesOfTheDocuments) {
  const auto count = for_each_vector("../curves.json", [](Vector& vector) {
    const auto curve = curve_named(vector.text("curve"));
    Fixed<256> buffer{};
    wire::Writer w{buffer};
    encode(w, curve);
    const auto identifier = vector.bytes("identifier");
    ASSERT_TRUE(w.finish());
    EXPECT_EQ(hex(*w.finish()), hex(identifier));
    EXPECT_EQ(coordinate_size(curve), size_of(vector, "coordinate_size"));

    wire::Reader r{identifier};
    Curve read{};
    decode(r, read);
    ASSERT_TRUE(r.finish());
    EXPECT_EQ(read, curve);

    const testing_support::Bytes raw(public_key_size(curve));
    const auto key = PublicKey::from_raw(curve, raw);
    ASSERT_TRUE(key);
    wire::Writer point{buffer};
    encode_point(point, *key);
    EXPECT_EQ(point.size(), size_of(vector, "point_size"));
  });
  EXPECT_EQ(count, 8);
}

}  // namespace
}  // namespace stsafe::vectors
