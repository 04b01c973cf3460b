#pragma once

#include <math.h>
#include <stdint.h>

#include "ring.h"

namespace esphome::healthsense_dsp {

/// The ratio of ratios, R = (AC/DC of red) / (AC/DC of infrared), over the last eight seconds.
///
/// R is the slope of red against infrared, found from what repeats a beat later: both channels are multiplied with the
/// infrared wave of one beat before (an instrumental variable; Reiersol, Econometrica 1941;9:1). Noise does not repeat,
/// whether it is each channel's own or, as a finger's unrest, the same in both. A regression without the beat before is
/// drawn towards the slope of the noise: that of unrest is one, and a weak pulse reads towards 80 %. Where the pulse is
/// clean R does not depend on how well the beats match.
class RatioOfRatios {
 public:
  struct Estimate {
    float ratio;
    float doubt;  ///< as large as a standard error; both NaN when not known
  };

  static constexpr uint8_t SECONDS = 8;
  static constexpr uint8_t LEAST_SECONDS = 3;
  static constexpr float LEAST_CORRELATION = 0.9f;
  static constexpr float LOUD = 4.0f;  // times the middle second's energy: motion, left out
  static constexpr float LEAST_REPEATED = 0.3f;  // of the infrared wave's energy, a beat later
  static constexpr float MOST_ODD = 0.2f;  // mean distance of a second's (AC/DC)^2 ratio from that of all, as a share

  void reset() {
    this->filled_ = this->next_ = 0;
    this->now_ = Sums{};
  }

  /// One sample of both pulse waves, already without their baselines, and of the infrared one a beat `earlier`; 0: unknown.
  void push(float red, float infrared, float earlier) {
    this->now_.re += red * earlier;
    this->now_.ie += infrared * earlier;
    this->now_.rr += red * red;
    this->now_.ri += red * infrared;
    this->now_.ii += infrared * infrared;
  }

  /// Closes a second whose baselines are given. One that is not usable (a gap, motion) counts for nothing.
  void close(float red_dc, float infrared_dc, bool usable) {
    Sums second{};
    if (usable && red_dc > 0.0f && infrared_dc > 0.0f) {
      const float r = 1.0f / red_dc, i = 1.0f / infrared_dc;
      second = {this->now_.rr * r * r, this->now_.ri * r * i, this->now_.ii * i * i, this->now_.re * r * i,
                this->now_.ie * i * i};
    }
    this->seconds_[this->next_] = second;
    this->next_ = after(this->next_, SECONDS);
    if (this->filled_ < SECONDS)
      this->filled_++;
    this->now_ = Sums{};
  }

  /// NaN when the two channels do not beat alike, or not alike from second to second: what moves both by the same is a
  /// hand, no blood.
  Estimate estimate() const {
    const Estimate none{NAN, NAN};
    const float limit = LOUD * this->middle_();
    Sums sum{}, repeated{};
    bool kept[SECONDS], repeats[SECONDS];
    uint8_t count = 0, repeat_count = 0;
    for (uint8_t ago = 0; ago < this->filled_; ago++) {
      // The filters carry a jerk into its neighbours, and the beat before lies in the second before.
      kept[ago] = this->back_(ago).ii > 0.0f && !this->loud_(ago, limit) && !this->loud_(ago + 1, limit) &&
                  (ago == 0 || !this->loud_(ago - 1, limit));
      repeats[ago] = kept[ago] && this->back_(ago).ie != 0.0f && this->whole_(ago + 1);
      if (kept[ago]) {
        count++;
        sum.add(this->back_(ago));
      }
      if (repeats[ago]) {
        repeat_count++;
        repeated.add(this->back_(ago));
      }
    }
    if (repeat_count < LEAST_SECONDS || sum.ri <= 0.0f || repeated.re <= 0.0f ||
        repeated.ie < LEAST_REPEATED * repeated.ii ||
        sum.ri * sum.ri < LEAST_CORRELATION * LEAST_CORRELATION * sum.rr * sum.ii)
      return none;
    float odd = 0.0f;
    for (uint8_t ago = 0; ago < this->filled_; ago++)
      if (kept[ago])
        odd += fabsf(this->back_(ago).rr * sum.ii / (this->back_(ago).ii * sum.rr) - 1.0f);
    if (odd > MOST_ODD * static_cast<float>(count))
      return none;
    const float ratio = repeated.re / repeated.ie;
    // The standard error with whole seconds as the units that err together (Liang and Zeger, Biometrika 1986;73:13).
    float squares = 0.0f;
    for (uint8_t ago = 0; ago < this->filled_; ago++) {
      const float residual = repeats[ago] ? this->back_(ago).re - ratio * this->back_(ago).ie : 0.0f;
      squares += residual * residual;
    }
    const float few = static_cast<float>(repeat_count) / static_cast<float>(repeat_count - 1);
    const float error = sqrtf(squares * few) / repeated.ie;
    // Some of the noise may repeat after all, as a tapping finger's: what it would have moved R by is in doubt as well.
    const float moved = ratio - orthogonal_(sum);
    return {ratio, sqrtf(error * error + moved * moved)};
  }

 protected:
  struct Sums {
    float rr, ri, ii;  ///< red and infrared
    float re, ie;      ///< each with infrared of a beat earlier

    void add(const Sums &other) {
      this->rr += other.rr;
      this->ri += other.ri;
      this->ii += other.ii;
      this->re += other.re;
      this->ie += other.ie;
    }
  };

  /// The slope as if noise were as strong in both channels and different in each (Adcock, Analyst 1878;5:53).
  static float orthogonal_(const Sums &sum) {
    const float difference = sum.rr - sum.ii;
    return (difference + sqrtf(difference * difference + 4.0f * sum.ri * sum.ri)) / (2.0f * sum.ri);
  }

  bool loud_(int ago, float limit) const {
    return ago < this->filled_ && this->back_(static_cast<uint8_t>(ago)).ii > limit;
  }

  /// Not lost, nor in motion; of what is older than the window nothing is known.
  bool whole_(int ago) const { return ago >= this->filled_ || this->back_(static_cast<uint8_t>(ago)).ii > 0.0f; }

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
