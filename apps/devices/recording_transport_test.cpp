#include "apps/devices/recording_transport.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "apps/devices/failure.h"
#include "apps/devices/simulated_board.h"
#include "ports/pcapng/i2c_transaction.h"
#include "ports/pcapng/reader.h"
#include "stsafe/host/device.h"
#include "stsafe/host/ecb_key.h"
#include "stsafe/host/host_keys.h"
#include "stsafe/host/key_plaintext.h"
#include "stsafe/host/password.h"
#include "stsafe/host/random.h"
#include "stsafe/host/slot_control_fields.h"
#include "tests/support/full_disk.h"
#include "tests/support/scripted_transport.h"
#include "tests/support/temporary_folder.h"

namespace stsafe::devices::recording_transport_test {
namespace {

using pcapng::Direction;
using testing_support::Bytes;
using testing_support::hex;
using testing_support::ScriptedTransport;
using testing_support::TemporaryFolder;
using Secrets = RecordingTransport::Secrets;

constexpr link::Expectation kTypical{link::ShortTime{5'000}};

/// A recording of a scripted chip.
class Recording : public testing::Test {
 protected:
  RecordingTransport open(Secrets secrets = Secrets::kRedacted) {
    return {chip_,  clock_,  file_,
            "test", secrets, [this](std::string_view line) { troubles_.emplace_back(line); }};
  }
  std::vector<pcapng::Packet> packets() const {
    std::ifstream in{file_, std::ios::binary};
    pcapng::Reader reader{in};
    std::vector<pcapng::Packet> all;
    for (;;) {
      const auto packet = reader.next();
      EXPECT_TRUE(packet);
      if (!packet || !*packet) return all;
      all.push_back(**packet);
    }
  }

  TemporaryFolder folder_;
  std::string file_ = folder_.file("t.pcapng");
  ScriptedTransport chip_;
  link::VirtualClock clock_;
  std::vector<std::string> troubles_;
  Fixed<64> reply_{};
};

// Protocol part 01, section 1.11; the first byte of a transaction is address 20 and direction.
TEST_F(Recording, HoldsEachFrameAsATransaction) {
  const auto echo = "00 01 02 03 A7 29"_hex;
  const auto answer = "00 00 05 01 02 03 A7 29"_hex;
  chip_.expect(echo, answer);
  auto recorder = open();
  clock_.sleep(link::Microseconds{1'234});
  const auto response = recorder.exchange(echo, reply_, kTypical);
  ASSERT_TRUE(response);
  EXPECT_EQ(hex(*response), hex(answer));

  const auto all = packets();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(hex(all[0].data), hex("00 00000000 40 00010203A729"_hex));
  EXPECT_EQ(all[0].direction, Direction::kOutbound);
  EXPECT_EQ(all[0].time, link::Microseconds{1'234});
  EXPECT_EQ(all[0].comment, "");
  EXPECT_EQ(hex(all[1].data), hex("00 00000000 41 000005010203A729"_hex));
  EXPECT_EQ(all[1].direction, Direction::kInbound);
}

TEST_F(Recording, HoldsAnExchangeThatFailed) {
  const auto query = "14 08 71 FE"_hex;
  chip_.expect(query, LinkError::kNoAnswer);
  auto recorder = open();
  EXPECT_TRUE(recorder.exchange(query, reply_, kTypical).failed_with(LinkError::kNoAnswer));
  const auto all = packets();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(hex(all[1].data), hex("00 00000000 41"_hex));
  EXPECT_EQ(all[1].comment.substr(0, 16), "failed: link 9: ");
}

TEST_F(Recording, IsReadableWhileItGoesOn) {
  const auto query = "14 08 71 FE"_hex;
  chip_.expect(query, "00 00 03 03 3D DC"_hex);
  auto recorder = open();
  EXPECT_EQ(packets().size(), 0U);
  ASSERT_TRUE(recorder.exchange(query, reply_, kTypical));
  EXPECT_EQ(packets().size(), 2U);
}

// The frames are those of Redaction.KeepsSizesAndFitsTheChecksum.
TEST_F(Recording, RedactsSecretsAndMarksThem) {
  const auto password = "1A 00112233445566778899AABBCCDDEEFF 4060"_hex;
  chip_.expect(password, "0A 00 02 5F 22"_hex);
  auto recorder = open();
  ASSERT_TRUE(recorder.exchange(password, reply_, kTypical));
  const auto all = packets();
  EXPECT_EQ(hex(all[0].data), hex("00 00000000 40 1A 5245444143544544 5245444143544544 7DA8"_hex));
  EXPECT_EQ(all[0].comment, "redacted: password 1+16");
  EXPECT_EQ(all[1].comment, "");
}

TEST_F(Recording, KeepsSecretsIfItIsToldTo) {
  const auto password = "1A 00112233445566778899AABBCCDDEEFF 4060"_hex;
  chip_.expect(password, "0A 00 02 5F 22"_hex);
  auto recorder = open(Secrets::kKept);
  ASSERT_TRUE(recorder.exchange(password, reply_, kTypical));
  const auto all = packets();
  EXPECT_EQ(hex(all[0].data), hex("00 00000000 40 1A 00112233445566778899AABBCCDDEEFF 4060"_hex));
  EXPECT_EQ(all[0].comment, "");
}

TEST_F(Recording, BelongsToItsOwnerAlone) {
  const auto recorder = open();
  struct stat facts{};
  ASSERT_EQ(::stat(file_.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 07777, 0600U);
}

TEST_F(Recording, OverwritesNothing) {
  std::ofstream{file_} << "precious";
  try {
    open();
    ADD_FAILURE() << "overwritten";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), Failure::Kind::kUsage);
    EXPECT_NE(std::string{failure.what()}.find("is there already"), std::string::npos);
  }
  std::string content;
  std::ifstream{file_} >> content;
  EXPECT_EQ(content, "precious");
}

TEST_F(Recording, EndsWhenTheDiskIsFullAndTheDeviceGoesOn) {
  const auto query = "14 08 71 FE"_hex;
  for (int i = 0; i < 3; ++i) chip_.expect(query, "00 00 03 03 3D DC"_hex);
  auto recorder = open();
  ASSERT_TRUE(recorder.exchange(query, reply_, kTypical));
  {
    const testing_support::FullDisk disk{std::filesystem::file_size(file_)};
    EXPECT_TRUE(recorder.exchange(query, reply_, kTypical));
  }
  EXPECT_TRUE(recorder.exchange(query, reply_, kTypical));
  EXPECT_EQ(packets().size(), 2U);
  ASSERT_EQ(troubles_.size(), 1U);
  EXPECT_EQ(troubles_[0],
            "recording '" + file_ + "' ends here: File too large; the device goes on");
}

/// True if four bytes in a row of the secret stand in the file.
bool shows(const std::string& file, ByteView secret) {
  std::ifstream in{file, std::ios::binary};
  const std::string content{std::istreambuf_iterator<char>{in}, {}};
  EXPECT_FALSE(content.empty());
  constexpr std::size_t window = 4;
  for (std::size_t at = 0; at + window <= secret.size(); ++at) {
    const std::string_view piece{reinterpret_cast<const char*>(&secret[at]), window};
    if (content.find(piece) != std::string::npos) return true;
  }
  return false;
}

// Every kind of secret that the host sends in plaintext, and answers that are secret.
constexpr auto kMacKey = "00112233445566778899AABBCCDDEEFF"_hex;
constexpr auto kCipherKey = "0123456789ABCDEF0123456789ABCDEF"_hex;
constexpr auto kKey = "F0E1D2C3B4A5968778695A4B3C2D1E0F"_hex;
constexpr auto kPassword = "9D4C1BEA7730C25F81A6D3F90E6842B7"_hex;
constexpr auto kMessage = "C71E8F2A5DB4936006E17BD8A94F3C52"_hex;

void send_secrets(link::Transport& transport, ByteSpan random, ByteSpan ciphertext) {
  const wire::SlotNumber slot{0};
  host::Device device{transport};
  ASSERT_TRUE(device.initialise());
  ASSERT_TRUE(
      host::write_host_keys_plaintext(device, wire::HostKeyType::kAes128, kMacKey, kCipherKey));
  const wire::SlotControlFields plaintext{.flags = wire::SlotControlFields::kPlaintext};
  ASSERT_TRUE(host::put_slot_control_fields(device, slot, plaintext));
  const auto info = host::ecb_key_info(slot, {.type = wire::KeyType::kAes128});
  ASSERT_TRUE(info);
  ASSERT_TRUE(host::write_key_plaintext(device, *info, kKey));
  static_cast<void>(host::verify_password(device, kPassword));  // sent, whatever the chip says
  Fixed<16> decrypted{};
  host::EcbKey unasked{device, *info};  // the recorder cannot know the key's mode yet
  ASSERT_TRUE(unasked.encrypt(kMessage, ciphertext));
  ASSERT_TRUE(unasked.decrypt(ciphertext, decrypted));
  auto asked = host::EcbKey::open(device, slot);
  ASSERT_TRUE(asked);
  ASSERT_TRUE(asked->encrypt(kMessage, ciphertext));
  ASSERT_TRUE(asked->decrypt(ciphertext, decrypted));
  EXPECT_EQ(decrypted, kMessage);
  ASSERT_TRUE(host::generate_random(device, random));
}

TEST(RecordingOfAChip, HasNoPieceOfASecret) {
  const TemporaryFolder folder;
  const auto file = folder.file("t.pcapng");
  SimulatedBoard board{1};
  Fixed<32> random{};
  Fixed<16> ciphertext{};
  {
    RecordingTransport recorder{board.transport(),  board.clock(),          file, "sim",
                                Secrets::kRedacted, [](std::string_view) {}};
    send_secrets(recorder, random, ciphertext);
  }
  for (const ByteView secret : {ByteView{kMacKey}, ByteView{kCipherKey}, ByteView{kKey},
                                ByteView{kPassword}, ByteView{kMessage}, ByteView{random}}) {
    EXPECT_FALSE(shows(file, secret)) << hex(secret);
  }
  EXPECT_TRUE(shows(file, ciphertext)) << "what is not secret stays";
}

// What the test above looks for is found where it is.
TEST(RecordingOfAChip, HasAllSecretsIfTheyAreKept) {
  const TemporaryFolder folder;
  const auto file = folder.file("t.pcapng");
  SimulatedBoard board{1};
  Fixed<32> random{};
  Fixed<16> ciphertext{};
  {
    RecordingTransport recorder{board.transport(), board.clock(),          file, "sim",
                                Secrets::kKept,    [](std::string_view) {}};
    send_secrets(recorder, random, ciphertext);
  }
  for (const ByteView secret : {ByteView{kMacKey}, ByteView{kCipherKey}, ByteView{kKey},
                                ByteView{kPassword}, ByteView{kMessage}, ByteView{random}}) {
    EXPECT_TRUE(shows(file, secret)) << hex(secret);
  }
}

}  // namespace
}  // namespace stsafe::devices::recording_transport_test
