#include "stsafe/host/inconclusive.h"

#include "stsafe/link/transport.h"

namespace stsafe::host {

bool is_inconclusive(Error error) {
  if (link::surely_not_executed(error)) return false;
  return error.layer() == Layer::kBus ||
         (error.layer() == Layer::kLink && error != LinkError::kFrameTooLong) ||
         error == Status::kCommunicationError || error == ChannelError::kInvalidResponseMac ||
         error == ChannelError::kResponseLost || error == ChannelError::kBadPadding;
}

}  // namespace stsafe::host
