#include "stsafe/sim/profile/certificate.h"

#include "stsafe/wire/product_data.h"

namespace stsafe::sim {
namespace {

ByteView serial_number(const Identity& identity) {
  wire::Reader r{ByteView{identity.product_data}.first(identity.product_data_size)};
  while (!r.at_end()) {
    const auto entry = wire::next_entry(r);
    if (entry.tag == wire::kSerialNumberTag) return entry.value;
  }
  return {};
}

}  // namespace

Result<void> write_device_certificate(const Profile& profile, crypto::CertificateIssuer& issuer,
                                      Nvm& nvm) {
  const auto& identity_pair = nvm.private_keys[0].pair;
  if (!profile.certificate_zone || !identity_pair.present) return {};
  if (!nvm.zones.has(*profile.certificate_zone)) return UsageError::kOutOfRange;
  const auto issued = issuer.issue(serial_number(nvm.identity), identity_pair.public_key,
                                   nvm.zones.data(*profile.certificate_zone));
  return issued ? Result<void>{} : issued.error();
}

}  // namespace stsafe::sim
