#pragma once

#include "stsafe/wire/curve_id.h"
#include "stsafe/wire/fields.h"

namespace stsafe::wire {

/// A public key without its curve, which the receiver knows (protocol part 03, section 1.2). Sent
/// it is a key; received it shows the frame's own memory until on() says what key it is.
class Point {
 public:
  constexpr Point() = default;
  constexpr explicit Point(const PublicKey& key) : key_(key) {}
  static constexpr Point received(ByteView bytes) {
    Point point;
    point.bytes_ = bytes;
    return point;
  }

  constexpr const std::optional<PublicKey>& key() const { return key_; }
  constexpr ByteView bytes() const { return bytes_; }

  /// The received bytes as a key of the curve. Fails with a LinkError if they have another form;
  /// whether it is a point of the curve, only cryptography can say.
  constexpr Result<PublicKey> on(Curve curve) const {
    Reader r{bytes_};
    PublicKey key;
    decode_point(r, curve, key);
    if (auto end = r.finish(); !end) return end.error();
    return key;
  }

 private:
  std::optional<PublicKey> key_{};
  ByteView bytes_{};
};

constexpr void encode(Writer& w, const Point& point) {
  if (point.key()) return encode_point(w, *point.key());
  w.put(point.bytes());
}
constexpr void decode(Reader& r, Point& point) { point = Point::received(r.rest()); }

}  // namespace stsafe::wire
