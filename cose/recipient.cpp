#include "cose/recipient.h"

namespace stsafe::cose {
namespace {

constexpr std::uint64_t kItems = 3;

Result<Recipient> take_recipient(CborReader& reader) {
  const auto num_items = reader.take_array();
  if (!num_items) return num_items.error();
  if (*num_items != kItems && *num_items != kItems + 1) {
    return reader.failure(Reason::kUnexpected, "a recipient has three or four items");
  }
  auto headers = take_headers(reader);
  if (!headers) return headers.error();
  Recipient recipient{.headers = std::move(*headers), .is_layered = *num_items != kItems};
  if (reader.next_is(CborType::kBytes)) {
    auto key = reader.take_joined_bytes(kMaxEncryptedKeySize);
    if (!key) return key.error();
    recipient.encrypted_key = std::move(*key);
  } else if (auto none = reader.take_item(); !none) {  // nil, of an algorithm that agrees on a key
    return none.error();
  }
  if (recipient.is_layered) {
    if (auto own_recipients = reader.take_item(); !own_recipients) return own_recipients.error();
  }
  return recipient;
}

}  // namespace

std::optional<std::int64_t> Recipient::algorithm() const {
  return headers.protected_map.algorithm ? headers.protected_map.algorithm
                                         : headers.unprotected.algorithm;
}

Result<std::vector<Recipient>> take_recipients(CborReader& reader) {
  const auto num_recipients = reader.take_array();
  if (!num_recipients) return num_recipients.error();
  if (*num_recipients == 0) return reader.failure(Reason::kUnexpected, "there is no recipient");
  if (*num_recipients > kMaxRecipients) {
    return reader.failure(Reason::kTooLarge,
                          "more than " + std::to_string(kMaxRecipients) + " recipients");
  }
  std::vector<Recipient> recipients;
  for (std::uint64_t i = 0; i < *num_recipients; ++i) {
    auto recipient = take_recipient(reader);
    if (!recipient) return recipient.error();
    recipients.push_back(std::move(*recipient));
  }
  return recipients;
}

void put_recipients(CborWriter& writer, std::span<const Recipient> recipients) {
  writer.start_array(recipients.size());
  for (const auto& recipient : recipients) {
    writer.start_array(kItems);
    put_headers(writer, recipient.headers);
    writer.put_bytes(recipient.encrypted_key);
  }
}

}  // namespace stsafe::cose
