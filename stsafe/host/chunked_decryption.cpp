#include "stsafe/host/chunked_decryption.h"

#include <algorithm>
#include <utility>

#include "stsafe/host/opened.h"
#include "stsafe/wire/commands/decrypt_chunks.h"

namespace stsafe::host {

Result<ChunkedDecryption> ChunkedDecryption::start(const CcmStarKey& key, const Nonce& nonce,
                                                   ByteView associated_data,
                                                   std::size_t ciphertext_size, ByteSpan room) {
  if (auto fits = check_ccm_star_sizes(associated_data.size(), ciphertext_size, key.tag_size());
      !fits) {
    return fits.error();
  }
  wire::StartDecryptCcmStar command{
      .slot = key.slot(),
      .nonce = wire::Prefixed{nonce.bytes()},
      .total_associated_data =
          wire::AssociatedDataTotal{static_cast<std::uint16_t>(associated_data.size())},
      .total_ciphertext = wire::MessageTotal{static_cast<std::uint32_t>(ciphertext_size)}};
  const auto front = chunk_room(key.device(), wire::StartDecryptCcmStar::kOpcode,
                                {.command = kCcmStarStartFields});
  command.associated_data = wire::Prefixed{take_front(associated_data, front)};
  ChunkedDecryption message{ChunkRun{key.device(), key.tag_size(), ciphertext_size}, room};
  const auto started = key.device().call(command);
  if (!started) return started.error();
  if (!started->message.bytes().empty()) return LinkError::kUnexpectedResponse;
  if (auto added = message.add_associated_data(associated_data); !added) return added.error();
  return message;
}

Result<ChunkedDecryption> ChunkedDecryption::start(const GcmKey& key, const Iv& iv,
                                                   ByteView associated_data, ByteSpan room) {
  const auto front = chunk_room(key.device(), wire::StartDecryptGcm::kOpcode,
                                {.command = kGcmStartFields + iv.bytes().size()});
  ChunkedDecryption message{ChunkRun{key.device(), key.tag_size()}, room};
  const auto started = key.device().call(
      wire::StartDecryptGcm{.slot = key.slot(),
                            .iv = wire::Prefixed{iv.bytes()},
                            .associated_data = wire::Prefixed{take_front(associated_data, front)}});
  if (!started) return started.error();
  if (!started->message.bytes().empty()) return LinkError::kUnexpectedResponse;
  if (auto added = message.add_associated_data(associated_data); !added) return added.error();
  return message;
}

ChunkedDecryption::ChunkedDecryption(ChunkedDecryption&& other) noexcept
    : run_(std::move(other.run_)),
      room_(std::exchange(other.room_, {})),
      size_(std::exchange(other.size_, 0)),
      written_(std::exchange(other.written_, 0)) {}

Result<void> ChunkedDecryption::add_associated_data(ByteView data) {
  while (!data.empty()) {
    const auto most = chunk_room(run_.device(), wire::ProcessDecrypt::kOpcode);
    if (auto added = process(take_front(data, most), {}); !added) return added;
  }
  return {};
}

Result<void> ChunkedDecryption::process(ByteView associated_data, ByteView ciphertext) {
  auto& device = run_.device();
  const auto answer = device.call(
      wire::ProcessDecrypt{wire::Prefixed{associated_data}, wire::Prefixed{ciphertext}});
  if (!answer) return fail(answer.error());
  const auto plaintext = answer->message.bytes();
  const bool fits = plaintext.size() == ciphertext.size();
  if (fits) copy_bytes(plaintext, extend(plaintext.size()));
  device.forget();
  if (!fits) return fail(LinkError::kUnexpectedResponse);
  run_.count(ciphertext.size());
  return {};
}

Result<void> ChunkedDecryption::update(ByteView ciphertext) {
  if (auto fits = run_.check(ciphertext.size()); !fits) return fits;
  if (auto fits = check_room(ciphertext.size()); !fits) return fits;
  while (!ciphertext.empty()) {
    const auto most = chunk_room(run_.device(), wire::ProcessDecrypt::kOpcode);
    if (auto done = process({}, take_front(ciphertext, most)); !done) return done;
  }
  return {};
}

ByteView ChunkedDecryption::take_unverified() { return room_.first(std::exchange(size_, 0)); }

Result<ByteView> ChunkedDecryption::finish(ByteView last, ByteView tag) {
  if (auto fits = run_.check_last(last.size(), tag.size()); !fits) return fits.error();
  if (auto fits = check_room(last.size()); !fits) return fits.error();
  const auto most = chunk_room(run_.device(), wire::FinishDecrypt::kOpcode,
                               {.command = tag.size(), .answer = sizeof(wire::Verification)});
  const auto before = last.size() - std::min(last.size(), most);
  if (auto done = update(take_front(last, before)); !done) return done.error();

  auto& device = run_.device();
  const auto answer = device.call(wire::FinishDecrypt{{}, wire::Prefixed{last}, wire::Tail{tag}});
  if (!answer) return fail(answer.error());
  const auto accepted =
      accept_opened(answer->verification, answer->message.bytes(), extend(last.size()));
  device.forget();
  if (!accepted) return fail(accepted.error());
  run_.end();
  written_ = 0;  // all of it is the caller's now
  return ByteView{take_unverified()};
}

Result<void> ChunkedDecryption::check_room(std::size_t size) const {
  if (size > room_.size() - size_) return UsageError::kWrongSize;
  return {};
}

ByteSpan ChunkedDecryption::extend(std::size_t size) {
  const auto next = room_.subspan(size_, size);
  size_ += size;
  written_ = std::max(written_, size_);
  return next;
}

Error ChunkedDecryption::fail(Error why) {
  wipe_room();
  return run_.fail(why);
}

void ChunkedDecryption::wipe_room() {
  wipe(room_.first(written_));
  size_ = written_ = 0;
}

}  // namespace stsafe::host
