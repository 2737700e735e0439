#include "stsafe/host/device_certificate.h"

#include "stsafe/host/zone.h"

namespace stsafe::host {
namespace {

// Tags of DER.
constexpr std::uint8_t kSequence = 0x30;
constexpr std::uint8_t kInteger = 0x02;
constexpr std::uint8_t kVersion = 0xA0;

/// A sequence of up to 65,535 bytes: tag, and a length in up to three bytes.
constexpr std::size_t kMaxHeaderSize = 4;
/// "[0] INTEGER 2": version 3. Version 1 has none.
constexpr std::size_t kMaxVersionSize = 5;
/// Up to and with the serial number.
constexpr std::size_t kFrontSize = 2 * kMaxHeaderSize + kMaxVersionSize + 2 + DeviceId::kMaxSize;

/// Reads an element's length: in one byte if it is below 128, else in as few as it takes behind
/// their number.
std::size_t take_length(wire::Reader& r) {
  const std::size_t first = r.take<std::uint8_t>();
  if (first < 0x80) return first;
  const std::size_t length = first == 0x81   ? r.take<std::uint8_t>()
                             : first == 0x82 ? r.take<std::uint16_t>()
                                             : 0;
  const std::size_t least = first == 0x81 ? 0x80 : 0x100;
  if (length < least) r.fail(LinkError::kMalformedField);
  return length;
}

/// Reads tag and length; returns the length.
std::size_t take_header(wire::Reader& r, std::uint8_t tag) {
  if (r.take<std::uint8_t>() != tag) r.fail(LinkError::kMalformedField);
  return take_length(r);
}

ByteView take_serial_number(wire::Reader& r) {
  take_header(r, kSequence);
  take_header(r, kSequence);
  auto tag = r.take<std::uint8_t>();
  if (tag == kVersion) {
    r.take_bytes(take_length(r));
    tag = r.take<std::uint8_t>();
  }
  const auto size = take_length(r);
  if (tag != kInteger || size == 0 || size > DeviceId::kMaxSize) {
    r.fail(LinkError::kMalformedField);
  }
  return r.take_bytes(size);
}

/// Many hosts can read no more than 255 bytes at a time (section 7.7).
Zone zone_of(Device& device, wire::ZoneNumber zone) { return {device, zone, kShortZonePiece}; }

}  // namespace

Result<std::size_t> read_device_certificate_size(Device& device, wire::ZoneNumber zone) {
  Fixed<kMaxHeaderSize> front{};
  if (auto read = zone_of(device, zone).read(0, front); !read) return read.error();
  wire::Reader r{front};
  const auto content = take_header(r, kSequence);
  if (r.failed()) return UsageError::kNoCertificate;
  return front.size() - r.remaining() + content;
}

Result<ByteView> read_device_certificate(Device& device, ByteSpan room, wire::ZoneNumber zone) {
  const auto size = read_device_certificate_size(device, zone);
  if (!size) return size.error();
  if (*size > room.size()) return UsageError::kWrongSize;
  const auto certificate = room.first(*size);
  if (auto read = zone_of(device, zone).read(0, certificate); !read) return read.error();
  return ByteView{certificate};
}

Result<DeviceId> DeviceId::read(Device& device, wire::ZoneNumber zone) {
  Fixed<kFrontSize> front{};
  if (auto done = zone_of(device, zone).read(0, front); !done) return done.error();
  wire::Reader r{front};
  const auto serial_number = take_serial_number(r);
  if (r.failed()) return UsageError::kNoCertificate;
  DeviceId id;
  copy_bytes(serial_number, id.bytes_);
  id.size_ = serial_number.size();
  return id;
}

}  // namespace stsafe::host
