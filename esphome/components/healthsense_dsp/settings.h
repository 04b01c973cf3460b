#pragma once

#include <math.h>
#include <stdint.h>

namespace esphome::healthsense_dsp {

/// SpO2 = a R^2 + b R + c. The default is the curve of Maxim's reference design RD117 for the MAX30102; it belongs to
/// that sensor's light sources, and any value stays uncalibrated until it was compared with an oximeter.
struct Curve {
  float a{-45.060f};
  float b{30.354f};
  float c{94.845f};

  /// Falls throughout: below its summit a parabola is held there. NaN of NaN.
  float at(float ratio) const {
    if (this->a < 0.0f && this->b > 0.0f && ratio < -0.5f * this->b / this->a)
      ratio = -0.5f * this->b / this->a;
    return (this->a * ratio + this->b) * ratio + this->c;
  }
};

struct Settings {
  float rate_hz{100.0f};        ///< 25 to 400
  bool two_channels{true};      ///< false: push(x) of one light source, no SpO2
  bool swap_leds{false};        ///< clones that deliver infrared where red is expected
  bool rises_with_blood{false}; ///< true for analog pulse sensors; reflected or transmitted light falls with blood
  float finger_counts{0.0f};    ///< below this infrared level nobody is there; 0: a finger is always assumed
  float full_scale{0.0f};       ///< at this count or above the converter is saturated; 0: unknown
  Curve curve{};
  /// Least correlation of the pulse wave with itself one beat later for a heart rate to be told.
  float least_periodicity{0.55f};
};

enum class Status : uint8_t {
  OK,
  NO_FINGER,
  SETTLING,
  MOTION,
  LOW_PERFUSION,
  AMBIENT_LIGHT,
  SATURATED,
  SENSOR_FAULT,
};

inline const char *status_text(Status status) {
  static constexpr const char *TEXTS[] = {"ok",          "no_finger",     "settling",  "motion",
                                          "low_perfusion", "ambient_light", "saturated", "sensor_fault"};
  return TEXTS[static_cast<uint8_t>(status)];
}

/// One heart beat, at the steepest rise of its pulse wave. The filter's delay is the same for all beats.
struct Beat {
  uint32_t sample;     ///< number of the sample at or before it, counted from the first push, lost samples included
  float fraction;      ///< 0 to 1: how far from that sample to the next
  float interval_ms;   ///< since the beat before; NaN after a gap
  bool clean;          ///< the interval has no gap, no missed beat and no motion in it: fit for variability
};

/// What one second told. What is not known well enough is NaN.
struct Reading {
  static constexpr uint8_t MOST_BEATS = 6;

  float heart_rate_bpm{NAN};
  float spo2_percent{NAN};
  float ratio{NAN};                     ///< ratio of ratios R, for calibration
  float perfusion_index_percent{NAN};
  float signal_quality_percent{0.0f};
  float rmssd_ms{NAN};                  ///< over the clean normal intervals of the last five minutes
  float sdnn_ms{NAN};
  float irregularity{NAN};              ///< RMSSD over mean interval, all clean intervals of the last minute
  float respiratory_rate_per_min{NAN};
  float respiratory_quality_percent{0.0f};
  Status status{Status::SETTLING};
  bool leds_look_swapped{false};
  uint8_t beat_count{0};
  Beat beats[MOST_BEATS]{};             ///< those confirmed in this second, oldest first
};

}  // namespace esphome::healthsense_dsp
