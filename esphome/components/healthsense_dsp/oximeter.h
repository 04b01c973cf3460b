#pragma once

// The signal core of HealthSense: counts of a photodiode in, once a second a reading out.
//
// Float only, no heap, no clock and no ESPHome header: time is the number of samples, so the same file runs on the chip,
// in the host firmware and, through ctypes, under pytest. Not a medical device; what was measured: docs/hardware/accuracy.md.

#include <math.h>
#include <stdint.h>

#include "beat.h"
#include "biquad.h"
#include "periodicity.h"
#include "ratio.h"
#include "respiration.h"
#include "ring.h"
#include "settings.h"
#include "variability.h"

namespace esphome::healthsense_dsp {

class Oximeter {
 public:
  explicit Oximeter(const Settings &settings) : settings_(settings) {
    const float rate = settings.rate_hz;
    this->beat_step_ = static_cast<uint8_t>(fmaxf(1.0f, rate / 100.0f));
    const float beat_rate = rate / static_cast<float>(this->beat_step_);
    const auto slow = static_cast<uint8_t>(beat_rate / 25.0f + 0.25f);
    this->slow_step_ = slow > 1 ? slow : 1;
    this->beat_rate_hz_ = beat_rate;
    this->slow_rate_hz_ = beat_rate / static_cast<float>(this->slow_step_);
    this->infrared_band_.design(beat_rate);
    this->red_band_.design(beat_rate);
    this->beats_.design(beat_rate);
    this->periodicity_.design(this->slow_rate_hz_);
    this->slow_high_.design_high_pass(DRIFT_HZ, this->slow_rate_hz_);
    this->breath_high_.design_high_pass(BREATH_DRIFT_HZ, Respiration::RATE_HZ);
    this->respiration_.design();
    this->variability_.reset();
    this->restart_();
  }

  /// One channel: `light` counts. True when a second is full and `reading()` is new.
  bool push(float light) { return this->push(light, light); }

  /// Red and infrared counts of one moment.
  bool push(float red, float infrared) {
    this->samples_++;
    if (this->settings_.swap_leds) {
      const float other = red;
      red = infrared;
      infrared = other;
    }
    if (!isfinite(red) || !isfinite(infrared)) {
      this->second_.faults++;
      this->lose_(1);
    } else {
      this->take_(red, infrared);
    }
    this->second_phase_ += 1.0f;
    if (this->second_phase_ < this->settings_.rate_hz)
      return false;
    this->second_phase_ -= this->settings_.rate_hz;
    this->close_second_();
    return true;
  }

  /// `count` samples were lost just now. Their time passes; nothing is computed across them.
  void gap(uint32_t count) {
    this->samples_ += count;
    this->lose_(count);
    // Whole seconds that nobody saw: they pass in the windows, without a reading of their own.
    this->second_phase_ += static_cast<float>(count);
    for (uint16_t passed = 0; this->second_phase_ >= this->settings_.rate_hz && passed < LONGEST_GAP_S; passed++) {
      this->second_phase_ -= this->settings_.rate_hz;
      this->variability_.tick();
    }
    this->second_phase_ = fminf(this->second_phase_, this->settings_.rate_hz - 1.0f);
  }

  /// The light level was changed on purpose (LED current, range), between two pushes. No time passes and the minutes of
  /// variability stay; the filters begin anew and no interval reaches across. A new value takes some seconds, as after a gap.
  void disturb() {
    const float known_bpm = this->trusted_bpm_;
    const float drift_hz = this->drift_hz_;
    const uint16_t faults = this->second_.faults;
    this->restart_();
    this->second_ = Second{};
    this->second_.faults = faults;
    this->second_.gap = true;
    // The heart beats on as before.
    this->trusted_bpm_ = known_bpm;
    this->narrow_(drift_hz);
  }

  const Reading &reading() const { return this->reading_; }
  void set_curve(const Curve &curve) { this->settings_.curve = curve; }

  /// Tells whether infrared is delivered where red is expected, from now on.
  void set_swap_leds(bool swap_leds) {
    if (swap_leds == this->settings_.swap_leds)
      return;
    this->settings_.swap_leds = swap_leds;
    this->disturb();
  }

