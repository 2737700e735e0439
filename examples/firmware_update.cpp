// Seals a firmware image as draft-ietf-suit-firmware-encryption does (A256KW, A256GCM, ciphertext
// beside its SUIT_Encryption_Info), and installs it on a board whose (simulated) chip holds the
// key.
//
// Who publishes and the chip share a key-encryption key: on the production line it is written
// wrapped into an ECB slot, and never leaves the chip. The chip's local envelope keys would not do:
// they are made by the chip, and nobody else can wrap for them.
#include <cstdio>
#include <vector>

#include "apps/devices/simulated_board.h"
#include "cose/key_wrap_recipient.h"
#include "cose/memory_stream.h"
#include "cose/open_envelope.h"
#include "cose/seal_envelope.h"
#include "cose/slot_wrapping_key.h"
#include "stsafe/host/key_provisioning.h"
#include "stsafe/host/slot_control_fields.h"

using namespace stsafe;

namespace {

constexpr wire::SlotNumber kSlot{4};
constexpr auto kProductLine = "6C696E652D37"_hex;  // "line-7": the key's name

/// An update as it is shipped.
struct Update {
  std::vector<std::byte> encryption_info;
  std::vector<std::byte> image;  ///< encrypted
};

// [publish]
cose::Result<Update> publish(crypto_openssl::OpensslCrypto& crypto, ByteView key,
                             ByteView firmware) {
  cose::HostWrappingKey wrapping_key{crypto.key_wrap()};
  if (auto set = wrapping_key.set_key(key); !set) return cose::core_failure(set.error(), "set key");
  cose::KeyWrapRecipient devices{wrapping_key, kProductLine};
  const std::array<cose::RecipientKey*, 1> recipients{&devices};

  cose::MemorySource source{firmware};
  cose::MemorySink image;
  const auto info = cose::seal_detached({crypto.cipher_stream(), crypto.rng()}, recipients, source,
                                        image, {.algorithm = cose::ContentAlgorithm::kA256Gcm});
  if (!info) return info.error();
  return Update{*info, {image.bytes().begin(), image.bytes().end()}};
}
// [publish]

/// The board's flash: programmed a page at a time, and booted only with its mark.
class FlashSlot final : public cose::ByteSink {
 public:
  cose::Result<void> write(ByteView bytes) override {
    pages_.insert(pages_.end(), bytes.begin(), bytes.end());
    return {};
  }
  cose::Result<void> commit() override {
    is_bootable_ = true;
    return {};
  }
  void discard() override {
    if (!is_bootable_) pages_.clear();  // erases
  }

  bool is_bootable() const { return is_bootable_; }
  ByteView firmware() const { return pages_; }

 private:
  std::vector<std::byte> pages_;
  bool is_bootable_ = false;
};

/// The update as it comes over a slow link, once and in small pieces.
class Download final : public cose::ByteSource {
 public:
  explicit Download(ByteView bytes) : bytes_(bytes) {}
  std::optional<std::uint64_t> size() const override { return {}; }
  cose::Result<ByteView> next(std::size_t most) override {
    const auto piece = bytes_.first(std::min({most, bytes_.size(), std::size_t{256}}));
    bytes_ = bytes_.subspan(piece.size());
    return piece;
  }
  bool can_seek() const override { return false; }
  cose::Result<void> seek(std::uint64_t /*position*/) override {
    return cose::Failure{cose::Reason::kStream, "a download cannot be read again", {}};
  }

 private:
  ByteView bytes_;
};

// [install]
/// Leaves the flash bootable only if every bit of update and encryption info is as it was
/// published.
cose::Result<void> install(host::Device& chip, crypto_openssl::OpensslCrypto& crypto,
                           const Update& update, FlashSlot& flash) {
  auto key = host::EcbKey::open(chip, kSlot);
  if (!key) return cose::core_failure(key.error(), "open the slot of the key");
  cose::SlotWrappingKey wrapping_key{*key, wire::KeyType::kAes256};
  cose::KeyWrapRecipient recipient{wrapping_key, kProductLine};
  const std::array<cose::RecipientKey*, 1> recipients{&recipient};
  Download image{update.image};
  return cose::open_detached({crypto.cipher_stream(), crypto.rng()}, recipients,
                             update.encryption_info, image, flash);
}
// [install]

/// The production line: once in a chip's life.
Result<void> provision(host::Device& chip, crypto_openssl::OpensslCrypto& crypto, ByteView key) {
  if (auto ready = chip.initialise(); !ready) return ready;
  constexpr wire::SlotControlFields kWrapped{.flags = wire::SlotControlFields::kWrappedAnonymous};
  if (auto opened = host::put_slot_control_fields(chip, kSlot, kWrapped); !opened) return opened;
  // Wrapping is not the device's business: the key only decrypts.
  const auto info =
      host::ecb_key_info(kSlot, {.usage = wire::kDecrypt, .lock = wire::Lock::kLocked});
  if (!info) return info.error();
  const host::KekCrypto kek{crypto.ecdh(), crypto.hkdf(), crypto.key_wrap()};
  const auto written = host::write_key_wrapped(chip, kek, Curve::kX25519, *info, key);
  return written ? Result<void>{} : written.error();
}

int fail(const char* what, const std::string& why) {
  static_cast<void>(std::fprintf(stderr, "%s: %s\n", what, why.c_str()));
  return 1;
}

/// How many of the updates with one changed bit are installed: must be none.
std::size_t num_installed(host::Device& chip, crypto_openssl::OpensslCrypto& crypto, Update update,
                          std::vector<std::byte> Update::* part) {
  std::size_t count = 0;
  for (std::size_t bit = 0; bit < (update.*part).size() * 8; ++bit) {
    const auto mask = static_cast<std::byte>(1U << (bit % 8));
    (update.*part)[bit / 8] ^= mask;
    FlashSlot flash;
    const auto installed = install(chip, crypto, update, flash);
    if (installed || flash.is_bootable() || !flash.firmware().empty()) ++count;
    (update.*part)[bit / 8] ^= mask;
  }
  return count;
}

}  // namespace

int main() {
  devices::SimulatedBoard board{std::nullopt};
  devices::RandomSource random{std::nullopt, "host"};
  crypto_openssl::OpensslCrypto crypto{random.rng()};
  host::Device chip{board.transport()};
  Secret<32> key;
  if (auto drawn = random.rng().fill(key.prepare(32)); !drawn) return fail("key", "no randomness");
  if (auto ready = provision(chip, crypto, key.reveal()); !ready) {
    return fail("provisioning", std::string{describe(ready.error())});
  }

  const std::vector<std::byte> firmware(700, std::byte{0x42});
  const auto update = publish(crypto, key.reveal(), firmware);
  if (!update) return fail("publishing", update.error().message);
  FlashSlot flash;
  if (auto installed = install(chip, crypto, *update, flash); !installed) {
    return fail("installing", installed.error().message);
  }
  if (!flash.is_bootable() || !std::ranges::equal(flash.firmware(), firmware)) {
    return fail("installing", "the flash does not hold the firmware");
  }
  const auto wrong = num_installed(chip, crypto, *update, &Update::encryption_info) +
                     num_installed(chip, crypto, *update, &Update::image);
  if (wrong != 0) return fail("a changed update", "was installed");
  std::printf("installed %zu bytes; refused the update with each of its %zu bits changed\n",
              flash.firmware().size(), 8 * (update->encryption_info.size() + update->image.size()));
  return 0;
}
