#include "ports/pcapng/writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "ports/pcapng/block.h"

namespace stsafe::pcapng {
namespace {

/// Builds one block, in this machine's byte order as the format wants it.
class BlockBuilder {
 public:
  explicit BlockBuilder(std::uint32_t type) {
    put(type);
    put(std::uint32_t{0});  // the length, once it is known
  }

  template <std::integral T>
  void put(T value) {
    const auto* bytes = reinterpret_cast<const std::byte*>(&value);
    block_.insert(block_.end(), bytes, bytes + sizeof(value));
  }
  void put_padded(ByteView bytes) {
    block_.insert(block_.end(), bytes.begin(), bytes.end());
    block_.resize(block_.size() + padding_after(block_.size()));
  }
  void option(std::uint16_t code, ByteView value) {
    put(code);
    put(static_cast<std::uint16_t>(value.size()));
    put_padded(value);
  }
  void option(std::uint16_t code, std::string_view text) {
    option(code, std::as_bytes(std::span{text}));
  }
  void end_options() { option(kEndOfOptions, ByteView{}); }

  std::vector<std::byte> finish() {
    const auto size = static_cast<std::uint32_t>(block_.size() + sizeof(std::uint32_t));
    put(size);
    std::memcpy(block_.data() + sizeof(std::uint32_t), &size, sizeof(size));
    return std::move(block_);
  }

 private:
  std::vector<std::byte> block_;
};

std::vector<std::byte> section_header() {
  constexpr std::uint16_t minor_version = 0;
  constexpr std::int64_t unknown_size = -1;
  BlockBuilder block{kSectionHeaderBlock};
  block.put(kByteOrderMagic);
  block.put(kMajorVersion);
  block.put(minor_version);
  block.put(unknown_size);
  block.option(kSectionApplicationOption, "stsafe");
  block.end_options();
  return block.finish();
}

std::vector<std::byte> interface_description(std::string_view name, std::uint16_t link_type) {
  constexpr Fixed<1> microseconds{std::byte{6}};
  BlockBuilder block{kInterfaceDescriptionBlock};
  block.put(link_type);
  block.put(std::uint16_t{0});  // reserved
  block.put(static_cast<std::uint32_t>(kMaxPacketSize));
  block.option(kInterfaceNameOption, name);
  block.option(kInterfaceTimeResolutionOption, microseconds);
  block.end_options();
  return block.finish();
}

std::vector<std::byte> enhanced_packet(const Packet& packet) {
  const auto time = static_cast<std::uint64_t>(packet.time.count());
  const auto size = static_cast<std::uint32_t>(packet.data.size());
  const auto flags = static_cast<std::uint32_t>(packet.direction);
  BlockBuilder block{kEnhancedPacketBlock};
  block.put(std::uint32_t{0});  // the interface
  block.put(static_cast<std::uint32_t>(time >> 32));
  block.put(static_cast<std::uint32_t>(time));
  block.put(size);
  block.put(size);
  block.put_padded(packet.data);
  if (!packet.comment.empty()) block.option(kCommentOption, packet.comment);
  block.option(kPacketFlagsOption, std::as_bytes(std::span{&flags, 1}));
  block.end_options();
  return block.finish();
}

}  // namespace

Writer::~Writer() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void, FileError> Writer::create(const std::string& path, std::string_view interface_name,
                                       std::uint16_t link_type) {
  constexpr int owner_alone = 0600;
  descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, owner_alone);
  if (descriptor_ < 0) return FileError{errno};
  auto written = append(section_header());
  if (written) written = append(interface_description(interface_name, link_type));
  if (!written) ::unlink(path.c_str());  // it is ours, and holds nothing
  return written;
}

Result<void, FileError> Writer::write(const Packet& packet) {
  if (packet.data.size() > kMaxPacketSize || packet.comment.size() > kMaxCommentSize) {
    return FileError{EMSGSIZE};
  }
  return append(enhanced_packet(packet));
}

Result<void, FileError> Writer::append(ByteView block) const {
  const auto start = ::lseek(descriptor_, 0, SEEK_CUR);
  for (auto rest = block; !rest.empty();) {
    const auto written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const FileError why{errno};
      // Takes back a part of the block, so that the file ends with a whole one. Where this fails,
      // too, readers find it cut off.
      if (start >= 0 && ::ftruncate(descriptor_, start) == 0) ::lseek(descriptor_, start, SEEK_SET);
      return why;
    }
    rest = rest.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace stsafe::pcapng
