#include "stsafe/sim/handlers/device.h"

#include "stsafe/sim/access/device_rules.h"

namespace stsafe::sim {

Reply<wire::Echo> handle(Context& /*cx*/, const wire::Echo& command) {
  return wire::Echo::Response{command.message};
}

Reply<wire::Reset> handle(Context& cx, const wire::Reset& /*command*/) {
  cx.request_restart();
  return wire::Reset::Response{};
}

Reply<wire::GenerateRandom> handle(Context& cx, const wire::GenerateRandom& command) {
  if (command.size.raw() == 0) return Status::kValueOutOfRange;
  const auto random = cx.scratch.first(command.size.raw());
  if (!cx.crypto.rng.fill(random)) return Status::kUnexpectedError;
  return wire::GenerateRandom::Response{wire::Tail{random}};
}

Reply<wire::QueryLifeCycle> handle(Context& cx, const wire::QueryLifeCycle& /*command*/) {
  return wire::QueryLifeCycle::Response{cx.nvm.life_cycle};
}

Reply<wire::QueryProductData> handle(Context& cx, const wire::QueryProductData& /*command*/) {
  const auto& identity = cx.nvm.identity;
  const ByteView entries{identity.product_data};
  return wire::QueryProductData::Response{wire::Tail{entries.first(identity.product_data_size)}};
}

Reply<wire::QueryCommandAuthorization> handle(Context& cx,
                                              const wire::QueryCommandAuthorization& /*command*/) {
  const auto& commands = cx.nvm.commands;
  wire::Writer w{cx.scratch};
  for (auto rule : std::span{commands.rules}.first(commands.num_rules)) {
    rule.access = shown(rule.access);
    encode(w, rule);
  }
  const auto records = w.finish();
  if (!records) return Status::kUnexpectedError;
  using Response = wire::QueryCommandAuthorization::Response;
  return Response{
      .change_rights = commands.change_rights,
      .num_records = Response::NumRecords{static_cast<std::uint8_t>(commands.num_rules)},
      .records = wire::Tail{*records}};
}

}  // namespace stsafe::sim
