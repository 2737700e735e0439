#include <atomic>
#include <deque>

#include "cose/memory_stream.h"
#include "cose/open_envelope.h"
#include "cose/seal_envelope.h"
#include "ports/files_posix/spool_file.h"
#include "tests/support/bytes.h"
#include "tests/support/envelope_chip.h"

namespace stsafe::cose::envelope_test {
namespace {

using testing_support::EnvelopeChip;
using testing_support::hex;
using testing_support::join;
using testing_support::to_bytes;

constexpr auto kCcmKey = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"_hex;
constexpr auto kEcbKey = "F0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEF"_hex;
constexpr auto kKeyId = "736C6F742D31"_hex;

/// Bytes that come one after the other, as from a pipe, in pieces of a size.
class PipeSource final : public ByteSource {
 public:
  PipeSource(ByteView bytes, std::size_t piece) : memory_(bytes), piece_(piece) {}

  std::optional<std::uint64_t> size() const override { return {}; }
  Result<ByteView> next(std::size_t most) override { return memory_.next(std::min(most, piece_)); }
  bool can_seek() const override { return false; }
  Result<void> seek(std::uint64_t /*position*/) override {
    return Failure{Reason::kStream, "a pipe", {}};
  }

 private:
  MemorySource memory_;
  std::size_t piece_;
};

/// A source of any size without bytes of its own, which may have another size than it says.
class EndlessSource final : public ByteSource {
 public:
  explicit EndlessSource(std::optional<std::uint64_t> says, std::uint64_t has = 0)
      : says_(says), left_(has), zeros_(kPieceSize) {}

  std::uint64_t left() const { return left_; }
  std::optional<std::uint64_t> size() const override { return says_; }
  Result<ByteView> next(std::size_t most) override {
    const auto size = std::min<std::uint64_t>({most, left_, zeros_.size()});
    left_ -= size;
    return ByteView{zeros_}.first(static_cast<std::size_t>(size));
  }
  bool can_seek() const override { return false; }
  Result<void> seek(std::uint64_t /*position*/) override {
    return Failure{Reason::kStream, "endless", {}};
  }

 private:
  std::optional<std::uint64_t> says_;
  std::uint64_t left_;
  Bytes zeros_;
};

/// Encrypts nothing, and so is fast enough for 64 GiB.
class IdleCipher final : public crypto::CipherStream {
 public:
  using Done = stsafe::Result<void>;
  Done start_ccm(crypto::CipherDirection /*direction*/, ByteView /*key*/, ByteView /*nonce*/,
                 const crypto::CcmSizes& /*sizes*/) override {
    return UsageError::kNotOpen;
  }
  Done start_gcm(crypto::CipherDirection /*direction*/, ByteView /*key*/,
                 ByteView /*iv*/) override {
    return {};
  }
  Done add_associated_data(ByteView /*bytes*/) override { return {}; }
  Done process(ByteView from, ByteSpan /*to*/) override {
    num_bytes += from.size();
    return {};
  }
  Done finish(ByteSpan /*tag*/) override { return {}; }
  Done verify(ByteView /*tag*/) override { return {}; }
  void abandon() override {}

  std::uint64_t num_bytes = 0;
};

/// Watches what a sink is told.
class WatchedSink final : public ByteSink {
 public:
  Result<void> write(ByteView bytes) override {
    if (fails) return Failure{Reason::kStream, "no space left", {}};
    num_bytes += bytes.size();
    return {};
  }
  Result<void> commit() override {
    ++num_commits;
    return {};
  }
  void discard() override { ++num_discards; }

  std::uint64_t num_bytes = 0;
  int num_commits = 0;
  int num_discards = 0;
  bool fails = false;
};

/// Bytes without pattern, always the same.
Bytes content_of(std::size_t size) {
  Bytes content(size);
  std::uint32_t state = 1;
  for (auto& byte : content) {
    state = state * 1664525 + 1013904223;
    byte = static_cast<std::byte>(state >> 24);
  }
  return content;
}

enum class Form : std::uint8_t { kWhole, kChunks, kBeside };
constexpr std::array kForms{Form::kWhole, Form::kChunks, Form::kBeside};

/// What one sealing made.
struct Sealed {
  Bytes envelope;
  Bytes ciphertext;  ///< only if it lies beside
};

class EnvelopeTest : public testing::Test {
 protected:
  EnvelopeCrypto crypto() { return {chip_.crypto().cipher_stream(), chip_.crypto().rng()}; }

