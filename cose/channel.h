#pragma once

#include "cose/encrypt0.h"
#include "stsafe/crypto/rng.h"

// A secure channel between two devices that have the same key in a slot of their chips, over any
// reliable transport of messages. docs/secure-channel.md describes it byte for byte, and says what
// it does not give; docs/decisions/0013-secure-channel.md says why it is not OSCORE.
namespace stsafe::cose {

/// The longest message that the channel carries, in bytes.
inline constexpr std::size_t kMaxChannelMessage = 16384;
/// The longest that is sent for it. What is longer need not be read at all.
inline constexpr std::size_t kMaxChannelFrame = kMaxChannelMessage + 64;
/// The longest name of an end.
inline constexpr std::size_t kMaxChannelName = 64;

enum class ChannelRole : std::uint8_t { kInitiator, kResponder };

/// What both ends know before: who begins, who answers. They differ, so that nobody is made to talk
/// to himself. Neither is sent.
struct ChannelNames {
  Bytes initiator;
  Bytes responder;
};

/// What came over the channel.
struct Received {
  SecretBytes message{};
  bool is_close = false;  ///< the other end has sent all that it wanted
};

/// One end of a channel. The handshake is three messages: begin() at the initiator, answer() at the
/// responder, confirm() at the initiator, accept() at the responder. Then both seal and open
/// messages, which arrive in the order in which they were sent, each once, or not at all. close()
/// says that there are no more.
///
/// Any failure of what came, or of the chip, ends the channel: all later calls fail with Reason::
/// kInvalidRequest, as do those that are not due. One object is one channel. Waiting is up to the
/// caller, who has to bound it.
class Channel {
 public:
  /// `key` has tags of 16 bytes (Reason::kUnsupported otherwise), and all usages of its mode if
  /// messages may be longer than one command carries; key, nonces and rng must outlive the object.
  /// `nonces` must never give what another device gives for this key: a NonceSequence or a
  /// NonceFile on each. kInvalidRequest for names that are equal, empty or too long.
  static Result<Channel> make(ChannelRole role, ChannelNames names, ChipKey& key,
                              host::NonceSource& nonces, crypto::Rng& rng);

  /// Initiator: the first message.
  Result<Bytes> begin();
  /// Responder: takes the first message, returns the second.
  Result<Bytes> answer(ByteView hello);
  /// Initiator: takes the second message, returns the third. Then the other end is known to have
  /// the key, and the channel is open.
  Result<Bytes> confirm(ByteView answer);
  /// Responder: takes the third message. Then the other end is known to have the key, now, and the
  /// channel is open.
  Result<void> accept(ByteView confirmation);

  bool is_open() const { return step_ == Step::kOpen; }

  /// Seals the next message. kTooLarge above kMaxChannelMessage: nothing was sent, the channel
  /// stays.
  Result<Bytes> seal(ByteView message);
  /// Opens the next message. kNotAuthentic if it is anything else than what the other end sent
  /// next: changed, repeated, out of order, of another channel or direction.
  Result<Received> open(ByteView message);
  /// Seals the end. Nothing can be sealed after it; messages can still be opened.
  Result<Bytes> close();
  /// To be asked when the transport ends: kTruncated unless the other end has said that it closes.
  Result<void> finish() const;

 private:
  static constexpr std::size_t kRandomSize = 16;
  enum class Step : std::uint8_t { kStart, kHelloSent, kAnswerSent, kOpen, kFailed };

  Channel(ChannelRole role, ChannelNames names, ChipKey& key, host::NonceSource& nonces,
          crypto::Rng& rng)
      : role_(role), names_(std::move(names)), key_(&key), nonces_(&nonces), rng_(&rng) {}

  Result<void> due(ChannelRole role, Step step) const;
  Result<void> draw(Fixed<kRandomSize>& random);
  Bytes context(std::uint64_t purpose, std::uint64_t number) const;
  Result<Bytes> seal_for(std::uint64_t purpose, std::uint64_t number, ByteView plaintext);
  Result<SecretBytes> open_for(std::uint64_t purpose, std::uint64_t number, ByteView message);
  Result<Bytes> seal_next(std::byte kind, ByteView message);
  /// Ends the channel.
  Failure failed(Failure why);

  ChannelRole role_;
  ChannelNames names_;
  ChipKey* key_;
  host::NonceSource* nonces_;
  crypto::Rng* rng_;
  Step step_ = Step::kStart;
  bool has_closed_ = false;
  bool peer_has_closed_ = false;
  std::uint64_t num_sealed_ = 0;
  std::uint64_t num_opened_ = 0;
  Fixed<kRandomSize> initiator_random_{};
  Fixed<kRandomSize> responder_random_{};
};

}  // namespace stsafe::cose
