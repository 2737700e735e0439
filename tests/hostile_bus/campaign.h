#pragma once

#include <memory>

#include "ports/crypto_openssl/openssl_crypto.h"
#include "stsafe/link/link_transport.h"
#include "tests/hostile_bus/chip.h"
#include "tests/hostile_bus/hostile_bus.h"
#include "tests/hostile_bus/hostile_transport.h"
#include "tests/hostile_bus/main_job.h"
#include "tests/hostile_bus/pooled_ecdh.h"

namespace stsafe::hostile_bus {

/// How much of what the host was told must be true under an attack.
enum class Trust : std::uint8_t {
  kNothing,    ///< a plain answer was replaced by another good one: the host was lied to
  kSuccesses,  ///< what is reported as a success has happened
  kAll,        ///< and a key that is reported as not written is not there
};

/// No job takes longer than this, in virtual time, whatever happens to one of its frames.
inline constexpr link::Microseconds kTimeLimit = std::chrono::seconds{10};

/// Every how many mutations one is tried.
std::size_t stride();

/// The main job, again and again under attack, each time with a new chip and a new host.
class Campaign {
 public:
  explicit Campaign(const Mode& mode);
  ~Campaign();
  Campaign(const Campaign&) = delete;
  Campaign& operator=(const Campaign&) = delete;

  /// What travels in an undisturbed run.
  const std::vector<Exchange>& exchanges() const { return exchanges_; }
  const std::vector<Transaction>& transactions() const { return transactions_; }
  /// True if a host session protects the request of an exchange, and with it the answer.
  bool is_protected(std::size_t exchange) const;

  /// Runs the job under an attack, then another job in another slot without. Records a failure of
  /// the test if something does not hold that must.
  void run(const FrameAttack& attack, Trust trust);
  void run(const BusAttack& attack, Trust trust);

  std::size_t num_runs() const { return num_runs_; }
  /// True if it has been shown often enough that something does not hold.
  bool gave_up() const { return num_failed_ >= kMaxFailedRuns; }
  std::size_t num_succeeded() const { return num_succeeded_; }
  link::Microseconds longest() const { return longest_; }
  /// Says in one line what was tried.
  std::string summary() const;

 private:
  static constexpr std::size_t kMaxFailedRuns = 10;
  struct Bench;
  struct Parties;

  void record();
  void run(const std::optional<FrameAttack>& frame_attack,
           const std::optional<BusAttack>& bus_attack, Trust trust);
  void expect_truth(const Bench& bench, const Outcome& outcome, Trust trust) const;
  void expect_usable(Bench& bench) const;

  Mode mode_;
  std::unique_ptr<Parties> parties_;
  Job job_;
  Job next_job_;
  Fixed<16> ciphertext_{};
  Fixed<kTagSize> tag_{};
  std::vector<Exchange> exchanges_;
  std::vector<Transaction> transactions_;
  std::size_t num_runs_ = 0;
  std::size_t num_succeeded_ = 0;
  std::size_t num_failed_ = 0;
  link::Microseconds longest_{0};
};

}  // namespace stsafe::hostile_bus