  Sealed seal(Form form, ByteView content, std::span<RecipientKey* const> keys,
              const EnvelopeSealOptions& options = {}) {
    MemorySource whole{content};
    PipeSource pipe{content, 1000};
    MemorySink sink;
    Sealed sealed;
    if (form == Form::kBeside) {
      const auto envelope = seal_detached(crypto(), keys, whole, sink, options);
      EXPECT_TRUE(envelope) << envelope.error().message;
      if (envelope) sealed.envelope = *envelope;
      sealed.ciphertext = to_bytes(sink.bytes());
      return sealed;
    }
    const auto done = form == Form::kWhole ? seal_envelope(crypto(), keys, whole, sink, options)
                                           : seal_envelope(crypto(), keys, pipe, sink, options);
    EXPECT_TRUE(done) << done.error().message;
    sealed.envelope = to_bytes(sink.bytes());
    return sealed;
  }
  Sealed seal(Form form, ByteView content) { return seal(form, content, keys_); }

  /// Opens from memory, and requires that nothing comes out unless all is well.
  Result<Bytes> open(const Sealed& sealed, std::span<RecipientKey* const> keys, Form form,
                     const EnvelopeOpenOptions& options = {}) {
    MemorySource envelope{sealed.envelope};
    MemorySource ciphertext{sealed.ciphertext};
    MemorySink sink;
    auto done = form == Form::kBeside
                    ? open_detached(crypto(), keys, sealed.envelope, ciphertext, sink, options)
                    : open_envelope(crypto(), keys, envelope, sink, options);
    EXPECT_EQ(sink.is_committed(), static_cast<bool>(done));
    if (!done) return done.error();
    return to_bytes(sink.bytes());
  }
  Result<Bytes> open(const Sealed& sealed, Form form) { return open(sealed, keys_, form); }

  /// Opens as from a pipe.
  Result<Bytes> open_once(const Sealed& sealed, Form form, std::size_t piece) {
    PipeSource envelope{sealed.envelope, piece};
    PipeSource ciphertext{sealed.ciphertext, piece};
    files_posix::SpoolFile spool;
    const EnvelopeOpenOptions options{.spool = &spool};
    MemorySink sink;
    auto done = form == Form::kBeside
                    ? open_detached(crypto(), keys_, sealed.envelope, ciphertext, sink)
                    : open_envelope(crypto(), keys_, envelope, sink, options);
    EXPECT_EQ(sink.is_committed(), static_cast<bool>(done));
    if (!done) return done.error();
    return to_bytes(sink.bytes());
  }

  EnvelopeChip chip_{kCcmKey, kEcbKey};
  LocalEnvelopeWrappingKey local_key_ = chip_.local_key();
  KeyWrapRecipient local_{local_key_, "6C6F63616C"_hex};
  SlotWrappingKey slot_key_ = chip_.ecb_key();
  KeyWrapRecipient slot_{slot_key_, kKeyId};
  CcmStarRecipient ccm_ = chip_.ccm_recipient("63636D"_hex);
  std::array<RecipientKey*, 1> keys_{&local_};
};

TEST_F(EnvelopeTest, OpensWhatItSealedInEachForm) {
  const auto content = content_of(1000);
  for (const auto form : kForms) {
    const auto sealed = seal(form, content);
    const auto opened = open(sealed, form);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(*opened, content);
    const auto again = open_once(sealed, form, 7);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(*again, content);
  }
}

TEST_F(EnvelopeTest, KnowsNoSizeThatItDoesNotTake) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{15}, std::size_t{16}, std::size_t{17},
        std::size_t{31}, std::size_t{32}, std::size_t{33}, kPieceSize - 17, kPieceSize - 16,
        kPieceSize - 15, kPieceSize - 1, kPieceSize, kPieceSize + 1, 2 * kPieceSize - 16,
        2 * kPieceSize, 2 * kPieceSize + 1, 3 * kPieceSize - 31}) {
    const auto content = content_of(size);
    for (const auto form : kForms) {
      const auto sealed = seal(form, content);
      const auto opened = open(sealed, form);
      ASSERT_TRUE(opened) << size << ": " << opened.error().message;
      EXPECT_TRUE(*opened == content) << size;
      const auto again = open_once(sealed, form, 4096);
      ASSERT_TRUE(again) << size << ": " << again.error().message;
      EXPECT_TRUE(*again == content) << size;
    }
  }
}

