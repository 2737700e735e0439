#include <gtest/gtest.h>

#include <optional>

#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/host_session.h"
#include "stsafe/host/kek_session.h"
#include "stsafe/wire/commands/kek_session.h"
#include "stsafe/wire/envelope.h"
#include "tests/support/prepared_chip.h"
#include "tests/support/scripted_transport.h"
#include "tests/support/tree.h"

// The runs of the vendor's library: repeated by this host, and answered by the simulated chip.
namespace stsafe::vectors::vendor_host_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::PreparedChip;
using testing_support::ScriptedRng;
using testing_support::ScriptedTransport;
using testing_support::Tree;

struct Exchange {
  std::string step;
  Bytes command;
  Bytes response;
  std::optional<std::uint32_t> cmac_counter;
  std::optional<Bytes> decrypted_command_payload;
  std::optional<Bytes> key_agreement_algorithm_id;
  std::optional<Bytes> shared_secret;
  std::optional<Bytes> base_kek;
  std::optional<Bytes> working_kek;
  std::optional<Bytes> envelope_plaintext;
};

struct Recording {
  std::string protection;
  Bytes host_mac_key, host_cipher_key, host_private, device_private, aes_key;
  std::uint32_t counter_at_start = 0;
  wire::KeyInfo key_info;
  Bytes nonce, associated_data, message;
  std::vector<Exchange> exchanges;

  const Exchange& first_with(std::optional<Bytes> Exchange::* field) const {
    for (const auto& e : exchanges) {
      if (e.*field) return e;
    }
    ADD_FAILURE() << "no such exchange";
    return exchanges.front();
  }
};

std::optional<Bytes> bytes_if_there(Tree& tree, const char* field) {
  if (!tree.has(field)) return std::nullopt;
  return tree.bytes(field);
}

wire::KeyInfo read_key_info(Tree& tree) {
  EXPECT_EQ(tree.text("type"), "AES-256 (1)");
  EXPECT_EQ(tree.text("mode"), "CCM* (0)");
  EXPECT_EQ(tree.text("usage"), "encrypt+decrypt");
  EXPECT_EQ(tree.number("counter_presence"), 0U);
  const wire::SlotNumber slot{static_cast<std::uint8_t>(tree.number("slot"))};
  const auto tag = host::TagSize::of(tree.number("tag_length"), host::AcceptWeakTag{});
  EXPECT_TRUE(tag);
  const auto lock = static_cast<wire::Lock>(tree.number("lock_indicator"));
  const auto info = host::ccm_star_key_info(slot, {.tag = *tag, .lock = lock});
  EXPECT_TRUE(info);
  return *info;
}

Exchange read_exchange(Tree& tree) {
  Exchange e;
  e.step = tree.text("step");
  e.command = tree.bytes("command");
  e.response = tree.bytes("response");
  if (tree.has("cmac_counter")) e.cmac_counter = tree.number("cmac_counter");
  e.decrypted_command_payload = bytes_if_there(tree, "decrypted_command_payload");
  e.key_agreement_algorithm_id = bytes_if_there(tree, "key_agreement_algorithm_id");
  e.shared_secret = bytes_if_there(tree, "shared_secret");
  e.base_kek = bytes_if_there(tree, "base_kek");
  e.working_kek = bytes_if_there(tree, "working_kek");
  e.envelope_plaintext = bytes_if_there(tree, "envelope_plaintext");
  return e;
}

Recording read_recording(Tree& tree) {
  tree.skip({"title", "source", "layout"});
  Recording r;
  r.protection = tree.text("protection");
  auto& inputs = tree.object("inputs");
  r.host_mac_key = inputs.bytes("host_mac_key");
  r.host_cipher_key = inputs.bytes("host_cipher_key");
  r.counter_at_start = inputs.number("cmac_counter_at_start");
  r.host_private = inputs.bytes("host_ephemeral_private_key_p256");
  r.device_private = inputs.bytes("device_ephemeral_private_key_p256");
  r.aes_key = inputs.bytes("aes_key");
  r.key_info = read_key_info(inputs.object("key_info"));
  r.nonce = inputs.bytes("nonce");
  r.associated_data = inputs.bytes("associated_data");
  r.message = inputs.bytes("message");
  for (auto* exchange : tree.objects("exchanges")) r.exchanges.push_back(read_exchange(*exchange));
  return r;
}

class VendorHost : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    testing_support::check_file(GetParam(), [&](Tree& tree) { recorded_ = read_recording(tree); });
  }
  Recording recorded_;
};

/// This host, doing what the vendor's did, step by step.
class Host {
 public:
  Host(const Recording& recorded, link::Transport& transport)
      : recorded_(recorded), rng_(recorded.host_private), device_(transport) {}

  void run(const std::string& step) {
    SCOPED_TRACE(step);
    if (step == "initialise") return initialise();
    if (step == "open host session") return open_session();
    if (step == "echo 5a3311") return echo();
    if (step == "provision wrapped AES-256 CCM* key") return provision();
    if (step == "CCM* encrypt") return encrypt();
    if (step == "CCM* decrypt") return decrypt();
    FAIL() << "unknown step";
  }
  wire::SequenceCounter counter() const { return session_.counter(); }

