#include "stsafe/sim/profile/profile.h"

#include "stsafe/base/hex.h"
#include "stsafe/wire/product_data.h"

namespace stsafe::sim {
namespace {

/// Entries 03 to 0D as part 04, section 1.7 has them; what is device specific there is zero here.
constexpr auto kFixedEntries =
    "03 02 02F0  04 02 0040  05 02 4018  06 02 0000  07 01 00  08 02 0000"
    "09 03 000000  0A 03 000000  0B 03 000000  0C 03 000000  0D 03 000000"_hex;

}  // namespace

void personalise(const Profile& profile, const Fixed<kUniqueSerialSize>& unique_serial, Nvm& nvm) {
  wire::Writer w{nvm.identity.product_data};
  w.put(wire::kMaskIdentificationTag);
  w.put(static_cast<std::uint8_t>(profile.mask_identification.size()));
  w.put(ByteView{profile.mask_identification});
  w.put(wire::kSerialNumberTag);
  w.put(static_cast<std::uint8_t>(unique_serial.size() + profile.product_bytes.size()));
  w.put(ByteView{unique_serial});
  w.put(ByteView{profile.product_bytes});
  w.put(ByteView{kFixedEntries});
  nvm.identity.product_data_size = w.size();
  nvm.identity.delivered_i2c_address = profile.i2c_address;
  nvm.i2c = {.address = profile.i2c_address};
  nvm.password.clear();
  if (profile.password) {
    nvm.password.present = true;
    copy_bytes(*profile.password, nvm.password.value.prepare(profile.password->size()));
  }
  nvm.life_cycle = profile.life_cycle;
  nvm.commands = profile.commands;
  nvm.host_key_control = profile.host_key_control;
  nvm.num_symmetric_slots = profile.num_symmetric_slots;
  nvm.symmetric_control = profile.symmetric_control;
  nvm.zones = profile.zones;
  nvm.num_private_keys = profile.num_private_keys;
  nvm.num_public_keys = profile.num_public_keys;
  for (std::size_t i = 0; i < kMaxPrivateKeySlots; ++i) {
    nvm.private_keys[i].mode = profile.private_keys[i].mode;
    nvm.private_keys[i].pair.clear();
  }
  for (std::size_t i = 0; i < kMaxPublicKeySlots; ++i) {
    nvm.public_keys[i] = {.flags = profile.public_key_flags[i]};
  }
}

Result<void> generate_device_keys(const Profile& profile, const crypto::Provider& crypto,
                                  Nvm& nvm) {
  for (std::size_t i = 0; i < profile.num_private_keys; ++i) {
    const auto curve = profile.private_keys[i].curve;
    if (!curve) continue;
    if (auto made = generate_pair(crypto, *curve, nvm.private_keys[i].pair); !made) return made;
  }
  return {};
}

}  // namespace stsafe::sim
