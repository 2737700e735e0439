#include "apps/text/names.h"

#include <gtest/gtest.h>

#include <set>

namespace stsafe::text {
namespace {

TEST(Names, EveryCurveIsFoundByItsName) {
  std::set<std::string_view> names;
  for (const auto curve : kAllCurves) {
    EXPECT_EQ(find_curve(name(curve)), curve);
    names.insert(name(curve));
  }
  EXPECT_EQ(names.size(), kAllCurves.size());
}

TEST(Names, CurvesAreFoundAsPeopleTypeThem) {
  EXPECT_EQ(find_curve("nist-p256"), Curve::kNistP256);
  EXPECT_EQ(find_curve("x25519"), Curve::kX25519);
  EXPECT_EQ(find_curve("BrainpoolP512R1"), Curve::kBrainpoolP512);
  EXPECT_FALSE(find_curve("P-192"));
  EXPECT_FALSE(find_curve(""));
}

TEST(Names, UnknownValuesShowTheirNumber) {
  EXPECT_EQ(name(static_cast<wire::KeyMode>(9)), "unknown (0x09)");
  EXPECT_EQ(name(static_cast<wire::LifeCycle>(0x42)), "unknown (0x42)");
  EXPECT_EQ(command_name(wire::Opcode{0x1F7F}), "unknown");
}

TEST(Names, BitsAreListed) {
  EXPECT_EQ(usage_names(wire::kEncrypt | wire::kDecrypt), "encrypt, decrypt");
  EXPECT_EQ(usage_names({}), "none");
  EXPECT_EQ(control_names(wire::SlotControlFields{0x0A, 0x02, 0xFF}),
            "wrapped anonymous, change right, wrapped by key 2");
  EXPECT_EQ(control_names(wire::HostKeyControlFields{0x07, 0x03}),
            "wrapped anonymous, plaintext, provision again, authenticated by key 3");
}

TEST(Names, EncryptionFlagsAreListed) {
  EXPECT_EQ(encryption_names({.encrypt_command = true, .encrypt_response = true}),
            "command, response");
  EXPECT_EQ(encryption_names({.encrypt_command = true}), "command");
  EXPECT_EQ(encryption_names({.encrypt_response = true}), "response");
  EXPECT_EQ(encryption_names({}), "-");
}

TEST(Names, CodesAreWrittenAsInTheDocuments) {
  EXPECT_EQ(code_text(wire::Opcode{0x1B}), "1B");
  EXPECT_EQ(code_text(wire::Opcode{0x1F09}), "1F09");
  EXPECT_EQ(command_name(wire::Opcode{0x1F09}), "Write symmetric key wrapped");
}

}  // namespace
}  // namespace stsafe::text
