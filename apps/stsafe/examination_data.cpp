#include <fmt/format.h>

#include <ctime>

#include "apps/devices/authority.h"
#include "apps/stsafe/examination.h"
#include "ports/certificates_openssl/chain_verifier.h"
#include "stsafe/host/data_partition.h"
#include "stsafe/host/device_certificate.h"

namespace stsafe::tool {
namespace {

constexpr std::size_t kMaxExaminedCertificate = 4096;

bool needs_host_session(wire::ZoneAccess access) {
  return access == wire::ZoneAccess::kHost || access == wire::ZoneAccess::kAuthAndHost;
}

std::vector<std::size_t> zones_that(const host::DataPartition& partition,
                                    const std::function<bool(const wire::ZoneRecord&)>& fits) {
  std::vector<std::size_t> numbers;
  for (const auto& zone : partition.zones()) {
    if (fits(zone)) numbers.push_back(zone.zone.raw());
  }
  return numbers;
}

}  // namespace

void Examination::check_certificate() {
  auto root = root_file_.empty() ? devices::Authority{}.certificate()
                                 : devices::read_certificate_file(root_file_);
  std::vector<std::byte> room(kMaxExaminedCertificate);
  const auto read = host::read_device_certificate(session_.connection().device(), room);
  if (!read && read.failed_with(UsageError::kNoCertificate)) {
    return add({.check = "certificate",
                .verdict = Verdict::kProblem,
                .what = "zone 0 has none",
                .advice = "The device cannot show who it is.",
                .kind = Failure::Kind::kNotFound});
  }
  const auto chain = require("Read certificate", read);
  const auto root_name = root.subject();
  certificates_openssl::ChainVerifier verifier{std::move(root)};
  if (verifier.verify_chain(chain)) {
    return ok("certificate", fmt::format("issued by {}", root_name));
  }
  Finding finding{
      .check = "certificate",
      .verdict = Verdict::kProblem,
      .what = fmt::format("readable, but not issued by {}, or not valid now", root_name),
      .advice = "Give the root certificate of its maker with --root.",
      .kind = Failure::Kind::kNotAuthentic};
  // A real device is not of the simulated authority: that is no fault of it.
  if (root_file_.empty()) finding.verdict = Verdict::kNote;
  add(std::move(finding));
}

void Examination::check_zones() {
  const auto partition =
      require("Query data partition", host::DataPartition::read(session_.connection().device()));
  const auto spent = zones_that(partition, [](const auto& zone) {
    return zone.type == wire::ZoneType::kCounter && zone.counter.raw() == 0;
  });
  constexpr std::uint32_t kFew = 100;
  const auto near_end = zones_that(partition, [](const auto& zone) {
    return zone.type == wire::ZoneType::kCounter && zone.counter.raw() > 0 &&
           zone.counter.raw() < kFew;
  });
  const auto closed = zones_that(partition, [this](const auto& zone) {
    return !host_keys_ && (needs_host_session(zone.rights.read.access) ||
                           needs_host_session(zone.rights.update.access));
  });
  if (!spent.empty()) {
    add({.check = "zones",
         .verdict = Verdict::kProblem,
         .what = fmt::format("counters at 0: {}", number_ranges(spent)),
         .advice = "They cannot be counted down any more: take other zones."});
  }
  if (!near_end.empty()) {
    add({.check = "zones",
         .verdict = Verdict::kNote,
         .what = fmt::format("counters below {}: {}", kFew, number_ranges(near_end)),
         .advice = "Plan for other zones."});
  }
  if (!closed.empty()) {
    add({.check = "zones",
         .verdict = Verdict::kNote,
         .what = fmt::format("without host keys nobody may read or change all of: {}",
                             number_ranges(closed)),
         .advice = "Write host keys into the device."});
  }
  if (spent.empty() && near_end.empty() && closed.empty()) {
    ok("zones", fmt::format("{} zones", partition.zones().size()));
  }
}

}  // namespace stsafe::tool
