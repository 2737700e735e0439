#include "apps/devices/recording_transport.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "apps/devices/failure.h"
#include "apps/devices/recording_marks.h"
#include "apps/devices/redaction.h"
#include "ports/pcapng/i2c_transaction.h"

namespace stsafe::devices {
namespace {

/// What a chip has when it leaves the factory (protocol part 01, section 1.1). A recording is made
/// above the bus and does not know the address in use.
constexpr std::uint8_t kDefaultAddress = 0x20;

}  // namespace

RecordingTransport::RecordingTransport(link::Transport& inner, link::Clock& clock,
                                       const std::string& file, std::string_view inner_name,
                                       Secrets secrets, Sink trouble)
    : inner_(inner), clock_(clock), file_(file), secrets_(secrets), trouble_(std::move(trouble)) {
  const auto created = writer_.create(file, inner_name);
  if (created) return;
  if (created.failed_with(pcapng::FileError{EEXIST})) {
    throw usage_failure(fmt::format(
        "recording '{}' is there already; take another name, or remove the file first", file));
  }
  throw usage_failure(fmt::format("recording '{}' cannot be written: {}", file,
                                  std::strerror(created.error().code)));
}

RecordingTransport::~RecordingTransport() {
  if (!is_used_) ::unlink(file_.c_str());
}

Result<ByteView> RecordingTransport::exchange(ByteView request, ByteSpan reply,
                                              link::Expectation expected) {
  is_used_ = true;
  const auto rule = knowledge_.rule(request);
  record_command(request, rule);
  knowledge_.sent(request);
  const auto response = inner_.exchange(request, reply, expected);
  if (!response) {
    record(true, {}, failure_mark(response.error()));
    return response;
  }
  record_response(request, *response, rule);
  knowledge_.answered(request, *response);
  return response;
}

void RecordingTransport::record_command(ByteView request, const wire::CommandRule& rule) {
  std::vector<std::byte> frame{request.begin(), request.end()};
  SecretRanges secrets;
  if (secrets_ == Secrets::kRedacted) {
    secrets = secrets_of_command(request, rule, knowledge_.modes());
    redact_command(frame, secrets);
  }
  record(false, std::move(frame), redaction_mark(secrets));
}

void RecordingTransport::record_response(ByteView request, ByteView response,
                                         const wire::CommandRule& rule) {
  std::vector<std::byte> frame{response.begin(), response.end()};
  SecretRanges secrets;
  if (secrets_ == Secrets::kRedacted) {
    secrets = secrets_of_response(request, response, rule, knowledge_.modes());
    redact_response(frame, secrets);
  }
  record(true, std::move(frame), redaction_mark(secrets));
}

void RecordingTransport::record(bool is_read, std::vector<std::byte> frame, std::string comment) {
  if (has_failed_) return;
  const pcapng::I2cTransaction transaction{
      .bus = 0, .address = kDefaultAddress, .is_read = is_read, .bytes = std::move(frame)};
  const pcapng::Packet packet{
      .link_type = pcapng::kLinkTypeI2cLinux,
      .time = clock_.now(),
      .direction = is_read ? pcapng::Direction::kInbound : pcapng::Direction::kOutbound,
      .data = pcapng::encode_i2c(transaction),
      .comment = std::move(comment)};
  const auto written = writer_.write(packet);
  if (written) return;
  has_failed_ = true;
  trouble_(fmt::format("recording '{}' ends here: {}; the device goes on", file_,
                       std::strerror(written.error().code)));
}

}  // namespace stsafe::devices
