#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <optional>

#include "stsafe/link/i2c.h"
#include "tests/support/bytes.h"

namespace stsafe::testing_support {

/// Expects transactions in a given order. A read is expected with its size and gives the front of
/// the bytes, or as many FF as it asks for past their end.
class ScriptedBus final : public link::I2cBus {
 public:
  ScriptedBus() = default;
  ScriptedBus(const ScriptedBus&) = delete;
  ScriptedBus& operator=(const ScriptedBus&) = delete;
  ~ScriptedBus() { EXPECT_TRUE(script_.empty()) << script_.size() << " transactions missing"; }

  ScriptedBus& takes(ByteView data, int times = 1) {
    return add({to_bytes(data), {}, 0, {}}, times);
  }
  ScriptedBus& refuses_write(BusError why = BusError::kNack, int times = 1) {
    return add({{}, {}, 0, why}, times);
  }
  ScriptedBus& gives(std::size_t size, ByteView data) {
    return add({{}, to_bytes(data), size, {}}, 1);
  }
  ScriptedBus& refuses_read(BusError why = BusError::kNack, int times = 1) {
    return add({{}, Bytes{}, 0, why}, times);
  }

  Result<void> write(std::uint8_t address, ByteView data) override {
    EXPECT_EQ(address, link::kDefaultI2cAddress);
    const auto step = next();
    EXPECT_FALSE(step.answer) << "a write instead of a read";
    if (step.error) return *step.error;
    EXPECT_EQ(hex(data), hex(step.command));
    return {};
  }
  Result<void> read(std::uint8_t address, ByteSpan data) override {
    EXPECT_EQ(address, link::kDefaultI2cAddress);
    const auto step = next();
    EXPECT_TRUE(step.answer) << "a read instead of a write";
    if (step.error) return *step.error;
    EXPECT_EQ(data.size(), step.read_size);
    std::ranges::fill(data, std::byte{0xFF});
    const auto answer = step.answer.value_or(Bytes{});
    copy_bytes(ByteView{answer}.first(std::min(answer.size(), data.size())), data);
    return {};
  }

 private:
  struct Step {
    Bytes command;
    std::optional<Bytes> answer;  ///< only of a read
    std::size_t read_size = 0;
    std::optional<BusError> error;
  };
  ScriptedBus& add(const Step& step, int times) {
    for (int i = 0; i < times; ++i) script_.push_back(step);
    return *this;
  }
  Step next() {
    if (script_.empty()) {
      ADD_FAILURE() << "a transaction that is not expected";
      return {{}, {}, 0, BusError::kIo};
    }
    auto step = std::move(script_.front());
    script_.pop_front();
    return step;
  }
  std::deque<Step> script_;
};

}  // namespace stsafe::testing_support
