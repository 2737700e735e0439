#include "cose/content_stream.h"

#include <algorithm>

#include "stsafe/base/wipe.h"

namespace stsafe::cose {
namespace {

Failure changed_size(std::uint64_t announced) {
  return {Reason::kStream,
          "the content has not the " + std::to_string(announced) +
              " bytes that it had at the start: somebody has changed it meanwhile",
          {}};
}

/// One chunk of a byte string of indefinite length.
Result<void> write_chunk(ByteSink& sink, ByteView chunk) {
  Bytes head;
  CborWriter{head}.start_bytes(chunk.size());
  if (auto written = sink.write(head); !written) return written;
  return sink.write(chunk);
}

/// The last bytes of a stream, which may be its tag: kept back until more have come.
class HeldTag {
 public:
  ByteView bytes() const { return ByteView{bytes_}.first(size_); }
  bool is_whole() const { return size_ == bytes_.size(); }

  /// Exchanges the first `size` bytes for new ones at the end.
  void exchange(std::size_t size, ByteView newer) {
    std::ranges::copy(ByteView{bytes_}.subspan(size, size_ - size), bytes_.begin());
    size_ -= size;
    copy_bytes(newer, ByteSpan{bytes_}.subspan(size_));
    size_ += newer.size();
  }

 private:
  Fixed<kContentTagSize> bytes_{};
  std::size_t size_ = 0;
};

}  // namespace

ContentStream::~ContentStream() {
  stream_->abandon();
  wipe(piece_);
}

Result<void> ContentStream::start(crypto::CipherDirection direction, ByteView key, ByteView iv,
                                  ByteView associated_data) {
  auto started = stream_->start_gcm(direction, key, iv);
  if (started) started = stream_->add_associated_data(associated_data);
  if (!started) return core_failure(started.error(), "start the content's cipher");
  return {};
}

Result<void> ContentStream::report(std::optional<std::uint64_t> total) {
  if (watch_->cancelled != nullptr && watch_->cancelled->load()) {
    return Failure{Reason::kStream, "cancelled", BusError::kCancelled};
  }
  if (watch_->progress) watch_->progress(done_, total);
  return {};
}

Result<void> ContentStream::process(ByteView from, ByteSpan to) {
  if (from.size() > kMaxContentSize - done_) {
    return Failure{Reason::kTooLarge,
                   "the content has more than " + std::to_string(kMaxContentSize) +
                       " bytes, which is all that one key and IV encrypt",
                   {}};
  }
  const auto processed = stream_->process(from, to);
  if (!processed) return core_failure(processed.error(), "run the content's cipher");
  done_ += from.size();
  return {};
}

ByteSpan ContentStream::room_of(ByteSink& sink, std::size_t size) {
  const auto room = sink.room(size);
  return room.size() == size ? room : ByteSpan{piece_}.first(size);
}

Result<void> ContentStream::encrypt(ByteSource& content, ByteSink& ciphertext, bool in_chunks) {
  const auto total = content.size();
  while (true) {
    const auto read = content.next(kPieceSize);
    if (!read) return read.error();
    if (read->empty()) break;
    if (total && read->size() > *total - done_) return changed_size(*total);
    auto done =
        in_chunks ? encrypt_into_chunks(*read, ciphertext) : encrypt_piece(*read, ciphertext);
    if (!done) return done;
    if (auto reported = report(total); !reported) return reported;
  }
  if (total && done_ != *total) return changed_size(*total);
  Fixed<kContentTagSize> tag{};
  if (auto finished = stream_->finish(tag); !finished) {
    return core_failure(finished.error(), "finish the content's cipher");
  }
  if (!in_chunks) return ciphertext.write(tag);
  if (used_ > 0) {
    if (auto written = write_chunk(ciphertext, ByteView{piece_}.first(used_)); !written) {
      return written;
    }
  }
  return write_chunk(ciphertext, tag);
}

Result<void> ContentStream::encrypt_piece(ByteView content, ByteSink& ciphertext) {
  const auto to = room_of(ciphertext, content.size());
  if (auto done = process(content, to); !done) return done;
  return ciphertext.write(to);
}

Result<void> ContentStream::encrypt_into_chunks(ByteView content, ByteSink& ciphertext) {
  while (!content.empty()) {
    const auto size = std::min(content.size(), piece_.size() - used_);
    if (auto done = process(content.first(size), ByteSpan{piece_}.subspan(used_, size)); !done) {
      return done;
    }
    content = content.subspan(size);
    used_ += size;
    if (used_ < piece_.size()) continue;
    used_ = 0;
    if (auto written = write_chunk(ciphertext, piece_); !written) return written;
  }
  return {};
}

Result<void> ContentStream::decrypt(ByteSource& ciphertext, ByteSink& content) {
  auto total = ciphertext.size();
  if (total) *total -= std::min<std::uint64_t>(*total, kContentTagSize);
  HeldTag held;
  while (true) {
    const auto read = ciphertext.next(kPieceSize - kContentTagSize);
    if (!read) return read.error();
    if (read->empty()) break;
    const auto num_known = held.bytes().size() + read->size();
    const auto num_content = num_known - std::min(num_known, kContentTagSize);
    const auto from_held = std::min(num_content, held.bytes().size());
    const auto from_read = num_content - from_held;
    const auto piece = room_of(content, num_content);
    if (auto done = process(held.bytes().first(from_held), piece.first(from_held)); !done) {
      return done;
    }
    if (auto done = process(read->first(from_read), piece.subspan(from_held, from_read)); !done) {
      return done;
    }
    held.exchange(from_held, read->subspan(from_read));
    if (num_content == 0) continue;
    if (auto written = content.write(piece); !written) return written;
    if (auto reported = report(total); !reported) return reported;
  }
  if (!held.is_whole()) {
    return Failure{Reason::kTruncated, "the content ends before its tag", {}};
  }
  if (auto verified = stream_->verify(held.bytes()); !verified) {
    return core_failure(verified.error(), "verify the content");
  }
  return {};
}

}  // namespace stsafe::cose
