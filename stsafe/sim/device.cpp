#include "stsafe/sim/device.h"

#include <limits>

#include "stsafe/sim/access/command_access.h"
#include "stsafe/sim/dispatch.h"
#include "stsafe/wire/commands/device_settings.h"

namespace stsafe::sim {
namespace {

/// The longest answer on the bus (trap T-15).
constexpr std::size_t kMaxAnswerSize = 755;
constexpr wire::SequenceCounter kLastCounter{std::numeric_limits<std::uint32_t>::max()};
constexpr std::byte kLifeCycleTag{0x08};

}  // namespace

Result<void, StoreError> Device::power_on() {
  power_off();
  auto loaded = store_.load(nvm_);
  if (loaded.failed_with(StoreError::kEmpty)) {
    Fixed<kUniqueSerialSize> unique_serial{};
    if (!crypto_.rng.fill(unique_serial)) return StoreError::kUnavailable;
    personalise(profile_, unique_serial, nvm_);
    if (!generate_device_keys(profile_, crypto_, nvm_)) return StoreError::kUnavailable;
    if (issuer_ != nullptr && !write_device_certificate(profile_, *issuer_, nvm_)) {
      return StoreError::kUnavailable;
    }
    loaded = store_.create(nvm_);
  }
  if (loaded && !nvm_.zones.fit()) loaded = StoreError::kDamaged;
  i2c_ = nvm_.i2c;
  on_ = static_cast<bool>(loaded);
  return loaded;
}

void Device::power_off() {
  on_ = false;
  forget_volatile();
  changes_.clear();
  session_keys_.mac.clear();
  session_keys_.cipher.clear();
}

void Device::forget_volatile() {
  ram_.clear();
  crypto_.hash_stream.abandon();
  crypto_.cipher_stream.abandon();
}

// The life of a command, in the order of protocol part 01, appendix C.
ByteView Device::answer(ByteView frame) {
  if (!on_) return {};
  last_command_.reset();
  restarted_ = false;
  requested_sleep_ = Sleep::kNone;
  const WipeOnExit command_wiped{command_};
  const WipeOnExit plain_wiped{plain_};
  const WipeOnExit scratch_wiped{scratch_};

  Request request;
  auto status = receive(frame, request);
  if (status == Status::kOk) status = verify_host_mac(request);
  if (status == Status::kOk) status = authorise(frame, request);
  if (status == Status::kOk) status = decrypt(request);
  Context cx{nvm_,     changes_,           ram_,     crypto_,
             choices_, caller_of(request), scratch_, max_answer_size(request)};
  const auto size =
      status == Status::kOk ? execute(request, cx) : Result<std::size_t, Status>{status};
  if (!commit()) {
    power_off();
    return {};
  }
  const auto reply = size ? respond(request, *size) : respond_with(size.error());
  if (!size) return reply;
  requested_sleep_ = cx.sleep_requested();
  restarted_ = cx.restart_requested();
  if (restarted_ || loses_memory(requested_sleep_)) {
    forget_volatile();
    i2c_ = nvm_.i2c;
  }
  return reply;
}

Status Device::receive(ByteView frame, Request& request) {
  if (frame.size() > command_.size()) return Status::kCommunicationError;
  copy_bytes(frame, command_);
  const auto parsed = wire::parse_command(ByteView{command_}.first(frame.size()));
  if (!parsed) return Status::kCommunicationError;
  request.frame = *parsed;
  request.opcode = parsed->opcode();
  request.rule = nvm_.commands.find(request.opcode);
  request.image = {parsed->header, parsed->body};
  return Status::kOk;
}

Status Device::verify_host_mac(Request& request) {
  const auto bits = request.frame.protection();
  if (bits == std::byte{0}) return Status::kOk;
  const bool is_host = (bits & wire::kHostSessionBit) != std::byte{0};
  if (!is_host || !nvm_.host_key.present) return Status::kSessionError;
  if ((bits & wire::kProtectedBit) == std::byte{0}) return Status::kInconsistentCommandData;
  const auto body = request.frame.body;
  if (body.size() < wire::kMacSize) return Status::kCommunicationError;
  if (choices_.max_wrong_macs != 0 && nvm_.host_key.num_wrong_macs >= choices_.max_wrong_macs) {
    return Status::kKeyBlocked;
  }

  request.image.payload = body.first(body.size() - wire::kMacSize);
  request.counter = nvm_.host_key.counter;
  const auto mac = protection_.command_mac(nvm_.host_key.keys, request.counter, request.image);
  if (!mac) return Status::kUnexpectedError;
  if (!equal_constant_time(*mac, body.last(wire::kMacSize))) {
    if (choices_.max_wrong_macs != 0) {
      ++nvm_.host_key.num_wrong_macs;
      changes_.add({RecordKind::kHostKey});
    }
    return Status::kInvalidCMac;
  }
  if (request.counter == kLastCounter) return Status::kCMacCounterMaximumReached;
  // From here on any status is fine: host and chip both count this command (section 4.3).
  nvm_.host_key.counter = wire::SequenceCounter{request.counter.raw() + 1};
  nvm_.host_key.num_wrong_macs = 0;
  changes_.add({RecordKind::kHostKey});
  copy_bytes(nvm_.host_key.keys.mac.reveal(),
             session_keys_.mac.prepare(nvm_.host_key.keys.mac.size()));
  copy_bytes(nvm_.host_key.keys.cipher.reveal(),
             session_keys_.cipher.prepare(nvm_.host_key.keys.cipher.size()));
  request.host_verified = true;
  request.answer_protected = (bits & wire::kResponseProtectedBit) != std::byte{0};
  return Status::kOk;
}

Status Device::authorise(ByteView frame, const Request& request) const {
  if (frame.size() > choices_.max_command_size) return Status::kBufferLengthExceeded;
  if (!is_supported(request.opcode)) return Status::kCommandCodeNotSupported;
  const auto payload = request.image.payload;
  const bool puts_life_cycle = request.opcode == wire::PutLifeCycle::kOpcode && !payload.empty() &&
                               payload[0] == kLifeCycleTag;
  if (const auto s = check_life_cycle(request.opcode, puts_life_cycle, nvm_.life_cycle);
      s != Status::kOk) {
    return s;
  }
  return check_command_access(request.rule, caller_of(request));
}

Caller Device::caller_of(const Request& request) const {
  return {.host_verified = request.host_verified,
          .password_verified = ram_.password_verified,
          .entity_authenticated = ram_.entity_authenticated};
}

Status Device::decrypt(Request& request) {
  const auto received = request.image.payload;
  copy_bytes(received, plain_);
  request.payload = ByteSpan{plain_}.first(received.size());
  if (!request.host_verified || !request.rule.encrypt_command) return Status::kOk;
  const auto size = protection_.decrypt(session_keys_, request.counter,
                                        channel::Direction::kCommand, request.payload);
  if (!size) return Status::kCommandDecryptionError;
  request.payload = request.payload.first(*size);
  return Status::kOk;
}

std::size_t Device::max_answer_size(const Request& request) {
  const auto room = kMaxAnswerSize - wire::kMinResponseSize;
  if (!request.answer_protected) return room;
  const auto payload = room - wire::kMacSize;
  if (!request.rule.encrypt_response) return payload;
  return payload / crypto::kAesBlockSize * crypto::kAesBlockSize - 1;  // padded by at least a byte
}

Result<std::size_t, Status> Device::execute(const Request& request, Context& cx) {
  const auto out = ByteSpan{reply_}.subspan(wire::kResponsePrefixSize, kReceiveCapacity);
  const auto outcome = dispatch(cx, request.opcode, request.payload, out);
  last_command_ = outcome.command;
  if (outcome.payload_size && *outcome.payload_size > cx.max_answer_size) {
    return Status::kBufferLengthExceeded;
  }
  return outcome.payload_size;
}

ByteView Device::respond(const Request& request, std::size_t payload_size) {
  if (!request.answer_protected) {
    return wire::seal_response(reply_, std::byte{0}, payload_size);
  }
  const bool keys_changed =
      choices_.answer_re_pairing_with_new_keys &&
      !equal_constant_time(nvm_.host_key.keys.mac.reveal(), session_keys_.mac.reveal());
  const auto& keys = keys_changed ? nvm_.host_key.keys : session_keys_;
  const auto room = ByteSpan{reply_}.subspan(wire::kResponsePrefixSize);
  if (request.rule.encrypt_response && payload_size > 0) {
    const auto encrypted = protection_.encrypt(
        keys, request.counter, channel::Direction::kResponse,
        room.first(room.size() - wire::kMacSize - wire::kCrcSize), payload_size);
    if (!encrypted) return respond_with(Status::kUnexpectedError);
    payload_size = *encrypted;
  }
  const auto header = choices_.protected_response_bits;
  const auto mac = protection_.response_mac(keys, request.counter, request.image, header,
                                            room.first(payload_size));
  if (!mac) return respond_with(Status::kUnexpectedError);
  copy_bytes(*mac, room.subspan(payload_size));
  return wire::seal_response(reply_, header, payload_size + wire::kMacSize);
}

ByteView Device::respond_with(Status status) {
  return wire::seal_response(reply_, static_cast<std::byte>(status), 0);
}

bool Device::commit() {
  if (changes_.list().empty()) return true;
  const auto stored = store_.commit(nvm_, changes_.list());
  changes_.clear();
  return static_cast<bool>(stored);
}

}  // namespace stsafe::sim
