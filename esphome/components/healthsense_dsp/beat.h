#pragma once

#include <math.h>
#include <stdint.h>

#include "lesser.h"

namespace esphome::healthsense_dsp {

/// Finds each beat where its pulse wave rises most steeply. The dicrotic wave rises too, later and less: it falls within
/// the time after a beat in which none is looked for, or below half of what beats rise.
class BeatFinder {
 public:
  struct Found {
    uint32_t sample;
    float fraction;
    float interval_samples;  ///< NaN for the first of a chain
    bool regular_height;     ///< rises about as steeply as those before
  };

  void design(float rate_hz) {
    this->rate_hz_ = rate_hz;
    this->restart();
  }

  /// Forgets what was learned: a new finger, or the signal was away.
  void restart() {
    this->level_ = 0.0f;
    this->learned_ = 0;
    this->break_chain();
  }

  /// The next beat's interval is unknown: samples were lost.
  void break_chain() {
    this->chained_ = false;
    this->has_candidate_ = false;
    this->ready_ = 0;
  }

  /// What the autocorrelation says a beat lasts, in samples; 0: unknown.
  void set_period(float samples) { this->period_ = samples; }

  bool knows_period() const { return this->period_ > 0.0f; }

  /// An interval so far from the period that a beat was missed or something else counted.
  bool looks_miscounted(float interval_samples) const {
    return this->period_ > 0.0f &&
           (interval_samples < SHORT_SHARE * this->period_ || interval_samples > LONG_SHARE * this->period_);
  }

  /// True when a beat is sure; it lies up to half a second back. `sample` counts by one.
  bool step(float y, uint32_t sample, Found *found) {
    const float rise = y - this->previous_y_;
    this->previous_y_ = y;
    bool sure = false;
    if (this->ready_ < 3) {
      this->ready_++;
    } else if (this->learned_ < LEARN_S * this->rate_hz_) {
      this->learned_++;
      this->level_ = greater(this->level_, rise);
    } else {
      sure = this->look_(rise, sample, found);
    }
    this->rise2_ = this->rise1_;
    this->rise1_ = rise;
    return sure;
  }

 protected:
  // Chosen on the grid of bench/pulses/gates.py, which holds them; none is from a publication.
  static constexpr float LEARN_S = 1.8f;
  static constexpr float THRESHOLD = 0.5f;
  static constexpr float EARLY = 0.5f;
  static constexpr float SHORT_SHARE = 0.6f, LONG_SHARE = 1.6f;
  static constexpr float LEARNING_RATE = 0.25f;

  bool look_(float rise, uint32_t sample, Found *found) {
    const float hold = this->period_ > 0.0f ? 0.42f * this->period_ : 0.25f * this->rate_hz_;
    const float refractory = this->period_ > 0.0f ? 0.5f * this->period_ : 0.28f * this->rate_hz_;
    const float since = this->chained_ ? this->since_(sample - 1) : 1e9f;
    if (this->rise1_ >= this->rise2_ && this->rise1_ > rise && this->rise1_ > this->threshold_(since) &&
        since > refractory && (!this->has_candidate_ || this->rise1_ > this->candidate_rise_)) {
      const float bend = this->rise2_ - 2.0f * this->rise1_ + rise;
      float shift = bend < 0.0f ? 0.5f * (this->rise2_ - rise) / bend : 0.0f;
      uint32_t at = sample - 1;
      if (shift < 0.0f) {
        at--;
        shift += 1.0f;
      }
      this->has_candidate_ = true;
      this->candidate_rise_ = this->rise1_;
      this->candidate_ = at;
      this->candidate_fraction_ = shift;
    }
    if (this->has_candidate_ && static_cast<float>(sample - this->candidate_) >= hold) {
      this->confirm_(found);
      return true;
    }
    // Beats that became weaker are found again within seconds.
    const float patience = this->period_ > 0.0f ? 1.6f * this->period_ : 2.0f * this->rate_hz_;
    if (!this->has_candidate_ && (!this->chained_ || since > patience))
      this->level_ -= this->level_ / this->rate_hz_;
    return false;
  }

  /// Falls from the beat before to where the next one is due.
  float threshold_(float since) const {
    const float early = this->period_ > 0.0f ? greater(0.0f, 1.0f - since / this->period_) : 0.0f;
    return (THRESHOLD + early * EARLY) * this->level_;
  }

  float since_(uint32_t sample) const {
    return static_cast<float>(sample - this->last_) - this->last_fraction_;
  }

  void confirm_(Found *found) {
    found->sample = this->candidate_;
    found->fraction = this->candidate_fraction_;
    found->interval_samples =
        this->chained_ ? this->since_(this->candidate_) + this->candidate_fraction_ : static_cast<float>(NAN);
    found->regular_height = this->candidate_rise_ < 2.2f * this->level_;
    this->level_ += LEARNING_RATE * (lesser(this->candidate_rise_, 2.0f * this->level_) - this->level_);
    this->last_ = this->candidate_;
    this->last_fraction_ = this->candidate_fraction_;
    this->chained_ = true;
    this->has_candidate_ = false;
  }

  float rate_hz_{100.0f}, period_{0}, level_{0};
  float previous_y_{0}, rise1_{0}, rise2_{0};
  float candidate_rise_{0}, candidate_fraction_{0}, last_fraction_{0};
  uint32_t candidate_{0}, last_{0};
  uint16_t learned_{0};
  uint8_t ready_{0};
  bool chained_{false}, has_candidate_{false};
};

}  // namespace esphome::healthsense_dsp
