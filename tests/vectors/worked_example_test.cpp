#include <gtest/gtest.h>

#include "apps/devices/simulated_board.h"
#include "stsafe/channel/agreement_hkdf.h"
#include "stsafe/channel/agreement_signature.h"
#include "stsafe/channel/established_keys.h"
#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/key_provisioning.h"
#include "stsafe/host/symmetric_key_table.h"
#include "stsafe/wire/commands/establish_keys.h"
#include "stsafe/wire/commands/kek_session.h"
#include "stsafe/wire/commands/symmetric_key.h"
#include "stsafe/wire/envelope.h"
#include "tests/support/prepared_chip.h"
#include "tests/support/registry.h"
#include "tests/support/scripted_transport.h"
#include "tests/support/tree.h"

// Part 02, section 11, as the file has it. The file is read by one test, whose parts are functions:
// what none of them reads fails it.
namespace stsafe::vectors::worked_example_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::join;
using testing_support::PreparedChip;
using testing_support::ScriptedRng;
using testing_support::ScriptedTransport;
using testing_support::Tree;

/// Everything that a run of the example needs.
struct Inputs {
  Bytes host_private, device_private, key, nonce, associated_data, message;
  wire::KeyInfo key_info;
};

Inputs read_inputs(Tree& tree) {
  Inputs in;
  EXPECT_EQ(tree.text("curve"), "NIST P-256");
  in.host_private = tree.bytes("host_ephemeral_private_hex");
  in.device_private = tree.bytes("device_ephemeral_private_hex");
  in.key = tree.bytes("key_hex");
  in.nonce = tree.bytes("nonce_hex");
  in.associated_data = tree.bytes("aad_hex");
  in.message = tree.bytes("plaintext_hex");
  const wire::SlotNumber slot{static_cast<std::uint8_t>(tree.number("slot"))};
  const auto tag = host::TagSize::of(tree.number("tag_length"), host::AcceptWeakTag{});
  EXPECT_TRUE(tag);
  in.key_info = *host::ccm_star_key_info(slot, {.tag = *tag});

  Fixed<wire::kMaxKeyInfoSize> buffer{};
  wire::Writer w{buffer};
  encode(w, in.key_info);
  EXPECT_EQ(hex(buffer), hex(tree.bytes("key_info_hex")));
  auto& fields = tree.object("key_info_fields");
  EXPECT_EQ(hex(buffer), hex(join({fields.bytes("lock_indicator_hex"), fields.bytes("slot_hex"),
                                   fields.bytes("key_type_hex"), fields.bytes("mode_hex"),
                                   fields.bytes("usage_hex"), fields.bytes("tag_length_hex"),
                                   fields.bytes("counter_byte_hex")})));
  return in;
}

/// One command or response: what the file says of it fits together. Returns the whole frame.
Bytes read_frame(Tree& tree, const std::vector<std::string>& fields) {
  const bool is_command = tree.has("header_hex");
  const auto head = tree.bytes(is_command ? "header_hex" : "status_hex");
  const auto payload = tree.bytes("payload_hex");
  const auto frame = tree.bytes(is_command ? "frame_with_crc_hex" : "wire_hex");
  EXPECT_EQ(payload.size(), tree.number("payload_length"));
  if (is_command) {
    const auto parsed = wire::parse_command(frame);
    EXPECT_TRUE(parsed);
    EXPECT_EQ(hex(parsed->header), hex(head));
    EXPECT_EQ(hex(parsed->body), hex(payload));
  } else {
    const auto parsed = wire::parse_response(frame);
    EXPECT_TRUE(parsed);
    EXPECT_EQ(hex(Fixed<1>{parsed->header}), hex(head));
    EXPECT_EQ(hex(parsed->payload), hex(payload));
  }
  Bytes whole;
  for (const auto& field : fields) whole = join({whole, tree.object("fields").bytes(field)});
  if (!fields.empty()) {
    EXPECT_EQ(hex(whole), hex(payload));
  }
  return frame;
}

struct Exchange {
  std::string step;
  Bytes command;
  Bytes response;
};

using Fields = std::vector<std::string>;

Exchange read_exchange(Tree& tree, const Fields& command_fields = {},
                       const Fields& response_fields = {}) {
  SCOPED_TRACE(tree.text("title"));
  return {tree.text("step"), read_frame(tree.object("command"), command_fields),
          read_frame(tree.object("response"), response_fields)};
}

