#include "tests/random_sequences/rules.h"

namespace stsafe::random_sequences {

Step put_host_key_control(Scene scene) {
  auto& control = scene.model.host_key_control;
  const auto wanted = pick<std::uint8_t>(scene.how, {0x0A, 0x0E, 0x06, 0x08, 0x1A});
  Step step{"10 4A" + hex(wanted) + " FF"};
  if ((control & 0x08) == 0) {
    step.status = Status::kAccessConditionNotSatisfied;
  } else if ((wanted & 0xF0) != 0) {
    step.status = Status::kValueOutOfRange;
  } else {
    control = wanted;
  }
  return step;
}

Step write_host_keys(Scene scene) {
  auto& model = scene.model;
  const auto which = pick<std::uint8_t>(scene.how, {0, 1});
  const auto [mac, cipher] = host_key_pair(which);
  Step step{"1F07 000000 00 " + mac + " " + cipher};
  const bool may = (model.host_key_control & 0x02) != 0 &&
                   (!model.host_keys || (model.host_key_control & 0x04) != 0);
  if (may) {
    model.host_keys = {which, 0};
  } else {
    step.status = Status::kCommandNotAuthorized;
  }
  return step;
}

Step put_symmetric_control(Scene scene) {
  const auto [slot, number] = place_in(scene.model.symmetric, scene.what, 0x10);
  const auto wanted = pick<std::uint8_t>(scene.how, {0x18, 0x10, 0x08, 0x00, 0x58});
  Step step{"10 4B" + number + hex(wanted) + " FF FF"};
  if (slot == nullptr) {
    step.status = Status::kEntryNotFound;
  } else if ((slot->control & 0x08) == 0) {
    step.status = Status::kAccessConditionNotSatisfied;
  } else if ((wanted & 0xC0) != 0) {
    step.status = Status::kValueOutOfRange;
  } else {
    slot->control = wanted;
  }
  return step;
}

/// A CCM* key with a tag of 4 bytes, with and without counter, under every lock.
Step write_symmetric_key(Scene scene) {
  const auto [slot, number] = place_in(scene.model.symmetric, scene.what, 0x10);
  const auto lock = pick<std::uint8_t>(scene.how, {0, 1, 2});
  const bool has_counter = scene.how % 2 == 1;
  Step step{"1F17" + hex(lock) + number + " 00 00 000C 04" + (has_counter ? " 89" : " 00") +
            " 5A*16"};
  if (slot == nullptr) {
    step.status = Status::kEntryNotFound;
  } else if ((slot->control & 0x10) == 0) {
    step.status = Status::kCommandNotAuthorized;
  } else if (slot->is_present && slot->lock != 0) {
    step.status = Status::kKeyBlocked;
  } else {
    slot->is_present = true;
    slot->lock = lock;
    slot->counter = has_counter ? std::optional<std::uint32_t>{0} : std::nullopt;
  }
  return step;
}

Step erase_symmetric_key(Scene scene) {
  const auto [slot, number] = place_in(scene.model.symmetric, scene.what, 0x10);
  Step step{"1F19" + number};
  if (slot == nullptr) {
    step.status = Status::kEntryNotFound;
  } else if (!slot->is_present) {
    step.status = Status::kKeyNotFound;
  } else if (slot->lock == 1) {
    step.status = Status::kKeyBlocked;
  } else {
    slot->is_present = false;
  }
  return step;
}

Step encrypt(Scene scene) {
  const auto [slot, number] = place_in(scene.model.symmetric, scene.what, 0x10);
  Step step{"1B 02" + number + " 00*13 0000 0001 5A"};
  if (slot == nullptr) {
    step.status = Status::kEntryNotFound;
  } else if (!slot->is_present) {
    step.status = Status::kKeyNotFound;
  } else {
    step.payload = "..*5";
    step.payload += slot->counter ? " 01" + hex((*slot->counter)++, 4) : " 00";
  }
  return step;
}

Step generate_local_envelope_key(Scene scene) {
  const auto [key, number] = place_in(scene.model.local_envelope, scene.what, 2);
  const auto type = pick<std::uint8_t>(scene.how, {0, 1, 2});
  Step step{"11 07" + number + hex(type)};
  if (key == nullptr) {
    step.status = Status::kEntryNotFound;
  } else if (type > 1) {
    step.status = Status::kWrongKeyType;
  } else if (*key) {
    step.status = Status::kAccessConditionNotSatisfied;
  } else {
    *key = type;
  }
  return step;
}

}  // namespace stsafe::random_sequences
