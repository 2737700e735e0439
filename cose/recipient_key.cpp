#include "cose/recipient_key.h"

#include <algorithm>

namespace stsafe::cose {

bool names_key(const Recipient& recipient, ByteView key_id) {
  if (key_id.empty()) return true;
  const auto* named = recipient.headers.key_id();
  return named != nullptr && std::ranges::equal(*named, key_id);
}

}  // namespace stsafe::cose
