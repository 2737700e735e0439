#pragma once

#include <string>
#include <vector>

#include "apps/stsafe/secret_source.h"
#include "apps/stsafe/session.h"
#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/host_session.h"
#include "stsafe/host/key_provisioning.h"

namespace stsafe::tool {

/// What the demonstration shall do, taken from the command line.
struct DemoPlan {
  wire::SlotNumber slot{0};
  host::TagSize tag{};
  Curve curve = Curve::kNistP256;
  std::vector<std::byte> nonce;  ///< empty: the next of a fresh sequence
  std::vector<std::byte> associated_data;
  std::vector<std::byte> message;
  std::string key_file;       ///< empty: a fresh key
  bool known_answer = false;  ///< the published key in place of a fresh one
};

/// What came of it.
struct DemoResult {
  host::KeyWrite written{};
  std::vector<std::byte> nonce;
  std::vector<std::byte> ciphertext;
  std::vector<std::byte> tag;
  std::vector<std::byte> decrypted;
};

/// The main job, step by step. Each step is one call; the first failure throws and names its step.
class DemoJob {
 public:
  /// Reads the key files and opens the device: whatever is wrong with them, nothing was changed.
  DemoJob(Session& session, const DemoPlan& plan);
  ~DemoJob();
  DemoJob(const DemoJob&) = delete;
  DemoJob& operator=(const DemoJob&) = delete;

  void initialise();
  /// Reads what is there and what has to be changed; gets consent for it; pairs. False if this was
  /// a dry run: then nothing else is to be done.
  bool prepare();
  void open_host_session();
  void provision_wrapped();
  void encrypt();
  void decrypt();

  const DemoResult& result() const { return result_; }

 private:
  void choose_key();
  /// True for a chip, false for a simulator.
  bool is_on_a_bus() const;
  void plan_pairing(Plan& steps);
  void plan_slot(Plan& steps);
  wire::SlotControlFields opened_slot() const;
  host::Nonce next_nonce();

  Session& session_;
  const DemoPlan& plan_;
  Connection& connection_;
  host::Device& device_;
  host::NonceSequence nonces_;
  wire::HostKeyType host_key_type_ = wire::HostKeyType::kAes128;
  InputSecret host_keys_;
  Secret<32> key_;
  wire::KeyInfo info_{};
  bool pair_ = false;
  bool open_slot_ = false;
  wire::SlotControlFields slot_control_{};
  DemoResult result_;
};

}  // namespace stsafe::tool
