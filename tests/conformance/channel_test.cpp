#include <gtest/gtest.h>

#include <ostream>

#include "tests/conformance/states.h"

// The host session beyond one request and its answer.
namespace stsafe::conformance {
namespace {

using Sealing = Bench::Sealing;

/// A frame of part 01, section 4.10, and what the chip answers to it.
struct Example {
  std::string_view name;
  std::string_view command;
  std::string_view header;  ///< of the answer
  std::string_view payload;
  ChangeState state;
  std::array<std::string_view, 2> before{};
  sim::Choices choices{};
};

std::ostream& operator<<(std::ostream& out, const Example& example) {
  return out << example.command;
}

template <std::uint16_t kCode, std::uint32_t kCounter, bool kCommand, bool kResponse>
void encrypted(sim::Nvm& nvm) {
  host_keys<kCounter>(nvm);
  set_rule(nvm, kCode, wire::CommandAccess::kHost, kCommand, kResponse);
}

/// The AES-256 keys of examples C and E.
template <std::uint32_t kCounter>
void large_host_keys(sim::Nvm& nvm) {
  auto& slot = nvm.host_key;
  slot.present = true;
  slot.type = wire::HostKeyType::kAes256;
  std::uint8_t next = 0;
  for (auto& byte : slot.keys.mac.prepare(32)) byte = static_cast<std::byte>(next++);
  for (auto& byte : slot.keys.cipher.prepare(32)) byte = static_cast<std::byte>(next++);
  slot.counter = wire::SequenceCounter{kCounter};
}

const std::array kExamples{
    Example{"A", "E0 01 02 03 83 CF 5E 04 56 E2", "00", "010203 2B0B2F62", host_keys<0x41>},
    Example{"B", "E0 57 76 CC 93 B0 1F 6D FB 57 10 9E 6D 80 EE FC 9A FD 92 0E 88 6A DC", "00",
            "94 0B 7F 66 41 22 6E AE DC 1A C4 5E 35 CD C2 56 05 B4 58 99",
            encrypted<0x00, 0x42, true, true>},
    Example{"C", "E0 F1 0E 5B 9A 14 35 1D 83 DC 75 78 F9 96 E4 BB C4 F5 9D 21 83 6B FE", "00",
            "ED 15 0B D0 46 6F 63 C4 D2 8D D9 EA B6 6D 59 F7 D3 10 26 57",
            [](sim::Nvm& nvm) {
              large_host_keys<0>(nvm);
              set_rule(nvm, 0x00, wire::CommandAccess::kHost, true, true);
            }},
    Example{"D",
            "FF 06 F9 C1 8A 8B EF 17 01 21 CC 3B 35 35 67 5D F6 DD FC 69 23 13 C8 9C",
            "00",
            "5B 5B 2F 39",
            encrypted<0x1F06, 0x49, true, true>,
            {kGenerateX25519, kStartX25519}},
    Example{"E", "FF 0B 00 03 2B 65 6E 33 16 DF 55 ED 4D", "00",
            "00032B656E 0020 9FB3803D88F0B47239DA046F1AC75F29AF398B5672389DF2EE0B873FC0E3FC73"
            " 76 37 AD 38",
            large_host_keys<1>},
    Example{"F",
            "E0 01 02 03 54 9A CB D3 86 32",
            "40",
            "01 02 03 C1 77 C6 79",
            host_keys<0x4B>,
            {},
            {.protected_response_bits = std::byte{0x40}}},
    Example{"G",
            "E0 A8 41 3C D3 98 6F 8A F8 F5 8F F5 54 5D 96 98 55 10 A4 48 F8 C5 1A 08 DE 22 BE 20 7F"
            " E2 B1 BC 7A D1 0C 0E 9A E3 5D",
            "00", "00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 6B 08 1F 02",
            encrypted<0x00, 0x43, true, false>},
};

class Documents : public testing::TestWithParam<Example> {};

TEST_P(Documents, ShowThisExchange) {
  const auto& example = GetParam();
  Bench bench{example.state, example.choices};
  for (const auto request : example.before) {
    if (request.empty()) continue;
    ASSERT_EQ(bench.send(request).status(), Status::kOk);
  }
  const auto counter = bench.counter();
  const auto answer = bench.send_raw(bytes_of(example.command));
  EXPECT_TRUE(matches({&answer.header, 1}, example.header));
  EXPECT_TRUE(matches(answer.payload, example.payload)) << testing::PrintToString(answer.payload);
  EXPECT_EQ(bench.counter(), counter + 1);
}

INSTANTIATE_TEST_SUITE_P(Examples, Documents, testing::ValuesIn(kExamples),
                         [](const auto& one) { return std::string{one.param.name}; });

// T-1: whatever a command is answered, it counts once its C-MAC was right.
TEST(HostSession, CountsEveryCommandWithARightCMac) {
  Bench bench{[](sim::Nvm& nvm) {
    host_keys(nvm);
    never<0x02>(nvm);
    set_rule(nvm, 0x1B, wire::CommandAccess::kHost, true);
  }};
  const std::array requests{"00 01", "02 00 04", "1D", "00 61*752", "1B 01*16", "1F06"};
  const std::array statuses{Status::kOk,
                            Status::kCommandNotAuthorized,
                            Status::kCommandCodeNotSupported,
                            Status::kBufferLengthExceeded,
                            Status::kCommandDecryptionError,
                            Status::kSessionError};
  for (std::size_t i = 0; i < requests.size(); ++i) {
    EXPECT_EQ(bench.counter(), i);
    EXPECT_EQ(bench.send_sealed(requests[i]).status(), statuses[i]) << requests[i];
  }
  EXPECT_EQ(bench.counter(), requests.size());
}

TEST(HostSession, DoesNotCountWhatHasNoRightCMac) {
  Bench bench{host_keys<5>};
  EXPECT_EQ(bench.send("E0 01 00000000").status(), Status::kInvalidCMac);
  EXPECT_EQ(bench.send("E0 01").status(), Status::kCommunicationError);
  EXPECT_EQ(bench.send("20 01").status(), Status::kInconsistentCommandData);
  EXPECT_EQ(bench.send_raw(bytes_of("E0 01 02 03 83 CF 5E 04 56 E3")).status(),
            Status::kCommunicationError);
  EXPECT_EQ(bench.send("00 01").status(), Status::kOk);
  EXPECT_EQ(bench.counter(), 5U);
}

// T-3
TEST(HostSession, SendsErrorsWithoutRMac) {
  Bench bench{host_keys<0>};
  const auto answer = bench.send_sealed("1F06");
  EXPECT_EQ(answer.status(), Status::kSessionError);
  EXPECT_TRUE(answer.payload.empty());
}

// T-31
TEST(HostSession, SendsAnRMacOnlyIfAsked) {
  Bench bench{host_keys<0>};
  const auto answer = bench.send_sealed("00 0102", Sealing::kMac, std::byte{0xA0});
  EXPECT_TRUE(matches(answer.payload, "0102"));
  EXPECT_EQ(bench.counter(), 1U);
}

// T-9: a command without payload, under C-MAC alone.
TEST(HostSession, ProtectsACommandWithoutPayload) {
  Bench bench{host_keys<0>};
  ASSERT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  ASSERT_EQ(bench.send(kStartX25519).status(), Status::kOk);
  EXPECT_TRUE(bench.opened(bench.send_sealed("1F06")).empty());
}

TEST(HostSession, EncryptsTheResponseAlone) {
  Bench bench{encrypted<0x00, 0, false, true>};
  const auto answer = bench.send_sealed("00 61*16");
  EXPECT_EQ(answer.payload.size(), 32U + 4U);
  EXPECT_TRUE(matches(bench.opened(answer, Sealing::kMacAndEncryption), "61*16"));
}

TEST(HostSession, LeavesAnEmptyResponseEmpty) {
  Bench bench{encrypted<0x1F19, 0, true, true>};
  ASSERT_EQ(bench.send("10 4B 00 02 FF FF").status(), Status::kOk);
  ASSERT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  ASSERT_EQ(bench.send(kStartX25519).status(), Status::kOk);
  const auto envelope = bench.wrapped(1, "00 00 01 00 000C 04 00 5A*32 80 00*7");
  ASSERT_EQ(bench.send(joined({bytes_of("1F09"), envelope})).status(), Status::kOk);
  const auto answer = bench.send_sealed("1F19 00", Sealing::kMacAndEncryption);
  EXPECT_EQ(answer.payload.size(), 4U);
  EXPECT_TRUE(bench.opened(answer).empty());
}

// T-42
TEST(HostSession, TakesPaddingThatIsLongerThanNeeded) {
  Bench bench{encrypted<0x00, 0, true, false>};
  const auto header = bytes_of("E0");
  const auto payload = bench.channel().encrypted_unpadded(0, bytes_of("61*15 80 00*16"));
  const auto mac = bench.channel().command_mac(0, header, payload);
  const auto answer = bench.send(joined({header, payload, mac}));
  EXPECT_TRUE(matches(answer.payload, "61*15 .. .. .. .."));
}

TEST(HostSession, RefusesPaddingOfZerosAlone) {
  Bench bench{encrypted<0x00, 0, true, false>};
  const auto header = bytes_of("E0");
  const auto payload = bench.channel().encrypted_unpadded(0, bytes_of("00*16"));
  const auto mac = bench.channel().command_mac(0, header, payload);
  EXPECT_EQ(bench.send(joined({header, payload, mac})).status(), Status::kCommandDecryptionError);
  EXPECT_EQ(bench.counter(), 1U);
}

// T-7
TEST(HostSession, KeepsItsCounterOverResetAndPowerCycle) {
  Bench bench{host_keys<7>};
  bench.opened(bench.send_sealed("00 01"));
  EXPECT_EQ(bench.send("01").status(), Status::kOk);
  bench.power_cycle();
  EXPECT_EQ(bench.counter(), 8U);
  EXPECT_TRUE(matches(bench.opened(bench.send_sealed("00 01")), "01"));
}

TEST(HostSession, EndsWithItsCounter) {
  Bench bench{host_keys<0xFFFFFFFE>};
  EXPECT_TRUE(matches(bench.opened(bench.send_sealed("00 01")), "01"));
  EXPECT_EQ(bench.counter(), 0xFFFFFFFF);
  EXPECT_EQ(bench.send_sealed("00 01").status(), Status::kCMacCounterMaximumReached);
  EXPECT_EQ(bench.send_sealed("00 01").status(), Status::kCMacCounterMaximumReached);
  EXPECT_EQ(bench.counter(), 0xFFFFFFFF);
  EXPECT_EQ(bench.send("00 01").status(), Status::kOk);
}

// T-8
TEST(HostSession, IsNeverBlockedByDefault) {
  Bench bench{host_keys<0>};
  for (int i = 0; i < 300; ++i) {
    ASSERT_EQ(bench.send("E0 01 00000000").status(), Status::kInvalidCMac);
  }
  EXPECT_EQ(bench.send_sealed("00 01").status(), Status::kOk);
}

TEST(HostSession, IsBlockedAfterWrongCMacsIfSoChosen) {
  Bench bench{host_keys<0>, {.max_wrong_macs = 3}};
  for (int i = 0; i < 2; ++i) {
    ASSERT_EQ(bench.send("E0 01 00000000").status(), Status::kInvalidCMac);
  }
  ASSERT_EQ(bench.send_sealed("00 01").status(), Status::kOk);  // counting starts again
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(bench.send("E0 01 00000000").status(), Status::kInvalidCMac);
  }
  EXPECT_EQ(bench.send_sealed("00 01").status(), Status::kKeyBlocked);
  bench.power_cycle();
  EXPECT_EQ(bench.send_sealed("00 01").status(), Status::kKeyBlocked);
  EXPECT_EQ(bench.send("00 01").status(), Status::kOk);
  EXPECT_EQ(bench.counter(), 1U);
}

// T-5, T-6: host keys replaced inside a host session.
void re_provisioning(sim::Nvm& nvm) {
  host_keys<9>(nvm);
  nvm.host_key_control.flags = 0x0E;
}
constexpr std::string_view kNewKeys = "1F07 000000 00 33*16 44*16";

TEST(RePairing, IsAnsweredUnderTheOldKeysIfSoChosen) {
  Bench bench{re_provisioning, {.answer_re_pairing_with_new_keys = false}};
  const auto answer = bench.send_sealed(kNewKeys);
  EXPECT_TRUE(bench.opened(answer).empty());
  EXPECT_EQ(bench.counter(), 0U);
}

TEST(RePairing, IsAnsweredUnderTheNewKeysByDefault) {
  Bench bench{re_provisioning};
  const auto answer = bench.send_sealed(kNewKeys);
  bench.channel().mac_key = bytes_of("33*16");
  bench.channel().cipher_key = bytes_of("44*16");
  EXPECT_TRUE(bench.opened(answer).empty());
  EXPECT_EQ(bench.counter(), 0U);
}

TEST(RePairing, LeavesTheNewKeysInForce) {
  Bench bench{re_provisioning};
  ASSERT_EQ(bench.send_sealed(kNewKeys).status(), Status::kOk);
  EXPECT_EQ(bench.send_sealed("00 01").status(), Status::kInvalidCMac);
  bench.channel().mac_key = bytes_of("33*16");
  EXPECT_TRUE(matches(bench.opened(bench.send_sealed("00 01")), "01"));
  EXPECT_EQ(bench.counter(), 1U);
}

}  // namespace
}  // namespace stsafe::conformance
