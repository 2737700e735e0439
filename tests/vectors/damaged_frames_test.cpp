#include <gtest/gtest.h>

#include "stsafe/link/direct_bus.h"
#include "stsafe/sim/target.h"
#include "tests/support/prepared_chip.h"
#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::vectors {
namespace {

TEST(DamagedFrames, AreAnsweredAsSeenOnHardware) {
  const auto count = for_each_vector("../damaged_frames.json", [](Vector& vector) {
    vector.skip({"what"});
    testing_support::PreparedChip chip;
    link::VirtualClock clock;
    sim::Target target{chip.device(), clock};
    link::DirectBus bus{target};
    ASSERT_TRUE(target.power_on());
    clock.sleep(std::chrono::seconds{1});
    ASSERT_TRUE(bus.write(link::kDefaultI2cAddress, vector.bytes("command")));
    clock.sleep(std::chrono::seconds{1});

    const auto expected = vector.bytes("read");
    testing_support::Bytes read(expected.size());
    ASSERT_TRUE(bus.read(link::kDefaultI2cAddress, read));
    EXPECT_EQ(testing_support::hex(read), testing_support::hex(expected));
  });
  EXPECT_EQ(count, 2);
}

}  // namespace
}  // namespace stsafe::vectors
