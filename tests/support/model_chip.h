#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <map>
#include <optional>

#include "ports/crypto_openssl/openssl_crypto.h"
#include "stsafe/channel/protection.h"
#include "stsafe/link/transport.h"
#include "stsafe/wire/types.h"
#include "tests/support/frames.h"
#include "tests/support/scripted_rng.h"

namespace stsafe::testing_support {

/// What a chip does with one command, and what becomes of it on the way. By default the command
/// succeeds without payload.
struct Reaction {
  Status status = Status::kOk;
  Bytes payload{};
  std::optional<Error> lost_request{};   ///< the chip does not see the command; the host gets this
  std::optional<Error> lost_answer{};    ///< the chip executes it; the host gets this
  std::optional<Bytes> forged_answer{};  ///< the chip does not see it; somebody else answers this
  bool forged_mac = false;               ///< the R-MAC is wrong
  std::optional<Bytes> raw_payload{};    ///< in place of payload and R-MAC
  std::function<void()> effect{};        ///< what the command changes
};

/// The chip's half of a conversation, for tests of the host: its counter follows protocol part 01,
/// section 4.3, and a test says what each command answers.
class ModelChip final : public link::Transport {
 public:
  /// The keys of the examples of part 01, section 4.10.
  static constexpr auto kMacKey = "00112233445566778899AABBCCDDEEFF"_hex;
  static constexpr auto kCipherKey = "0123456789ABCDEF0123456789ABCDEF"_hex;

  ModelChip() { EXPECT_TRUE(keys_.assign(wire::HostKeyType::kAes128, kMacKey, kCipherKey)); }

  /// The next command that is not a query of the counter is treated like this.
  void next(const Reaction& reaction) { next_.push_back(reaction); }
  /// Every such command is treated like this. For Query and Put: code, then subject.
  void always(wire::Opcode opcode, const Reaction& reaction) { always_[opcode.raw()] = reaction; }

  std::uint32_t counter = 0x41;
  bool has_host_keys = true;
  /// Which commands arrived, in order: like `always`.
  std::vector<std::uint16_t> log;
  /// The payloads, decrypted, of the commands that the chip executed.
  std::vector<Bytes> payloads;
  /// Whether they were protected.
  std::vector<bool> was_protected;
  bool encrypt_command = false;
  bool encrypt_response = false;

  Result<ByteView> exchange(ByteView request, ByteSpan reply, link::Expectation) override {
    const auto frame = wire::parse_command(request);
    if (!frame) {
      ADD_FAILURE() << "not a frame: " << hex(request);
      return frame.error();
    }
    const auto name = name_of(*frame);
    log.push_back(name);
    const auto reaction = name == kQueryCounter ? counter_query() : reaction_to(name);
    if (reaction.lost_request) return *reaction.lost_request;
    const auto answer =
        reaction.forged_answer ? *reaction.forged_answer : execute(*frame, reaction);
    if (reaction.lost_answer) return *reaction.lost_answer;
    copy_bytes(answer, reply);
    return ByteView{reply.first(answer.size())};
  }

  std::size_t count(std::uint16_t name) const {
    return static_cast<std::size_t>(std::ranges::count(log, name));
  }

  static constexpr std::uint16_t kQueryCounter = 0x1447;

 private:
  static std::uint16_t name_of(const wire::CommandFrame& frame) {
    const auto code = frame.opcode().raw();
    if ((code != 0x10 && code != 0x14) || frame.body.empty()) return code;
    return static_cast<std::uint16_t>((code << 8) | std::to_integer<int>(frame.body[0]));
  }

  Reaction counter_query() {
    const auto known = always_.find(kQueryCounter);
    if (known != always_.end()) return known->second;
    if (!has_host_keys) return {.payload = {std::byte{0}}};
    Fixed<6> payload{std::byte{1}};
    wire::Writer w{ByteSpan{payload}.subspan(2)};
    w.put(counter);
    return {.payload = to_bytes(payload)};
  }

  Reaction reaction_to(std::uint16_t name) {
    if (!next_.empty()) {
      auto reaction = next_.front();
      next_.pop_front();
      return reaction;
    }
    const auto known = always_.find(name);
    return known != always_.end() ? known->second : Reaction{};
  }

  Bytes execute(const wire::CommandFrame& frame, const Reaction& reaction) {
    if (frame.protection() == std::byte{0}) {
      if (reaction.status == Status::kOk && reaction.effect) reaction.effect();
      payloads.push_back(to_bytes(frame.body));
      was_protected.push_back(false);
      return answer_frame(reaction.raw_payload.value_or(reaction.payload), header_of(reaction));
    }
    const auto size = frame.body.size() - wire::kMacSize;
    const channel::CommandImage image{frame.header, frame.body.first(size)};
    const wire::SequenceCounter used{counter};
    const auto mac = protection_.command_mac(keys_, used, image);
    EXPECT_TRUE(mac);
    if (hex(*mac) != hex(frame.body.last(wire::kMacSize))) {
      return status_frame(Status::kInvalidCMac);
    }
    if (reaction.status == Status::kCommunicationError || reaction.status == Status::kInvalidCMac) {
      return status_frame(reaction.status);
    }
    ++counter;
    if (reaction.status == Status::kOk && reaction.effect) reaction.effect();
    payloads.push_back(decrypted(used, image.payload));
    was_protected.push_back(true);
    if (reaction.raw_payload) return answer_frame(*reaction.raw_payload, header_of(reaction));
    if (reaction.status != Status::kOk) return status_frame(reaction.status);
    return protected_answer(used, image, reaction);
  }

  Bytes decrypted(wire::SequenceCounter used, ByteView payload) {
    auto plain = to_bytes(payload);
    if (!encrypt_command) return plain;
    const auto size = protection_.decrypt(keys_, used, channel::Direction::kCommand, plain);
    EXPECT_TRUE(size);
    plain.resize(size ? *size : 0);
    return plain;
  }

  Bytes protected_answer(wire::SequenceCounter used, const channel::CommandImage& image,
                         const Reaction& reaction) {
    auto payload = reaction.payload;
    if (encrypt_response && !payload.empty()) {
      const auto size = payload.size();
      payload.resize((size / 16 + 1) * 16);
      EXPECT_TRUE(protection_.encrypt(keys_, used, channel::Direction::kResponse, payload, size));
    }
    auto mac = protection_.response_mac(keys_, used, image, std::byte{0}, payload);
    EXPECT_TRUE(mac);
    if (reaction.forged_mac) (*mac)[3] ^= std::byte{0x01};
    return answer_frame(join({payload, *mac}));
  }

  static std::byte header_of(const Reaction& reaction) {
    return static_cast<std::byte>(reaction.status);
  }

  ScriptedRng no_random_;
  crypto_openssl::OpensslCrypto crypto_{no_random_};
  channel::Protection protection_{crypto_.aes(), crypto_.cmac()};
  channel::HostKeys keys_;
  std::deque<Reaction> next_;
  std::map<std::uint16_t, Reaction> always_;
};

}  // namespace stsafe::testing_support
