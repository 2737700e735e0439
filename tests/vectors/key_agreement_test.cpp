#include <gtest/gtest.h>

#include "stsafe/channel/agreement_signature.h"
#include "stsafe/channel/established_keys.h"
#include "stsafe/host/establish_keys.h"
#include "stsafe/host/host_keys.h"
#include "stsafe/wire/commands/host_key.h"
#include "stsafe/wire/commands/kek_session.h"
#include "tests/support/frames.h"
#include "tests/support/prepared_chip.h"
#include "tests/support/registry.h"
#include "tests/support/scripted_transport.h"
#include "tests/vectors/crypto/vector_file.h"
#include "tests/vectors/names.h"

namespace stsafe::vectors {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::PreparedChip;
using testing_support::ScriptedRng;
using testing_support::ScriptedTransport;

constexpr auto kStop = "1F 06 7C 28"_hex;
constexpr auto kDone = "00 00 02 F0 78"_hex;

/// One curve of part 01, section 7.6.
struct Agreement {
  Curve curve{};
  Bytes host_private, device_private, host_public, device_public;
  Bytes generate_command, generate_response, start_command, authenticated_start_command;
  Bytes shared_secret, base_kek, working_kek, envelope, wrapped_envelope;
  Bytes to_be_signed, signature, signing_seed, signing_public;
  Bytes write_host_keys_command, establish_host_keys_command;
  Bytes authenticated_establish_host_keys_command;
  Bytes host_keys_aes128, host_keys_aes256, symmetric_key_material, confirm_command;
};

template <class Check>
void for_each_agreement(Check&& check) {
  const auto count = for_each_vector("../key_agreement.json", [&](Vector& vector) {
    Agreement a;
    a.curve = curve_named(vector.text("curve"));
    a.host_private = vector.bytes("host_private");
    a.device_private = vector.bytes("device_private");
    a.host_public = vector.bytes("host_public");
    a.device_public = vector.bytes("device_public");
    a.generate_command = vector.bytes("generate_command");
    a.generate_response = vector.bytes("generate_response");
    a.start_command = vector.bytes("start_command");
    a.authenticated_start_command = vector.bytes("authenticated_start_command");
    a.shared_secret = vector.bytes("shared_secret");
    a.base_kek = vector.bytes("base_kek");
    a.working_kek = vector.bytes("working_kek");
    a.envelope = vector.bytes("envelope");
    a.wrapped_envelope = vector.bytes("wrapped_envelope");
    a.to_be_signed = vector.bytes("to_be_signed");
    a.signature = vector.bytes("signature");
    a.write_host_keys_command = vector.bytes("write_host_keys_command");
    a.establish_host_keys_command = vector.bytes("establish_host_keys_command");
    a.authenticated_establish_host_keys_command =
        vector.bytes("authenticated_establish_host_keys_command");
    a.host_keys_aes128 = vector.bytes("host_keys_aes128");
    a.host_keys_aes256 = vector.bytes("host_keys_aes256");
    a.symmetric_key_material = vector.bytes("symmetric_key_material");
    a.confirm_command = vector.bytes("confirm_command");
    a.signing_seed = vector.bytes("signing_seed");
    a.signing_public = vector.bytes("signing_public");
    // Inside one call of crypto::Hkdf; base and working KEK show that they were right.
    vector.skip({"prk_of_base_kek", "prk_of_working_kek"});
    check(a);
  });
  EXPECT_EQ(count, 2);
}

TEST(KeyAgreementExamples, AreSentAndUnderstoodByTheHost) {
  for_each_agreement([](const Agreement& a) {
    ScriptedTransport transport;
    transport.expect(a.generate_command, a.generate_response);
    transport.expect(a.start_command, kDone);
    transport.expect(kStop, kDone);
    ScriptedRng rng{a.host_private};
    crypto_openssl::OpensslCrypto crypto{rng};
    host::Device device{transport};
    host::KekSession kek{device, {crypto.ecdh(), crypto.hkdf(), crypto.key_wrap()}};
    EXPECT_TRUE(kek.open(a.curve));
    EXPECT_TRUE(kek.close());
    EXPECT_TRUE(rng.is_used_up());
  });
}

TEST(KeyAgreementExamples, AreAnsweredByTheChip) {
  for_each_agreement([](const Agreement& a) {
    PreparedChip chip;
    chip.rng().add(a.device_private);
    chip.start();
    EXPECT_EQ(hex(chip.answer(a.generate_command)), hex(a.generate_response));
    EXPECT_EQ(hex(chip.answer(a.start_command)), hex(kDone));
    EXPECT_EQ(hex(chip.answer(kStop)), hex(kDone));
  });
}

/// The 1F 04 of part 02, section 4: a Start KEK session but for its code and algorithm.
Bytes establish_symmetric_keys_command(const Agreement& a) {
  auto command = a.start_command;
  command.resize(command.size() - wire::kCrcSize);
  command[1] = std::byte{0x04};
  command.back() = std::byte{0x02};
  return testing_support::command_frame(command);
}

TEST(KeyAgreementExamples, GiveTheChipTheHostKeysThatWereWrapped) {
  for_each_agreement([](const Agreement& a) {
    PreparedChip chip;
    chip.stored().host_key_control.flags = wire::HostKeyControlFields::kWrappedAnonymous;
    chip.rng().add(a.device_private);
    chip.start();
    EXPECT_EQ(hex(chip.answer(a.generate_command)), hex(a.generate_response));
    EXPECT_EQ(hex(chip.answer(a.start_command)), hex(kDone));
    EXPECT_EQ(hex(chip.answer(a.write_host_keys_command)), hex(kDone));
    const auto& slot = chip.device().stored().host_key;
    EXPECT_EQ(hex(slot.keys.mac.reveal()), "00112233445566778899aabbccddeeff");
    EXPECT_EQ(hex(slot.keys.cipher.reveal()), "0123456789abcdef0123456789abcdef");
  });
}

TEST(KeyAgreementExamples, GiveTheChipTheHostKeysThatWereEstablished) {
  for_each_agreement([](const Agreement& a) {
    for (const auto type : {wire::HostKeyType::kAes128, wire::HostKeyType::kAes256}) {
      PreparedChip chip;
      chip.stored().host_key_control.flags = wire::HostKeyControlFields::kWrappedAnonymous;
      chip.rng().add(a.device_private);
      chip.start();
      EXPECT_EQ(hex(chip.answer(a.generate_command)), hex(a.generate_response));
      auto command = a.establish_host_keys_command;
      if (type == wire::HostKeyType::kAes256) {
        command.resize(command.size() - wire::kCrcSize);
        command.back() = std::byte{0x01};
        command = testing_support::command_frame(command);
      }
      EXPECT_EQ(hex(chip.answer(command)), hex(kDone));
      const auto& keys = chip.device().stored().host_key.keys;
      EXPECT_EQ(hex(keys.mac.reveal()) + hex(keys.cipher.reveal()),
                hex(type == wire::HostKeyType::kAes128 ? a.host_keys_aes128 : a.host_keys_aes256));
    }
  });
}

TEST(KeyAgreementExamples, GiveTheChipTheSymmetricKeyThatWasEstablished) {
  for_each_agreement([](const Agreement& a) {
    PreparedChip chip;
    chip.stored().symmetric_control[3].flags = wire::SlotControlFields::kEcdheAnonymous;
    chip.rng().add(a.device_private);
    chip.start();
    EXPECT_EQ(hex(chip.answer(a.generate_command)), hex(a.generate_response));
    EXPECT_EQ(hex(chip.answer(establish_symmetric_keys_command(a))), hex(kDone));
    EXPECT_EQ(hex(chip.answer(a.confirm_command)), hex(kDone));
    const auto& slot = chip.device().stored().symmetric[3];
    EXPECT_EQ(slot.key.mode, wire::KeyMode::kCmac);
    EXPECT_EQ(hex(slot.value.reveal()), hex(ByteView{a.symmetric_key_material}.subspan(32)));
  });
}

TEST(KeyAgreementExamples, ConvinceTheChipByTheirSignature) {
  for_each_agreement([](const Agreement& a) {
    PreparedChip chip;
    auto& slot = chip.stored().public_keys[1];
    slot = {.flags = wire::kForKekSession | wire::kForEstablishHostKey, .present = true};
    copy_bytes(a.signing_public, slot.key.prepare(Curve::kEd25519));
    chip.stored().host_key_control = {.flags = 0, .authentication_key = 1};
    chip.rng().add(a.device_private);
    chip.rng().add(a.device_private);
    chip.start();
    EXPECT_EQ(hex(chip.answer(a.generate_command)), hex(a.generate_response));
    EXPECT_EQ(hex(chip.answer(a.authenticated_start_command)), hex(kDone));
    EXPECT_EQ(hex(chip.answer(a.generate_command)), hex(a.generate_response));
    EXPECT_EQ(hex(chip.answer(a.authenticated_establish_host_keys_command)), hex(kDone));
    const auto& keys = chip.device().stored().host_key.keys;
    EXPECT_EQ(hex(keys.mac.reveal()) + hex(keys.cipher.reveal()), hex(a.host_keys_aes128));
  });
}

TEST(KeyAgreementExamples, HaveTheirSignature) {
  for_each_agreement([](const Agreement& a) {
    ScriptedRng no_random;
    crypto_openssl::OpensslCrypto crypto{no_random};
    const auto host_key = PublicKey::from_raw(a.curve, a.host_public);
    const auto device_key = PublicKey::from_raw(a.curve, a.device_public);
    ASSERT_TRUE(host_key && device_key);
    channel::SignedData buffer{};
    const auto data = channel::signed_data(crypto.hash(), Curve::kEd25519, HashAlgorithm::kSha512,
                                           *host_key, *device_key, buffer);
    ASSERT_TRUE(data);
    EXPECT_EQ(hex(*data), hex(a.to_be_signed));
    crypto::PrivateKey seed;
    ASSERT_TRUE(seed.assign(a.signing_seed));
    Fixed<64> signature{};
    ASSERT_TRUE(crypto.signature().sign(Curve::kEd25519, seed, crypto::EddsaVariant::kPure, *data,
                                        signature));
    EXPECT_EQ(hex(signature), hex(a.signature));
  });
}

constexpr auto kHostMacKey = "00112233445566778899AABBCCDDEEFF"_hex;
constexpr auto kHostCipherKey = "0123456789ABCDEF0123456789ABCDEF"_hex;

/// A host that has the example's keys, and knows what it has to send.
class Host {
 public:
  explicit Host(const Agreement& a) : rng_{a.host_private} {
    EXPECT_TRUE(seed_.assign(a.signing_seed));
  }
  ~Host() { EXPECT_TRUE(rng_.is_used_up()); }
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  crypto_openssl::OpensslCrypto& crypto() { return crypto_; }
  host::KekCrypto kek() { return {crypto_.ecdh(), crypto_.hkdf(), crypto_.key_wrap()}; }
  ScriptedTransport transport;
  host::Device device{transport};

