#include "stsafe/sim/dispatch.h"

namespace stsafe::sim {
namespace {

template <class C>
concept DependsOnKeyMode = requires { C::kKeyMode; };

constexpr wire::Opcode kQuery{0x14};
constexpr wire::Opcode kPutAttribute{0x10};
constexpr wire::Opcode kDelete{0x0C};

/// What a code says whose subject it does not know: an attribute that is not there, or a command
/// that makes no sense (trap T-15 of part 02).
constexpr Status unknown_subject(wire::Opcode opcode) {
  return opcode == kQuery || opcode == kPutAttribute || opcode == kDelete
             ? Status::kEntryNotFound
             : Status::kInconsistentCommandData;
}

/// The mode of the key that a command of mode-dependent layout names in its first byte.
Result<wire::KeyMode, Status> mode_of_slot(const Context& cx, ByteView payload) {
  if (payload.empty()) return Status::kInconsistentCommandData;
  const wire::SlotNumber slot{std::to_integer<std::uint8_t>(payload[0])};
  if (!cx.has_symmetric_slot(slot)) return Status::kEntryNotFound;
  const auto& key = cx.nvm.symmetric[slot.raw()];
  if (!key.present) return Status::kKeyNotFound;
  return key.key.mode;
}

/// A command in which host and chip agree on a key.
template <class C>
concept AgreesOnKey = requires(const C& command) {
  { command.host_public_key } -> std::convertible_to<PublicKey>;
};

/// True if such a command names a curve that nobody can agree on: Ed25519. What follows may have
/// any form, as that of the vendor's library (U-39 of part 03).
bool cannot_agree(ByteView payload) {
  wire::Reader r{payload};
  Curve curve{};
  decode(r, curve);
  return !r.failed() && !can_agree(curve);
}

template <wire::Command C>
Result<std::size_t, Status> run(Context& cx, ByteView payload, ByteSpan out) {
  if constexpr (AgreesOnKey<C>) {
    if (cannot_agree(payload)) return Status::kWrongKeyType;
  }
  const auto command = wire::decode_message<C>(payload);
  // Part 03, appendix B; part 02, annex A, has 02 for a curve, too.
  if (command.failed_with(LinkError::kUnknownCurve)) return Status::kValueOutOfRange;
  if (!command) return Status::kInconsistentCommandData;
  const auto response = handle(cx, *command);
  if (!response) return response.error();
  wire::Writer w{out};
  encode(w, *response);
  if (!w.finish()) return Status::kBufferLengthExceeded;
  return w.size();
}

/// Runs C if it is the command asked for; says whether it was.
template <wire::Command C>
bool try_run(Context& cx, wire::Opcode opcode, ByteView payload, ByteSpan out, Outcome& outcome) {
  if (opcode != C::kOpcode) return false;
  if constexpr (wire::HasSubject<C>) {
    if (payload.empty() || payload[0] != static_cast<std::byte>(C::kSubject.raw())) {
      outcome.payload_size =
          payload.empty() ? Status::kInconsistentCommandData : unknown_subject(opcode);
      return false;
    }
    payload = payload.subspan(1);
  }
  outcome.command = wire::index_of<C>();
  if constexpr (DependsOnKeyMode<C>) {
    const auto mode = mode_of_slot(cx, payload);
    if (!mode || *mode != C::kKeyMode) {
      outcome.payload_size = mode ? Status::kWrongModeOfOperation : mode.error();
      return false;
    }
  }
  outcome.payload_size = run<C>(cx, payload, out);
  return true;
}

template <wire::Command... Cs>
Outcome dispatch_in(wire::CommandList<Cs...>, Context& cx, wire::Opcode opcode, ByteView payload,
                    ByteSpan out) {
  Outcome outcome;
  static_cast<void>((try_run<Cs>(cx, opcode, payload, out, outcome) || ...));
  return outcome;
}

template <wire::Command... Cs>
bool is_in(wire::CommandList<Cs...>, wire::Opcode opcode) {
  return ((opcode == Cs::kOpcode) || ...);
}

}  // namespace

Outcome dispatch(Context& cx, wire::Opcode opcode, ByteView payload, ByteSpan out) {
  return dispatch_in(wire::Commands{}, cx, opcode, payload, out);
}

bool is_supported(wire::Opcode opcode) { return is_in(wire::Commands{}, opcode); }

}  // namespace stsafe::sim
