#pragma once

#include "ports/crypto_openssl/openssl_crypto.h"
#include "stsafe/sim/device.h"
#include "stsafe/sim/profile/spl05.h"
#include "tests/conformance/host_channel.h"
#include "tests/conformance/wires.h"
#include "tests/support/key_pairs.h"

namespace stsafe::conformance {

/// Changes a factory-fresh state before the chip starts.
using ChangeState = void (*)(sim::Nvm&);

/// A response that is well formed.
struct Answer {
  std::byte header{};
  Bytes payload;

  Status status() const { return static_cast<Status>(header & std::byte{0x1F}); }
};

/// Answers with the same bytes for ever: those of the ephemeral keys in the documents' examples.
/// Fails once it has none.
class RepeatedRandom final : public crypto::Rng {
 public:
  void set(Bytes bytes) { bytes_ = std::move(bytes); }
  Result<void> fill(ByteSpan out) override {
    if (bytes_.empty()) return CryptoError::kBackendFailed;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = bytes_[i % bytes_.size()];
    return {};
  }

 private:
  // The chip's X25519 key of part 01, section 7.6.
  Bytes bytes_ = bytes_of("1E7B00F8A32BEC5B3C9795400F554B08D316F18717E08D81AB793D6DEBE94A8F");
};

/// A simulated chip in a chosen state: frames in, frames out, over the wires of this run.
class Bench {
 public:
  explicit Bench(ChangeState change = nullptr, const sim::Choices& choices = {})
      : Bench(nullptr, change, choices) {}
  /// The chip keeps its state in `store`.
  explicit Bench(sim::Store& store, ChangeState change = nullptr, const sim::Choices& choices = {})
      : Bench(&store, change, choices) {}
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  /// Sends a frame as it is. An answer that is not well formed fails the test, and so does a
  /// command that changes a chip for good where that is forbidden; it is not sent.
  Answer send_raw(ByteView frame);
  /// Sends header and payload, with a checksum behind them.
  Answer send(Bytes command) { return send_raw(with_checksum(std::move(command))); }
  Answer send(std::string_view command) { return send(bytes_of(command)); }

  enum class Sealing : std::uint8_t { kMac, kMacAndEncryption };
  /// Sends through the host session: sets all protection bits, or those given, and appends a right
  /// C-MAC for the chip's counter. Leaves the answer's payload as it travelled.
  Answer send_sealed(ByteView command, Sealing sealing = Sealing::kMac,
                     std::byte bits = std::byte{0xE0}) {
    return send_raw(sealed(command, sealing, bits));
  }
  Answer send_sealed(std::string_view command, Sealing sealing = Sealing::kMac,
                     std::byte bits = std::byte{0xE0}) {
    return send_sealed(ByteView{bytes_of(command)}, sealing, bits);
  }
  /// The frame that send_sealed() sends.
  Bytes sealed(ByteView command, Sealing sealing = Sealing::kMac, std::byte bits = std::byte{0xE0});
  /// The payload of the last sealed command's answer; fails the test unless its R-MAC is right.
  Bytes opened(const Answer& answer, Sealing sealing = Sealing::kMac);

  /// An envelope's plaintext, wrapped under the working KEK number `counter` of a session on X25519
  /// between the ephemeral keys of part 01, section 7.6.
  Bytes wrapped(std::uint8_t counter, ByteView plain);
  Bytes wrapped(std::uint8_t counter, std::string_view plain) {
    return wrapped(counter, ByteView{bytes_of(plain)});
  }

  /// A list of keys behind the MAC that confirms it, for an establishment between the same keys.
  Bytes confirmed(ByteView list);
  Bytes confirmed(std::string_view list) { return confirmed(ByteView{bytes_of(list)}); }

  void power_cycle();
  bool has_empty_frames() const { return wires_->has_empty_frames(); }
  std::uint32_t counter() const { return chip_.stored().host_key.counter.raw(); }
  sim::Device& chip() { return chip_; }
  HostChannel& channel() { return channel_; }
  RepeatedRandom& random() { return random_; }

 private:
  Bench(sim::Store* store, ChangeState change, const sim::Choices& choices);

  RepeatedRandom random_;
  crypto_openssl::OpensslCrypto crypto_{random_};
  sim::MemoryStore memory_;
  sim::Device chip_;
  std::unique_ptr<Wires> wires_ = make_wires(chosen_way(), chip_);
  HostChannel channel_{crypto_.aes(), crypto_.cmac()};
  std::uint32_t sealed_counter_ = 0;
  Bytes sealed_header_;
  Bytes sealed_payload_;
};

}  // namespace stsafe::conformance