TEST_F(EnvelopeTest, BeginsAsRfc9052SaysAndEndsWithItsRecipients) {
  const auto content = content_of(5);
  // 96([<<{1: 3}>>, {5: IV}, 21 bytes of ciphertext and tag, [[<<>>, {1: -5, 4: 'local'}, 40
  // bytes]]])
  const auto whole = hex(seal(Form::kWhole, content).envelope);
  EXPECT_EQ(whole.substr(0, 22), "d8608443a10103a1054c" + whole.substr(20, 2));
  EXPECT_EQ(whole.substr(44, 2), "55");
  EXPECT_EQ(whole.substr(46 + 42, 34), "818340a2012404456c6f63616c5828" + whole.substr(118, 4));
  const auto chunks = hex(seal(Form::kChunks, content).envelope);
  EXPECT_EQ(chunks.substr(44, 4), "5f45");
  EXPECT_EQ(chunks.substr(48 + 10, 2), "50");
  EXPECT_EQ(chunks.substr(60 + 32, 8), "ff818340");
  const auto beside = seal(Form::kBeside, content);
  EXPECT_EQ(hex(beside.envelope).substr(44, 8), "f6818340");
  EXPECT_EQ(beside.ciphertext.size(), 21U);
}

TEST_F(EnvelopeTest, UsesKeyAndIvOnce) {
  const auto one = seal(Form::kWhole, content_of(32));
  const auto two = seal(Form::kWhole, content_of(32));
  EXPECT_NE(hex(one.envelope).substr(20, 24), hex(two.envelope).substr(20, 24));
  EXPECT_NE(hex(one.envelope).substr(48, 64), hex(two.envelope).substr(48, 64));
}

TEST_F(EnvelopeTest, IsOpenedWithEachOfItsKeysAndNoOther) {
  const auto content = content_of(100);
  const std::array<RecipientKey*, 3> all{&local_, &slot_, &ccm_};
  for (const auto form : kForms) {
    const auto sealed = seal(form, content, all);
    for (auto* key : all) {
      const std::array<RecipientKey*, 1> alone{key};
      const auto opened = open(sealed, alone, form);
      ASSERT_TRUE(opened) << opened.error().message;
      EXPECT_EQ(*opened, content);
    }
    EnvelopeChip other{kEcbKey, kCcmKey};
    auto other_key = other.ecb_key();
    KeyWrapRecipient same_name{other_key, kKeyId};
    KeyWrapRecipient other_name{other_key, "00"_hex};
    const std::array<RecipientKey*, 1> wrong{&same_name};
    const auto refused = open(sealed, wrong, form);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, Reason::kNotAuthentic);
    KeyWrapRecipient nameless{local_key_, {}};
    const std::array<RecipientKey*, 1> any{&nameless};
    EXPECT_TRUE(open(sealed, any, form));
    const std::array<RecipientKey*, 1> unnamed{&other_name};
    const auto unknown = open(sealed, unnamed, form);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().reason, Reason::kWrongKey);
  }
}

TEST_F(EnvelopeTest, TriesAllRecipientsThatNameNoKey) {
  KeyWrapRecipient local{local_key_, {}};
  KeyWrapRecipient slot{slot_key_, {}};
  const std::array<RecipientKey*, 2> both{&local, &slot};
  const auto sealed = seal(Form::kWhole, content_of(10), both);
  const std::array<RecipientKey*, 1> second{&slot};
  EXPECT_TRUE(open(sealed, second, Form::kWhole));
}

TEST_F(EnvelopeTest, TakesBothSizesOfContentKeys) {
  for (auto* key : std::initializer_list<RecipientKey*>{&local_, &slot_, &ccm_}) {
    const std::array<RecipientKey*, 1> keys{key};
    const auto sealed =
        seal(Form::kWhole, content_of(50), keys, {.algorithm = ContentAlgorithm::kA128Gcm});
    EXPECT_EQ(hex(sealed.envelope).substr(6, 8), "43a10101");
    const auto opened = open(sealed, keys, Form::kWhole);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(*opened, content_of(50));
  }
}

