#pragma once

#include "ieee802154/header.h"
#include "stsafe/host/ccm_star_key.h"

namespace stsafe::ieee802154 {

/// A key of the chip at one security level: a slot has one tag size, so a key that is used at
/// several levels is in a slot for each size. All of them share one frame counter; the level is
/// part of the nonce, but a counter that goes back is refused by receivers.
class LevelKey {
 public:
  /// UsageError::kOutOfRange for level 0, which needs no key; kInconsistentKey unless the slot's
  /// tag size is the level's, and if the chip puts a counter of its own into nonces.
  static stsafe::Result<LevelKey> of(const host::CcmStarKey& key, host::SecurityLevel level);

  host::SecurityLevel level() const { return level_; }
  host::CcmStarKey& cipher() { return key_; }

 private:
  LevelKey(const host::CcmStarKey& key, host::SecurityLevel level) : key_(key), level_(level) {}
  host::CcmStarKey key_;
  host::SecurityLevel level_;
};

/// Secures outgoing frames (2006, 7.5.8.2.1). Every attempt uses up a frame counter, so none is
/// used twice, whatever fails.
class FrameSender {
 public:
  /// `own` is the extended address of this device. The source of counters must outlive this object,
  /// and be the only one for this key on this device.
  FrameSender(const LevelKey& key, const KeyIdentifier& id, host::CounterSource& counters,
              const ExtendedAddress& own)
      : key_(key), id_(id), counters_(&counters), own_(own) {}

  /// Writes the secured frame, without FCS, to the start of `out` and returns its size. `header` is
  /// the MAC header without auxiliary security header, its bit for security set, of the edition of
  /// 2006; `payload` the MAC payload. kTooLong if the result does not fit kMaxFrameSize or `out`;
  /// kWrongSender if the header says another extended address than our own.
  Result<std::size_t> secure(ByteView header, ByteView payload, ByteSpan out);

 private:
  LevelKey key_;
  KeyIdentifier id_;
  host::CounterSource* counters_;
  ExtendedAddress own_;
};

/// A frame that was accepted. Its views show the frame that was received and the buffer of open().
struct OpenedFrame {
  MacHeader header{};
  std::uint32_t frame_counter = 0;
  ByteView open_payload{};  ///< what is never encrypted, in the frame
  ByteView payload{};       ///< what may be, in the buffer
};

/// Opens frames of one device with one key (7.5.8.2.3), each once and in the order of their
/// counters.
class FrameReceiver {
 public:
  /// `first_counter` is the lowest that is accepted: 0 for a new key, else what next_counter() said
  /// last; losing that lets old frames be accepted once more.
  FrameReceiver(const LevelKey& key, const KeyIdentifier& id, const ExtendedAddress& sender,
                std::uint64_t first_counter = 0)
      : key_(key), id_(id), sender_(sender), next_(first_counter) {}

  /// Opens a frame without FCS. `buffer` has room for the payload (kTooLong otherwise), and is
  /// untouched after an error. Refuses a frame whose level is not exactly that of the key. At level
  /// 4 nothing shows that a frame is authentic: anyone can have one accepted, and counters skipped.
  Result<OpenedFrame> open(ByteView frame, ByteSpan buffer);

  /// The lowest counter that will be accepted, to be kept over restarts. 2³² − 1: none will.
  std::uint64_t next_counter() const { return next_; }

 private:
  LevelKey key_;
  KeyIdentifier id_;
  ExtendedAddress sender_;
  std::uint64_t next_;
};

}  // namespace stsafe::ieee802154
