#include "tests/conformance/case.h"

#include <gtest/gtest.h>

namespace stsafe::conformance {

Bytes frame_of(const Case& what, Bench& bench) {
  for (const auto request : what.before) {
    if (request.empty()) continue;
    EXPECT_EQ(bench.send(request).status(), Status::kOk) << request;
  }
  switch (what.travel) {
    case Travel::kRaw: return bytes_of(what.request);
    case Travel::kSealed: return bench.sealed(what.request);
    case Travel::kPlain: break;
  }
  const auto envelope = what.envelope.empty() ? Bytes{} : bench.wrapped(1, what.envelope);
  const auto keys = what.key_list.empty() ? Bytes{} : bench.confirmed(what.key_list);
  return with_checksum(joined({bytes_of(what.request), envelope, keys}));
}

}  // namespace stsafe::conformance
