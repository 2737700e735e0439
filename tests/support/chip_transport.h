#pragma once

#include "stsafe/link/transport.h"
#include "tests/support/prepared_chip.h"

namespace stsafe::testing_support {

/// Frames straight to a simulated chip. What becomes of the next command with a given code can be
/// chosen. An answer that is no error must have the size that the host expects, if it says one: on
/// a bus, another size costs a second read.
class ChipTransport final : public link::Transport {
 public:
  enum class Fate : std::uint8_t {
    kLostRequest,   ///< the chip does not see it
    kLostAnswer,    ///< the chip executes it
    kStaleSuccess,  ///< the chip does not see it, and an older success is read
  };

  explicit ChipTransport(PreparedChip& chip) : chip_(chip) {}

  void next(wire::Opcode opcode, Fate fate) {
    opcode_ = opcode;
    fate_ = fate;
  }

  Result<ByteView> exchange(ByteView request, ByteSpan reply, link::Expectation expected) override {
    const auto frame = wire::parse_command(request);
    EXPECT_TRUE(frame);
    const auto fate =
        frame->opcode() == opcode_ ? std::exchange(fate_, std::nullopt) : std::nullopt;
    if (fate == Fate::kLostRequest) return LinkError::kNoAnswer;
    if (fate == Fate::kStaleSuccess) return wire::seal_response(reply, std::byte{0}, 0);
    const auto answer = chip_.answer(request);
    if (fate == Fate::kLostAnswer) return LinkError::kNoAnswer;
    const bool is_error = (answer[0] & wire::kCodeBits) != std::byte{0};
    if (expected.size != 0 && !is_error) {
      EXPECT_EQ(answer.size(), expected.size) << hex(request);
    }
    copy_bytes(answer, reply);
    return ByteView{reply.first(answer.size())};
  }

 private:
  PreparedChip& chip_;
  wire::Opcode opcode_{};
  std::optional<Fate> fate_;
};

}  // namespace stsafe::testing_support