TEST_F(EnvelopeTest, AuthenticatesWhatBothSidesKnowAndWhatTheContentIs) {
  const auto data = content_of(20);
  EnvelopeSealOptions options{.content_type = ContentType{"text/plain"}, .external_aad = data};
  for (const auto form : kForms) {
    const auto sealed = seal(form, content_of(30), keys_, options);
    EXPECT_TRUE(open(sealed, keys_, form, {.external_aad = data}));
    const auto refused = open(sealed, keys_, form, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, Reason::kNotAuthentic);
  }
}

TEST_F(EnvelopeTest, RefusesEachChangedBit) {
  const auto content = content_of(40);
  const std::array<RecipientKey*, 1> keys{&slot_};
  const auto expect_refused = [&](Sealed& sealed, Bytes& part, Form form) {
    for (std::size_t bit = 0; bit < part.size() * 8; ++bit) {
      part[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
      const auto opened = open(sealed, keys, form);
      EXPECT_FALSE(opened) << "bit " << bit << " of form " << static_cast<int>(form);
      part[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
    }
    EXPECT_TRUE(open(sealed, keys, form));
  };
  for (const auto form : kForms) {
    auto sealed = seal(form, content, keys);
    expect_refused(sealed, sealed.envelope, form);
    expect_refused(sealed, sealed.ciphertext, form);
  }
}

TEST_F(EnvelopeTest, RefusesEachChangedBitOfACcmRecipient) {
  const std::array<RecipientKey*, 1> keys{&ccm_};
  auto sealed = seal(Form::kBeside, content_of(3), keys);
  for (std::size_t bit = 0; bit < sealed.envelope.size() * 8; ++bit) {
    sealed.envelope[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
    EXPECT_FALSE(open(sealed, keys, Form::kBeside)) << bit;
    sealed.envelope[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
  }
  EXPECT_TRUE(open(sealed, keys, Form::kBeside));
}

TEST_F(EnvelopeTest, RefusesToBeCutOffAnywhereOrContinued) {
  for (const auto form : kForms) {
    const auto sealed = seal(form, content_of(40));
    for (auto part : {&Sealed::envelope, &Sealed::ciphertext}) {
      for (std::size_t size = 0; size < (sealed.*part).size(); ++size) {
        auto cut = sealed;
        (cut.*part).resize(size);
        EXPECT_FALSE(open(cut, form)) << size;
        EXPECT_FALSE(open_once(cut, form, 5)) << size;
      }
    }
    auto longer = sealed;
    (form == Form::kBeside ? longer.ciphertext : longer.envelope).push_back(std::byte{0});
    EXPECT_FALSE(open(longer, form));
    EXPECT_FALSE(open_once(longer, form, 5));
  }
  auto sealed = seal(Form::kBeside, content_of(40));
  sealed.envelope.push_back(std::byte{0});
  EXPECT_FALSE(open(sealed, Form::kBeside));
}

TEST_F(EnvelopeTest, SaysWhichFormWasWanted) {
  const auto whole = seal(Form::kWhole, content_of(4));
  const auto beside = seal(Form::kBeside, content_of(4));
  const auto no_content = open(beside, Form::kWhole);
  ASSERT_FALSE(no_content);
  EXPECT_EQ(no_content.error().reason, Reason::kInvalidRequest);
  const auto content = open({whole.envelope, beside.ciphertext}, Form::kBeside);
  ASSERT_FALSE(content);
  EXPECT_EQ(content.error().reason, Reason::kUnexpected);
  PipeSource pipe{whole.envelope, 100};
  MemorySink sink;
  const auto no_spool = open_envelope(crypto(), keys_, pipe, sink);
  ASSERT_FALSE(no_spool);
  EXPECT_EQ(no_spool.error().reason, Reason::kInvalidRequest);
}

TEST_F(EnvelopeTest, RefusesMoreThanOneKeyAndIvEncryptBeforeItWritesAnything) {
  EndlessSource source{kMaxContentSize + 1};
  WatchedSink sink;
  const auto sealed = seal_envelope(crypto(), keys_, source, sink);
  ASSERT_FALSE(sealed);
  EXPECT_EQ(sealed.error().reason, Reason::kTooLarge);
  EXPECT_EQ(sink.num_bytes, 0U);
  EXPECT_EQ(sink.num_commits, 0);
  EXPECT_EQ(sink.num_discards, 1);
}

TEST_F(EnvelopeTest, EndsWhereOneKeyAndIvEncryptNoMore) {
  IdleCipher idle;
  const EnvelopeCrypto nothing{idle, chip_.crypto().rng()};
  const auto expect_too_large = [&](const Result<void>& done, const WatchedSink& sink) {
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().reason, Reason::kTooLarge);
    EXPECT_EQ(idle.num_bytes, kMaxContentSize / kPieceSize * kPieceSize);
    EXPECT_EQ(sink.num_commits, 0);
    EXPECT_EQ(sink.num_discards, 1);
    idle.num_bytes = 0;
  };
  EndlessSource content{{}, kMaxContentSize + 1};
  WatchedSink sealed;
  expect_too_large(seal_envelope(nothing, keys_, content, sealed), sealed);

  EndlessSource all{kMaxContentSize, kMaxContentSize};
  WatchedSink just_sealed;
  EXPECT_TRUE(seal_envelope(nothing, keys_, all, just_sealed));
  EXPECT_EQ(just_sealed.num_commits, 1);

  const auto envelope = seal(Form::kBeside, {}).envelope;
  EndlessSource ciphertext{{}, kMaxContentSize + kContentTagSize + 1};
  WatchedSink opened;
  const auto done = open_detached(nothing, keys_, envelope, ciphertext, opened);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().reason, Reason::kTooLarge);
  EXPECT_LE(opened.num_bytes, kMaxContentSize);
  EXPECT_EQ(opened.num_discards, 1);
}

TEST_F(EnvelopeTest, RefusesContentThatChangesItsSizeMeanwhile) {
  for (const std::uint64_t has : {std::uint64_t{0}, std::uint64_t{99999}, std::uint64_t{100001}}) {
    EndlessSource source{100000, has};
    WatchedSink sink;
    const auto sealed = seal_envelope(crypto(), keys_, source, sink);
    ASSERT_FALSE(sealed) << has;
    EXPECT_EQ(sealed.error().reason, Reason::kStream);
    EXPECT_EQ(sink.num_commits, 0);
    EXPECT_EQ(sink.num_discards, 1);
  }
}

TEST_F(EnvelopeTest, TellsOfItsProgressAndEndsWhenItIsCancelled) {
  std::vector<std::uint64_t> heard;
  std::atomic<bool> cancelled = false;
  Watch watch{.progress =
                  [&](std::uint64_t done, std::optional<std::uint64_t> total) {
                    EXPECT_EQ(total, 3 * kPieceSize);
                    heard.push_back(done);
                  },
              .cancelled = &cancelled};
  MemorySink sealed;
  EndlessSource source{3 * kPieceSize, 3 * kPieceSize};
  ASSERT_TRUE(seal_envelope(crypto(), keys_, source, sealed, {.watch = watch}));
  EXPECT_EQ(heard, (std::vector<std::uint64_t>{kPieceSize, 2 * kPieceSize, 3 * kPieceSize}));
  heard.clear();
  MemorySource envelope{sealed.bytes()};
  WatchedSink content;
  ASSERT_TRUE(open_envelope(crypto(), keys_, envelope, content, {.watch = watch}));
  EXPECT_EQ(heard.back(), 3 * kPieceSize);

  watch.progress = [&](std::uint64_t /*done*/, std::optional<std::uint64_t> /*total*/) {
    cancelled = true;
  };
  const auto expect_cancelled = [&](const Result<void>& done, const WatchedSink& sink) {
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().cause, Error{BusError::kCancelled});
    EXPECT_EQ(sink.num_commits, 0);
    EXPECT_EQ(sink.num_discards, 1);
    EXPECT_LT(sink.num_bytes, 3 * kPieceSize);
    cancelled = false;
  };
  EndlessSource again{3 * kPieceSize, 3 * kPieceSize};
  WatchedSink not_sealed;
  expect_cancelled(seal_envelope(crypto(), keys_, again, not_sealed, {.watch = watch}), not_sealed);
  MemorySource from_memory{sealed.bytes()};
  WatchedSink not_opened;
  expect_cancelled(open_envelope(crypto(), keys_, from_memory, not_opened, {.watch = watch}),
                   not_opened);
  PipeSource pipe{sealed.bytes(), kPieceSize};
  files_posix::SpoolFile spool;
  WatchedSink not_read;
  expect_cancelled(
      open_envelope(crypto(), keys_, pipe, not_read, {.spool = &spool, .watch = watch}), not_read);
}

TEST_F(EnvelopeTest, PassesOnWhyItsSinkFails) {
  const auto sealed = seal(Form::kWhole, content_of(10));
  WatchedSink full;
  full.fails = true;
  MemorySource envelope{sealed.envelope};
  MemorySource content{sealed.envelope};
  for (const auto& done : {seal_envelope(crypto(), keys_, content, full),
                           open_envelope(crypto(), keys_, envelope, full)}) {
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message, "no space left");
  }
  EXPECT_EQ(full.num_discards, 2);
  EXPECT_EQ(full.num_commits, 0);
}