 private:
  // The vendor's library asks for the table twice: for its size, and for its records.
  void initialise() {
    ASSERT_TRUE(device_.initialise());
    ASSERT_TRUE(device_.call(wire::QueryCommandAuthorization{}));
  }
  void open_session() {
    ASSERT_TRUE(session_.open(wire::HostKeyType::kAes128, recorded_.host_mac_key,
                              recorded_.host_cipher_key));
    EXPECT_EQ(session_.counter().raw(), recorded_.counter_at_start);
  }
  void echo() {
    const auto answer = device_.call(wire::Echo{wire::Tail{"5a3311"_hex}});
    ASSERT_TRUE(answer);
    EXPECT_EQ(hex(answer->message.bytes()), "5a3311");
  }
  void provision() {
    host::KekSession kek{device_, {crypto_.ecdh(), crypto_.hkdf(), crypto_.key_wrap()}};
    ASSERT_TRUE(kek.open(Curve::kNistP256));
    ASSERT_TRUE(kek.write(recorded_.key_info, recorded_.aes_key));
    ASSERT_TRUE(kek.close());
    EXPECT_TRUE(rng_.is_used_up());
  }
  void encrypt() {
    const auto nonce = host::Nonce::chosen_by_caller(recorded_.nonce);
    ASSERT_TRUE(nonce);
    sealed_.resize(recorded_.message.size());
    tag_.resize(key_.tag_size());
    const auto used =
        key_.encrypt_with(*nonce, recorded_.associated_data, recorded_.message, sealed_, tag_);
    ASSERT_TRUE(used);
    EXPECT_EQ(*used, *nonce);
  }
  void decrypt() {
    const auto nonce = host::Nonce::chosen_by_caller(recorded_.nonce);
    Bytes message(recorded_.message.size());
    ASSERT_TRUE(key_.decrypt(*nonce, recorded_.associated_data, sealed_, tag_, message));
    EXPECT_EQ(hex(message), hex(recorded_.message));
  }

  const Recording& recorded_;
  ScriptedRng rng_;
  crypto_openssl::OpensslCrypto crypto_{rng_};
  host::Device device_;
  host::HostSession session_{device_, crypto_.aes(), crypto_.cmac()};
  host::CcmStarKey key_{device_, recorded_.key_info};
  Bytes sealed_;
  Bytes tag_;
};

TEST_P(VendorHost, SendsWhatThisHostSends) {
  ScriptedTransport transport;
  for (const auto& e : recorded_.exchanges) transport.expect(e.command, e.response);
  Host host{recorded_, transport};

  std::string done;
  std::uint32_t counter = recorded_.counter_at_start;
  for (const auto& e : recorded_.exchanges) {
    if (e.step != done) host.run(e.step);
    done = e.step;
    if (e.cmac_counter) counter = *e.cmac_counter + 1;
  }
  EXPECT_TRUE(transport.is_finished());
  EXPECT_EQ(host.counter().raw(), counter);
}

/// The rules that the file states in prose.
void apply_protection(const std::string& protection, PreparedChip& chip) {
  const bool is_encrypted =
      protection == "same four commands, access condition 3 and both encryption flags (3)";
  const bool is_authenticated =
      protection ==
      "Echo, Encrypt, Decrypt and WriteSymmetricKeyWrapped need the host C-MAC (access condition "
      "3, no encryption flags)";
  const bool is_free = protection == "no command protected (every access condition FREE)";
  ASSERT_TRUE(is_encrypted || is_authenticated || is_free) << protection;
  if (is_free) return;
  for (const auto opcode : {0x00, 0x1B, 0x1C, 0x1F09}) {
    chip.set_rule({.opcode = wire::Opcode{static_cast<std::uint16_t>(opcode)},
                   .access = wire::CommandAccess::kHost,
                   .encrypt_command = is_encrypted,
                   .encrypt_response = is_encrypted});
  }
}

// The answers to the queries of the first step are shortened in the files.
TEST_P(VendorHost, GetsTheAnswersOfTheSimulatedChip) {
  PreparedChip chip;
  apply_protection(recorded_.protection, chip);
  chip.set_host_keys(wire::HostKeyType::kAes128, recorded_.host_mac_key, recorded_.host_cipher_key,
                     recorded_.counter_at_start);
  chip.stored().symmetric_control[0].flags = wire::SlotControlFields::kWrappedAnonymous;
  chip.rng().add(recorded_.device_private);
  chip.start();

  for (const auto& e : recorded_.exchanges) {
    if (e.step == "initialise") continue;
    SCOPED_TRACE(e.step);
    if (e.cmac_counter) {
      EXPECT_EQ(chip.device().stored().host_key.counter.raw(), *e.cmac_counter);
    }
    EXPECT_EQ(hex(chip.answer(e.command)), hex(e.response));
  }
  EXPECT_TRUE(chip.rng().is_used_up());
}

