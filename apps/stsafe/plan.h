#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "apps/devices/frame_meaning.h"
#include "stsafe/wire/frame.h"
#include "stsafe/wire/message.h"

namespace stsafe::tool {

/// One command that a verb will send to change the device.
struct PlannedStep {
  std::string what{};     ///< for people: "write host keys into the device"
  std::string command{};  ///< its name in the protocol documents
  /// As a trace shows them, secrets by size; nothing if they come to be while the verb runs.
  std::optional<std::string> fields{};
  bool is_irreversible = false;
};

/// Whether a step can be undone, where the content decides, not the command alone: an unlocked key
/// in an empty slot can be erased, a locked one stays.
enum class Undo : std::uint8_t { kAsTheCommand, kPossible, kImpossible };

/// What a verb is about to do to the device, in order: every command that changes something. A test
/// of each verb compares it with what is really sent.
class Plan {
 public:
  /// A command as it will be sent, but for the protection of a host session.
  template <wire::Command C>
  void add(std::string what, const C& command, Undo undo = Undo::kAsTheCommand) {
    add_step(std::move(what), C::kName, encode(command), C::kEffect, undo);
  }
  /// A command whose content only comes to be while the verb runs: keys, points, signatures.
  template <wire::Command C>
  void add(std::string what, Undo undo = Undo::kAsTheCommand) {
    add_step(std::move(what), C::kName, {}, C::kEffect, undo);
  }

  const std::vector<PlannedStep>& steps() const { return steps_; }
  std::vector<std::string> irreversible_steps() const;

 private:
  using Frame = std::vector<std::byte>;

  template <wire::Command C>
  static Frame encode(const C& command) {
    Frame frame(wire::kMaxCommandSize);
    wire::Writer w{frame};
    wire::encode_command(w, command);
    const auto written = w.finish();
    if (!written) return {};
    const auto sealed = wire::seal_command(frame, written->size());
    frame.resize(sealed ? sealed->size() : 0);
    return frame;
  }
  void add_step(std::string what, std::string_view command, Frame frame, wire::Effect effect,
                Undo undo);

  std::vector<PlannedStep> steps_;
};

}  // namespace stsafe::tool
