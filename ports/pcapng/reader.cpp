#include "ports/pcapng/reader.h"

#include <bit>
#include <limits>

#include "ports/pcapng/block.h"

namespace stsafe::pcapng {
namespace {

constexpr std::uint32_t kMaxBlockSize = 64 * 1024;
constexpr std::uint32_t kMagicSize = 4;
constexpr std::size_t kMaxInterfaces = 1024;
constexpr std::uint64_t kMicrosecondsPerSecond = 1'000'000;

bool is_known(std::uint32_t type) {
  return type == kSectionHeaderBlock || type == kInterfaceDescriptionBlock ||
         type == kEnhancedPacketBlock;
}

/// Units per second of an if_tsresol value, or nothing where they do not fit 63 bits.
std::optional<std::uint64_t> units_per_second(std::byte resolution) {
  constexpr std::byte power_of_two{0x80};
  constexpr unsigned max_decimal = 18;
  constexpr unsigned max_binary = 62;
  const auto exponent = std::to_integer<unsigned>(resolution & ~power_of_two);
  if ((resolution & power_of_two) != std::byte{0}) {
    return exponent <= max_binary ? std::optional{std::uint64_t{1} << exponent} : std::nullopt;
  }
  if (exponent > max_decimal) return std::nullopt;
  std::uint64_t units = 1;
  for (unsigned i = 0; i < exponent; ++i) units *= 10;
  return units;
}

std::chrono::microseconds to_microseconds(std::uint64_t units, std::uint64_t per_second) {
  const auto seconds = units / per_second;
  auto rest = units % per_second;
  // Fine resolutions lose digits that microseconds do not have, so that nothing overflows.
  while (per_second > std::numeric_limits<std::uint64_t>::max() / kMicrosecondsPerSecond) {
    rest /= 2;
    per_second /= 2;
  }
  const auto fraction = rest * kMicrosecondsPerSecond / per_second;
  return std::chrono::microseconds{
      static_cast<std::int64_t>(seconds * kMicrosecondsPerSecond + fraction)};
}

/// Joins comments by line feeds. Cuts what is too long, between lines if there are several: what
/// stands in a line is read whole or not at all.
void add_comment(std::string_view text, std::string& comment) {
  if (!comment.empty()) comment += '\n';
  comment += text;
  if (comment.size() <= kMaxCommentSize) return;
  const auto last_line = comment.rfind('\n', kMaxCommentSize);
  comment.resize(last_line == std::string::npos ? kMaxCommentSize : last_line);
}

}  // namespace

std::string_view describe(ReadError error) {
  switch (error) {
    case ReadError::kNotPcapng: return "it is no pcap-ng file";
    case ReadError::kUnsupported: return "it has a version of pcap-ng that is not known";
    case ReadError::kCutOff: return "it is cut off";
    case ReadError::kDamaged: break;
  }
  return "it is damaged";
}

Result<std::optional<Packet>, ReadError> Reader::next() {
  if (failed_) return *failed_;
  auto packet = next_packet();
  if (!packet) failed_ = packet.error();
  return packet;
}

Result<std::optional<Packet>, ReadError> Reader::next_packet() {
  for (;;) {
    const auto block = next_block();
    if (!block) return block.error();
    if (!block->has_value()) return std::optional<Packet>{};
    const auto& [type, body] = **block;
    if (type == kInterfaceDescriptionBlock) {
      if (auto added = add_interface(body); !added) return added.error();
    }
    if (type == kEnhancedPacketBlock) return packet_from(body);
  }
}

/// Numbers have the byte order of the machine that wrote the section.
template <class T>
T Reader::number(ByteView bytes) const {
  T value = 0;
  std::memcpy(&value, bytes.data(), sizeof(value));
  return is_swapped_ ? std::byteswap(value) : value;
}

Result<std::optional<Reader::Block>, ReadError> Reader::next_block() {
  block_offset_ = position_;
  if (in_.peek() == std::istream::traits_type::eof()) {
    if (!has_section_) return ReadError::kNotPcapng;
    return std::optional<Block>{};
  }
  Fixed<8> head{};
  const auto read_head = read(head);
  if (!read_head && has_section_) return read_head.error();
  Block block{.type = number<std::uint32_t>(head), .body = {}};
  if (block.type == kSectionHeaderBlock) {
    // Its type reads the same in both orders; what follows says which it is.
    if (auto started = start_section(); !started) return started.error();
  } else if (!has_section_) {
    return ReadError::kNotPcapng;
  }
  const auto size = number<std::uint32_t>(ByteView{head}.subspan(4));
  if (auto read_rest = read_after_head(size, block); !read_rest) return read_rest.error();
  return std::optional{std::move(block)};
}

Reader::Done Reader::start_section() {
  Fixed<kMagicSize> magic{};
  if (auto read_magic = read(magic); !read_magic) {
    return has_section_ ? read_magic.error() : ReadError::kNotPcapng;
  }
  is_swapped_ = false;
  is_swapped_ = number<std::uint32_t>(magic) != kByteOrderMagic;
  if (number<std::uint32_t>(magic) != kByteOrderMagic) {
    return has_section_ ? ReadError::kDamaged : ReadError::kNotPcapng;
  }
  has_section_ = true;
  interfaces_.clear();
  return {};
}

/// Reads what comes after type and length; of a section header, what comes after its magic.
Reader::Done Reader::read_after_head(std::uint32_t size, Block& block) {
  const bool is_section = block.type == kSectionHeaderBlock;
  const auto already_read = kBlockFrameSize + (is_section ? kMagicSize : 0);
  if (size % 4 != 0 || size < already_read) return ReadError::kDamaged;
  if (auto read_body = read_or_skip(size - already_read, block); !read_body) return read_body;
  Fixed<4> tail{};
  if (auto read_tail = read(tail); !read_tail) return read_tail;
  if (number<std::uint32_t>(tail) != size) return ReadError::kDamaged;
  if (!is_section) return {};
  if (block.body.size() < 2 * sizeof(std::uint16_t)) return ReadError::kDamaged;
  if (number<std::uint16_t>(block.body) != kMajorVersion) return ReadError::kUnsupported;
  return {};
}

Reader::Done Reader::read_or_skip(std::uint32_t size, Block& block) {
  if (!is_known(block.type)) return skip(size);
  if (size > kMaxBlockSize) return ReadError::kDamaged;
  block.body.resize(size);
  return read(block.body);
}

Reader::Done Reader::read(ByteSpan bytes) {
  in_.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  position_ += static_cast<std::uint64_t>(in_.gcount());
  if (static_cast<std::size_t>(in_.gcount()) != bytes.size()) return ReadError::kCutOff;
  return {};
}

Reader::Done Reader::skip(std::uint32_t size) {
  in_.ignore(size);
  position_ += static_cast<std::uint64_t>(in_.gcount());
  if (in_.gcount() != static_cast<std::streamsize>(size)) return ReadError::kCutOff;
  return {};
}

/// False if an option does not fit. Options end with their end mark, or with the block.
template <class Visitor>
bool Reader::for_each_option(ByteView options, Visitor visit) const {
  constexpr std::size_t head_size = 4;
  while (options.size() >= head_size) {
    const auto code = number<std::uint16_t>(options);
    const std::size_t size = number<std::uint16_t>(options.subspan(2));
    if (code == kEndOfOptions) return true;
    const auto padded = size + padding_after(size);
    if (head_size + padded > options.size()) return false;
    if (!visit(code, options.subspan(head_size, size))) return false;
    options = options.subspan(head_size + padded);
  }
  return options.empty();
}

Reader::Done Reader::add_interface(ByteView body) {
  constexpr std::size_t options_at = 8;
  if (body.size() < options_at || interfaces_.size() == kMaxInterfaces) return ReadError::kDamaged;
  Interface interface{.link_type = number<std::uint16_t>(body)};
  const auto visit = [&](std::uint16_t code, ByteView value) {
    if (code != kInterfaceTimeResolutionOption) return true;
    const auto units = value.size() == 1 ? units_per_second(value[0]) : std::nullopt;
    interface.units_per_second = units.value_or(interface.units_per_second);
    return units.has_value();
  };
  if (!for_each_option(body.subspan(options_at), visit)) return ReadError::kDamaged;
  interfaces_.push_back(interface);
  return {};
}

Result<std::optional<Packet>, ReadError> Reader::packet_from(ByteView body) const {
  constexpr std::size_t data_at = 20;
  if (body.size() < data_at) return ReadError::kDamaged;
  const auto index = number<std::uint32_t>(body);
  const std::uint64_t high = number<std::uint32_t>(body.subspan(4));
  const auto low = number<std::uint32_t>(body.subspan(8));
  const std::size_t size = number<std::uint32_t>(body.subspan(12));
  const std::size_t padded = size + padding_after(size);
  if (index >= interfaces_.size() || size > kMaxPacketSize || padded > body.size() - data_at) {
    return ReadError::kDamaged;
  }
  const auto& interface = interfaces_[index];
  const auto data = body.subspan(data_at, size);
  Packet packet{.link_type = interface.link_type,
                .time = to_microseconds(high << 32 | low, interface.units_per_second),
                .direction = Direction::kUnknown,
                .data = {data.begin(), data.end()},
                .comment = {}};
  const auto visit = [&](std::uint16_t code, ByteView value) {
    if (code == kPacketFlagsOption) {
      if (value.size() != sizeof(std::uint32_t)) return false;
      constexpr std::uint32_t direction_bits = 3;
      const auto direction = number<std::uint32_t>(value) & direction_bits;
      if (direction <= static_cast<std::uint32_t>(Direction::kOutbound)) {
        packet.direction = static_cast<Direction>(direction);
      }
    }
    if (code == kCommentOption) {
      add_comment({reinterpret_cast<const char*>(value.data()), value.size()}, packet.comment);
    }
    return true;
  };
  if (!for_each_option(body.subspan(data_at + padded), visit)) return ReadError::kDamaged;
  return std::optional{std::move(packet)};
}

}  // namespace stsafe::pcapng
