#include <fmt/format.h>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/interrupt.h"
#include "apps/stsafe/progress.h"
#include "apps/stsafe/seal.h"
#include "apps/stsafe/sealed_streams.h"
#include "apps/text/hex_text.h"
#include "cose/record_reader.h"

namespace stsafe::tool {
namespace {

constexpr std::string_view kOpenRecords = "Open records";
constexpr std::byte kLineFeed{'\n'};
/// Whoever made the file can make each cost the chip a decryption.
constexpr std::uint64_t kMaxFailures = 1000;

/// What was found, record by record.
class Findings {
 public:
  Findings(Session& session, const OpenArguments& arguments)
      : session_(session),
        shows_content_(arguments.output.empty()),
        output_(arguments.output, arguments.force, Passing::kAtOnce) {}

  void add(const cose::Record& record) {
    ++num_records_;
    const auto content = record.content.plaintext.reveal();
    if (!session_.options.json || !shows_content_) {
      require_sealed(kOpenRecords, output_.sink().write(content));
      require_sealed(kOpenRecords, output_.sink().write({&kLineFeed, 1}));
    }
    if (!session_.options.json) return;
    Json json{{"offset", record.offset}};
    if (record.position) {
      json["number"] = record.position->number;
      json["stream_hex"] = text::to_hex(record.position->stream);
    }
    if (shows_content_) json["content_hex"] = text::to_hex(content);
    records_.push_back(std::move(json));
  }

  void add(const cose::Failure& failure) {
    if (session_.options.json) {
      failures_.push_back({{"reason", name(failure.reason)}, {"message", failure.message}});
    } else {
      session_.remark(fmt::format("warning: {}", failure.message));
    }
    ++num_failures_;
    if (!first_) first_ = failure;
  }

  std::uint64_t num_failures() const { return num_failures_; }

  /// In strict order a file appears only if there was no failure: it would look like all of it.
  void finish(bool is_strict) {
    const bool is_kept = !first_ || !is_strict;
    if (is_kept) {
      require_sealed(kOpenRecords, output_.sink().commit());
    } else {
      output_.sink().discard();
    }
    if (session_.options.json) {
      print_json({{"form", "records"},
                  {"num_records", num_records_},
                  {"records", std::move(records_)},
                  {"failures", std::move(failures_)}});
    }
    if (first_) throw summary();
  }

 private:
  /// Each was named as it came, unless nobody wanted to hear that.
  Failure summary() const {
    const auto failure = sealing_failure(kOpenRecords, *first_);
    if (session_.options.json || session_.options.quiet) return failure;
    return Failure{failure.kind(), fmt::format("{}: {} failure{}, named above", kOpenRecords,
                                               num_failures_, num_failures_ == 1 ? "" : "s")};
  }

  Session& session_;
  const bool shows_content_;
  SealedOutput output_;
  std::uint64_t num_records_ = 0;
  Json records_ = Json::array();
  Json failures_ = Json::array();
  std::uint64_t num_failures_ = 0;
  std::optional<cose::Failure> first_;
};

}  // namespace

void open_records(Session& session, const OpenArguments& arguments) {
  auto key = require_sealed(kOpenRecords,
                            cose::ChipKey::open(session.device(), only_slot(arguments.keys)));
  const auto aad = external_aad(arguments.context);
  cose::RecordReaderOptions options{.order = arguments.is_strict ? cose::RecordOrder::kStrict
                                                                 : cose::RecordOrder::kAny};
  options.open.external_aad = aad;
  options.open.key_id = key_id_rule(arguments);
  if (!arguments.stream.empty()) options.stream = parse_stream(arguments.stream);
  SealedInput input{or_standard_input(arguments.data), "records"};
  Findings findings{session, arguments};
  Progress progress{session.options, "opening", "B", input.source().size()};
  cose::RecordReader reader{key, input.source(), std::move(options)};
  for (;;) {
    if (is_interrupted()) throw step_failure(kOpenRecords, BusError::kCancelled);
    const auto record = reader.next();
    if (!record) {
      findings.add(record.error());
      const auto reason = record.error().reason;
      if (reason == cose::Reason::kStream || reason == cose::Reason::kDevice) break;
      // In strict order nothing counts that follows; and what is nothing but broken is no stream.
      if (arguments.is_strict) break;
      if (findings.num_failures() == kMaxFailures) {
        session.remark("warning: too many broken records; the rest was not looked at");
        break;
      }
      continue;
    }
    if (!*record) break;
    findings.add(**record);
    progress.update((*record)->offset);
  }
  findings.finish(arguments.is_strict);
}

}  // namespace stsafe::tool
