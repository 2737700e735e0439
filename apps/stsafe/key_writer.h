#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "apps/stsafe/host_signature.h"
#include "apps/stsafe/key_slot.h"
#include "apps/stsafe/session.h"

namespace stsafe::tool {

/// How a key gets into its slot, as typed.
struct KeyWriteOptions {
  bool plaintext = false;
  std::string curve = "NIST-P-256";
  bool open_slot = false;
  HostSignatureOptions signature;
};

/// Adds --curve, --open-slot, --authenticate-with and --authenticate-slot.
void add_key_write_options(CLI::App& verb, KeyWriteOptions& options);

/// Writes one key into a slot: wrapped, in the KEK session that is open or in one of its own, or in
/// plaintext.
class KeyWriter {
 public:
  /// Opens the device and looks at the slot. Throws Failure if no key can get into it this way.
  KeyWriter(Session& session, const KeyWriteOptions& options, const wire::KeyInfo& info);

  /// Every command that write() sends, if it changes something.
  Plan plan() const;
  void write(ByteView key);
  /// "wrapped" or "plaintext".
  std::string_view method() const { return options_.plaintext ? "plaintext" : "wrapped"; }

 private:
  bool uses_open_session() const { return !options_.plaintext && kek_session_is_open_; }
  Result<host::KeyWrite> send(ByteView key);
  Result<host::KeyWrite> write_in_open_session(ByteView key);

  Session& session_;
  const KeyWriteOptions& options_;
  const wire::KeyInfo info_;
  HostSignature signature_;
  Curve curve_;
  KeySlotState state_{};
  bool kek_session_is_open_ = false;
  std::optional<wire::SlotControlFields> opened_{};
};

}  // namespace stsafe::tool
