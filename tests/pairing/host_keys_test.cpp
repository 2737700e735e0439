#include <gtest/gtest.h>

#include "stsafe/wire/commands/device.h"
#include "tests/pairing/agreement.h"

namespace stsafe {
namespace {

using Fate = Agreement::Fate;
using Fields = wire::HostKeyControlFields;
using host::HostKeyChange;

constexpr auto kOldMac = "00112233445566778899AABBCCDDEEFF"_hex;
constexpr auto kOldCipher = "0123456789ABCDEF0123456789ABCDEF"_hex;

enum class Way : std::uint8_t { kPlaintext, kWrapped, kEstablished };
constexpr std::array kAllWays{Way::kPlaintext, Way::kWrapped, Way::kEstablished};

constexpr wire::Opcode code_of(Way way) {
  switch (way) {
    case Way::kPlaintext: return wire::Opcode{0x1F07};
    case Way::kWrapped: return wire::Opcode{0x1F08};
    case Way::kEstablished: break;
  }
  return wire::Opcode{0x1F18};
}

/// A chip whose host key slot is open for everything, and a host that replaces the keys.
class Pairing {
 public:
  explicit Pairing(const sim::Choices& choices = {}) : end(choices) {
    end.chip.stored().host_key_control.flags =
        Fields::kPlaintext | Fields::kWrappedAnonymous | Fields::kReprovision;
  }

  void open_session(host::ProtectionPolicy policy = host::ProtectionPolicy::kAlways) {
    end.chip.set_host_keys(wire::HostKeyType::kAes128, kOldMac, kOldCipher, 0x41);
    end.chip.start();
    ASSERT_TRUE(session.open(wire::HostKeyType::kAes128, kOldMac, kOldCipher));
    end.device.set_protection_policy(policy);
  }

  /// Replaces the host keys by AES-256 keys.
  Result<HostKeyChange> change(Way way, host::HostAuthentication* authentication = nullptr) {
    const auto type = wire::HostKeyType::kAes256;
    if (way == Way::kEstablished) {
      return host::establish_host_keys(end.device, {end.crypto.ecdh(), end.crypto.hkdf()},
                                       Curve::kX25519, type, keys, authentication);
    }
    EXPECT_TRUE(keys.assign(type, Fixed<32>{std::byte{0x33}}, Fixed<32>{std::byte{0x44}}));
    if (way == Way::kPlaintext) {
      return host::write_host_keys_plaintext(end.device, type, keys.mac.reveal(),
                                             keys.cipher.reveal());
    }
    return host::write_host_keys_wrapped(end.device, end.kek(), Curve::kNistP256,
                                         {type, keys.mac.reveal(), keys.cipher.reveal()},
                                         authentication);
  }

  const sim::HostKeySlot& stored() { return end.chip.device().stored().host_key; }
  bool chip_has_new_keys() {
    return stored().present && equal_constant_time(stored().keys.mac.reveal(), keys.mac.reveal()) &&
           equal_constant_time(stored().keys.cipher.reveal(), keys.cipher.reveal());
  }
  /// True if a protected command goes through, under whatever keys.
  bool session_works() {
    const auto before = session.counter();
    const auto echo = end.device.call(wire::Echo{wire::Tail{kOldMac}});
    return session.is_open() && echo && session.counter() != before &&
           session.counter() == stored().counter;
  }

