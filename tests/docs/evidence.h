#pragma once

#include <set>
#include <string>
#include <string_view>

namespace stsafe::docs {

using Names = std::set<std::string>;

/// Suite.Name of every test of this repository.
Names tests_in_sources();

/// Command_Name of every case of the conformance table.
Names conformance_cases();

/// Fails the test for each quoted name of the form of a test or of a case that does not exist.
void expect_evidence_that_exists(std::string_view markdown);

}  // namespace stsafe::docs
