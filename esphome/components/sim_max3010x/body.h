#pragma once

// What a body offers a pulse oximeter, second by second: the truth that the virtual sensor measures.

#include <math.h>

namespace esphome::sim_max3010x {

struct Body {
  bool finger{true};
  double heart_rate_bpm{67.0};
  double spo2_percent{97.5};
  double perfusion_index_percent{1.4};  ///< peak to peak of the infrared pulse over its mean
  double breaths_per_min{14.0};
  double sinus_arrhythmia_bpm{1.2};     ///< amplitude with which breathing moves the heart rate
  double irregularity{0.0};             ///< standard deviation of the beat intervals over their mean, beyond the above
  bool moving{false};
  bool bright_light{false};
};

/// The convention of truth: the ratio of ratios at which the curve of Maxim's reference design RD117 (MAX30102) gives
/// this saturation, SpO2 = -45.060 R^2 + 30.354 R + 94.845 on its falling branch. A simulated person has this
/// saturation by definition; nothing here was compared with a real one.
inline double ratio_of_ratios(double spo2_percent) {
  const double a = 45.060, b = 30.354, c = 94.845;
  const double root = b * b + 4.0 * a * (c - spo2_percent);
  return (b + sqrt(fmax(0.0, root))) / (2.0 * a);
}

}  // namespace esphome::sim_max3010x