 private:
  ScriptedRng rng_;
  crypto_openssl::OpensslCrypto crypto_{rng_};
  crypto::PrivateKey seed_;

 public:
  host::HostAuthentication authentication{{crypto_.signature(), crypto_.hash()},
                                          {wire::PublicKeySlot{1}, Curve::kEd25519, seed_}};
};

TEST(KeyAgreementExamples, AreSentByAHostThatWrapsHostKeys) {
  for_each_agreement([](const Agreement& a) {
    for (const bool authenticated : {false, true}) {
      Host host{a};
      host.transport.expect(a.generate_command, a.generate_response);
      host.transport.expect(authenticated ? a.authenticated_start_command : a.start_command, kDone);
      host.transport.expect(a.write_host_keys_command, kDone);
      host.transport.expect(kStop, kDone);
      EXPECT_TRUE(
          host::write_host_keys_wrapped(host.device, host.kek(), a.curve,
                                        {wire::HostKeyType::kAes128, kHostMacKey, kHostCipherKey},
                                        authenticated ? &host.authentication : nullptr));
    }
  });
}

TEST(KeyAgreementExamples, AreSentByAHostThatEstablishesHostKeys) {
  for_each_agreement([](const Agreement& a) {
    for (const bool authenticated : {false, true}) {
      Host host{a};
      host.transport.expect(a.generate_command, a.generate_response);
      host.transport.expect(authenticated ? a.authenticated_establish_host_keys_command
                                          : a.establish_host_keys_command,
                            kDone);
      channel::HostKeys keys;
      EXPECT_TRUE(host::establish_host_keys(
          host.device, {host.crypto().ecdh(), host.crypto().hkdf()}, a.curve,
          wire::HostKeyType::kAes128, keys, authenticated ? &host.authentication : nullptr));
      EXPECT_EQ(hex(keys.mac.reveal()) + hex(keys.cipher.reveal()), hex(a.host_keys_aes128));
    }
  });
}

TEST(KeyAgreementExamples, AreSentByAHostThatEstablishesASymmetricKey) {
  for_each_agreement([](const Agreement& a) {
    Host host{a};
    const auto query = "14 23 EE 2F"_hex;
    host.transport.expect(query, testing_support::answer_frame("04 00 00 00 00"_hex));
    host.transport.expect(a.generate_command, a.generate_response);
    host.transport.expect(establish_symmetric_keys_command(a), kDone);
    host.transport.expect(a.confirm_command, kDone);
    host.transport.expect(query, testing_support::answer_frame("04 00 00 00 01 00 01 0003 04"_hex));
    const std::array keys{wire::KeyInfo{wire::SlotNumber{3},
                                        {.type = wire::KeyType::kAes128,
                                         .mode = wire::KeyMode::kCmac,
                                         .usage = wire::kGenerateMac | wire::kVerifyMac,
                                         .parameter = 4}}};
    std::array<Secret<32>, 1> values;
    EXPECT_TRUE(host::establish_symmetric_keys(
        host.device, {host.crypto().ecdh(), host.crypto().hkdf(), host.crypto().cmac()}, a.curve,
        keys, values));
    EXPECT_EQ(hex(values[0].reveal()), hex(ByteView{a.symmetric_key_material}.subspan(32)));
  });
}

TEST(KeyAgreementExamples, HaveTheSameKeysOnBothEnds) {
  for_each_agreement([](const Agreement& a) {
    ScriptedRng rng;
    rng.add(a.host_private);
    rng.add(a.device_private);
    crypto_openssl::OpensslCrypto crypto{rng};
    crypto::PrivateKey host_private;
    crypto::PrivateKey device_private;
    PublicKey host_key;
    PublicKey device_key;
    ASSERT_TRUE(crypto.ecdh().generate(a.curve, host_private, host_key));
    ASSERT_TRUE(crypto.ecdh().generate(a.curve, device_private, device_key));
    EXPECT_EQ(hex(host_key.raw()), hex(a.host_public));
    EXPECT_EQ(hex(device_key.raw()), hex(a.device_public));

    crypto::SharedSecret of_host;
    crypto::SharedSecret of_device;
    ASSERT_TRUE(crypto.ecdh().agree(host_private, device_key, of_host));
    ASSERT_TRUE(crypto.ecdh().agree(device_private, host_key, of_device));
    EXPECT_EQ(hex(of_host.reveal()), hex(a.shared_secret));
    EXPECT_EQ(hex(of_device.reveal()), hex(a.shared_secret));
  });
}

TEST(KeyAgreementExamples, HaveTheirKeysAndEnvelope) {
  for_each_agreement([](const Agreement& a) {
    ScriptedRng no_random;
    crypto_openssl::OpensslCrypto crypto{no_random};
    const auto host_key = PublicKey::from_raw(a.curve, a.host_public);
    const auto device_key = PublicKey::from_raw(a.curve, a.device_public);
    ASSERT_TRUE(host_key && device_key);
    crypto::SharedSecret secret;
    ASSERT_TRUE(secret.assign(a.shared_secret));
    channel::Kek base;
    channel::Kek working;
    ASSERT_TRUE(channel::derive_base_kek(crypto.hkdf(), secret, *device_key, *host_key, base));
    EXPECT_EQ(hex(base.reveal()), hex(a.base_kek));
    ASSERT_TRUE(channel::derive_working_kek(crypto.hkdf(), base, 1, working));
    EXPECT_EQ(hex(working.reveal()), hex(a.working_kek));
    Bytes wrapped(a.envelope.size() + crypto::kKeyWrapOverhead);
    ASSERT_TRUE(crypto.key_wrap().wrap(working.reveal(), a.envelope, wrapped));
    EXPECT_EQ(hex(wrapped), hex(a.wrapped_envelope));
  });
}

TEST(KeyAgreementExamples, HaveTheirEstablishedKeys) {
  for_each_agreement([](const Agreement& a) {
    ScriptedRng no_random;
    crypto_openssl::OpensslCrypto crypto{no_random};
    const auto host_key = PublicKey::from_raw(a.curve, a.host_public);
    const auto device_key = PublicKey::from_raw(a.curve, a.device_public);
    ASSERT_TRUE(host_key && device_key);
    crypto::SharedSecret secret;
    ASSERT_TRUE(secret.assign(a.shared_secret));
    for (const auto* expected : {&a.host_keys_aes128, &a.host_keys_aes256}) {
      const auto type =
          expected->size() == 32 ? wire::HostKeyType::kAes128 : wire::HostKeyType::kAes256;
      channel::HostKeys keys;
      ASSERT_TRUE(
          channel::derive_host_keys(crypto.hkdf(), secret, *device_key, *host_key, type, keys));
      EXPECT_EQ(hex(keys.mac.reveal()) + hex(keys.cipher.reveal()), hex(*expected));
    }
    channel::KeyMaterial material;
    ASSERT_TRUE(channel::derive_symmetric_keys(crypto.hkdf(), secret, 16, material));
    EXPECT_EQ(hex(material.reveal()), hex(a.symmetric_key_material));
    const auto confirmation = wire::parse_command(a.confirm_command);
    ASSERT_TRUE(confirmation);
    const auto mac =
        channel::confirmation_mac(crypto.cmac(), material, confirmation->body.subspan(8));
    ASSERT_TRUE(mac);
    EXPECT_EQ(hex(*mac), hex(confirmation->body.first(8)));
  });
}

TEST(KeyAgreementExamples, CarryTheSignatureInTheAuthenticatedForm) {
  for_each_agreement([](const Agreement& a) {
    const auto host_key = PublicKey::from_raw(a.curve, a.host_public);
    ASSERT_TRUE(host_key);
    const auto half = a.signature.size() / 2;
    const wire::StartVolatileKekSession start{
        .host_public_key = *host_key,
        .authentication = wire::AgreementAuthentication{
            .public_key_slot = wire::AgreementAuthentication::PublicKeySlot{1},
            .r = wire::Prefixed{ByteView{a.signature}.first(half)},
            .s = wire::Prefixed{ByteView{a.signature}.subspan(half)}}};
    ScriptedTransport transport;
    transport.expect(a.authenticated_start_command, kDone);
    transport.expect(a.authenticated_establish_host_keys_command, kDone);
    host::Device device{transport};
    EXPECT_TRUE(device.call(start));
    EXPECT_TRUE(device.call(wire::EstablishHostKeyV2{.host_public_key = *host_key,
                                                     .authentication = start.authentication}));
  });
}

TEST(KeyAgreementExamples, SignBothKeysWithTheCurveOnce) {
  for_each_agreement([](const Agreement& a) {
    const auto host_key = PublicKey::from_raw(a.curve, a.host_public);
    const auto device_key = PublicKey::from_raw(a.curve, a.device_public);
    ASSERT_TRUE(host_key && device_key);
    Fixed<wire::kMaxSignedSize> buffer{};
    wire::Writer w{buffer};
    wire::encode_to_be_signed(w, *host_key, *device_key);
    const auto signed_bytes = w.finish();
    ASSERT_TRUE(signed_bytes);
    EXPECT_EQ(hex(*signed_bytes), hex(a.to_be_signed));
  });
}

}  // namespace
}  // namespace stsafe::vectors
