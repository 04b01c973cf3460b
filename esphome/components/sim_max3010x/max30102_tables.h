#pragma once

// Registers and settings of MAX30102 (19-7740), MAX30101 (19-7727) and MAX30105 (19-7795), from their datasheets.
// The three share one map and one part id; the MAX30102 has no green LED.

#include <stdint.h>

namespace esphome::sim_max3010x::max30102 {

enum Register : uint8_t {
  INTERRUPT_STATUS_1 = 0x00,
  INTERRUPT_STATUS_2 = 0x01,
  INTERRUPT_ENABLE_1 = 0x02,
  INTERRUPT_ENABLE_2 = 0x03,
  FIFO_WRITE_POINTER = 0x04,
  FIFO_OVERFLOW = 0x05,
  FIFO_READ_POINTER = 0x06,
  FIFO_DATA = 0x07,
  FIFO_CONFIG = 0x08,
  MODE_CONFIG = 0x09,
  SPO2_CONFIG = 0x0A,
  LED1_AMPLITUDE = 0x0C,
  LED2_AMPLITUDE = 0x0D,
  LED3_AMPLITUDE = 0x0E,
  LED4_AMPLITUDE = 0x0F,
  PILOT_AMPLITUDE = 0x10,
  SLOTS_1_2 = 0x11,
  SLOTS_3_4 = 0x12,
  TEMPERATURE_WHOLE = 0x1F,
  TEMPERATURE_FRACTION = 0x20,
  TEMPERATURE_CONFIG = 0x21,
  PROXIMITY_THRESHOLD = 0x30,
  REVISION_ID = 0xFE,
  PART_ID = 0xFF,
};

// Interrupt status 1 and enable 1
static constexpr uint8_t A_FULL = 0x80, PPG_RDY = 0x40, ALC_OVF = 0x20, PROX_INT = 0x10, PWR_RDY = 0x01;
// Interrupt status 2 and enable 2
static constexpr uint8_t DIE_TEMP_RDY = 0x02;
// Mode
static constexpr uint8_t SHUTDOWN = 0x80, RESET = 0x40, MODE_MASK = 0x07;
static constexpr uint8_t MODE_HEART_RATE = 2, MODE_SPO2 = 3, MODE_MULTI_LED = 7;
// FIFO configuration
static constexpr uint8_t ROLL_OVER = 0x10;

static constexpr uint8_t PART = 0x15, REVISION = 0x03;
static constexpr double MILLIAMPERES_PER_STEP = 0.2;

static constexpr uint16_t RATES_HZ[] = {50, 100, 200, 400, 800, 1000, 1600, 3200};
static constexpr double PULSE_US[] = {68.95, 117.78, 215.44, 410.75};
static constexpr uint8_t RESOLUTION_BITS[] = {15, 16, 17, 18};
static constexpr double FULL_SCALE_NA[] = {2048.0, 4096.0, 8192.0, 16384.0};
static constexpr uint8_t AVERAGING[] = {1, 2, 4, 8, 16, 32, 32, 32};
// Highest rate code for each pulse width: one LED (table 12), two (table 11). No table tells of three or four.
static constexpr uint8_t HIGHEST_RATE_1[] = {7, 6, 6, 5};
static constexpr uint8_t HIGHEST_RATE_2[] = {6, 5, 4, 3};

}  // namespace esphome::sim_max3010x::max30102
