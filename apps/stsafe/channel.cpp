#include "cose/channel.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/interrupt.h"
#include "apps/stsafe/message_connection.h"
#include "apps/stsafe/sealing.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/hex_text.h"
#include "stsafe/base/wipe.h"

namespace stsafe::tool {
namespace {

constexpr std::string_view kChannel = "Secure channel";

struct ChannelArguments {
  std::string place;
  std::string slot;
  std::string nonces;
  std::string initiator = "initiator";
  std::string responder = "responder";
  std::string patience = "30";
};

/// Lines of standard input, as they come.
class StandardInput {
 public:
  StandardInput() : buffer_(cose::kMaxChannelMessage + kPiece) {}
  ~StandardInput() { wipe(buffer_); }
  StandardInput(const StandardInput&) = delete;
  StandardInput& operator=(const StandardInput&) = delete;

  bool is_over() const { return is_over_; }
  /// Reads what is there. Throws Failure: what is cut off is not at its end.
  void read_more() {
    const auto got = ::read(STDIN_FILENO, &buffer_[size_], kPiece);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (got < 0) {
      throw devices::file_failure(errno, "cannot read standard input");
    }
    is_over_ = got == 0;
    size_ += static_cast<std::size_t>(got);
  }
  /// The next whole line, without its end; at the end of input also one without. Valid until
  /// drop_line(). Throws Failure for one that is longer than a message.
  std::optional<ByteView> line() const {
    const auto all = ByteView{buffer_}.first(size_);
    const auto end = std::find(all.begin(), all.end(), std::byte{'\n'});
    const auto line = all.first(static_cast<std::size_t>(end - all.begin()));
    if (line.size() > cose::kMaxChannelMessage) {
      throw Failure{Failure::Kind::kFailed,
                    fmt::format("a line has more than {} bytes", cose::kMaxChannelMessage)};
    }
    if (end == all.end() && (!is_over_ || line.empty())) return std::nullopt;
    return line;
  }
  void drop_line(std::size_t line_size) {
    const auto used = std::min(line_size + 1, size_);
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(used),
              buffer_.begin() + static_cast<std::ptrdiff_t>(size_), buffer_.begin());
    size_ -= used;
    wipe(ByteSpan{buffer_}.subspan(size_));
  }

 private:
  static constexpr std::size_t kPiece = 4096;
  std::vector<std::byte> buffer_;
  std::size_t size_ = 0;
  bool is_over_ = false;
};

/// Passes lines on in both directions until both ends have closed.
class Conversation {
 public:
  /// With `gathers`, messages are not printed as they come, but kept for received().
  Conversation(cose::Channel& channel, MessageConnection& connection, bool gathers)
      : channel_(channel), connection_(connection), gathers_(gathers) {}

  void run() {
    auto heard = socket::Clock::now();
    while (!has_closed_ || !peer_has_closed_) {
      if (is_interrupted()) throw step_failure(kChannel, BusError::kCancelled);
      // What was read goes out a line at a time, so that both ends always listen, too.
      const auto line = has_closed_ ? std::nullopt : input_.line();
      const bool is_done = !line && input_.is_over();
      std::array waiting{pollfd{.fd = connection_.descriptor(), .events = POLLIN, .revents = 0},
                         pollfd{.fd = line || has_closed_ || input_.is_over() ? -1 : STDIN_FILENO,
                                .events = POLLIN,
                                .revents = 0}};
      constexpr int kTick = 1000;  // ms
      const bool has_work = line || (is_done && !has_closed_);
      ::poll(waiting.data(), waiting.size(), has_work ? 0 : kTick);
      if (waiting[0].revents != 0) {
        receive();
        heard = socket::Clock::now();
      } else if (has_closed_ && socket::Clock::now() > heard + connection_.patience()) {
        throw Failure{Failure::Kind::kBus, "the other end does not close in time"};
      }
      if (waiting[1].revents != 0) input_.read_more();
      if (line) send(*line);
      if (is_done) close();
      if (has_closed_ && !was_closed_) heard = socket::Clock::now();
      was_closed_ = has_closed_;
    }
    require_sealed(kChannel, channel_.finish());
  }

  std::uint64_t num_sent() const { return num_sent_; }
  std::uint64_t num_received() const { return num_received_; }
  const Json& received() const { return received_; }

