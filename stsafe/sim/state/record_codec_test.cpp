#include "stsafe/sim/state/record_codec.h"

#include <gtest/gtest.h>

#include <memory>
#include <ostream>

#include "stsafe/base/hex.h"
#include "tests/support/random_state.h"

namespace stsafe::sim::record_codec_test {

void PrintTo(RecordId record, std::ostream* out) {
  *out << "kind " << int{std::to_underlying(record.kind)} << " index " << int{record.index};
}

namespace {

using testing_support::all_records;
using testing_support::encoded;
using testing_support::randomise;
using Bytes = std::vector<std::byte>;

constexpr std::uint32_t kSeed = 20240229;

TEST(Records, AreGivenBackAsTheyWere) {
  for (std::uint32_t seed = kSeed; seed < kSeed + 20; ++seed) {
    Nvm state;
    randomise(state, seed);
    Nvm other;
    randomise(other, ~seed);
    for (const auto record : all_records()) {
      const auto bytes = encoded(state, record);
      ASSERT_FALSE(bytes.empty()) << testing::PrintToString(record);
      ASSERT_TRUE(decode_record(bytes, record, other)) << testing::PrintToString(record);
    }
    EXPECT_EQ(encoded(other), encoded(state));
  }
}

/// An archive that makes every field as long as it can be.
class FullContent {
 public:
  static constexpr bool kReads = true;
  std::uint8_t version() const { return 0xFF; }
  void number(auto& /*value*/) {}
  void flag(bool& value) { value = true; }
  void choice(auto& /*value*/, auto /*is_known*/) {}
  void count(std::size_t& value, std::size_t most) { value = most; }
  void bytes(ByteSpan /*value*/) {}
  template <std::size_t N>
  void secret(Secret<N>& value) {
    value.prepare(N);
  }
};

TEST(Records, FitTheirLongestSize) {
  Nvm state;
  FullContent full;
  Fixed<kMaxRecordSize> room;
  for (const auto record : all_records()) {
    lay_out_record(full, state, record);
    EXPECT_TRUE(encode_record(state, record, room)) << testing::PrintToString(record);
  }
}

/// A kind with fixed content, and its bytes, written by hand.
struct FixedRecord {
  RecordId record;
  void (*fill)(Nvm&);
  Bytes bytes;
};

template <std::size_t N>
Bytes stored_as(const Fixed<N>& bytes) {
  return {bytes.begin(), bytes.end()};
}

/// A page that begins so and is zero behind it.
Fixed<1 + kZonePageSize> page_with(const Fixed<3>& begin) {
  Fixed<1 + kZonePageSize> page{};
  copy_bytes(begin, page);
  return page;
}

const std::vector<FixedRecord> kFixedRecords{
    {{RecordKind::kIdentity},
     [](Nvm& nvm) {
       nvm.identity.product_data_size = 5;
       copy_bytes("01 03 00 60 01"_hex, nvm.identity.product_data);
       nvm.identity.delivered_i2c_address = 0x21;
     },
     stored_as("01  0005 0103006001  21"_hex)},
    {{RecordKind::kI2cParameters},
     [](Nvm& nvm) {
       nvm.i2c = {.address = 0x21,
                  .low_power_mode = wire::LowPowerMode::kStandby,
                  .idle_code = 31,
                  .locked = true};
     },
     stored_as("01  21 02 1F 01"_hex)},
    {{RecordKind::kPassword},
     [](Nvm& nvm) {
       nvm.password.present = true;
       copy_bytes("00112233445566778899AABBCCDDEEFF"_hex, nvm.password.value.prepare(16));
       nvm.password.remaining_tries = 2;
     },
     stored_as("01  01  10 00112233445566778899AABBCCDDEEFF  02"_hex)},
    {{RecordKind::kLifeCycle},
     [](Nvm& nvm) { nvm.life_cycle = wire::LifeCycle::kOperationalLocked; },
     stored_as("01  83"_hex)},
    {{RecordKind::kCommands},
     [](Nvm& nvm) {
       nvm.commands.num_rules = 2;
       nvm.commands.change_rights = wire::QueryCommandAuthorization::Response::ChangeRights{3};
       nvm.commands.rules[0] = {wire::Opcode{0x1B}, wire::CommandAccess::kHost, true, false};
       nvm.commands.rules[1] = {wire::Opcode{0x1F09}, wire::CommandAccess::kFree, false, true};
     },
     stored_as("01  03 0002  001B 03 01 00  1F09 01 00 01"_hex)},
    {{RecordKind::kHostKeyControl},
     [](Nvm& nvm) { nvm.host_key_control = {0x0F, 0x02}; },
     stored_as("01  0F 02"_hex)},
    {{RecordKind::kHostKey},
     [](Nvm& nvm) {
       auto& slot = nvm.host_key;
       slot.present = true;
       ASSERT_TRUE(slot.keys.assign(wire::HostKeyType::kAes128,
                                    "00112233445566778899AABBCCDDEEFF"_hex,
                                    "0123456789ABCDEF0123456789ABCDEF"_hex));
       slot.counter = wire::SequenceCounter{0x01020304};
       slot.num_wrong_macs = 5;
     },
     stored_as("01  01 00  10 00112233445566778899AABBCCDDEEFF  10 0123456789ABCDEF0123456789ABCDEF"
               "01020304 05"_hex)},
    {{RecordKind::kSymmetricControl, 7},
     [](Nvm& nvm) { nvm.symmetric_control[7] = {0x22, 0x01, 0x00}; },
     stored_as("01  22 01 00"_hex)},
    {{RecordKind::kSymmetricSlot, 15},
     [](Nvm& nvm) {
       auto& slot = nvm.symmetric[15];
       slot.present = true;
       slot.key = {.lock = wire::Lock::kErasable,
                   .type = wire::KeyType::kAes128,
                   .mode = wire::KeyMode::kCcmStar,
                   .usage = wire::Usage{0x010C},
                   .parameter = 8,
                   .counter = wire::CounterPlacement::at(9)};
       copy_bytes("00112233445566778899AABBCCDDEEFF"_hex, slot.value.prepare(16));
       slot.counter = 0xFFFFFFFF;
       slot.counter_spent = true;
     },
     stored_as("01  01  02 00 00 010C 08 89 00  10 00112233445566778899AABBCCDDEEFF"
               "FFFFFFFF 01"_hex)},
    {{RecordKind::kTableSizes},
     [](Nvm& nvm) {
       nvm.num_symmetric_slots = 16;
       nvm.num_private_keys = 5;
       nvm.num_public_keys = 4;
     },
     stored_as("02  0010 0005 0004"_hex)},
    {{RecordKind::kLocalEnvelope, 1},
     [](Nvm& nvm) {
       auto& key = nvm.local_envelope[1];
       key.present = true;
       key.type = wire::KeyType::kAes256;
       copy_bytes("00112233445566778899AABBCCDDEEFF"_hex, key.value.prepare(16));
     },
     stored_as("01  01 01  10 00112233445566778899AABBCCDDEEFF"_hex)},
    {{RecordKind::kPrivateKey, 4},
     [](Nvm& nvm) {
       auto& slot = nvm.private_keys[4];
       slot.mode = {0x800D};
       slot.pair.present = true;
       copy_bytes("0001020304050607 08090A0B0C0D0E0F 1011121314151617 18191A1B1C1D1E1F"_hex,
                  slot.pair.private_key.prepare(32));
       copy_bytes("8F40C5ADB68F2562 4AE5B214EA767A6E C94D829D3D7B5E1A D1BA6F3E2138285F"_hex,
                  slot.pair.public_key.prepare(Curve::kX25519));
       slot.uses_left = wire::UsageLimit{0x0102};
       slot.blocked = true;
     },
     stored_as("01  800D  01"
               "20 0001020304050607 08090A0B0C0D0E0F 1011121314151617 18191A1B1C1D1E1F"
               "06 8F40C5ADB68F2562 4AE5B214EA767A6E C94D829D3D7B5E1A D1BA6F3E2138285F"
               "0102 01"_hex)},
    {{RecordKind::kPublicKey, 3},
     [](Nvm& nvm) {
       auto& slot = nvm.public_keys[3];
       slot.flags = wire::PublicKeyFlags{0x0009};
       slot.present = true;
       copy_bytes("03A107BFF3CE10BE 1D70DD18E74BC099 67E4D6309BA50D5F 1DDC8664125531B8"_hex,
                  slot.key.prepare(Curve::kEd25519));
     },
     stored_as("01  0009  01"
               "07 03A107BFF3CE10BE 1D70DD18E74BC099 67E4D6309BA50D5F 1DDC8664125531B8"_hex)},
    {{RecordKind::kZone, 5},
     [](Nvm& nvm) {
       nvm.zones.zones[5] = {
           .present = true,
           .type = wire::ZoneType::kCounter,
           .size = 64,
           .rights = {{wire::ZoneAccess::kHost, true}, {wire::ZoneAccess::kAuthAndHost, false}},
           .counter = wire::Count{0x01020304}};
     },
     stored_as("01  01 01 0040 96 01020304"_hex)},
    {{RecordKind::kZonePage, 2},
     [](Nvm& nvm) { copy_bytes("D0 D1"_hex, ByteSpan{nvm.zones.pool}.subspan(1024)); },
     stored_as(page_with("01  D0 D1"_hex))},
};

// What was written once must be readable for ever.
TEST(Records, KeepTheirBytes) {
  for (const auto& fixed : kFixedRecords) {
    Nvm state;
    fixed.fill(state);
    EXPECT_EQ(encoded(state, fixed.record), fixed.bytes) << testing::PrintToString(fixed.record);
    Nvm read;
    ASSERT_TRUE(decode_record(fixed.bytes, fixed.record, read))
        << testing::PrintToString(fixed.record);
    EXPECT_EQ(encoded(read, fixed.record), fixed.bytes);
  }
}

TEST(Records, AllHaveBytesWrittenByHand) {
  for (const auto record : all_records()) {
    EXPECT_TRUE(std::ranges::any_of(kFixedRecords, [&](const FixedRecord& fixed) {
      return fixed.record.kind == record.kind;
    })) << testing::PrintToString(record);
  }
}

TEST(DamagedRecords, AreRefusedWhereverTheyEnd) {
  for (const auto& fixed : kFixedRecords) {
    for (std::size_t size = 0; size < fixed.bytes.size(); ++size) {
      Nvm state;
      EXPECT_TRUE(decode_record(ByteView{fixed.bytes}.first(size), fixed.record, state)
                      .failed_with(RecordError::kDamaged))
          << testing::PrintToString(fixed.record) << " cut to " << size;
    }
    auto longer = fixed.bytes;
    longer.push_back(std::byte{0});
    Nvm state;
    EXPECT_TRUE(decode_record(longer, fixed.record, state).failed_with(RecordError::kDamaged));
  }
}

TEST(DamagedRecords, AreRefusedOrMeanWhatTheySay) {
  for (const auto& fixed : kFixedRecords) {
    for (std::size_t at = 0; at < fixed.bytes.size(); ++at) {
      for (unsigned value = 0; value <= 0xFF; ++value) {
        auto changed = fixed.bytes;
        changed[at] = static_cast<std::byte>(value);
        Nvm state;
        if (!decode_record(changed, fixed.record, state)) continue;
        EXPECT_EQ(encoded(state, fixed.record), changed)
            << testing::PrintToString(fixed.record) << " at " << at;
      }
    }
  }
}

TEST(DamagedRecords, AreRefusedWhateverTheyHold) {
  std::mt19937 random{kSeed};
  for (const auto record : all_records()) {
    for (int i = 0; i < 200; ++i) {
      Bytes noise(random() % 100);
      for (auto& byte : noise) byte = static_cast<std::byte>(random());
      Nvm state;
      if (!decode_record(noise, record, state)) continue;
      EXPECT_EQ(encoded(state, record), noise);
    }
  }
}

TEST(Records, OfALaterVersionAreTooNew) {
  Nvm state;
  EXPECT_TRUE(decode_record("03 0010 0005 0004 FF"_hex, {RecordKind::kTableSizes}, state)
                  .failed_with(RecordError::kTooNew));
  EXPECT_TRUE(decode_record("00 0010 0005 0004"_hex, {RecordKind::kTableSizes}, state)
                  .failed_with(RecordError::kDamaged));
}

TEST(Records, OfAnEarlierVersionStillLoad) {
  Nvm state;
  ASSERT_TRUE(decode_record("01 0010"_hex, {RecordKind::kTableSizes}, state));
  EXPECT_EQ(state.num_symmetric_slots, 16U);
  EXPECT_EQ(state.num_private_keys, 0U);
}

TEST(Records, ThatDoNotExistAreRefused) {
  Nvm state;
  Fixed<kMaxRecordSize> room;
  for (const RecordId record : {RecordId{}, RecordId{RecordKind::kLifeCycle, 1},
                                RecordId{RecordKind::kSymmetricSlot, kMaxSymmetricSlots},
                                RecordId{static_cast<RecordKind>(0xFF)}}) {
    EXPECT_TRUE(encode_record(state, record, room).failed_with(RecordError::kNoSuchRecord));
    EXPECT_TRUE(decode_record("01 00"_hex, record, state).failed_with(RecordError::kNoSuchRecord));
  }
}

TEST(Records, ThatDoNotFitAreRefused) {
  Nvm state;
  Fixed<2> room;
  EXPECT_TRUE(
      encode_record(state, {RecordKind::kTableSizes}, room).failed_with(RecordError::kTooLong));
  EXPECT_TRUE(encode_record(state, {RecordKind::kLifeCycle}, room));
}

TEST(CopiedRecords, AreWhatWasAskedForAndNothingElse) {
  Nvm from;
  randomise(from, kSeed);
  for (const auto named : all_records()) {
    Nvm to;
    randomise(to, kSeed + 1);
    Nvm before;
    ASSERT_TRUE(copy_all(to, before));
    ASSERT_TRUE(copy_record(from, named, to));
    for (const auto record : all_records()) {
      EXPECT_EQ(encoded(to, record), encoded(record == named ? from : before, record));
    }
  }
}

}  // namespace
}  // namespace stsafe::sim::record_codec_test
