#include "tests/random_sequences/rules.h"

namespace stsafe::random_sequences {

/// On P-256; slot 0 is left alone by its mode.
Step generate_key_pair(Scene scene) {
  const auto [key, number] = place_in(scene.model.private_keys, scene.what, 5);
  const auto limit = pick<std::uint16_t>(scene.how, {1, 2, 0xFFFF, 0});
  Step step{"11 13" + number + hex(limit, 2) + " 0000 00082A8648CE3D030107"};
  if (key == nullptr) {
    step.status = Status::kEntryNotFound;
  } else if (key == scene.model.private_keys.data()) {
    step.status = Status::kAccessConditionNotSatisfied;
  } else {
    *key = {true, limit, false};
    step.payload = "04 0020 ..*32 0020 ..*32";
  }
  return step;
}

Step generate_signature(Scene scene) {
  const auto [key, number] = place_in(scene.model.private_keys, scene.what, 5);
  Step step{"16" + number + " 0020 5A*32"};
  if (key == nullptr) {
    step.status = Status::kEntryNotFound;
  } else if (!key->is_present) {
    step.status = Status::kKeyNotFound;
  } else if (key->is_blocked) {
    step.status = Status::kKeyBlocked;
  } else {
    step.payload = "0020 ..*32 0020 ..*32";
    const bool is_limited = key->uses_left != 0 && key->uses_left != 0xFFFF;
    if (is_limited && --key->uses_left == 0) key->is_blocked = true;
  }
  return step;
}

Step put_public_key_flags(Scene scene) {
  const auto [key, number] = place_in(scene.model.public_keys, scene.what, 4);
  const auto wanted = pick<std::uint16_t>(scene.how, {0x0009, 0x001F, 0x0008, 0x0020});
  Step step{"10 4D" + number + hex(wanted, 2)};
  if (wanted > 0x1F) {
    step.status = Status::kInconsistentCommandData;
  } else if (key == nullptr) {
    step.status = Status::kEntryNotFound;
  } else if ((key->flags & 1) == 0) {
    step.status = Status::kAccessConditionNotSatisfied;
  } else {
    key->flags = wanted;
  }
  return step;
}

Step write_public_key(Scene scene) {
  const auto [key, number] = place_in(scene.model.public_keys, scene.what, 4);
  Step step{"1F0A" + number + std::string{kPublicKey}};
  if (key == nullptr) {
    step.status = Status::kEntryNotFound;
  } else if (key->is_present) {
    step.status = Status::kAccessConditionNotSatisfied;
  } else {
    key->is_present = true;
  }
  return step;
}

}  // namespace stsafe::random_sequences
