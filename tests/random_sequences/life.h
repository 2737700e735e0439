#pragma once

#include <rapidcheck.h>

#include <map>
#include <set>

#include "tests/conformance/bench.h"
#include "tests/random_sequences/model.h"
#include "tests/support/bytes.h"
#include "tests/support/random_state.h"

namespace stsafe::random_sequences {

using conformance::Bytes;
using conformance::bytes_of;

/// What happened in all sequences of a test, so that it cannot be little.
struct Tally {
  std::map<Kind, std::set<Status>> answers;
  int num_old = 0;  ///< power cuts that left the old state, and
  int num_new = 0;  ///< those that left the new one
};

/// A chip that keeps its state on a Medium (medium.h), and the model of it.
template <class Medium>
class Life {
 public:
  explicit Life(Tally& tally) : tally_(tally) {}

  /// Performs an operation on both. Throws, as RapidCheck wants it, if they differ.
  void live(const Operation& operation) {
    auto next = model_;
    const auto step = apply(operation, next);
    if (step.request.empty()) {
      chip().power_off();
      RC_ASSERT(chip().power_on());
      model_ = next;
    } else {
      send(operation, step, next);
    }
    for (const auto& query : queries(model_)) {
      check(query, answer_to(conformance::with_checksum(bytes_of(query.request))));
    }
  }

 private:
  static constexpr std::size_t kMacSize = 4;

  sim::Device& chip() { return bench_.chip(); }
  auto stored() { return testing_support::encoded(chip().stored()); }

  Bytes answer_to(ByteView frame) {
    const auto answer = chip().answer(frame);
    return {answer.begin(), answer.end()};
  }

  void send(const Operation& operation, const Step& step, const Model& next) {
    const auto frame = frame_of(operation, step);
    const auto old_state = stored();
    if (operation.cut != kNoCut) medium_.cut_after(operation.cut);
    const auto answer = answer_to(frame);
    if (!medium_.has_power()) {
      RC_ASSERT(answer.empty());
      return restart(old_state, next);
    }
    medium_.keep_power();
    check_sealed(operation, step, next, frame, answer);
    model_ = next;
    tally_.answers[operation.kind].insert(step.status);
  }

  /// After a power cut the state is the old or the new one, and nothing else is left.
  void restart(const Bytes& old_state, const Model& next) {
    const auto new_state = stored();
    medium_.restart(++num_cuts_);
    RC_ASSERT(chip().power_on());
    const bool is_new = stored() == new_state;
    RC_ASSERT(is_new || stored() == old_state);
    ++(is_new ? tally_.num_new : tally_.num_old);
    if (is_new) model_ = next;
    model_.lose_power();
  }

  Bytes frame_of(const Operation& operation, const Step& step) {
    if (step.is_raw) return bytes_of(step.request);
    if (operation.sealing == Sealing::kNone) {
      return conformance::with_checksum(bytes_of(step.request));
    }
    use_keys_of(model_);
    auto frame = bench_.sealed(bytes_of(step.request));
    if (operation.sealing == Sealing::kRight) return frame;
    frame.resize(frame.size() - wire::kCrcSize);
    frame.back() ^= std::byte{0x01};
    return conformance::with_checksum(frame);
  }

  void use_keys_of(const Model& model) {
    const auto keys = host_key_pair(model.host_keys ? model.host_keys->which : 0);
    bench_.channel().mac_key = bytes_of(keys.mac);
    bench_.channel().cipher_key = bytes_of(keys.cipher);
  }

  /// An answer that may have an R-MAC: under status 00 of a command with a right C-MAC.
  void check_sealed(const Operation& operation, const Step& step, const Model& next, ByteView frame,
                    Bytes answer) {
    const bool has_mac = operation.sealing == Sealing::kRight && model_.host_keys &&
                         step.status == Status::kOk && !step.is_raw;
    if (!has_mac) return check(step, answer);
    RC_ASSERT(answer.size() >= wire::kMinResponseSize + kMacSize);
    const auto body = ByteView{answer}.subspan(3, answer.size() - wire::kMinResponseSize);
    const auto payload = body.first(body.size() - kMacSize);
    const std::size_t header_size = bytes_of(step.request)[0] == wire::kExtendedPrefix ? 2 : 1;
    const auto command = frame.first(frame.size() - kMacSize - wire::kCrcSize);
    use_keys_of(next);  // those of a re-pairing are in force at once
    const auto mac =
        bench_.channel().response_mac(model_.host_keys->counter, command.first(header_size),
                                      command.subspan(header_size), answer[0], payload);
    RC_ASSERT(std::ranges::equal(mac, body.last(kMacSize)));
    check(step, conformance::joined({ByteView{answer}.first(3), payload, Bytes(wire::kCrcSize)}));
  }

  static void check(const Step& step, const Bytes& answer) {
    const ByteView view{answer};
    const bool is_right =
        view.size() >= wire::kMinResponseSize && view[0] == static_cast<std::byte>(step.status) &&
        conformance::matches(view.subspan(3, view.size() - wire::kMinResponseSize), step.payload);
    if (is_right) return;
    RC_FAIL(step.request + " is answered " + testing_support::hex(answer) + ", not '" +
            std::string{name(step.status)} + "' " + step.payload);
  }

  static void with_password(sim::Nvm& nvm) {
    nvm.password.present = true;
    std::ranges::fill(nvm.password.value.prepare(wire::kPasswordSize), std::byte{0x11});
  }

  Tally& tally_;
  Medium medium_;
  conformance::Bench bench_{medium_.store(), with_password};
  Model model_;
  std::uint32_t num_cuts_ = 0;
};

}  // namespace stsafe::random_sequences
