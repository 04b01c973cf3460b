#pragma once

#include <stdint.h>

namespace esphome::healthsense_outbox {

/// Quality of a record whose row has none.
static constexpr uint8_t NO_QUALITY = 255;

/// The clock of a record: a tenth of a second, so that 32 bits last 6.8 years, also backwards.
static constexpr int64_t TICK_MS = 100;

/// One reading that waits: 12 bytes, for it lies by the hundred in 8 kB of RTC memory.
struct Record {
  int32_t taken_ticks;  // on the outbox's clock; negative: measured before the clock began
  float value;
  uint8_t row;
  uint8_t quality;  // 0-100 or NO_QUALITY
  uint16_t spare;

  /// A record of a value measured `age_ms` before `now_ms`. An age beyond the clock's range is cut to it.
  static Record make(uint8_t row, float value, uint8_t quality, uint64_t now_ms, uint64_t age_ms = 0) {
    const int64_t age = age_ms > static_cast<uint64_t>(INT64_MAX) ? INT64_MAX : static_cast<int64_t>(age_ms);
    const int64_t taken = (static_cast<int64_t>(now_ms) - age) / TICK_MS;
    return {static_cast<int32_t>(taken < INT32_MIN ? INT32_MIN : taken > INT32_MAX ? INT32_MAX : taken), value, row,
            quality, 0};
  }

  /// How long ago it was measured; 0 for one of the present tick.
  uint64_t age_ms(uint64_t now_ms) const {
    const int64_t age = static_cast<int64_t>(now_ms) - static_cast<int64_t>(this->taken_ticks) * TICK_MS;
    return age > 0 ? static_cast<uint64_t>(age) : 0;
  }
};
static_assert(sizeof(Record) == 12, "a record's size decides how many fit into RTC memory");

}  // namespace esphome::healthsense_outbox
