#include <tuple>

#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/chunked_decryption.h"
#include "stsafe/host/chunked_encryption.h"
#include "stsafe/host/command_authorization.h"
#include "stsafe/host/counter.h"
#include "stsafe/host/data_partition.h"
#include "stsafe/host/device_authentication.h"
#include "stsafe/host/ecb_key.h"
#include "stsafe/host/echo.h"
#include "stsafe/host/entity_authentication.h"
#include "stsafe/host/erase_key.h"
#include "stsafe/host/establish_keys.h"
#include "stsafe/host/gcm_key.h"
#include "stsafe/host/generic_public_keys.h"
#include "stsafe/host/hash.h"
#include "stsafe/host/hkdf_key.h"
#include "stsafe/host/host_key_slot.h"
#include "stsafe/host/host_keys.h"
#include "stsafe/host/host_session.h"
#include "stsafe/host/i2c_parameters.h"
#include "stsafe/host/key_pair.h"
#include "stsafe/host/key_plaintext.h"
#include "stsafe/host/key_provisioning.h"
#include "stsafe/host/life_cycle.h"
#include "stsafe/host/local_envelope.h"
#include "stsafe/host/low_power.h"
#include "stsafe/host/mac_key.h"
#include "stsafe/host/password.h"
#include "stsafe/host/private_key_table.h"
#include "stsafe/host/product_data.h"
#include "stsafe/host/random.h"
#include "stsafe/host/reset.h"
#include "stsafe/host/sealed_message.h"
#include "stsafe/host/signature.h"
#include "stsafe/host/slot_control_fields.h"
#include "stsafe/host/symmetric_key_table.h"

