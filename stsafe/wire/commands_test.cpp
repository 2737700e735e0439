#include <gtest/gtest.h>

#include <set>

#include "stsafe/base/hex.h"
#include "stsafe/wire/frame.h"
#include "stsafe/wire/registry.h"
#include "tests/support/bytes.h"

// Every message of the registry, each from a payload of the protocol documents: read and written
// again, cut short at each byte, and with one byte more.
namespace stsafe::wire {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::join;
using testing_support::to_bytes;

constexpr auto kNever = static_cast<std::size_t>(-1);

/// A payload without its subject. From `open_from` bytes on any size is well formed, because the
/// last field takes what is left.
struct Sample {
  std::string_view command;
  Bytes payload;
  std::size_t open_from = kNever;
};

constexpr auto kX25519Key =
    "00 03 2B 65 6E 00 20 BB 72 8B 5D 03 81 2F F4 EF 57 E2 75 27 38 D8 56 2D 4A EC 08 17 89 A5 22 C2 C3 F6 B7 AF 73 05 5F"_hex;
constexpr auto kP256Key =
    "00082a8648ce3d030107040020515c3d6eb9e396b904d3feca7f54fdcd0cc1e997bf375dca515ad0a6c3b4035f00204536be3a50f318fbf9a5475902a221502bef0d57e08c53b2cc0a56f17d9f9354"_hex;
constexpr auto kSignature =
    "002029c94d8b62daaafc04a7a48059f6773dfe2cce68a990815e40b614c837407471002009e59146605e7f84db83cc5a93b8ccfe2bbf6ea54d589095379e4a11d79b15fe"_hex;
constexpr auto kHostKeys = "00112233445566778899AABBCCDDEEFF0123456789ABCDEF0123456789ABCDEF"_hex;
constexpr auto kSha256 = "0009608648016503040201"_hex;
constexpr auto kPayload = "00112233445566778899aabbccddeeff"_hex;
constexpr auto kWrappedPayload = "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5"_hex;
constexpr auto kNonceAndData = "000102030405060708090a0b0c 0008 5a5a5a5a5a5a5a5a"_hex;
// Part 02, section 6.3.
constexpr auto kStartOfChunks = "03 000d 000102030405060708090a0b0c 0102 03040506"_hex;

constexpr auto kPoint =
    "04 0020515c3d6eb9e396b904d3feca7f54fdcd0cc1e997bf375dca515ad0a6c3b4035f00204536be3a50f318fbf9a5475902a221502bef0d57e08c53b2cc0a56f17d9f9354"_hex;
constexpr auto kEd25519Data =
    "00032B6570 0020 3D4017C3E843895A92B70AA74D1B7EBC9C982CCF2EC4968CC0CD55F12AF4660C 0020 92A009A9F0D4CAB8720E820B5F642540A2B27B5416503F8FB3762223EBDB69DA 0020 085AC1E43E15996E458F3613D0F11D8C387B2EAEB4302AEEB00D291612BB0C00 00 0001 72"_hex;

std::vector<Sample> command_samples() {
  return {
      {"Echo", to_bytes("010203"_hex), 0},
      {"Reset", {}},
      {"GenerateRandom", to_bytes("04"_hex)},
      {"Decrement", to_bytes("19 05 0000 00000001 D0D1"_hex), 8},
      {"Read", to_bytes("00 09 0123 0005"_hex)},
      {"Update", to_bytes("9E 01 0102 D0D1D2"_hex), 4},
      {"PutHostKeySlotV1", to_bytes(kHostKeys), 0},
      {"PutHostKeyControlFields", to_bytes("07FF"_hex)},
      {"DeletePassword", {}},
      {"Hibernate", to_bytes("01"_hex)},
      {"PutLifeCycle", to_bytes("83"_hex)},
      {"PutI2cParameters", to_bytes("402D"_hex)},
      {"PutCommandAccessConditions", to_bytes("02 0001 1F1A01"_hex), 1},
      {"PutCommandEncryptionFlags", to_bytes("02 0000 1F1A00"_hex), 1},
      {"QueryI2cParameters", {}},
      {"Standby", {}},
      {"VerifyPassword", to_bytes("11111111111111111111111111111111"_hex), 0},
      {"PutSymmetricControlFields", to_bytes("00 03FFFF"_hex)},
      {"QueryLifeCycle", {}},
      {"QueryProductData", {}},
      {"QueryDataPartition", {}},
      {"QuerySymmetricKeyTable", {}},
      {"QueryCommandAuthorization", {}},
      {"QueryHostKeySlotV1", {}},
      {"QueryHostKeySlotV2", {}},
      {"QueryHostKeyControlFields", {}},
      {"QuerySymmetricControlFields", to_bytes("00"_hex)},
      {"EncryptCcmStar",
       join({"00"_hex, kNonceAndData, "0010 000102030405060708090a0b0c0d0e0f"_hex})},
      {"EncryptCcmStar", join({"00"_hex, "000102030405060708090a0b0c 0000 0000"_hex})},
      {"DecryptCcmStar",
       join({"00"_hex, kNonceAndData, "0014 696630bb080fe41d610489d3da232166 0edbc627"_hex})},
      {"EncryptEcb", to_bytes("04 000102030405060708090a0b0c0d0e0f"_hex), 1},
      {"DecryptEcb", to_bytes("04 000102030405060708090a0b0c0d0e0f"_hex), 1},
      {"EncryptGcm", to_bytes("03 000c cafebabefacedbaddecaf888 0003 aaaaaa 0000"_hex)},
      {"EncryptGcm", to_bytes("03 0001 77 0000 0002 b1b2"_hex)},
      {"DecryptGcm", to_bytes("03 0001 77 0003 aaaaaa 0002 c1c2 d1d2d3d4"_hex), 13},
      {"StartEncryptCcmStar", join({kStartOfChunks, "0003 aaaaaa 0005 bbbbbbbbbb"_hex})},
      {"StartEncryptGcm", to_bytes("05 0001 77 0003 aaaaaa 0002 b1b2"_hex)},
      {"ProcessEncrypt", to_bytes("0003 aaaaaa 0002 b1b2"_hex)},
      {"ProcessEncrypt", to_bytes("0000 0000"_hex)},
      {"FinishEncrypt", to_bytes("0003 aaaaaa 0002 b1b2"_hex)},
      {"StartDecryptCcmStar", join({kStartOfChunks, "0003 aaaaaa 0005 bbbbbbbbbb"_hex})},
      {"StartDecryptGcm", to_bytes("05 0001 77 0003 aaaaaa 0002 c1c2"_hex)},
      {"ProcessDecrypt", to_bytes("0003 aaaaaa 0002 c1c2"_hex)},
      {"FinishDecrypt", to_bytes("0003 aaaaaa 0002 c1c2 d1d2d3d4"_hex), 9},
      {"StartVolatileKekSession", join({kX25519Key, "01"_hex})},
      {"StartVolatileKekSession", join({kP256Key, "01"_hex})},
      {"StartVolatileKekSession",
       join({kP256Key, "01 00 01 0009608648016503040201"_hex, kSignature})},
      {"StartVolatileKekSession", join({kX25519Key, "01 00 01 0000"_hex, kSignature})},
      {"EstablishSymmetricKeys", join({kP256Key, "02"_hex})},
      {"EstablishSymmetricKeys", join({kX25519Key, "02 00 01 0000"_hex, kSignature})},
      {"ConfirmSymmetricKeys",
       to_bytes("ce281803527f68c1 0008 00050100000c0800 0007 00060001000304"_hex), 8},
      {"StopVolatileKekSession", {}},
      {"WriteHostKeyV2Plaintext", join({"000000 00"_hex, kHostKeys}), 4},
      {"WriteSymmetricKeyWrapped",
       to_bytes(
           "67d519a6c5492e1abff9e109bae4524ac88688974ba524b260ad08c661c6107024b2c247a90c3d442b6fa06c3d9fec6f891dca0d8406a273"_hex),
       0},
      {"WriteHostKeyV2Wrapped",
       to_bytes(
           "842818766136940b41c259042b2caa7f2e88fc503d7fa710d551e3049d69f3f8805e0b49b92b8275a978f9b5a699c5c5"_hex),
       0},
      {"EstablishHostKeyV2", join({kX25519Key, "03 00"_hex})},
      {"EstablishHostKeyV2", join({kP256Key, "03 01 00 01 0000"_hex, kSignature})},
      {"PutPublicKeyConfigurationFlags", to_bytes("00 0008"_hex)},
      {"GenerateKeyPair", to_bytes("01 00FF 0000 00082A8648CE3D030107"_hex)},
      {"QueryPrivateKeyTable", {}},
      {"QueryGenericPublicKeyTable", {}},
      {"QueryGenericPublicKeySlot", to_bytes("00"_hex)},
      {"GenerateSignature", to_bytes("01 0003 010203"_hex)},
      {"VerifySignature", join({"00"_hex, kP256Key, kSignature, "0003 010203"_hex})},
      {"VerifySignature", join({"00"_hex, kEd25519Data})},
      {"EstablishKey", join({"FF"_hex, kPoint}), 1},
      {"WritePublicKey", join({"00"_hex, kP256Key})},
      {"GenerateChallenge", {}},
      {"VerifyEntitySignature", join({"00 00"_hex, kSignature})},
      {"DecompressPublicKey", to_bytes("00032B656E 02 010203"_hex), 6},
      {"GenerateEcdhe", to_bytes("00 08 2A 86 48 CE 3D 03 01 07"_hex)},
      {"EraseSymmetricKeySlot", to_bytes("03"_hex)},
      {"WriteSymmetricKeyPlaintext", join({"00000100000c0400"_hex, kHostKeys}), 8},
      {"WriteSymmetricKeyPlaintext", join({"00050102000c"_hex, kHostKeys}), 6},
      {"GenerateLocalEnvelopeKey", to_bytes("01 00"_hex)},
      {"GenerateMac", join({"00 04"_hex, kPayload}), 2},
      {"VerifyMac", join({"00 04 be4ca3f2"_hex, kPayload}), 6},
      {"StartHash", join({kSha256, "616263"_hex}), 11},
      {"ProcessHash", to_bytes("616263"_hex), 0},
      {"FinishHash", to_bytes("616263"_hex), 0},
      {"DeriveKeys",
       join({"02 04 03"_hex, kSha256, "00 0004 01020304 0003 617070 0003 01 0020"_hex}), 26},
      {"DeriveKeys", join({"02 04 03"_hex, kSha256, "02 05 0003 617070 0003 01 0020"_hex}), 21},
      {"DeriveKeys", join({"02 04 02"_hex, kSha256, "00 0002 aabb"_hex})},
      {"DeriveKeys", join({"02 0b 01"_hex, kSha256, "0000 0003 01 0010 0003 01 0008"_hex}), 16},
      {"DeriveKeys", join({"00 04 0010"_hex, kPayload, "02"_hex, kSha256, "00 0000"_hex})},
      {"QueryLocalEnvelopeKeyTable", {}},
      {"WrapLocalEnvelope", join({"00"_hex, kPayload}), 1},
      {"UnwrapLocalEnvelope", join({"00"_hex, kWrappedPayload}), 1},
  };
}

std::vector<Sample> response_samples() {
  return {
      {"PutPublicKeyConfigurationFlags", {}},
      {"GenerateKeyPair", to_bytes(kPoint), 0},
      {"QueryPrivateKeyTable", to_bytes("01 00 FFFF 00 00 003C"_hex), 4},
      {"QueryGenericPublicKeyTable", to_bytes("04"_hex), 1},
      {"QueryGenericPublicKeySlot", to_bytes("00 0001"_hex)},
      {"QueryGenericPublicKeySlot", join({"01 0008"_hex, kP256Key})},
      {"GenerateSignature", to_bytes(kSignature)},
      {"VerifySignature", to_bytes("01"_hex)},
      {"EstablishKey", to_bytes("0003 010203"_hex)},
      {"WritePublicKey", {}},
      {"GenerateChallenge", to_bytes("000102030405060708090A0B0C0D0E0F"_hex)},
      {"VerifyEntitySignature", to_bytes("00"_hex)},
      {"DecompressPublicKey", to_bytes("010203"_hex), 0},
      {"Echo", to_bytes("010203"_hex), 0},
      {"Reset", {}},
      {"GenerateRandom", to_bytes("DEADBEEF"_hex), 0},
      {"Decrement", to_bytes("FFFFFFFE"_hex)},
      {"Read", to_bytes("FFFFFFFF 00000000"_hex), 0},
      {"Update", {}},
      {"PutHostKeySlotV1", {}},
      {"PutHostKeyControlFields", {}},
      {"DeletePassword", {}},
      {"Hibernate", {}},
      {"PutLifeCycle", {}},
      {"PutI2cParameters", {}},
      {"PutCommandAccessConditions", {}},
      {"PutCommandEncryptionFlags", {}},
      {"QueryI2cParameters", to_bytes("402D"_hex)},
      {"Standby", {}},
      {"VerifyPassword", to_bytes("0103"_hex)},
      {"PutSymmetricControlFields", {}},
      {"QueryLifeCycle", to_bytes("03"_hex)},
      {"QueryProductData", to_bytes("01 03 00 60 01"_hex), 0},
      {"QueryDataPartition", to_bytes("02 00 00 07 03E8 05 01 88 0040 FFFFFFFF"_hex), 1},
      {"QuerySymmetricKeyTable", to_bytes("02 01 01 00 000c 04 00 00"_hex), 1},
      {"QueryCommandAuthorization", to_bytes("00 04 000303 1b0303 1c0303 1f090303"_hex), 2},
      {"QueryHostKeySlotV1", to_bytes("01 000041"_hex)},
      {"QueryHostKeySlotV1", to_bytes("00"_hex), 1},
      {"QueryHostKeySlotV2", to_bytes("01 00 00000041"_hex)},
      {"QueryHostKeySlotV2", to_bytes("00"_hex), 1},
      {"QueryHostKeyControlFields", to_bytes("0AFF"_hex)},
      {"QuerySymmetricControlFields", to_bytes("08FFFF"_hex)},
      {"EncryptCcmStar", to_bytes("696630bb080fe41d610489d3da232166 0edbc627 00"_hex), 0},
      {"DecryptCcmStar", to_bytes("01 000102030405060708090a0b0c0d0e0f"_hex), 1},
      {"EncryptEcb", to_bytes("c1c2"_hex), 0},
      {"DecryptEcb", to_bytes("b1b2"_hex), 0},
      {"EncryptGcm", to_bytes("c1c2 d1d2d3d4"_hex), 0},
      {"DecryptGcm", to_bytes("01 b1b2"_hex), 1},
      {"StartEncryptCcmStar", to_bytes("c1c1c1c1c1 01 0a0b0c0d"_hex), 0},
      {"StartEncryptGcm", to_bytes("c1c2"_hex), 0},
      {"ProcessEncrypt", to_bytes("c1c2"_hex), 0},
      {"FinishEncrypt", to_bytes("c1c2 d1d2d3d4"_hex), 0},
      {"StartDecryptCcmStar", to_bytes("b1b2"_hex), 0},
      {"StartDecryptGcm", to_bytes("b1b2"_hex), 0},
      {"ProcessDecrypt", to_bytes("b1b2"_hex), 0},
      {"FinishDecrypt", to_bytes("01 b1b2"_hex), 1},
      {"StartVolatileKekSession", {}},
      {"EstablishSymmetricKeys", {}},
      {"ConfirmSymmetricKeys", {}},
      {"StopVolatileKekSession", {}},
      {"WriteHostKeyV2Plaintext", {}},
      {"WriteHostKeyV2Wrapped", {}},
      {"EstablishHostKeyV2", {}},
      {"WriteSymmetricKeyWrapped", {}},
      {"GenerateEcdhe", to_bytes(kX25519Key)},
      {"GenerateEcdhe", to_bytes(kP256Key)},
      {"EraseSymmetricKeySlot", {}},
      {"WriteSymmetricKeyPlaintext", {}},
      {"GenerateLocalEnvelopeKey", {}},
      {"GenerateMac", to_bytes("be4ca3f2"_hex), 0},
      {"VerifyMac", to_bytes("01"_hex)},
      {"StartHash", {}},
      {"ProcessHash", {}},
      {"FinishHash", join({"0010"_hex, kPayload})},
      {"DeriveKeys", to_bytes(kPayload), 0},
      {"QueryLocalEnvelopeKeyTable", to_bytes("02 000100 010100"_hex), 1},
      {"WrapLocalEnvelope", to_bytes(kWrappedPayload), 0},
      {"UnwrapLocalEnvelope", to_bytes(kPayload), 0},
  };
}

/// Where what is optional begins: the key of a public key slot, the signature behind an agreement.
std::size_t optional_from(const Sample& sample) {
  if (sample.command == QueryGenericPublicKeySlot::kName) return 3;
  const bool has_type = sample.command == EstablishHostKeyV2::kName;
  if (!has_type && sample.command != StartVolatileKekSession::kName &&
      sample.command != EstablishSymmetricKeys::kName) {
    return kNever;
  }
  const bool is_x25519 =
      std::ranges::equal(ByteView{sample.payload}.first(kX25519Key.size()), kX25519Key);
  return (is_x25519 ? kX25519Key.size() : kP256Key.size()) + (has_type ? 2 : 1);
}

template <Message M>
void check(const Sample& sample) {
  SCOPED_TRACE(std::string{sample.command} + " " + hex(sample.payload));
  const auto message = decode_message<M>(sample.payload);
  ASSERT_TRUE(message);
  Fixed<kMaxResponseSize> buffer{};
  Writer w{buffer};
  encode(w, *message);
  ASSERT_TRUE(w.finish());
  EXPECT_EQ(hex(*w.finish()), hex(sample.payload));

  for (std::size_t size = 0; size < sample.payload.size(); ++size) {
    const auto prefix = ByteView{sample.payload}.first(size);
    const bool is_whole = size >= sample.open_from || size == optional_from(sample);
    EXPECT_EQ(static_cast<bool>(decode_message<M>(prefix)), is_whole) << size;
    Writer too_small{ByteSpan{buffer}.first(size)};
    encode(too_small, *message);
    EXPECT_TRUE(too_small.finish().failed_with(LinkError::kFrameTooLong)) << size;
  }
  const auto longer = decode_message<M>(join({sample.payload, "00"_hex}));
  EXPECT_EQ(static_cast<bool>(longer), sample.payload.size() + 1 > sample.open_from);
}

TEST(Commands, AreReadWholeOrNotAtAll) {
  const auto samples = command_samples();
  for_each_command([&]<Command C>() {
    int count = 0;
    for (const auto& sample : samples) {
      if (sample.command != C::kName) continue;
      check<C>(sample);
      ++count;
    }
    EXPECT_GT(count, 0) << C::kName << " has no sample";
  });
}

TEST(Responses, AreReadWholeOrNotAtAll) {
  const auto samples = response_samples();
  for_each_command([&]<Command C>() {
    int count = 0;
    for (const auto& sample : samples) {
      if (sample.command != C::kName) continue;
      check<typename C::Response>(sample);
      ++count;
    }
    EXPECT_GT(count, 0) << C::kName << " has no sample";
  });
}

TEST(Commands, HaveNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for_each_command([&]<Command C>() { EXPECT_TRUE(names.insert(C::kName).second) << C::kName; });
  EXPECT_EQ(names.size(), Commands::kSize);
}

TEST(Commands, TakeTime) {
  for_each_command([&]<Command C>() { EXPECT_GT(C::kTypicalTime.count(), 0) << C::kName; });
}

// Protocol part 01, section 4.9.
TEST(Commands, OfTheRawPathAreAlwaysPlain) {
  for_each_command([&]<Command C>() {
    const auto code = C::kOpcode.raw();
    const bool is_raw = code == 0x01 || code == 0x0C || code == 0x0D || code == 0x10 ||
                        code == 0x14 || code == 0x19;
    EXPECT_EQ(always_plain(C::kOpcode), is_raw) << C::kName;
  });
}

// Part 02, section 6.3.
TEST(SplitStarted, TakesASizeThatIsKnown) {
  const auto chunk = "C1C1C1C1C1 01 0A0B0C0D"_hex;
  const auto parts = split_started(chunk, 5);
  ASSERT_TRUE(parts);
  EXPECT_EQ(hex(parts->ciphertext), "c1c1c1c1c1");
  EXPECT_EQ(parts->counter, 0x0A0B0C0DU);
  for (std::size_t size = 0; size < chunk.size(); ++size) {
    EXPECT_TRUE(split_started(ByteView{chunk}.first(size), 5).failed_with(LinkError::kTruncated));
  }
  EXPECT_TRUE(split_started(join({chunk, "00"_hex}), 5).failed_with(LinkError::kTrailingBytes));
  EXPECT_TRUE(split_started("C1 02"_hex, 1).failed_with(LinkError::kMalformedField));
}

// Trap T-3 of part 02: some chips may always send four bytes.
TEST(SplitStarted, IgnoresACounterThatIsNone) {
  for (const auto& chunk : {to_bytes("C1 00"_hex), to_bytes("C1 00 00000000"_hex)}) {
    const auto parts = split_started(chunk, 1);
    ASSERT_TRUE(parts);
    EXPECT_EQ(hex(parts->ciphertext), "c1");
    EXPECT_FALSE(parts->counter);
  }
  EXPECT_TRUE(split_started("C1 00 0000"_hex, 1).failed_with(LinkError::kTruncated));
}

TEST(SplitSealed, TakesSizesThatAreKnown) {
  const auto sealed = "C1C2 D1D2D3D4 01 00000102"_hex;
  const auto parts = split_sealed(sealed, 2, 4);
  ASSERT_TRUE(parts);
  EXPECT_EQ(hex(parts->ciphertext), "c1c2");
  EXPECT_EQ(hex(parts->tag), "d1d2d3d4");
  EXPECT_EQ(parts->counter, 0x102U);
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_TRUE(
        split_sealed(ByteView{sealed}.first(size), 2, 4).failed_with(LinkError::kTruncated));
  }
}

