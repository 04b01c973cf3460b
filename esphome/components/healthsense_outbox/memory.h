#pragma once

#include <stddef.h>
#include <stdint.h>

namespace esphome::healthsense_outbox {

/// Memory for the ring, aligned to 8, or nullptr. On an ESP32 it is never cleared at a start, so it outlives a restart
/// (ESPHome makes one after 15 minutes without Home Assistant unless told otherwise); with
/// USE_HEALTHSENSE_OUTBOX_RETAINED it is RTC memory and outlives deep sleep too. On host that makes it a mapped file.
/// Nothing outlives a loss of power.
void *ring_memory(size_t bytes);

/// Milliseconds that never run back and go on for as long as the ring's memory lasts.
uint64_t ring_clock_ms();

}  // namespace esphome::healthsense_outbox