const Fields kCurve{"curve_id_length_hex", "curve_oid_hex"};
const Fields kPoint{
    "curve_id_length_hex", "curve_oid_hex", "point_representation_hex", "x_length_hex", "x_hex",
    "y_length_hex",        "y_hex"};
const Fields kStart = [] {
  auto fields = kPoint;
  fields.emplace_back("algorithm_id_hex");
  return fields;
}();
const Fields kTable{"slot_count_hex", "slot0_record_hex", "slots1_to_15_records_hex"};
const Fields kEncrypt{"distinguisher_hex", "slot_hex",           "nonce_hex",    "aad_length_hex",
                      "aad_hex",           "message_length_hex", "plaintext_hex"};
const Fields kSealed{"ciphertext_hex", "tag_hex", "counter_presence_hex"};
const Fields kDecrypt{"distinguisher_hex", "slot_hex", "nonce_hex",
                      "aad_length_hex",    "aad_hex",  "ciphertext_plus_tag_length_hex",
                      "ciphertext_hex",    "tag_hex"};
const Fields kOpened{"verification_result_hex", "plaintext_hex"};

std::vector<Exchange> read_steps(const std::vector<Tree*>& steps) {
  const std::vector<std::pair<Fields, Fields>> fields{
      {{}, {}}, {{}, {}},     {kCurve, kPoint},    {kStart, {}},        {{"envelope_hex"}, {}},
      {{}, {}}, {{}, kTable}, {kEncrypt, kSealed}, {kDecrypt, kOpened}, {{}, kOpened}};
  EXPECT_EQ(steps.size(), fields.size());
  std::vector<Exchange> exchanges;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    steps[i]->skip({"note"});
    exchanges.push_back(read_exchange(*steps[i], fields[i].first, fields[i].second));
  }
  return exchanges;
}

void check_host(const Inputs& in, const std::vector<Exchange>& exchanges) {
  ScriptedTransport transport;
  for (const auto& e : exchanges) transport.expect(e.command, e.response);
  ScriptedRng rng{in.host_private};
  crypto_openssl::OpensslCrypto crypto{rng};
  host::Device device{transport};
  const auto slot = in.key_info.slot;

  const auto before = device.call(wire::QuerySymmetricControlFields{slot});  // step 0a
  ASSERT_TRUE(before);
  EXPECT_EQ(before->fields, (wire::SlotControlFields{.flags = 0x08}));
  ASSERT_TRUE(device.call(wire::PutSymmetricControlFields{slot, {.flags = 0x03}}));  // 0b
  host::KekSession kek{device, {crypto.ecdh(), crypto.hkdf(), crypto.key_wrap()}};
  ASSERT_TRUE(kek.open(Curve::kNistP256));                // 1 and 2
  ASSERT_TRUE(kek.write(in.key_info, in.key));            // 3
  ASSERT_TRUE(kek.close());                               // 4
  const auto key = host::CcmStarKey::open(device, slot);  // 5
  ASSERT_TRUE(key);
  auto ccm = *key;
  const auto nonce = host::Nonce::chosen_by_caller(in.nonce);
  Bytes ciphertext(in.message.size());
  Bytes tag(ccm.tag_size());
  ASSERT_TRUE(ccm.encrypt_with(*nonce, in.associated_data, in.message, ciphertext, tag));  // 6
  Bytes message(in.message.size());
  ASSERT_TRUE(ccm.decrypt(*nonce, in.associated_data, ciphertext, tag, message));  // 7
  EXPECT_EQ(hex(message), hex(in.message));
  tag.at(0) ^= std::byte{0x01};
  EXPECT_TRUE(ccm.decrypt(*nonce, in.associated_data, ciphertext, tag, message)
                  .failed_with(CryptoError::kNotAuthentic));  // 8
  EXPECT_EQ(hex(message), hex(in.message));
}

void check_chip(const Inputs& in, const std::vector<Exchange>& exchanges) {
  PreparedChip chip;
  chip.rng().add(in.device_private);
  chip.start();
  for (const auto& e : exchanges) {
    EXPECT_EQ(hex(chip.answer(e.command)), hex(e.response)) << e.step;
  }
}

/// Random bytes for nobody: whoever asks fails.
class Values {
 public:
  crypto_openssl::OpensslCrypto& crypto() { return crypto_; }

 private:
  ScriptedRng no_random_;
  crypto_openssl::OpensslCrypto crypto_{no_random_};
};

