#include "stsafe/host/counter.h"

#include "stsafe/host/zone_range.h"
#include "stsafe/wire/commands/data_zone.h"

namespace stsafe::host {
namespace {

/// Read has the counter in front of the bytes of the zone.
constexpr std::size_t kCounterSize = wire::kFixedSize<wire::Count>;

}  // namespace

Result<wire::Count> Counter::value(CallProtection protection) {
  const auto answer = ProtectedCall{device_, protection}(wire::Read{.zone = zone_}, kCounterSize);
  if (!answer) return answer.error();
  wire::Reader r{answer->content.bytes()};
  wire::Count value;
  decode(r, value);
  if (!r.finish()) return LinkError::kUnexpectedResponse;
  return value;
}

Result<wire::Count> Counter::read(std::size_t offset, ByteSpan out, CallProtection protection) {
  if (out.empty()) return UsageError::kWrongSize;
  if (!is_addressable(offset, out.size())) return UsageError::kOutOfRange;
  ProtectedCall call{device_, protection};
  wire::Count value;
  for (bool is_first = true; !out.empty(); is_first = false) {
    const auto piece = out.first(std::min(out.size(), max_piece_));
    const auto answer = call(
        wire::Read{
            .zone = zone_, .offset = zone_offset(offset), .length = zone_length(piece.size())},
        kCounterSize + piece.size());
    if (!answer) return answer.error();
    wire::Reader r{answer->content.bytes()};
    wire::Count now;
    decode(r, now);
    const auto content = r.rest();
    const bool is_consistent = is_first || now == value;
    if (r.failed() || content.size() != piece.size() || !is_consistent) {
      return LinkError::kUnexpectedResponse;
    }
    value = now;
    copy_bytes(content, piece);
    device_.forget();
    offset += piece.size();
    out = out.subspan(piece.size());
  }
  return value;
}

Result<wire::Count> Counter::decrement(wire::Count amount, CallProtection protection) {
  return send({}, amount, 0, {}, protection);
}

Result<wire::Count> Counter::decrement(wire::Count amount, std::size_t offset, ByteView data,
                                       CallProtection protection) {
  return send({}, amount, offset, data, protection);
}

Result<wire::Count> Counter::change_decrement_access(wire::ZoneRight to, wire::Count amount,
                                                     std::size_t offset, ByteView data,
                                                     CallProtection protection) {
  if (!is_known(to.access)) return UsageError::kOutOfRange;
  return send(wire::ZoneOption::change_to(to), amount, offset, data, protection);
}

Result<wire::Count> Counter::send(wire::ZoneOption option, wire::Count amount, std::size_t offset,
                                  ByteView data, CallProtection protection) {
  if (amount == wire::Count{0}) return UsageError::kOutOfRange;
  if (data.size() > max_piece_) return UsageError::kWrongSize;
  if (!is_addressable(offset, data.size())) return UsageError::kOutOfRange;
  const auto answer =
      ProtectedCall{device_, protection}(wire::Decrement{.option = option,
                                                         .zone = zone_,
                                                         .offset = zone_offset(offset),
                                                         .amount = amount,
                                                         .data = wire::Tail{data}});
  if (!answer) return answer.error();
  return answer->counter;
}

}  // namespace stsafe::host