 protected:
  static constexpr uint16_t LONGEST_GAP_S = 330;  // after it every window is empty
  static constexpr float RESTART_GAP_S = 2.0f;
  static constexpr uint8_t SETTLING_S = 4;
  static constexpr uint8_t CLEAN_AFTER_S = 10;  // the first beats are found before it is known how long one lasts
  static constexpr uint8_t LATEST_S = 10;  // seconds of intervals that the heart rate may be the mean of
  static constexpr float LOUD = 6.0f;      // times the usual energy of a second: motion
  static constexpr float DRIFT_HZ = 0.7f;  // the autocorrelation has no use for shape: more of what breathing adds goes
  static constexpr float BREATH_DRIFT_HZ = 0.07f;  // slower than any breathing that is told
  static constexpr float STEADY = 0.30f;
  static constexpr float LEAST_PERFUSION_PERCENT = 0.1f;
  static constexpr float LEAST_SPO2 = 60.0f, MOST_SPO2 = 102.0f;

  struct Second {
    float red{0}, infrared{0}, least{INFINITY}, most{-INFINITY}, noise{0};
    uint16_t count{0}, slow{0}, faults{0}, saturated{0};
    bool gap{false};
  };

  struct Intervals {
    float sum_ms{0};
    uint8_t count{0};
    bool doubtful{false};  // a beat may be missing or be none
  };

  /// As with a new finger: no pulse is known, but the minutes of variability stay.
  void restart_() {
    this->fresh_ = true;
    this->mean_count_ = 0;
    this->mean_red_ = this->mean_infrared_ = 0.0f;
    this->slow_count_ = 0;
    this->beats_.restart();
    this->beats_.set_period(0.0f);
    this->period_age_s_ = 0;
    this->trusted_bpm_ = NAN;
    this->narrow_(FIRST_DRIFT_HZ);
    this->doubts_s_ = 0;
    this->periodicity_.reset();
    this->ratio_.reset();
    this->respiration_.reset();
    this->variability_.break_chain();
    this->height_ = this->interval_ms_ = this->steadiness_ = 0.0f;
    this->top_ = this->bottom_ = 0.0f;
    this->beat_sum_ = this->baseline_ = this->beat_height_ = 0.0f;
    this->beat_length_ = 0;
    this->miscounted_ = false;
    this->settled_s_ = this->flat_s_ = this->swapped_s_ = 0;
    this->breath_phase_ = 0.0f;
    this->slow_high_.reset();
    this->breath_high_.reset();
    for (Intervals &second : this->latest_)
      second = Intervals{};
  }

  void lose_(uint32_t count) {
    this->second_.gap = true;
    this->beats_.break_chain();
    this->variability_.break_chain();
    this->mean_count_ = 0;
    this->mean_red_ = this->mean_infrared_ = 0.0f;
    if (static_cast<float>(count) > RESTART_GAP_S * this->settings_.rate_hz)
      this->restart_();
  }

  void take_(float red, float infrared) {
    if (this->settings_.full_scale > 0.0f &&
        (red >= this->settings_.full_scale || infrared >= this->settings_.full_scale))
      this->second_.saturated++;
    const float threshold = this->settings_.finger_counts * (this->finger_ ? 0.8f : 1.0f);
    const bool finger = threshold <= 0.0f || infrared >= threshold;
    if (finger != this->finger_) {
      this->finger_ = finger;
      this->restart_();
    }
    this->second_.red += red;
    this->second_.infrared += infrared;
    this->second_.least = fminf(this->second_.least, infrared);
    this->second_.most = fmaxf(this->second_.most, infrared);
    this->second_.count++;
    if (!finger)
      return;
    this->mean_red_ += red;
    this->mean_infrared_ += infrared;
    if (++this->mean_count_ < this->beat_step_)
      return;
    const float share = 1.0f / static_cast<float>(this->mean_count_);
    this->mean_count_ = 0;
    this->beat_sample_(this->mean_red_ * share, this->mean_infrared_ * share);
    this->mean_red_ = this->mean_infrared_ = 0.0f;
  }

