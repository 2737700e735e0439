#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "ports/crypto_openssl/openssl_crypto.h"
#include "stsafe/base/hex.h"
#include "stsafe/sim/device.h"
#include "stsafe/sim/profile/spl05.h"
#include "tests/support/random_state.h"

// A chip that loses its power while it stores something: afterwards its state is the old or the
// new one, and it has said nothing that is not true.
namespace stsafe::sim {
namespace {

using Bytes = std::vector<std::byte>;
constexpr auto kMacKey = "00112233445566778899AABBCCDDEEFF"_hex;
constexpr auto kCipherKey = "0123456789ABCDEF0123456789ABCDEF"_hex;

/// Fails at one operation, before or after it took effect.
class FailingStore final : public Store {
 public:
  /// Lets `num_good` operations pass and fails the next one.
  void fail_after(int num_good, bool takes_effect) {
    countdown_ = num_good;
    takes_effect_ = takes_effect;
  }
  void work() { countdown_ = -1; }
  int num_operations() const { return num_operations_; }
  bool has_failed() const { return has_failed_; }

  Result<void, StoreError> load(Nvm& state) override {
    return attempt([&] { return inner_.load(state); });
  }
  Result<void, StoreError> create(const Nvm& state) override {
    return attempt([&] { return inner_.create(state); });
  }
  Result<void, StoreError> commit(const Nvm& next, std::span<const RecordId> changed) override {
    return attempt([&] { return inner_.commit(next, changed); });
  }

 private:
  Result<void, StoreError> attempt(const std::function<Result<void, StoreError>()>& operation) {
    ++num_operations_;
    if (countdown_ != 0) {
      if (countdown_ > 0) --countdown_;
      return operation();
    }
    has_failed_ = true;
    if (takes_effect_) static_cast<void>(operation());
    return StoreError::kUnavailable;
  }

