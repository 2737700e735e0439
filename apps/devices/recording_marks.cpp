#include "apps/devices/recording_marks.h"

#include <fmt/format.h>

#include <charconv>
#include <memory>

namespace stsafe::devices {
namespace {

constexpr std::string_view kRedacted = "redacted: ";
constexpr std::string_view kFailed = "failed: ";

/// What stands behind a mark's beginning, in the line that has it.
std::optional<std::string_view> find_line(std::string_view comment, std::string_view beginning) {
  while (!comment.empty()) {
    const auto line = comment.substr(0, comment.find('\n'));
    if (line.starts_with(beginning)) return line.substr(beginning.size());
    comment.remove_prefix(std::min(comment.size(), line.size() + 1));
  }
  return std::nullopt;
}

/// Takes what stands before a separator, or all.
std::string_view take_until(std::string_view& text, std::string_view separator) {
  const auto part = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(text.size(), part.size() + separator.size()));
  return part;
}

std::optional<std::size_t> parse_size(std::string_view text) {
  std::size_t value = 0;
  const auto* end = std::to_address(text.end());
  const auto [stop, error] = std::from_chars(std::to_address(text.begin()), end, value);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

Error error_of(Layer layer, std::uint8_t code) {
  switch (layer) {
    case Layer::kBus: return static_cast<BusError>(code);
    case Layer::kLink: return static_cast<LinkError>(code);
    case Layer::kChannel: return static_cast<ChannelError>(code);
    case Layer::kCrypto: return static_cast<CryptoError>(code);
    case Layer::kDevice: return static_cast<Status>(code);
    case Layer::kUsage: break;
  }
  return static_cast<UsageError>(code);
}

}  // namespace

std::string redaction_mark(const SecretRanges& secrets) {
  std::string mark;
  for (const auto& secret : secrets) {
    mark += fmt::format("{}{} {}+{}", mark.empty() ? kRedacted : ", ", secret.name, secret.offset,
                        secret.size);
  }
  return mark;
}

std::string failure_mark(Error error) {
  return fmt::format("{}{} {}: {}", kFailed, name(error.layer()), error.code(), describe(error));
}

std::optional<SecretRanges> find_redaction(std::string_view comment, std::size_t frame_size) {
  SecretRanges secrets;
  auto rest = find_line(comment, kRedacted);
  if (!rest) return secrets;
  while (!rest->empty()) {
    auto item = take_until(*rest, ", ");
    const auto name = take_until(item, " ");
    const auto offset = parse_size(take_until(item, "+"));
    const auto size = parse_size(item);
    if (!offset || !size || *offset > frame_size || *size > frame_size - *offset) {
      return std::nullopt;
    }
    secrets.push_back({std::string{name}, *offset, *size});
  }
  return secrets;
}

std::optional<Error> find_failure(std::string_view comment) {
  auto rest = find_line(comment, kFailed);
  if (!rest) return std::nullopt;
  const auto layer_name = take_until(*rest, " ");
  const auto code = parse_size(take_until(*rest, ": "));
  if (!code || *code == 0 || *code > UINT8_MAX) return std::nullopt;
  constexpr std::array layers{Layer::kBus,    Layer::kLink,   Layer::kChannel,
                              Layer::kCrypto, Layer::kDevice, Layer::kUsage};
  for (const auto layer : layers) {
    if (name(layer) == layer_name) return error_of(layer, static_cast<std::uint8_t>(*code));
  }
  return std::nullopt;
}

}  // namespace stsafe::devices