PublicKey read_public_key(Tree& tree, const std::string& owner) {
  const auto raw = join({tree.bytes(owner + "_public_x_hex"), tree.bytes(owner + "_public_y_hex")});
  const auto key = PublicKey::from_raw(Curve::kNistP256, raw);
  EXPECT_TRUE(key);
  return key ? *key : PublicKey{};
}

/// Salt, input key and info as the file has them give the key. The PRK is inside one call.
Bytes check_hkdf(Tree& tree, const char* info, const char* key) {
  Values values;
  tree.skip({"prk_hex"});
  Bytes out(tree.number("length"));
  EXPECT_TRUE(values.crypto().hkdf().derive(tree.bytes("salt_hex"), tree.bytes("ikm_hex"),
                                            tree.bytes(info), out));
  EXPECT_EQ(hex(out), hex(tree.bytes(key)));
  return out;
}

void check_keks(Tree& tree, Tree& constants, const Inputs& in) {
  Values values;
  auto& ecdh = values.crypto().ecdh();
  const auto host_key = read_public_key(tree, "host_ephemeral");
  const auto device_key = read_public_key(tree, "device_ephemeral");
  crypto::PrivateKey host_private;
  crypto::SharedSecret secret;
  ASSERT_TRUE(host_private.assign(in.host_private));
  ASSERT_TRUE(ecdh.agree(host_private, device_key, secret));
  EXPECT_EQ(hex(secret.reveal()), hex(tree.bytes("shared_secret_x_hex")));

  auto& base_fields = tree.object("base_kek_hkdf");
  auto& working_fields = tree.object("working_kek_hkdf");
  const auto salt = constants.bytes("hkdf_salt_hex");
  EXPECT_EQ(hex(base_fields.bytes("salt_hex")), hex(salt));
  EXPECT_EQ(hex(working_fields.bytes("salt_hex")), hex(salt));
  EXPECT_EQ(hex(base_fields.bytes("ikm_hex")), hex(secret.reveal()));
  EXPECT_EQ(hex(base_fields.bytes("info_device_public_then_host_public_hex")),
            hex(join({device_key.raw(), host_key.raw()})));
  EXPECT_EQ(hex(working_fields.bytes("info_hex")),
            hex(join({constants.bytes("label_volatile_base_kek_hex"),
                      constants.bytes("label_volatile_working_kek_hex"), "01"_hex})));
  const auto base_kek =
      check_hkdf(base_fields, "info_device_public_then_host_public_hex", "base_kek_hex");
  const auto working_kek = check_hkdf(working_fields, "info_hex", "working_kek_hex");

  channel::Kek base;
  channel::Kek working;
  auto& hkdf = values.crypto().hkdf();
  ASSERT_TRUE(channel::derive_base_kek(hkdf, secret, device_key, host_key, base));
  EXPECT_EQ(hex(base.reveal()), hex(base_kek));
  ASSERT_TRUE(channel::derive_working_kek(hkdf, base, 1, working));
  EXPECT_EQ(hex(working.reveal()), hex(working_kek));
}

void check_envelope(Tree& derived, const Inputs& in) {
  Values values;
  auto& tree = derived.object("envelope");
  Fixed<wire::kMaxEnvelopeSize> buffer{};
  const auto size = wire::write_envelope(in.key_info, in.key, buffer);
  ASSERT_TRUE(size);
  const auto plain = ByteView{buffer}.first(*size);
  const auto padding = tree.bytes("padding_hex");
  EXPECT_EQ(hex(plain), hex(tree.bytes("plaintext_hex")));
  EXPECT_EQ(plain.size(), tree.number("plaintext_length"));
  EXPECT_EQ(hex(plain.last(padding.size())), hex(padding));

  Bytes wrapped(plain.size() + crypto::kKeyWrapOverhead);
  const auto working_kek = derived.object("working_kek_hkdf").bytes("working_kek_hex");
  ASSERT_TRUE(values.crypto().key_wrap().wrap(working_kek, plain, wrapped));
  EXPECT_EQ(hex(wrapped), hex(tree.bytes("wrapped_hex")));
  EXPECT_EQ(wrapped.size(), tree.number("wrapped_length"));
}

Bytes xor_of(ByteView a, ByteView b) {
  auto out = testing_support::to_bytes(a);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] ^= b[i];
  return out;
}