  MemoryStore inner_;
  int countdown_ = -1;
  int num_operations_ = 0;
  bool takes_effect_ = false;
  bool has_failed_ = false;
};

/// The chip's ephemeral key in part 02, section 11.
class WorkedExampleRng final : public crypto::Rng {
 public:
  Result<void> fill(ByteSpan out) override {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::byte>(0xA1 + i);
    return {};
  }
};

/// A command that changes stored state, in a state in which it succeeds.
struct Change {
  std::string_view name;
  void (*prepare)(Nvm&);
  std::vector<Bytes> before;  ///< frames that succeed first
  Bytes command;              ///< header and payload
  bool is_sealed = false;     ///< through the host session
};

std::ostream& operator<<(std::ostream& out, const Change& change) { return out << change.name; }

template <std::size_t N>
Bytes frame(const Fixed<N>& bytes) {
  return {bytes.begin(), bytes.end()};
}

void host_keys(Nvm& nvm) {
  nvm.host_key.present = true;
  EXPECT_TRUE(nvm.host_key.keys.assign(wire::HostKeyType::kAes128, kMacKey, kCipherKey));
}
void open_slot(Nvm& nvm) { nvm.symmetric_control[0].flags = 0x02; }
void counter_key(Nvm& nvm) {
  host_keys(nvm);
  auto& slot = nvm.symmetric[0];
  slot.present = true;
  slot.key = {.usage = wire::kEncrypt, .parameter = 8, .counter = wire::CounterPlacement::at(9)};
  std::ranges::fill(slot.value.prepare(32), std::byte{0x5A});
}

void password(Nvm& nvm) {
  nvm.password.present = true;
  std::ranges::fill(nvm.password.value.prepare(wire::kPasswordSize), std::byte{0x11});
}

constexpr auto kEncrypt = "1B 02 00 00000000000000000000000000 0000 0001 00"_hex;

const std::vector<Change> kChanges{
    {"PutSymmetricControlFields", nullptr, {}, frame("10 4B 00 03 FF FF"_hex)},
    {"PutHostKeyControlFields", nullptr, {}, frame("10 4A 07 FF"_hex)},
    {"WriteHostKeys",
     nullptr,
     {},
     frame("1F 07 00 00 00 00 00 11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF 01 23 45 67 89 AB CD "
           "EF 01 23 45 67 89 AB CD EF"_hex)},
    {"WriteWrapped",
     open_slot,
     {frame("1f0b00082a8648ce3d030107c26a"_hex),
      frame(
          "1f0300082a8648ce3d030107040020515c3d6eb9e396b904d3feca7f54fdcd0cc1e997bf375dca515ad0a6"
          "c3b4035f00204536be3a50f318fbf9a5475902a221502bef0d57e08c53b2cc0a56f17d9f935401f437"_hex)},
     frame(
         "1f0967d519a6c5492e1abff9e109bae4524ac88688974ba524b260ad08c661c6107024b2c247a90c3d442b6f"
         "a06c3d9fec6f891dca0d8406a273"_hex)},
    {"WritePlaintext",
     [](Nvm& nvm) { nvm.symmetric_control[0].flags = 0x10; },
     {},
     frame("1F 17 00 00 00 02 000C 5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A"_hex)},
    {"DeriveToASlot",
     [](Nvm& nvm) { nvm.symmetric_control[0].flags = 0x20; },
     {},
     frame(
         "1F 10 00 04 0010 5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A 02 0009608648016503040201 00 0000"_hex)},
    {"GenerateLocalEnvelopeKey", nullptr, {}, frame("11 07 00 00"_hex)},
    {"Erase", counter_key, {}, frame("1F 19 00"_hex)},
    {"EraseInTheHostSession", counter_key, {}, frame("1F 19 00"_hex), true},
    {"EncryptWithACounter", counter_key, {}, frame(kEncrypt)},
    {"EncryptWithACounterInTheHostSession", counter_key, {}, frame(kEncrypt), true},
    {"Update", nullptr, {}, frame("06 90 01 00 00 D0 D1"_hex)},
    {"UpdateInTheHostSession", host_keys, {}, frame("06 00 01 00 00 D0 D1"_hex), true},
    {"Decrement", nullptr, {}, frame("04 19 05 00 00 00 00 00 01 D0 D1"_hex)},
    {"ChangeOfAReadCondition", nullptr, {}, frame("05 19 01 00 00 00 00"_hex)},
    {"PutLifeCycle",
     password,
     {frame("1A 11111111111111111111111111111111 2E9E"_hex)},
     frame("10 08 83"_hex)},
    {"WrongPassword", password, {}, frame("1A 22222222222222222222222222222222"_hex)},
    {"DeletePassword",
     password,
     {frame("1A 11111111111111111111111111111111 2E9E"_hex)},
     frame("0C 09"_hex)},
    {"PutI2cParameters", nullptr, {}, frame("10 0A 40 2D"_hex)},
    {"PutCommandAccessConditions", nullptr, {}, frame("10 29 01 02 03"_hex)},
    {"PutCommandEncryptionFlags", nullptr, {}, frame("10 2A 01 02 03"_hex)},
    {"EchoInTheHostSession", host_keys, {}, frame("00 01"_hex), true},
};

/// All that is stored.
Bytes description_of(const Nvm& nvm) { return testing_support::encoded(nvm); }

class PowerLoss : public testing::TestWithParam<Change> {
 protected:
  PowerLoss() {
    Nvm state;
    personalise(spl05(), "00000000000001"_hex, state);
    if (GetParam().prepare != nullptr) GetParam().prepare(state);
    EXPECT_TRUE(store_.create(state));
    EXPECT_TRUE(chip_.power_on());
    for (const auto& command : GetParam().before) {
      EXPECT_EQ(chip_.answer(command)[0], std::byte{0});
    }
  }

  /// The change's command as a whole frame.
  Bytes command() {
    auto bytes = GetParam().command;
    const std::size_t header_size = bytes[0] == wire::kExtendedPrefix ? 2 : 1;
    if (GetParam().is_sealed) {
      bytes[0] |= wire::kProtectionBits;
      const ByteView view{bytes};
      const auto mac = channel::Protection{crypto_.aes(), crypto_.cmac()}.command_mac(
          chip_.stored().host_key.keys, chip_.stored().host_key.counter,
          {view.first(header_size), view.subspan(header_size)});
      EXPECT_TRUE(mac);
      const auto end = bytes.end();
      bytes.insert(end, mac->begin(), mac->end());
    }
    const auto crc = crc16(bytes);
    bytes.push_back(std::byte(crc >> 8));
    bytes.push_back(std::byte(crc & 0xFF));
    return bytes;
  }
  bool restart() {
    chip_.power_off();
    return static_cast<bool>(chip_.power_on());
  }

