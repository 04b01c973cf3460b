#pragma once

// The blood volume in a finger as a wave of beats, with their times as truth. Independent of the signal core: nothing of
// the detector is used here.
//
//   shape        A systolic wave, a dicrotic wave and a slow run-off: three bells behind each beat (the usual model of a
//                photoplethysmogram, e.g. Martin-Martinez et al., IEEE Trans Biomed Eng 2013;60:2119). Their widths follow
//                the root of the beat interval, as the QT interval does in Bazett's rule.
//   beat         Its time is where its systolic bell rises most steeply, one standard deviation before its summit.
//   rhythm       The mean rate, moved by breathing (respiratory sinus arrhythmia) and by waves of 0.1 Hz (Mayer), with an
//                own variation of 0.4 %; an irregular rhythm draws its intervals independently and fills its beats by
//                the pause before them, as atrial fibrillation does.

#include <math.h>
#include <stdint.h>

#include "body.h"
#include "random.h"
#include "scene.h"

namespace esphome::sim_max3010x {

class PulseWave {
 public:
  static constexpr uint8_t KEPT = 16;
  static constexpr double MAYER_HZ = 0.1, MAYER_BPM = 0.8;
  static constexpr double NATURAL_VARIATION = 0.004;
  static constexpr double SHORTEST_S = 0.27, LONGEST_S = 2.5;

  explicit PulseWave(uint64_t seed) : random_(seed) { this->set_body(Body{}); }

  void set_body(const Body &body) {
    this->body_ = body;
    const double interval = 60.0 / fmax(25.0, body.heart_rate_bpm);
    if (fabs(interval - this->shaped_for_s_) > 0.005 * this->shaped_for_s_)
      this->shape_for_(interval);
  }

  void advance(double seconds) {
    this->now_s_ += seconds;
    this->breath_cycles_ += seconds * this->body_.breaths_per_min / 60.0;
    this->breath_cycles_ -= floor(this->breath_cycles_);
    while (this->next_s_ < this->now_s_ + LEAD_S)
      this->add_beat_();
  }

  /// Blood volume now: mean 0 and peak to peak 1 for an even rhythm.
  double volume() const {
    double sum = 0.0;
    for (uint8_t i = 0; i < REACH && i < this->beats_; i++) {
      const uint32_t beat = (this->beats_ - 1 - i) % KEPT;
      sum += this->strengths_[beat] * this->bells_(this->now_s_ - this->times_s_[beat]);
    }
    return (sum - this->mean_) * this->scale_;
  }

  /// -1 to 1, rising with inspiration.
  double breath() const { return sin(TWO_PI * this->breath_cycles_); }
  double now_s() const { return this->now_s_; }

  /// Beats so far, those of the next LEAD_S included, and the time of one of the last KEPT.
  uint32_t beats() const { return this->beats_; }
  double beat_s(uint32_t beat) const { return this->times_s_[beat % KEPT]; }

 protected:
  static constexpr double LEAD_S = 0.6;  // a beat's wave begins before its time
  static constexpr uint8_t REACH = 9;    // beats whose waves overlap now

  struct Bell {
    double height, delay_s, width_s;
  };
  // At an interval of one second, after the time of the beat.
  static constexpr Bell BELLS[] = {{1.0, 0.095, 0.095}, {0.38, 0.37, 0.085}, {0.16, 0.56, 0.16}};

  static double bell_(double distance) { return fabs(distance) > 4.5 ? 0.0 : exp(-0.5 * distance * distance); }

  double bells_(double since_s) const {
    double sum = 0.0;
    for (const Bell &bell : BELLS)
      sum += bell.height * bell_((since_s - bell.delay_s * this->stretch_) / (bell.width_s * this->stretch_));
    return sum;
  }

  /// What an even rhythm of this interval would be: its mean and its height, for the perfusion index to be true.
  void shape_for_(double interval_s) {
    this->shaped_for_s_ = interval_s;
    this->stretch_ = sqrt(interval_s);
    double least = INFINITY, most = -INFINITY, sum = 0.0;
    static constexpr int POINTS = 64;
    for (int point = 0; point < POINTS; point++) {
      double value = 0.0;
      for (int beat = -4; beat <= 3; beat++)
        value += this->bells_((static_cast<double>(point) / POINTS + beat) * interval_s);
      least = fmin(least, value);
      most = fmax(most, value);
      sum += value;
    }
    this->mean_ = sum / POINTS;
    this->scale_ = 1.0 / (most - least);
  }

  void add_beat_() {
    const double ahead_s = this->next_s_ - this->now_s_;
    const double breath = sin(TWO_PI * (this->breath_cycles_ + ahead_s * this->body_.breaths_per_min / 60.0));
    const double rate = fmax(25.0, this->body_.heart_rate_bpm + this->body_.sinus_arrhythmia_bpm * breath +
                                       MAYER_BPM * sin(TWO_PI * MAYER_HZ * this->next_s_));
    double strength = 1.0;
    double interval = 60.0 / rate * (1.0 + NATURAL_VARIATION * this->random_.normal());
    if (this->body_.irregularity > 0.0) {
      interval = 60.0 / this->body_.heart_rate_bpm * (1.0 + this->body_.irregularity * this->random_.normal());
      strength = fmin(1.25, 0.45 + 0.55 * this->last_interval_s_ * this->body_.heart_rate_bpm / 60.0);
    }
    this->times_s_[this->beats_ % KEPT] = this->next_s_;
    this->strengths_[this->beats_ % KEPT] = strength;
    this->beats_++;
    this->last_interval_s_ = fmin(LONGEST_S, fmax(SHORTEST_S, interval));
    this->next_s_ += this->last_interval_s_;
  }

  Random random_;
  Body body_{};
  double now_s_{0.0}, next_s_{0.2}, last_interval_s_{0.9}, breath_cycles_{0.0};
  double shaped_for_s_{0.0}, stretch_{1.0}, mean_{0.0}, scale_{1.0};
  double times_s_[KEPT]{}, strengths_[KEPT]{};
  uint32_t beats_{0};
};

}  // namespace esphome::sim_max3010x
