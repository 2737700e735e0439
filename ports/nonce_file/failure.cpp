#include "ports/nonce_file/failure.h"

#include <system_error>

namespace stsafe::nonce_file {

Failure failure(Problem problem, const std::string& path, std::string_view what) {
  return {problem, "'" + path + "' " + std::string{what}};
}

Failure failure(Problem problem, const std::string& path, std::string_view what, int error) {
  return failure(
      problem, path,
      std::string{what} + ": " + std::error_code{error, std::generic_category()}.message());
}

}  // namespace stsafe::nonce_file