  void beat_sample_(float red, float infrared) {
    const float sign = this->settings_.rises_with_blood ? 1.0f : -1.0f;
    if (this->fresh_) {
      this->fresh_ = false;
      this->level_ = infrared;
      this->infrared_band_.restart(infrared);
      this->red_band_.restart(red);
    }
    const float pulse = sign * this->infrared_band_.step(infrared);
    if (this->settings_.two_channels)
      this->ratio_.push(sign * this->red_band_.step(red), pulse);
    const float rough = infrared - 2.0f * this->previous_[0] + this->previous_[1];
    this->previous_[1] = this->previous_[0];
    this->previous_[0] = infrared;
    this->second_.noise += rough * rough;

    // A mean from beat to beat is the baseline without the pulse.
    this->beat_sum_ += infrared - this->level_;
    this->beat_length_++;
    this->top_ = fmaxf(this->top_, pulse);
    this->bottom_ = fminf(this->bottom_, pulse);
    BeatFinder::Found found;
    if (this->beats_.step(pulse, this->samples_ / this->beat_step_, &found))
      this->beat_(found, pulse);

    if (++this->slow_count_ < this->slow_step_)
      return;
    this->slow_count_ = 0;
    this->second_.slow++;
    this->periodicity_.push(this->slow_high_.step(pulse));
    this->breath_phase_ += Respiration::RATE_HZ;
    if (this->breath_phase_ >= this->slow_rate_hz_) {
      this->breath_phase_ -= this->slow_rate_hz_;
      this->respiration_.push(this->breath_high_.step(this->baseline_), this->beat_height_, this->interval_ms_);
    }
  }

  void beat_(const BeatFinder::Found &found, float pulse) {
    this->baseline_ = this->beat_sum_ / static_cast<float>(this->beat_length_);
    this->beat_sum_ = 0.0f;
    this->beat_length_ = 0;
    const float height = this->top_ - this->bottom_;
    this->beat_height_ = height;
    this->top_ = this->bottom_ = pulse;
    const float change = this->height_ > 0.0f ? fabsf(height - this->height_) / this->height_ : 1.0f;
    this->steadiness_ += 0.15f * (fminf(change, 1.0f) - this->steadiness_);
    this->height_ += (this->height_ > 0.0f ? 0.4f : 1.0f) * (height - this->height_);

    const float interval_ms = found.interval_samples * 1000.0f / this->beat_rate_hz_;
    const bool in_range = interval_ms >= 250.0f && interval_ms <= 2200.0f;
    // What follows a beat that was none is as wrong as what it ended.
    const bool miscounted = !in_range || this->beats_.looks_miscounted(found.interval_samples);
    const bool doubtful = miscounted || this->miscounted_;
    this->miscounted_ = miscounted;
    const bool clean = !doubtful && found.regular_height && this->settled_s_ >= CLEAN_AFTER_S && !this->loud_ &&
                       !this->noisy_ && this->steadiness_ < STEADY && !this->second_.gap;
    if (clean) {
      this->variability_.add(interval_ms);
    } else {
      this->variability_.break_chain();
    }
    if (in_range) {
      this->interval_ms_ = interval_ms;
      this->latest_[this->latest_at_].sum_ms += interval_ms;
      this->latest_[this->latest_at_].count++;
    }
    if (miscounted || !this->beats_.knows_period())
      this->latest_[this->latest_at_].doubtful = true;
    if (this->pending_count_ < Reading::MOST_BEATS) {
      const auto step = static_cast<float>(this->beat_step_);
      const float place = found.fraction * step;
      const auto whole = static_cast<uint32_t>(place);
      this->pending_[this->pending_count_++] = {found.sample * this->beat_step_ + whole,
                                                place - static_cast<float>(whole), interval_ms, clean};
    }
  }

  void close_second_() {
    const Second second = this->second_;
    this->second_ = Second{};
    this->reading_ = Reading{};
    this->reading_.beat_count = this->pending_count_;
    for (uint8_t i = 0; i < this->pending_count_; i++)
      this->reading_.beats[i] = this->pending_[i];
    this->pending_count_ = 0;
    this->variability_.tick();
    this->tell_variability_();

    const bool flat = second.count > 0 && !(second.most > second.least);
    this->flat_s_ = flat ? (this->flat_s_ < 255 ? this->flat_s_ + 1 : 255) : 0;
    if (second.count == 0 || second.faults > second.count) {
      this->reading_.status = second.faults ? Status::SENSOR_FAULT : Status::SETTLING;
      return;
    }
    if (!this->finger_) {
      this->reading_.status = Status::NO_FINGER;
      return;
    }
    if (second.saturated * 10 > second.count) {
      this->reading_.status = Status::SATURATED;
      this->restart_();
      return;
    }
    if (this->flat_s_ >= 2) {
      this->reading_.status = Status::SENSOR_FAULT;
      this->restart_();
      return;
    }
    this->measure_(second);
  }

