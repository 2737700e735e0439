#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stsafe/wire/host_key.h"
#include "stsafe/wire/private_key.h"
#include "stsafe/wire/public_key_slot.h"
#include "stsafe/wire/symmetric_key.h"

// The words for what keys are and may do, as options take them; JSON has lists of the same words.
// Each parse function throws Failure (usage) that names the option and the words that it takes.
namespace stsafe::tool {

/// What --mode may say. GMAC is a use of a GCM key.
enum class ModeWord : std::uint8_t { kCcmStar, kGcm, kGmac, kEcb, kCmac, kHmac, kHkdf };
ModeWord parse_mode(const std::string& text, std::string_view option = "--mode");
wire::KeyMode key_mode_of(ModeWord mode);

wire::KeyType parse_key_type(const std::string& text, std::string_view option = "--type");
/// An AES type.
wire::KeyType parse_aes_type(const std::string& text, std::string_view option = "--type");
wire::Lock parse_lock(const std::string& text, std::string_view option = "--lock");
/// Words with commas between them.
wire::Usage parse_usage(const std::string& text, std::string_view option = "--usage");
/// Words with commas between them, or "none": the flags of a symmetric slot's control fields.
std::uint8_t parse_slot_ways(const std::string& text, std::string_view option = "--allow");
/// The same for those of the host key slot.
std::uint8_t parse_host_key_ways(const std::string& text, std::string_view option = "--allow");
/// The same for what a generic public key may authenticate.
wire::PublicKeyFlags parse_public_key_uses(const std::string& text,
                                           std::string_view option = "--allow");

using Words = std::vector<std::string>;
Words usage_words(wire::Usage usage);
Words slot_way_words(std::uint8_t flags);
Words host_key_way_words(std::uint8_t flags);
Words public_key_use_words(wire::PublicKeyFlags flags);
/// What a private key may do: "sign", "establish", "sign-session", "generate", "change-right".
Words private_key_use_words(wire::ModeOfOperation mode);
/// "a, b", or "none".
std::string joined(const Words& words);

}  // namespace stsafe::tool
