#pragma once

// What lies before the sensor: the chip asks it for light, whatever it is (a finger, a recording, nothing).

#include <math.h>
#include <stdint.h>

namespace esphome::sim_max3010x {

/// What the cover glass sends back without a finger, in nA for each mA.
static constexpr double COVER_NA_PER_MA = 1.5;
/// A lamp that is more than the cancellation can take: what gets through, and the 100 Hz of the mains folded at the
/// sample rate.
static constexpr double LAMP_NA = 260.0, LAMP_SWING = 0.4, FLICKER_HZ = 9.7;
static constexpr double TWO_PI = 6.283185307179586;

inline double lamp_na(double now_s) { return LAMP_NA * (1.0 + LAMP_SWING * sin(TWO_PI * FLICKER_HZ * now_s)); }

enum class Led : uint8_t { RED, INFRARED, GREEN };

/// Light that falls on the photodiode; time passes only through advance().
class Scene {
 public:
  virtual ~Scene() = default;
  virtual void advance(double seconds) = 0;
  /// Photocurrent in nA for each mA of the LED's current, now.
  virtual double reflection_na_per_ma(Led led) const = 0;
  /// What the ambient light cancellation leaves of other light, in nA, now.
  virtual double ambient_na() const = 0;
  /// More other light than the cancellation can take (ALC_OVF).
  virtual bool ambient_overflow() const = 0;
};

/// Nothing before the sensor, no light: for tests of the chip alone, with reflections that they set.
class StillScene final : public Scene {
 public:
  void advance(double) override {}
  double reflection_na_per_ma(Led led) const override { return this->reflection[static_cast<uint8_t>(led)]; }
  double ambient_na() const override { return this->ambient; }
  bool ambient_overflow() const override { return this->overflow; }

  double reflection[3]{0.0, 0.0, 0.0};
  double ambient{0.0};
  bool overflow{false};
};

}  // namespace esphome::sim_max3010x
