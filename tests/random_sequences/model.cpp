#include "tests/random_sequences/model.h"

#include "tests/random_sequences/rules.h"

namespace stsafe::random_sequences {
namespace {

/// What a command does once host session and life cycle let it through.
Step run(Kind kind, Scene scene) {
  switch (kind) {
    case Kind::kPowerCycle: scene.model.lose_power(); return {};
    case Kind::kEcho:
      return {.request = "00 01" + hex(scene.how), .payload = "01" + hex(scene.how)};
    case Kind::kReset: return reset(scene);
    case Kind::kDamagedFrame: return {"00 01 0000", Status::kCommunicationError, "", true};
    case Kind::kUnknownCommand: return {"1D" + hex(scene.how), Status::kCommandCodeNotSupported};
    case Kind::kGenerateRandom: return generate_random(scene);
    case Kind::kRead: return read(scene);
    case Kind::kChangeReadAccess: return change_read_access(scene);
    case Kind::kUpdate: return update(scene);
    case Kind::kDecrement: return decrement(scene);
    case Kind::kVerifyPassword: return verify_password(scene);
    case Kind::kDeletePassword: return delete_password(scene);
    case Kind::kPutLifeCycle: return put_life_cycle(scene);
    case Kind::kPutI2cParameters: return put_i2c_parameters(scene);
    case Kind::kPutAccessCondition: return put_access_condition(scene);
    case Kind::kPutHostKeyControl: return put_host_key_control(scene);
    case Kind::kWriteHostKeys: return write_host_keys(scene);
    case Kind::kPutSymmetricControl: return put_symmetric_control(scene);
    case Kind::kWriteSymmetricKey: return write_symmetric_key(scene);
    case Kind::kEraseSymmetricKey: return erase_symmetric_key(scene);
    case Kind::kEncrypt: return encrypt(scene);
    case Kind::kGenerateLocalEnvelopeKey: return generate_local_envelope_key(scene);
    case Kind::kGenerateKeyPair: return generate_key_pair(scene);
    case Kind::kGenerateSignature: return generate_signature(scene);
    case Kind::kPutPublicKeyFlags: return put_public_key_flags(scene);
    case Kind::kWritePublicKey: return write_public_key(scene);
  }
  return {};
}

/// What a locked chip still does.
bool works_while_locked(Kind kind) {
  switch (kind) {
    case Kind::kEcho:
    case Kind::kReset:
    case Kind::kPowerCycle:
    case Kind::kDamagedFrame:
    case Kind::kUnknownCommand:
    case Kind::kVerifyPassword:
    case Kind::kPutLifeCycle: return true;
    default: return false;
  }
}

}  // namespace

HostKeyPair host_key_pair(std::uint8_t which) {
  return which == 0 ? HostKeyPair{"11*16", "22*16"} : HostKeyPair{"33*16", "44*16"};
}

Step apply(const Operation& operation, Model& model) {
  const bool is_sealed = operation.sealing != Sealing::kNone;
  const bool is_from_host = operation.sealing == Sealing::kRight && model.host_keys;
  auto next = model;
  auto step = run(operation.kind, {next, is_from_host, operation.what, operation.how});
  if (step.is_raw || step.request.empty()) {
    model = next;
    return step;
  }
  if (is_sealed && !model.host_keys) {
    step.status = Status::kSessionError;
  } else if (operation.sealing == Sealing::kWrongMac) {
    step.status = Status::kInvalidCMac;
  } else {
    if (is_from_host) ++model.host_keys->counter;
    if (model.is_locked && !works_while_locked(operation.kind)) {
      step.status = Status::kInvalidLifeCycleState;
    }
    if (step.status == Status::kOk) {
      const bool are_new_keys = operation.kind == Kind::kWriteHostKeys;
      if (is_from_host && !are_new_keys) next.host_keys = model.host_keys;
      model = next;
    }
  }
  if (step.status != Status::kOk) step.payload.clear();
  return step;
}

}  // namespace stsafe::random_sequences
