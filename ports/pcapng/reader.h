#pragma once

#include <istream>
#include <optional>
#include <string_view>
#include <vector>

#include "ports/pcapng/packet.h"
#include "stsafe/base/result.h"

namespace stsafe::pcapng {

enum class ReadError : std::uint8_t {
  kNotPcapng = 1,  ///< it does not begin as pcap-ng files do
  kUnsupported,    ///< another major version of the format
  kCutOff,         ///< it ends in the middle of a block: what wrote it was stopped
  kDamaged,        ///< a block contradicts itself, or a packet is longer than packet.h allows
};
std::string_view describe(ReadError error);

/// Reads recordings of either byte order, from this library or others. Blocks and options that it
/// does not know are skipped; Simple Packet Blocks, which have no time, among them. Needs memory
/// for one block of at most 64 KiB, whatever the file says.
class Reader {
 public:
  /// `in` must be binary and outlive this object.
  explicit Reader(std::istream& in) : in_(in) {}

  /// The next packet, or nothing at the end of the file. An error is final.
  Result<std::optional<Packet>, ReadError> next();

  /// Where in the file the last block begins, in bytes.
  std::uint64_t block_offset() const { return block_offset_; }

 private:
  struct Interface {
    std::uint16_t link_type = 0;
    std::uint64_t units_per_second = 1'000'000;
  };
  struct Block {
    std::uint32_t type = 0;
    std::vector<std::byte> body;  ///< empty for a block that is not known
  };
  using Done = Result<void, ReadError>;

  template <class T>
  T number(ByteView bytes) const;
  Result<std::optional<Block>, ReadError> next_block();
  Result<std::optional<Packet>, ReadError> next_packet();
  Done start_section();
  Done read_after_head(std::uint32_t size, Block& block);
  Done read_or_skip(std::uint32_t size, Block& block);
  Done read(ByteSpan bytes);
  Done skip(std::uint32_t size);
  Done add_interface(ByteView body);
  Result<std::optional<Packet>, ReadError> packet_from(ByteView body) const;
  template <class Visitor>
  bool for_each_option(ByteView options, Visitor visit) const;

  std::istream& in_;
  std::uint64_t block_offset_ = 0;
  std::uint64_t position_ = 0;
  bool has_section_ = false;
  bool is_swapped_ = false;  ///< the section's byte order is not this machine's
  std::vector<Interface> interfaces_;
  std::optional<ReadError> failed_;
};

}  // namespace stsafe::pcapng
