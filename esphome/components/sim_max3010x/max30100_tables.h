#pragma once

// Registers and settings of the MAX30100, from its datasheet (19-7065).

#include <stdint.h>

namespace esphome::sim_max3010x::max30100 {

enum Register : uint8_t {
  INTERRUPT_STATUS = 0x00,
  INTERRUPT_ENABLE = 0x01,
  FIFO_WRITE_POINTER = 0x02,
  FIFO_OVERFLOW = 0x03,
  FIFO_READ_POINTER = 0x04,
  FIFO_DATA = 0x05,
  MODE_CONFIG = 0x06,
  SPO2_CONFIG = 0x07,
  LED_CONFIG = 0x09,
  TEMPERATURE_WHOLE = 0x16,
  TEMPERATURE_FRACTION = 0x17,
  REVISION_ID = 0xFE,
  PART_ID = 0xFF,
};

// Interrupt status and enable (PWR_RDY: status only)
static constexpr uint8_t A_FULL = 0x80, TEMP_RDY = 0x40, HR_RDY = 0x20, SPO2_RDY = 0x10, PWR_RDY = 0x01;
// Mode
static constexpr uint8_t SHUTDOWN = 0x80, RESET = 0x40, TEMP_EN = 0x08, MODE_MASK = 0x07;
static constexpr uint8_t MODE_HEART_RATE = 2, MODE_SPO2 = 3;

static constexpr uint8_t PART = 0x11, REVISION = 0x05;

static constexpr double MILLIAMPERES[] = {0.0,  4.4,  7.6,  11.0, 14.2, 17.4, 20.8, 24.0,
                                          27.1, 30.6, 33.8, 37.0, 40.2, 43.6, 46.8, 50.0};
static constexpr uint16_t RATES_HZ[] = {50, 100, 167, 200, 400, 600, 800, 1000};
static constexpr double PULSE_US[] = {200.0, 400.0, 800.0, 1600.0};
static constexpr uint8_t RESOLUTION_BITS[] = {13, 14, 15, 16};
// Highest rate code for each pulse width: heart rate mode (table 9), SpO2 mode (table 8).
static constexpr uint8_t HIGHEST_RATE_1[] = {7, 7, 3, 1};
static constexpr uint8_t HIGHEST_RATE_2[] = {7, 4, 3, 1};

}  // namespace esphome::sim_max3010x::max30100
