#include <gtest/gtest.h>
#include <sys/stat.h>

#include <bit>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "ports/pcapng/block.h"
#include "ports/pcapng/i2c_transaction.h"
#include "ports/pcapng/reader.h"
#include "ports/pcapng/writer.h"
#include "stsafe/base/hex.h"
#include "tests/support/full_disk.h"
#include "tests/support/temporary_folder.h"

namespace stsafe::pcapng {
namespace {

using std::chrono::microseconds;
using testing_support::FullDisk;
using testing_support::TemporaryFolder;

std::string read_whole(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

template <std::size_t N>
std::string text_of(const Fixed<N>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
std::vector<std::byte> bytes_of(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

// The bytes of these files are written by hand from draft-ietf-opsawg-pcapng, sections 4.1 to 4.3.
constexpr auto kSection = "0A0D0D0A 1C000000 4D3C2B1A 0100 0000 FFFFFFFFFFFFFFFF 1C000000"_hex;
// Link type 209, snapshot length 4096, nanoseconds.
constexpr auto kInterface = "01000000 1C000000 D100 0000 00100000 0900 0100 09000000 1C000000"_hex;
// 1.000002 s, three bytes, comment "ab", inbound.
constexpr auto kPacket =
    "06000000 38000000 00000000 00000000 D0D19A3B 03000000 03000000 A1A2A300"
    "0100 0200 61620000 0200 0400 01000000 00000000 38000000"_hex;
// The same in the other byte order; the interface has no option: microseconds.
constexpr auto kBigEndian =
    "0A0D0D0A 0000001C 1A2B3C4D 0001 0000 FFFFFFFFFFFFFFFF 0000001C"
    "00000001 00000014 00D1 0000 00001000 00000014"
    "00000006 00000024 00000000 00000000 000F4242 00000003 00000003 A1A2A300 00000024"_hex;
constexpr auto kUnknownBlock = "AD0B0000 14000000 01020304 05060708 14000000"_hex;

/// Every packet up to the end or an error.
struct Contents {
  std::vector<Packet> packets;
  std::optional<ReadError> error;
};
Contents contents_of(const std::string& file) {
  std::istringstream in{file};
  Reader reader{in};
  Contents contents;
  for (;;) {
    auto packet = reader.next();
    if (!packet) {
      contents.error = packet.error();
      return contents;
    }
    if (!*packet) return contents;
    contents.packets.push_back(**packet);
  }
}

TEST(PcapngReader, ReadsAPacketWithItsOptions) {
  const auto [packets, error] =
      contents_of(text_of(kSection) + text_of(kInterface) + text_of(kPacket));
  EXPECT_FALSE(error);
  ASSERT_EQ(packets.size(), 1U);
  EXPECT_EQ(packets[0].link_type, kLinkTypeI2cLinux);
  EXPECT_EQ(packets[0].time, microseconds{1'000'002});
  EXPECT_EQ(packets[0].direction, Direction::kInbound);
  EXPECT_EQ(packets[0].data, bytes_of("A1A2A3"_hex));
  EXPECT_EQ(packets[0].comment, "ab");
}

TEST(PcapngReader, ReadsTheOtherByteOrder) {
  const auto [packets, error] = contents_of(text_of(kBigEndian));
  EXPECT_FALSE(error);
  ASSERT_EQ(packets.size(), 1U);
  EXPECT_EQ(packets[0].link_type, kLinkTypeI2cLinux);
  EXPECT_EQ(packets[0].time, microseconds{1'000'002});
  EXPECT_EQ(packets[0].direction, Direction::kUnknown);
  EXPECT_EQ(packets[0].data, bytes_of("A1A2A3"_hex));
}

TEST(PcapngReader, ReadsSectionsOneAfterTheOther) {
  const auto [packets, error] =
      contents_of(text_of(kBigEndian) + text_of(kSection) + text_of(kInterface) + text_of(kPacket));
  EXPECT_FALSE(error);
  EXPECT_EQ(packets.size(), 2U);
}

TEST(PcapngReader, SkipsBlocksThatItDoesNotKnow) {
  const auto unknown = text_of(kUnknownBlock);
  const auto [packets, error] = contents_of(text_of(kSection) + unknown + text_of(kInterface) +
                                            unknown + text_of(kPacket) + unknown);
  EXPECT_FALSE(error);
  EXPECT_EQ(packets.size(), 1U);
}

TEST(PcapngReader, RefusesWhatIsNoRecording) {
  for (const std::string& file :
       {std::string{}, std::string{"x"}, std::string{"hello, this is a text and nothing else"},
        text_of(kPacket), text_of("0A0D0D0A 1C000000 4D3C2B1B 0100 0000 FFFFFFFF"_hex)}) {
    const auto [packets, error] = contents_of(file);
    EXPECT_EQ(error, ReadError::kNotPcapng) << file;
    EXPECT_TRUE(packets.empty());
  }
}

TEST(PcapngReader, RefusesAnotherMajorVersion) {
  auto section = kSection;
  section[12] = std::byte{2};
  EXPECT_EQ(contents_of(text_of(section)).error, ReadError::kUnsupported);
}

TEST(PcapngReader, ReadsUpToWhereAFileIsCutOff) {
  const auto headers = text_of(kSection) + text_of(kInterface);
  const auto whole = headers + text_of(kPacket) + text_of(kPacket);
  for (std::size_t size = headers.size() + 1; size < whole.size(); ++size) {
    const auto [packets, error] = contents_of(whole.substr(0, size));
    const auto num_whole = (size - headers.size()) / kPacket.size();
    EXPECT_EQ(packets.size(), num_whole) << size;
    if (size == headers.size() + kPacket.size()) {
      EXPECT_FALSE(error) << size;
    } else {
      EXPECT_EQ(error, ReadError::kCutOff) << size;
    }
  }
}

// Each change makes the packet's block contradict itself.
TEST(PcapngReader, RefusesBlocksThatContradictThemselves) {
  struct Change {
    std::size_t at;
    std::byte value;
    std::string_view what;
  };
  const auto file = text_of(kSection) + text_of(kInterface) + text_of(kPacket);
  const auto packet_at = kSection.size() + kInterface.size();
  for (const auto& change : {
           Change{4, std::byte{0x39}, "a length that is no multiple of four"},
           Change{4, std::byte{0x08}, "a length shorter than the frame of a block"},
           Change{4, std::byte{0x34}, "a length that is not the one at the end"},
           Change{6, std::byte{0x02}, "a length of more than 64 KiB"},
           Change{8, std::byte{0x01}, "an interface that was not described"},
           Change{20, std::byte{0xFF}, "more data than the block has"},
           Change{21, std::byte{0x11}, "more data than a packet may have"},
           Change{34, std::byte{0xFF}, "an option longer than the block"},
           Change{42, std::byte{0x03}, "flags of another size"},
       }) {
    auto changed = file;
    changed[packet_at + change.at] = static_cast<char>(change.value);
    EXPECT_EQ(contents_of(changed).error, ReadError::kDamaged) << change.what;
  }
}

// Whatever stands in a file, reading it ends, within the bounds that the header states.
TEST(PcapngReader, ReadsAnythingToAnEnd) {
  const auto file =
      text_of(kSection) + text_of(kInterface) + text_of(kPacket) + text_of(kBigEndian);
  for (std::size_t at = 0; at < file.size(); ++at) {
    for (const int value : {0x00, 0x01, 0x7F, 0x80, 0xFF}) {
      auto changed = file;
      changed[at] = static_cast<char>(value);
      for (const auto& packet : contents_of(changed).packets) {
        EXPECT_LE(packet.data.size(), kMaxPacketSize);
      }
    }
  }
}

/// A packet without data, with these comments of as many letters.
std::string packet_with_comments(std::initializer_list<std::uint16_t> sizes) {
  std::string options;
  for (const auto size : sizes) {
    options += {1, 0, static_cast<char>(size), static_cast<char>(size >> 8)};
    options.append(size, 'x').append(padding_after(size), '\0');
  }
  const auto block_size = static_cast<std::uint32_t>(32 + options.size());
  const std::string length{static_cast<char>(block_size), static_cast<char>(block_size >> 8), 0, 0};
  return text_of("06000000"_hex) + length + std::string(20, '\0') + options + length;
}

TEST(PcapngReader, CutsCommentsThatAreTooLong) {
  struct Case {
    std::initializer_list<std::uint16_t> sizes;
    std::string expected;
  };
  for (const auto& [sizes, expected] : {
           Case{{4096}, std::string(4096, 'x')},
           Case{{4097}, std::string(4096, 'x')},
           Case{{60'000}, std::string(4096, 'x')},
           Case{{4000, 95}, std::string(4000, 'x') + '\n' + std::string(95, 'x')},
           Case{{4000, 96}, std::string(4000, 'x')},
           Case{{4096, 1}, std::string(4096, 'x')},
           Case{{5000, 1}, std::string(4096, 'x')},
       }) {
    const auto [packets, error] =
        contents_of(text_of(kSection) + text_of(kInterface) + packet_with_comments(sizes));
    EXPECT_FALSE(error);
    ASSERT_EQ(packets.size(), 1U);
    EXPECT_EQ(packets[0].comment, expected);
  }
}

TEST(PcapngReader, StaysAtItsFirstError) {
  std::istringstream in{text_of(kSection) + text_of(kPacket) + text_of(kInterface)};
  Reader reader{in};
  EXPECT_TRUE(reader.next().failed_with(ReadError::kDamaged));
  EXPECT_EQ(reader.block_offset(), kSection.size());
  EXPECT_TRUE(reader.next().failed_with(ReadError::kDamaged));
}

TEST(PcapngReader, TakesTimesOfAnyResolution) {
  struct Case {
    std::byte resolution;
    microseconds expected;
  };
  // 0x3B9AD1D0 units each.
  for (const auto& [resolution, expected] : {
           Case{std::byte{0}, microseconds{1'000'002'000'000'000}},
           Case{std::byte{6}, microseconds{1'000'002'000}},
           Case{std::byte{12}, microseconds{1'000}},
           Case{std::byte{18}, microseconds{0}},
           Case{std::byte{0x80 | 20}, microseconds{953'676'223}},
           Case{std::byte{0x80 | 62}, microseconds{0}},
       }) {
    auto interface = kInterface;
    interface[20] = resolution;
    const auto [packets, error] =
        contents_of(text_of(kSection) + text_of(interface) + text_of(kPacket));
    ASSERT_EQ(packets.size(), 1U);
    EXPECT_EQ(packets[0].time, expected) << std::to_integer<int>(resolution);
  }
  auto interface = kInterface;
  for (const int impossible : {19, 0x80 | 63}) {
    interface[20] = static_cast<std::byte>(impossible);
    EXPECT_EQ(contents_of(text_of(kSection) + text_of(interface)).error, ReadError::kDamaged);
  }
}

Packet sample() {
  return {.link_type = kLinkTypeI2cLinux,
          .time = microseconds{0x1'0000'0002},
          .direction = Direction::kOutbound,
          .data = bytes_of("A1A2A3"_hex),
          .comment = "ab"};
}

// Byte for byte what the specification says, with this machine's byte order: little-endian.
TEST(PcapngWriter, WritesWhatTheSpecificationSays) {
  static_assert(std::endian::native == std::endian::little);
  const TemporaryFolder folder;
  const auto path = folder.file("t.pcapng");
  Writer writer;
  ASSERT_TRUE(writer.create(path, "sim:"));
  ASSERT_TRUE(writer.write(sample()));
  const auto expected =
      "0A0D0D0A 2C000000 4D3C2B1A 0100 0000 FFFFFFFFFFFFFFFF 0400 0600 737473616665 0000 00000000"
      "2C000000"
      "01000000 28000000 D100 0000 00100000 0200 0400 73696D3A 0900 0100 06000000 00000000 28000000"
      "06000000 38000000 00000000 01000000 02000000 03000000 03000000 A1A2A300"
      "0100 0200 61620000 0200 0400 02000000 00000000 38000000"_hex;
  EXPECT_EQ(read_whole(path), text_of(expected));
}

TEST(PcapngWriter, MakesTheFileForItsOwnerAlone) {
  const TemporaryFolder folder;
  Writer writer;
  ASSERT_TRUE(writer.create(folder.file("t.pcapng"), ""));
  struct stat facts{};
  ASSERT_EQ(::stat(folder.file("t.pcapng").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 07777, 0600U);
}

TEST(PcapngWriter, OverwritesNothing) {
  const TemporaryFolder folder;
  const auto path = folder.file("t.pcapng");
  std::ofstream{path} << "precious";
  EXPECT_TRUE(Writer{}.create(path, "").failed_with(FileError{EEXIST}));
  EXPECT_EQ(read_whole(path), "precious");
  EXPECT_TRUE(Writer{}.create(folder.file("none/t"), "").failed_with(FileError{ENOENT}));
}

TEST(PcapngWriter, RefusesPacketsThatReadersWouldRefuse) {
  const TemporaryFolder folder;
  Writer writer;
  ASSERT_TRUE(writer.create(folder.file("t.pcapng"), ""));
  auto packet = sample();
  packet.data.resize(kMaxPacketSize + 1);
  EXPECT_TRUE(writer.write(packet).failed_with(FileError{EMSGSIZE}));
  packet.data.resize(kMaxPacketSize);
  packet.comment.assign(kMaxCommentSize + 1, 'x');
  EXPECT_TRUE(writer.write(packet).failed_with(FileError{EMSGSIZE}));
}

TEST(PcapngWriter, EndsWithAWholePacketWhenTheDiskIsFull) {
  const TemporaryFolder folder;
  const auto path = folder.file("t.pcapng");
  Writer writer;
  ASSERT_TRUE(writer.create(path, ""));
  ASSERT_TRUE(writer.write(sample()));
  const auto size = std::filesystem::file_size(path);
  {
    const FullDisk disk{size + 10};
    EXPECT_TRUE(writer.write(sample()).failed_with(FileError{EFBIG}));
  }
  EXPECT_EQ(std::filesystem::file_size(path), size);
  EXPECT_TRUE(writer.write(sample()));
  const auto [packets, error] = contents_of(read_whole(path));
  EXPECT_EQ(packets.size(), 2U);
  EXPECT_FALSE(error);
}

TEST(PcapngWriter, LeavesNoFileWithoutHeaders) {
  const TemporaryFolder folder;
  const FullDisk disk{10};
  EXPECT_TRUE(Writer{}.create(folder.file("t.pcapng"), "").failed_with(FileError{EFBIG}));
  EXPECT_FALSE(std::filesystem::exists(folder.file("t.pcapng")));
}

TEST(I2cTransaction, HasThePseudoHeaderOfLinkType209) {
  // tcpdump.org, LINKTYPE_I2C_LINUX; shown by tshark as "I2C-0 → 0x20, I2C Write".
  const auto written = "00 00000000 40 00010203A729"_hex;
  const auto read = "05 00000000 41"_hex;
  const I2cTransaction write{
      .bus = 0, .address = 0x20, .is_read = false, .bytes = bytes_of("00010203A729"_hex)};
  EXPECT_EQ(encode_i2c(write), bytes_of(written));
  EXPECT_EQ(encode_i2c({.bus = 5, .address = 0x20, .is_read = true, .bytes = {}}), bytes_of(read));
  const auto decoded = decode_i2c(written);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->address, 0x20);
  EXPECT_FALSE(decoded->is_read);
  EXPECT_EQ(decoded->bytes, write.bytes);
  ASSERT_TRUE(decode_i2c(read));
  EXPECT_TRUE(decode_i2c(read)->is_read);
  EXPECT_EQ(decode_i2c(read)->bus, 5);
}

TEST(I2cTransaction, IsNoEventAndNothingShorter) {
  EXPECT_FALSE(decode_i2c("80 00000004 41"_hex));
  EXPECT_FALSE(decode_i2c("00 00000000"_hex));
  EXPECT_FALSE(decode_i2c({}));
}

}  // namespace
}  // namespace stsafe::pcapng
