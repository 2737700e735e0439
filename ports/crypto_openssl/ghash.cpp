#include "ports/crypto_openssl/ghash.h"

#include "ports/crypto_openssl/openssl_bytes.h"
#include "stsafe/base/wipe.h"

namespace stsafe::crypto_openssl {
namespace {

constexpr std::uint64_t kReduction = 0xE1ULL << 56;  // 1 + x + x^2 + x^7, bits reversed

std::uint64_t number_of(ByteView bytes) {
  std::uint64_t value = 0;
  for (const auto byte : bytes) value = (value << 8) | std::to_integer<std::uint64_t>(byte);
  return value;
}

/// All ones if the bit is set, else zero.
std::uint64_t mask_of(std::uint64_t bit) { return 0 - (bit & 1); }

}  // namespace

Ghash::Element Ghash::element_of(const crypto::AesBlock& block) {
  return {number_of(ByteView{block}.first(8)), number_of(ByteView{block}.last(8))};
}

void Ghash::start(const crypto::AesBlock& subkey) {
  subkey_ = element_of(subkey);
  state_ = {};
  used_ = 0;
}

void Ghash::add(ByteView bytes) {
  for (const auto byte : bytes) {
    block_[used_++] = byte;
    if (used_ == block_.size()) multiply();
  }
}

void Ghash::pad() {
  if (used_ == 0) return;
  std::fill(block_.begin() + static_cast<std::ptrdiff_t>(used_), block_.end(), std::byte{0});
  multiply();
}

void Ghash::add_sizes(std::uint64_t first, std::uint64_t second) {
  crypto::AesBlock sizes{};
  put_number(first * 8, ByteSpan{sizes}.first(8));
  put_number(second * 8, ByteSpan{sizes}.last(8));
  add(sizes);
}

// SP 800-38D, section 6.3, with masks in place of branches.
void Ghash::multiply() {
  const auto block = element_of(block_);
  const Element x{state_.high ^ block.high, state_.low ^ block.low};
  Element v = subkey_;
  Element z;
  for (unsigned i = 0; i < 128; ++i) {
    const auto taken = mask_of(i < 64 ? x.high >> (63 - i) : x.low >> (127 - i));
    z.high ^= v.high & taken;
    z.low ^= v.low & taken;
    const auto reduced = mask_of(v.low) & kReduction;
    v.low = (v.low >> 1) | (v.high << 63);
    v.high = (v.high >> 1) ^ reduced;
  }
  state_ = z;
  used_ = 0;
}

crypto::AesBlock Ghash::value() const {
  crypto::AesBlock out{};
  put_number(state_.high, ByteSpan{out}.first(8));
  put_number(state_.low, ByteSpan{out}.last(8));
  return out;
}

void Ghash::clear() {
  wipe(std::as_writable_bytes(std::span{&subkey_, 1}));
  wipe(std::as_writable_bytes(std::span{&state_, 1}));
  wipe(block_);
  used_ = 0;
}

}  // namespace stsafe::crypto_openssl
