#pragma once

#include <math.h>

#include "biquad.h"
#include "lesser.h"

namespace esphome::healthsense_dsp {

/// How high the pulse wave is from beat to beat, and how evenly: the perfusion index, and a hint of motion.
class PulseHeight {
 public:
  // Chosen on the grid of bench/pulses/gates.py, which holds them; none is from a publication.
  static constexpr float STEADY = 0.30f;

  void restart() {
    this->top_ = this->bottom_ = 0.0f;
    this->height_ = this->steadiness_ = 0.0f;
  }

  void step(float pulse) {
    this->top_ = greater(this->top_, pulse);
    this->bottom_ = lesser(this->bottom_, pulse);
  }

  /// A beat ends here; returns the height of its wave.
  float beat(float pulse) {
    const float height = this->top_ - this->bottom_;
    this->top_ = this->bottom_ = pulse;
    const float change = this->height_ > 0.0f ? fabsf(height - this->height_) / this->height_ : 1.0f;
    this->steadiness_ += 0.15f * (lesser(change, 1.0f) - this->steadiness_);
    this->height_ += (this->height_ > 0.0f ? 0.4f : 1.0f) * (height - this->height_);
    return height;
  }

  /// The last beats were about as high as those before them.
  bool steady() const { return this->steadiness_ < STEADY; }

  /// Percent of the light; NaN before the first beat. What the band takes from the pulse wave's height is given back for
  /// its fundamental; what the harmonics lose, as a share of the whole (synthetic pulses; the index stays within a quarter
  /// of theirs from 50 to 180 bpm).
  float perfusion_index_percent(float infrared_dc, float heart_rate_bpm) const {
    if (!(this->height_ > 0.0f && infrared_dc > 0.0f))
      return NAN;
    const float hz = heart_rate_bpm / 60.0f;
    const float low = PulseBand::LOW_HZ / hz, high = hz / PulseBand::HIGH_HZ;
    const float loss = sqrtf((1.0f + low * low * low * low) * (1.0f + high * high * high * high));
    return 100.0f * HARMONICS * this->height_ * loss / infrared_dc;
  }

 protected:
  static constexpr float HARMONICS = 1.15f;

  float top_{0}, bottom_{0}, height_{0}, steadiness_{0};
};

}  // namespace esphome::healthsense_dsp