class VendorHostValues : public VendorHost {
 protected:
  ScriptedRng rng_;
  crypto_openssl::OpensslCrypto crypto_{rng_};
  channel::Protection protection_{crypto_.aes(), crypto_.cmac()};
};

TEST_P(VendorHostValues, HaveTheMacsOfTheHostSession) {
  channel::HostKeys keys;
  ASSERT_TRUE(
      keys.assign(wire::HostKeyType::kAes128, recorded_.host_mac_key, recorded_.host_cipher_key));
  for (const auto& e : recorded_.exchanges) {
    if (!e.cmac_counter) continue;
    SCOPED_TRACE(e.step);
    const wire::SequenceCounter counter{*e.cmac_counter};
    const auto command = wire::parse_command(e.command);
    const auto response = wire::parse_response(e.response);
    ASSERT_TRUE(command && response);
    const auto payload = command->body.first(command->body.size() - wire::kMacSize);
    const channel::CommandImage image{command->header, payload};
    const auto command_mac = protection_.command_mac(keys, counter, image);
    ASSERT_TRUE(command_mac);
    EXPECT_EQ(hex(*command_mac), hex(command->body.last(wire::kMacSize)));
    const auto answer = response->payload.first(response->payload.size() - wire::kMacSize);
    const auto response_mac =
        protection_.response_mac(keys, counter, image, response->header, answer);
    ASSERT_TRUE(response_mac);
    EXPECT_EQ(hex(*response_mac), hex(response->payload.last(wire::kMacSize)));
    if (!e.decrypted_command_payload) continue;

    auto plain = testing_support::to_bytes(payload);
    const auto size = protection_.decrypt(keys, counter, channel::Direction::kCommand, plain);
    ASSERT_TRUE(size);
    EXPECT_EQ(hex(ByteView{plain}.first(*size)), hex(*e.decrypted_command_payload));
  }
}

TEST_P(VendorHostValues, HaveTheKeysOfTheKekSession) {
  const auto& start = recorded_.first_with(&Exchange::shared_secret);
  const auto start_frame = wire::parse_command(start.command);
  ASSERT_TRUE(start_frame);
  const auto started = wire::decode_message<wire::StartVolatileKekSession>(start_frame->body);
  ASSERT_TRUE(started);
  EXPECT_EQ(hex(std::array{static_cast<std::byte>(started->algorithm)}),
            hex(start.key_agreement_algorithm_id.value()));
  EXPECT_FALSE(started->authentication);

  rng_.add(recorded_.device_private);
  crypto::PrivateKey device_private;
  PublicKey device_public;
  ASSERT_TRUE(crypto_.ecdh().generate(Curve::kNistP256, device_private, device_public));
  crypto::SharedSecret secret;
  ASSERT_TRUE(crypto_.ecdh().agree(device_private, started->host_public_key, secret));
  EXPECT_EQ(hex(secret.reveal()), hex(start.shared_secret.value()));
  channel::Kek base;
  ASSERT_TRUE(channel::derive_base_kek(crypto_.hkdf(), secret, device_public,
                                       started->host_public_key, base));
  EXPECT_EQ(hex(base.reveal()), hex(start.base_kek.value()));
}

TEST_P(VendorHostValues, HaveTheEnvelopeOfTheKey) {
  const auto& start = recorded_.first_with(&Exchange::base_kek);
  const auto& write = recorded_.first_with(&Exchange::envelope_plaintext);
  channel::Kek base;
  ASSERT_TRUE(base.assign(start.base_kek.value()));
  channel::Kek working;
  ASSERT_TRUE(channel::derive_working_kek(crypto_.hkdf(), base, 1, working));
  EXPECT_EQ(hex(working.reveal()), hex(write.working_kek.value()));

  Fixed<wire::kMaxEnvelopeSize> plain{};
  const auto size = wire::write_envelope(recorded_.key_info, recorded_.aes_key, plain);
  ASSERT_TRUE(size);
  const auto envelope = ByteView{plain}.first(*size);
  EXPECT_EQ(hex(envelope), hex(write.envelope_plaintext.value()));

  Bytes wrapped(envelope.size() + crypto::kKeyWrapOverhead);
  ASSERT_TRUE(crypto_.key_wrap().wrap(working.reveal(), envelope, wrapped));
  const auto frame = wire::parse_command(write.command);
  ASSERT_TRUE(frame);
  const auto mac_size = write.cmac_counter ? wire::kMacSize : 0;
  const auto sent = write.decrypted_command_payload.value_or(
      testing_support::to_bytes(frame->body.first(frame->body.size() - mac_size)));
  EXPECT_EQ(hex(wrapped), hex(sent));
}

constexpr const char* kFiles[] = {"vendor-host-free.json", "vendor-host-cmac.json",
                                  "vendor-host-cmac-encrypted.json"};
INSTANTIATE_TEST_SUITE_P(Recordings, VendorHost, testing::ValuesIn(kFiles));
INSTANTIATE_TEST_SUITE_P(Recordings, VendorHostValues, testing::ValuesIn(kFiles));

}  // namespace
}  // namespace stsafe::vectors::vendor_host_test
