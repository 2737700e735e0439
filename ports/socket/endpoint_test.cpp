#include "ports/socket/endpoint.h"

#include <gtest/gtest.h>

namespace stsafe::socket {
namespace {

TEST(Endpoint, IsReadAndWrittenTheSameWay) {
  for (const auto* text : {"tcp:127.0.0.1:8120", "tcp:localhost:1", "tcp:[::1]:65535",
                           "tcp:0.0.0.0:0", "unix:/run/chip.sock", "unix:chip", "unix:a:b"}) {
    const auto endpoint = parse_endpoint(text);
    ASSERT_TRUE(endpoint) << text;
    EXPECT_EQ(to_string(*endpoint), text);
  }
}

TEST(Endpoint, HasAPortByDefault) {
  EXPECT_EQ(to_string(*parse_endpoint("tcp:127.0.0.1")), "tcp:127.0.0.1:8120");
  EXPECT_EQ(to_string(*parse_endpoint("tcp:[::1]")), "tcp:[::1]:8120");
}

TEST(Endpoint, IsRefusedIfItMeansNothing) {
  const std::string long_path(108, 'x');
  using namespace std::string_view_literals;
  for (const std::string_view text :
       {""sv, "tcp"sv, "tcp:"sv, "tcp::8120"sv, "tcp:host:"sv, "tcp:host:65536"sv, "tcp:host:-1"sv,
        "tcp:host:8120x"sv, "tcp:[::1"sv, "tcp:[::1]8120"sv, "tcp:[]:1"sv, "tcp:::1:8120"sv,
        "unix:"sv, "udp:host:1"sv, "unix:a\0b"sv}) {
    EXPECT_FALSE(parse_endpoint(text)) << text;
  }
  EXPECT_FALSE(parse_endpoint("unix:" + long_path));
  EXPECT_TRUE(parse_endpoint("unix:" + long_path.substr(1)));
}

TEST(Endpoint, IsLocalIfOnlyThisMachineCanReachIt) {
  for (const auto* text :
       {"unix:/x", "tcp:127.0.0.1:1", "tcp:127.9.9.9:1", "tcp:localhost:1", "tcp:[::1]:1"}) {
    EXPECT_TRUE(is_local(*parse_endpoint(text))) << text;
  }
  for (const auto* text : {"tcp:0.0.0.0:1", "tcp:[::]:1", "tcp:192.168.1.1:1", "tcp:example.org:1",
                           "tcp:128.0.0.1:1", "tcp:127.evil.example:1"}) {
    EXPECT_FALSE(is_local(*parse_endpoint(text))) << text;
  }
}

}  // namespace
}  // namespace stsafe::socket
