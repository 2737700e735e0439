#include "cose/cbor_reader.h"

#include <algorithm>
#include <limits>

namespace stsafe::cose {

namespace {

constexpr std::uint64_t kFalse = 20;
constexpr std::uint64_t kTrue = 21;
constexpr auto kMaxInteger = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

std::string printable(std::string_view text) {
  std::string shown{text.substr(0, 40)};
  std::ranges::replace_if(shown, [](char c) { return c < ' ' || c > '~'; }, '?');
  return shown;
}

}  // namespace

std::string to_text(const Label& label) {
  if (const auto* number = std::get_if<std::int64_t>(&label)) return std::to_string(*number);
  return '"' + printable(std::get<std::string>(label)) + '"';
}

Failure CborReader::failure(Reason reason, std::string_view what) const {
  return {reason, "byte " + std::to_string(offset()) + ": " + std::string{what}, {}};
}

Result<CborHead> CborReader::peek() const {
  const auto head = decode_head(rest(), offset());
  if (!head) return head.error();
  if (!*head) return failure(Reason::kTruncated, "ends where an item should be");
  return **head;
}

bool CborReader::next_is(CborType type) const {
  const auto head = peek();
  return head && head->type == type;
}

Result<CborHead> CborReader::take_head(CborType type) {
  const auto head = peek();
  if (!head) return head.error();
  if (head->type != type) {
    return failure(Reason::kUnexpected, name(head->type) + " instead of " + name(type));
  }
  if (head->is_indefinite) {
    return failure(Reason::kUnexpected, name(type) + " of indefinite length");
  }
  position_ += head->size;
  return *head;
}

Result<std::uint64_t> CborReader::take_unsigned() {
  const auto head = take_head(CborType::kUnsigned);
  if (!head) return head.error();
  return head->argument;
}

Result<std::int64_t> CborReader::take_integer() {
  const auto head = peek();
  if (!head) return head.error();
  if (head->type != CborType::kUnsigned && head->type != CborType::kNegative) {
    return failure(Reason::kUnexpected, name(head->type) + " instead of integer");
  }
  if (head->argument > kMaxInteger) return failure(Reason::kUnexpected, "integer out of range");
  position_ += head->size;
  const auto number = static_cast<std::int64_t>(head->argument);
  return head->type == CborType::kUnsigned ? number : -1 - number;
}

Result<bool> CborReader::take_bool() {
  const auto head = peek();
  if (!head) return head.error();
  if (head->type != CborType::kSimple || head->size != 1 || head->is_indefinite ||
      (head->argument != kFalse && head->argument != kTrue)) {
    return failure(Reason::kUnexpected, "neither true nor false");
  }
  position_ += head->size;
  return head->argument == kTrue;
}

Result<ByteView> CborReader::take_content(CborType type) {
  const auto start = position_;
  const auto head = take_head(type);
  if (!head) return head.error();
  if (head->argument > rest().size()) {
    position_ = start;
    return failure(Reason::kTruncated, "ends within a " + name(type));
  }
  const auto content = rest().first(static_cast<std::size_t>(head->argument));
  position_ += content.size();
  return content;
}

Result<ByteView> CborReader::take_bytes() { return take_content(CborType::kBytes); }

Result<std::string_view> CborReader::take_text() {
  const auto content = take_content(CborType::kText);
  if (!content) return content.error();
  if (content->empty()) return std::string_view{};
  return std::string_view{reinterpret_cast<const char*>(content->data()), content->size()};
}

Result<Bytes> CborReader::take_joined_bytes(std::size_t limit) {
  const auto start = position_;
  const auto head = peek();
  if (!head) return head.error();
  const auto is_chunked = head->type == CborType::kBytes && head->is_indefinite;
  if (is_chunked) position_ += head->size;
  Bytes joined;
  do {
    const auto next = peek();
    if (next && is_chunked && next->is_break()) {
      position_ += next->size;
      return joined;
    }
    const auto chunk = take_bytes();
    if (chunk && chunk->size() <= limit - joined.size()) {
      joined.insert(joined.end(), chunk->begin(), chunk->end());
      continue;
    }
    const auto why = chunk ? failure(Reason::kTooLarge,
                                     "byte string of more than " + std::to_string(limit) + " bytes")
                           : chunk.error();
    position_ = start;
    return why;
  } while (is_chunked);
  return joined;
}

Result<std::uint64_t> CborReader::take_array() {
  const auto start = position_;
  const auto head = take_head(CborType::kArray);
  if (!head) return head.error();
  if (head->argument > rest().size()) {
    position_ = start;
    return failure(Reason::kTruncated, "ends within an array");
  }
  return head->argument;
}

Result<std::uint64_t> CborReader::take_map() {
  const auto start = position_;
  const auto head = take_head(CborType::kMap);
  if (!head) return head.error();
  if (head->argument > rest().size() / 2) {
    position_ = start;
    return failure(Reason::kTruncated, "ends within a map");
  }
  return head->argument;
}

Result<std::uint64_t> CborReader::take_tag() {
  const auto head = take_head(CborType::kTag);
  if (!head) return head.error();
  return head->argument;
}

Result<Label> CborReader::take_label() {
  if (next_is(CborType::kText)) {
    const auto text = take_text();
    if (!text) return text.error();
    return Label{std::string{*text}};
  }
  const auto number = take_integer();
  if (!number) return number.error();
  return Label{*number};
}

Result<ByteView> CborReader::take_item() {
  const auto start = position_;
  if (const auto skipped = skip(kMaxDepth); !skipped) {
    position_ = start;
    return skipped.error();
  }
  return bytes_.subspan(start, position_ - start);
}

Result<void> CborReader::skip(unsigned depth) {
  if (depth == 0) {
    return failure(Reason::kTooLarge, "nested more than " + std::to_string(kMaxDepth) + " deep");
  }
  const auto head = peek();
  if (!head) return head.error();
  if (head->is_break()) return failure(Reason::kMalformed, "\"break\" where an item should be");
  position_ += head->size;
  return head->is_indefinite ? skip_until_break(*head, depth) : skip_content(*head, depth);
}

Result<void> CborReader::skip_content(const CborHead& head, unsigned depth) {
  auto num_items = head.argument;
  switch (head.type) {
    case CborType::kUnsigned:
    case CborType::kNegative:
    case CborType::kSimple: return {};
    case CborType::kBytes:
    case CborType::kText:
      if (head.argument > rest().size()) {
        return failure(Reason::kTruncated, "ends within a " + name(head.type));
      }
      position_ += static_cast<std::size_t>(head.argument);
      return {};
    case CborType::kTag: num_items = 1; break;
    case CborType::kArray: break;
    case CborType::kMap:
      if (head.argument > rest().size()) return failure(Reason::kTruncated, "ends within a map");
      num_items *= 2;
      break;
  }
  if (num_items > rest().size()) {
    return failure(Reason::kTruncated, "ends before the last item of a container or tag");
  }
  for (std::uint64_t i = 0; i < num_items; ++i) {
    if (const auto skipped = skip(depth - 1); !skipped) return skipped;
  }
  return {};
}

Result<void> CborReader::skip_until_break(const CborHead& head, unsigned depth) {
  const auto is_string = head.type == CborType::kBytes || head.type == CborType::kText;
  for (std::uint64_t num_items = 0;; ++num_items) {
    const auto next = peek();
    if (!next) return next.error();
    if (next->is_break()) {
      if (head.type == CborType::kMap && num_items % 2 != 0) {
        return failure(Reason::kMalformed, "map ends after a key without a value");
      }
      position_ += next->size;
      return {};
    }
    if (is_string && (next->type != head.type || next->is_indefinite)) {
      return failure(Reason::kMalformed, name(next->type) + " within a " + name(head.type));
    }
    if (const auto skipped = skip(depth - 1); !skipped) return skipped;
  }
}

Result<void> CborReader::finish() const {
  if (at_end()) return {};
  return failure(Reason::kUnexpected, "bytes after the end");
}

}  // namespace stsafe::cose
