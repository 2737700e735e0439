#include "stsafe/host/device_certificate.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"
#include "tests/support/tree.h"

namespace stsafe::host {
namespace {

using testing_support::Bytes;
using testing_support::check_file;
using testing_support::hex;
using testing_support::join;
using testing_support::ModelChip;
using testing_support::to_bytes;
using testing_support::Tree;

class DeviceCertificateTest : public testing::Test {
 protected:
  void answer(ByteView content) { chip_.next({.payload = to_bytes(content)}); }
  Result<std::size_t> size_of(ByteView front) {
    answer(front);
    return read_device_certificate_size(device_);
  }
  /// The front of a certificate, as long as it is read for the serial number.
  Result<DeviceId> id_in(ByteView front) {
    Bytes read = to_bytes(front);
    read.resize(35);
    answer(read);
    return DeviceId::read(device_);
  }

  ModelChip chip_;
  Device device_{chip_};
};

TEST_F(DeviceCertificateTest, HasTheSizeThatItSays) {
  EXPECT_EQ(*size_of("30820199"_hex), 413U);
  EXPECT_EQ(hex(chip_.payloads.back()), "000000000004");
  EXPECT_EQ(*size_of("3000 0000"_hex), 2U);
  EXPECT_EQ(*size_of("307F 3082"_hex), 129U);
  EXPECT_EQ(*size_of("308180 30"_hex), 131U);
  EXPECT_EQ(*size_of("3081FF 30"_hex), 258U);
  EXPECT_EQ(*size_of("30820100"_hex), 260U);
  EXPECT_EQ(*size_of("3082FFFF"_hex), 65539U);
}

// Empty zones, other tags, an indefinite length, lengths in more bytes than they need, and one that
// no zone holds.
TEST_F(DeviceCertificateTest, IsNothingElse) {
  for (const auto& front :
       {"00000000"_hex, "FFFFFFFF"_hex, "31820199"_hex, "02820199"_hex, "30800000"_hex,
        "30817F00"_hex, "308200FF"_hex, "30830101"_hex, "30840000"_hex}) {
    EXPECT_TRUE(size_of(front).failed_with(UsageError::kNoCertificate)) << hex(front);
  }
}

TEST_F(DeviceCertificateTest, IsReadInShortPieces) {
  Bytes certificate(413);
  for (std::size_t i = 0; i < certificate.size(); ++i) {
    certificate[i] = static_cast<std::byte>(i % 251);
  }
  copy_bytes("30820199"_hex, certificate);
  answer(ByteView{certificate}.first(4));
  answer(ByteView{certificate}.first(240));
  answer(ByteView{certificate}.subspan(240));
  Bytes room(1000);
  const auto read = read_device_certificate(device_, room, wire::ZoneNumber{7});
  ASSERT_TRUE(read);
  EXPECT_EQ(hex(*read), hex(certificate));
  EXPECT_EQ(read->data(), room.data());
  EXPECT_EQ(hex(chip_.payloads[0]), "000700000004");
  EXPECT_EQ(hex(chip_.payloads[1]), "0007000000f0");
  EXPECT_EQ(hex(chip_.payloads[2]), "000700f000ad");
}

TEST_F(DeviceCertificateTest, IsNotReadWithoutRoom) {
  answer("30820199"_hex);
  Bytes room(412);
  EXPECT_TRUE(read_device_certificate(device_, room).failed_with(UsageError::kWrongSize));
  EXPECT_EQ(chip_.log.size(), 1U);
}

TEST_F(DeviceCertificateTest, PassesOnWhatTheChipSays) {
  Bytes room(1000);
  for (const auto status : {Status::kAccessConditionNotSatisfied, Status::kBoundaryExceeded}) {
    chip_.next({.status = status});
    EXPECT_TRUE(read_device_certificate(device_, room).failed_with(status));
    answer("30820199"_hex);
    chip_.next({.status = status});
    EXPECT_TRUE(read_device_certificate(device_, room).failed_with(status));
    chip_.next({.status = status});
    EXPECT_TRUE(DeviceId::read(device_).failed_with(status));
  }
}

TEST_F(DeviceCertificateTest, NamesItsDevice) {
  check_file("certificates.json", [&](Tree& file) {
    file.skip({"source"});
    for (auto* vector : file.objects("certificates")) {
      SCOPED_TRACE(vector->text("name"));
      vector->skip(
          {"comment", "under_the_root", "size", "subject", "issuer", "is_authority", "public_key"});
      const auto id = id_in(ByteView{vector->bytes("der")}.first(35));
      ASSERT_TRUE(id);
      EXPECT_EQ(hex(id->bytes()), hex(vector->bytes("serial_number")));
      EXPECT_EQ(hex(chip_.payloads.back()), "000000000023");
    }
  });
}

TEST_F(DeviceCertificateTest, NamesItsDeviceInEveryForm) {
  EXPECT_EQ(hex(id_in("3081C8 3081C0 A003020102 0201 07"_hex)->bytes()), "07");
  EXPECT_EQ(hex(id_in("3070 3060 0203 010203"_hex)->bytes()), "010203");  // version 1
  const auto longest = "000102030405060708090A0B0C0D0E0F10111213"_hex;
  EXPECT_EQ(hex(id_in(join({"30820199 3082013F A003020102 0214"_hex, longest}))->bytes()),
            hex(longest));
}

TEST_F(DeviceCertificateTest, NamesNoDeviceWhereThereIsNoCertificate) {
  const std::array<Bytes, 7> fronts{Bytes(35),
                                    Bytes(35, std::byte{0xFF}),
                                    to_bytes("30820199 3182013F A003020102 0201 07"_hex),
                                    to_bytes("30820199 3082013F A003020102 0200"_hex),
                                    to_bytes("30820199 3082013F A003020102 0215"_hex),
                                    to_bytes("30820199 3082013F A003020102 0401 07"_hex),
                                    to_bytes("30820199 3082013F A01E"_hex)};
  for (const auto& front : fronts) {
    EXPECT_TRUE(id_in(front).failed_with(UsageError::kNoCertificate)) << hex(front);
  }
}

}  // namespace
}  // namespace stsafe::host
