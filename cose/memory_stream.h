#pragma once

#include <vector>

#include "cose/byte_sink.h"

namespace stsafe::cose {

/// Bytes in memory, which must outlive this object.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(ByteView bytes) : bytes_(bytes) {}

  std::optional<std::uint64_t> size() const override { return bytes_.size(); }
  Result<ByteView> next(std::size_t most) override;
  bool can_seek() const override { return true; }
  Result<void> seek(std::uint64_t position) override;

 private:
  ByteView bytes_;
  std::size_t position_ = 0;
};

/// Keeps bytes in memory, which is wiped if they are discarded. What grows leaves copies behind:
/// say how much is to come if it is secret.
class MemorySink final : public ByteSink {
 public:
  explicit MemorySink(std::size_t expected = 0) { bytes_.reserve(expected); }
  ~MemorySink() { discard(); }
  MemorySink(const MemorySink&) = delete;
  MemorySink& operator=(const MemorySink&) = delete;

  Result<void> write(ByteView bytes) override;
  Result<void> commit() override;
  void discard() override;

  bool is_committed() const { return committed_; }
  /// What was committed; else nothing. Shows this object's memory.
  ByteView bytes() const { return committed_ ? ByteView{bytes_} : ByteView{}; }

 private:
  std::vector<std::byte> bytes_;
  bool committed_ = false;
};

/// Puts bytes into memory of the caller, which is wiped if they are discarded. Fails if there is
/// not enough of it.
class FixedSink final : public ByteSink {
 public:
  explicit FixedSink(ByteSpan memory) : memory_(memory) {}

  ByteSpan room(std::size_t size) override;
  Result<void> write(ByteView bytes) override;
  Result<void> commit() override;
  void discard() override;

  bool is_committed() const { return committed_; }
  /// What was committed; else nothing. Shows the caller's memory.
  ByteView bytes() const { return committed_ ? ByteView{memory_}.first(used_) : ByteView{}; }

 private:
  ByteSpan memory_;
  std::size_t used_ = 0;
  bool committed_ = false;
};

}  // namespace stsafe::cose
