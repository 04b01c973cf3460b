#pragma once

#include <stddef.h>
#include <stdint.h>

namespace esphome::healthsense_outbox {

/// Memory for the ring, aligned to 8, or nullptr. With USE_HEALTHSENSE_OUTBOX_RETAINED it outlives the program: RTC
/// memory on an ESP32 (deep sleep, restart; not a power cut), a mapped file on host.
void *ring_memory(size_t bytes);

/// Milliseconds that never run back and go on for as long as the ring's memory lasts.
uint64_t ring_clock_ms();

}  // namespace esphome::healthsense_outbox