  void measure_(const Second &second) {
    const auto count = static_cast<float>(second.count);
    const float red_dc = second.red / count, infrared_dc = second.infrared / count;
    if (second.slow > 0)
      this->periodicity_.close(second.slow);
    this->ratio_.close(red_dc, infrared_dc, !second.gap);
    const float energy = this->periodicity_.energy(0);
    this->noisy_ = this->drowns_(second, energy);
    this->loud_ = this->settled_s_ >= SETTLING_S && energy > LOUD * this->periodicity_.usual_energy();
    if (this->settled_s_ < 255)
      this->settled_s_++;

    Reading &out = this->reading_;
    const Periodicity::Peak peak = this->periodicity_.peak(this->trusted_bpm_);
    const bool periodic = peak.correlation >= this->settings_.least_periodicity && this->believe_(peak);
    this->follow_(peak);
    out.signal_quality_percent = 100.0f * fminf(1.0f, fmaxf(0.0f, (peak.correlation - 0.3f) / 0.65f));
    if (this->loud_) {
      out.signal_quality_percent *= 0.5f;
      this->latest_[this->latest_at_].doubtful = true;
    }
    this->latest_at_ = after(this->latest_at_, LATEST_S);
    out.status = Status::OK;
    if (periodic) {
      out.heart_rate_bpm = this->refine_(peak.heart_rate_bpm);
      this->tell_perfusion_(infrared_dc, out.heart_rate_bpm);
      if (this->settings_.two_channels && !this->loud_)
        this->tell_saturation_();
    } else {
      out.status = this->reason_(second, energy);
    }
    if (this->loud_)
      out.status = Status::MOTION;
    this->latest_[this->latest_at_] = Intervals{};

    this->respiration_.judge();
    const Respiration::Estimate breath = this->respiration_.fused();
    if (periodic) {
      out.respiratory_rate_per_min = breath.rate_per_min;
      out.respiratory_quality_percent = 100.0f * breath.quality;
    }
  }

  /// White noise has six times its power in its second difference. Above a fiftieth of the pulse's power (17 dB) it moves
  /// single beats by so much that variability would be that of the noise. Under 50 samples/s the pulse itself is rough.
  bool drowns_(const Second &second, float energy) const {
    if (this->beat_rate_hz_ < 50.0f || second.slow == 0)
      return false;
    const float samples = static_cast<float>(second.count) / static_cast<float>(this->beat_step_);
    return second.noise / (6.0f * samples) > MOST_NOISE * energy / static_cast<float>(second.slow);
  }

  static constexpr float MOST_NOISE = 0.02f;

  /// Why there is no heart rate.
  Status reason_(const Second &second, float energy) const {
    if (this->settled_s_ <= SETTLING_S)
      return Status::SETTLING;
    const float infrared_dc = second.infrared / static_cast<float>(second.count);
    const float swing = sqrtf(energy / static_cast<float>(second.slow > 0 ? second.slow : 1)) / infrared_dc;
    const float noise = sqrtf(second.noise / static_cast<float>(second.count)) / infrared_dc;
    if (noise > 3.0f * swing)
      return Status::AMBIENT_LIGHT;
    return 300.0f * swing < LEAST_PERFUSION_PERCENT ? Status::LOW_PERFUSION : Status::MOTION;
  }

  /// A heart does not change its rate by a quarter from one second to the next: a jump must last.
  bool believe_(const Periodicity::Peak &peak) {
    const bool jump = fabsf(peak.heart_rate_bpm - this->trusted_bpm_) > JUMP * this->trusted_bpm_;
    if (jump && this->doubts_s_ < DOUBT_S) {
      this->doubts_s_++;
      return false;
    }
    this->doubts_s_ = 0;
    if (!jump || peak.correlation > SURE) {
      this->trusted_bpm_ = peak.heart_rate_bpm;
      this->narrow_(fminf(MOST_DRIFT_HZ, fmaxf(DRIFT_HZ, DRIFT_SHARE * peak.heart_rate_bpm / 60.0f)));
    }
    return true;
  }

  /// Deep breathing swings the baseline as high as the pulse: with a fast heart there is room to cut it off.
  void narrow_(float drift_hz) {
    if (fabsf(drift_hz - this->drift_hz_) < 0.15f * this->drift_hz_)
      return;
    this->drift_hz_ = drift_hz;
    this->slow_high_.design_high_pass(drift_hz, this->slow_rate_hz_);
  }

  static constexpr float FIRST_DRIFT_HZ = 1.0f;  // until a rhythm is known
  static constexpr float MOST_DRIFT_HZ = 1.6f;
  static constexpr float DRIFT_SHARE = 0.6f;

  static constexpr float HARMONICS = 1.15f;
  static constexpr float JUMP = 0.25f;
  static constexpr float SURE = 0.7f;
  static constexpr uint8_t DOUBT_S = 9;

