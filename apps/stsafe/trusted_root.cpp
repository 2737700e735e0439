#include "apps/stsafe/trusted_root.h"

#include "apps/devices/authority.h"
#include "apps/devices/device_string.h"

namespace stsafe::tool {

certificates_openssl::Certificate trusted_root(Session& session, const std::string& file) {
  if (!file.empty()) return devices::read_certificate_file(file);
  const auto device = devices::parse_device_string(session.device_string());
  if (device.kind != "sim") {
    throw devices::usage_failure(
        "--root: say which root certificate is trusted; there is none for devices that are not "
        "simulated here ('stsafe ca export' writes that of simulated ones)");
  }
  if (device.ca) return devices::read_certificate_file(*device.ca);
  return devices::Authority{}.certificate();
}

}  // namespace stsafe::tool
