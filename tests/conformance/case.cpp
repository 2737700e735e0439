#include "tests/conformance/case.h"

#include <gtest/gtest.h>

namespace stsafe::conformance {

Bytes request_of(Bench& bench, const Case& what) {
  const auto envelope = what.envelope.empty() ? Bytes{} : bench.wrapped(1, what.envelope);
  const auto keys = what.key_list.empty() ? Bytes{} : bench.confirmed(what.key_list);
  return joined({bytes_of(what.request), envelope, keys});
}

Bytes frame_of(Bench& bench, const Case& what) {
  for (const auto request : what.before) {
    if (request.empty()) continue;
    EXPECT_EQ(bench.send(request).status(), Status::kOk) << request;
  }
  switch (what.travel) {
    case Travel::kRaw: return bytes_of(what.request);
    case Travel::kSealed: return bench.sealed(bytes_of(what.request));
    case Travel::kPlain: break;
  }
  return with_checksum(request_of(bench, what));
}

}  // namespace stsafe::conformance
