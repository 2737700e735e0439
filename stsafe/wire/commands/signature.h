#pragma once

#include "stsafe/wire/golden.h"
#include "stsafe/wire/signed_data.h"

// Commands with a public key in the frame, protocol part 03 sections 4.2 and 4.6. The golden frames
// are those of its appendix A.
namespace stsafe::wire {

/// Verifies a signature. An invalid one is an answer, not an error.
struct VerifySignature {
  static constexpr std::string_view kName = "VerifySignature";
  static constexpr Opcode kOpcode{0x17};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{62};  // timings.csv
  static constexpr std::array kFields{Field{"subject"}, Field{"signed_data"}};

  /// Only 00, a message, is left of what older chips know. Not a wire::Subject: another one is a
  /// value out of range, not another command.
  using About = Strong<std::uint8_t, struct VerifySignatureAboutTag>;
  About subject{};
  SignedData signed_data{};

  struct Response {
    static constexpr std::array kFields{Field{"validity"}};
    Validity validity{};
  };
};

static_assert(frames_as(
    VerifySignature{
        {},
        {.public_key = *PublicKey::from_raw(
             Curve::kNistP256,
             "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB67903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"_hex),
         .r = Prefixed{"EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"_hex},
         .s = Prefixed{"F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"_hex},
         .message =
             Prefixed{"AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BF"_hex}}},
    "17 00 00082A8648CE3D030107 04 0020 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6 0020 7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299 0020 EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716 0020 F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8 0020 AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BF 0D8E"_hex));
// RFC 8032, test 2: accepted by a real A120.
static_assert(frames_as(
    VerifySignature{
        {},
        {.public_key = *PublicKey::from_raw(
             Curve::kEd25519,
             "3D4017C3E843895A92B70AA74D1B7EBC9C982CCF2EC4968CC0CD55F12AF4660C"_hex),
         .r = Prefixed{"92A009A9F0D4CAB8720E820B5F642540A2B27B5416503F8FB3762223EBDB69DA"_hex},
         .s = Prefixed{"085AC1E43E15996E458F3613D0F11D8C387B2EAEB4302AEEB00D291612BB0C00"_hex},
         .message = Prefixed{"72"_hex}}},
    "17 00 00032B6570 0020 3D4017C3E843895A92B70AA74D1B7EBC9C982CCF2EC4968CC0CD55F12AF4660C 0020 92A009A9F0D4CAB8720E820B5F642540A2B27B5416503F8FB3762223EBDB69DA 0020 085AC1E43E15996E458F3613D0F11D8C387B2EAEB4302AEEB00D291612BB0C00 00 0001 72 1549"_hex));
static_assert(answers_as(VerifySignature::Response{kValid}, "00 0003 01 1ECE"_hex));
static_assert(answers_as(VerifySignature::Response{kInvalid}, "00 0003 00 0F47"_hex));

/// Computes the Y coordinate that belongs to an X coordinate. Neither has a length before it.
struct DecompressPublicKey {
  static constexpr std::string_view kName = "DecompressPublicKey";
  static constexpr Opcode kOpcode{0x1F1A};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{38};  // assumed: as Establish key there
  static constexpr std::array kFields{Field{"curve"}, Field{"parity"}, Field{"x"}};

  /// The point representation of SEC 1: which of two values Y has.
  using Parity = Strong<std::uint8_t, struct ParityTag>;
  static constexpr Parity kEvenY{0x02};
  static constexpr Parity kOddY{0x03};
  Curve curve{};
  Parity parity{};
  Tail x{};

  struct Response {
    static constexpr std::array kFields{Field{"y"}};
    Tail y{};
  };
};

static_assert(frames_as(
    DecompressPublicKey{
        Curve::kNistP256, DecompressPublicKey::kOddY,
        Tail{"60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"_hex}},
    "1F1A 00082A8648CE3D030107 03 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6 4EB9"_hex));
static_assert(answers_as(
    DecompressPublicKey::Response{
        Tail{"7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"_hex}},
    "00 0022 7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299 8BC1"_hex));

}  // namespace stsafe::wire
