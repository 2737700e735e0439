#include "cose/slot_wrapping_key.h"

#include "stsafe/base/wipe.h"
#include "stsafe/crypto/aes.h"

namespace stsafe::cose {
namespace {

constexpr std::size_t kUnit = 8;
constexpr unsigned kRounds = 6;
/// RFC 3394, section 2.2.3.1.
constexpr Fixed<kUnit> kInitialValue{std::byte{0xA6}, std::byte{0xA6}, std::byte{0xA6},
                                     std::byte{0xA6}, std::byte{0xA6}, std::byte{0xA6},
                                     std::byte{0xA6}, std::byte{0xA6}};

bool sizes_fit(std::size_t plain, std::size_t wrapped) {
  return (plain == 16 || plain == 32) && wrapped == plain + crypto::kKeyWrapOverhead;
}

/// XORs the number of a step into a register, big-endian: less than 256 steps, so its last byte.
void mark(ByteSpan check, std::size_t step) { check[kUnit - 1] ^= static_cast<std::byte>(step); }

}  // namespace

// The steps are those of RFC 3394, section 2.2.1, the registers in place: `check` is A.
stsafe::Result<void> SlotWrappingKey::wrap(ByteView plain, ByteSpan wrapped) {
  if (!sizes_fit(plain.size(), wrapped.size())) return UsageError::kWrongSize;
  const auto num_units = plain.size() / kUnit;
  crypto::AesBlock block{};
  const WipeOnExit block_wiped{block};
  const auto check = ByteSpan{block}.first(kUnit);
  const auto units = wrapped.subspan(kUnit);
  copy_bytes(kInitialValue, check);
  copy_bytes(plain, units);
  for (unsigned round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < num_units; ++i) {
      const auto unit = units.subspan(i * kUnit, kUnit);
      copy_bytes(unit, ByteSpan{block}.last(kUnit));
      if (auto done = key_.encrypt(block, block); !done) {
        wipe(wrapped);
        return done;
      }
      mark(check, num_units * round + i + 1);
      copy_bytes(ByteView{block}.last(kUnit), unit);
    }
  }
  copy_bytes(check, wrapped.first(kUnit));
  return {};
}

// RFC 3394, section 2.2.2.
stsafe::Result<void> SlotWrappingKey::unwrap(ByteView wrapped, ByteSpan plain) {
  if (!sizes_fit(plain.size(), wrapped.size())) return UsageError::kWrongSize;
  const auto num_units = plain.size() / kUnit;
  crypto::AesBlock block{};
  const WipeOnExit block_wiped{block};
  const auto check = ByteSpan{block}.first(kUnit);
  copy_bytes(wrapped.first(kUnit), check);
  copy_bytes(wrapped.subspan(kUnit), plain);
  for (unsigned round = kRounds; round-- > 0;) {
    for (auto i = num_units; i-- > 0;) {
      const auto unit = plain.subspan(i * kUnit, kUnit);
      mark(check, num_units * round + i + 1);
      copy_bytes(unit, ByteSpan{block}.last(kUnit));
      if (auto done = key_.decrypt(block, block); !done) {
        wipe(plain);
        return done;
      }
      copy_bytes(ByteView{block}.last(kUnit), unit);
    }
  }
  if (equal_constant_time(check, kInitialValue)) return {};
  wipe(plain);
  return CryptoError::kNotAuthentic;
}

}  // namespace stsafe::cose
