#include "stsafe/sim/bus_port.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"
#include "tests/support/prepared_chip.h"

namespace stsafe::sim::bus_port_test {
namespace {

using namespace std::chrono_literals;
using link::I2cMessage;
using link::I2cOutcome;
using link::Nack;
using testing_support::Bytes;
using testing_support::to_bytes;

constexpr std::uint8_t kAddress = 0x20;
constexpr auto kEcho = "00 61626364 90C2"_hex;
constexpr auto kEchoed = "00 0006 61626364 90C2"_hex;

class BusPorts : public testing::Test {
 protected:
  BusPorts() { EXPECT_TRUE(target_.power_on()); }

  static I2cMessage write(ByteView bytes, std::uint8_t address = kAddress) {
    return {.address = address, .written = bytes};
  }
  I2cMessage read(std::size_t size) {
    answer_.assign(size, std::byte{0});
    return {.address = kAddress, .is_read = true, .read = answer_};
  }
  static I2cOutcome transfer(BusPort& port, std::initializer_list<I2cMessage> messages) {
    return port.transfer({messages.begin(), messages.size()});
  }

  testing_support::ScriptedRng rng_;
  crypto_openssl::OpensslCrypto crypto_{rng_};
  testing_support::PreparedStore store_;
  link::VirtualClock clock_;
  Device device_{spl05(), store_, crypto_.provider()};
  Target target_{device_, clock_};
  BusPort real_{target_, target_, clock_, BusPort::Busy::kNotAcknowledged};
  BusPort skipping_{target_, target_, clock_, BusPort::Busy::kSkipped};
  Bytes answer_;
};

constexpr I2cOutcome kNobodyThere{.nack = Nack::kAddress};

TEST_F(BusPorts, ShowAChipThatIsBusy) {
  EXPECT_EQ(transfer(real_, {write(kEcho)}), kNobodyThere);  // it boots for 10 ms
  clock_.sleep(10ms);
  EXPECT_EQ(transfer(real_, {write(kEcho)}), I2cOutcome{.num_messages = 1});
  EXPECT_EQ(transfer(real_, {read(9)}), kNobodyThere);  // it executes for 2 ms
  clock_.sleep(2ms);
  EXPECT_EQ(transfer(real_, {read(9)}), I2cOutcome{.num_messages = 1});
  EXPECT_EQ(answer_, to_bytes(kEchoed));
}

TEST_F(BusPorts, SkipTheTimeInWhichTheChipIsBusy) {
  EXPECT_EQ(transfer(skipping_, {write(kEcho)}), I2cOutcome{.num_messages = 1});
  EXPECT_EQ(clock_.now(), 10ms);
  EXPECT_EQ(transfer(skipping_, {read(9)}), I2cOutcome{.num_messages = 1});
  EXPECT_EQ(answer_, to_bytes(kEchoed));
  EXPECT_EQ(clock_.now(), 12ms);
}

TEST_F(BusPorts, SkipTheTimeInWhichTheChipWakesUp) {
  // Hibernate until a START: part 01, section 1.9. Its answer is read, then it sleeps.
  EXPECT_EQ(transfer(skipping_, {write("0D 01 AEB6"_hex)}).nack, Nack::kNone);
  EXPECT_EQ(transfer(skipping_, {read(5)}).nack, Nack::kNone);
  EXPECT_EQ(answer_, to_bytes("00 0002 F078"_hex));
  const auto asleep_at = clock_.now();
  EXPECT_EQ(transfer(skipping_, {write(kEcho)}).nack, Nack::kNone);
  EXPECT_EQ(clock_.now() - asleep_at, 10ms);
}

TEST_F(BusPorts, DoNotWakeAChipThatOnlyPowerWakes) {
  EXPECT_EQ(transfer(skipping_, {write("0D 02 9C2D"_hex)}).nack, Nack::kNone);
  EXPECT_EQ(transfer(skipping_, {read(5)}).nack, Nack::kNone);
  EXPECT_EQ(answer_, to_bytes("00 0002 F078"_hex));
  EXPECT_EQ(transfer(skipping_, {write(kEcho)}), kNobodyThere);
}

TEST_F(BusPorts, FindNobodyAtAnotherAddressOrWithoutPower) {
  EXPECT_EQ(transfer(skipping_, {write(kEcho, 0x21)}), kNobodyThere);
  target_.power_off();
  EXPECT_EQ(transfer(skipping_, {write(kEcho)}), kNobodyThere);
}

TEST_F(BusPorts, SayHowFarATransactionCame) {
  // A write that a repeated START ends is no command: the chip waits for the STOP.
  EXPECT_EQ(transfer(skipping_, {write(kEcho), read(9)}),
            (I2cOutcome{.nack = Nack::kAddress, .num_messages = 1}));
  EXPECT_EQ(transfer(skipping_, {read(9)}), kNobodyThere);
}

TEST_F(BusPorts, TakeACommandForCompleteAtTheStop) {
  EXPECT_EQ(transfer(skipping_, {write(kEcho)}).nack, Nack::kNone);
  // Query life cycle, ended by a repeated START: the answer is the one to Echo.
  EXPECT_EQ(transfer(skipping_, {write("14 08 71FE"_hex), read(9)}), I2cOutcome{.num_messages = 2});
  EXPECT_EQ(answer_, to_bytes(kEchoed));
}

TEST_F(BusPorts, ReadSeveralTimesInOneTransaction) {
  EXPECT_EQ(transfer(skipping_, {write(kEcho)}).nack, Nack::kNone);
  Bytes probe(5);
  const I2cMessage first{.address = kAddress, .is_read = true, .read = probe};
  EXPECT_EQ(transfer(skipping_, {first, read(11)}), I2cOutcome{.num_messages = 2});
  EXPECT_EQ(probe, to_bytes("00 0006 6162"_hex));
  EXPECT_EQ(answer_, to_bytes("00 0006 61626364 90C2 FFFF"_hex));
}

TEST_F(BusPorts, TakeAnAddressAloneForNoCommand) {
  EXPECT_EQ(transfer(skipping_, {write({})}), I2cOutcome{.num_messages = 1});
  EXPECT_EQ(transfer(skipping_, {read(5)}), kNobodyThere);
}

}  // namespace
}  // namespace stsafe::sim::bus_port_test
