#pragma once

#include <optional>

#include "ieee802154/failure.h"
#include "stsafe/base/bytes.h"
#include "stsafe/host/security_level.h"

// The beginning of a frame of IEEE 802.15.4-2006 (7.2.1, 7.6.2). Frames are without FCS.
namespace stsafe::ieee802154 {

/// aMaxPHYPacketSize is 127, of which the FCS has 2.
inline constexpr std::size_t kMaxFrameSize = 125;

/// Most significant byte first, as it is written: in a frame the bytes stand in the other order.
using ExtendedAddress = Fixed<8>;

/// Which key a frame is secured with: the Key Identifier of the auxiliary security header.
struct KeyIdentifier {
  std::uint8_t mode = 0;   ///< 0 to 3; the other members count from mode 1, or 2, on
  Fixed<8> source{};       ///< as in the frame: 4 bytes in mode 2, 8 in mode 3, then zero
  std::uint8_t index = 0;  ///< 1 to 255

  friend bool operator==(const KeyIdentifier&, const KeyIdentifier&) = default;
};

enum class FrameType : std::uint8_t { kBeacon = 0, kData = 1, kCommand = 3 };

/// What comes before the auxiliary security header.
struct MacHeader {
  std::size_t size = 0;
  FrameType type = FrameType::kData;
  std::optional<ExtendedAddress> source{};  ///< if the source is given by its extended address
};

/// The header of a frame, or of a frame's header alone, as it stands before its security. Reason::
/// kMalformed, kNotSecured if its bit for security is not set; kUnsupported for other editions,
/// acknowledgements (which have no security), reserved types and address modes.
Result<MacHeader> parse_mac_header(ByteView frame);

/// The auxiliary security header.
struct SecurityHeader {
  host::SecurityLevel level;
  std::uint32_t frame_counter = 0;
  KeyIdentifier key{};

  std::size_t size() const;
};

/// 1 + 4 + 9 bytes.
inline constexpr std::size_t kMaxSecurityHeaderSize = 14;

/// Reads it from the start of `bytes`; more may follow. kMalformed; kUnsupported if a bit is set
/// that the edition of 2006 reserves.
Result<SecurityHeader> parse_security_header(ByteView bytes);
/// Writes it; `out` must have room for kMaxSecurityHeaderSize.
void write_security_header(const SecurityHeader& header, ByteSpan out);

/// How many bytes of the MAC payload are never encrypted: of a command its identifier, of a beacon
/// all but the beacon payload. kMalformed if it ends before.
Result<std::size_t> open_payload_size(FrameType type, ByteView payload);

}  // namespace stsafe::ieee802154