TEST_F(EnvelopeTest, PutsBytesStraightIntoMemoryThatIsLargeEnough) {
  const auto content = content_of(3 * kPieceSize + 5);
  Bytes sealed(content.size() + 200);
  Bytes opened(content.size());
  FixedSink sealed_sink{sealed};
  FixedSink opened_sink{opened};
  MemorySource source{content};
  ASSERT_TRUE(seal_envelope(crypto(), keys_, source, sealed_sink));
  MemorySource envelope{sealed_sink.bytes()};
  ASSERT_TRUE(open_envelope(crypto(), keys_, envelope, opened_sink));
  EXPECT_TRUE(std::ranges::equal(opened_sink.bytes(), content));

  // One byte too few, and one that is wrong: nothing stays.
  FixedSink small{ByteSpan{opened}.first(opened.size() - 1)};
  ASSERT_TRUE(envelope.seek(0));
  const auto too_small = open_envelope(crypto(), keys_, envelope, small);
  ASSERT_FALSE(too_small);
  EXPECT_EQ(too_small.error().reason, Reason::kStream);
  EXPECT_EQ(opened, join({Bytes(opened.size() - 1), ByteView{content}.last(1)}));
  sealed[100000] ^= std::byte{1};
  FixedSink changed{opened};
  EXPECT_FALSE(open_envelope(crypto(), keys_, envelope, changed));
  EXPECT_FALSE(changed.is_committed());
  EXPECT_EQ(opened, Bytes(opened.size()));
}