  /// The beat finder learns how long a beat lasts, for as long as that is known.
  void follow_(const Periodicity::Peak &peak) {
    if (peak.correlation >= 0.5f) {
      this->beats_.set_period(60.0f * this->beat_rate_hz_ / peak.heart_rate_bpm);
      this->period_age_s_ = 0;
    } else if (++this->period_age_s_ > 5) {
      this->period_age_s_ = 5;
      this->beats_.set_period(0.0f);
    }
  }

  /// The mean of the intervals of the last ten seconds, where beats and autocorrelation agree. The heart that speeds up and
  /// slows down with each breath has a mean rate that no single period tells.
  float refine_(float heart_rate_bpm) const {
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
    const float agreement = doubtful ? AGREE_DOUBTFUL : fminf(AGREE, ONE_BEAT / static_cast<float>(count));
    return fabsf(from_beats - heart_rate_bpm) <= agreement * heart_rate_bpm ? from_beats : heart_rate_bpm;
  }

  static constexpr float CERTAIN_S = 8.0f, DOUBTFUL_S = 5.0f;
  static constexpr float AGREE = 0.15f, AGREE_DOUBTFUL = 0.04f, ONE_BEAT = 0.8f;

  /// What the band takes from the pulse wave's height is given back for its fundamental; what the harmonics lose, as a
  /// share of the whole (synthetic pulses; the index stays within a quarter of theirs from 50 to 180 bpm).
  void tell_perfusion_(float infrared_dc, float heart_rate_bpm) {
    const float hz = heart_rate_bpm / 60.0f;
    const float low = PulseBand::LOW_HZ / hz, high = hz / PulseBand::HIGH_HZ;
    const float loss = sqrtf((1.0f + low * low * low * low) * (1.0f + high * high * high * high));
    if (this->height_ > 0.0f && infrared_dc > 0.0f)
      this->reading_.perfusion_index_percent = 100.0f * HARMONICS * this->height_ * loss / infrared_dc;
  }

  void tell_saturation_() {
    const float ratio = this->ratio_.ratio();
    const float spo2 = this->settings_.curve.at(ratio);
    const float other_way = this->settings_.curve.at(1.0f / ratio);
    this->reading_.ratio = ratio;
    if (spo2 >= LEAST_SPO2 && spo2 <= MOST_SPO2)
      this->reading_.spo2_percent = fminf(100.0f, spo2);
    // Red beats less than infrared in every finger above about 85 %: a value that no living person has, and a usual one
    // when read the other way round, held for ten seconds, is a board whose LEDs are swapped.
    const bool strange = spo2 < LEAST_SPO2 && other_way >= 85.0f;
    this->swapped_s_ = strange ? (this->swapped_s_ < 10 ? this->swapped_s_ + 1 : 10) : 0;
    this->reading_.leds_look_swapped = this->swapped_s_ >= 10;
  }

  void tell_variability_() {
    this->reading_.rmssd_ms = this->variability_.rmssd_ms();
    this->reading_.sdnn_ms = this->variability_.sdnn_ms();
    this->reading_.irregularity = this->variability_.irregularity();
  }

  Settings settings_;
  PulseBand infrared_band_, red_band_;
  BeatFinder beats_;
  Periodicity periodicity_;
  RatioOfRatios ratio_;
  Variability variability_;
  Respiration respiration_;
  Biquad slow_high_, breath_high_;
  Reading reading_;
  Second second_;
  Beat pending_[Reading::MOST_BEATS]{};
  Intervals latest_[LATEST_S]{};
  float beat_rate_hz_{100}, slow_rate_hz_{25}, second_phase_{0}, breath_phase_{0};
  float mean_red_{0}, mean_infrared_{0}, level_{0}, previous_[2]{};
  float trusted_bpm_{NAN}, drift_hz_{DRIFT_HZ}, beat_sum_{0}, baseline_{0}, beat_height_{0};
  float top_{0}, bottom_{0}, height_{0}, steadiness_{0}, interval_ms_{0};
  uint32_t samples_{0}, beat_length_{0};
  uint8_t beat_step_{1}, slow_step_{1}, mean_count_{0}, slow_count_{0}, pending_count_{0}, latest_at_{0};
  uint8_t settled_s_{0}, flat_s_{0}, swapped_s_{0}, period_age_s_{0}, doubts_s_{0};
  bool finger_{false}, fresh_{true}, loud_{false}, miscounted_{false}, noisy_{false};
};

}  // namespace esphome::healthsense_dsp
