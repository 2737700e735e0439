#include "cose/recipient_key.h"

#include <algorithm>

namespace stsafe::cose {

bool names_key(const Recipient& recipient, ByteView key_id) {
  const auto* named = recipient.headers.key_id();
  return named == nullptr || key_id.empty() || std::ranges::equal(*named, key_id);
}

}  // namespace stsafe::cose
