#pragma once

#include <string>

#include "bench/timing/survey.h"

namespace stsafe::bench {

/// The tables of docs/performance.md.
std::string to_markdown(const std::vector<Row>& rows);
/// An array of objects, one for each row; times in microseconds.
std::string to_json(const std::vector<Row>& rows);
/// How far both policies are from the limit at 400 kHz without a session, as a picture.
std::string to_svg(const std::vector<Row>& rows);

}  // namespace stsafe::bench
