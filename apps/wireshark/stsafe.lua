-- Dissector of STSAFE-A120 frames on I2C, for Wireshark and tshark 4.0.
-- docs/recording.md says how to install it.
--
-- Packets are I2C transactions (link type 209), as `record:` writes them and other recorders of I2C
-- do: a write to the chip's address is a command, a read from it the response.

local stsafe = Proto("stsafe", "STSAFE-A120")
stsafe.prefs.address = Pref.uint("I2C address", 0x20, "The 7-bit address of the chip")

-- Tables of the registry. Written by a test; do not edit.
-- BEGIN
local STATUSES = {
  [0x00] = "success",
  [0x01] = "communication error",
  [0x02] = "inconsistent command data",
  [0x03] = "value out of range",
  [0x04] = "command code not supported",
  [0x05] = "unexpected error",
  [0x06] = "buffer length exceeded",
  [0x07] = "session error",
  [0x08] = "too many messages lost",
  [0x09] = "C-MAC counter maximum reached",
  [0x0A] = "key not found",
  [0x0B] = "key blocked",
  [0x0C] = "wrong key type",
  [0x0D] = "session counter out of range",
  [0x0E] = "unassigned status",
  [0x0F] = "invalid life-cycle state",
  [0x10] = "entry not found",
  [0x11] = "access condition not satisfied",
  [0x12] = "wrong zone type",
  [0x13] = "counter limit exceeded",
  [0x14] = "boundary exceeded",
  [0x15] = "invalid private key",
  [0x16] = "invalid C-MAC",
  [0x17] = "challenge missing",
  [0x18] = "command decryption error",
  [0x19] = "invalid public key",
  [0x1A] = "password blocked",
  [0x1B] = "wrong key usage",
  [0x1C] = "wrong mode of operation",
  [0x1D] = "wrong MAC length",
  [0x1E] = "command not authorized",
  [0x1F] = "old message",
}
local CODES = {
  [0x00] = "Echo",
  [0x01] = "Reset",
  [0x02] = "Generate random",
  [0x03] = "Start session",
  [0x04] = "Decrement",
  [0x05] = "Read",
  [0x06] = "Update",
  [0x07] = "Increment",
  [0x08] = "Derive LoRa key",
  [0x09] = "Generate MAC",
  [0x0A] = "Verify MAC",
  [0x0B] = "Unwrap issuer envelope",
  [0x0C] = "Delete",
  [0x0D] = "Hibernate",
  [0x0E] = "Wrap local envelope",
  [0x0F] = "Unwrap local envelope",
  [0x10] = "Put attribute",
  [0x11] = "Generate key",
  [0x12] = "Put key",
  [0x13] = "Configure",
  [0x14] = "Query",
  [0x15] = "Get signature",
  [0x16] = "Generate signature",
  [0x17] = "Verify signature",
  [0x18] = "Establish key",
  [0x19] = "Standby",
  [0x1A] = "Verify password",
  [0x1B] = "Encrypt",
  [0x1C] = "Decrypt",
  [0x1F00] = "Start hash",
  [0x1F01] = "Process hash",
  [0x1F02] = "Finish hash",
  [0x1F03] = "Start volatile KEK session",
  [0x1F04] = "Establish symmetric keys",
  [0x1F05] = "Confirm symmetric keys",
  [0x1F06] = "Stop volatile KEK session",
  [0x1F07] = "Write host key V2 plaintext",
  [0x1F08] = "Write host key V2 wrapped",
  [0x1F09] = "Write symmetric key wrapped",
  [0x1F0A] = "Write public key",
  [0x1F0B] = "Generate ECDHE key pair",
  [0x1F0C] = "reserved",
  [0x1F0D] = "reserved",
  [0x1F0E] = "Generate challenge",
  [0x1F0F] = "Verify entity signature",
  [0x1F10] = "Derive keys",
  [0x1F11] = "Start encrypt",
  [0x1F12] = "Process encrypt",
  [0x1F13] = "Finish encrypt",
  [0x1F14] = "Start decrypt",
  [0x1F15] = "Process decrypt",
  [0x1F16] = "Finish decrypt",
  [0x1F17] = "Write symmetric key plaintext",
  [0x1F18] = "Establish host key V2",
  [0x1F19] = "Erase symmetric key slot",
  [0x1F1A] = "Decompress public key",
}
local COMMANDS = {
  { code = 0x00, name = "Echo",
    request = { { "message", "rest" } },
    response = { { "message", "rest" } } },
  { code = 0x01, name = "Reset",
    request = {},
    response = {} },
  { code = 0x02, subject = 0x00, name = "GenerateRandom",
    request = { { "size", "1" } },
    response = { { "random", "rest", secret = true } } },
  { code = 0x04, name = "Decrement",
    request = { { "option", "1" }, { "zone", "1" }, { "offset", "2" }, { "amount", "4" }, { "data", "rest" } },
    response = { { "counter", "4" } } },
  { code = 0x05, name = "Read",
    request = { { "option", "1" }, { "zone", "1" }, { "offset", "2" }, { "length", "2" } },
    response = { { "content", "rest" } } },
  { code = 0x06, name = "Update",
    request = { { "option", "1" }, { "zone", "1" }, { "offset", "2" }, { "data", "rest" } },
    response = {} },
  { code = 0x09, subject = 0x03, name = "GenerateMac",
    request = { { "slot", "1" }, { "mac_size", "1" }, { "message", "rest" } },
    response = { { "mac", "rest" } } },
  { code = 0x0A, subject = 0x02, name = "VerifyMac",
    request = { { "slot", "1" }, { "mac", "1 + n" }, { "message", "rest" } },
    response = { { "verification", "1" } } },
  { code = 0x0C, subject = 0x09, name = "DeletePassword",
    request = {},
    response = {} },
  { code = 0x0D, name = "Hibernate",
    request = { { "wake_up", "1" } },
    response = {} },
  { code = 0x0E, name = "WrapLocalEnvelope",
    request = { { "slot", "1" }, { "payload", "rest", secret = true } },
    response = { { "wrapped", "rest" } } },
  { code = 0x0F, name = "UnwrapLocalEnvelope",
    request = { { "slot", "1" }, { "wrapped", "rest" } },
    response = { { "payload", "rest", secret = true } } },
  { code = 0x10, subject = 0x08, name = "PutLifeCycle",
    request = { { "state", "1" } },
    response = {} },
  { code = 0x10, subject = 0x0A, name = "PutI2cParameters",
    request = { { "parameters", "2" } },
    response = {} },
  { code = 0x10, subject = 0x17, name = "PutHostKeySlotV1",
    request = { { "mac_key", "half of rest", secret = true }, { "cipher_key", "rest", secret = true } },
    response = {} },
  { code = 0x10, subject = 0x29, name = "PutCommandAccessConditions",
    request = { { "num_records", "1" }, { "records", "rest" } },
    response = {} },
  { code = 0x10, subject = 0x2A, name = "PutCommandEncryptionFlags",
    request = { { "num_records", "1" }, { "records", "rest" } },
    response = {} },
  { code = 0x10, subject = 0x4A, name = "PutHostKeyControlFields",
    request = { { "fields", "2" } },
    response = {} },
  { code = 0x10, subject = 0x4B, name = "PutSymmetricControlFields",
    request = { { "slot", "1" }, { "fields", "3" } },
    response = {} },
  { code = 0x10, subject = 0x4D, name = "PutPublicKeyConfigurationFlags",
    request = { { "slot", "1" }, { "flags", "2" } },
    response = {} },
  { code = 0x11, subject = 0x07, name = "GenerateLocalEnvelopeKey",
    request = { { "slot", "1" }, { "type", "1" } },
    response = {} },
  { code = 0x11, subject = 0x13, name = "GenerateKeyPair",
    request = { { "slot", "1" }, { "usage_limit", "2" }, { "filler", "2" }, { "curve", "curve" } },
    response = { { "public_key", "point" } } },
  { code = 0x14, subject = 0x07, name = "QueryLocalEnvelopeKeyTable",
    request = {},
    response = { { "num_slots", "1" }, { "records", "rest" } } },
  { code = 0x14, subject = 0x08, name = "QueryLifeCycle",
    request = {},
    response = { { "state", "1" } } },
  { code = 0x14, subject = 0x0A, name = "QueryI2cParameters",
    request = {},
    response = { { "parameters", "2" } } },
  { code = 0x14, subject = 0x11, name = "QueryProductData",
    request = {},
    response = { { "entries", "rest" } } },
  { code = 0x14, subject = 0x12, name = "QueryDataPartition",
    request = {},
    response = { { "num_zones", "1" }, { "records", "rest" } } },
  { code = 0x14, subject = 0x14, name = "QueryPrivateKeyTable",
    request = {},
    response = { { "num_slots", "1" }, { "filler", "1" }, { "global_usage_limit", "2" }, { "records", "rest" } } },
  { code = 0x14, subject = 0x17, name = "QueryHostKeySlotV1",
    request = {},
    response = { { "slot", "host key slot V1" } } },
  { code = 0x14, subject = 0x23, name = "QuerySymmetricKeyTable",
    request = {},
    response = { { "num_slots", "1" }, { "records", "rest" } } },
  { code = 0x14, subject = 0x24, name = "QueryCommandAuthorization",
    request = {},
    response = { { "change_rights", "1" }, { "num_records", "1" }, { "records", "rest" } } },
  { code = 0x14, subject = 0x47, name = "QueryHostKeySlotV2",
    request = {},
    response = { { "slot", "host key slot" } } },
  { code = 0x14, subject = 0x48, name = "QueryGenericPublicKeyTable",
    request = {},
    response = { { "num_slots", "1" }, { "surplus", "rest" } } },
  { code = 0x14, subject = 0x4A, name = "QueryHostKeyControlFields",
    request = {},
    response = { { "fields", "2" } } },
  { code = 0x14, subject = 0x4B, name = "QuerySymmetricControlFields",
    request = { { "slot", "1" } },
    response = { { "fields", "3" } } },
  { code = 0x14, subject = 0x4C, name = "QueryGenericPublicKeySlot",
    request = { { "slot", "1" } },
    response = { { "presence", "1" }, { "flags", "2" }, { "public_key", "optional public key" } } },
  { code = 0x16, name = "GenerateSignature",
    request = { { "slot", "1" }, { "message", "2 + n" } },
    response = { { "r", "2 + n" }, { "s", "2 + n" } } },
  { code = 0x17, name = "VerifySignature",
    request = { { "subject", "1" }, { "signed_data", "signed data" } },
    response = { { "validity", "1" } } },
  { code = 0x18, name = "EstablishKey",
    request = { { "slot", "1" }, { "peer_public_key", "point" } },
    response = { { "shared_secret", "2 + n", secret = true } } },
  { code = 0x19, name = "Standby",
    request = {},
    response = {} },
  { code = 0x1A, name = "VerifyPassword",
    request = { { "password", "rest", secret = true } },
    response = { { "verification", "1" }, { "remaining_tries", "1" } } },
  { code = 0x1B, subject = 0x02, mode = 0, name = "EncryptCcmStar",
    request = { { "slot", "1" }, { "nonce", "13" }, { "associated_data", "2 + n" }, { "message", "2 + n", secret = true } },
    response = { { "sealed", "rest" } } },
  { code = 0x1B, subject = 0x02, mode = 2, name = "EncryptEcb",
    request = { { "slot", "1" }, { "message", "rest", secret = true } },
    response = { { "ciphertext", "rest" } } },
  { code = 0x1B, subject = 0x02, mode = 3, name = "EncryptGcm",
    request = { { "slot", "1" }, { "iv", "2 + n" }, { "associated_data", "2 + n" }, { "message", "2 + n", secret = true } },
    response = { { "sealed", "rest" } } },
  { code = 0x1C, subject = 0x02, mode = 0, name = "DecryptCcmStar",
    request = { { "slot", "1" }, { "nonce", "13" }, { "associated_data", "2 + n" }, { "sealed", "2 + n" } },
    response = { { "verification", "1" }, { "message", "rest", secret = true } } },
  { code = 0x1C, subject = 0x02, mode = 2, name = "DecryptEcb",
    request = { { "slot", "1" }, { "ciphertext", "rest" } },
    response = { { "message", "rest", secret = true } } },
  { code = 0x1C, subject = 0x02, mode = 3, name = "DecryptGcm",
    request = { { "slot", "1" }, { "iv", "2 + n" }, { "associated_data", "2 + n" }, { "ciphertext", "2 + n" }, { "tag", "rest" } },
    response = { { "verification", "1" }, { "message", "rest", secret = true } } },
  { code = 0x1F00, name = "StartHash",
    request = { { "algorithm", "hash" }, { "message", "rest" } },
    response = {} },
  { code = 0x1F01, name = "ProcessHash",
    request = { { "message", "rest" } },
    response = {} },
  { code = 0x1F02, name = "FinishHash",
    request = { { "message", "rest" } },
    response = { { "digest", "2 + n" } } },
  { code = 0x1F03, name = "StartVolatileKekSession",
    request = { { "host_public_key", "public key" }, { "algorithm", "1" }, { "authentication", "optional authentication" } },
    response = {} },
  { code = 0x1F04, name = "EstablishSymmetricKeys",
    request = { { "host_public_key", "public key" }, { "algorithm", "1" }, { "authentication", "optional authentication" } },
    response = {} },
  { code = 0x1F05, name = "ConfirmSymmetricKeys",
    request = { { "confirmation_mac", "8" }, { "keys", "rest" } },
    response = {} },
  { code = 0x1F06, name = "StopVolatileKekSession",
    request = {},
    response = {} },
  { code = 0x1F07, name = "WriteHostKeyV2Plaintext",
    request = { { "filler", "3" }, { "type", "1" }, { "mac_key", "half of rest", secret = true }, { "cipher_key", "rest", secret = true } },
    response = {} },
  { code = 0x1F08, name = "WriteHostKeyV2Wrapped",
    request = { { "envelope", "rest" } },
    response = {} },
  { code = 0x1F09, name = "WriteSymmetricKeyWrapped",
    request = { { "envelope", "rest" } },
    response = {} },
  { code = 0x1F0A, name = "WritePublicKey",
    request = { { "slot", "1" }, { "public_key", "public key" } },
    response = {} },
  { code = 0x1F0B, name = "GenerateEcdhe",
    request = { { "curve", "curve" } },
    response = { { "public_key", "public key" } } },
  { code = 0x1F0E, name = "GenerateChallenge",
    request = {},
    response = { { "challenge", "16" } } },
  { code = 0x1F0F, name = "VerifyEntitySignature",
    request = { { "filler", "1" }, { "slot", "1" }, { "r", "2 + n" }, { "s", "2 + n" } },
    response = { { "validity", "1" } } },
  { code = 0x1F10, name = "DeriveKeys",
    request = { { "input", "input key", secret = true }, { "steps", "1" }, { "hash", "hash" }, { "salt", "salt" }, { "info", "2 + n" }, { "outputs", "rest" } },
    response = { { "outputs", "rest", secret = true } } },
  { code = 0x1F11, mode = 0, name = "StartEncryptCcmStar",
    request = { { "slot", "1" }, { "nonce", "2 + n" }, { "total_associated_data", "2" }, { "total_message", "4" }, { "associated_data", "2 + n" }, { "message", "2 + n", secret = true } },
    response = { { "chunk", "rest" } } },
  { code = 0x1F11, mode = 3, name = "StartEncryptGcm",
    request = { { "slot", "1" }, { "iv", "2 + n" }, { "associated_data", "2 + n" }, { "message", "2 + n", secret = true } },
    response = { { "ciphertext", "rest" } } },
  { code = 0x1F12, name = "ProcessEncrypt",
    request = { { "associated_data", "2 + n" }, { "message", "2 + n", secret = true } },
    response = { { "ciphertext", "rest" } } },
  { code = 0x1F13, name = "FinishEncrypt",
    request = { { "associated_data", "2 + n" }, { "message", "2 + n", secret = true } },
    response = { { "sealed", "rest" } } },
  { code = 0x1F14, mode = 0, name = "StartDecryptCcmStar",
    request = { { "slot", "1" }, { "nonce", "2 + n" }, { "total_associated_data", "2" }, { "total_ciphertext", "4" }, { "associated_data", "2 + n" }, { "ciphertext", "2 + n" } },
    response = { { "message", "rest", secret = true } } },
  { code = 0x1F14, mode = 3, name = "StartDecryptGcm",
    request = { { "slot", "1" }, { "iv", "2 + n" }, { "associated_data", "2 + n" }, { "ciphertext", "2 + n" } },
    response = { { "message", "rest", secret = true } } },
  { code = 0x1F15, name = "ProcessDecrypt",
    request = { { "associated_data", "2 + n" }, { "ciphertext", "2 + n" } },
    response = { { "message", "rest", secret = true } } },
  { code = 0x1F16, name = "FinishDecrypt",
    request = { { "associated_data", "2 + n" }, { "ciphertext", "2 + n" }, { "tag", "rest" } },
    response = { { "verification", "1" }, { "message", "rest", secret = true } } },
  { code = 0x1F17, name = "WriteSymmetricKeyPlaintext",
    request = { { "info", "key information" }, { "key", "rest", secret = true } },
    response = {} },
  { code = 0x1F18, name = "EstablishHostKeyV2",
    request = { { "host_public_key", "public key" }, { "algorithm", "1" }, { "type", "1" }, { "authentication", "optional authentication" } },
    response = {} },
  { code = 0x1F19, name = "EraseSymmetricKeySlot",
    request = { { "slot", "1" } },
    response = {} },
  { code = 0x1F1A, name = "DecompressPublicKey",
    request = { { "curve", "curve" }, { "parity", "1" }, { "x", "rest" } },
    response = { { "y", "rest" } } },
}
-- END

