#include "cose/memory_stream.h"
#include "cose/open_envelope.h"
#include "tests/support/bytes.h"
#include "tests/support/envelope_chip.h"

// Envelopes by hand that must be refused, and say why.
namespace stsafe::cose::envelope_malformed_test {
namespace {

using testing_support::EnvelopeChip;
using testing_support::join;
using testing_support::to_bytes;

constexpr Fixed<16> kKey{};

// The parts of 96([<<{1: 3}>>, {5: IV}, 24 bytes, [[<<>>, {1: -3}, 40 bytes]]]).
const Bytes kTag = to_bytes("D860"_hex);
const Bytes kArray = to_bytes("84"_hex);
const Bytes kProtected = to_bytes("43A10103"_hex);
const Bytes kUnprotected = to_bytes("A1054C000102030405060708090A0B"_hex);
const Bytes kContent = to_bytes("5818000102030405060708090A0B0C0D0E0F1011121314151617"_hex);
const Bytes kRecipients = to_bytes(
    "818340A101225828"
    "00000000000000000000000000000000000000000000000000000000000000000000000000000000"_hex);

class MalformedEnvelopeTest : public testing::Test {
 protected:
  /// Opens from memory and as from a pipe without a place for the content: why not.
  Failure why_not(const Bytes& envelope) {
    MemorySource source{envelope};
    MemorySink sink;
    const auto opened =
        open_envelope({chip_.crypto().cipher_stream(), chip_.crypto().rng()}, keys_, source, sink);
    EXPECT_FALSE(opened);
    EXPECT_FALSE(sink.is_committed());
    return opened.error();
  }
  Reason reason(std::initializer_list<ByteView> parts) { return why_not(join(parts)).reason; }

