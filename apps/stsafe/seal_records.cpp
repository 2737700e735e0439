#include <fmt/format.h>

#include <algorithm>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/interrupt.h"
#include "apps/stsafe/progress.h"
#include "apps/stsafe/seal.h"
#include "apps/stsafe/sealed_streams.h"
#include "apps/text/hex_text.h"
#include "cose/record_writer.h"
#include "stsafe/base/wipe.h"

namespace stsafe::tool {
namespace {

/// Lines of a source, one at a time.
class Lines {
 public:
  explicit Lines(cose::ByteSource& source) : source_(source) {
    // Once: what grows leaves copies behind.
    line_.reserve(cose::kMaxPlaintextSize + kPiece);
    rest_.reserve(kPiece);
  }
  ~Lines() {
    wipe(line_);
    wipe(rest_);
  }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;

  /// The next line without its end; nothing after the last. Throws Failure for one that is too
  /// long.
  std::optional<ByteView> next() {
    wipe(line_);
    line_.clear();
    for (;;) {
      if (position_ == rest_.size() && !refill()) return last();
      const auto begin = rest_.begin() + static_cast<std::ptrdiff_t>(position_);
      const auto end = std::find(begin, rest_.end(), std::byte{'\n'});
      line_.insert(line_.end(), begin, end);
      position_ = static_cast<std::size_t>(end - rest_.begin());
      if (line_.size() > cose::kMaxPlaintextSize) {
        throw devices::usage_failure(
            fmt::format("line {} has more than {} bytes", num_lines_ + 1, cose::kMaxPlaintextSize));
      }
      if (end == rest_.end()) continue;
      ++position_;
      ++num_lines_;
      return line_;
    }
  }

 private:
  static constexpr std::size_t kPiece = 4096;

  bool refill() {
    const auto piece = source_.next(kPiece);
    if (!piece && is_interrupted()) return false;
    if (!piece) throw sealing_failure("Read", piece.error());
    wipe(rest_);
    rest_.assign(piece->begin(), piece->end());
    position_ = 0;
    return !piece->empty();
  }
  std::optional<ByteView> last() {
    if (line_.empty() || is_over_) return std::nullopt;
    is_over_ = true;
    ++num_lines_;
    return line_;
  }

  cose::ByteSource& source_;
  std::vector<std::byte> line_;
  std::vector<std::byte> rest_;
  std::size_t position_ = 0;
  std::uint64_t num_lines_ = 0;
  bool is_over_ = false;
};

}  // namespace

cose::StreamId parse_stream(const std::string& text) {
  const auto bytes = parse_bytes("--stream", text);
  cose::StreamId stream{};
  if (bytes.size() != stream.size()) {
    throw devices::usage_failure(
        fmt::format("--stream: {} bytes, but it has {}", bytes.size(), stream.size()));
  }
  copy_bytes(bytes, stream);
  return stream;
}

void seal_records(Session& session, const SealArguments& arguments) {
  constexpr std::string_view step = "Seal records";
  if (session.options.json && arguments.output.empty()) {
    throw devices::usage_failure("seal --records --json: say --output FILE for the records");
  }
  auto key = require_sealed(step, cose::ChipKey::open(session.device(), only_slot(arguments.keys)));
  SlotNonces nonces{session, key.id(), arguments.nonces};
  const auto aad = external_aad(arguments.context);
  cose::RecordWriterOptions options{
      .stream = arguments.stream.empty()
                    ? require_sealed(step, cose::new_stream_id(session.crypto().rng()))
                    : parse_stream(arguments.stream),
      .first_number = parse_number_in("--first-number", arguments.first_number, 0, INT64_MAX)};
  options.seal.external_aad = aad;
  if (!arguments.context.key_id.empty()) {
    options.seal.key_id = name_bytes(arguments.context.key_id);
  }
  const auto stream = options.stream;
  const auto first = options.first_number;
  SealedInput input{or_standard_input(arguments.data), "records"};
  SealedOutput output{arguments.output, arguments.force, Passing::kAtOnce};
  cose::RecordWriter writer{key, nonces.source(), output.sink(), std::move(options)};
  Progress progress{session.options, "sealing", "records", std::nullopt};
  // At Ctrl-C what is sealed counts, and its end is marked.
  session.connection().interruptible().hold_interrupts(true);
  Lines lines{input.source()};
  while (const auto line = lines.next()) {
    require_sealed(step, writer.write(*line));
    progress.update(writer.next_number() - first);
    if (is_interrupted()) break;
  }
  const auto end = writer.next_number();
  if (!arguments.is_open_ended) require_sealed(step, writer.finish());
  require_sealed(step, output.sink().commit());
  if (session.options.json) {
    print_json({{"form", "records"},
                {"algorithm", key.algorithm()},
                {"stream_hex", text::to_hex(stream)},
                {"first_number", first},
                {"num_records", end - first},
                {"is_ended", !arguments.is_open_ended},
                {"output", arguments.output}});
  } else {
    session.mention(fmt::format("stream {}, records {} to {}", text::to_hex(stream), first,
                                end == first ? first : end - 1));
  }
}

}  // namespace stsafe::tool
