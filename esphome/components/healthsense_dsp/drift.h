#pragma once

#include <math.h>

#include "biquad.h"
#include "lesser.h"

namespace esphome::healthsense_dsp {

/// Takes from the pulse wave what breathing adds, before the autocorrelation, which has no use for shape. Deep breathing
/// swings the baseline as high as the pulse: with a fast heart there is room to cut it off.
class Drift {
 public:
  void design(float rate_hz) { this->rate_hz_ = rate_hz; }

  void reset() { this->high_.reset(); }

  /// No rhythm is known.
  void restart() { this->cut_(FIRST_HZ); }

  void follow(float heart_rate_bpm) { this->cut_(lesser(MOST_HZ, greater(LEAST_HZ, SHARE * heart_rate_bpm / 60.0f))); }

  float step(float pulse) { return this->high_.step(pulse); }

 protected:
  static constexpr float LEAST_HZ = 0.7f;
  static constexpr float FIRST_HZ = 1.0f;  // until a rhythm is known
  static constexpr float MOST_HZ = 1.6f;
  static constexpr float SHARE = 0.6f;

  void cut_(float cutoff_hz) {
    if (fabsf(cutoff_hz - this->cutoff_hz_) < 0.15f * this->cutoff_hz_)
      return;
    this->cutoff_hz_ = cutoff_hz;
    this->high_.design_high_pass(cutoff_hz, this->rate_hz_);
  }

  Biquad high_;
  float rate_hz_{25.0f}, cutoff_hz_{0};
};

}  // namespace esphome::healthsense_dsp