  WorkedExampleRng rng_;
  crypto_openssl::OpensslCrypto crypto_{rng_};
  FailingStore store_;
  Device chip_{spl05(), store_, crypto_.provider()};
};

TEST_P(PowerLoss, NeverHappensAfterTheAnswer) {
  const auto old_state = description_of(chip_.stored());
  const auto operations = store_.num_operations();
  const auto answer = chip_.answer(command());
  ASSERT_FALSE(answer.empty());
  EXPECT_EQ(answer[0], std::byte{0});
  EXPECT_EQ(store_.num_operations(), operations + 1) << "all or nothing needs one operation";
  const auto new_state = description_of(chip_.stored());
  EXPECT_NE(new_state, old_state);
  ASSERT_TRUE(restart());
  EXPECT_EQ(description_of(chip_.stored()), new_state);
}

TEST_P(PowerLoss, BeforeTheStoreLeavesTheOldState) {
  const auto old_state = description_of(chip_.stored());
  const auto lost = command();
  store_.fail_after(0, false);
  EXPECT_TRUE(chip_.answer(lost).empty());
  EXPECT_FALSE(chip_.is_on());
  EXPECT_TRUE(chip_.answer("00 61626364 90C2"_hex).empty());
  store_.work();
  ASSERT_TRUE(restart());
  EXPECT_EQ(description_of(chip_.stored()), old_state);
  EXPECT_FALSE(chip_.answer("00 61626364 90C2"_hex).empty());
}

TEST_P(PowerLoss, AfterTheStoreLeavesTheNewState) {
  const auto old_state = description_of(chip_.stored());
  const auto lost = command();
  store_.fail_after(0, true);
  EXPECT_TRUE(chip_.answer(lost).empty());
  const auto new_state = description_of(chip_.stored());
  EXPECT_NE(new_state, old_state);
  store_.work();
  ASSERT_TRUE(restart());
  EXPECT_EQ(description_of(chip_.stored()), new_state);
}

TEST_P(PowerLoss, WhileStartingLeavesTheChipOff) {
  const auto state = description_of(chip_.stored());
  store_.fail_after(0, false);
  EXPECT_FALSE(restart());
  EXPECT_FALSE(chip_.is_on());
  EXPECT_TRUE(chip_.answer(command()).empty());
  store_.work();
  ASSERT_TRUE(restart());
  EXPECT_EQ(description_of(chip_.stored()), state);
}

INSTANTIATE_TEST_SUITE_P(Changes, PowerLoss, testing::ValuesIn(kChanges),
                         [](const auto& change) { return std::string{change.param.name}; });

// The same over a whole life: whatever operation fails, the chip ends where it was before or after
// one of its commands.
TEST(PowerLossAnywhere, LeavesAStateBetweenTwoCommands) {
  constexpr int kNumPuts = 5;
  int num_failed = 0;
  for (int operation = 0; operation < 2 * kNumPuts; ++operation) {
    for (const bool takes_effect : {false, true}) {
      WorkedExampleRng rng;
      crypto_openssl::OpensslCrypto crypto{rng};
      FailingStore store;
      Nvm state;
      personalise(spl05(), "00000000000001"_hex, state);
      ASSERT_TRUE(store.create(state));
      Device chip{spl05(), store, crypto.provider()};
      ASSERT_TRUE(chip.power_on());
      store.fail_after(operation, takes_effect);
      int num_answered = 0;
      for (std::uint8_t slot = 0; slot < kNumPuts; ++slot) {
        auto put = frame("10 4B 00 02 FF FF 0000"_hex);
        put[2] = std::byte{slot};
        ASSERT_TRUE(wire::seal_command(put, put.size() - wire::kCrcSize));
        if (!chip.answer(put).empty()) ++num_answered;
      }
      store.work();
      ASSERT_TRUE(chip.power_on());
      int num_stored = 0;
      for (const auto& fields : chip.stored().symmetric_control) {
        if (fields.flags == 0x02) ++num_stored;
      }
      const int unanswered = store.has_failed() && takes_effect ? 1 : 0;
      EXPECT_EQ(num_stored, num_answered + unanswered);
      if (store.has_failed()) ++num_failed;
    }
  }
  EXPECT_EQ(num_failed, 2 * kNumPuts);
}

TEST(FirstStart, FailsWithoutAStoreAndSucceedsLater) {
  WorkedExampleRng rng;
  crypto_openssl::OpensslCrypto crypto{rng};
  for (const int operation : {0, 1}) {
    for (const bool takes_effect : {false, true}) {
      FailingStore store;
      Device chip{spl05(), store, crypto.provider()};
      store.fail_after(operation, takes_effect);
      EXPECT_TRUE(chip.power_on().failed_with(StoreError::kUnavailable));
      EXPECT_FALSE(chip.is_on());
      store.work();
      ASSERT_TRUE(chip.power_on());
      EXPECT_EQ(chip.i2c_address(), 0x20);
    }
  }
}

}  // namespace
}  // namespace stsafe::sim
