#include "stsafe/base/error.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace stsafe {
namespace {

/// Every enumerator up to `last` has a text that no other of its layer has; nothing behind it has
/// one.
template <class E>
void expect_distinct_texts(E last, int first = 1) {
  std::set<std::string_view> texts;
  const int end = std::to_underlying(last) + 1;
  for (int raw = first; raw < end; ++raw) {
    const auto text = describe(Error{static_cast<E>(raw)});
    EXPECT_NE(text, "unknown") << raw;
    EXPECT_FALSE(text.empty()) << raw;
    EXPECT_TRUE(texts.insert(text).second) << text;
  }
  EXPECT_EQ(describe(Error{static_cast<E>(end)}), "unknown");
}

TEST(ErrorTexts, AreDistinctInEachLayer) {
  expect_distinct_texts(BusError::kCancelled);
  expect_distinct_texts(LinkError::kUnexpectedResponse);
  expect_distinct_texts(ChannelError::kResynchronised);
  expect_distinct_texts(CryptoError::kUntrustedCertificate);
  expect_distinct_texts(UsageError::kNonceUnavailable);
  expect_distinct_texts(Status::kOldMessage, 0);
}

TEST(ErrorTexts, NameEachLayer) {
  std::set<std::string_view> names;
  for (int raw = 1; raw <= std::to_underlying(Layer::kUsage); ++raw) {
    const auto text = name(static_cast<Layer>(raw));
    EXPECT_NE(text, "unknown");
    EXPECT_TRUE(names.insert(text).second) << text;
  }
  EXPECT_EQ(name(static_cast<Layer>(0)), "unknown");
  EXPECT_EQ(name(static_cast<Layer>(7)), "unknown");
}

TEST(ErrorTexts, DoNotInventAnError) { EXPECT_EQ(describe(Error{}), "unknown"); }

TEST(Error, KeepsItsLayer) {
  EXPECT_EQ(Error{BusError::kNack}.layer(), Layer::kBus);
  EXPECT_EQ(Error{LinkError::kTruncated}.layer(), Layer::kLink);
  EXPECT_EQ(Error{ChannelError::kNoSession}.layer(), Layer::kChannel);
  EXPECT_EQ(Error{CryptoError::kBackendFailed}.layer(), Layer::kCrypto);
  EXPECT_EQ(Error{Status::kCommunicationError}.layer(), Layer::kDevice);
  EXPECT_EQ(Error{UsageError::kWrongSize}.layer(), Layer::kUsage);
}

TEST(Error, DiffersFromAnotherLayerWithTheSameNumber) {
  EXPECT_NE(Error{BusError::kNack}, Error{LinkError::kTruncated});
  EXPECT_NE(Error{Status::kCommunicationError}, Error{UsageError::kWrongSize});
  EXPECT_EQ(Error{BusError::kNack}, Error{BusError::kNack});
}

TEST(Error, OfTheDeviceIsAStatus) {
  EXPECT_TRUE(Error{Status::kKeyNotFound}.is_status());
  EXPECT_EQ(Error{Status::kKeyNotFound}.code(), 0x0A);
  EXPECT_FALSE(Error{LinkError::kNoAnswer}.is_status());
}

TEST(Status, HasTheWordsOfTheProtocol) {
  EXPECT_EQ(name(Status::kOk), "success");
  EXPECT_EQ(name(Status::kAccessConditionNotSatisfied), "access condition not satisfied");
  EXPECT_EQ(describe(Status::kKeyBlocked), name(Status::kKeyBlocked));
}

}  // namespace
}  // namespace stsafe
