#include "apps/stsafe/sealing.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "apps/devices/device_string.h"
#include "apps/stsafe/arguments.h"
#include "apps/stsafe/data_argument.h"
#include "apps/stsafe/exit_status.h"
#include "apps/stsafe/interrupt.h"
#include "apps/stsafe/progress.h"
#include "apps/text/advice.h"
#include "apps/text/hex_text.h"
#include "ports/clock_posix/posix_clock.h"
#include "ports/nonce_file/nonce_file.h"
#include "stsafe/host/product_data.h"

namespace stsafe::tool {
namespace {

using Kind = Failure::Kind;
constexpr std::size_t kMaxAssociatedData = 65535;

Kind kind_of_sealing(const cose::Failure& why) {
  switch (why.reason) {
    case cose::Reason::kMalformed:
    case cose::Reason::kTruncated:
    case cose::Reason::kUnexpected:
    case cose::Reason::kUnsupported:
    case cose::Reason::kNotAuthentic:
    case cose::Reason::kOutOfOrder: return Kind::kNotAuthentic;
    case cose::Reason::kUnfitKey:
    case cose::Reason::kWrongKey: return Kind::kNotFound;
    case cose::Reason::kTooLarge:
    case cose::Reason::kInvalidRequest: return Kind::kUsage;
    case cose::Reason::kDevice: return kind_of(why.cause);
    case cose::Reason::kStream:
    case cose::Reason::kNone: break;
  }
  return Kind::kFailed;
}

std::string_view advice_for(const cose::Failure& why) {
  if (why.reason == cose::Reason::kWrongKey) {
    return "Say --key-id NAME for a key that devices share by a name, --any-key-id to try whatever "
           "is named";
  }
  if (why.reason == cose::Reason::kDevice) return text::advice(why.cause);
  return {};
}

/// $XDG_STATE_HOME/stsafe/nonces, made if it is missing.
std::filesystem::path nonce_folder() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  std::filesystem::path folder;
  if (state != nullptr && *state == '/') {
    folder = state;
  } else if (home != nullptr && *home == '/') {
    folder = std::filesystem::path{home} / ".local" / "state";
  } else {
    throw devices::usage_failure(
        "there is no HOME to keep the state of nonces in: say --nonces FILE");
  }
  folder = folder / "stsafe" / "nonces";
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) {
    throw Failure{Kind::kFailed, fmt::format("cannot make the folder '{}': {}; say --nonces FILE",
                                             folder.string(), failed.message())};
  }
  return folder;
}

bool lives_as_long_as_this_process(const std::string& device) {
  const auto parsed = devices::parse_device_string(device);
  return parsed.kind == "sim" && !parsed.state;
}

}  // namespace

Failure sealing_failure(std::string_view step, const cose::Failure& why) {
  auto message = fmt::format("{}: {}", step, why.message.empty() ? name(why.reason) : why.message);
  if (const auto what_to_do = advice_for(why); !what_to_do.empty()) {
    message += fmt::format(". {}", what_to_do);
  }
  return Failure{kind_of_sealing(why), message};
}

struct SlotNonces::FileSource {
  FileSource(const std::string& path, crypto::Rng& rng) : file(path, rng, clock) {}
  clock_posix::PosixClock clock;
  nonce_file::NonceFile file;
};

SlotNonces::SlotNonces(Session& session, const cose::ChipKeyId& key, const std::string& file) {
  if (file.empty() && lives_as_long_as_this_process(session.device_string())) {
    require("Draw a nonce", in_memory_.start(rng_));
    return;
  }
  const auto place =
      file.empty()
          ? (nonce_folder() / fmt::format("{}-{}", text::to_hex(key.serial_number), key.slot.raw()))
                .string()
          : file;
  file_ = std::make_unique<FileSource>(place, rng_);
  if (const auto opened = file_->file.open(); !opened) {
    throw Failure{Kind::kFailed, fmt::format("state of nonces {}", opened.error().text)};
  }
  if (const auto why = file_->file.remark(); !why.empty()) {
    session.remark(fmt::format("'{}' begins anew, safely: {}", place, why));
  }
}

SlotNonces::~SlotNonces() = default;

host::NonceSource& SlotNonces::source() {
  if (file_) return file_->file;
  return in_memory_;
}

std::string SlotNonces::detail() const { return file_ ? file_->file.detail() : std::string{}; }

Fixed<9> serial_number_of(host::Device& device) {
  return require("Query product data", host::ProductData::read(device)).serial_number;
}

void add_sealing_context(CLI::App& verb, SealingContext& context) {
  auto* bytes = verb.add_option("--aad", context.associated_data,
                                "Associated data: authenticated, not encrypted, not stored")
                    ->type_name("HEX");
  verb.add_option("--aad-file", context.associated_data_file, "Associated data from a file")
      ->excludes(bytes)
      ->type_name("FILE");
  verb.add_option("--key-id", context.key_id,
                  "Name of the key (kid), for a key that devices share [chip and slot]")
      ->type_name("NAME");
}

std::vector<std::byte> external_aad(const SealingContext& context) {
  if (!context.associated_data_file.empty()) {
    return read_input(context.associated_data_file, "associated data", kMaxAssociatedData);
  }
  return parse_bytes("--aad", context.associated_data);
}

cose::Bytes name_bytes(const std::string& name) {
  const auto view = std::as_bytes(std::span{name});
  return {view.begin(), view.end()};
}

cose::Watch watch_with(Progress& progress) {
  return {
      .progress = [&progress](std::uint64_t done,
                              std::optional<std::uint64_t> /*total*/) { progress.update(done); },
      .cancelled = &interrupt_flag()};
}

}  // namespace stsafe::tool