local band = (bit or bit32).band
local bxor = (bit or bit32).bxor
local rshift = (bit or bit32).rshift

local CODE_BITS = 0x1F
local EXTENDED = 0x1F
local C_MAC_BIT, R_MAC_BIT, HOST_SESSION_BIT = 0x80, 0x40, 0x20
local MAC_SIZE, CRC_SIZE, RESPONSE_PREFIX = 4, 2, 3

-- Fields ---------------------------------------------------------------------------------------

local fields = {
  command = ProtoField.string("stsafe.command", "Command"),
  code = ProtoField.uint16("stsafe.code", "Code", base.HEX),
  header = ProtoField.uint8("stsafe.header", "Header", base.HEX),
  c_mac_present = ProtoField.bool("stsafe.c_mac_present", "C-MAC present", 8, nil, C_MAC_BIT),
  r_mac_wanted = ProtoField.bool("stsafe.r_mac_wanted", "R-MAC wanted", 8, nil, R_MAC_BIT),
  host_session = ProtoField.bool("stsafe.host_session", "Host session", 8, nil, HOST_SESSION_BIT),
  status = ProtoField.uint8("stsafe.status", "Status", base.HEX, STATUSES, CODE_BITS),
  length = ProtoField.uint16("stsafe.length", "Length"),
  payload = ProtoField.bytes("stsafe.payload", "Payload"),
  c_mac = ProtoField.bytes("stsafe.c_mac", "C-MAC"),
  r_mac = ProtoField.bytes("stsafe.r_mac", "R-MAC"),
  crc = ProtoField.uint16("stsafe.crc", "CRC", base.HEX),
  crc_right = ProtoField.bool("stsafe.crc_right", "CRC right"),
  crc_expected = ProtoField.uint16("stsafe.crc_expected", "CRC expected", base.HEX),
  redacted = ProtoField.string("stsafe.redacted", "Redacted"),
  failed = ProtoField.string("stsafe.failed", "Failed"),
  request_in = ProtoField.framenum("stsafe.request_in", "Command in", base.NONE, frametype.REQUEST),
  response_in = ProtoField.framenum("stsafe.response_in", "Response in", base.NONE, frametype.RESPONSE),
  time = ProtoField.relative_time("stsafe.time", "Time since the command"),
}

