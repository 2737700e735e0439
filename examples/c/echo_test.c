/* A driver as firmware has it, and its unit test on a simulated chip: no hardware, no waiting.

       cc -std=c99 echo_test.c $(pkg-config --cflags --libs stsafe-sim) -o echo_test && ./echo_test
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <stsafe/sim.h>

/* --- The driver: all that it knows of its board is this. ----------------------------------------
 */

struct board {
  bool (*write)(void* context, uint8_t address, const uint8_t* data, size_t size);
  bool (*read)(void* context, uint8_t address, uint8_t* data, size_t size);
  void (*sleep_us)(void* context, uint32_t microseconds);
  void* context;
};

enum { CHIP_ADDRESS = 0x20, POLL_INTERVAL_US = 500, MAX_POLLS = 2000 };

/* Sends a command, which ends with its CRC. A chip that boots or wakes up does not acknowledge at
 * first. */
static bool send_command(const struct board* board, const uint8_t* command, size_t size) {
  for (int polls = 0; polls < MAX_POLLS; ++polls) {
    if (board->write(board->context, CHIP_ADDRESS, command, size)) return true;
    board->sleep_us(board->context, POLL_INTERVAL_US);
  }
  return false;
}

/* Reads an answer of known size; the chip does not acknowledge while it executes. */
static bool receive_answer(const struct board* board, uint8_t* answer, size_t size) {
  for (int polls = 0; polls < MAX_POLLS; ++polls) {
    if (board->read(board->context, CHIP_ADDRESS, answer, size)) return true;
    board->sleep_us(board->context, POLL_INTERVAL_US);
  }
  return false;
}

/* True if the chip answers to an Echo of 01 02 03 with the same bytes. */
static bool echo_works(const struct board* board) {
  static const uint8_t command[] = {0x00, 0x01, 0x02, 0x03, 0xA7, 0x29};
  static const uint8_t expected[] = {0x00, 0x00, 0x05, 0x01, 0x02, 0x03, 0xA7, 0x29};
  uint8_t answer[sizeof expected];
  return send_command(board, command, sizeof command) &&
         receive_answer(board, answer, sizeof answer) &&
         memcmp(answer, expected, sizeof expected) == 0;
}

/* Writes D0 D1 D2 D3 to the beginning of zone 1. */
static bool update_zone(const struct board* board) {
  static const uint8_t command[] = {0x06, 0x00, 0x01, 0x00, 0x00, 0xD0,
                                    0xD1, 0xD2, 0xD3, 0x2F, 0x1B};
  uint8_t answer[5];
  return send_command(board, command, sizeof command) &&
         receive_answer(board, answer, sizeof answer) && answer[0] == 0x00;
}

/* Reads the first four bytes of zone 1. */
static bool read_zone(const struct board* board, uint8_t content[4]) {
  static const uint8_t command[] = {0x05, 0x00, 0x01, 0x00, 0x00, 0x00, 0x04, 0x31, 0xB3};
  uint8_t answer[9];
  if (!send_command(board, command, sizeof command) ||
      !receive_answer(board, answer, sizeof answer) || answer[0] != 0x00) {
    return false;
  }
  memcpy(content, answer + 3, 4);
  return true;
}

/* Sends the chip to sleep until somebody addresses it. */
static bool hibernate(const struct board* board) {
  static const uint8_t command[] = {0x0D, 0x01, 0xAE, 0xB6};
  uint8_t answer[5];
  return send_command(board, command, sizeof command) &&
         receive_answer(board, answer, sizeof answer) && answer[0] == 0x00;
}

/* --- The board of the test: a simulated chip on a bus in virtual time. --------------------------
 */

static void check(bool holds, const char* what) {
  printf("%s: %s\n", holds ? "ok" : "FAILED", what);
  if (!holds) exit(EXIT_FAILURE);
}

static bool simulated_write(void* chip, uint8_t address, const uint8_t* data, size_t size) {
  return stsafe_sim_write(chip, address, data, size) == STSAFE_SIM_OK;
}

static bool simulated_read(void* chip, uint8_t address, uint8_t* data, size_t size) {
  return stsafe_sim_read(chip, address, data, size) == STSAFE_SIM_OK;
}

static void simulated_sleep(void* chip, uint32_t microseconds) {
  (void)stsafe_sim_advance(chip, microseconds);
}

int main(void) {
  stsafe_sim* chip = stsafe_sim_new();
  check(chip != NULL, "there is memory for a chip");
  check(stsafe_sim_abi_version() == STSAFE_SIM_ABI_VERSION, "the library fits its header");
  check(stsafe_sim_set_seed(chip, 1) == STSAFE_SIM_OK, "the chip is the same in each run");
  const struct board board = {simulated_write, simulated_read, simulated_sleep, chip};

  check(!echo_works(&board), "without power nothing answers");
  check(stsafe_sim_power_on(chip) == STSAFE_SIM_OK, "the chip is switched on");
  check(echo_works(&board), "the driver waits until the chip has booted, and echoes");
  check(stsafe_sim_reset(chip) == STSAFE_SIM_OK && echo_works(&board), "it survives a reset");
  check(hibernate(&board) && echo_works(&board), "it wakes a chip that sleeps");

  uint8_t content[4];
  check(stsafe_sim_cut_power(chip, STSAFE_SIM_CUT_BEFORE_STORING) == STSAFE_SIM_OK,
        "the power will fail before something is stored");
  check(!update_zone(&board), "no answer comes");
  check(stsafe_sim_power_on(chip) == STSAFE_SIM_OK && read_zone(&board, content) &&
            memcmp(content, "\0\0\0\0", 4) == 0,
        "nothing is changed");
  check(stsafe_sim_cut_power(chip, STSAFE_SIM_CUT_AFTER_STORING) == STSAFE_SIM_OK,
        "the power will fail after something is stored");
  check(!update_zone(&board), "no answer comes");
  check(stsafe_sim_power_on(chip) == STSAFE_SIM_OK && read_zone(&board, content) &&
            memcmp(content, "\xD0\xD1\xD2\xD3", 4) == 0,
        "all of it is changed");

  stsafe_sim_free(chip);
  return EXIT_SUCCESS;
}