/// CCM recomposed from AES blocks: the file's steps fit together and to its key.
void check_ccm(Tree& tree, const Inputs& in) {
  Values values;
  auto& aes = values.crypto().aes();
  const auto keystream = [&](const char* counter_block) {
    crypto::AesBlock block{};
    copy_bytes(tree.bytes(counter_block), block);
    EXPECT_TRUE(aes.encrypt_block(in.key, block));
    return testing_support::to_bytes(block);
  };
  const auto s0 = keystream("A0_hex");
  const auto s1 = keystream("A1_hex");
  EXPECT_EQ(hex(s0), hex(tree.bytes("S0_hex")));
  EXPECT_EQ(hex(s1), hex(tree.bytes("S1_hex")));
  auto blocks = join({tree.bytes("B0_hex"), tree.bytes("B_aad_hex"), tree.bytes("B_msg_hex")});
  ASSERT_TRUE(aes.cbc_encrypt(in.key, {}, blocks));
  const auto cbc_mac = ByteView{blocks}.last(crypto::kAesBlockSize);
  EXPECT_EQ(hex(cbc_mac), hex(tree.bytes("cbc_mac_T_hex")));
  const auto full_tag = xor_of(cbc_mac, s0);
  EXPECT_EQ(hex(full_tag), hex(tree.bytes("tag_full16_T_xor_S0_hex")));

  const auto expected_tag = tree.bytes("tag_hex");
  EXPECT_EQ(hex(ByteView{full_tag}.first(expected_tag.size())), hex(expected_tag));
  EXPECT_EQ(hex(xor_of(in.message, s1)), hex(tree.bytes("ciphertext_hex")));
}

/// What host and chip together make of a message, with a key of its own for each tag size.
void check_sealed(ByteView key, ByteView nonce_bytes, ByteView associated_data, ByteView message,
                  const Bytes& ciphertext, const Bytes& tag) {
  devices::SimulatedBoard board{1};
  devices::RandomSource random{1, "host"};
  crypto_openssl::OpensslCrypto crypto{random.rng()};
  host::Device device{board.transport()};
  const wire::SlotNumber slot{0};
  ASSERT_TRUE(device.call(wire::PutSymmetricControlFields{
      slot, {.flags = wire::SlotControlFields::kWrappedAnonymous}}));
  const auto info =
      host::ccm_star_key_info(slot, {.tag = *host::TagSize::of(tag.size(), host::AcceptWeakTag{})});
  ASSERT_TRUE(info);
  ASSERT_TRUE(host::write_key_wrapped(device, {crypto.ecdh(), crypto.hkdf(), crypto.key_wrap()},
                                      Curve::kX25519, *info, key));
  host::CcmStarKey ccm{device, *info};
  const auto nonce = host::Nonce::chosen_by_caller(nonce_bytes);
  Bytes sealed(message.size());
  Bytes made_tag(tag.size());
  ASSERT_TRUE(ccm.encrypt_with(*nonce, associated_data, message, sealed, made_tag));
  EXPECT_EQ(hex(sealed), hex(ciphertext));
  EXPECT_EQ(hex(made_tag), hex(tag));
  Bytes opened(message.size());
  ASSERT_TRUE(ccm.decrypt(*nonce, associated_data, ciphertext, tag, opened));
  EXPECT_EQ(hex(opened), hex(message));
}

void check_variants(Tree& tree, const Inputs& in) {
  tree.object("tag4_no_aad").skip({"matches_vendor_markdown_log"});
  for (const auto* name : {"tag8_aad8", "tag16_aad8", "tag0_ctr_submode", "tag4_no_aad"}) {
    SCOPED_TRACE(name);
    auto& variant = tree.object(name);
    const bool without = std::string_view{name} == "tag4_no_aad";
    check_sealed(in.key, in.nonce, without ? ByteView{} : ByteView{in.associated_data}, in.message,
                 variant.bytes("ciphertext_hex"), variant.bytes("tag_hex"));
  }
}

void check_logs(Tree& tree) {
  tree.skip({"note"});
  for (const auto* name : {"ccm_establishment_log", "ccm_management_log"}) {
    SCOPED_TRACE(name);
    auto& log = tree.object(name);
    check_sealed(log.bytes("key_hex"), log.bytes("nonce_hex"), log.bytes("aad_hex"),
                 log.bytes("plaintext_hex"), log.bytes("ciphertext_hex"), log.bytes("tag_hex"));
  }
  // Generate MAC is not covered yet.
  tree.skip({"cmac_establishment_log", "cmac_management_log"});
}