// The calls of docs/api-map.md, letter by letter: the map shows nothing that does not compile, and
// ApiMap.ShowsCallsThatCompile looks for each of them here. They are never executed.
namespace stsafe::docs {
namespace {

using std::ignore;

[[maybe_unused]] void ciphers(host::EcbKey& ecb_key, host::CcmStarKey& ccm_star_key,
                              host::GcmKey& gcm_key, host::NonceSequence& nonces,
                              const host::Nonce& nonce, host::IvSequence& ivs, const host::Iv& iv,
                              ByteView associated_data, ByteSpan plaintext, ByteSpan ciphertext,
                              ByteSpan tag) {
  ignore = ecb_key.encrypt(plaintext, ciphertext);
  ignore = ecb_key.decrypt(ciphertext, plaintext);
  ignore = ccm_star_key.encrypt(nonces, associated_data, plaintext, ciphertext, tag);
  ignore = ccm_star_key.decrypt(nonce, associated_data, ciphertext, tag, plaintext);
  ignore = gcm_key.encrypt(ivs, associated_data, plaintext, ciphertext, tag);
  ignore = gcm_key.decrypt(iv, associated_data, ciphertext, tag, plaintext);
}

[[maybe_unused]] void long_messages(host::CcmStarKey& ccm_star_key, host::GcmKey& gcm_key,
                                    host::NonceSequence& nonces, const host::Nonce& nonce,
                                    host::IvSequence& ivs, const host::Iv& iv,
                                    ByteView associated_data, std::size_t message_size,
                                    std::size_t ciphertext_size, ByteSpan room, ByteSpan plaintext,
                                    ByteSpan ciphertext, ByteSpan tag,
                                    host::ChunkedEncryption& chunked_encryption,
                                    host::ChunkedDecryption& chunked_decryption) {
  ignore = host::ChunkedEncryption::start(ccm_star_key, nonces, associated_data, message_size);
  ignore = host::ChunkedEncryption::start(gcm_key, ivs, associated_data);
  ignore = chunked_encryption.update(plaintext, ciphertext);
  ignore = chunked_encryption.finish(plaintext, ciphertext, tag);
  ignore =
      host::ChunkedDecryption::start(ccm_star_key, nonce, associated_data, ciphertext_size, room);
  ignore = host::ChunkedDecryption::start(gcm_key, iv, associated_data, room);
  ignore = chunked_decryption.update(ciphertext);
  ignore = chunked_decryption.finish(ciphertext, tag);
  ignore = host::encrypt_message(ccm_star_key, nonces, associated_data, plaintext, ciphertext, tag);
  ignore = host::decrypt_message(ccm_star_key, nonce, associated_data, ciphertext, tag, plaintext);
  ignore = host::encrypt_message(gcm_key, ivs, associated_data, plaintext, ciphertext, tag);
  ignore = host::decrypt_message(gcm_key, iv, associated_data, ciphertext, tag, plaintext);
}

[[maybe_unused]] void macs(host::MacKey& mac_key, host::GcmKey& gcm_key, host::IvSequence& ivs,
                           const host::Iv& iv, ByteView message, ByteView mac, ByteSpan mac_out) {
  ignore = mac_key.generate(message, mac_out);
  ignore = mac_key.verify(message, mac);
  ignore = gcm_key.compute_gmac(ivs, message, mac_out);
  ignore = gcm_key.verify_gmac(iv, message, mac);
}

[[maybe_unused]] void hashes(host::Device& device, host::Hash& hash, HashAlgorithm algorithm,
                             ByteView data, ByteSpan digest_out) {
  hash.start(algorithm);
  ignore = hash.update(data);
  ignore = hash.finish(digest_out);
  ignore = host::hash(device, algorithm, data, digest_out);
}

[[maybe_unused]] void derived_keys(host::Device& device, host::HkdfKey& hkdf_key,
                                   const host::Salt& salt, ByteView info, ByteView secret,
                                   const wire::KeyDescription& key_description, ByteSpan key,
                                   std::span<host::DerivedKey> keys, std::uint32_t session,
                                   ByteSpan encryption_key, ByteSpan mac_key) {
  ignore = host::HkdfKey(device, secret);
  ignore = host::DerivedKey::to_slot(key_description);
  ignore = hkdf_key.derive(salt, info, key);
  ignore = hkdf_key.derive(salt, info, keys);
  ignore = hkdf_key.extract(salt);
  ignore = hkdf_key.expand(info, key);
  ignore = hkdf_key.expand(info, keys);
  ignore = hkdf_key.derive_session_keys(session, encryption_key, mac_key);
}

[[maybe_unused]] void asymmetric_keys(host::Device& device, host::KeyPair& key_pair,
                                      wire::PrivateKeySlot private_key_slot, Curve curve,
                                      wire::UsageLimit limit, const PublicKey& public_key,
                                      crypto::EddsaVariant variant, ByteView data, ByteView digest,
                                      ByteView signature, ByteSpan signature_out,
                                      crypto::SharedSecret& shared_secret, ByteView x,
                                      bool y_is_odd) {
  ignore = host::read_private_key_table(device);
  ignore = host::read_private_key_slot(device, private_key_slot);
  ignore = host::generate_key_pair(device, private_key_slot, curve, limit);
  ignore = key_pair.sign(digest, signature_out);
  ignore = key_pair.establish_shared_secret(public_key, shared_secret);
  ignore = host::verify_signature(device, public_key, variant, data, signature);
  ignore = host::decompress_public_key(device, curve, x, y_is_odd);
}

[[maybe_unused]] void public_keys(host::Device& device,
                                  host::GenericPublicKeys& generic_public_keys,
                                  wire::PublicKeySlot public_key_slot, wire::PublicKeyFlags flags,
                                  const PublicKey& public_key, ByteView signature) {
  ignore = generic_public_keys.count();
  ignore = generic_public_keys.read(public_key_slot);
  ignore = generic_public_keys.write(public_key_slot, public_key);
  ignore = generic_public_keys.put_flags(public_key_slot, flags);
  ignore = host::generate_challenge(device);
  ignore = host::verify_entity_signature(device, public_key_slot, signature);
}

[[maybe_unused]] void zones(host::Device& device, host::Zone& zone, host::Counter& counter,
                            std::size_t offset, ByteView data, ByteSpan out,
                            host::Atomicity atomicity, wire::Count amount, wire::ZoneRight right) {
  ignore = host::DataPartition::read(device);
  ignore = zone.read(offset, out);
  ignore = zone.update(offset, data, atomicity);
  ignore = zone.change_read_access(right);
  ignore = zone.change_update_access(right, offset, data);
  ignore = counter.read(offset, out);
  ignore = counter.decrement(amount, offset, data);
  ignore = counter.change_decrement_access(right, amount, offset, data);
}

[[maybe_unused]] void whole_device(host::Device& device, wire::Opcode opcode, ByteView password,
                                   wire::WakeUp wake_up, const wire::I2cParameters& i2c_parameters,
                                   ByteView message, ByteSpan out) {
  ignore = device.initialise();
  const auto& authorization = device.authorization();
  ignore = authorization.rule(opcode);
  ignore = host::CommandAuthorization::read(device);
  ignore = host::ProductData::read(device);
  ignore = host::read_life_cycle(device);
  ignore = host::lock_device(device, password);
  ignore = host::unlock_device(device, password);
  ignore = host::verify_password(device, password);
  ignore = host::delete_password(device);
  ignore = host::read_i2c_parameters(device);
  ignore = host::put_i2c_parameters(device, i2c_parameters);
  ignore = host::hibernate(device, wake_up);
  ignore = host::generate_random(device, out);
  ignore = host::echo(device, message);
  ignore = host::reset_device(device);
}

[[maybe_unused]] void identity(
    host::Device& device, ByteSpan room,
    const host::DeviceAuthenticationCrypto& device_authentication_crypto) {
  ignore = host::DeviceId::read(device);
  ignore = host::read_device_certificate_size(device);
  ignore = host::read_device_certificate(device, room);
  ignore = host::authenticate_device(device, device_authentication_crypto, room);
}

[[maybe_unused]] void pairing(host::Device& device, host::HostSession& host_session,
                              host::ProtectionPolicy policy, const host::KekCrypto& kek_crypto,
                              const host::AgreementCrypto& agreement_crypto, Curve curve,
                              wire::HostKeyType host_key_type, ByteView mac_key,
                              ByteView cipher_key, const host::HostKeysView& host_keys_view,
                              channel::HostKeys& host_keys,
                              host::HostAuthentication& host_authentication,
                              const host::KeyShares& key_shares,
                              const wire::HostKeyControlFields& host_key_control_fields) {
  ignore = host_session.open(host_key_type, mac_key, cipher_key);
  host_session.close();
  device.set_protection_policy(policy);
  ignore = host::write_host_keys_plaintext(device, host_key_type, mac_key, cipher_key);
  ignore = host::write_host_keys_wrapped(device, kek_crypto, curve, host_keys_view);
  ignore = host::write_host_keys_wrapped(device, kek_crypto, curve, host_keys_view,
                                         &host_authentication);
  ignore = host::establish_host_keys(device, agreement_crypto, curve, host_key_type, host_keys);
  ignore = host::establish_host_keys(device, agreement_crypto, curve, host_key_type, host_keys,
                                     &host_authentication);
  ignore = host_authentication.sign(key_shares);
  ignore = host::write_host_keys_v1(device, mac_key, cipher_key);
  ignore = host::read_host_key_slot(device);
  ignore = host::read_host_key_slot_v1(device);
  ignore = host::read_host_key_control_fields(device);
  ignore = host::put_host_key_control_fields(device, host_key_control_fields);
}

[[maybe_unused]] void symmetric_keys(host::Device& device, host::KekSession& kek_session,
                                     const host::KekCrypto& kek_crypto,
                                     const host::EstablishCrypto& establish_crypto, Curve curve,
                                     wire::SlotNumber slot, const wire::KeyInfo& key_info,
                                     ByteView key, std::span<const wire::KeyInfo> key_infos,
                                     std::span<Secret<32>> key_values,
                                     const host::HostKeysView& host_keys_view,
                                     host::HostAuthentication& host_authentication,
                                     const wire::SlotControlFields& slot_control_fields) {
  ignore = host::read_symmetric_key_table(device);
  ignore = host::read_slot_control_fields(device, slot);
  ignore = host::put_slot_control_fields(device, slot, slot_control_fields);
  ignore = host::read_slot(device, slot);
  ignore = host::erase_key(device, slot);
  ignore = host::write_key_plaintext(device, key_info, key);
  ignore = host::write_key_wrapped(device, kek_crypto, curve, key_info, key);
  ignore = host::write_key_wrapped(device, kek_crypto, curve, key_info, key, &host_authentication);
  ignore = host::establish_symmetric_keys(device, establish_crypto, curve, key_infos, key_values);
  ignore = host::establish_symmetric_keys(device, establish_crypto, curve, key_infos, key_values,
                                          &host_authentication);
  ignore = kek_session.open(curve);
  ignore = kek_session.open(curve, host_authentication);
  ignore = kek_session.write(key_info, key);
  ignore = kek_session.write_host_keys(host_keys_view);
  ignore = kek_session.close();
}

[[maybe_unused]] void local_envelopes(host::LocalEnvelopeKey& local_envelope_key,
                                      wire::KeyType type, ByteView payload, ByteView wrapped,
                                      ByteSpan payload_out, ByteSpan wrapped_out) {
  ignore = local_envelope_key.generate(type);
  ignore = local_envelope_key.wrap(payload, wrapped_out);
  ignore = local_envelope_key.unwrap(wrapped, payload_out);
}

}  // namespace
}  // namespace stsafe::docs
