#include "tests/conformance/bench.h"

#include <gtest/gtest.h>

#include "tests/conformance/effect.h"

namespace stsafe::conformance {
namespace {

constexpr std::size_t kPrefix = 3;
constexpr std::size_t kChecksum = 2;

}  // namespace

Bench::Bench(sim::Store* store, ChangeState change, const sim::Choices& choices)
    : chip_(sim::spl05(), store != nullptr ? *store : memory_, crypto_.provider(), choices) {
  sim::Nvm state;
  Fixed<sim::kUniqueSerialSize> serial{};
  copy_bytes(bytes_of("A0949081D4C16B"), serial);
  sim::personalise(sim::spl05(), serial, state);
  testing_support::put_p256_pair(state.private_keys[0].pair);
  if (change != nullptr) change(state);
  EXPECT_TRUE(store != nullptr ? store->create(state) : memory_.create(state));
  EXPECT_TRUE(wires_->power_on());
}

Answer Bench::send_raw(ByteView frame) {
  if (!may_change_for_good() && effect_of(frame) == wire::Effect::kIrreversible) {
    ADD_FAILURE() << "needs a run without --skip-irreversible";
    return {};
  }
  const auto reply = wires_->exchange(frame);
  const ByteView response{reply};
  if (response.size() < kPrefix + kChecksum) {
    ADD_FAILURE() << "an answer of " << response.size() << " bytes";
    return {};
  }
  const auto length =
      256 * std::to_integer<std::size_t>(response[1]) + std::to_integer<std::size_t>(response[2]);
  EXPECT_EQ(length + kPrefix, response.size());
  const auto payload = response.subspan(kPrefix, response.size() - kPrefix - kChecksum);
  const auto covered = joined({response.first(1), payload});
  const auto sealed = with_checksum(covered);
  EXPECT_TRUE(std::ranges::equal(ByteView{sealed}.last(kChecksum), response.last(kChecksum)));
  return {response[0], {payload.begin(), payload.end()}};
}

Bytes Bench::sealed(ByteView bytes, Sealing sealing, std::byte bits) {
  const std::size_t header_size = (bytes[0] & std::byte{0x1F}) == std::byte{0x1F} ? 2 : 1;
  sealed_counter_ = counter();
  sealed_header_.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(header_size));
  sealed_header_[0] |= bits;
  sealed_payload_.assign(bytes.begin() + static_cast<std::ptrdiff_t>(header_size), bytes.end());
  if (sealing == Sealing::kMacAndEncryption) {
    sealed_payload_ = channel_.encrypted_command(sealed_counter_, sealed_payload_);
  }
  const auto mac = channel_.command_mac(sealed_counter_, sealed_header_, sealed_payload_);
  return with_checksum(joined({sealed_header_, sealed_payload_, mac}));
}

Bytes Bench::opened(const Answer& answer, Sealing sealing) {
  EXPECT_EQ(answer.status(), Status::kOk);
  if (answer.payload.size() < 4) {
    ADD_FAILURE() << "no room for an R-MAC";
    return {};
  }
  Bytes payload{answer.payload.begin(), answer.payload.end() - 4};
  const auto mac = channel_.response_mac(sealed_counter_, sealed_header_, sealed_payload_,
                                         answer.header, payload);
  EXPECT_TRUE(std::ranges::equal(mac, ByteView{answer.payload}.last(4))) << "wrong R-MAC";
  if (sealing == Sealing::kMac || payload.empty()) return payload;
  return channel_.decrypted_response(sealed_counter_, std::move(payload));
}

Bytes Bench::wrapped(std::uint8_t counter, ByteView content) {
  // Part 01, sections 6.4 and 7.6.
  const auto salt = bytes_of("E45D4CFD2015DE9E0AA9A9F6A49F45100F99D9633FB1B2DDDBEEE675D54DE25B");
  const auto base = bytes_of("1591F12C42C794797D1BE398434668C76FF9BAAD2313AC50AA414AD2AFDA24E8");
  auto info = bytes_of("10 11");
  info.push_back(static_cast<std::byte>(counter));
  Fixed<32> working{};
  EXPECT_TRUE(crypto_.hkdf().derive(salt, base, info, working));
  Bytes envelope(content.size() + 8);
  EXPECT_TRUE(crypto_.key_wrap().wrap(working, content, envelope));
  return envelope;
}

Bytes Bench::confirmed(ByteView content) {
  // Part 01, section 7.6; part 02, section 4.
  const auto key = bytes_of("373FE8CCB4047D94B66BA97D23E784066075BB72831739860D951C8E04025D86");
  const std::array parts{content};
  crypto::AesBlock mac{};
  EXPECT_TRUE(crypto_.cmac().compute(key, parts, mac));
  return joined({ByteView{mac}.first(8), content});
}

void Bench::power_cycle() {
  wires_->power_off();
  EXPECT_TRUE(wires_->power_on());
}

}  // namespace stsafe::conformance
