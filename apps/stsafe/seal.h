#pragma once

#include <string>
#include <vector>

#include "apps/stsafe/data_argument.h"
#include "apps/stsafe/envelope_keys.h"
#include "apps/stsafe/sealing.h"
#include "cose/record_position.h"

namespace stsafe::tool {

/// What `stsafe seal` was asked for.
struct SealArguments {
  DataArgument data;
  EnvelopeKeyArguments keys;
  SealingContext context;
  std::string output;
  std::string nonces;
  std::string content_type;
  bool force = false;
  bool is_envelope = false;
  std::string detached;  ///< file for the envelope without content; empty: not detached
  bool is_records = false;
  std::string stream;                ///< of records; empty: a new one
  std::string first_number = "0";    ///< of records
  bool is_open_ended = false;        ///< records: more will follow
  std::vector<std::string> set;      ///< NAME=SOURCE of keys to distribute
  std::string key_algorithm = "31";  ///< of those keys
};

// One form each. All throw Failure.
void seal_one_message(Session& session, const SealArguments& arguments);
void seal_key_set(Session& session, const SealArguments& arguments);
void seal_records(Session& session, const SealArguments& arguments);
void seal_envelope(Session& session, const SealArguments& arguments);

/// What `stsafe open` was asked for.
struct OpenArguments {
  DataArgument data;
  EnvelopeKeyArguments keys;
  SealingContext context;
  bool any_key_id = false;
  bool is_envelope = false;
  std::string output;
  bool force = false;
  std::string detached;
  bool is_records = false;
  bool is_strict = false;
  std::string stream;
  std::string into_slot;
  std::string name;  ///< of the key in a set
  bool is_locked = false;
};

void open_one_message(Session& session, const OpenArguments& arguments, ByteView sealed);
void open_into_slot(Session& session, const OpenArguments& arguments, ByteView sealed);
void open_records(Session& session, const OpenArguments& arguments);
void open_envelope(Session& session, const OpenArguments& arguments);

/// Which kid the arguments accept.
cose::KeyIdRule key_id_rule(const OpenArguments& arguments);
/// --stream. Throws Failure (usage).
cose::StreamId parse_stream(const std::string& text);

/// The one slot that a direct message is for. Throws Failure if there is none or more than one, or
/// a key that is only for envelopes.
wire::SlotNumber only_slot(const EnvelopeKeyArguments& keys);

}  // namespace stsafe::tool
