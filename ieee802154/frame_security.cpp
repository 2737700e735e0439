#include "ieee802154/frame_security.h"

#include <algorithm>

#include "stsafe/base/wipe.h"

namespace stsafe::ieee802154 {
namespace {

constexpr std::uint32_t kEndOfCounter = 0xFFFFFFFF;

Failure core(Error error) {
  if (error == Error{CryptoError::kNotAuthentic}) return {Reason::kNotAuthentic, error};
  return {Reason::kCore, error};
}

/// What of a frame is authenticated only, and what is encrypted. (7.6.3.4)
struct Split {
  std::size_t associated;  ///< from the start of the frame
  std::size_t message;     ///< after it
};

Split split(host::SecurityLevel level, std::size_t open, std::size_t rest) {
  // Without encryption there is no message: all is associated data.
  if (!level.encrypts()) return {open + rest, 0};
  return {open, rest};
}

/// The associated data as the chip gets it. Without a tag they have no effect, and are not sent.
ByteView associated_data(host::SecurityLevel level, ByteView bytes) {
  return level.authenticates() ? bytes : ByteView{};
}

}  // namespace

stsafe::Result<LevelKey> LevelKey::of(const host::CcmStarKey& key, host::SecurityLevel level) {
  if (level.value() == 0) return UsageError::kOutOfRange;
  if (key.tag_size() != level.tag_size() || key.has_counter()) return UsageError::kInconsistentKey;
  return LevelKey{key, level};
}

Result<std::size_t> FrameSender::secure(ByteView header, ByteView payload, ByteSpan out) {
  const auto parsed = parse_mac_header(header);
  if (!parsed) return parsed.error();
  if (parsed->size != header.size() || id_.mode > 3) return Failure{Reason::kMalformed};
  if (parsed->source && *parsed->source != own_) return Failure{Reason::kWrongSender};
  const auto never_encrypted = open_payload_size(parsed->type, payload);
  if (!never_encrypted) return never_encrypted.error();

  const auto level = key_.level();
  SecurityHeader security{.level = level, .key = id_};
  const auto secured_size = header.size() + security.size() + payload.size();
  const auto size = secured_size + level.tag_size();
  if (size > std::min(kMaxFrameSize, out.size())) return Failure{Reason::kTooLong};
  const auto parts = split(level, header.size() + security.size() + *never_encrypted,
                           payload.size() - *never_encrypted);
  if (parts.message == 0 && !level.authenticates()) return Failure{Reason::kNothingToSecure};

  const auto counter = counters_->next();
  if (!counter) return core(counter.error());
  if (*counter == kEndOfCounter) return core(UsageError::kNonceExhausted);
  security.frame_counter = *counter;

  Fixed<kMaxFrameSize + kMaxSecurityHeaderSize> frame{};
  const ByteSpan bytes{frame};
  const WipeOnExit wiped{bytes};
  copy_bytes(header, bytes);
  write_security_header(security, bytes.subspan(header.size()));
  copy_bytes(payload, bytes.subspan(header.size() + security.size()));
  const auto message = bytes.subspan(parts.associated, parts.message);
  const auto nonce = host::Nonce::ieee802154(own_, *counter, level);
  const auto used =
      key_.cipher().encrypt_with(nonce, associated_data(level, bytes.first(parts.associated)),
                                 message, message, bytes.subspan(secured_size, level.tag_size()));
  if (!used) return core(used.error());
  copy_bytes(bytes.first(size), out);
  return size;
}

Result<OpenedFrame> FrameReceiver::open(ByteView frame, ByteSpan buffer) {
  if (frame.size() > kMaxFrameSize) return Failure{Reason::kTooLong};
  const auto header = parse_mac_header(frame);
  if (!header) return header.error();
  const auto security = parse_security_header(frame.subspan(header->size));
  if (!security) return security.error();
  const auto level = key_.level();
  if (security->level != level) return Failure{Reason::kWrongLevel};
  if (security->key != id_) return Failure{Reason::kWrongKey};
  if (header->source && *header->source != sender_) return Failure{Reason::kWrongSender};
  if (security->frame_counter == kEndOfCounter) return Failure{Reason::kEndOfCounter};
  if (security->frame_counter < next_) return Failure{Reason::kReplayed};

  const auto payload_at = header->size + security->size();
  if (frame.size() < payload_at + level.tag_size()) return Failure{Reason::kMalformed};
  const auto secured = frame.first(frame.size() - level.tag_size());
  const auto never_encrypted = open_payload_size(header->type, secured.subspan(payload_at));
  if (!never_encrypted) return never_encrypted.error();
  const auto open_end = payload_at + *never_encrypted;
  const auto parts = split(level, open_end, secured.size() - open_end);
  if (parts.message == 0 && !level.authenticates()) return Failure{Reason::kNothingToSecure};
  const auto rest = secured.subspan(open_end);
  if (buffer.size() < rest.size()) return Failure{Reason::kTooLong};

  const auto nonce = host::Nonce::ieee802154(sender_, security->frame_counter, level);
  const auto opened =
      key_.cipher().decrypt(nonce, associated_data(level, secured.first(parts.associated)),
                            secured.subspan(parts.associated, parts.message),
                            frame.last(level.tag_size()), buffer.first(parts.message));
  if (!opened) return core(opened.error());
  if (!level.encrypts()) copy_bytes(rest, buffer);
  next_ = std::uint64_t{security->frame_counter} + 1;
  return OpenedFrame{.header = *header,
                     .frame_counter = security->frame_counter,
                     .open_payload = secured.subspan(payload_at, *never_encrypted),
                     .payload = buffer.first(rest.size())};
}

}  // namespace stsafe::ieee802154