  Agreement end;
  host::HostSession session{end.device, end.crypto.aes(), end.crypto.cmac()};
  channel::HostKeys keys;
};

TEST(FirstPairing, IsWrittenEachWay) {
  for (const auto way : kAllWays) {
    Pairing pairing;
    pairing.end.chip.start();
    const auto change = pairing.change(way);
    ASSERT_TRUE(change) << describe(change.error());
    EXPECT_EQ(*change, HostKeyChange::kWritten);
    EXPECT_TRUE(pairing.chip_has_new_keys());
    ASSERT_TRUE(pairing.session.open(wire::HostKeyType::kAes256, pairing.keys.mac.reveal(),
                                     pairing.keys.cipher.reveal()));
    pairing.end.device.set_protection_policy(host::ProtectionPolicy::kAlways);
    EXPECT_TRUE(pairing.session_works());
  }
}

TEST(FirstPairing, TakesASignature) {
  for (const auto curve : {Curve::kEd25519, Curve::kNistP256, Curve::kBrainpoolP512}) {
    for (const auto way : {Way::kWrapped, Way::kEstablished}) {
      Pairing pairing;
      auto by = pairing.end.authentication(curve);
      pairing.end.chip.stored().host_key_control = {
          .flags = 0, .authentication_key = Agreement::kSigningSlot.raw()};
      pairing.end.chip.start();
      EXPECT_TRUE(pairing.change(way).failed_with(Status::kCommandNotAuthorized));
      const auto change = pairing.change(way, &by);
      ASSERT_TRUE(change) << describe(change.error());
      EXPECT_TRUE(pairing.chip_has_new_keys());
    }
  }
}

TEST(FirstPairing, WantsTheSignatureOfTheChipsKey) {
  Pairing pairing;
  auto by = pairing.end.authentication(Curve::kNistP256);
  pairing.end.chip.stored().public_keys[1].key =
      *PublicKey::from_raw(Curve::kNistP256,
                           "51A7580833898EA1B183CBD7350A4099078C6EF1C1E18E970CD7683035F25E7D"
                           "0110522712B0B5A7CFF081685486984A94E6831EDAC46E7360FA9D834A7A81A1"_hex);
  pairing.end.chip.start();
  for (const auto way : {Way::kWrapped, Way::kEstablished}) {
    EXPECT_TRUE(pairing.change(way, &by).failed_with(Status::kAccessConditionNotSatisfied));
  }
}

class RePairing : public testing::TestWithParam<bool> {
 protected:
  /// The chip answers under its new keys, or under the old ones.
  sim::Choices choices() const { return {.answer_re_pairing_with_new_keys = GetParam()}; }
};
INSTANTIATE_TEST_SUITE_P(AnsweredUnder, RePairing, testing::Bool(), [](const auto& one) {
  return std::string{one.param ? "NewKeys" : "OldKeys"};
});

TEST_P(RePairing, ReopensTheSessionUnderTheNewKeys) {
  for (const auto way : kAllWays) {
    Pairing pairing{choices()};
    pairing.open_session();
    const auto change = pairing.change(way);
    ASSERT_TRUE(change) << describe(change.error());
    EXPECT_EQ(*change, HostKeyChange::kKeysChangedSessionReopened);
    EXPECT_TRUE(pairing.chip_has_new_keys());
    EXPECT_TRUE(pairing.session_works());
  }
}

TEST_P(RePairing, ReopensTheSessionAfterAPlainCommandToo) {
  for (const auto way : kAllWays) {
    Pairing pairing{choices()};
    pairing.open_session(host::ProtectionPolicy::kAsConfigured);
    const auto change = pairing.change(way);
    ASSERT_TRUE(change);
    EXPECT_EQ(*change, HostKeyChange::kKeysChangedSessionReopened);
    EXPECT_EQ(pairing.end.device.protection_policy(), host::ProtectionPolicy::kAsConfigured);
    pairing.end.device.set_protection_policy(host::ProtectionPolicy::kAlways);
    EXPECT_TRUE(pairing.session_works());
  }
}

TEST_P(RePairing, ReopensTheSessionWhenTheAnswerIsLost) {
  for (const auto way : kAllWays) {
    Pairing pairing{choices()};
    pairing.open_session();
    pairing.end.transport.next(code_of(way), Fate::kLostAnswer);
    const auto change = pairing.change(way);
    ASSERT_TRUE(change) << describe(change.error());
    EXPECT_EQ(*change, HostKeyChange::kKeysChangedSessionReopened);
    EXPECT_TRUE(pairing.session_works());
  }
}

TEST_P(RePairing, StaysUnderTheOldKeysWhenTheCommandIsLost) {
  for (const auto way : kAllWays) {
    Pairing pairing{choices()};
    pairing.open_session();
    pairing.end.transport.next(code_of(way), Fate::kLostRequest);
    EXPECT_TRUE(pairing.change(way).failed_with(LinkError::kNoAnswer));
    EXPECT_FALSE(pairing.chip_has_new_keys());
    EXPECT_TRUE(pairing.session_works());
  }
}

TEST_P(RePairing, StaysUnderTheOldKeysWhenTheChipRefuses) {
  for (const auto way : kAllWays) {
    Pairing pairing{choices()};
    pairing.end.chip.stored().host_key_control.flags =
        Fields::kPlaintext | Fields::kWrappedAnonymous;
    pairing.open_session();
    EXPECT_TRUE(pairing.change(way).failed_with(Status::kCommandNotAuthorized));
    EXPECT_TRUE(pairing.session_works());
  }
}

// A plain command that never arrived, and the answer to an earlier one in its place.
TEST_P(RePairing, DoesNotBelieveASuccessThatTheChipDoesNotShow) {
  for (const auto way : kAllWays) {
    Pairing pairing{choices()};
    pairing.open_session(host::ProtectionPolicy::kAsConfigured);
    pairing.end.transport.next(code_of(way), Fate::kStaleSuccess);
    EXPECT_TRUE(pairing.change(way).failed_with(LinkError::kUnexpectedResponse));
    EXPECT_FALSE(pairing.chip_has_new_keys());
    pairing.end.device.set_protection_policy(host::ProtectionPolicy::kAlways);
    EXPECT_TRUE(pairing.session_works());
  }
}

TEST_P(RePairing, KeepsKeysOfTheSameTypeApart) {
  Pairing pairing{choices()};
  pairing.open_session();
  const auto type = wire::HostKeyType::kAes128;
  pairing.end.transport.next(code_of(Way::kPlaintext), Fate::kLostRequest);
  EXPECT_TRUE(host::write_host_keys_plaintext(pairing.end.device, type, kOldCipher, kOldMac)
                  .failed_with(LinkError::kNoAnswer));
  EXPECT_TRUE(pairing.session_works());
  const auto change =
      host::write_host_keys_plaintext(pairing.end.device, type, kOldCipher, kOldMac);
  ASSERT_TRUE(change);
  EXPECT_EQ(*change, HostKeyChange::kKeysChangedSessionReopened);
  EXPECT_TRUE(pairing.session_works());
}

// Without Echo nothing can show which keys the chip has.
TEST_P(RePairing, ClosesASessionThatCannotBeShownToWork) {
  Pairing pairing{choices()};
  pairing.end.chip.set_rule({.opcode = wire::Echo::kOpcode, .access = wire::CommandAccess::kNever});
  pairing.open_session(host::ProtectionPolicy::kAsConfigured);
  const auto change = pairing.change(Way::kPlaintext);
  ASSERT_TRUE(change);
  EXPECT_EQ(*change, HostKeyChange::kWritten);
  EXPECT_FALSE(pairing.session.is_open());
  EXPECT_TRUE(pairing.session.open(wire::HostKeyType::kAes256, pairing.keys.mac.reveal(),
                                   pairing.keys.cipher.reveal()));
}

}  // namespace
}  // namespace stsafe
