#include "stsafe/host/chunked_encryption.h"

#include <algorithm>

#include "stsafe/host/sealed.h"
#include "stsafe/wire/commands/encrypt_chunks.h"

namespace stsafe::host {

Result<ChunkedEncryption> ChunkedEncryption::start(const CcmStarKey& key, NonceSource& nonces,
                                                   ByteView associated_data,
                                                   std::size_t message_size) {
  const auto nonce = nonces.next();
  if (!nonce) return nonce.error();
  return start_with(key, *nonce, associated_data, message_size);
}

Result<ChunkedEncryption> ChunkedEncryption::start_with(const CcmStarKey& key, const Nonce& nonce,
                                                        ByteView associated_data,
                                                        std::size_t message_size) {
  if (auto fits = check_ccm_star_sizes(associated_data.size(), message_size, key.tag_size());
      !fits) {
    return fits.error();
  }
  wire::StartEncryptCcmStar command{
      .slot = key.slot(),
      .nonce = wire::Prefixed{nonce.bytes()},
      .total_associated_data =
          wire::AssociatedDataTotal{static_cast<std::uint16_t>(associated_data.size())},
      .total_message = wire::MessageTotal{static_cast<std::uint32_t>(message_size)}};
  const auto room = chunk_room(key.device(), wire::StartEncryptCcmStar::kOpcode,
                               {.command = kCcmStarStartFields});
  command.associated_data = wire::Prefixed{take_front(associated_data, room)};
  ChunkRun run{key.device(), key.tag_size(), message_size};
  const auto started = key.device().call(command, wire::counter_part_size(key.has_counter()));
  if (!started) return started.error();
  const auto parts = wire::split_started(started->chunk.bytes(), 0);
  if (!parts) return parts.error();
  if (parts->counter.has_value() != key.has_counter()) return LinkError::kUnexpectedResponse;
  auto used = nonce.bytes();
  if (parts->counter) {
    wire::Writer w{ByteSpan{used}.subspan(key.counter().offset(), sizeof(std::uint32_t))};
    w.put(*parts->counter);
  }
  ChunkedEncryption message{std::move(run), *Iv::chosen_by_caller(used)};
  if (auto added = message.add_associated_data(associated_data); !added) return added.error();
  return message;
}

Result<ChunkedEncryption> ChunkedEncryption::start(const GcmKey& key, IvSequence& ivs,
                                                   ByteView associated_data) {
  const auto iv = ivs.next();
  if (!iv) return iv.error();
  return start_with(key, *iv, associated_data);
}

Result<ChunkedEncryption> ChunkedEncryption::start_with(const GcmKey& key, const Iv& iv,
                                                        ByteView associated_data) {
  const auto room = chunk_room(key.device(), wire::StartEncryptGcm::kOpcode,
                               {.command = kGcmStartFields + iv.bytes().size()});
  ChunkedEncryption message{ChunkRun{key.device(), key.tag_size()}, iv};
  const auto started = key.device().call(
      wire::StartEncryptGcm{.slot = key.slot(),
                            .iv = wire::Prefixed{iv.bytes()},
                            .associated_data = wire::Prefixed{take_front(associated_data, room)}});
  if (!started) return started.error();
  if (!started->ciphertext.bytes().empty()) return LinkError::kUnexpectedResponse;
  if (auto added = message.add_associated_data(associated_data); !added) return added.error();
  return message;
}

Result<void> ChunkedEncryption::add_associated_data(ByteView data) {
  while (!data.empty()) {
    const auto room = chunk_room(run_.device(), wire::ProcessEncrypt::kOpcode);
    if (auto added = process(take_front(data, room), {}, {}); !added) return added;
  }
  return {};
}

Result<void> ChunkedEncryption::process(ByteView associated_data, ByteView plaintext,
                                        ByteSpan ciphertext) {
  const auto answer = run_.device().call(
      wire::ProcessEncrypt{wire::Prefixed{associated_data}, wire::Prefixed{plaintext}});
  if (!answer) return run_.fail(answer.error());
  const auto encrypted = answer->ciphertext.bytes();
  if (encrypted.size() != plaintext.size()) return run_.fail(LinkError::kUnexpectedResponse);
  copy_bytes(encrypted, ciphertext);
  run_.count(plaintext.size());
  return {};
}

Result<void> ChunkedEncryption::update(ByteView plaintext, ByteSpan ciphertext) {
  if (auto fits = run_.check(plaintext.size()); !fits) return fits;
  if (ciphertext.size() != plaintext.size()) return UsageError::kWrongSize;
  while (!plaintext.empty()) {
    const auto piece =
        take_front(plaintext, chunk_room(run_.device(), wire::ProcessEncrypt::kOpcode));
    if (auto done = process({}, piece, ciphertext); !done) return done;
    ciphertext = ciphertext.subspan(piece.size());
  }
  return {};
}

Result<void> ChunkedEncryption::finish(ByteView last, ByteSpan ciphertext, ByteSpan tag) {
  if (auto fits = run_.check_last(last.size(), tag.size()); !fits) return fits;
  if (ciphertext.size() != last.size()) return UsageError::kWrongSize;
  const auto room = chunk_room(run_.device(), wire::FinishEncrypt::kOpcode, {.answer = tag.size()});
  const auto before = last.size() - std::min(last.size(), room);
  if (auto done = update(last.first(before), ciphertext.first(before)); !done) return done;
  last = last.subspan(before);
  ciphertext = ciphertext.subspan(before);

  const auto answer =
      run_.device().call(wire::FinishEncrypt{{}, wire::Prefixed{last}}, last.size() + tag.size());
  run_.end();
  if (!answer) return answer.error();
  return accept_sealed(answer->sealed.bytes(), ciphertext, tag);
}

}  // namespace stsafe::host
