#pragma once

#include <math.h>
#include <stdint.h>

#include "ring.h"

namespace esphome::healthsense_dsp {

/// The ratio of ratios, R = (AC/DC of red) / (AC/DC of infrared), over the last eight seconds.
///
/// R is the slope of red against infrared when both have errors (orthogonal regression; Adcock, Analyst 1878;5:53): the
/// slope of ordinary least squares falls with noise, and SpO2 would rise with it.
class RatioOfRatios {
 public:
  static constexpr uint8_t SECONDS = 8;
  static constexpr uint8_t LEAST_SECONDS = 3;
  static constexpr float LEAST_CORRELATION = 0.8f;
  static constexpr float LOUD = 4.0f;  // times the middle second's energy: motion, left out

  void reset() {
    this->filled_ = this->next_ = 0;
    this->now_ = Sums{};
  }

  /// One sample of both pulse waves, already without their baselines.
  void push(float red, float infrared) {
    this->now_.rr += red * red;
    this->now_.ri += red * infrared;
    this->now_.ii += infrared * infrared;
  }

  /// Closes a second whose baselines are given. A second with a gap in it is dropped.
  void close(float red_dc, float infrared_dc, bool whole) {
    if (whole && red_dc > 0.0f && infrared_dc > 0.0f) {
      const float r = 1.0f / red_dc, i = 1.0f / infrared_dc;
      this->seconds_[this->next_] = {this->now_.rr * r * r, this->now_.ri * r * i, this->now_.ii * i * i};
      this->next_ = after(this->next_, SECONDS);
      if (this->filled_ < SECONDS)
        this->filled_++;
    }
    this->now_ = Sums{};
  }

  /// NaN when the two channels do not beat alike.
  float ratio() const {
    if (this->filled_ < LEAST_SECONDS)
      return NAN;
    const float limit = LOUD * this->middle_();
    Sums sum{};
    for (uint8_t k = 0; k < this->filled_; k++) {
      if (this->seconds_[k].ii > limit)
        continue;
      sum.rr += this->seconds_[k].rr;
      sum.ri += this->seconds_[k].ri;
      sum.ii += this->seconds_[k].ii;
    }
    if (sum.ri <= 0.0f || sum.ri * sum.ri < LEAST_CORRELATION * LEAST_CORRELATION * sum.rr * sum.ii)
      return NAN;
    const float difference = sum.rr - sum.ii;
    return (difference + sqrtf(difference * difference + 4.0f * sum.ri * sum.ri)) / (2.0f * sum.ri);
  }

 protected:
  struct Sums {
    float rr, ri, ii;
  };

  float middle_() const {
    float sorted[SECONDS];
    for (uint8_t i = 0; i < this->filled_; i++) {
      uint8_t k = i;
      for (; k > 0 && sorted[k - 1] > this->seconds_[i].ii; k--)
        sorted[k] = sorted[k - 1];
      sorted[k] = this->seconds_[i].ii;
    }
    return sorted[this->filled_ / 2];
  }

  Sums seconds_[SECONDS]{};
  Sums now_{};
  uint8_t filled_{0}, next_{0};
};

}  // namespace esphome::healthsense_dsp
