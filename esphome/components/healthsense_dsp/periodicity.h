#pragma once

#include <math.h>
#include <stdint.h>

#include "lesser.h"
#include "ring.h"

namespace esphome::healthsense_dsp {

/// The rate of the pulse by autocorrelation over the last twelve seconds, updated once a second.
///
/// Products are summed second by second and each second's sums are kept, so that a bad second can be left out and the
/// oldest one leaves without rounding errors. Rates: 20 to 44 samples/s.
class Periodicity {
 public:
  static constexpr float SLOWEST_BPM = 31.0f;
  static constexpr float FASTEST_BPM = 220.0f;
  static constexpr float TREMOR_PER_MIN = 440.0f;  // what repeats faster than any pulse, up to here, is seen as such
  static constexpr uint8_t SECONDS = 12;
  static constexpr uint8_t LEAST_SECONDS = 4;
  static constexpr uint16_t MOST_LAGS = 80;
  static constexpr uint16_t KEPT = 92;      // the longest lag at 44 samples/s
  static constexpr uint16_t HISTORY = 138;  // and a second

  struct Peak {
    float heart_rate_bpm;
    float correlation;  ///< with the wave one beat later; 0 when there is no peak
  };

  void design(float rate_hz) {
    this->rate_hz_ = rate_hz;
    this->first_ = static_cast<uint16_t>(rate_hz * 60.0f / TREMOR_PER_MIN) - 1;
    const auto last = static_cast<uint16_t>(rate_hz * 60.0f / SLOWEST_BPM) + 2;
    this->count_ = static_cast<uint16_t>(last - this->first_ < MOST_LAGS ? last - this->first_ : MOST_LAGS);
    this->reset();
  }

  void reset() {
    this->filled_ = 0;
    this->next_ = 0;
    this->forgotten_energy_ = 0.0f;
    this->length_ = KEPT;
    for (float &x : this->history_)
      x = 0.0f;
    for (float &e : this->energy_)
      e = 0.0f;
  }

  void push(float x) {
    if (this->length_ == HISTORY)
      this->forget_();
    this->history_[this->length_++] = x;
  }

  /// What was pushed `lag` before the last one; 0 for no lag and for what is no longer kept.
  float earlier(uint16_t lag) const {
    return lag > 0 && lag < KEPT ? this->history_[this->length_ - 1 - lag] : 0.0f;
  }

  /// Closes a second of `length` samples, at most HISTORY - KEPT.
  void close(uint16_t length) {
    const float *now = this->history_ + this->length_ - length;
    const float *end = this->history_ + this->length_;
    float energy = 0.0f;
    for (const float *x = end; x > now;) {
      x--;
      energy += *x * *x;
    }
    // Four lags a turn: what costs is fetching the samples.
    float *products = this->products_[this->next_];
    for (uint16_t k = 0; k < this->count_; k = static_cast<uint16_t>(k + LAGS_A_TURN)) {
      const float *then = now - (this->first_ + k);
      float sum0 = 0.0f, sum1 = 0.0f, sum2 = 0.0f, sum3 = 0.0f;
      for (const float *x = now; x < end; x++, then++) {
        sum0 += *x * then[0];
        sum1 += *x * then[-1];
        sum2 += *x * then[-2];
        sum3 += *x * then[-3];
      }
      products[k] = sum0;
      products[k + 1] = sum1;
      products[k + 2] = sum2;
      products[k + 3] = sum3;
    }
    this->forget_();
    this->forgotten_energy_ = this->energy_[this->next_];
    this->energy_[this->next_] = energy;
    this->next_ = after(this->next_, SECONDS);
    if (this->filled_ < SECONDS)
      this->filled_++;
  }

  uint8_t seconds() const { return this->filled_; }

  /// Energy of the second that was closed `ago` seconds before the last one.
  float energy(uint8_t ago) const {
    return ago < this->filled_ ? this->energy_[(this->next_ + SECONDS - 1 - ago) % SECONDS] : 0.0f;
  }

  /// Of the seconds seen, the middle one's energy.
  float usual_energy() const {
    float sorted[SECONDS];
    for (uint8_t i = 0; i < this->filled_; i++) {
      const float e = this->energy(i);
      uint8_t k = i;
      for (; k > 0 && sorted[k - 1] > e; k--)
        sorted[k] = sorted[k - 1];
      sorted[k] = e;
    }
    return this->filled_ ? sorted[this->filled_ / 2] : 0.0f;
  }

  /// `expected_bpm` is what the pulse was a moment ago, NaN when that is not known: a rhythm that is disturbed for a
  /// few seconds repeats more clearly after two or three beats than after one.
  Peak peak(float expected_bpm) const {
    const Peak none{NAN, 0.0f};
    if (this->filled_ < LEAST_SECONDS)
      return none;
    float c[MOST_LAGS];
    this->correlate_(c);
    float best = 0.0f;
    for (uint16_t k = 1; k + 1 < this->count_; k++)
      if (is_peak_(c, k) && c[k] > best)
        best = c[k];
    float valley = 1.0f;
    // Twice the period correlates as well as the period: the first peak that is nearly as high is the beat.
    for (uint16_t k = 1; k + 1 < this->count_; k++) {
      valley = lesser(valley, c[k]);
      if (!is_peak_(c, k))
        continue;
      const float rate = 60.0f * this->rate_hz_ / this->summit_(c, k);
      const bool due = fabsf(rate - expected_bpm) < NEAR * expected_bpm;
      const bool trembles = rate > FASTEST_BPM;
      if (c[k] < (due || trembles ? NEARLY_DUE : NEARLY) * best)
        continue;
      // What is left of a slow swing lifts all lags alike, and noise makes peaks on it; a beat has a valley before it.
      if (c[k] - valley < LEAST_RISE)
        return none;
      // A trembling hand or flickering light: two or three of its periods would pass for a beat.
      return trembles ? none : Peak{60.0f * this->rate_hz_ / this->refine_(c, k), c[k]};
    }
    return none;
  }

