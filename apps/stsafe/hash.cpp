#include "stsafe/host/hash.h"

#include <fmt/format.h>

#include "apps/stsafe/data_argument.h"
#include "apps/stsafe/progress.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"

namespace stsafe::tool {
namespace {

struct HashOptions {
  std::string algorithm = "SHA-256";
  DataArgument message;
};

std::string lower_without_hyphens(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != '-' && c != '_') out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

HashAlgorithm parse_algorithm(const std::string& text) {
  std::string known;
  for (const auto algorithm : kAllHashAlgorithms) {
    if (lower_without_hyphens(text::name(algorithm)) == lower_without_hyphens(text)) {
      return algorithm;
    }
    known += fmt::format(" {}", text::name(algorithm));
  }
  throw devices::usage_failure(fmt::format("hash: '{}' is none of{}", text, known));
}

void run_hash(Session& session, const HashOptions& options) {
  constexpr std::string_view step = "Hash";
  const auto algorithm = parse_algorithm(options.algorithm);
  const PiecewiseInput message{options.message, "message"};
  auto& device = session.device();
  host::Hash hash{device};
  hash.start(algorithm);
  std::uint64_t size = 0;
  {
    Progress progress{session.options, "hashing", "B", message.size()};
    message.for_each_piece([&](ByteView piece) {
      require(step, hash.update(piece));
      size += piece.size();
      progress.update(size);
    });
  }
  std::vector<std::byte> digest(digest_size(algorithm));
  require(step, hash.finish(digest));
  if (session.options.json) {
    print_json({{"algorithm", text::name(algorithm)},
                {"size", size},
                {"digest_hex", text::to_hex(digest)}});
  } else {
    fmt::print("{}\n", text::to_hex(digest));
  }
}

}  // namespace

void add_hash(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("hash", "Hash a message of any size in the device");
  verb->group("Cryptography");
  const auto options = std::make_shared<HashOptions>();
  verb->add_option("algorithm", options->algorithm,
                   "SHA-256, SHA-384, SHA-512, SHA3-256, SHA3-384 or SHA3-512")
      ->type_name("ALGORITHM")
      ->required();
  add_data_argument(*verb, options->message, "Message of any size");
  verb->callback([&session, options] { run_hash(session, *options); });
}

}  // namespace stsafe::tool
