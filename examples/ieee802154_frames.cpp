// Secures a frame of IEEE 802.15.4 at each level, with a key inside the (simulated) chip, opens it
// again, and writes the frames into a recording that Wireshark opens.
//
//     ieee802154_frames RECORDING COUNTER
//
// COUNTER is a file that keeps the frame counter from one run to the next; it is made if there is
// none. The key is the one of the standard's examples, so that Wireshark can be given it.
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "apps/devices/simulated_board.h"
#include "ieee802154/frame_security.h"
#include "ports/clock_posix/posix_clock.h"
#include "ports/nonce_file/frame_counter_file.h"
#include "ports/pcapng/writer.h"
#include "stsafe/host/key_provisioning.h"
#include "stsafe/host/slot_control_fields.h"

using namespace stsafe;

namespace {

constexpr auto kKey = "C0C1C2C3C4C5C6C7C8C9CACBCCCDCECF"_hex;
constexpr auto kOwnAddress = "ACDE480000000001"_hex;

/// A data frame from our extended address to another one's, with security, of the edition of 2006.
constexpr auto kHeader = "49DC 00 2143 0200000000 48DEAC 0100000000 48DEAC"_hex;
constexpr std::size_t kSequenceNumberAt = 2;

// [provision]
/// A slot has one tag size, so the key is in a slot for each: 0, 4, 8 and 16 bytes.
Result<host::CcmStarKey> provision(host::Device& chip, crypto_openssl::OpensslCrypto& crypto,
                                   wire::SlotNumber slot, std::size_t tag_size) {
  constexpr wire::SlotControlFields wrapped{.flags = wire::SlotControlFields::kWrappedAnonymous};
  const auto opened = host::put_slot_control_fields(chip, slot, wrapped);
  if (!opened) return opened.error();
  const auto tag = host::TagSize::of(tag_size, host::AcceptWeakTag{});
  if (!tag) return tag.error();
  const auto info = host::ccm_star_key_info(slot, {.type = wire::KeyType::kAes128, .tag = *tag});
  if (!info) return info.error();
  const host::KekCrypto kek{crypto.ecdh(), crypto.hkdf(), crypto.key_wrap()};
  const auto written = host::write_key_wrapped(chip, kek, Curve::kX25519, *info, kKey);
  if (!written) return written.error();
  return host::CcmStarKey{chip, *info};
}
// [provision]

int fail(const std::string& what) {
  std::fprintf(stderr, "ieee802154_frames: %s\n", what.c_str());
  return 1;
}

std::string text_of(const ieee802154::Failure& failure) {
  if (failure.reason == ieee802154::Reason::kCore) return std::string{describe(failure.error)};
  return "reason " + std::to_string(static_cast<int>(failure.reason));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return fail("usage: ieee802154_frames RECORDING COUNTER");
  devices::SimulatedBoard board{std::nullopt};
  devices::RandomSource random{std::nullopt, "host"};
  crypto_openssl::OpensslCrypto crypto{random.rng()};
  host::Device chip{board.transport()};
  if (const auto ready = chip.initialise(); !ready) return fail("the chip does not answer");

  clock_posix::PosixClock clock;
  nonce_file::Label label{};  // whose counter it is: our address
  copy_bytes(kOwnAddress, label);
  nonce_file::FrameCounterFile counter{argv[2], label, clock, {.batch = 8}};
  auto usable = counter.open();
  if (usable.error().problem == nonce_file::Problem::kMissing) usable = counter.create();
  if (!usable) return fail(usable.error().text);

  pcapng::Writer recording;
  const auto created = recording.create(argv[1], "frames", pcapng::kLinkTypeIeee802154);
  if (!created) return fail(std::string{argv[1]} + " cannot be made; is it there already?");

  std::vector<host::CcmStarKey> slots;
  for (std::uint8_t number = 0; number < 4; ++number) {
    const auto slot = provision(chip, crypto, wire::SlotNumber{number},
                                host::SecurityLevel::of(number)->tag_size());
    if (!slot) return fail(std::string{describe(slot.error())});
    slots.push_back(*slot);
  }

  for (unsigned value = 1; value < 8; ++value) {
    const auto level = *host::SecurityLevel::of(value);
    // [secure]
    const auto key = ieee802154::LevelKey::of(slots[value % 4], level);
    if (!key) return fail(std::string{describe(key.error())});
    ieee802154::FrameSender sender{*key, {}, counter, kOwnAddress};
    auto header = kHeader;
    header[kSequenceNumberAt] = static_cast<std::byte>(value);
    const auto message = "level " + std::to_string(value);
    Fixed<ieee802154::kMaxFrameSize> frame{};
    const auto size = sender.secure(header, std::as_bytes(std::span{message}), frame);
    if (!size) return fail(text_of(size.error()) + " " + counter.detail());
    // [secure]
    // [open]
    ieee802154::FrameReceiver receiver{*key, {}, kOwnAddress};
    Fixed<ieee802154::kMaxFrameSize> buffer{};
    const auto opened = receiver.open(ByteView{frame}.first(*size), buffer);
    if (!opened) return fail(text_of(opened.error()));
    // [open]
    const std::string payload{reinterpret_cast<const char*>(opened->payload.data()),
                              opened->payload.size()};
    std::printf("%s, counter %u: %zu bytes\n", payload.c_str(), opened->frame_counter, *size);
    const pcapng::Packet packet{.link_type = pcapng::kLinkTypeIeee802154,
                                .time = std::chrono::milliseconds{value},
                                .data = {frame.begin(), frame.begin() + static_cast<int>(*size)},
                                .comment = {}};
    if (!recording.write(packet)) return fail(std::string{argv[1]} + " cannot be written");
  }
  return 0;
}
