#include "stsafe/sim/store.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"
#include "stsafe/sim/profile/spl05.h"

namespace stsafe::sim {
namespace {

/// Changes something in every record.
void change_everything(Nvm& nvm) {
  nvm.identity.i2c_address = 0x21;
  nvm.life_cycle = wire::LifeCycle::kTerminated;
  nvm.commands.rules[0].access = wire::CommandAccess::kHost;
  nvm.host_key_control.flags = 0x04;
  nvm.host_key.present = true;
  nvm.host_key.type = wire::HostKeyType::kAes256;
  std::ranges::fill(nvm.host_key.keys.mac.prepare(32), std::byte{0x11});
  std::ranges::fill(nvm.host_key.keys.cipher.prepare(32), std::byte{0x22});
  nvm.host_key.counter = wire::SequenceCounter{5};
  nvm.host_key.num_wrong_macs = 3;
  for (std::size_t i = 0; i < kMaxSymmetricSlots; ++i) {
    nvm.symmetric_control[i].flags = 0x02;
    auto& slot = nvm.symmetric[i];
    slot.present = true;
    slot.key.parameter = 4;
    std::ranges::fill(slot.value.prepare(32), static_cast<std::byte>(i));
    slot.counter = 9;
    slot.counter_spent = true;
  }
}

bool same_host_key(const HostKeySlot& a, const HostKeySlot& b) {
  return a.present == b.present && a.type == b.type && a.counter == b.counter &&
         a.num_wrong_macs == b.num_wrong_macs &&
         std::ranges::equal(a.keys.mac.reveal(), b.keys.mac.reveal()) &&
         std::ranges::equal(a.keys.cipher.reveal(), b.keys.cipher.reveal());
}
bool same_slot(const SymmetricSlot& a, const SymmetricSlot& b) {
  return a.present == b.present && a.key == b.key && a.counter == b.counter &&
         a.counter_spent == b.counter_spent &&
         std::ranges::equal(a.value.reveal(), b.value.reveal());
}
bool same_record(const Nvm& a, const Nvm& b, RecordId record) {
  switch (record.kind) {
    case RecordKind::kIdentity: return a.identity.i2c_address == b.identity.i2c_address;
    case RecordKind::kLifeCycle: return a.life_cycle == b.life_cycle;
    case RecordKind::kCommands: return a.commands.rules[0].access == b.commands.rules[0].access;
    case RecordKind::kHostKeyControl: return a.host_key_control == b.host_key_control;
    case RecordKind::kHostKey: return same_host_key(a.host_key, b.host_key);
    case RecordKind::kSymmetricControl:
      return a.symmetric_control[record.index] == b.symmetric_control[record.index];
    case RecordKind::kSymmetricSlot:
      return same_slot(a.symmetric[record.index], b.symmetric[record.index]);
  }
  return false;
}

std::vector<RecordId> all_records() {
  std::vector<RecordId> all{{RecordKind::kIdentity},
                            {RecordKind::kLifeCycle},
                            {RecordKind::kCommands},
                            {RecordKind::kHostKeyControl},
                            {RecordKind::kHostKey}};
  for (std::uint8_t i = 0; i < kMaxSymmetricSlots; ++i) {
    all.push_back({RecordKind::kSymmetricControl, i});
    all.push_back({RecordKind::kSymmetricSlot, i});
  }
  return all;
}

class StoredRecords : public testing::Test {
 protected:
  StoredRecords() {
    personalise(spl05(), "00000000000001"_hex, old_);
    change_everything(changed_);
    EXPECT_TRUE(store_.create(old_));
  }

  MemoryStore store_;
  Nvm old_;
  Nvm changed_;
};

TEST(EmptyStore, SaysSo) {
  MemoryStore store;
  Nvm state;
  EXPECT_TRUE(store.load(state).failed_with(StoreError::kEmpty));
}

TEST_F(StoredRecords, GivesBackWhatWasCreated) {
  Nvm loaded;
  change_everything(loaded);
  ASSERT_TRUE(store_.load(loaded));
  EXPECT_EQ(loaded.num_symmetric_slots, kMaxSymmetricSlots);
  for (const auto record : all_records()) EXPECT_TRUE(same_record(loaded, old_, record));
}

TEST_F(StoredRecords, CommitsWhatIsNamedAndNothingElse) {
  for (const auto named : all_records()) {
    ASSERT_TRUE(store_.create(old_));
    ASSERT_TRUE(store_.commit(changed_, std::array{named}));
    Nvm loaded;
    ASSERT_TRUE(store_.load(loaded));
    for (const auto record : all_records()) {
      EXPECT_TRUE(same_record(loaded, record == named ? changed_ : old_, record))
          << "record " << static_cast<int>(record.kind) << ' ' << int{record.index};
    }
  }
}

TEST_F(StoredRecords, CommitsNothingIfNothingIsNamed) {
  ASSERT_TRUE(store_.commit(changed_, {}));
  Nvm loaded;
  ASSERT_TRUE(store_.load(loaded));
  for (const auto record : all_records()) EXPECT_TRUE(same_record(loaded, old_, record));
}

}  // namespace
}  // namespace stsafe::sim
