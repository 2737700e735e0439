#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "apps/stsafe/sealing.h"
#include "cose/recipient_key.h"

namespace stsafe::tool {

/// The keys that an envelope is for, or may be opened with, as the command line has them.
struct EnvelopeKeyArguments {
  std::vector<std::string> slots;
  std::vector<std::string> local_slots;
  std::string wrapping_key;  ///< source of the secret; empty: none

  bool empty() const { return slots.empty() && local_slots.empty() && wrapping_key.empty(); }
};
/// Adds --slot, --local and --wrapping-key.
void add_envelope_keys(CLI::App& verb, EnvelopeKeyArguments& arguments);

/// How keys are named in an envelope.
struct KeyNaming {
  std::string name;  ///< empty: by chip and slot
  bool any = false;  ///< for opening: whatever it names
};

/// Those keys, ready to be used.
class EnvelopeKeys {
 public:
  /// `nonce_file` is where keys in CCM* slots have their nonces (see SlotNonces); null: they only
  /// open. The device is only opened if a key is
  /// in it. Throws Failure for a slot that holds no key for this.
  EnvelopeKeys(Session& session, const EnvelopeKeyArguments& arguments, const KeyNaming& naming,
               const std::string* nonce_file);
  ~EnvelopeKeys();
  EnvelopeKeys(const EnvelopeKeys&) = delete;
  EnvelopeKeys& operator=(const EnvelopeKeys&) = delete;

  const std::vector<cose::RecipientKey*>& keys() const { return keys_; }

 private:
  struct Entry;
  void add_slot(Session& session, const std::string& slot, const KeyNaming& naming,
                const std::string* nonce_file);
  void add_local(Session& session, const std::string& slot, const KeyNaming& naming);
  void add_wrapping_key(const std::string& source, const KeyNaming& naming);

  std::vector<std::unique_ptr<Entry>> entries_;
  std::vector<cose::RecipientKey*> keys_;
};

}  // namespace stsafe::tool
