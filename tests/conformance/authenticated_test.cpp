#include <gtest/gtest.h>

#include "tests/conformance/states.h"

// What a signature of the host is good for later: part 02, section 2; part 01, section 7.5.
namespace stsafe::conformance::authenticated_test {
namespace {

constexpr std::string_view kKey = "00 00 01 00 000C 04 00 5A*32 80 00*7";
constexpr std::string_view kHostKeys = "000000 00 11*16 22*16 80000000";
constexpr std::string_view kListedKey = "0007 00 03 00 01 0003 04";

/// Every slot takes keys from the host that a public key slot authenticates, and from nobody else.
template <std::uint8_t kWrapped, std::uint8_t kEcdhe>
void signed_slots(sim::Nvm& nvm) {
  signing_key(nvm);
  nvm.symmetric_control.fill(
      {.flags = 0, .wrapped_authentication_key = kWrapped, .ecdhe_authentication_key = kEcdhe});
}

Status write_after(Bench& bench, std::string_view start, std::string_view code,
                   std::string_view envelope) {
  EXPECT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  EXPECT_EQ(bench.send(start).status(), Status::kOk);
  return bench.send(joined({bytes_of(code), bench.wrapped(1, envelope)})).status();
}

Status confirm_after(Bench& bench, std::string_view establish) {
  EXPECT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  EXPECT_EQ(bench.send(establish).status(), Status::kOk);
  return bench.send(joined({bytes_of("1F05"), bench.confirmed(kListedKey)})).status();
}

TEST(AuthenticatedKekSession, OpensTheSlotsThatNameItsKey) {
  Bench bench{signed_slots<1, 0xFF>};
  EXPECT_EQ(write_after(bench, kStartX25519, "1F09", kKey), Status::kCommandNotAuthorized);
  EXPECT_EQ(write_after(bench, kSignedStartX25519, "1F09", kKey), Status::kOk);
}

TEST(AuthenticatedKekSession, IsForgottenWithTheSession) {
  Bench bench{signed_slots<1, 0xFF>};
  EXPECT_EQ(write_after(bench, kSignedStartX25519, "1F09", kKey), Status::kOk);
  EXPECT_EQ(write_after(bench, kStartX25519, "1F09", kKey), Status::kCommandNotAuthorized);
}

TEST(AuthenticatedKekSession, OpensNoOtherSlot) {
  Bench bench{signed_slots<2, 1>};
  EXPECT_EQ(write_after(bench, kSignedStartX25519, "1F09", kKey), Status::kCommandNotAuthorized);
}

TEST(AuthenticatedKekSession, DoesNoHarmWhereAnybodyMayWrite) {
  Bench bench{[](sim::Nvm& nvm) {
    signing_key(nvm);
    opened_slots(nvm);
  }};
  EXPECT_EQ(write_after(bench, kSignedStartX25519, "1F09", kKey), Status::kOk);
}

TEST(AuthenticatedKekSession, IsNotOpenedByABadSignature) {
  Bench bench{signed_slots<1, 0xFF>};
  ASSERT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  ASSERT_EQ(
      bench.send("1F03 00032B656E 0020 09 00*31 01 00 01 0000 0020 00*32 0020 00*32").status(),
      Status::kAccessConditionNotSatisfied);
  EXPECT_EQ(bench.send("1F06").status(), Status::kSessionError);
  EXPECT_EQ(bench.send(kSignedStartX25519).status(), Status::kKeyNotFound);
}

TEST(AuthenticatedKekSession, WritesHostKeysIfTheControlFieldsNameItsKey) {
  Bench bench{[](sim::Nvm& nvm) {
    signing_key(nvm);
    nvm.host_key_control = {.flags = 0, .authentication_key = 1};
  }};
  EXPECT_EQ(write_after(bench, kStartX25519, "1F08", kHostKeys), Status::kCommandNotAuthorized);
  EXPECT_EQ(write_after(bench, kSignedStartX25519, "1F08", kHostKeys), Status::kOk);
}

TEST(AuthenticatedEstablishment, OpensTheSlotsThatNameItsKey) {
  Bench bench{signed_slots<0xFF, 1>};
  EXPECT_EQ(confirm_after(bench, kEstablishX25519), Status::kCommandNotAuthorized);
  EXPECT_EQ(confirm_after(bench, kSignedEstablishX25519), Status::kOk);
  EXPECT_EQ(confirm_after(bench, kEstablishX25519), Status::kCommandNotAuthorized);
}

TEST(AuthenticatedEstablishment, OpensNoOtherSlot) {
  Bench bench{signed_slots<1, 2>};
  EXPECT_EQ(confirm_after(bench, kSignedEstablishX25519), Status::kCommandNotAuthorized);
}

}  // namespace
}  // namespace stsafe::conformance::authenticated_test
