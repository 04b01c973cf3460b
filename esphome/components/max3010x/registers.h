#pragma once

// The two families of Maxim's reflective oximeters as tables. Sources: datasheets MAX30100 (19-7065 Rev 0), MAX30102
// (19-7740 Rev 0 and 1), MAX30101 (19-8446 Rev 0) and MAX30105 (19-8394 Rev 0), register maps.

#include <stddef.h>
#include <stdint.h>

namespace esphome::max3010x {

/// One value that the driver sets: written at start, read back to see that the chip still has it.
struct RegisterValue {
  uint8_t address;
  uint8_t value;
  uint8_t mask;  ///< bits that stay as written; others clear themselves or are reserved
};

struct RegisterMap {
  uint8_t part_id;
  uint8_t fifo_write;         ///< overflow counter and read pointer follow it
  uint8_t fifo_data;
  uint8_t fifo_depth;         ///< samples, a power of two
  uint8_t overflow_limit;     ///< the counter stays there
  uint8_t bytes_per_channel;
  bool infrared_first;
  uint32_t full_scale;        ///< counts; both families deliver them left-aligned, whatever the resolution
  uint8_t mode;
  uint8_t mode_oximeter;
  uint8_t temperature;        ///< whole degrees, two's complement; sixteenths follow
  uint8_t temperature_start;  ///< register of the bit that starts a conversion and clears itself after it
  uint8_t temperature_bit;
  uint8_t power_ready;        ///< bit of register 0x00: the supply was away
  uint8_t ambient_overflow;   ///< bit of register 0x00: ambient light beyond what is cancelled; 0: not told
};

inline constexpr uint8_t INTERRUPT_STATUS = 0x00;
inline constexpr uint8_t REVISION_ID = 0xFE;
inline constexpr uint8_t PART_ID = 0xFF;
inline constexpr uint8_t MODE_RESET = 0x40;
inline constexpr uint8_t MODE_SHUTDOWN = 0x80;
inline constexpr float TEMPERATURE_STEP_C = 0.0625f;
inline constexpr uint8_t MOST_DEPTH = 32;
inline constexpr uint8_t MOST_BYTES_PER_SAMPLE = 6;

/// MAX30100: 16 samples of 16 bits, infrared first.
inline constexpr RegisterMap MAX30100_MAP{0x11, 0x02, 0x05, 16,   0x0F, 2,    true, 0xFFFF,
                                          0x06, 0x03, 0x16, 0x06, 0x08, 0x01, 0x00};

/// MAX30101, MAX30102 and MAX30105: 32 samples of 18 bits, red first.
inline constexpr RegisterMap MAX30102_MAP{0x15, 0x04, 0x07, 32,   0x1F, 3,    false, 0x3FFFF,
                                          0x09, 0x03, 0x1F, 0x21, 0x01, 0x01, 0x20};

namespace max30100_register {
inline constexpr uint8_t SPO2 = 0x07;  // high resolution 6, rate 4:2, pulse width 1:0
inline constexpr uint8_t LED = 0x09;   // red 7:4, infrared 3:0
}  // namespace max30100_register

namespace max30102_register {
inline constexpr uint8_t INTERRUPT_ENABLE = 0x02;
inline constexpr uint8_t FIFO = 0x08;          // averaging 7:5, roll-over 4, almost full 3:0
inline constexpr uint8_t SPO2 = 0x0A;          // range 6:5, rate 4:2, pulse width 1:0
inline constexpr uint8_t RED_CURRENT = 0x0C;
inline constexpr uint8_t INFRARED_CURRENT = 0x0D;
}  // namespace max30102_register

}  // namespace esphome::max3010x
