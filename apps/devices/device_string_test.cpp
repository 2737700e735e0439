#include "apps/devices/device_string.h"

#include <gtest/gtest.h>

#include "apps/devices/failure.h"

namespace stsafe::devices {
namespace {

TEST(DeviceString, NamesTheSimulator) {
  EXPECT_FALSE(parse_device_string("sim:").seed);
  EXPECT_EQ(parse_device_string("sim:seed=7").seed, 7U);
  EXPECT_EQ(parse_device_string("sim:seed=18446744073709551615").seed, UINT64_MAX);
}

TEST(DeviceString, NamesAProfile) {
  const auto device = parse_device_string("sim:profile=my profile.json,seed=7");
  EXPECT_EQ(device.profile, "my profile.json");
  EXPECT_EQ(device.seed, 7U);
  EXPECT_FALSE(parse_device_string("sim:seed=7").profile);
}

TEST(DeviceString, NamesASocket) {
  EXPECT_EQ(to_string(*parse_device_string("tcp:127.0.0.1:8120").socket), "tcp:127.0.0.1:8120");
  EXPECT_EQ(to_string(*parse_device_string("unix:/run/chip.sock").socket), "unix:/run/chip.sock");
  EXPECT_FALSE(parse_device_string("sim:").socket);
}

TEST(DeviceString, NamesAChipOnABus) {
  struct Case {
    std::string text;
    std::string path;
    int address;
  };
  for (const auto& [text, path, address] : {
           Case{"i2c:/dev/i2c-1", "/dev/i2c-1", 0x20},
           Case{"i2c:/dev/i2c-1@0x20", "/dev/i2c-1", 0x20},
           Case{"i2c:/dev/i2c-1@33", "/dev/i2c-1", 33},
           Case{"i2c:/dev/i2c-1@0X4a", "/dev/i2c-1", 0x4A},
           Case{"i2c:/dev/i2c-1@0x08", "/dev/i2c-1", 0x08},
           Case{"i2c:/dev/i2c-1@0x77", "/dev/i2c-1", 0x77},
           Case{"i2c:a@b@0x21", "a@b", 0x21},
       }) {
    const auto device = parse_device_string(text);
    ASSERT_TRUE(device.i2c) << text;
    EXPECT_EQ(device.i2c->path, path);
    EXPECT_EQ(device.i2c->address, address);
  }
  EXPECT_FALSE(parse_device_string("sim:").i2c);
}

TEST(DeviceString, SaysWhatAChipOnABusMayBe) {
  for (const std::string text :
       {"i2c:", "i2c:@0x20", "i2c:/dev/i2c-1@", "i2c:/dev/i2c-1@0x", "i2c:/dev/i2c-1@0x07",
        "i2c:/dev/i2c-1@0x78", "i2c:/dev/i2c-1@x", "i2c:/dev/i2c-1@20h", "i2c:/dev/i2c-1@-1",
        "i2c:/dev/i2c-1@0x100000000", "i2c:/dev/i2c-1@0x20 "}) {
    try {
      parse_device_string(text);
      ADD_FAILURE() << text;
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.kind(), Failure::Kind::kUsage);
      EXPECT_NE(std::string_view{failure.what()}.find("from 0x08 to 0x77"), std::string_view::npos);
    }
  }
}

TEST(DeviceString, NamesAFileOfState) {
  EXPECT_FALSE(parse_device_string("sim:").state);
  EXPECT_EQ(parse_device_string("sim:state=a/b=c.db").state, "a/b=c.db");
  const auto both = parse_device_string("sim:state=x,seed=7");
  EXPECT_EQ(both.state, "x");
  EXPECT_EQ(both.seed, 7U);
  for (const auto* text : {"sim:state", "sim:state=", "sim:state=a,state=b"}) {
    EXPECT_THROW(parse_device_string(text), Failure) << text;
  }
}

TEST(DeviceString, NamesAnAuthority) {
  const auto device = parse_device_string("sim:ca-key=my.key,ca=my.pem");
  EXPECT_EQ(device.ca, "my.pem");
  EXPECT_EQ(device.ca_key, "my.key");
}

TEST(DeviceString, NamesARecordingAndTheDeviceInside) {
  const auto device =
      parse_device_string("record:my t.pcapng,sim:seed=7,choice=secret_parameters=one");
  EXPECT_EQ(device.record, "my t.pcapng");
  EXPECT_EQ(device.kind, "sim");
  EXPECT_EQ(device.seed, 7U);
  EXPECT_EQ(device.choices.secret_parameters, wire::SecretParameters::kOne);
  EXPECT_EQ(parse_device_string("record:t,unix:/chip.sock").socket->path, "/chip.sock");
  EXPECT_EQ(parse_device_string("record:t,replay:u").replay, "u");
  EXPECT_FALSE(parse_device_string("sim:").record);
  for (const auto* text : {"record:", "record:t", "record:t,", "record:,sim:", "record:t,x",
                           "record:t,record:u,sim:"}) {
    EXPECT_THROW(parse_device_string(text), Failure) << text;
  }
}

TEST(DeviceString, NamesARecordingThatAnswers) {
  EXPECT_EQ(parse_device_string("replay:a,b.pcapng").replay, "a,b.pcapng");
  EXPECT_FALSE(parse_device_string("sim:").replay);
  EXPECT_THROW(parse_device_string("replay:"), Failure);
}

TEST(DeviceString, SaysWhatASocketMayBe) {
  for (const auto& text : {std::string{"tcp:host:65536"}, "unix:" + std::string(108, 'x')}) {
    try {
      parse_device_string(text);
      ADD_FAILURE() << text;
    } catch (const Failure& failure) {
      EXPECT_NE(std::string_view{failure.what()}.find("up to 65535"), std::string_view::npos);
      EXPECT_NE(std::string_view{failure.what()}.find("at most 107 bytes"), std::string_view::npos);
    }
  }
}

TEST(DeviceString, RefusesWhatMeansNothing) {
  for (const auto* text : {"",
                           "sim",
                           "simulator:",
                           "i2c:",
                           "sim:seed",
                           "sim:seed=",
                           "sim:seed=-1",
                           "sim:seed=x",
                           "sim:seed=1,seed=2",
                           "sim:colour=red",
                           "sim:seed=18446744073709551616",
                           "sim:seed=7 ",
                           "sim:profile",
                           "sim:profile=",
                           "sim:ca",
                           "sim:ca-key=",
                           "sim:ca=,ca-key=a",
                           "sim:ca=a,ca=b,ca-key=c",
                           "sim:profile=a,profile=b",
                           "tcp:",
                           "tcp:host:x",
                           "unix:"}) {
    EXPECT_THROW(parse_device_string(text), Failure) << text;
  }
}

}  // namespace
}  // namespace stsafe::devices
