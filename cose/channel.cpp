#include "cose/channel.h"

#include "cose/cbor_writer.h"

namespace stsafe::cose {
namespace {

constexpr std::string_view kProtocol = "stsafe-channel-1";
constexpr std::size_t kChannelTagSize = 16;

// What a sealed message is for: the numbers of docs/secure-channel.md.
constexpr std::uint64_t kAnswer = 2;
constexpr std::uint64_t kConfirmation = 3;
constexpr std::uint64_t kFromInitiator = 4;
constexpr std::uint64_t kFromResponder = 5;

constexpr std::byte kMessage{0};
constexpr std::byte kClose{1};

Failure refused(std::string text) { return {Reason::kInvalidRequest, std::move(text), {}}; }

bool is_name(const Bytes& name) { return !name.empty() && name.size() <= kMaxChannelName; }

}  // namespace

Result<Channel> Channel::make(ChannelRole role, ChannelNames names, ChipKey& key,
                              host::NonceSource& nonces, crypto::Rng& rng) {
  if (!is_name(names.initiator) || !is_name(names.responder)) {
    return refused("a channel needs names of 1 to 64 bytes for both ends");
  }
  if (names.initiator == names.responder) return refused("both ends of the channel have one name");
  if (key.tag_size() != kChannelTagSize) {
    return Failure{Reason::kUnsupported, "a channel needs a key with tags of 16 bytes", {}};
  }
  return Channel{role, std::move(names), key, nonces, rng};
}

Result<Bytes> Channel::begin() {
  if (auto is_due = due(ChannelRole::kInitiator, Step::kStart); !is_due) return is_due.error();
  if (auto drawn = draw(initiator_random_); !drawn) return drawn.error();
  Bytes hello;
  CborWriter writer{hello};
  writer.start_array(2);
  writer.put_text(kProtocol);
  writer.put_bytes(initiator_random_);
  step_ = Step::kHelloSent;
  return hello;
}

Result<Bytes> Channel::answer(ByteView hello) {
  if (auto is_due = due(ChannelRole::kResponder, Step::kStart); !is_due) return is_due.error();
  CborReader reader{hello};
  const auto num_items = reader.take_array();
  if (!num_items) return failed(num_items.error());
  if (*num_items != 2) return failed(reader.failure(Reason::kUnexpected, "no array of two items"));
  const auto protocol = reader.take_text();
  if (!protocol) return failed(protocol.error());
  if (*protocol != kProtocol) {
    return failed(reader.failure(Reason::kUnsupported, "another protocol than stsafe-channel-1"));
  }
  const auto random = reader.take_bytes();
  if (!random) return failed(random.error());
  if (random->size() != kRandomSize) {
    return failed(reader.failure(Reason::kUnexpected, "not 16 random bytes"));
  }
  if (auto at_end = reader.finish(); !at_end) return failed(at_end.error());
  copy_bytes(*random, initiator_random_);

  Fixed<kRandomSize> own{};
  if (auto drawn = draw(own); !drawn) return drawn.error();
  const auto sealed = seal_for(kAnswer, 0, own);
  if (!sealed) return sealed;
  responder_random_ = own;
  step_ = Step::kAnswerSent;
  return sealed;
}

Result<Bytes> Channel::confirm(ByteView answer) {
  if (auto is_due = due(ChannelRole::kInitiator, Step::kHelloSent); !is_due) return is_due.error();
  const auto random = open_for(kAnswer, 0, answer);
  if (!random) return random.error();
  if (random->size() != kRandomSize) {
    return failed({Reason::kUnexpected, "the answer does not hold 16 random bytes", {}});
  }
  copy_bytes(random->reveal(), responder_random_);
  auto confirmation = seal_for(kConfirmation, 0, {});
  if (confirmation) step_ = Step::kOpen;
  return confirmation;
}

Result<void> Channel::accept(ByteView confirmation) {
  if (auto is_due = due(ChannelRole::kResponder, Step::kAnswerSent); !is_due) return is_due;
  const auto nothing = open_for(kConfirmation, 0, confirmation);
  if (!nothing) return nothing.error();
  if (!nothing->empty()) return failed({Reason::kUnexpected, "the confirmation is not empty", {}});
  step_ = Step::kOpen;
  return {};
}

Result<Bytes> Channel::seal(ByteView message) {
  if (message.size() > kMaxChannelMessage) {
    return Failure{Reason::kTooLarge, "a message has more than 16384 bytes", {}};
  }
  return seal_next(kMessage, message);
}

Result<Bytes> Channel::close() {
  auto sealed = seal_next(kClose, {});
  if (sealed) has_closed_ = true;
  return sealed;
}

Result<Bytes> Channel::seal_next(std::byte kind, ByteView message) {
  if (!is_open()) return refused("the channel is not open");
  if (has_closed_) return refused("this end has closed the channel");
  SecretBytes plaintext{1 + message.size()};
  plaintext.prepare()[0] = kind;
  copy_bytes(message, plaintext.prepare().subspan(1));
  const bool is_initiator = role_ == ChannelRole::kInitiator;
  auto sealed =
      seal_for(is_initiator ? kFromInitiator : kFromResponder, num_sealed_, plaintext.reveal());
  if (sealed) ++num_sealed_;
  return sealed;
}

Result<Received> Channel::open(ByteView message) {
  if (!is_open()) return refused("the channel is not open");
  if (peer_has_closed_) {
    return failed({Reason::kUnexpected, "a message after the other end has closed", {}});
  }
  const bool is_initiator = role_ == ChannelRole::kInitiator;
  const auto plaintext =
      open_for(is_initiator ? kFromResponder : kFromInitiator, num_opened_, message);
  if (!plaintext) return plaintext.error();
  const auto bytes = plaintext->reveal();
  const bool is_known = !bytes.empty() && (bytes[0] == kMessage || bytes[0] == kClose);
  if (!is_known || (bytes[0] == kClose && bytes.size() != 1)) {
    return failed({Reason::kUnexpected, "a message of an unknown kind", {}});
  }
  ++num_opened_;
  peer_has_closed_ = bytes[0] == kClose;
  return Received{.message = SecretBytes{bytes.subspan(1)}, .is_close = peer_has_closed_};
}

Result<void> Channel::finish() const {
  if (peer_has_closed_) return {};
  return Failure{Reason::kTruncated, "the connection ended before the other end closed", {}};
}

Result<void> Channel::due(ChannelRole role, Step step) const {
  if (role_ == role && step_ == step) return {};
  return refused("this step of the handshake is not due");
}

Result<void> Channel::draw(Fixed<kRandomSize>& random) {
  if (auto drawn = rng_->fill(random); !drawn) {
    return failed(core_failure(drawn.error(), "draw random bytes"));
  }
  return {};
}

/// The external data that bind a message to its place.
Bytes Channel::context(std::uint64_t purpose, std::uint64_t number) const {
  Bytes bytes;
  CborWriter writer{bytes};
  writer.start_array(7);
  writer.put_text(kProtocol);
  writer.put_unsigned(purpose);
  writer.put_bytes(names_.initiator);
  writer.put_bytes(names_.responder);
  writer.put_bytes(initiator_random_);
  // The answer brings it, and is bound to it by that.
  writer.put_bytes(purpose == kAnswer ? ByteView{} : ByteView{responder_random_});
  writer.put_unsigned(number);
  return bytes;
}

Result<Bytes> Channel::seal_for(std::uint64_t purpose, std::uint64_t number, ByteView plaintext) {
  const auto external = context(purpose, number);
  auto sealed =
      seal_encrypt0(*key_, *nonces_, plaintext, {.key_id = Bytes{}, .external_aad = external});
  if (!sealed) return failed(sealed.error());
  return sealed;
}

Result<SecretBytes> Channel::open_for(std::uint64_t purpose, std::uint64_t number,
                                      ByteView message) {
  if (message.size() > kMaxChannelFrame) {
    return failed({Reason::kTooLarge, "a message is longer than a channel's", {}});
  }
  const auto external = context(purpose, number);
  auto opened =
      open_encrypt0(*key_, message, {.external_aad = external, .key_id = KeyIdRule::any()});
  if (!opened) return failed(opened.error());
  return std::move(opened->plaintext);
}

Failure Channel::failed(Failure why) {
  step_ = Step::kFailed;
  return why;
}

}  // namespace stsafe::cose
