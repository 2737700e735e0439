#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "apps/stsafe/session.h"
#include "stsafe/wire/symmetric_key.h"

namespace stsafe::tool {

/// What an encryption makes, and a decryption needs; also as a JSON document.
struct CipherDocument {
  wire::SlotNumber slot{};
  wire::KeyMode mode{};
  std::vector<std::byte> nonce{};  ///< empty with ECB, as associated data and tag
  std::vector<std::byte> associated_data{};
  std::vector<std::byte> ciphertext{};
  std::vector<std::byte> tag{};
};

Json cipher_as_json(const CipherDocument& document);
/// Reads what cipher_as_json() wrote, from a file or standard input for "-". Throws Failure (usage)
/// that names the file and what is wrong in it.
CipherDocument read_cipher_document(const std::string& file);

/// What is authenticated besides the message.
struct AssociatedData {
  std::optional<std::string> hex;
  std::string file;
  bool is_given() const { return hex.has_value() || !file.empty(); }
};
/// Adds --associated-data and --associated-data-file.
void add_associated_data(CLI::App& verb, AssociatedData& data);
/// Reads it, at most 65,535 bytes; nothing if it was not given.
std::vector<std::byte> read_associated_data(const AssociatedData& data);

/// The most that encrypt and decrypt take with a key of this mode: 65,535 bytes of CCM*, which has
/// two bytes for the size of a message; 1 MiB of the others.
std::size_t max_message_size(wire::KeyMode mode);

/// Which key is in a slot. Throws Failure (not found) if there is none.
wire::KeyInfo key_in_slot(Session& session, wire::SlotNumber slot);

/// Says that a tag of this size is weak, if it is.
void warn_of_weak_tag(const Session& session, std::size_t tag_size);

}  // namespace stsafe::tool
