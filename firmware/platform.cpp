#include "firmware/platform.h"

// Stands for a board's drivers and cryptographic library: enough to link, nothing that works. The
// linker script keeps it apart, so that it is not counted.
namespace stsafe::firmware {
namespace {

class Bus final : public link::I2cBus {
  Result<void> write(std::uint8_t, ByteView) override { return BusError::kUnavailable; }
  Result<void> read(std::uint8_t, ByteSpan) override { return BusError::kUnavailable; }
};
class Clock final : public link::Clock {
  link::Microseconds now() override { return now_; }
  void sleep(link::Microseconds duration) override { now_ += duration; }
  link::Microseconds now_{0};
};
class Aes final : public crypto::Aes {
  Result<void> encrypt_block(ByteView, crypto::AesBlock&) override { return {}; }
  Result<void> cbc_encrypt(ByteView, const crypto::AesBlock&, ByteSpan) override { return {}; }
  Result<void> cbc_decrypt(ByteView, const crypto::AesBlock&, ByteSpan) override { return {}; }
};
class Cmac final : public crypto::Cmac {
  Result<void> compute(ByteView, std::span<const ByteView>, crypto::AesBlock&) override {
    return {};
  }
};
class Ecdh final : public crypto::Ecdh {
  Result<void> generate(Curve, crypto::PrivateKey&, PublicKey&) override { return {}; }
  Result<void> agree(const crypto::PrivateKey&, const PublicKey&, crypto::SharedSecret&) override {
    return {};
  }
};
class Hkdf final : public crypto::Hkdf {
  Result<void> derive(ByteView, ByteView, ByteView, ByteSpan) override { return {}; }
};
class KeyWrap final : public crypto::KeyWrap {
  Result<void> wrap(ByteView, ByteView, ByteSpan) override { return {}; }
  Result<void> unwrap(ByteView, ByteView, ByteSpan) override { return {}; }
};
class Rng final : public crypto::Rng {
  Result<void> fill(ByteSpan) override { return {}; }
};

}  // namespace

Platform& platform() {
  static Bus bus;
  static Clock clock;
  static Aes aes;
  static Cmac cmac;
  static Ecdh ecdh;
  static Hkdf hkdf;
  static KeyWrap key_wrap;
  static Rng rng;
  static Platform all{bus, clock, aes, cmac, ecdh, hkdf, key_wrap, rng};
  return all;
}

}  // namespace stsafe::firmware
