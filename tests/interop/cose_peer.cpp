#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "cose/key_set.h"
#include "cose/memory_stream.h"
#include "cose/record_reader.h"
#include "tests/support/sealing_chip.h"

// Our end of what other implementations of COSE read and write: `cose_peer VERB ALG IN OUT [AAD]`.
// A simulated chip has one key for each algorithm: the bytes 00 01 02 …
namespace stsafe::interop {
namespace {

using cose::Bytes;
using testing_support::hex;
using testing_support::to_bytes;

struct Slot {
  std::int64_t algorithm;
  std::size_t key_size;
  std::size_t tag_size;
};
constexpr std::array kSlots{Slot{10, 16, 8}, Slot{11, 32, 8}, Slot{30, 16, 16}, Slot{31, 32, 16}};

ByteView as_bytes(const std::string& text) { return std::as_bytes(std::span{text}); }

std::string as_text(ByteView bytes) {
  std::string text(bytes.size(), '\0');
  std::ranges::transform(bytes, text.begin(), [](std::byte b) { return static_cast<char>(b); });
  return text;
}

Bytes from_hex(std::string_view digits) {
  Bytes bytes;
  for (; digits.size() > 1; digits.remove_prefix(2)) {
    bytes.push_back(
        static_cast<std::byte>(16 * hex_digit_value(digits[0]) + hex_digit_value(digits[1])));
  }
  return bytes;
}

class Peer {
 public:
  Peer(testing_support::SealingChip& chip, const cose::ChipKey& key, const Bytes& aad)
      : chip_(chip), key_(key), seal_{.external_aad = aad} {
    open_.external_aad = aad;
  }

  cose::Result<std::string> run(const std::string& verb, const std::string& input) {
    if (verb == "seal") return seal(input);
    if (verb == "open") return open(input);
    if (verb == "seal-records") return seal_records(input);
    if (verb == "open-records") return open_records(input);
    if (verb == "seal-keys") return seal_keys(input);
    if (verb == "open-keys") return open_keys(input);
    return cose::Failure{cose::Reason::kInvalidRequest, "unknown verb " + verb, {}};
  }

 private:
  cose::Result<std::string> seal(const std::string& input) {
    auto options = seal_;
    options.content_type = "text/plain";
    const auto sealed = cose::seal_encrypt0(key_, chip_.nonces(), as_bytes(input), options);
    if (!sealed) return sealed.error();
    return as_text(*sealed);
  }

  cose::Result<std::string> open(const std::string& input) {
    const auto opened = cose::open_encrypt0(key_, as_bytes(input), open_);
    if (!opened) return opened.error();
    return as_text(opened->plaintext.reveal());
  }

  /// A record is a line.
  cose::Result<std::string> seal_records(const std::string& input) {
    const auto stream = cose::new_stream_id(chip_.rng());
    if (!stream) return stream.error();
    cose::MemorySink sink;
    cose::RecordWriter writer{key_, chip_.nonces(), sink, {.stream = *stream, .seal = seal_}};
    std::istringstream lines{input};
    for (std::string line; std::getline(lines, line);) {
      if (const auto written = writer.write(as_bytes(line)); !written) return written.error();
    }
    if (const auto written = writer.finish(); !written) return written.error();
    if (const auto committed = sink.commit(); !committed) return committed.error();
    return as_text(sink.bytes());
  }

  cose::Result<std::string> open_records(const std::string& input) {
    cose::MemorySource source{as_bytes(input)};
    cose::RecordReader reader{key_, source, {.open = open_}};
    std::string lines;
    for (;;) {
      const auto record = reader.next();
      if (!record) return record.error();
      if (!*record) return lines;
      lines += as_text((*record)->content.plaintext.reveal()) + '\n';
    }
  }

  /// A key is a line: name, algorithm, value; the first and last in hexadecimal.
  cose::Result<std::string> seal_keys(const std::string& input) {
    std::vector<cose::SymmetricKey> keys;
    std::istringstream words{input};
    std::string name;
    std::string value;
    for (std::int64_t algorithm = 0; words >> name >> algorithm >> value;) {
      keys.push_back(
          {.value = cose::SecretBytes{from_hex(value)},
           .algorithm = algorithm,
           .key_id = from_hex(name),
           .operations = {cose::key_operation::kEncrypt, cose::key_operation::kDecrypt}});
    }
    const auto sealed = cose::seal_key_set(key_, chip_.nonces(), keys, seal_);
    if (!sealed) return sealed.error();
    return as_text(*sealed);
  }

  cose::Result<std::string> open_keys(const std::string& input) {
    const auto set = cose::open_key_set(key_, as_bytes(input), open_);
    if (!set) return set.error();
    std::string lines;
    for (const auto& key : set->keys) {
      lines += hex(key.key_id) + ' ' + std::to_string(key.algorithm.value_or(0)) + ' ' +
               hex(key.value.reveal()) + '\n';
    }
    return lines;
  }

  testing_support::SealingChip& chip_;
  cose::ChipKey key_;
  cose::SealOptions seal_;
  cose::OpenOptions open_;
};

int fail(const std::string& why) {
  std::cerr << "cose_peer: " << why << '\n';
  return 1;
}

int run(std::span<char*> arguments) {
  if (arguments.size() < 5) return fail("VERB ALG IN OUT [AAD]");
  Bytes key_bytes(32);
  for (std::size_t i = 0; i < key_bytes.size(); ++i) key_bytes[i] = static_cast<std::byte>(i);
  testing_support::SealingChip chip;
  std::optional<wire::SlotNumber> slot;
  for (std::uint8_t i = 0; i < kSlots.size(); ++i) {
    chip.put_key(i, ByteView{key_bytes}.first(kSlots[i].key_size), kSlots[i].tag_size);
    if (std::to_string(kSlots[i].algorithm) == arguments[2]) slot = wire::SlotNumber{i};
  }
  if (!slot) return fail("no key for this algorithm");
  chip.start();
  const auto key = cose::ChipKey::open(chip.device(), *slot);
  if (!key) return fail(key.error().message);

  std::ifstream in{arguments[3], std::ios::binary};
  if (!in) return fail("cannot read the input");
  const std::string input{std::istreambuf_iterator<char>{in}, {}};
  const auto aad = arguments.size() > 5 ? from_hex(arguments[5]) : Bytes{};
  const auto output = Peer{chip, *key, aad}.run(arguments[1], input);
  if (!output) return fail(name(output.error().reason) + ": " + output.error().message);
  std::ofstream out{arguments[4], std::ios::binary};
  out << *output << std::flush;
  return out ? 0 : fail("cannot write the output");
}

}  // namespace
}  // namespace stsafe::interop

int main(int num_arguments, char** arguments) {
  const auto status = stsafe::interop::run({arguments, static_cast<std::size_t>(num_arguments)});
  return testing::Test::HasFailure() ? 2 : status;
}
