#include "stsafe/host/inconclusive.h"

namespace stsafe::host {

bool is_inconclusive(Error error) {
  return error.layer() == Layer::kBus ||
         (error.layer() == Layer::kLink && error != LinkError::kNotDelivered &&
          error != LinkError::kFrameTooLong) ||
         error == Status::kCommunicationError || error == ChannelError::kInvalidResponseMac ||
         error == ChannelError::kResponseLost || error == ChannelError::kBadPadding;
}

}  // namespace stsafe::host