local function is_number(encoding)
  return encoding == "1" or encoding == "2" or encoding == "4"
end

-- Each field of the registry can be filtered as stsafe.NAME; where a name is a number in one command
-- and bytes in another, the bytes are stsafe.NAME_bytes.
local function filter_name(name, encoding)
  local as_number, as_bytes = false, false
  for _, command in ipairs(COMMANDS) do
    for _, list in ipairs({ command.request, command.response }) do
      for _, field in ipairs(list) do
        if field[1] == name then
          if is_number(field[2]) then as_number = true else as_bytes = true end
        end
      end
    end
  end
  if as_number and as_bytes and not is_number(encoding) then return name .. "_bytes" end
  return name
end

local registry_fields = {}
local all_fields = {}
for _, field in pairs(fields) do all_fields[#all_fields + 1] = field end
for _, command in ipairs(COMMANDS) do
  for _, list in ipairs({ command.request, command.response }) do
    for _, field in ipairs(list) do
      local name = filter_name(field[1], field[2])
      if not registry_fields[name] then
        local make = is_number(field[2]) and ProtoField.uint32 or ProtoField.bytes
        -- A name of the frame itself, such as payload, is not taken twice.
        local proto_field = fields[name] or make("stsafe." .. name, field[1])
        registry_fields[name] = proto_field
        if not fields[name] then all_fields[#all_fields + 1] = proto_field end
      end
    end
  end
end
stsafe.fields = all_fields

local experts = {
  bad_crc = ProtoExpert.new("stsafe.bad_crc", "CRC is wrong", expert.group.CHECKSUM, expert.severity.ERROR),
  bad_length = ProtoExpert.new("stsafe.bad_length", "Length is wrong", expert.group.MALFORMED, expert.severity.ERROR),
  malformed = ProtoExpert.new("stsafe.malformed", "Fields do not fit the payload", expert.group.MALFORMED,
    expert.severity.WARN),
  error_status = ProtoExpert.new("stsafe.error_status", "The chip answers with an error", expert.group.RESPONSE_CODE,
    expert.severity.NOTE),
  no_answer = ProtoExpert.new("stsafe.no_answer", "The chip did not answer", expert.group.RESPONSE_CODE,
    expert.severity.WARN),
  redacted = ProtoExpert.new("stsafe.has_redactions", "Secrets are redacted", expert.group.COMMENTS_GROUP,
    expert.severity.CHAT),
}
local all_experts = {}
for _, each in pairs(experts) do all_experts[#all_experts + 1] = each end
stsafe.experts = all_experts

local frame_comment = Field.new("frame.comment")

-- Frames ---------------------------------------------------------------------------------------

-- CRC-16/X-25 over parts of a frame.
local function crc16(parts)
  local crc = 0xFFFF
  for _, range in ipairs(parts) do
    local bytes = range:bytes()
    for i = 0, bytes:len() - 1 do
      crc = bxor(crc, bytes:get_index(i))
      for _ = 1, 8 do
        crc = band(crc, 1) == 1 and bxor(rshift(crc, 1), 0x8408) or rshift(crc, 1)
      end
    end
  end
  return bxor(crc, 0xFFFF)
end

-- What stands behind a mark in a line of the packet's comments: "redacted: …", "failed: …".
local function find_mark(mark)
  for _, comment in ipairs({ frame_comment() }) do
    for line in (comment.value .. "\n"):gmatch("(.-)\n") do
      if line:sub(1, #mark) == mark then return line:sub(#mark + 1) end
    end
  end
  return nil
end

local function find_command(code, payload, modes)
  local shares_code, depends_on_mode = false, false
  for _, command in ipairs(COMMANDS) do
    if command.code == code then
      local at = 0
      local fits = true
      if command.subject then
        fits = payload and payload:len() > 0 and payload(0, 1):uint() == command.subject
        at = 1
      end
      if fits and command.mode then
        depends_on_mode = true
        fits = payload and payload:len() > at and modes[payload(at, 1):uint()] == command.mode
      end
      if fits then return command, at end
      shares_code = true
    end
  end
  if depends_on_mode then return nil, 0, "for a key of unknown mode" end
  return nil, 0, shares_code and "malformed" or "not known to this version"
end

-- Field types ----------------------------------------------------------------------------------

-- Each gives the size of a field at the front of `rest`, or nil if it does not fit.
local function prefixed(rest, size_of_size)
  if rest:len() < size_of_size then return nil end
  return size_of_size + rest(0, size_of_size):uint()
end

-- The size of parts one after the other; nil if one does not fit.
local function sum(rest, ...)
  local total = 0
  for _, part in ipairs({ ... }) do
    if total > rest:len() then return nil end
    local left = rest:len() - total
    local size
    if type(part) == "number" then
      size = part
    elseif left > 0 then
      size = part(rest(total, left):tvb())
    end
    if not size then return nil end
    total = total + size
  end
  return total
end

local function two_byte_prefixed(rest) return prefixed(rest, 2) end

-- 04, X, Y for Weierstrass curves; else one string of 32 bytes.
local function point(rest)
  if rest(0, 1):uint() == 0x04 then return sum(rest, 1, two_byte_prefixed, two_byte_prefixed) end
  return two_byte_prefixed(rest)
end
local function public_key(rest) return sum(rest, two_byte_prefixed, point) end

local CCM_STAR, CMAC, ECB, GCM = 0, 1, 2, 3
local function key_information(rest)
  if rest:len() < 4 then return nil end
  local mode = rest(3, 1):uint()
  if mode == ECB then return 6 end
  return (mode == CMAC or mode == GCM) and 7 or 8
end

local FROM_SLOT = 0x02
local function input_key(rest)
  if rest(0, 1):uint() == FROM_SLOT then return 2 end
  return sum(rest, 2, two_byte_prefixed)
end
local function salt(rest)
  if rest(0, 1):uint() == FROM_SLOT then return 2 end
  return sum(rest, 1, two_byte_prefixed)
end

local function whole(rest) return rest:len() end

local SIZES = {
  ["rest"] = whole,
  ["half of rest"] = function(rest) return math.floor(rest:len() / 2) end,
  ["1 + n"] = function(rest) return prefixed(rest, 1) end,
  ["2 + n"] = two_byte_prefixed,
  ["curve"] = two_byte_prefixed,
  ["hash"] = two_byte_prefixed,
  ["public key"] = public_key,
  ["key information"] = key_information,
  ["input key"] = input_key,
  ["salt"] = salt,
  -- These end the payload.
  ["point"] = whole,
  ["optional public key"] = whole,
  ["signed data"] = whole,
  ["host key slot"] = whole,
  ["host key slot V1"] = whole,
  ["optional authentication"] = whole,
}

-- How many bytes of length stand before the bytes that a field is about.
local PREFIXES = { ["1 + n"] = 1, ["2 + n"] = 2 }

local EXPAND_BIT, EXTRACT_BIT = 0x01, 0x02
-- Fields of Derive keys are there if its steps need them.
local function is_absent(encoding, name, steps)
  if not steps then return false end
  if encoding == "salt" then return band(steps, EXTRACT_BIT) == 0 end
  return (name == "info" or name == "outputs") and band(steps, EXPAND_BIT) == 0
end

-- Adds the fields of a payload that are not empty; false if they do not fit.
local function add_fields(tree, payload, list)
  local at = 0
  local steps
  for _, field in ipairs(list) do
    local name, encoding = field[1], field[2]
    if not is_absent(encoding, name, steps) then
      local left = payload and payload:len() - at or 0
      local size = tonumber(encoding)
      if not size then
        local size_of = SIZES[encoding]
        -- Only what goes on to the end may be empty.
        if left > 0 then size = size_of(payload(at, left):tvb()) elseif size_of == whole then size = 0 end
      end
      if not size or size > left then return false end
      local prefix = PREFIXES[encoding] or 0
      if size > prefix then
        local range = payload(at + prefix, size - prefix)
        local item = tree:add(registry_fields[filter_name(name, encoding)], range)
        if field.secret then item:append_text(" (secret)") end
        if name == "steps" then steps = range:uint() end
      end
      at = at + size
    end
  end
  return at == (payload and payload:len() or 0)
end

-- What passed by before ------------------------------------------------------------------------

local exchanges  -- frame number: what is known of the exchange that the frame belongs to
local current    -- the exchange whose answer is awaited
local modes      -- slot: mode of its key, as far as known
local encrypted  -- code: { command =, response = }, as far as known

function stsafe.init()
  exchanges, current, modes, encrypted = {}, nil, {}, {}
end

-- Codes after which a slot may hold a key of another mode.
local CHANGES_KEYS = { [0x1F05] = true, [0x1F09] = true, [0x1F10] = true, [0x1F17] = true, [0x1F19] = true }

-- The records of Query symmetric key table, where the chip sends so many parameters for generic
-- secrets (part 02 of the protocol documents, T-5); nil if they do not fit.
local function key_modes(payload, num_secret_parameters)
  local found = {}
  local num_slots, at = payload(0, 1):uint(), 1
  for slot = 0, num_slots - 1 do
    if at >= payload:len() then return nil end
    local is_present = band(payload(at, 1):uint(), 1) == 1
    at = at + 1
    if is_present then
      if at + 4 > payload:len() then return nil end
      local mode = payload(at + 1, 1):uint()
      at = at + 4
      if mode == CCM_STAR then
        if at + 2 > payload:len() then return nil end
        at = at + (band(payload(at + 1, 1):uint(), 0x80) ~= 0 and 6 or 2)
      elseif mode == CMAC or mode == GCM then
        at = at + 1
      elseif mode ~= ECB then
        at = at + num_secret_parameters
      end
      found[slot] = mode
    end
  end
  return at == payload:len() and found or nil
end

-- The records of Query command authorization.
local function encryption_flags(payload)
  local found = {}
  local at = 2
  while at < payload:len() do
    local code = payload(at, 1):uint()
    at = at + 1
    if code == EXTENDED and at < payload:len() then
      code = code * 256 + payload(at, 1):uint()
      at = at + 1
    end
    if at + 2 > payload:len() then return nil end
    local flags = payload(at + 1, 1):uint()
    found[code] = { command = band(flags, 2) ~= 0, response = band(flags, 1) ~= 0 }
    at = at + 2
  end
  return found
end

local function learn(exchange, payload)
  if not payload then return end
  if exchange.name == "QuerySymmetricKeyTable" then
    modes = key_modes(payload, 0) or key_modes(payload, 1) or key_modes(payload, 2) or {}
  elseif exchange.name == "QueryCommandAuthorization" then
    encrypted = encryption_flags(payload) or encrypted
  end
end

-- Commands and responses -----------------------------------------------------------------------

local function part(buffer, at, size)
  if size <= 0 then return nil end
  return buffer(at, size):tvb()
end

local function add_crc(tree, buffer, at, expected)
  local range = buffer(at, CRC_SIZE)
  local is_right = range:uint() == expected
  local item = tree:add(fields.crc, range)
  item:append_text(is_right and " [right]" or string.format(" [wrong: expected 0x%04x]", expected))
  tree:add(fields.crc_right, range, is_right):set_generated()
  if is_right then return "" end
  tree:add(fields.crc_expected, range, expected):set_generated()
  item:add_proto_expert_info(experts.bad_crc)
  return " [bad CRC]"
end

local function add_redaction(tree)
  local redacted = find_mark("redacted: ")
  if not redacted then return end
  tree:add(fields.redacted, redacted):set_generated():add_proto_expert_info(experts.redacted)
end

local function add_payload(tree, payload, list, why_not)
  if why_not or not list then
    if payload then tree:add(fields.payload, payload()):append_text(" (" .. (why_not or "not known") .. ")") end
    return
  end
  if add_fields(tree, payload, list) then return end
  local item = payload and tree:add(fields.payload, payload()) or tree
  item:add_proto_expert_info(experts.malformed)
end

local function add_command(buffer, pinfo, tree)
  local size = buffer:len()
  local header = buffer(0, 1):uint()
  local code = band(header, CODE_BITS)
  local header_size = 1
  if code == EXTENDED and size >= 2 then
    code = code * 256 + buffer(1, 1):uint()
    header_size = 2
  end
  if size < header_size + CRC_SIZE then
    tree:add(fields.payload, buffer()):add_proto_expert_info(experts.bad_length)
    return "Damaged command"
  end
  local has_mac = band(header, C_MAC_BIT) ~= 0 and size >= header_size + MAC_SIZE + CRC_SIZE
  local payload_size = size - header_size - CRC_SIZE - (has_mac and MAC_SIZE or 0)
  local payload = part(buffer, header_size, payload_size)

  if not pinfo.visited then
    local flags = encrypted[code] or {}
    local exchange = { request = pinfo.number, time = pinfo.abs_ts, code = code,
      encrypted_command = has_mac and flags.command, encrypted_response = flags.response,
      wants_mac = band(header, R_MAC_BIT) ~= 0 }
    if exchange.encrypted_command then
      exchange.why = "encrypted"
    else
      exchange.command, exchange.subject_size, exchange.why = find_command(code, payload, modes)
    end
    exchange.name = exchange.command and exchange.command.name or CODES[code] or "unknown"
    exchanges[pinfo.number] = exchange
    current = exchange
    if CHANGES_KEYS[code] then modes = {} end
    if exchange.name == "PutCommandEncryptionFlags" then encrypted = {} end
  end
  local exchange = exchanges[pinfo.number]

  local head = tree:add(fields.header, buffer(0, 1))
  head:add(fields.c_mac_present, buffer(0, 1))
  head:add(fields.r_mac_wanted, buffer(0, 1))
  head:add(fields.host_session, buffer(0, 1))
  tree:add(fields.code, buffer(0, header_size), code)
  tree:add(fields.command, buffer(0, header_size), exchange.name)
  if exchange.response then tree:add(fields.response_in, exchange.response):set_generated() end
  local own_fields = payload and part(payload, exchange.subject_size or 0,
    payload_size - (exchange.subject_size or 0))
  add_payload(tree, own_fields, exchange.command and exchange.command.request, exchange.why)
  if has_mac then tree:add(fields.c_mac, buffer(header_size + payload_size, MAC_SIZE)) end
  local verdict = add_crc(tree, buffer, size - CRC_SIZE, crc16({ buffer(0, size - CRC_SIZE) }))
  return exchange.name .. (has_mac and " [C-MAC]" or "") .. verdict
end

-- Times come as seconds in floating point, which is good for microseconds.
local function time_between(from, to)
  local microseconds = math.floor((to - from) * 1000000 + 0.5)
  return NSTime.new(math.floor(microseconds / 1000000), microseconds % 1000000 * 1000)
end

-- A bus that is read further than the answer goes on with FF: the length says where it ends.
local function counted_size(buffer)
  return math.max(RESPONSE_PREFIX + buffer(1, 2):uint(), RESPONSE_PREFIX + CRC_SIZE)
end

-- Payload, R-MAC and CRC of a response that is there as a whole; gives what to say of them.
local function add_answer(buffer, pinfo, tree, exchange, size, is_ok)
  local payload_size = size - RESPONSE_PREFIX - CRC_SIZE
  local has_mac = is_ok and exchange.wants_mac and payload_size >= MAC_SIZE
  if has_mac then payload_size = payload_size - MAC_SIZE end
  local payload = part(buffer, RESPONSE_PREFIX, payload_size)
  if not pinfo.visited and is_ok then learn(exchange, payload) end
  local why = exchange.why
  if not is_ok then
    why = payload and "with an error status"
  elseif has_mac and exchange.encrypted_response then
    why = "encrypted"
  elseif why == "encrypted" then
    why = "answer to an encrypted command"
  end
  if is_ok or payload then add_payload(tree, payload, exchange.command and exchange.command.response, why) end
  if has_mac then tree:add(fields.r_mac, buffer(RESPONSE_PREFIX + payload_size, MAC_SIZE)) end
  local covered = { buffer(0, 1) }
  if size > RESPONSE_PREFIX + CRC_SIZE then
    covered[2] = buffer(RESPONSE_PREFIX, size - RESPONSE_PREFIX - CRC_SIZE)
  end
  local verdict = add_crc(tree, buffer, size - CRC_SIZE, crc16(covered))
  return (has_mac and " [R-MAC]" or "") .. verdict
end

local function add_response(buffer, pinfo, tree)
  if buffer:len() < RESPONSE_PREFIX + CRC_SIZE then
    tree:add(fields.payload, buffer()):add_proto_expert_info(experts.bad_length)
    return "Damaged response"
  end
  if not pinfo.visited then
    exchanges[pinfo.number] = current or { name = "unknown" }
    if current and not current.response then current.response = pinfo.number end
  end
  local exchange = exchanges[pinfo.number]
  local size = counted_size(buffer)
  local header = buffer(0, 1):uint()
  local status = band(header, CODE_BITS)
  local is_ok = status == 0

  local head = tree:add(fields.status, buffer(0, 1))
  if not is_ok then head:add_proto_expert_info(experts.error_status) end
  tree:add(fields.command, exchange.name):set_generated()
  if exchange.request then
    tree:add(fields.request_in, exchange.request):set_generated()
    tree:add(fields.time, time_between(exchange.time, pinfo.abs_ts)):set_generated()
  end
  local length = tree:add(fields.length, buffer(1, 2))
  if buffer(1, 2):uint() + RESPONSE_PREFIX ~= buffer:len() then
    length:add_proto_expert_info(experts.bad_length)
  end
  local summary = string.format("%s: %02X %s", exchange.name, status, STATUSES[status])
  -- Read in part, for example to learn the length.
  if size > buffer:len() then return summary .. " [cut off]" end

  return summary .. add_answer(buffer, pinfo, tree, exchange, size, is_ok)
end

local function add_no_answer(pinfo, tree)
  if not pinfo.visited then exchanges[pinfo.number] = current or { name = "unknown" } end
  local why = find_mark("failed: ")
  local item = why and tree:add(fields.failed, why):set_generated() or tree
  item:add_proto_expert_info(experts.no_answer)
  return exchanges[pinfo.number].name .. ": no answer"
end

-- Registration ---------------------------------------------------------------------------------

local i2c_packets = DissectorTable.get("wtap_encap")
local i2c = i2c_packets:get_dissector(wtap.I2C_LINUX)
local i2c_event = Field.new("i2c.event")

-- Wireshark's own dissector shows bus, address and flags, and everything that is not ours.
function stsafe.dissector(buffer, pinfo, root)
  i2c:call(buffer, pinfo, root)
  local first = buffer(0, 1):uint()
  if i2c_event() or rshift(first, 1) ~= stsafe.prefs.address then return end
  local is_read = band(first, 1) == 1
  if buffer:len() == 1 and not is_read then return end  -- an address alone, to wake the chip

  pinfo.cols.protocol = "STSAFE"
  if is_read then
    pinfo.cols.src = string.format("0x%02x", stsafe.prefs.address)
    pinfo.cols.dst = "host"
  else
    pinfo.cols.src = "host"
    pinfo.cols.dst = string.format("0x%02x", stsafe.prefs.address)
  end
  local info
  if buffer:len() == 1 then
    local tree = root:add(stsafe, buffer(), "STSAFE-A120, no answer")
    info = add_no_answer(pinfo, tree)
  else
    local frame = buffer(1):tvb()
    local tree = root:add(stsafe, buffer(1), "STSAFE-A120, " .. (is_read and "response" or "command"))
    info = is_read and add_response(frame, pinfo, tree) or add_command(frame, pinfo, tree)
    add_redaction(tree)
  end
  pinfo.cols.info = info
end

i2c_packets:add(wtap.I2C_LINUX, stsafe)
