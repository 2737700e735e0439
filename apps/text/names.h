#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "stsafe/base/curve.h"
#include "stsafe/base/hash_algorithm.h"
#include "stsafe/wire/authorization.h"
#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/host_key.h"
#include "stsafe/wire/symmetric_key.h"

// The protocol's words for what stands on the wire.
namespace stsafe::text {

/// "NIST-P-256", "brainpoolP256r1", "X25519" …
std::string_view name(Curve curve);
/// Finds a curve by its name; case and hyphens do not matter.
std::optional<Curve> find_curve(std::string_view name);

/// "SHA-256" … "SHA3-512"
std::string_view name(HashAlgorithm algorithm);

std::string name(wire::LifeCycle state);
std::string name(wire::KeyType type);
std::string name(wire::KeyMode mode);
std::string name(wire::Lock lock);
std::string name(wire::HostKeyType type);
std::string name(wire::CommandAccess access);

/// "encrypt, decrypt", or "none".
std::string usage_names(wire::Usage usage);
/// "wrapped anonymous, change right", or "none".
std::string control_names(const wire::SlotControlFields& fields);
/// "plaintext, change right", or "none".
std::string control_names(const wire::HostKeyControlFields& fields);
/// "command, response", or "-".
std::string encryption_names(const wire::CommandRule& rule);

/// The command's name in the protocol documents, or "unknown".
std::string_view command_name(wire::Opcode opcode);
/// "1B" or "1F09".
std::string code_text(wire::Opcode opcode);

}  // namespace stsafe::text
