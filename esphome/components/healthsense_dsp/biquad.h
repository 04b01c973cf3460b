#pragma once

#include <math.h>

namespace esphome::healthsense_dsp {

static constexpr float PI_F = 3.14159265f;

/// A second-order Butterworth section, transposed direct form II (bilinear transform with prewarping; Oppenheim and
/// Schafer, Discrete-Time Signal Processing, 3rd ed., 7.1).
class Biquad {
 public:
  /// cutoff_hz must lie below half of rate_hz.
  void design_low_pass(float cutoff_hz, float rate_hz) {
    const float k = tanf(PI_F * cutoff_hz / rate_hz);
    const float norm = 1.0f / (1.0f + SQRT2 * k + k * k);
    this->b0_ = k * k * norm;
    this->b1_ = 2.0f * this->b0_;
    this->finish_(k, norm);
  }

  void design_high_pass(float cutoff_hz, float rate_hz) {
    const float k = tanf(PI_F * cutoff_hz / rate_hz);
    const float norm = 1.0f / (1.0f + SQRT2 * k + k * k);
    this->b0_ = norm;
    this->b1_ = -2.0f * norm;
    this->finish_(k, norm);
  }

  void reset() { this->s1_ = this->s2_ = 0.0f; }

  float step(float x) {
    const float y = this->b0_ * x + this->s1_;
    this->s1_ = this->b1_ * x - this->a1_ * y + this->s2_;
    this->s2_ = this->b0_ * x - this->a2_ * y;
    return y;
  }

 protected:
  static constexpr float SQRT2 = 1.41421356f;

  void finish_(float k, float norm) {
    this->a1_ = 2.0f * (k * k - 1.0f) * norm;
    this->a2_ = (1.0f - SQRT2 * k + k * k) * norm;
  }

  float b0_{0}, b1_{0}, a1_{0}, a2_{0};
  float s1_{0}, s2_{0};
};

/// Leaves of one channel what beats: a high-pass against breathing and drift, a low-pass against noise and flicker.
class PulseBand {
 public:
  static constexpr float LOW_HZ = 0.5f;   // 30 bpm: a slow pulse keeps its shape, and its dicrotic wave stays the lesser one
  static constexpr float HIGH_HZ = 3.0f;  // 180 bpm; takes the dicrotic notch away and leaves the upstroke

  void design(float rate_hz) {
    this->high_pass_.design_high_pass(LOW_HZ, rate_hz);
    this->low_pass_.design_low_pass(HIGH_HZ, rate_hz);
  }

  /// Starts at `level`: what comes next is measured from there, so that nothing rings.
  void restart(float level) {
    this->high_pass_.reset();
    this->low_pass_.reset();
    this->level_ = level;
  }

  float step(float x) { return this->low_pass_.step(this->high_pass_.step(x - this->level_)); }

 protected:
  Biquad high_pass_, low_pass_;
  float level_{0};
};

}  // namespace esphome::healthsense_dsp
