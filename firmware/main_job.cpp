#include "firmware/platform.h"
#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/host_session.h"
#include "stsafe/host/kek_session.h"
#include "stsafe/link/link_transport.h"

namespace stsafe::firmware {
namespace {

/// The keys of this board, as an application would fetch them from its protected storage.
struct Keys {
  Fixed<16> host_mac;
  Fixed<16> host_cipher;
  Fixed<32> application;
};

struct Message {
  Fixed<8> associated_data;
  Fixed<16> text;
  Fixed<16> tag;
};

Result<void> run(Platform& board, const Keys& keys, Message& message) {
  link::LinkTransport transport{board.bus, board.clock};
  host::Device device{transport};
  if (auto done = device.initialise(); !done) return done;

  host::HostSession session{device, board.aes, board.cmac};
  if (auto done = session.open(wire::HostKeyType::kAes128, keys.host_mac, keys.host_cipher);
      !done) {
    return done;
  }
  const auto info = host::ccm_star_key_info(wire::SlotNumber{0}, {});
  if (!info) return info.error();
  host::KekSession kek{device, {board.ecdh, board.hkdf, board.key_wrap}};
  if (auto done = kek.open(Curve::kNistP256); !done) return done;
  if (auto done = kek.write(*info, keys.application); !done) return done;
  if (auto done = kek.close(); !done) return done;

  host::NonceSequence nonces;
  if (auto done = nonces.start(board.rng); !done) return done;
  host::CcmStarKey key{device, *info};
  const auto nonce =
      key.encrypt(nonces, message.associated_data, message.text, message.text, message.tag);
  if (!nonce) return nonce.error();
  return key.decrypt(*nonce, message.associated_data, message.text, message.tag, message.text);
}

}  // namespace

extern "C" int main_job(const Keys* keys, Message* message) {
  const auto done = run(platform(), *keys, *message);
  return done ? 0 : (static_cast<int>(done.error().layer()) << 8) | done.error().code();
}

}  // namespace stsafe::firmware
