#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/device_settings.h"

namespace stsafe::sim {

Reply<wire::PutLifeCycle> handle(Context& cx, const wire::PutLifeCycle& command);
Reply<wire::QueryI2cParameters> handle(Context& cx, const wire::QueryI2cParameters& command);
Reply<wire::PutI2cParameters> handle(Context& cx, const wire::PutI2cParameters& command);
Reply<wire::PutCommandAccessConditions> handle(Context& cx,
                                               const wire::PutCommandAccessConditions& command);
Reply<wire::PutCommandEncryptionFlags> handle(Context& cx,
                                              const wire::PutCommandEncryptionFlags& command);
Reply<wire::VerifyPassword> handle(Context& cx, const wire::VerifyPassword& command);
Reply<wire::DeletePassword> handle(Context& cx, const wire::DeletePassword& command);
Reply<wire::Hibernate> handle(Context& cx, const wire::Hibernate& command);
Reply<wire::Standby> handle(Context& cx, const wire::Standby& command);

}  // namespace stsafe::sim
