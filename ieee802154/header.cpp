#include "ieee802154/header.h"

#include <algorithm>
#include <array>

namespace stsafe::ieee802154 {
namespace {

constexpr std::array<std::size_t, 4> kKeySourceSizes{0, 0, 4, 8};  // by key identifier mode

enum class AddressMode : std::uint8_t { kNone = 0, kReserved = 1, kShort = 2, kExtended = 3 };

std::size_t size_of(AddressMode mode) {
  if (mode == AddressMode::kNone) return 0;
  return mode == AddressMode::kShort ? 2 : 8;
}

unsigned byte_at(ByteView bytes, std::size_t at) { return std::to_integer<unsigned>(bytes[at]); }

/// The frame control field (7.2.1.1).
struct FrameControl {
  unsigned type;
  bool is_secured;
  bool is_pan_id_compressed;
  AddressMode destination;
  unsigned version;
  AddressMode source;

  explicit FrameControl(unsigned bits)
      : type(bits & 7U),
        is_secured((bits & 8U) != 0),
        is_pan_id_compressed((bits & 0x40U) != 0),
        destination(static_cast<AddressMode>(bits >> 10 & 3U)),
        version(bits >> 12 & 3U),
        source(static_cast<AddressMode>(bits >> 14 & 3U)) {}
};

constexpr unsigned kReservedBits = 0x0380;
constexpr unsigned kVersion2006 = 1;
constexpr std::size_t kControlAndSequence = 3;
constexpr std::size_t kPanIdSize = 2;

constexpr std::size_t kControlAndCounter = 5;

}  // namespace

Result<MacHeader> parse_mac_header(ByteView frame) {
  if (frame.size() < kControlAndSequence) return Failure{Reason::kMalformed};
  const unsigned bits = byte_at(frame, 0) | byte_at(frame, 1) << 8;
  const FrameControl control{bits};
  if (control.version != kVersion2006 && (control.version != 0 || control.is_secured)) {
    return Failure{Reason::kUnsupported};
  }
  if (!control.is_secured) return Failure{Reason::kNotSecured};
  const auto type = static_cast<FrameType>(control.type);
  const bool is_known =
      type == FrameType::kBeacon || type == FrameType::kData || type == FrameType::kCommand;
  if (!is_known || (bits & kReservedBits) != 0 || control.destination == AddressMode::kReserved ||
      control.source == AddressMode::kReserved) {
    return Failure{Reason::kUnsupported};
  }
  const bool has_destination = control.destination != AddressMode::kNone;
  const bool has_source = control.source != AddressMode::kNone;
  if (control.is_pan_id_compressed && (!has_destination || !has_source)) {
    return Failure{Reason::kMalformed};
  }
  MacHeader header{.size = kControlAndSequence, .type = type};
  if (has_destination) header.size += kPanIdSize + size_of(control.destination);
  if (has_source && !control.is_pan_id_compressed) header.size += kPanIdSize;
  const auto source_at = header.size;
  header.size += size_of(control.source);
  if (frame.size() < header.size) return Failure{Reason::kMalformed};
  if (control.source == AddressMode::kExtended) {
    header.source.emplace();
    std::ranges::reverse_copy(frame.subspan(source_at, header.source->size()),
                              header.source->begin());
  }
  return header;
}

std::size_t SecurityHeader::size() const {
  return kControlAndCounter + (key.mode == 0 ? 0 : kKeySourceSizes[key.mode] + 1);
}

Result<SecurityHeader> parse_security_header(ByteView bytes) {
  if (bytes.size() < kControlAndCounter) return Failure{Reason::kMalformed};
  const unsigned control = byte_at(bytes, 0);
  if (control >> 5 != 0) return Failure{Reason::kUnsupported};
  SecurityHeader header{.level = *host::SecurityLevel::of(control & 7U)};
  for (std::size_t i = 0; i < 4; ++i) {
    header.frame_counter |= static_cast<std::uint32_t>(byte_at(bytes, 1 + i)) << (8 * i);
  }
  header.key.mode = static_cast<std::uint8_t>(control >> 3);
  if (bytes.size() < header.size()) return Failure{Reason::kMalformed};
  if (header.key.mode != 0) {
    const auto source_size = kKeySourceSizes[header.key.mode];
    copy_bytes(bytes.subspan(kControlAndCounter, source_size), header.key.source);
    header.key.index = static_cast<std::uint8_t>(byte_at(bytes, kControlAndCounter + source_size));
  }
  return header;
}

void write_security_header(const SecurityHeader& header, ByteSpan out) {
  out[0] = static_cast<std::byte>(header.level.value() | header.key.mode << 3);
  for (std::size_t i = 0; i < 4; ++i) {
    out[1 + i] = static_cast<std::byte>(header.frame_counter >> (8 * i));
  }
  if (header.key.mode == 0) return;
  const auto source_size = kKeySourceSizes[header.key.mode];
  copy_bytes(ByteView{header.key.source}.first(source_size), out.subspan(kControlAndCounter));
  out[kControlAndCounter + source_size] = std::byte{header.key.index};
}

Result<std::size_t> open_payload_size(FrameType type, ByteView payload) {
  std::size_t size = 0;
  if (type == FrameType::kCommand) size = 1;
  if (type == FrameType::kBeacon) {
    // Superframe specification, GTS specification, [directions, descriptors], pending addresses.
    constexpr std::size_t kGtsAt = 2;
    constexpr std::size_t kDescriptorSize = 3;
    if (payload.size() <= kGtsAt) return Failure{Reason::kMalformed};
    const auto descriptors = byte_at(payload, kGtsAt) & 7U;
    size = kGtsAt + 1 + (descriptors == 0 ? 0 : 1 + kDescriptorSize * descriptors);
    if (payload.size() <= size) return Failure{Reason::kMalformed};
    const auto pending = byte_at(payload, size);
    size += 1 + 2 * std::size_t{pending & 7U} + 8 * std::size_t{pending >> 4 & 7U};
  }
  if (payload.size() < size) return Failure{Reason::kMalformed};
  return size;
}

}  // namespace stsafe::ieee802154
