#pragma once

#include "stsafe/host/authorization.h"
#include "stsafe/link/transport.h"
#include "stsafe/wire/frame.h"
#include "stsafe/wire/message.h"

namespace stsafe::host {

class ChunkRun;
class HostSession;

/// Which commands go through an open host session.
enum class ProtectionPolicy : std::uint8_t {
  kAsConfigured,  ///< those for which the chip demands it
  kAlways,        ///< every command that can, so that answers are authenticated, too
};

/// What happened on the way that the caller did not see as an error.
struct Recoveries {
  unsigned num_resynchronisations = 0;  ///< the host session counter was read again and adopted
  unsigned num_repeats = 0;             ///< a command without effect was sent again
};

/// An STSAFE-A120 at the other end of a transport. Not for use from two threads at once.
class Device {
 public:
  // The buffers are written before they are read.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
  explicit Device(link::Transport& transport) : transport_(transport) {}
  ~Device() { forget(); }
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  /// Makes sure that an STSAFE-A120 answers, and reads which commands it wants protected.
  /// UsageError::kWrongDevice for other members of the family.
  Result<void> initialise();

  /// Sends a command and returns the chip's answer. Views inside the answer show this device's
  /// memory: they are valid until the next call or forget().
  ///
  /// Errors: the chip's Status; LinkError, BusError if there was no good answer; ChannelError
  /// around the host session. A command without effect is repeated once after a lost answer;
  /// if the repeat does not reach the chip, the error is that of the first try.
  template <wire::Command C>
  Result<typename C::Response> call(const C& command) {
    if constexpr (wire::SaysAnswerSize<C>) {
      return call(command, command.answer_size());
    } else {
      return call_expecting(command, frame_size(wire::fixed_size_of<typename C::Response>()));
    }
  }

  /// The same for a caller who knows how long the answer is, if all goes well: its payload without
  /// protection. It saves a read; an answer of another size is none the worse.
  template <wire::Command C>
  Result<typename C::Response> call(const C& command, std::size_t answer_size) {
    return call_expecting(command, wire::kMinResponseSize + answer_size);
  }

  void set_protection_policy(ProtectionPolicy policy) { policy_ = policy; }
  ProtectionPolicy protection_policy() const { return policy_; }
  const Authorization& authorization() const { return authorization_; }
  const Recoveries& recoveries() const { return recoveries_; }
  HostSession* session() const { return session_; }

  /// Wipes what the last exchange left in memory. Answers returned before become zeros.
  void forget();

 private:
  friend class ChunkRun;
  friend class HostSession;

  struct CommandFacts {
    void (*encode_fields)(wire::Writer&, const void* command);
    void (*decode_fields)(wire::Reader&, void* response);
    link::ShortTime earliest;
    wire::Opcode opcode;
    wire::Subject subject;
    wire::Effect effect;
  };

  /// In a frame without protection; 0 if it is open.
  static constexpr std::size_t frame_size(std::optional<std::size_t> payload_size) {
    return payload_size ? wire::kMinResponseSize + *payload_size : 0;
  }

  template <wire::Command C>
  Result<typename C::Response> call_expecting(const C& command, std::size_t frame_size) {
    using Response = typename C::Response;
    static constexpr CommandFacts facts{
        [](wire::Writer& w, const void* c) { encode(w, *static_cast<const C*>(c)); },
        [](wire::Reader& r, void* response) { decode(r, *static_cast<Response*>(response)); },
        link::earliest_for(C::kTypicalTime),
        C::kOpcode,
        wire::subject_of<C>(),
        C::kEffect};
    Result<Response> response{Response{}};  // read in place, not copied
    if (const auto done = transact(facts, &command, &*response, frame_size); !done) {
      response = done.error();
    }
    return response;
  }

  /// Sends the command, again where that helps and does no harm, and reads the answer.
  Result<void> transact(const CommandFacts& facts, const void* command, void* response,
                        std::size_t frame_size);
  Result<ByteView> transact_once(const CommandFacts& facts, const void* command,
                                 std::size_t frame_size);
  /// Sends the first `size` bytes of the request buffer and takes the answer apart.
  Result<wire::ResponseFrame> exchange(std::size_t size, link::Expectation expected);

  link::Transport& transport_;
  HostSession* session_ = nullptr;
  std::uint32_t last_chunk_run_ = 0;  ///< numbers the messages by chunks; only the last one runs
  ProtectionPolicy policy_ = ProtectionPolicy::kAsConfigured;
  Recoveries recoveries_{};
  Authorization authorization_{};
  // Written before they are read, and wiped after each exchange.
  Fixed<wire::kMaxCommandSize> request_;
  Fixed<wire::kMaxResponseSize> reply_;
};

}  // namespace stsafe::host
