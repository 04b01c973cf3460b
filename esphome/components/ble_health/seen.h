#pragma once

// Which measurements were had already: survives hang-ups, and restarts through a preference. Bounded.

#include <string.h>

#include "age.h"

namespace esphome::ble_health {

/// FNV-1a, 32 bits (Fowler, Noll, Vo; offset basis and prime of the reference).
class Fingerprint {
 public:
  template<typename T> Fingerprint &mix(T value) {
    auto rest = static_cast<uint64_t>(value);
    for (size_t i = 0; i < sizeof(T); i++, rest >>= 8)
      this->byte_(static_cast<uint8_t>(rest & 0xFFu));
    return *this;
  }
  Fingerprint &mix_number(float value) {
    uint32_t bits;
    static_assert(sizeof(bits) == sizeof(value), "float of 32 bits");
    memcpy(&bits, &value, sizeof(bits));
    return this->mix(bits);
  }
  /// Never 0: that is an empty place in the table.
  uint32_t value() const { return this->hash_ == 0 ? 1u : this->hash_; }

 protected:
  void byte_(uint8_t byte) { this->hash_ = (this->hash_ ^ byte) * 16777619u; }

  uint32_t hash_{2166136261u};
};

/// Who, when and (meters) which number. Where the clock was never set its stamp says little: then the values count too, so
/// that a second measurement under the same stamp is not taken for the first. 0 for what cannot be told from another.
inline uint32_t identity(const Measurement &measurement) {
  if (!measurement.device_s.present && (measurement.live || !measurement.sequence.present))
    return 0;
  Fingerprint print;
  print.mix(measurement.characteristic).mix(measurement.user);
  print.mix(measurement.device_s.present ? measurement.device_s.value : int64_t{0});
  print.mix(measurement.sequence.present ? measurement.sequence.value : uint16_t{0});
  const bool dated = measurement.device_s.present && measurement.device_s.value >= EARLIEST_CREDIBLE_S;
  if (!dated || measurement.clock_not_set)
    for (uint8_t i = 0; i < measurement.count; i++)
      print.mix_number(measurement.values[i].value);
  return print.value();
}

/// The last of them. In pages, because a preference is small (ESPHome's host: 255 bytes).
class Seen {
 public:
  static constexpr uint8_t PAGES = 4;
  static constexpr uint8_t PAGE_PLACES = 32;
  static constexpr uint8_t PLACES = PAGES * PAGE_PLACES;

  struct Page {
    uint32_t identities[PAGE_PLACES];
  };
  struct Mark {
    uint16_t highest;  ///< of the record numbers downloaded from a meter
    uint8_t has_highest;
    uint8_t next;
  };

  /// True where it is there already; otherwise it now is.
  bool check_in(uint32_t identity) {
    for (const Page &page : this->pages)
      for (const uint32_t known : page.identities)
        if (known == identity)
          return true;
    const uint8_t place = this->mark.next % PLACES;  // whatever a preference held
    this->pages[place / PAGE_PLACES].identities[place % PAGE_PLACES] = identity;
    this->mark.next = static_cast<uint8_t>((place + 1) % PLACES);
    return false;
  }

  Page pages[PAGES]{};
  Mark mark{};
};

}  // namespace esphome::ble_health