 protected:
  static constexpr uint16_t LAGS_A_TURN = 4;
  static_assert(MOST_LAGS % LAGS_A_TURN == 0, "lags are taken four a turn");
  // Chosen on the grid of bench/pulses/gates.py, which holds them; none is from a publication.
  static constexpr float NEARLY = 0.75f;
  static constexpr float NEARLY_DUE = 0.5f;
  static constexpr float NEAR = 0.12f;
  static constexpr float LEAST_RISE = 0.4f;  // of a peak above the valley before it
  static constexpr uint8_t MOST_PERIODS = 4;

  /// A multiple of the period measures it more finely.
  float refine_(const float *c, uint16_t k) const {
    float period = this->summit_(c, k);
    for (uint8_t n = 2; n <= MOST_PERIODS; n++) {
      const auto about = static_cast<int>(lroundf(period * static_cast<float>(n))) - this->first_;
      uint16_t at = 0;
      for (int j = about - 1; j <= about + 1; j++)
        if (j > 0 && j + 1 < this->count_ && is_peak_(c, static_cast<uint16_t>(j)))
          at = static_cast<uint16_t>(j);
      if (at == 0 || c[at] < NEARLY * c[k])
        break;
      period = this->summit_(c, at) / static_cast<float>(n);
    }
    return period;
  }

  /// What no lag reaches any more.
  void forget_() {
    const uint16_t old = this->length_ - KEPT;
    for (uint16_t i = 0; i < KEPT; i++)
      this->history_[i] = this->history_[i + old];
    this->length_ = KEPT;
  }

  static bool is_peak_(const float *c, uint16_t k) { return c[k] >= c[k - 1] && c[k] > c[k + 1]; }

  /// Lag in samples of the parabola's summit through three values.
  float summit_(const float *c, uint16_t k) const {
    const float bend = c[k - 1] - 2.0f * c[k] + c[k + 1];
    const float shift = bend < 0.0f ? 0.5f * (c[k - 1] - c[k + 1]) / bend : 0.0f;
    return static_cast<float>(this->first_ + k) + shift;
  }

  /// Seconds with far more energy than usual are left out: a jerk of the hand must not outvote ten quiet seconds.
  void correlate_(float *c) const {
    const float limit = LOUD * this->usual_energy();
    bool quiet[SECONDS];
    float total = 0.0f;
    for (uint8_t ago = 0; ago < this->filled_; ago++) {
      // Products reach back into the second before.
      const float earlier = ago + 1 < this->filled_ ? this->energy(static_cast<uint8_t>(ago + 1)) : this->forgotten_energy_;
      const bool loud = this->energy(ago) > limit || earlier > limit;
      const auto i = static_cast<uint8_t>((this->next_ + SECONDS - 1 - ago) % SECONDS);
      quiet[i] = !loud;
      if (quiet[i])
        total += this->energy_[i];
    }
    for (uint16_t k = 0; k < this->count_; k++)
      c[k] = 0.0f;
    if (total <= 0.0f)
      return;
    for (uint8_t i = 0; i < this->filled_; i++) {
      if (!quiet[i])
        continue;
      const float *products = this->products_[i];
      for (uint16_t k = 0; k < this->count_; k++)
        c[k] += products[k];
    }
    // What was multiplied reaches back by the lag: its energy lies between that of neighbouring seconds.
    float previous[2] = {0.0f, 0.0f};
    for (uint8_t ago = 0; ago < this->filled_; ago++) {
      if (!quiet[(this->next_ + SECONDS - 1 - ago) % SECONDS])
        continue;
      for (uint8_t s = 0; s < 2; s++)
        previous[s] +=
            lesser(limit, this->energy(static_cast<uint8_t>(ago + 1 + s < this->filled_ ? ago + 1 + s : ago)));
    }
    float lag_s = static_cast<float>(this->first_) / this->rate_hz_;
    const float step_s = 1.0f / this->rate_hz_, least = 0.1f * total;
    for (uint16_t k = 0; k < this->count_; k++) {
      const float earlier = lag_s <= 1.0f ? total + lag_s * (previous[0] - total)
                                          : previous[0] + (lag_s - 1.0f) * (previous[1] - previous[0]);
      c[k] /= sqrtf(total * greater(earlier, least));
      lag_s += step_s;
    }
  }

  static constexpr float LOUD = 6.0f;

  float rate_hz_{25.0f};
  uint16_t first_{0}, count_{0}, length_{KEPT};
  uint8_t next_{0}, filled_{0};
  float history_[HISTORY];
  float energy_[SECONDS];
  float forgotten_energy_{0};  ///< of the second before the oldest one
  float products_[SECONDS][MOST_LAGS];
};

}  // namespace esphome::healthsense_dsp
