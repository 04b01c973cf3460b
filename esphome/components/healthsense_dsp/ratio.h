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
  static constexpr float LEAST_CORRELATION = 0.9f;
  static constexpr float LOUD = 4.0f;  // times the middle second's energy: motion, left out
  static constexpr float MOST_ODD = 0.2f;  // mean distance of a second's (AC/DC)^2 ratio from that of all, as a share

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

  /// Closes a second whose baselines are given. One that is not usable (a gap, motion) counts for nothing.
  void close(float red_dc, float infrared_dc, bool usable) {
    Sums second{};
    if (usable && red_dc > 0.0f && infrared_dc > 0.0f) {
      const float r = 1.0f / red_dc, i = 1.0f / infrared_dc;
      second = {this->now_.rr * r * r, this->now_.ri * r * i, this->now_.ii * i * i};
    }
    this->seconds_[this->next_] = second;
    this->next_ = after(this->next_, SECONDS);
    if (this->filled_ < SECONDS)
      this->filled_++;
    this->now_ = Sums{};
  }

  /// NaN when the two channels do not beat alike, or not alike from second to second: what moves both by the same is a
  /// hand, no blood.
  float ratio() const {
    const float limit = LOUD * this->middle_();
    Sums sum{};
    bool kept[SECONDS];
    uint8_t count = 0;
    for (uint8_t ago = 0; ago < this->filled_; ago++) {
      // The filters carry a jerk into its neighbours.
      const bool loud = !(this->back_(ago).ii > 0.0f) || this->back_(ago).ii > limit || (ago > 0 && this->back_(ago - 1).ii > limit) ||
                        (ago + 1 < this->filled_ && this->back_(ago + 1).ii > limit);
      kept[ago] = !loud;
      if (loud)
        continue;
      count++;
      sum.add(this->back_(ago));
    }
    if (count < LEAST_SECONDS || sum.ri <= 0.0f ||
        sum.ri * sum.ri < LEAST_CORRELATION * LEAST_CORRELATION * sum.rr * sum.ii)
      return NAN;
    float odd = 0.0f;
    for (uint8_t ago = 0; ago < this->filled_; ago++)
      if (kept[ago])
        odd += fabsf(this->back_(ago).rr * sum.ii / (this->back_(ago).ii * sum.rr) - 1.0f);
    if (odd > MOST_ODD * static_cast<float>(count))
      return NAN;
    const float difference = sum.rr - sum.ii;
    return (difference + sqrtf(difference * difference + 4.0f * sum.ri * sum.ri)) / (2.0f * sum.ri);
  }

 protected:
  struct Sums {
    float rr, ri, ii;

    void add(const Sums &other) {
      this->rr += other.rr;
      this->ri += other.ri;
      this->ii += other.ii;
    }
  };

  /// The second that was closed `ago` seconds before the last one.
  const Sums &back_(uint8_t ago) const { return this->seconds_[(this->next_ + SECONDS - 1 - ago) % SECONDS]; }

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
