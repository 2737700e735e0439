#include <gtest/gtest.h>

#include <random>

#include "cose/memory_stream.h"
#include "cose/record_reader.h"
#include "tests/support/sealing_chip.h"

namespace stsafe::cose::records_test {
namespace {

using testing_support::hex;
using testing_support::join;
using testing_support::SealingChip;
using testing_support::to_bytes;

constexpr auto kKey = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"_hex;
constexpr StreamId kStream = "F0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF"_hex;

/// Gives as many bytes at a time as it was told, and fails after some if it was told so.
class PieceSource final : public ByteSource {
 public:
  PieceSource(ByteView bytes, std::size_t piece, std::size_t fails_at = ~std::size_t{0})
      : bytes_(bytes), piece_(piece), fails_at_(fails_at) {}

  std::optional<std::uint64_t> size() const override { return std::nullopt; }
  bool can_seek() const override { return false; }
  Result<void> seek(std::uint64_t) override { return Failure{Reason::kStream, "a pipe", {}}; }
  Result<ByteView> next(std::size_t most) override {
    if (position_ >= fails_at_) return Failure{Reason::kStream, "pipe: broken", {}};
    const auto rest = bytes_.subspan(position_);
    const auto piece = rest.first(std::min({most, piece_, rest.size()}));
    position_ += piece.size();
    return piece;
  }

 private:
  ByteView bytes_;
  std::size_t piece_;
  std::size_t fails_at_;
  std::size_t position_ = 0;
};

/// Fails at the write with this number.
class FailingSink final : public ByteSink {
 public:
  explicit FailingSink(int left) : left_(left) {}
  Result<void> write(ByteView) override {
    if (left_-- > 0) return {};
    return Failure{Reason::kStream, "disk: full", {}};
  }
  Result<void> commit() override { return {}; }
  void discard() override {}

 private:
  int left_;
};

class Records : public testing::Test {
 protected:
  Records() {
    chip_.put_key(3, kKey);
    chip_.put_key(4, kKey, 16, wire::kEncrypt);
    chip_.start();
    key_ = open_key(3);
  }
  std::optional<ChipKey> open_key(std::uint8_t slot) {
    auto opened = ChipKey::open(chip_.device(), wire::SlotNumber{slot});
    EXPECT_TRUE(opened);
    return *opened;
  }
  /// The texts as records, each on its own; the last is the end mark.
  std::vector<Bytes> seal(const std::vector<std::string>& texts, StreamId stream = kStream,
                          std::uint64_t first_number = 0) {
    std::vector<Bytes> records;
    for (std::size_t i = 0; i <= texts.size(); ++i) {
      MemorySink sink;
      RecordWriter writer{
          *key_, chip_.nonces(), sink, {.stream = stream, .first_number = first_number + i}};
      const auto written =
          i < texts.size() ? writer.write(std::as_bytes(std::span{texts[i]})) : writer.finish();
      EXPECT_TRUE(written);
      EXPECT_TRUE(sink.commit());
      records.push_back(to_bytes(sink.bytes()));
    }
    return records;
  }
  static Bytes joined(const std::vector<Bytes>& records) {
    Bytes all;
    for (const auto& record : records) all.insert(all.end(), record.begin(), record.end());
    return all;
  }
  /// All that a reader says, one word each: texts, and for failures their reason and message.
  std::vector<std::string> read(ByteView bytes, const RecordReaderOptions& options = {},
                                std::size_t piece = 65536) {
    PieceSource source{bytes, piece};
    return read(source, options);
  }
  std::vector<std::string> read(ByteSource& source, const RecordReaderOptions& options = {}) {
    RecordReader reader{*key_, source, options};
    std::vector<std::string> said;
    while (said.size() < 1000) {
      const auto record = reader.next();
      if (!record) {
        said.push_back(name(record.error().reason) + ": " + record.error().message);
        continue;
      }
      if (!*record) return said;
      const auto text = (*record)->content.plaintext.reveal();
      said.emplace_back(reinterpret_cast<const char*>(text.data()), text.size());
    }
    ADD_FAILURE() << "the reader does not end";
    return said;
  }

