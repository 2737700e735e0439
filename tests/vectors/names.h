#pragma once

#include <string>

#include "stsafe/base/curve.h"
#include "stsafe/wire/symmetric_key.h"

// The words of the vector files. An unknown word fails the test.
namespace stsafe::vectors {

Curve curve_named(const std::string& name);
wire::KeyType key_type_named(const std::string& name);
wire::KeyMode key_mode_named(const std::string& name);
wire::Usage usage_named(const std::string& name);
wire::Lock lock_named(const std::string& name);
/// "none", or the offset as two hexadecimal digits.
wire::CounterPlacement counter_named(const std::string& name);

}  // namespace stsafe::vectors
