#include "apps/stsafe/key_report.h"

#include <fmt/format.h>

#include "apps/stsafe/key_words.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"
#include "ports/certificates_openssl/public_key_info.h"

namespace stsafe::tool {

using wire::KeyMode;

Json key_json(const wire::KeyDescription& key) {
  Json json{{"type", text::name(key.type)},
            {"mode", text::name(key.mode)},
            {"usage", usage_words(key.usage)},
            {"lock", text::name(key.lock)}};
  switch (key.mode) {
    case KeyMode::kCcmStar:
      json["tag_length"] = key.parameter;
      if (key.counter.present()) json["counter_offset"] = key.counter.offset();
      break;
    case KeyMode::kGcm: json["tag_length"] = key.parameter; break;
    case KeyMode::kCmac: json["mac_length"] = key.parameter; break;
    case KeyMode::kHmac:
    case KeyMode::kHkdf:
    case KeyMode::kEcb: break;
  }
  return json;
}

Json public_key_json(const PublicKey& key) {
  return {{"curve", text::name(key.curve())},
          {"public_key_hex", text::to_hex(key.raw())},
          {"public_key_pem", certificates_openssl::public_key_pem(key)}};
}

std::string key_text(const wire::KeyDescription& key) {
  auto text = fmt::format("{} {}", text::name(key.type), text::name(key.mode));
  if (key.mode == KeyMode::kCcmStar || key.mode == KeyMode::kGcm) {
    text += fmt::format(", tag of {} bytes", key.parameter);
  }
  return text + fmt::format(", {}, {}", text::usage_names(key.usage), text::name(key.lock));
}

}  // namespace stsafe::tool