/// A message whose members have their first values.
template <Message M>
std::size_t encoded_size() {
  Fixed<1024> buffer{};
  Writer w{buffer};
  encode(w, M{});
  return w.size();
}

TEST(Sizes, ThatAreFixedAreThoseOfTheEncodedMessage) {
  int num_fixed = 0;
  for_each_command([&]<Command C>() {
    constexpr auto size = fixed_size_of<typename C::Response>();
    if (!size) return;
    ++num_fixed;
    EXPECT_EQ(*size, encoded_size<typename C::Response>()) << C::kName;
  });
  EXPECT_GE(num_fixed, 30);
}

// Where neither type nor request tell, the host must know, or read twice.
TEST(Sizes, AreOpenForWhatTheKeyOrATableDecides) {
  std::set<std::string_view> open;
  for_each_command([&]<Command C>() {
    if (!fixed_size_of<typename C::Response>() && !SaysAnswerSize<C>) open.insert(C::kName);
  });
  const std::set<std::string_view> expected{"DeriveKeys",
                                            "EncryptCcmStar",
                                            "EncryptGcm",
                                            "EstablishKey",
                                            "FinishEncrypt",
                                            "FinishHash",
                                            "GenerateSignature",
                                            "QueryCommandAuthorization",
                                            "QueryDataPartition",
                                            "QueryGenericPublicKeySlot",
                                            "QueryGenericPublicKeyTable",
                                            "QueryHostKeySlotV1",
                                            "QueryHostKeySlotV2",
                                            "QueryLocalEnvelopeKeyTable",
                                            "QueryPrivateKeyTable",
                                            "QueryProductData",
                                            "QuerySymmetricKeyTable",
                                            "StartEncryptCcmStar"};
  EXPECT_EQ(open, expected);
}

}  // namespace
}  // namespace stsafe::wire