  using Said = std::vector<std::string>;
  SealingChip chip_;
  std::optional<ChipKey> key_;
};

TEST_F(Records, AreReadAsTheyWereWritten) {
  MemorySink sink;
  RecordWriter writer{*key_, chip_.nonces(), sink, {.stream = kStream}};
  for (const std::string text : {"one", "", "three"}) {
    ASSERT_TRUE(writer.write(std::as_bytes(std::span{text})));
  }
  EXPECT_EQ(writer.next_number(), 3U);
  ASSERT_TRUE(writer.finish());
  EXPECT_EQ(writer.write({}).error().reason, Reason::kInvalidRequest);
  EXPECT_EQ(writer.finish().error().reason, Reason::kInvalidRequest);
  ASSERT_TRUE(sink.commit());
  for (const std::size_t piece : {1U, 2U, 17U, 65536U}) {
    EXPECT_EQ(read(sink.bytes(), {.stream = kStream}, piece), (Said{"one", "", "three"}));
  }
}

TEST_F(Records, LookLikeThis) {
  const auto records = seal({"x"});
  // The position: -65537: [stream, 0, false], after alg, and kid in 14 bytes.
  EXPECT_EQ(
      hex(records[0]).substr(0, 8 + 8 + 34 + 54),
      "d083582da301181f044e41313230000000000000000139033a000100008350f0f1f2f3f4f5f6f7f8f9fafbfc"
      "fdfeff00f4a1054d");
}

TEST_F(Records, GiveTheirPlace) {
  const auto records = seal({"a", "b"}, kStream, 7);
  const auto bytes = joined(records);
  MemorySource source{bytes};
  RecordReader reader{*key_, source, {.first_number = 7}};
  const auto first = reader.next();
  const auto second = reader.next();
  ASSERT_TRUE(first && *first && second && *second);
  EXPECT_EQ((*second)->position, (RecordPosition{kStream, 8, false}));
  EXPECT_EQ((*second)->offset, records[0].size());
}

TEST_F(Records, OfTheLargestSizeAreRead) {
  const std::string large(kMaxPlaintextSize, 'x');
  const auto bytes = joined(seal({large, "small", large}));
  EXPECT_EQ(read(bytes), (Said{large, "small", large}));
  EXPECT_EQ(read(bytes, {}, 999), (Said{large, "small", large}));
  MemorySink sink;
  RecordWriter writer{*key_, chip_.nonces(), sink, {}};
  EXPECT_EQ(writer.write(Bytes(kMaxPlaintextSize + 1)).error().reason, Reason::kTooLarge);
  EXPECT_TRUE(writer.write({}));  // nothing was written, so the stream goes on
}

TEST_F(Records, HaveHeadersThatAReaderCanHold) {
  MemorySink sink;
  RecordWriter writer{*key_, chip_.nonces(), sink, {.seal = {.key_id = Bytes(4096)}}};
  EXPECT_EQ(writer.write({}).error().reason, Reason::kTooLarge);
}

TEST_F(Records, AreMissedWhereTheyAreMissing) {
  auto records = seal({"0", "1", "2", "3", "4"});
  records.erase(records.begin() + 1, records.begin() + 3);
  const auto offset = std::to_string(records[0].size());
  EXPECT_EQ(read(joined(records)),
            (Said{"0", "out of order: record 1 at byte " + offset + ": records 1 to 2 are missing",
                  "3", "4"}));
  EXPECT_EQ(read(joined(records), {.order = RecordOrder::kAny}), (Said{"0", "3", "4"}));
}

TEST_F(Records, AreMissedAtTheStart) {
  auto records = seal({"0", "1"});
  records.erase(records.begin());
  EXPECT_EQ(read(joined(records)),
            (Said{"out of order: record 0 at byte 0: record 0 is missing", "1"}));
  EXPECT_EQ(read(joined(records), {.first_number = 1}), (Said{"1"}));
}

TEST_F(Records, AreMissedAtTheEnd) {
  auto records = seal({"0", "1", "2"});
  const auto mark = records.back();
  records.pop_back();
  const auto size = std::to_string(joined(records).size());
  EXPECT_EQ(read(joined(records)), (Said{"0", "1", "2",
                                         "truncated: the records end at byte " + size +
                                             " without one that is marked as the last"}));
  EXPECT_EQ(read(joined(records), {.order = RecordOrder::kAny}), (Said{"0", "1", "2"}));
  records.back() = mark;
  EXPECT_EQ(read(joined(records))[2], "out of order: record 2 at byte " +
                                          std::to_string(2 * records[0].size()) +
                                          ": record 2 is missing");
  EXPECT_EQ(read({})[0],
            "truncated: the records end at byte 0 without one that is marked as the "
            "last");
}

TEST_F(Records, AreGivenOnceAndInTheirPlaceOnly) {
  const auto r = seal({"0", "1", "2"});
  const auto others = seal({"x"}, StreamId{});
  const auto size = r[0].size();
  const auto about = [&](std::size_t n) {
    return "out of order: record " + std::to_string(n) + " at byte " + std::to_string(n * size);
  };
  const std::string old = " which is not after those before: repeated or moved";
  EXPECT_EQ(read(join({r[0], r[0], r[1], r[2], r[3]})),
            (Said{"0", about(1) + ": has number 0," + old, "1", "2"}));
  EXPECT_EQ(read(join({r[0], r[2], r[1], r[3]})), (Said{"0", about(1) + ": record 1 is missing",
                                                        "2", about(2) + ": has number 1," + old}));
  EXPECT_EQ(read(join({r[0], others[0], r[1], r[2], r[3]})),
            (Said{"0", about(1) + ": is of another stream", "1", "2"}));
  EXPECT_EQ(read(join({others[0], others[1]}), {.stream = kStream}).size(), 3U);
  EXPECT_EQ(read(join({others[0], others[1]})), Said{"x"});
  EXPECT_EQ(read(join({r[0], r[1], r[2], r[3], r[2]})).back(),
            "out of order: record 4 at byte " + std::to_string(3 * size + r[3].size()) +
                ": comes after the last one");
}

TEST_F(Records, WithoutAPlaceAreReadInAnyOrder) {
  const auto text = std::string{"plain"};
  const auto sealed = seal_encrypt0(*key_, chip_.nonces(), std::as_bytes(std::span{text}));
  ASSERT_TRUE(sealed);
  EXPECT_EQ(read(join({*sealed, *sealed}), {.order = RecordOrder::kAny}), (Said{"plain", "plain"}));
  EXPECT_EQ(read(*sealed)[0], "out of order: record 0 at byte 0: names no position");
}

TEST_F(Records, MayCarryTheEndMarkThemselves) {
  auto options = SealOptions{.others = {to_parameter({kStream, 0, true})}};
  const auto text = std::string{"only"};
  const auto sealed = seal_encrypt0(*key_, chip_.nonces(), std::as_bytes(std::span{text}), options);
  ASSERT_TRUE(sealed);
  EXPECT_EQ(read(*sealed), Said{"only"});
}

TEST_F(Records, OfWrongPositionsAreRefused) {
  for (const auto* digits : {"00", "80", "8341000000", "8350F0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF2020",
                             "8250F0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF00"}) {
    Bytes value;
    for (std::string_view left = digits; !left.empty(); left.remove_prefix(2)) {
      value.push_back(
          static_cast<std::byte>(16 * hex_digit_value(left[0]) + hex_digit_value(left[1])));
    }
    const auto sealed =
        seal_encrypt0(*key_, chip_.nonces(), {}, {.others = {{header::kRecordPosition, value}}});
    ASSERT_TRUE(sealed);
    EXPECT_NE(read(*sealed)[0].find("its position: byte"), std::string::npos) << digits;
  }
}

TEST_F(Records, ThatAreBrokenDoNotTakeOthersWithThem) {
  const auto records = seal({"0", "1", "2", "3"});
  const auto size = records[0].size();
  auto bytes = joined(records);
  bytes[2 * size - 1] ^= std::byte{1};
  EXPECT_EQ(read(bytes), (Said{"0",
                               "not authentic: record 1 at byte " + std::to_string(size) +
                                   ": not authentic: altered, or sealed with another key or other "
                                   "external data",
                               "2", "3"}));
}

TEST_F(Records, AreFoundBehindAnythingElse) {
  const auto records = seal({"0", "1"});
  for (const auto& noise : {to_bytes("00"_hex), to_bytes("FFFFFF"_hex), to_bytes("D083"_hex),
                            to_bytes("D0835BFFFFFFFFFFFFFFFF"_hex), to_bytes("D0"_hex),
                            to_bytes("9F9F9F"_hex), to_bytes("D08340A05AFFFFFFFF"_hex),
                            Bytes(70000, std::byte{0xD0}), Bytes(200000, std::byte{0x5A})}) {
    for (const std::size_t piece : {7U, 65536U}) {
      const auto said = read(join({records[0], noise, records[1], records[2]}), {}, piece);
      ASSERT_EQ(said.size(), 3U) << hex(ByteView{noise}.first(1));
      EXPECT_EQ(said[0], "0");
      EXPECT_NE(said[1].find(": record 1 at byte "), std::string::npos) << said[1];
      EXPECT_EQ(said[2], "1");
    }
  }
}

// Each bit of a file of three records: one or two records are lost, what is given is right, and the
// loss is said. The others are still there.
TEST_F(Records, EveryBitCounts) {
  const auto records = seal({"Secret-0", "Secret-1"});
  const auto bytes = joined(records);
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    auto changed = bytes;
    changed[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
    const auto said = read(changed);
    std::size_t num_given = 0;
    std::size_t num_failures = 0;
    for (const auto& word : said) {
      if (word == "Secret-0" || word == "Secret-1") {
        ++num_given;
        continue;
      }
      ++num_failures;
      EXPECT_EQ(word.find("Secret"), std::string::npos) << word;
    }
    EXPECT_GE(num_failures, 1U) << "bit " << bit;
    EXPECT_LE(num_given, 2U);
    const auto broken = bit / 8 / records[0].size();
    // What was not changed is given, whatever became of the record that was.
    EXPECT_TRUE(broken == 0 || said.front() == "Secret-0") << "bit " << bit;
    EXPECT_TRUE(broken != 0 || said.back() == "Secret-1") << "bit " << bit;
    EXPECT_TRUE(broken != 2 || num_given == 2) << "bit " << bit;
  }
}

TEST_F(Records, SurviveMutations) {
  const auto bytes = joined(seal({"Secret-0", "Secret-1", "Secret-2"}));
  std::mt19937 random{9};
  const auto below = [&](std::size_t end) { return random() % end; };
  for (int round = 0; round < 500; ++round) {
    auto changed = bytes;
    for (auto left = 1 + below(3); left > 0; --left) {
      const auto at = changed.begin() + static_cast<std::ptrdiff_t>(below(changed.size() - 1));
      switch (below(3)) {
        case 0: *at = static_cast<std::byte>(random()); break;
        case 1:
          changed.erase(at, at + static_cast<std::ptrdiff_t>(
                                     below(static_cast<std::size_t>(changed.end() - at))));
          break;
        case 2: changed.insert(at, 1 + below(200), static_cast<std::byte>(random())); break;
      }
      if (changed.size() < 2) break;
    }
    std::string last;
    for (const auto& word : read(changed, {}, 1 + below(300))) {
      if (!word.starts_with("Secret-")) continue;
      EXPECT_LT(last, word);  // in order, and none twice
      last = word;
    }
  }
}

TEST_F(Records, EndWithTheSource) {
  const auto bytes = joined(seal({"0", "1"}));
  PieceSource source{bytes, 40, 120};
  EXPECT_EQ(read(source), (Said{"0", "stream failed: pipe: broken"}));
}

TEST_F(Records, EndWithTheChip) {
  const auto bytes = joined(seal({"0"}));
  auto key = open_key(4);  // which may not decrypt
  MemorySource source{bytes};
  RecordReader reader{*key, source, {.open = {.key_id = KeyIdRule::any()}}};
  EXPECT_EQ(reader.next().error().cause, Error{Status::kWrongKeyUsage});
  const auto after = reader.next();
  EXPECT_TRUE(after && !*after);
}

TEST_F(Records, EndWithTheSink) {
  FailingSink sink{1};
  RecordWriter writer{*key_, chip_.nonces(), sink, {}};
  ASSERT_TRUE(writer.write({}));
  EXPECT_EQ(writer.write({}).error().message, "disk: full");
  EXPECT_EQ(writer.write({}).error().reason, Reason::kInvalidRequest);
  EXPECT_EQ(writer.finish().error().reason, Reason::kInvalidRequest);
}

TEST_F(Records, HaveStreamsThatDiffer) {
  const auto one = new_stream_id(chip_.rng());
  const auto two = new_stream_id(chip_.rng());
  ASSERT_TRUE(one && two);
  EXPECT_NE(*one, *two);
  testing_support::ScriptedRng empty;
  EXPECT_EQ(new_stream_id(empty).error().reason, Reason::kDevice);
}

}  // namespace
}  // namespace stsafe::cose::records_test