 private:
  void send(ByteView line) {
    connection_.send(require_sealed(kChannel, channel_.seal(line)));
    ++num_sent_;
    input_.drop_line(line.size());
  }
  void close() {
    if (has_closed_) return;
    connection_.send(require_sealed(kChannel, channel_.close()));
    has_closed_ = true;
  }
  void receive() {
    const auto received = require_sealed(kChannel, channel_.open(connection_.expect()));
    if (received.is_close) {
      peer_has_closed_ = true;
      return;
    }
    const auto text = received.message.reveal();
    ++num_received_;
    if (gathers_) {
      received_.push_back(text::to_hex(text));
      return;
    }
    const bool is_written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
                            std::fputc('\n', stdout) != EOF && std::fflush(stdout) == 0;
    // Before this end says that it has taken everything.
    if (!is_written) throw Failure{Failure::Kind::kFailed, "cannot write the output"};
  }

  cose::Channel& channel_;
  MessageConnection& connection_;
  const bool gathers_;
  StandardInput input_;
  Json received_ = Json::array();
  bool has_closed_ = false;
  bool was_closed_ = false;
  bool peer_has_closed_ = false;
  std::uint64_t num_sent_ = 0;
  std::uint64_t num_received_ = 0;
};

void shake_hands(cose::Channel& channel, cose::ChannelRole role, MessageConnection& connection) {
  if (role == cose::ChannelRole::kInitiator) {
    connection.connect();
    connection.send(require_sealed(kChannel, channel.begin()));
    connection.send(require_sealed(kChannel, channel.confirm(connection.expect())));
  } else {
    connection.listen();
    connection.send(require_sealed(kChannel, channel.answer(connection.expect())));
    require_sealed(kChannel, channel.accept(connection.expect()));
  }
}

void run_channel(Session& session, const ChannelArguments& arguments, cose::ChannelRole role) {
  const auto patience =
      static_cast<unsigned>(parse_number_in("--patience", arguments.patience, 1, 86400));
  MessageConnection connection{arguments.place, cose::kMaxChannelFrame, patience};
  auto key =
      require_sealed(kChannel, cose::ChipKey::open(session.device(), parse_slot(arguments.slot)));
  SlotNonces nonces{session, key.id(), arguments.nonces};
  auto channel =
      require_sealed(kChannel, cose::Channel::make(role,
                                                   {.initiator = name_bytes(arguments.initiator),
                                                    .responder = name_bytes(arguments.responder)},
                                                   key, nonces.source(), session.crypto().rng()));
  shake_hands(channel, role, connection);
  session.mention("the other end has the key; the channel is open");
  Conversation conversation{channel, connection, session.options.json};
  conversation.run();
  if (session.options.json) {
    print_json({{"num_sent", conversation.num_sent()},
                {"num_received", conversation.num_received()},
                {"received_hex", conversation.received()}});
  }
  session.mention(fmt::format("{} messages sent, {} received", conversation.num_sent(),
                              conversation.num_received()));
}

void add_end(CLI::App& channel, Session& session, const std::string& name,
             const std::string& description, cose::ChannelRole role) {
  auto* verb = channel.add_subcommand(name, description);
  const auto arguments = std::make_shared<ChannelArguments>();
  verb->add_option("place", arguments->place, "unix:PATH or tcp:HOST:PORT")
      ->required()
      ->type_name("PLACE");
  verb->add_option("--slot", arguments->slot, "Slot of the CCM* key that both ends have")
      ->required()
      ->type_name("N");
  verb->add_option("--initiator", arguments->initiator, "Name of the end that connects")
      ->type_name("NAME")
      ->capture_default_str();
  verb->add_option("--responder", arguments->responder, "Name of the end that listens")
      ->type_name("NAME")
      ->capture_default_str();
  verb->add_option("--patience", arguments->patience,
                   "How long to wait for the other end where it must act, in seconds")
      ->type_name("N")
      ->capture_default_str();
  verb->add_option("--nonces", arguments->nonces,
                   "State of nonces [~/.local/state/stsafe/nonces/CHIP-SLOT]")
      ->type_name("FILE");
  verb->callback([&session, arguments, role] { run_channel(session, *arguments, role); });
}

}  // namespace

void add_channel(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand(
      "channel", "Talk with another device that has the same key: lines in, lines out");
  verb->group("Sealed data");
  verb->require_subcommand(1);
  add_end(*verb, session, "connect", "Connect to the other end", cose::ChannelRole::kInitiator);
  add_end(*verb, session, "listen", "Wait for the other end, once", cose::ChannelRole::kResponder);
}

}  // namespace stsafe::tool
