#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

namespace stsafe::c_simulator {

/// The name of a file that does not exist, in a folder that is gone with it after the test.
class TemporaryFile {
 public:
  TemporaryFile() : folder_(testing::TempDir() + "stsafe_c_simulator_XXXXXX") {
    EXPECT_NE(::mkdtemp(folder_.data()), nullptr);
  }
  ~TemporaryFile() { std::filesystem::remove_all(folder_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  std::string path() const { return folder_ + "/file"; }

 private:
  std::string folder_;
};

}  // namespace stsafe::c_simulator
