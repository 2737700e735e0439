#pragma once

#include <stddef.h>
#include <stdint.h>

// A simulated STSAFE-A120 on an I2C bus, in this process and in virtual time, for C99 and C++.
// docs/c-simulator.md is the guide.
//
// Calls. A function that returns a stsafe_sim_result checks its arguments and changes nothing if it
// refuses them. No exception leaves the library, and it has no state but what hangs on handles.
//
// Threads. A chip, with its snapshots, belongs to one thread at a time. Different chips share
// nothing and may be used from different threads.
//
// Compatibility. The numbers below never change; later versions only add functions and numbers.
// What would break a program that is already compiled changes the ABI version, which is also the
// soname of the library.

#ifdef __cplusplus
extern "C" {
#endif

/// The ABI that this header describes.
enum { STSAFE_SIM_ABI_VERSION = 1 };

/// What became of a call; one of the numbers below.
typedef int stsafe_sim_result;

enum {
  /// Done; on the bus: acknowledged.
  STSAFE_SIM_OK = 0,
  /// Not acknowledged: the chip has no power, has another address, boots, executes, wakes up, or
  /// has no answer to be read. What the bus does, and no failure of the simulator.
  STSAFE_SIM_NACK = 1,
  /// An argument is NULL, out of its range, or a text that means nothing here.
  STSAFE_SIM_INVALID_ARGUMENT = 2,
  /// Not at this moment: a setting after the first power-on, a reset without power.
  STSAFE_SIM_WRONG_STATE = 3,
  /// The state file cannot be read or written. A chip that was on has lost its power.
  STSAFE_SIM_UNAVAILABLE = 4,
  /// The state file belongs to another chip at this moment, maybe in another process.
  STSAFE_SIM_IN_USE = 5,
  /// The state file or the snapshot holds no whole chip.
  STSAFE_SIM_DAMAGED = 6,
  /// A later version of the simulator wrote the state file or the snapshot.
  STSAFE_SIM_TOO_NEW = 7,
  /// There is no memory left.
  STSAFE_SIM_OUT_OF_MEMORY = 8,
  /// The library is at fault, or OpenSSL.
  STSAFE_SIM_INTERNAL_ERROR = 9
};

/// A chip with its power supply, its bus and its clock.
typedef struct stsafe_sim stsafe_sim;

/// What a chip had stored at some moment. It holds the chip's keys.
typedef struct stsafe_sim_snapshot stsafe_sim_snapshot;

/// The version of the library, for example "0.1.0". Static text.
const char* stsafe_sim_version(void);

/// The ABI version of the library. A program works with it if it is STSAFE_SIM_ABI_VERSION.
int stsafe_sim_abi_version(void);

/// The name of a result, for example "STSAFE_SIM_NACK". Static text.
const char* stsafe_sim_result_name(stsafe_sim_result result);

/// Why the last call for this chip was not STSAFE_SIM_OK, in one line: what, where, what to do.
/// Empty if it was. Valid until the next call for it. Never a secret.
const char* stsafe_sim_error(const stsafe_sim* chip);

// --- A chip's life -------------------------------------------------------------------------------

/// Makes a chip without power, to be set up and then switched on. NULL if there is no memory left.
/// Ends with stsafe_sim_free().
stsafe_sim* stsafe_sim_new(void);

/// Ends a chip, wipes its keys and lets go of its state file. NULL is allowed.
void stsafe_sim_free(stsafe_sim* chip);

// --- Settings ------------------------------------------------------------------------------------
// How the chip is made when it is first switched on or restored; after that they are refused with
// STSAFE_SIM_WRONG_STATE. All texts end with a zero byte and are copied.

/// Makes the chip's random numbers, and with them its keys and its serial number, the same in each
/// run. Without it they are the operating system's. Never for real keys.
stsafe_sim_result stsafe_sim_set_seed(stsafe_sim* chip, uint64_t seed);

/// What the chip is like when it leaves the factory: "spl05", which it is unless set, or the path
/// of a JSON file as in docs/profiles.md.
stsafe_sim_result stsafe_sim_set_profile(stsafe_sim* chip, const char* name_or_path);

/// The same from JSON text, `size` bytes without a zero byte at the end; at most 1 MiB.
stsafe_sim_result stsafe_sim_set_profile_json(stsafe_sim* chip, const char* json, size_t size);

/// What the chip does where the documents leave it open, as "NAME=VALUE"; docs/simulator.md lists
/// them. Once for each choice.
stsafe_sim_result stsafe_sim_set_choice(stsafe_sim* chip, const char* name_and_value);

/// How long the chip boots, executes and wakes up: "typical", which it is unless set, "vendor",
/// "measured", or "none" for a chip that is always ready; docs/fidelity.md has their figures. Or
/// the path of a JSON file with a model of your own, as in docs/simulator.md.
stsafe_sim_result stsafe_sim_set_timing(stsafe_sim* chip, const char* name_or_path);

/// Where the chip's state survives: an SQLite file, made when the chip is switched on if there is
/// none. It holds the chip's keys in plaintext. Without it the state lives as long as the handle.
stsafe_sim_result stsafe_sim_set_state_file(stsafe_sim* chip, const char* path);

// --- Power ---------------------------------------------------------------------------------------

/// Gives the chip power; it boots, which takes time. A chip that is on stays as it is.
/// STSAFE_SIM_UNAVAILABLE, _IN_USE, _DAMAGED or _TOO_NEW: its state file cannot be used, and the
/// chip is off.
stsafe_sim_result stsafe_sim_power_on(stsafe_sim* chip);

/// Takes the power away at once, also in the middle of a transaction. What is volatile is lost.
stsafe_sim_result stsafe_sim_power_off(stsafe_sim* chip);

/// Pulls the reset line: the power off and on again. STSAFE_SIM_WRONG_STATE if the chip is off.
stsafe_sim_result stsafe_sim_reset(stsafe_sim* chip);

/// 1 if the chip has power, else 0; 0 for NULL.
int stsafe_sim_is_on(const stsafe_sim* chip);

/// When the power is cut.
enum {
  STSAFE_SIM_CUT_NEVER = 0,           ///< takes an order back
  STSAFE_SIM_CUT_BEFORE_STORING = 1,  ///< nothing of the command's changes is stored
  STSAFE_SIM_CUT_AFTER_STORING = 2    ///< all of them are
};

/// Cuts the power once, when the chip next stores what a command has changed; commands that change
/// nothing stored pass. The command is not answered, and the chip is off until it is switched on.
/// A later order replaces an earlier one.
stsafe_sim_result stsafe_sim_cut_power(stsafe_sim* chip, int when);

// --- The I2C bus ---------------------------------------------------------------------------------
// Addresses are those of 7 bits, without the bit for read or write; up to 0x7F.

/// How fast the bus is, in bits per second: 10,000 to 1,000,000; 100,000 and 400,000 are usual.
/// From then on the clock moves as on a wire: nine bits for an address or a byte, with the bit that
/// acknowledges it, and one each for START and STOP. A START that is not acknowledged takes the
/// time of the STOP with it, which then takes none. With 0, which it is unless set, what goes over
/// the bus takes no time. Allowed at any time.
stsafe_sim_result stsafe_sim_set_bit_rate(stsafe_sim* chip, uint32_t bit_rate);

/// The address to which the chip answers since its last start; 0 before its first, and for NULL.
uint8_t stsafe_sim_address(const stsafe_sim* chip);

/// Writes `size` bytes: START, address, bytes, STOP. With size 0, `data` may be NULL: an address
/// alone, which wakes a chip that sleeps. Of more bytes than the longest frame the chip takes the
/// first 1,024 and answers as to a damaged frame.
stsafe_sim_result stsafe_sim_write(stsafe_sim* chip, uint8_t address, const uint8_t* data,
                                   size_t size);

/// Reads `size` bytes: START, address, bytes, STOP. An answer begins with its first byte in each
/// transaction; behind its end come FF. `data` stays as it is after a NACK. With size 0, `data` may
/// be NULL.
stsafe_sim_result stsafe_sim_read(stsafe_sim* chip, uint8_t address, uint8_t* data, size_t size);

// The same in single events, for drivers that make them. After a NACK, and without a START, no
// event reaches the chip: writes are not acknowledged, and reads give FF, as from an idle bus.

/// START and address; `read` is 0 to write, 1 to read. A START without STOP before it begins anew:
/// what was written since the last one is forgotten.
stsafe_sim_result stsafe_sim_start(stsafe_sim* chip, uint8_t address, int read);

/// One byte to the chip.
stsafe_sim_result stsafe_sim_write_byte(stsafe_sim* chip, uint8_t byte);

/// One byte from the chip.
stsafe_sim_result stsafe_sim_read_byte(stsafe_sim* chip, uint8_t* byte);

/// STOP, at which the chip executes what was written.
stsafe_sim_result stsafe_sim_stop(stsafe_sim* chip);

// --- Time ----------------------------------------------------------------------------------------
// Virtual: it stands still unless it is moved, also for a chip without power. What goes over the
// bus moves it if the bus has a bit rate.

/// Microseconds since the chip was made; 0 for NULL.
uint64_t stsafe_sim_now(const stsafe_sim* chip);

/// Lets time pass. STSAFE_SIM_INVALID_ARGUMENT beyond 1,000 years in all.
stsafe_sim_result stsafe_sim_advance(stsafe_sim* chip, uint64_t microseconds);

// --- Snapshots -----------------------------------------------------------------------------------

/// Puts aside what the chip has stored; it need not be on. What is volatile, the random numbers and
/// the time are no part of it. STSAFE_SIM_WRONG_STATE before the chip's first start. The snapshot
/// ends with stsafe_sim_free_snapshot() and may outlive the chip.
stsafe_sim_result stsafe_sim_take_snapshot(stsafe_sim* chip, stsafe_sim_snapshot** snapshot);

/// Gives the chip what the snapshot holds, of this chip or of another one. The chip is reset if it
/// is on, and stays off if it is off.
stsafe_sim_result stsafe_sim_restore(stsafe_sim* chip, const stsafe_sim_snapshot* snapshot);

/// The snapshot as bytes, for a file or another process: they are the snapshot's, and the keys
/// stand in them in plaintext. The same state gives the same bytes. `size` gets their number. NULL,
/// and a size of 0, if an argument is NULL.
const uint8_t* stsafe_sim_snapshot_bytes(const stsafe_sim_snapshot* snapshot, size_t* size);

/// Makes a snapshot of such bytes, also those of an earlier version. STSAFE_SIM_DAMAGED or
/// _TOO_NEW if they are none. `chip` is only told the error.
stsafe_sim_result stsafe_sim_read_snapshot(stsafe_sim* chip, const uint8_t* bytes, size_t size,
                                           stsafe_sim_snapshot** snapshot);

/// Ends a snapshot and wipes it. NULL is allowed.
void stsafe_sim_free_snapshot(stsafe_sim_snapshot* snapshot);

#ifdef __cplusplus
}
#endif
