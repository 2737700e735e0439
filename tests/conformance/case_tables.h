#pragma once

#include "tests/conformance/cases_aes.h"
#include "tests/conformance/cases_ccm_star.h"
#include "tests/conformance/cases_data_zone.h"
#include "tests/conformance/cases_decrypt_chunks.h"
#include "tests/conformance/cases_derive_keys.h"
#include "tests/conformance/cases_device.h"
#include "tests/conformance/cases_device_settings.h"
#include "tests/conformance/cases_encrypt_chunks.h"
#include "tests/conformance/cases_entity.h"
#include "tests/conformance/cases_establish_keys.h"
#include "tests/conformance/cases_general.h"
#include "tests/conformance/cases_hash.h"
#include "tests/conformance/cases_host_key.h"
#include "tests/conformance/cases_kek_session.h"
#include "tests/conformance/cases_local_envelope.h"
#include "tests/conformance/cases_mac.h"
#include "tests/conformance/cases_private_key.h"
#include "tests/conformance/cases_public_key.h"
#include "tests/conformance/cases_signature.h"
#include "tests/conformance/cases_symmetric_key.h"

// The tables of all commands of the registry.
