#include "tests/random_sequences/rules.h"

namespace stsafe::random_sequences {

Step verify_password(Scene scene) {
  auto& model = scene.model;
  const bool is_right = scene.how % 4 != 0;
  Step step{is_right ? "1A 11*16" : "1A 22*16"};
  if (!model.has_password) {
    step.status = Status::kKeyNotFound;
  } else if (model.tries == 0) {
    step.status = Status::kPasswordBlocked;
  } else {
    model.tries = is_right ? 3 : model.tries - 1;
    model.is_password_verified = is_right;
    step.payload = (is_right ? "01" : "00") + hex(static_cast<unsigned>(model.tries));
  }
  return step;
}

Step delete_password(Scene scene) {
  auto& model = scene.model;
  Step step{"0C 09"};
  if (!model.has_password) {
    step.status = Status::kKeyNotFound;
  } else if (!model.is_password_verified) {
    step.status = Status::kAccessConditionNotSatisfied;
  } else {
    model.has_password = false;
    model.is_password_verified = false;
  }
  return step;
}

Step put_life_cycle(Scene scene) {
  auto& model = scene.model;
  const bool locks = scene.how % 2 == 0;
  Step step{locks ? "10 08 83" : "10 08 03"};
  if (!model.is_password_verified) {
    step.status = Status::kAccessConditionNotSatisfied;
  } else {
    model.is_locked = locks;
  }
  return step;
}

Step put_i2c_parameters(Scene scene) {
  auto& model = scene.model;
  const auto wanted = pick<std::uint16_t>(scene.how, {0x4000, 0x5200, 0x402C, 0x402D, 0x4100});
  Step step{"10 0A" + hex(wanted, 2)};
  if ((wanted & 0x0100) != 0) {
    step.status = Status::kValueOutOfRange;  // the bit beside the address
  } else if ((model.i2c & 1) != 0) {
    step.status = Status::kAccessConditionNotSatisfied;
  } else {
    model.i2c = wanted;
  }
  return step;
}

/// Of Generate random: never, free, host, or a condition that does not exist.
Step put_access_condition(Scene scene) {
  auto& model = scene.model;
  const auto wanted = pick<std::uint8_t>(scene.how, {0, 1, 3, 6});
  Step step{"10 29 01 02" + hex(wanted)};
  if (wanted > 5) {
    step.status = Status::kValueOutOfRange;
  } else if ((model.change_rights & 2) == 0) {
    step.status = Status::kAccessConditionNotSatisfied;
  } else {
    model.change_rights &= 1;
    model.random_condition = wanted;
  }
  return step;
}

Step generate_random(Scene scene) {
  Step step{"02 00 04"};
  if (scene.model.random_condition == 0) {
    step.status = Status::kCommandNotAuthorized;
  } else if (scene.model.random_condition == 3 && !scene.is_from_host) {
    step.status = Status::kAccessConditionNotSatisfied;
  } else {
    step.payload = "..*4";
  }
  return step;
}

Step reset(Scene scene) {
  scene.model.lose_power();
  return {"01"};
}

}  // namespace stsafe::random_sequences
