#pragma once

#include "stsafe/wire/symmetric_key.h"

namespace stsafe::sim {

/// What an ECDSA signature of an entity covers.
enum class EntitySignature : std::uint8_t {
  kOfEither,     ///< the challenge itself or its digest
  kOfChallenge,  ///< the challenge as if it were a digest
  kOfDigest,     ///< its SHA-256, SHA-384 or SHA-512 digest, whichever fits the key
};

/// What the documents do not settle, or leave to the simulator. The defaults are the documents'
/// recommendations; docs/fidelity.md says why.
struct Choices {
  /// Longest command frame, CRC included: 755, or 752 for the strict reading (trap T-15).
  std::size_t max_command_size = 755;
  /// Bits 7 to 5 of the header of a response with R-MAC: 00, or 40 as older chips do (trap T-4).
  std::byte protected_response_bits{0x00};
  /// Wrong C-MACs in a row until the host keys are blocked; 0 is never (trap T-8).
  std::uint8_t max_wrong_macs = 0;
  /// Parameter bytes in the records of HKDF and HMAC slots (trap T-5 of part 02).
  wire::SecretParameters secret_parameters = wire::SecretParameters::kNone;
  /// A decryption that fails answers zeros in place of the message, or just the result (trap T-4
  /// of part 02).
  bool failed_decryption_answers_zeros = true;
  /// Start encrypt of a CCM* key without counter answers four zero bytes behind "no counter", which
  /// the vendor's library needs under an R-MAC (trap T-3 of part 02).
  bool start_encrypt_always_answers_counter = false;
  /// Start decrypt of CCM* looks only at the lower 16 bits of the total: the vendor's library,
  /// built for a PC, sends garbage in the others (trap T-2 of part 02).
  bool start_decrypt_ignores_upper_total = false;
  /// Host keys replaced inside a host session: answer under the old keys (trap T-5), or under the
  /// new ones, as reported of real devices (part 04, section 4.1, number 47).
  bool answer_re_pairing_with_new_keys = true;
  /// A Read past the end of its zone: 14, or the bytes up to the end (U-23 of part 03).
  bool reads_end_with_the_zone = false;
  /// Access conditions and encryption flags of commands are put for the whole table in its order,
  /// or for a part of it, too (part 04, section 5).
  bool wants_whole_command_tables = false;
  /// What an ECDSA signature of an entity covers (U-8 of part 03).
  EntitySignature entity_signature = EntitySignature::kOfEither;
};

}  // namespace stsafe::sim
