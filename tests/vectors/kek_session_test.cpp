#include <gtest/gtest.h>

#include "stsafe/host/kek_session.h"
#include "stsafe/wire/commands/kek_session.h"
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
  Bytes to_be_signed, signature;
};

template <class Check>
void for_each_agreement(Check&& check) {
  const auto count = for_each_vector("../kek_session.json", [&](Vector& vector) {
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
    // Inside one call of crypto::Hkdf; base and working KEK show that they were right.
    vector.skip({"prk_of_base_kek", "prk_of_working_kek"});
    check(a);
  });
  EXPECT_EQ(count, 2);
}

TEST(KekSessionExamples, AreSentAndUnderstoodByTheHost) {
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

TEST(KekSessionExamples, AreAnsweredByTheChip) {
  for_each_agreement([](const Agreement& a) {
    PreparedChip chip;
    chip.rng().add(a.device_private);
    chip.start();
    EXPECT_EQ(hex(chip.answer(a.generate_command)), hex(a.generate_response));
    EXPECT_EQ(hex(chip.answer(a.start_command)), hex(kDone));
    EXPECT_EQ(hex(chip.answer(kStop)), hex(kDone));
  });
}

TEST(KekSessionExamples, HaveTheSameKeysOnBothEnds) {
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

TEST(KekSessionExamples, HaveTheirKeysAndEnvelope) {
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

// The signature itself is not covered yet: there is no command that fills a public key slot.
TEST(KekSessionExamples, CarryTheSignatureInTheAuthenticatedForm) {
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
    host::Device device{transport};
    EXPECT_TRUE(device.call(start));
  });
}

TEST(KekSessionExamples, SignBothKeysWithTheCurveOnce) {
  for_each_agreement([](const Agreement& a) {
    const auto host_key = PublicKey::from_raw(a.curve, a.host_public);
    const auto device_key = PublicKey::from_raw(a.curve, a.device_public);
    ASSERT_TRUE(host_key && device_key);
    Fixed<512> buffer{};
    wire::Writer w{buffer};
    encode(w, *host_key);
    encode_point(w, *device_key);
    const auto signed_bytes = w.finish();
    ASSERT_TRUE(signed_bytes);
    EXPECT_EQ(hex(*signed_bytes), hex(a.to_be_signed));
  });
}

}  // namespace
}  // namespace stsafe::vectors
