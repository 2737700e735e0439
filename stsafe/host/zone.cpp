#include "stsafe/host/zone.h"

#include "stsafe/host/zone_range.h"
#include "stsafe/wire/commands/data_zone.h"

namespace stsafe::host {

Result<void> Zone::read(std::size_t offset, ByteSpan out, CallProtection protection) {
  if (out.empty()) return UsageError::kWrongSize;
  if (!is_addressable(offset, out.size())) return UsageError::kOutOfRange;
  ProtectedCall call{device_, protection};
  while (!out.empty()) {
    const auto piece = out.first(std::min(out.size(), max_piece_));
    const auto answer = call(wire::Read{
        .zone = zone_, .offset = zone_offset(offset), .length = zone_length(piece.size())});
    if (!answer) return answer.error();
    const auto content = answer->content.bytes();
    if (content.size() != piece.size()) return LinkError::kUnexpectedResponse;
    copy_bytes(content, piece);
    device_.forget();
    offset += piece.size();
    out = out.subspan(piece.size());
  }
  return {};
}

Result<void> Zone::update(std::size_t offset, ByteView data, Atomicity atomicity,
                          CallProtection protection) {
  const bool atomic = atomicity == Atomicity::kAtomic;
  if (data.empty() || (atomic && data.size() > max_piece_)) return UsageError::kWrongSize;
  if (!is_addressable(offset, data.size())) return UsageError::kOutOfRange;
  ProtectedCall call{device_, protection};
  while (!data.empty()) {
    const auto piece = data.first(std::min(data.size(), max_piece_));
    const auto answer = call(wire::Update{.option = wire::ZoneOption{}.with_atomicity(atomic),
                                          .zone = zone_,
                                          .offset = zone_offset(offset),
                                          .data = wire::Tail{piece}});
    if (!answer) return answer.error();
    offset += piece.size();
    data = data.subspan(piece.size());
  }
  return {};
}

Result<void> Zone::change_read_access(wire::ZoneRight to, CallProtection protection) {
  if (!is_known(to.access)) return UsageError::kOutOfRange;
  const auto answer = ProtectedCall{device_, protection}(
      wire::ChangeReadAccess{.option = wire::ZoneOption::change_to(to), .zone = zone_});
  return answer ? Result<void>{} : answer.error();
}

Result<void> Zone::change_update_access(wire::ZoneRight to, std::size_t offset, ByteView data,
                                        CallProtection protection) {
  if (!is_known(to.access)) return UsageError::kOutOfRange;
  if (data.empty() || data.size() > max_piece_) return UsageError::kWrongSize;
  if (!is_addressable(offset, data.size())) return UsageError::kOutOfRange;
  const auto answer = ProtectedCall{device_, protection}(
      wire::Update{.option = wire::ZoneOption::change_to(to).with_atomicity(true),
                   .zone = zone_,
                   .offset = zone_offset(offset),
                   .data = wire::Tail{data}});
  return answer ? Result<void>{} : answer.error();
}

}  // namespace stsafe::host
