#include "apps/stsafe-sim/control_server.h"

#include <array>

namespace stsafe::simulator {
namespace {

/// Cuts what arrives into lines, of which none grows beyond its bound.
class Lines {
 public:
  void add(std::string_view text) { arrived_ += text; }

  /// The next whole line, or the fact that it was too long. Nothing if none is complete.
  struct Line {
    std::string text;
    bool too_long = false;
  };
  std::optional<Line> next() {
    const auto end = arrived_.find('\n');
    if (end == std::string::npos) {
      if (arrived_.size() > ControlServer::kMaxLineSize) {
        arrived_.clear();
        overflowed_ = true;
      }
      return std::nullopt;
    }
    Line line{arrived_.substr(0, end), overflowed_ || end > ControlServer::kMaxLineSize};
    arrived_.erase(0, end + 1);
    overflowed_ = false;
    return line;
  }

 private:
  std::string arrived_;
  bool overflowed_ = false;
};

asio::awaitable<void> serve(Control& control, std::shared_ptr<Connection> connection) {
  Lines lines;
  std::array<char, 4096> chunk{};
  for (;;) {
    std::size_t size = 0;
    const bool arrived =
        co_await connection->wait_for_more(std::as_writable_bytes(std::span{chunk}), size);
    if (!arrived) co_return;
    lines.add({chunk.data(), size});
    for (auto line = lines.next(); line; line = lines.next()) {
      auto answer = line->too_long ? Control::too_long() : control.answer(line->text);
      answer += '\n';
      const bool written = co_await connection->write(std::as_bytes(std::span{answer}));
      if (!written) co_return;
    }
  }
}

}  // namespace

ControlServer::ControlServer(asio::io_context& context, const socket::Endpoint& endpoint,
                             const Limits& limits, const Log& log, Control& control)
    : listener_(std::make_shared<Listener>(context, endpoint, limits, log)) {
  listener_->start([&control](std::shared_ptr<Connection> connection) {
    return serve(control, std::move(connection));
  });
}

ControlServer::~ControlServer() { listener_->stop(); }

}  // namespace stsafe::simulator
