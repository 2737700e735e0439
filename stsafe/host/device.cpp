#include "stsafe/host/device.h"

#include "stsafe/base/wipe.h"
#include "stsafe/host/host_session.h"
#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/product_data.h"

namespace stsafe::host {
namespace {

/// Resynchronise, send, lose the answer, resynchronise, send again.
constexpr int kMaxRepeats = 3;

/// True if the chip may have executed the command although no good answer came back.
bool answer_was_lost(Error error) {
  return error == LinkError::kNoAnswer || error == LinkError::kBadChecksum ||
         error == LinkError::kBadLength || error == ChannelError::kResponseLost;
}

/// Members of the family tell themselves apart by the last two bytes of the mask identification
/// (protocol part 01, section 3.4).
constexpr unsigned kFirstA120Mask = 0x6000;

bool is_a120(ByteView mask) {
  if (mask.size() != 3) return false;
  const auto number =
      (std::to_integer<unsigned>(mask[1]) << 8) | std::to_integer<unsigned>(mask[2]);
  return number >= kFirstA120Mask;
}

}  // namespace

Result<void> Device::initialise() {
  const auto product = call(wire::QueryProductData{});
  if (!product) return product.error();
  wire::Reader r{product->entries.bytes()};
  const auto first = wire::next_entry(r);
  if (r.failed() || first.tag != wire::kMaskIdentificationTag || !is_a120(first.value)) {
    return UsageError::kWrongDevice;
  }
  const auto table = call(wire::QueryCommandAuthorization{});
  if (!table) return table.error();
  return authorization_.load(table->num_records.raw(), table->records.bytes());
}

Result<void> Device::transact(const CommandFacts& facts, const void* command, void* response,
                              std::size_t frame_size) {
  bool is_harmless = facts.effect == wire::Effect::kNone;
  Error lost{};  // what the first try ended with, if the command is being repeated
  for (int repeats = 0;; ++repeats) {
    const auto payload = transact_once(facts, command, frame_size);
    if (payload) {
      wire::Reader r{*payload};
      facts.decode_fields(r, response);
      return r.finish();
    }
    const auto why = payload.error();
    // That a repeat did not reach the chip says nothing of the first try, which did.
    if (lost != Error{} && link::surely_not_executed(why)) return lost;
    if (repeats == kMaxRepeats) return why;
    if (why != ChannelError::kResynchronised) {  // which says: not executed
      if (!is_harmless || !answer_was_lost(why)) return why;
      is_harmless = false;
      lost = why;
    }
    ++recoveries_.num_repeats;
  }
}

Result<ByteView> Device::transact_once(const CommandFacts& facts, const void* command,
                                       std::size_t frame_size) {
  wipe(reply_);
  wire::Writer w{ByteSpan{request_}.first(request_.size() - wire::kCrcSize)};
  wire::encode_header(w, facts.opcode, facts.subject);
  facts.encode_fields(w, command);
  const WipeOnExit request_wiped{request_};
  if (w.overflowed()) return LinkError::kFrameTooLong;

  const link::Expectation expected{facts.earliest, static_cast<std::uint32_t>(frame_size)};
  const bool wanted = session_ != nullptr && policy_ == ProtectionPolicy::kAlways;
  if ((wanted || authorization_.demands_session(facts.opcode)) &&
      !wire::always_plain(facts.opcode)) {
    if (session_ == nullptr) return ChannelError::kNoSession;
    return session_->exchange(authorization_.rule(facts.opcode), w.size(), expected);
  }
  const auto response = exchange(w.size(), expected);
  if (!response) return response.error();
  if (response->status() != Status::kOk) return response->status();
  return response->payload;
}

Result<wire::ResponseFrame> Device::exchange(std::size_t size, link::Expectation expected) {
  const auto request = wire::seal_command(request_, size);
  if (!request) return request.error();
  const auto frame = transport_.exchange(*request, reply_, expected);
  if (!frame) return frame.error();
  return wire::parse_response(*frame);
}

void Device::forget() {
  wipe(request_);
  wipe(reply_);
}

}  // namespace stsafe::host
