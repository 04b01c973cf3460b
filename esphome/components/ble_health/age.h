#pragma once

// How old is a measurement? Decided by the device's time stamp and the gateway's clock, or not decided.

#include "measurement.h"

namespace esphome::ble_health {

/// The gateway's own time.
struct Clock {
  uint32_t now_ms{0};                ///< since the start of the gateway, wraps
  Optional<int64_t> local_s{};       ///< on the wall, seconds since 1970-01-01 00:00 there; absent until it is known
};

struct AgeRules {
  uint32_t current_for_s{120};  ///< a measurement not older than this is the present state
  bool trust_device_clock{true};
};

enum class AgeVerdict : uint8_t {
  CURRENT,
  STORED,   ///< older: its age is known
  TOO_OLD,  ///< older than anybody takes
  UNKNOWN,  ///< no clock here, no date there, or a date that cannot be
};

struct Age {
  AgeVerdict verdict{AgeVerdict::UNKNOWN};
  uint32_t age_s{0};
};

/// Clocks that were never set begin at a year of their making; the profiles' devices with a later one cannot be told.
static constexpr int64_t EARLIEST_CREDIBLE_S = INT64_C(1577836800);  // 2020-01-01 00:00
/// The integration takes readings up to a week old.
static constexpr int64_t OLDEST_S = INT64_C(7) * 86400;
/// A device's clock may be this far ahead of the gateway's and still be believed.
static constexpr int64_t AHEAD_S = 120;

/// `device_behind_s`: how far the device's clock was behind the gateway's when it was read; absent when it was not.
inline Age age_of(const Measurement &measurement, const Clock &clock, const Optional<int64_t> &device_behind_s,
                  const AgeRules &rules) {
  if (measurement.live)
    return {AgeVerdict::CURRENT, 0};
  const bool credible = rules.trust_device_clock && measurement.device_s.present && !measurement.clock_not_set &&
                        measurement.device_s.value >= EARLIEST_CREDIBLE_S;
  if (!credible || !clock.local_s.present)
    return {};
  const int64_t age_s = clock.local_s.value - (measurement.device_s.value + device_behind_s.value);
  if (age_s < -AHEAD_S)
    return {};
  if (age_s > OLDEST_S)
    return {AgeVerdict::TOO_OLD, 0};
  const auto whole = static_cast<uint32_t>(age_s < 0 ? 0 : age_s);
  return {whole <= rules.current_for_s ? AgeVerdict::CURRENT : AgeVerdict::STORED, whole};
}

}  // namespace esphome::ble_health
