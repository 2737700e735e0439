#pragma once

#include "stsafe/host/device.h"
#include "stsafe/wire/data_zone.h"

// The certificate that a chip is delivered with: X.509 in DER at the beginning of a data zone that
// everybody may read (protocol part 03, section 8.1). Nothing here is verified: see
// device_authentication.h.
//
// Errors of all of them: UsageError::kNoCertificate if the zone does not begin with one; those of
// Zone::read.
namespace stsafe::host {

/// Where SPL05 has its certificate: 412 to 414 bytes in a zone of 1,000.
inline constexpr wire::ZoneNumber kCertificateZone{0};

/// How many bytes the certificate has.
Result<std::size_t> read_device_certificate_size(Device& device,
                                                 wire::ZoneNumber zone = kCertificateZone);

/// Reads the certificate to the beginning of `room` and shows it there. UsageError::kWrongSize if
/// it does not fit.
Result<ByteView> read_device_certificate(Device& device, ByteSpan room,
                                         wire::ZoneNumber zone = kCertificateZone);

/// What a certificate calls its device: the serial number, as its bytes stand there. SPL05's has 11
/// bytes: 02 09, seven of the chip alone, two of the product.
class DeviceId {
 public:
  /// The longest that certificates may have (RFC 5280, section 4.1.2.2).
  static constexpr std::size_t kMaxSize = 20;

  /// Reads the certificate's first bytes, as many as it takes.
  static Result<DeviceId> read(Device& device, wire::ZoneNumber zone = kCertificateZone);

  ByteView bytes() const { return ByteView{bytes_}.first(size_); }

 private:
  DeviceId() = default;
  Fixed<kMaxSize> bytes_{};
  std::size_t size_ = 0;
};

}  // namespace stsafe::host
