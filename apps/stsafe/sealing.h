#pragma once

#include <CLI/CLI.hpp>
#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "apps/stsafe/session.h"
#include "cose/chip_key.h"
#include "cose/envelope.h"
#include "cose/failure.h"
#include "ports/crypto_openssl/openssl_rng.h"
#include "stsafe/host/nonce.h"

// What the verbs of sealed data share.
namespace stsafe::tool {

/// The failure of one step of sealing or opening, with its kind and what to do.
Failure sealing_failure(std::string_view step, const cose::Failure& why);

/// Stops with a step's failure unless it succeeded; gives its value.
template <class T>
T require_sealed(std::string_view step, cose::Result<T> result) {
  if (!result) throw sealing_failure(step, result.error());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// Nonces for the key in a slot of the device: from a file that all calls of this user share. For a
/// simulated device that lives as long as this process, from memory.
class SlotNonces {
 public:
  /// `file` is empty for the usual place. Throws Failure if the file cannot be used.
  SlotNonces(Session& session, const cose::ChipKeyId& key, const std::string& file);
  ~SlotNonces();
  SlotNonces(const SlotNonces&) = delete;
  SlotNonces& operator=(const SlotNonces&) = delete;

  host::NonceSource& source();
  /// What the file said of its last failure; empty if it did not fail.
  std::string detail() const;

 private:
  struct FileSource;
  crypto_openssl::OpensslRng rng_;  ///< never seeded: two seeded devices would repeat nonces
  host::NonceSequence in_memory_;
  std::unique_ptr<FileSource> file_;
};

/// The device's serial number, or Failure.
Fixed<9> serial_number_of(host::Device& device);

/// What both verbs know of the data beside it.
struct SealingContext {
  std::string associated_data;
  std::string associated_data_file;
  std::string key_id;
};
void add_sealing_context(CLI::App& verb, SealingContext& context);
/// The external associated data; at most 65,535 bytes.
std::vector<std::byte> external_aad(const SealingContext& context);
/// A name as it stands.
cose::Bytes name_bytes(const std::string& name);

/// Ends a long sealing at Ctrl-C, and shows how far it is.
cose::Watch watch_with(class Progress& progress);

}  // namespace stsafe::tool
