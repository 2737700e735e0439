#include "cose/record_writer.h"

namespace stsafe::cose {

Result<void> RecordWriter::write(ByteView plaintext) { return write(plaintext, false); }

Result<void> RecordWriter::finish() { return write({}, true); }

Result<void> RecordWriter::write(ByteView plaintext, bool is_last) {
  if (is_closed_) {
    return Failure{Reason::kInvalidRequest, "the stream of records has ended already", {}};
  }
  auto options = options_.seal;
  options.others.push_back(to_parameter({options_.stream, next_number_, is_last}));
  const auto sealed = seal_encrypt0(*key_, *nonces_, plaintext, options);
  if (!sealed) return sealed.error();
  if (sealed->size() - plaintext.size() - key_->tag_size() > kMaxRecordHeaderSize) {
    return Failure{
        Reason::kTooLarge,
        "headers of a record have more than " + std::to_string(kMaxRecordHeaderSize) + " bytes",
        {}};
  }
  is_closed_ = true;  // until the sink has all of it
  if (const auto written = sink_->write(*sealed); !written) return written;
  is_closed_ = is_last;
  ++next_number_;
  return {};
}

}  // namespace stsafe::cose