TEST_F(EnvelopeTest, WritesNothingIfTheChipDoesNotEncryptTheKey) {
  LocalEnvelopeWrappingKey missing{
      host::LocalEnvelopeKey{chip_.device(), wire::LocalEnvelopeSlot{1}}, wire::KeyType::kAes256};
  KeyWrapRecipient recipient{missing, {}};
  const std::array<RecipientKey*, 2> keys{&local_, &recipient};
  MemorySource content{kKeyId};
  WatchedSink sink;
  const auto sealed = seal_envelope(crypto(), keys, content, sink);
  ASSERT_FALSE(sealed);
  EXPECT_EQ(sealed.error().reason, Reason::kDevice);
  EXPECT_EQ(sealed.error().cause, Error{Status::kKeyNotFound});
  EXPECT_EQ(sink.num_bytes, 0U);
  EXPECT_FALSE(seal_envelope(crypto(), {}, content, sink));
}

TEST_F(EnvelopeTest, SaysThatTheChipFailedAndTriesNoFurther) {
  const auto sealed = seal(Form::kWhole, content_of(10), keys_);
  LocalEnvelopeWrappingKey missing{
      host::LocalEnvelopeKey{chip_.device(), wire::LocalEnvelopeSlot{1}}, wire::KeyType::kAes256};
  KeyWrapRecipient recipient{missing, {}};
  const std::array<RecipientKey*, 2> keys{&recipient, &local_};
  const auto opened = open(sealed, keys, Form::kWhole);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().cause, Error{Status::kKeyNotFound});
}

}  // namespace
}  // namespace stsafe::cose::envelope_test
