#pragma once

#include <math.h>
#include <stdint.h>

#include "lesser.h"
#include "periodicity.h"
#include "ring.h"

namespace esphome::healthsense_dsp {

/// The heart rate that is told: the autocorrelation's, made finer by the beats where both agree, and no jump before it
/// lasted.
class HeartRate {
 public:
  static constexpr float SURE = 0.7f;

  /// Nothing is known of this pulse.
  void restart() {
    this->trusted_bpm_ = NAN;
    this->forget_beats();
  }

  /// The same heart, whose beats were not seen for a moment.
  void forget_beats() {
    this->doubts_s_ = 0;
    for (Intervals &second : this->latest_)
      second = Intervals{};
  }

  /// The last rate that was sure, NaN when there is none.
  float trusted_bpm() const { return this->trusted_bpm_; }

  /// A heart does not change its rate by a quarter from one second to the next: a jump must last.
  bool believe(const Periodicity::Peak &peak) {
    const bool jump = fabsf(peak.heart_rate_bpm - this->trusted_bpm_) > JUMP * this->trusted_bpm_;
    if (jump && this->doubts_s_ < DOUBT_S) {
      this->doubts_s_++;
      return false;
    }
    this->doubts_s_ = 0;
    if (!jump || peak.correlation > SURE)
      this->trusted_bpm_ = peak.heart_rate_bpm;
    return true;
  }

  /// An interval of this second.
  void add(float interval_ms) {
    this->latest_[this->latest_at_].sum_ms += interval_ms;
    this->latest_[this->latest_at_].count++;
  }

  /// In this second a beat may be missing, or be none.
  void doubt() { this->latest_[this->latest_at_].doubtful = true; }

  void turn_to_next_second() { this->latest_at_ = after(this->latest_at_, LATEST_S); }
  void clear_second() { this->latest_[this->latest_at_] = Intervals{}; }

  /// The mean of the intervals of the last ten seconds, where beats and autocorrelation agree. The heart that speeds up and
  /// slows down with each breath has a mean rate that no single period tells.
  float refine(float heart_rate_bpm) const {
    float sum_ms = 0.0f;
    uint16_t count = 0;
    bool doubtful = false;
    for (const Intervals &second : this->latest_) {
      sum_ms += second.sum_ms;
      count = static_cast<uint16_t>(count + second.count);
      doubtful = doubtful || second.doubtful;
    }
    if (count < 3 || sum_ms < 1000.0f * (doubtful ? DOUBTFUL_S : CERTAIN_S))
      return heart_rate_bpm;
    const float from_beats = 60000.0f * static_cast<float>(count) / sum_ms;
    // One beat too many or too few must not pass for a faster or slower heart.
    const float agreement = lesser(doubtful ? AGREE_DOUBTFUL : AGREE, ONE_BEAT / static_cast<float>(count));
    return fabsf(from_beats - heart_rate_bpm) <= agreement * heart_rate_bpm ? from_beats : heart_rate_bpm;
  }

 protected:
  static constexpr uint8_t LATEST_S = 10;  // seconds of intervals that the heart rate may be the mean of
  // Chosen on the grid of bench/pulses/gates.py, which holds them; none is from a publication.
  static constexpr float JUMP = 0.25f;
  static constexpr uint8_t DOUBT_S = 9;
  static constexpr float CERTAIN_S = 8.0f, DOUBTFUL_S = 5.0f;
  static constexpr float AGREE = 0.15f, AGREE_DOUBTFUL = 0.04f, ONE_BEAT = 0.8f;

  struct Intervals {
    float sum_ms{0};
    uint8_t count{0};
    bool doubtful{false};
  };

  Intervals latest_[LATEST_S]{};
  float trusted_bpm_{NAN};
  uint8_t latest_at_{0}, doubts_s_{0};
};

}  // namespace esphome::healthsense_dsp
