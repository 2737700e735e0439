#include "tests/statuses/search.h"

#include "tests/conformance/request.h"

namespace stsafe::statuses {
namespace {

using conformance::bytes_of;
using conformance::Case;
using conformance::joined;
using conformance::NamedCase;
using conformance::Travel;

/// How many chips are made for each case, and how much is sent to each after what its case sends.
constexpr std::size_t kChipsPerCase = 4;
constexpr std::size_t kRequestsPerChip = 12;

/// A case whose frames need to be made by hand has none to mutate.
bool is_request(const Case& what) { return what.travel != Travel::kRaw; }

void prepare(Observations& seen, Bench& bench, const Case& what) {
  for (const auto request : what.before) {
    if (!request.empty()) seen.send(bench, bytes_of(request));
  }
}

/// What comes first of a request stays: its code, and mostly its subject.
std::size_t fixed_size(ByteView request, Dice& dice) {
  const auto header = wire::header_size(conformance::take_apart(request).opcode);
  return std::min(request.size(), header + (dice.once_in(8) ? 0 : 1));
}

/// A case's request, perhaps with a mistake in it: outside, or inside of what is wrapped or
/// confirmed.
Bytes request_like(Bench& bench, const Case& what, Dice& dice) {
  const bool is_exact = dice.once_in(4);
  if (!what.envelope.empty() && !is_exact) {
    const auto inside = mutated(bytes_of(what.envelope), 0, dice);
    const bool fits = inside.size() >= 16 && inside.size() % 8 == 0;
    if (fits) return joined({bytes_of(what.request), bench.wrapped(1, inside)});
  }
  if (!what.key_list.empty() && !is_exact && !dice.once_in(4)) {
    const auto list = mutated(bytes_of(what.key_list), 0, dice);
    return joined({bytes_of(what.request), bench.confirmed(list)});
  }
  auto request = conformance::request_of(bench, what);
  if (is_exact || request.empty()) return request;
  const auto fixed = fixed_size(request, dice);
  return mutated(std::move(request), fixed, dice);
}

/// One of the requests that a case sends: its own, or one of those before.
Bytes step_of(Bench& bench, const Case& what, Dice& dice) {
  const auto i = dice.below(2 * what.before.size());
  if (i < what.before.size() && !what.before[i].empty()) {
    return bytes_of(what.before[i]);
  }
  return request_like(bench, what, dice);
}

void send(Observations& seen, Bench& bench, ByteView request, Dice& dice) {
  if (request.empty()) return;
  const bool has_code =
      request.size() > 1 || (request[0] & wire::kCodeBits) != wire::kExtendedPrefix;
  const bool can_be_sealed = has_code && bench.chip().stored().host_key.present;
  if (can_be_sealed && dice.once_in(3)) return seen.send_sealed(bench, request);
  seen.send(bench, request);
}

/// Puts a chip into the state of one case, and lets it answer to others.
void walk(Observations& seen, const Case& from, std::span<const NamedCase> family, Dice& dice) {
  Bench bench{from.state};
  prepare(seen, bench, from);
  if (is_request(from)) send(seen, bench, request_like(bench, from, dice), dice);
  for (std::size_t i = 0; i < kRequestsPerChip; ++i) {
    const auto& next = family[dice.below(family.size())].what;
    if (is_request(next)) send(seen, bench, step_of(bench, next, dice), dice);
  }
}

}  // namespace

Observations shown_by(std::span<const NamedCase> cases) {
  Observations seen;
  for (const auto& one : cases) {
    const auto& what = one.what;
    Bench bench{what.state};
    // What only leads to the case's state is not what it is about.
    Observations aside;
    prepare(aside, bench, what);
    switch (what.travel) {
      case Travel::kRaw: seen.send_raw(bench, bytes_of(what.request)); break;
      case Travel::kSealed: seen.send_sealed(bench, bytes_of(what.request)); break;
      case Travel::kPlain: seen.send(bench, conformance::request_of(bench, what)); break;
    }
  }
  return seen;
}

Observations found_around(std::span<const NamedCase> cases, Dice& dice) {
  Observations seen;
  for (auto rest = cases; !rest.empty();) {
    const auto command = rest.front().command;
    const auto end = std::ranges::find_if(
        rest, [&](const NamedCase& other) { return other.command != command; });
    const auto family = rest.first(static_cast<std::size_t>(end - rest.begin()));
    for (const auto& from : family) {
      for (std::size_t i = 0; i < kChipsPerCase; ++i) walk(seen, from.what, family, dice);
    }
    rest = rest.subspan(family.size());
  }
  return seen;
}

}  // namespace stsafe::statuses
