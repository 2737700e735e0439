#include "cose/cbor_writer.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "tests/support/bytes.h"

// Expected bytes: RFC 8949, appendix A.
namespace stsafe::cose::cbor_writer_test {
namespace {

std::string written(const std::function<void(CborWriter&)>& write) {
  Bytes bytes;
  CborWriter writer{bytes};
  write(writer);
  return testing_support::hex(bytes);
}

TEST(CborWriter, WritesIntegersInTheirShortestForm) {
  const auto integer = [](std::int64_t n) {
    return written([n](CborWriter& w) { w.put_integer(n); });
  };
  EXPECT_EQ(integer(0), "00");
  EXPECT_EQ(integer(23), "17");
  EXPECT_EQ(integer(24), "1818");
  EXPECT_EQ(integer(100), "1864");
  EXPECT_EQ(integer(1000), "1903e8");
  EXPECT_EQ(integer(1000000), "1a000f4240");
  EXPECT_EQ(integer(1000000000000), "1b000000e8d4a51000");
  EXPECT_EQ(integer(-1), "20");
  EXPECT_EQ(integer(-10), "29");
  EXPECT_EQ(integer(-100), "3863");
  EXPECT_EQ(integer(-1000), "3903e7");
  EXPECT_EQ(integer(std::numeric_limits<std::int64_t>::min()), "3b7fffffffffffffff");
  EXPECT_EQ(
      written([](CborWriter& w) { w.put_unsigned(std::numeric_limits<std::uint64_t>::max()); }),
      "1bffffffffffffffff");
}

TEST(CborWriter, WritesStringsContainersTagsAndBools) {
  EXPECT_EQ(written([](CborWriter& w) { w.put_bytes({}); }), "40");
  EXPECT_EQ(written([](CborWriter& w) { w.put_bytes("01020304"_hex); }), "4401020304");
  EXPECT_EQ(written([](CborWriter& w) { w.put_text(""); }), "60");
  EXPECT_EQ(written([](CborWriter& w) { w.put_text("IETF"); }), "6449455446");
  EXPECT_EQ(written([](CborWriter& w) { w.put_label("a"); }), "6161");
  EXPECT_EQ(written([](CborWriter& w) { w.put_label(-500); }), "3901f3");
  EXPECT_EQ(written([](CborWriter& w) { w.put_bool(false); }), "f4");
  EXPECT_EQ(written([](CborWriter& w) { w.put_bool(true); }), "f5");
  EXPECT_EQ(written([](CborWriter& w) {
              w.put_tag(32);
              w.put_text("a");
            }),
            "d8206161");
  EXPECT_EQ(written([](CborWriter& w) {
              w.start_array(25);
              w.put_raw("00"_hex);
            }),
            "981900");
  EXPECT_EQ(written([](CborWriter& w) { w.start_map(2); }), "a2");
  EXPECT_EQ(written([](CborWriter& w) { w.start_bytes(65536); }), "5a00010000");
}

}  // namespace
}  // namespace stsafe::cose::cbor_writer_test
