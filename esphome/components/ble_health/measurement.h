#pragma once

// One measurement as the rest of this component sees it, whichever characteristic it came in.

#include "channels.h"
#include "esphome/components/healthsense_dsp/gatt_health.h"

namespace esphome::ble_health {

using healthsense_gatt::Error;
using healthsense_gatt::Optional;
using healthsense_gatt::UNKNOWN_USER;

/// Assigned numbers of the Bluetooth SIG.
enum Characteristic : uint16_t {
  DATE_TIME = 0x2A08,
  GLUCOSE_MEASUREMENT = 0x2A18,
  BATTERY = 0x2A19,
  TEMPERATURE_MEASUREMENT = 0x2A1C,
  CURRENT_TIME = 0x2A2B,
  GLUCOSE_CONTEXT = 0x2A34,
  BLOOD_PRESSURE_MEASUREMENT = 0x2A35,
  HEART_RATE_MEASUREMENT = 0x2A37,
  RECORD_ACCESS = 0x2A52,
  PLX_SPOT_CHECK = 0x2A5E,
  PLX_CONTINUOUS = 0x2A5F,
  BODY_COMPOSITION_MEASUREMENT = 0x2A9C,
  WEIGHT_MEASUREMENT = 0x2A9D,
  CGM_MEASUREMENT = 0x2AA7,
  CGM_FEATURE = 0x2AA8,
  CGM_SESSION_START = 0x2AAA,
};

struct Value {
  Channel channel;
  float value;
};

/// Values that are NaN or not possible are not in it.
struct Measurement {
  static constexpr uint8_t MOST_VALUES = 14;

  uint16_t characteristic{0};
  uint8_t user{UNKNOWN_USER};
  bool live{false};           ///< a stream: what arrives is of this moment
  bool from_storage{false};   ///< the device says that it had kept it
  bool clock_not_set{false};  ///< the device says so of its clock
  bool disowned{false};       ///< the device itself says that the values are nobody's
  uint8_t count{0};
  uint8_t flags_known{0};  ///< a bit for each Flag
  uint8_t flags_set{0};
  uint8_t rr_count{0};
  Optional<int64_t> device_s{};  ///< on the device's own clock, seconds since 1970-01-01 there
  Optional<uint16_t> sequence{};
  const char *implausible{nullptr};  ///< the first channel whose value was left out because no person has it
  const uint16_t *rr_1024ths_s{nullptr};  ///< valid during the call that hands the measurement over
  const char *meal{nullptr};
  const char *site{nullptr};
  Value values[MOST_VALUES]{};

  /// NaN is "the device has none" and passes in silence; what no person can have is named.
  void add(Channel channel, float value) {
    if (isnan(value))
      return;
    if (is_plausible(channel, value) && this->count < MOST_VALUES)
      this->values[this->count++] = {channel, value};
    else if (this->implausible == nullptr)
      this->implausible = row(channel).name;
  }

  void flag(Flag flag, bool on) {
    const auto bit = static_cast<uint8_t>(1u << static_cast<uint8_t>(flag));
    this->flags_known = static_cast<uint8_t>(this->flags_known | bit);
    if (on)
      this->flags_set = static_cast<uint8_t>(this->flags_set | bit);
  }

  /// A date that the device knows in part, or not, is no date.
  void date(const healthsense_gatt::DateTime &time) {
    this->device_s = {time.local_seconds(), time.is_known()};
  }

  /// What is left when the values do not count; flags stay, they often say why.
  void drop_values() {
    this->count = 0;
    this->rr_count = 0;
    this->meal = nullptr;
    this->site = nullptr;
  }
};

}  // namespace esphome::ble_health