  EnvelopeChip chip_{kKey, kKey};
  SlotWrappingKey key_ = chip_.ecb_key();
  KeyWrapRecipient recipient_{key_, {}};
  std::array<RecipientKey*, 1> keys_{&recipient_};
};

// All others differ from this one in what they name: here only the wrapped key is wrong.
TEST_F(MalformedEnvelopeTest, GetsAsFarAsTheKeyIfItIsWellFormed) {
  EXPECT_EQ(reason({kTag, kArray, kProtected, kUnprotected, kContent, kRecipients}),
            Reason::kNotAuthentic);
}

TEST_F(MalformedEnvelopeTest, WantsItsTag) {
  EXPECT_EQ(reason({}), Reason::kTruncated);
  EXPECT_EQ(reason({kArray, kProtected, kUnprotected, kContent, kRecipients}), Reason::kUnexpected);
  EXPECT_EQ(reason({"D0"_hex, kArray, kProtected, kUnprotected, kContent, kRecipients}),
            Reason::kUnexpected);
}

TEST_F(MalformedEnvelopeTest, WantsFourItems) {
  for (const auto head : {"83"_hex, "85"_hex, "9F"_hex, "A2"_hex}) {
    EXPECT_EQ(reason({kTag, head, kProtected, kUnprotected, kContent, kRecipients}),
              Reason::kUnexpected);
  }
}

TEST_F(MalformedEnvelopeTest, WantsAnAlgorithmThatIsAuthenticated) {
  const auto with = [&](ByteView protected_bucket, ByteView unprotected) {
    return reason({kTag, kArray, protected_bucket, unprotected, kContent, kRecipients});
  };
  EXPECT_EQ(with("40"_hex, kUnprotected), Reason::kUnexpected);
  EXPECT_EQ(with("40"_hex, "A20103054C000102030405060708090A0B"_hex), Reason::kUnexpected);
  EXPECT_EQ(with("43A10102"_hex, kUnprotected), Reason::kUnsupported);     // A192GCM
  EXPECT_EQ(with("44A101181F"_hex, kUnprotected), Reason::kUnsupported);   // AES-CCM
  EXPECT_EQ(with("A10103"_hex, kUnprotected), Reason::kUnexpected);        // no byte string
  EXPECT_EQ(with("45A101030000"_hex, kUnprotected), Reason::kUnexpected);  // bytes behind the map
  EXPECT_EQ(with("45A201030103"_hex, kUnprotected), Reason::kUnexpected);
}

TEST_F(MalformedEnvelopeTest, WantsAnIvOf12Bytes) {
  const auto with = [&](ByteView unprotected) {
    return reason({kTag, kArray, kProtected, unprotected, kContent, kRecipients});
  };
  EXPECT_EQ(with("A0"_hex), Reason::kUnexpected);
  EXPECT_EQ(with("A1054B0102030405060708090A0B"_hex), Reason::kUnexpected);
  EXPECT_EQ(with("A1054D0102030405060708090A0B0C0D"_hex), Reason::kUnexpected);
  EXPECT_EQ(with("A1064101"_hex), Reason::kUnsupported);
}

TEST_F(MalformedEnvelopeTest, WantsItsContentAsBytes) {
  const auto with = [&](ByteView content) {
    return reason({kTag, kArray, kProtected, kUnprotected, content, kRecipients});
  };
  EXPECT_EQ(with("6161"_hex), Reason::kUnexpected);             // text
  EXPECT_EQ(with("80"_hex), Reason::kUnexpected);               // array
  EXPECT_EQ(with("FF"_hex), Reason::kMalformed);                // a break of nothing
  EXPECT_EQ(with("5F41005F4100FFFF"_hex), Reason::kMalformed);  // chunks within a chunk
  EXPECT_EQ(with("5F616100FF"_hex), Reason::kUnexpected);       // a chunk of text
  EXPECT_EQ(with("5C"_hex), Reason::kMalformed);                // a reserved length
  EXPECT_EQ(with("5BFFFFFFFFFFFFFFFF"_hex), Reason::kTruncated);
  EXPECT_EQ(with("5F5BFFFFFFFFFFFFFFFF"_hex), Reason::kTruncated);
  EXPECT_EQ(with("5F41005BFFFFFFFFFFFFFFFF"_hex), Reason::kTruncated);
  // Too short for a tag; refused only once the key is found, so here already for the key.
  EXPECT_EQ(with("40"_hex), Reason::kNotAuthentic);
  EXPECT_EQ(with("5FFF"_hex), Reason::kNotAuthentic);
}

TEST_F(MalformedEnvelopeTest, WantsRecipients) {
  const auto with = [&](ByteView recipients) {
    return reason({kTag, kArray, kProtected, kUnprotected, kContent, recipients});
  };
  EXPECT_EQ(with({}), Reason::kTruncated);
  EXPECT_EQ(with("80"_hex), Reason::kUnexpected);
  EXPECT_EQ(with("F6"_hex), Reason::kUnexpected);
  EXPECT_EQ(with("818240A1"_hex), Reason::kUnexpected);
  EXPECT_EQ(with("9F8340A040FF"_hex), Reason::kUnexpected);
  EXPECT_EQ(with("818340A0F6"_hex), Reason::kWrongKey);                // no algorithm
  EXPECT_EQ(with("818340A101381C40"_hex), Reason::kWrongKey);          // ECDH-ES+A128KW (-29)
  EXPECT_EQ(with("818440A1012240818340A040"_hex), Reason::kWrongKey);  // recipients of its own
  EXPECT_EQ(with("818340A1012240"_hex), Reason::kUnexpected);          // no wrapped key
  EXPECT_EQ(with("818343A10122A040"_hex), Reason::kUnexpected);  // key wrap authenticates nothing
  EXPECT_EQ(reason({kTag, kArray, kProtected, kUnprotected, kContent, kRecipients, "00"_hex}),
            Reason::kUnexpected);
}

TEST_F(MalformedEnvelopeTest, HasLimits) {
  // More recipients than one may have, each minimal.
  Bytes many = to_bytes("9841"_hex);
  for (int i = 0; i < 65; ++i) {
    for (const auto byte : "8340A040"_hex) many.push_back(byte);
  }
  EXPECT_EQ(reason({kTag, kArray, kProtected, kUnprotected, kContent, many}), Reason::kTooLarge);
  // An encrypted key that is longer than any.
  const Bytes long_key(1025);
  EXPECT_EQ(reason({kTag, kArray, kProtected, kUnprotected, kContent, "818340A10122590401"_hex,
                    long_key}),
            Reason::kTooLarge);
  // More than fits behind the content, and before it.
  const Bytes much(kMaxRecipientsSize);
  EXPECT_EQ(reason({kTag, kArray, kProtected, kUnprotected, kContent, kRecipients, much}),
            Reason::kTooLarge);
  EXPECT_EQ(reason({kTag, kArray, kProtected, "A11864595000"_hex, Bytes(0x5000), kContent}),
            Reason::kTooLarge);
  // Nested without end.
  EXPECT_EQ(reason({kTag, kArray, kProtected, "A11864"_hex, Bytes(100, std::byte{0x81})}),
            Reason::kTooLarge);
}

TEST_F(MalformedEnvelopeTest, SaysWhomItIsFor) {
  const auto envelope = join({kTag, kArray, kProtected, kUnprotected, kContent,
                              "818340A20124044E4131323002092012B6A4C5013903"
                              "581800000000000000000000000000000000000000000000000000"_hex});
  EXPECT_EQ(why_not(Bytes{envelope.begin(), envelope.end() - 1}).message,
            "it is for none of the keys at hand, but for slot 3 of chip 02092012B6A4C50139");
}

}  // namespace
}  // namespace stsafe::cose::envelope_malformed_test
