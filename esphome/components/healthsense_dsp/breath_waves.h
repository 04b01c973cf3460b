#pragma once

#include <stdint.h>

#include "biquad.h"
#include "respiration.h"

namespace esphome::healthsense_dsp {

/// What breathing changes from beat to beat, held until the next one and sampled evenly for Respiration: the baseline (a
/// mean from beat to beat is free of the pulse), the height of the wave, the interval.
class BreathWaves {
 public:
  /// `rate_hz` of turn().
  void design(float rate_hz) {
    this->rate_hz_ = rate_hz;
    this->high_.design_high_pass(DRIFT_HZ, Respiration::RATE_HZ);
  }

  void restart() {
    this->sum_ = this->baseline_ = this->height_ = this->interval_ms_ = 0.0f;
    this->length_ = 0;
    this->phase_ = 0.0f;
    this->high_.reset();
  }

  /// Light above where it began.
  void step(float light) {
    this->sum_ += light;
    this->length_++;
  }

  void beat(float height) {
    this->baseline_ = this->sum_ / static_cast<float>(this->length_);
    this->sum_ = 0.0f;
    this->length_ = 0;
    this->height_ = height;
  }

  void set_interval(float interval_ms) { this->interval_ms_ = interval_ms; }

  /// Hands on what is due.
  void turn(Respiration *respiration) {
    this->phase_ += Respiration::RATE_HZ;
    if (this->phase_ < this->rate_hz_)
      return;
    this->phase_ -= this->rate_hz_;
    respiration->push(this->high_.step(this->baseline_), this->height_, this->interval_ms_);
  }

 protected:
  static constexpr float DRIFT_HZ = 0.07f;  // slower than any breathing that is told

  Biquad high_;
  float rate_hz_{25.0f}, phase_{0}, sum_{0}, baseline_{0}, height_{0}, interval_ms_{0};
  uint32_t length_{0};
};

}  // namespace esphome::healthsense_dsp