/// Both ends make the chip's half of an exchange from the same private key.
void check_generate_ecdhe(const Exchange& exchange, const Inputs& in) {
  PreparedChip chip;
  chip.rng().add(in.device_private);
  chip.start();
  EXPECT_EQ(hex(chip.answer(exchange.command)), hex(exchange.response));
  ScriptedTransport transport;
  transport.expect(exchange.command, exchange.response);
  host::Device device{transport};
  EXPECT_TRUE(device.call(wire::GenerateEcdhe{Curve::kNistP256}));
}

/// The values between the frames: part 02, section 4.
void check_established_keys(Tree& tree) {
  ScriptedRng no_random;
  crypto_openssl::OpensslCrypto crypto{no_random};
  crypto::SharedSecret secret;
  ASSERT_TRUE(secret.assign(tree.bytes("hkdf_ikm_hex")));
  EXPECT_EQ(hex(tree.bytes("hkdf_salt_hex")), hex(channel::kAgreementSalt));
  EXPECT_EQ(hex(tree.bytes("hkdf_info_hex")), "1213");
  channel::KeyMaterial material;
  ASSERT_TRUE(channel::derive_symmetric_keys(crypto.hkdf(), secret, 32 + 16, material));
  EXPECT_EQ(hex(material.reveal()), hex(tree.bytes("okm_hex")));
  EXPECT_EQ(hex(material.reveal()),
            hex(join({tree.bytes("confirmation_key_hex"), tree.bytes("slot5_key_hex"),
                      tree.bytes("slot6_key_hex")})));
  const auto mac = channel::confirmation_mac(crypto.cmac(), material, tree.bytes("mac_input_hex"));
  ASSERT_TRUE(mac);
  EXPECT_EQ(hex(*mac), hex(tree.bytes("confirmation_mac_hex")));
  EXPECT_TRUE(tree.text("aes_cmac_full_hex").starts_with(hex(*mac)));
}

void check_establishment(Tree& tree, const Inputs& in) {
  const auto steps = tree.objects("steps");
  ASSERT_EQ(steps.size(), 3U);
  const std::array exchanges{
      read_exchange(*steps[0]), read_exchange(*steps[1]),
      read_exchange(*steps[2], {"confirmation_mac_hex", "key_info_1_length_hex", "key_info_1_hex",
                                "key_info_2_length_hex", "key_info_2_hex"})};
  check_generate_ecdhe(exchanges[0], in);

  PreparedChip chip;
  for (const auto slot : {5U, 6U}) {
    chip.stored().symmetric_control[slot].flags = wire::SlotControlFields::kEcdheAnonymous;
  }
  chip.rng().add(in.device_private);
  chip.start();
  for (const auto& exchange : exchanges) {
    EXPECT_EQ(hex(chip.answer(exchange.command)), hex(exchange.response)) << exchange.step;
  }
  const auto& slots = chip.device().stored().symmetric;
  EXPECT_EQ(hex(slots[5].value.reveal()), hex(tree.bytes("slot5_key_hex")));
  EXPECT_EQ(hex(slots[6].value.reveal()), hex(tree.bytes("slot6_key_hex")));
  check_established_keys(tree);
  tree.skip({"note", "hkdf_prk_hex"});  // the PRK is inside one call of crypto::Hkdf
}

/// Text and digest of the signature, and that it is one.
void check_signature(Tree& tree, Tree& derived) {
  Fixed<wire::kMaxSignedSize> buffer{};
  wire::Writer w{buffer};
  const auto host_key = read_public_key(derived, "host_ephemeral");
  const auto device_key = read_public_key(derived, "device_ephemeral");
  wire::encode_to_be_signed(w, host_key, device_key);
  ASSERT_TRUE(w.finish());
  EXPECT_EQ(hex(*w.finish()), hex(tree.bytes("to_be_signed_hex")));

  ScriptedRng no_random;
  crypto_openssl::OpensslCrypto crypto{no_random};
  channel::SignedData signed_buffer{};
  const auto data = channel::signed_data(crypto.hash(), Curve::kNistP256, HashAlgorithm::kSha256,
                                         host_key, device_key, signed_buffer);
  ASSERT_TRUE(data);
  EXPECT_EQ(hex(*data), hex(tree.bytes("sha256_hex")));
  EXPECT_TRUE(crypto.signature().verify(read_public_key(tree, "signing"),
                                        crypto::EddsaVariant::kPure, *data,
                                        join({tree.bytes("r_hex"), tree.bytes("s_hex")})));
}

