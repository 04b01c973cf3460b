#include "memory.h"

#include "esphome/core/defines.h"

#if defined(USE_ESP32)
#include <esp_attr.h>

#include "esphome/core/hal.h"

// Declared by IDF in a header of each chip's own.
extern "C" uint64_t esp_rtc_get_time_us(void);
#elif !defined(USE_HEALTHSENSE_OUTBOX_RETAINED)
#include <cstdlib>

#include "esphome/core/hal.h"
#else
#include <fcntl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "esphome/core/application.h"
#include "esphome/core/log.h"
#endif

namespace esphome::healthsense_outbox {

#if defined(USE_ESP32)

#ifdef USE_HEALTHSENSE_OUTBOX_RETAINED
#define HEALTHSENSE_OUTBOX_ATTR RTC_NOINIT_ATTR
#else
#define HEALTHSENSE_OUTBOX_ATTR __NOINIT_ATTR
#endif

// Not cleared at a start: the ring knows by its checksum whether what is there is its own.
alignas(8) static HEALTHSENSE_OUTBOX_ATTR uint8_t kept[HEALTHSENSE_OUTBOX_BYTES];

void *ring_memory(size_t bytes) { return bytes <= sizeof(kept) ? kept : nullptr; }

// The RTC counts on through deep sleep and restarts, and begins anew only where the power was away. Its oscillator may be
// off by some percent: while the program runs the crystal counts.
uint64_t ring_clock_ms() {
  static const uint64_t start_ms = esp_rtc_get_time_us() / 1000 - millis_64();
  return start_ms + millis_64();
}

#elif !defined(USE_HEALTHSENSE_OUTBOX_RETAINED)

void *ring_memory(size_t bytes) {
  return calloc(1, bytes);  // NOLINT(cppcoreguidelines-no-malloc): once, at setup
}

uint64_t ring_clock_ms() { return millis_64(); }

#else

static const char *const TAG = "healthsense_outbox";

// A preference holds 255 bytes on host; a file mapped to memory behaves as RTC memory does: whatever was written is
// there for the next program, however this one ended.
void *ring_memory(size_t bytes) {
  const char *folder = getenv("ESPHOME_PREFDIR");
  const char *home = getenv("HOME");
  if (folder == nullptr && home == nullptr)
    return nullptr;
  const std::filesystem::path path =
      folder != nullptr ? std::filesystem::path(folder) : std::filesystem::path(home) / ".esphome" / "prefs";
  std::error_code error;
  std::filesystem::create_directories(path, error);
  const std::string file = path / (std::string(App.get_name().c_str()) + ".outbox");
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0 || ftruncate(descriptor, static_cast<off_t>(bytes)) != 0) {
    ESP_LOGE(TAG, "Cannot write %s", file.c_str());
    if (descriptor >= 0)
      close(descriptor);
    return nullptr;
  }
  void *memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  close(descriptor);
  return memory == MAP_FAILED ? nullptr : memory;
}

// Since the machine's start: another program goes on counting, and after the machine's restart the ring is refused.
uint64_t ring_clock_ms() {
  timespec now;
  clock_gettime(CLOCK_BOOTTIME, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1000 + static_cast<uint64_t>(now.tv_nsec) / 1'000'000;
}

#endif

}  // namespace esphome::healthsense_outbox