/// The chip takes both authenticated forms, each with a new ephemeral key.
void check_authenticated_chip(Tree& tree, const Inputs& in,
                              std::initializer_list<Exchange> exchanges) {
  for (const auto& exchange : exchanges) {
    PreparedChip chip;
    chip.stored().public_keys[1] = {.flags = wire::kAllPublicKeyFlags,
                                    .present = true,
                                    .key = read_public_key(tree, "signing")};
    chip.rng().add(in.device_private);
    chip.start();
    // Part 02, section 11.2.
    EXPECT_EQ(chip.answer("1f0b00082a8648ce3d030107c26a"_hex).size(), 84U);
    EXPECT_EQ(hex(chip.answer(exchange.command)), hex(exchange.response)) << exchange.step;
  }
}

void check_authenticated(Tree& tree, Tree& derived, const Inputs& in) {
  check_signature(tree, derived);
  auto& start = tree.object("start_volatile_kek");
  const auto exchange = read_exchange(start);
  auto& fields = start.object("command").object("fields");
  const auto r = tree.bytes("r_hex");
  const auto s = tree.bytes("s_hex");
  const auto hash = fields.bytes("hash_algorithm_id_hex");
  const auto slot = fields.bytes("public_key_slot_hex").at(0);
  EXPECT_EQ(hex(fields.bytes("r_hex")), hex(r));
  EXPECT_EQ(hex(fields.bytes("s_hex")), hex(s));
  const auto tail =
      join({fields.bytes("algorithm_id_hex"), fields.bytes("filler_hex"), Fixed<1>{slot}, hash,
            fields.bytes("r_length_hex"), r, fields.bytes("s_length_hex"), s});
  EXPECT_TRUE(start.object("command").text("payload_hex").ends_with(hex(tail)));

  using Authentication = wire::AgreementAuthentication;
  ScriptedTransport transport;
  transport.expect(exchange.command, exchange.response);
  host::Device device{transport};
  const Authentication authentication{
      .public_key_slot = Authentication::PublicKeySlot{std::to_integer<std::uint8_t>(slot)},
      .hash = wire::Prefixed{ByteView{hash}.subspan(2)},
      .r = wire::Prefixed{r},
      .s = wire::Prefixed{s}};
  const auto host_key = read_public_key(derived, "host_ephemeral");
  EXPECT_TRUE(device.call(wire::StartVolatileKekSession{.host_public_key = host_key,
                                                        .authentication = authentication}));
  const auto establish = read_exchange(tree.object("establish_symmetric_keys"));
  transport.expect(establish.command, establish.response);
  EXPECT_TRUE(device.call(
      wire::EstablishSymmetricKeys{.host_public_key = host_key, .authentication = authentication}));
  check_authenticated_chip(tree, in, {exchange, establish});
  tree.skip({"note", "signing_private_hex"});  // the signature is given: RFC 6979
}

void check_companions(Tree& tree, Tree& derived, const Inputs& in) {
  check_variants(tree.object("ccm_variants_same_key_nonce_message"), in);
  check_logs(tree.object("vendor_markdown_logs"));
  check_establishment(tree.object("establish_two_keys"), in);
  check_authenticated(tree.object("authenticated_sessions"), derived, in);
  // Not covered yet: GCM, Derive keys, HMAC, local envelopes.
  tree.skip({"gcm_same_key", "hkdf", "hmac_sha256", "local_envelope_key_wrap"});
}

TEST(WrappedCcmWorkedExample, IsReproducedByHostAndChip) {
  testing_support::check_file("wrapped-ccm-worked-example.json", [](Tree& tree) {
    tree.skip({"title", "provenance", "verification", "hex_convention"});
    auto& constants = tree.object("constants");
    EXPECT_EQ(hex(constants.bytes("kek_algorithm_id_hex")), "01");
    EXPECT_EQ(hex(constants.bytes("establish_algorithm_id_hex")), "02");
    EXPECT_EQ(hex(constants.bytes("label_symmetric_key_hex")), "12");
    EXPECT_EQ(hex(constants.bytes("label_confirmation_key_hex")), "13");
    constants.skip({"aes_key_wrap_iv_hex"});  // inside the key wrap
    const auto in = read_inputs(tree.object("inputs"));
    const auto steps = read_steps(tree.objects("steps"));
    auto& derived = tree.object("derived");
    check_host(in, steps);
    check_chip(in, steps);
    check_keks(derived, constants, in);
    check_envelope(derived, in);
    check_ccm(derived.object("ccm"), in);
    check_companions(tree.object("companion_vectors"), derived, in);
  });
}

}  // namespace
}  // namespace stsafe::vectors::worked_example_test
