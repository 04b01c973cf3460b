#pragma once

// The signal core of HealthSense: counts of a photodiode in, once a second a reading out.
//
// Float only, no heap, no clock and no ESPHome header: time is the number of samples, so the same file runs on the chip,
// in the host firmware and, through ctypes, under pytest. Not a medical device; what was measured: docs/hardware/accuracy.md.

#include <math.h>
#include <stdint.h>

#include "beat.h"
#include "biquad.h"
#include "breath_waves.h"
#include "drift.h"
#include "heart_rate.h"
#include "lesser.h"
#include "periodicity.h"
#include "pulse_height.h"
#include "ratio.h"
#include "respiration.h"
#include "sampling.h"
#include "saturation.h"
#include "second.h"
#include "settings.h"
#include "variability.h"

namespace esphome::healthsense_dsp {

class Oximeter {
 public:
  explicit Oximeter(const Settings &settings) : settings_(settings), sampling_(settings.rate_hz) {
    this->infrared_band_.design(this->sampling_.beat_hz);
    this->red_band_.design(this->sampling_.beat_hz);
    this->beats_.design(this->sampling_.beat_hz);
    this->periodicity_.design(this->sampling_.slow_hz);
    this->drift_.design(this->sampling_.slow_hz);
    this->red_drift_.design(this->sampling_.slow_hz);
    this->breath_waves_.design(this->sampling_.slow_hz);
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
    // Written so that NaN is none either.
    if (!(fabsf(red) <= MOST_COUNTS && fabsf(infrared) <= MOST_COUNTS)) {
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
    // Whole seconds that nobody saw pass in the windows, without a reading of their own. The one that was begun is told with
    // the next sample.
    const float rate = this->settings_.rate_hz;
    this->second_phase_ += static_cast<float>(count);
    for (uint16_t passed = 0; this->second_phase_ > 2.0f * rate - 1.0f && passed < LONGEST_GAP_S; passed++) {
      this->second_phase_ -= rate;
      this->variability_.tick();
    }
    this->second_phase_ = lesser(this->second_phase_, 2.0f * rate - 1.0f);
  }

  /// The light level was changed on purpose (LED current, range), between two pushes. No time passes and the minutes of
  /// variability stay; the filters begin anew and no interval reaches across. A new value takes some seconds, as after a gap.
  void disturb() {
    const uint16_t faults = this->second_.faults;
    this->second_ = Second{};
    this->second_.faults = faults;
    this->second_.gap = true;
    this->begin_anew_();  // the heart beats on as before: its rate stays known
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
  static constexpr float MOST_COUNTS = 16777216.0f;  // no converter has more than 24 bits, nor float more whole numbers
  static constexpr uint16_t LONGEST_GAP_S = 330;  // after it every window is empty
  static constexpr float RESTART_GAP_S = 2.0f;
  static constexpr uint8_t SETTLING_S = 4;
  static constexpr uint8_t CLEAN_AFTER_S = 10;  // the first beats are found before it is known how long one lasts
  static constexpr uint8_t STILL_S = 3;  // the end of a movement is quieter than the movement: its beats are none either
  static constexpr float STIRRED = 2.5f;  // times the usual energy: beats may be none, though a rate can still be told
  static constexpr float ARRIVES = 0.25f;  // of the light, within a second
  static constexpr uint8_t FLAT_S = 2;
  static constexpr float LOUD = 6.0f;  // times the usual energy of a second: motion
  static constexpr float SHORTEST_MS = 250.0f, LONGEST_MS = 2200.0f;
  static constexpr float LEAST_NOISE_RATE_HZ = 50.0f;  // with fewer samples the pulse itself is rough
  static constexpr float FOLLOWED = 0.5f;
  static constexpr uint8_t FOLLOWED_S = 5;

  /// As with a new finger: no pulse is known, but the minutes of variability stay.
  void restart_() {
    this->begin_anew_();
    this->heart_rate_.restart();
    this->drift_.restart();
    this->red_drift_.restart();
  }

  void begin_anew_() {
    this->fresh_ = true;
    this->align_();
    this->slow_count_ = 0;
    this->fluttered_[0] = this->fluttered_[1] = 0.0f;
    this->forget_pulse_();
    this->drift_.reset();
    this->red_drift_.reset();
  }

  /// What the filters delivered so far was none; they go on.
  void forget_pulse_() {
    this->beats_.restart();
    this->beats_.set_period(0.0f);
    this->period_age_s_ = 0;
    this->heart_rate_.forget_beats();
    this->periodicity_.reset();
    this->ratio_.reset();
    this->beat_lag_ = 0;
    this->saturation_.restart();
    this->respiration_.reset();
    this->breath_waves_.restart();
    this->variability_.break_chain();
    this->height_.restart();
    this->miscounted_ = false;
    this->settled_s_ = 0;
  }

  /// The next mean begins with the next sample. Beats are numbered by means; sample = origin + number * step, all of it
  /// modulo 2^32, so that nothing happens when the count of samples wraps (124 days of 400 a second).
  void align_() {
    this->mean_.reset();
    this->origin_ = this->samples_ - this->beat_samples_ * this->sampling_.beat_step;
  }

  void lose_(uint32_t count) {
    this->second_.gap = true;
    this->beats_.break_chain();
    this->variability_.break_chain();
    this->align_();
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
      this->origin_--;  // this sample is the first of the next mean
    }
    this->second_.add(red, infrared);
    if (finger && this->mean_.step(&red, &infrared, this->sampling_.beat_step))
      this->beat_sample_(red, infrared);
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
    const float red_pulse = this->settings_.two_channels ? sign * this->red_band_.step(red) : 0.0f;
    const float rough = infrared - 2.0f * this->previous_[0] + this->previous_[1];
    this->previous_[1] = this->previous_[0];
    this->previous_[0] = infrared;
    this->second_.noise += rough * rough;
    this->second_.beat++;

    this->breath_waves_.step(infrared - this->level_);
    this->height_.step(pulse);
    BeatFinder::Found found;
    if (this->beats_.step(pulse, ++this->beat_samples_, &found))
      this->beat_(found, pulse);

    if (++this->slow_count_ < this->sampling_.slow_step)
      return;
    this->slow_count_ = 0;
    this->second_.slow++;
    const float level_pulse = this->drift_.step(pulse);
    this->periodicity_.push(level_pulse);
    const float flutter = level_pulse - 2.0f * this->fluttered_[0] + this->fluttered_[1];
    this->fluttered_[1] = this->fluttered_[0];
    this->fluttered_[0] = level_pulse;
    this->second_.flutter += flutter * flutter;
    if (this->settings_.two_channels)
      this->ratio_.push(this->red_drift_.step(red_pulse), level_pulse, this->periodicity_.earlier(this->beat_lag_));
    this->breath_waves_.turn(&this->respiration_);
  }

  void beat_(const BeatFinder::Found &found, float pulse) {
    this->breath_waves_.beat(this->height_.beat(pulse));

    const float interval_ms = found.interval_samples * 1000.0f / this->sampling_.beat_hz;
    const bool in_range = interval_ms >= SHORTEST_MS && interval_ms <= LONGEST_MS;
    // What follows a beat that was none is as wrong as what it ended.
    const bool miscounted = !in_range || this->beats_.looks_miscounted(found.interval_samples);
    const bool doubtful = miscounted || this->miscounted_;
    this->miscounted_ = miscounted;
    const bool clean = !doubtful && found.regular_height && this->settled_s_ >= CLEAN_AFTER_S && !this->loud_ &&
                       !this->noisy_ && this->height_.steady() && !this->second_.gap;
    if (clean) {
      this->variability_.add(interval_ms);
    } else {
      this->variability_.break_chain();
    }
    if (in_range) {
      this->breath_waves_.set_interval(interval_ms);
      this->heart_rate_.add(interval_ms);
    }
    if (miscounted || !this->beats_.knows_period())
      this->heart_rate_.doubt();
    if (this->pending_count_ < Reading::MOST_BEATS) {
      const auto step = static_cast<float>(this->sampling_.beat_step);
      const float place = found.fraction * step;
      const auto whole = static_cast<uint32_t>(place);
      this->pending_[this->pending_count_++] = {this->origin_ + found.sample * this->sampling_.beat_step + whole,
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
    this->reading_.rmssd_ms = this->variability_.rmssd_ms();
    this->reading_.sdnn_ms = this->variability_.sdnn_ms();
    this->reading_.irregularity = this->variability_.irregularity();

    this->flat_s_ = second.flat() ? (this->flat_s_ < FLAT_S ? this->flat_s_ + 1 : FLAT_S) : 0;
    this->reading_.status = this->fault_(second);
    if (this->reading_.status == Status::OK && this->arrives_(second)) {
      this->reading_.status = Status::SETTLING;
      this->restart_();
    } else if (this->reading_.status == Status::OK) {
      this->measure_(second);
    } else if (this->reading_.status == Status::SATURATED || this->flat_s_ >= FLAT_S) {
      this->restart_();
    }
  }

  /// A finger that still comes down: no pulse moves reflected light by a quarter, and the filters would ring for seconds.
  bool arrives_(const Second &second) const {
    return this->settled_s_ < SETTLING_S && this->settings_.two_channels &&
           second.most - second.least > ARRIVES * second.infrared_dc();
  }

  /// What keeps this second from being looked at; OK: nothing.
  Status fault_(const Second &second) const {
    if (second.count == 0 || second.faults > second.count)
      return second.faults ? Status::SENSOR_FAULT : Status::SETTLING;
    if (!this->finger_)
      return Status::NO_FINGER;
    if (second.saturated * 10 > second.count)
      return Status::SATURATED;
    return this->flat_s_ >= FLAT_S ? Status::SENSOR_FAULT : Status::OK;
  }

  void measure_(const Second &second) {
    const float infrared_dc = second.infrared_dc();
    if (second.slow > 0)
      this->periodicity_.close(second.slow);
    const float energy = this->periodicity_.energy(0);
    // What fades is the light's jump as the finger came down, no pulse.
    const float before = greater(this->periodicity_.energy(1), this->periodicity_.energy(2));
    if (this->settled_s_ <= SETTLING_S && before > LOUD * energy) {
      this->forget_pulse_();
      this->reading_.status = Status::SETTLING;
      return;
    }
    this->noisy_ = this->sampling_.beat_hz >= LEAST_NOISE_RATE_HZ && second.drowns(energy);
    this->loud_ = this->settled_s_ >= SETTLING_S && energy > LOUD * this->periodicity_.usual_energy();
    const bool still = energy <= STIRRED * this->periodicity_.usual_energy();
    this->still_s_ = !still ? 0 : (this->still_s_ < STILL_S ? this->still_s_ + 1 : STILL_S);
    if (this->still_s_ < STILL_S)
      this->variability_.forget_rhythm();
    const bool disturbed = second.gap || this->loud_ || second.flickers(energy);
    this->ratio_.close(second.red_dc(), infrared_dc, !disturbed && this->settled_s_ > 0);
    if (this->settled_s_ < 255)
      this->settled_s_++;

    Reading &out = this->reading_;
    const Periodicity::Peak peak = this->periodicity_.peak(this->heart_rate_.trusted_bpm());
    this->beat_lag_ = peak.correlation >= FOLLOWED
                          ? static_cast<uint16_t>(60.0f * this->sampling_.slow_hz / peak.heart_rate_bpm + 0.5f)
                          : uint16_t{0};
    const bool periodic = peak.correlation >= this->settings_.least_periodicity && !second.flickers(energy) &&
                          this->heart_rate_.believe(peak);
    if (periodic) {
      this->drift_.follow(this->heart_rate_.trusted_bpm());
      this->red_drift_.follow(this->heart_rate_.trusted_bpm());
    }
    this->follow_(peak);
    out.signal_quality_percent = 100.0f * lesser(1.0f, greater(0.0f, (peak.correlation - 0.3f) / 0.65f));
    if (this->loud_) {
      out.signal_quality_percent *= 0.5f;
      this->heart_rate_.doubt();
    }
    this->heart_rate_.turn_to_next_second();
    if (periodic) {
      out.heart_rate_bpm = this->heart_rate_.refine(peak.heart_rate_bpm);
      out.perfusion_index_percent = this->height_.perfusion_index_percent(infrared_dc, out.heart_rate_bpm);
      if (this->settings_.two_channels && !this->loud_)
        this->saturation_.tell(this->ratio_.estimate(), this->settings_.curve, &out);
    } else {
      out.status = this->settled_s_ <= SETTLING_S ? Status::SETTLING : second.reason(energy);
    }
    if (this->loud_)
      out.status = Status::MOTION;
    this->heart_rate_.clear_second();

    // Motion moves all three of its signs at once, and so they would agree about it.
    if (this->loud_)
      this->respiration_.reset();
    this->respiration_.judge();
    const Respiration::Estimate breath = this->respiration_.fused();
    if (periodic) {
      out.respiratory_rate_per_min = breath.rate_per_min;
      out.respiratory_quality_percent = 100.0f * breath.quality;
    }
  }

  /// The beat finder learns how long a beat lasts, for as long as that is known.
  void follow_(const Periodicity::Peak &peak) {
    if (peak.correlation >= FOLLOWED) {
      this->beats_.set_period(60.0f * this->sampling_.beat_hz / peak.heart_rate_bpm);
      this->period_age_s_ = 0;
    } else if (++this->period_age_s_ > FOLLOWED_S) {
      this->period_age_s_ = FOLLOWED_S;
      this->beats_.set_period(0.0f);
    }
  }

  Settings settings_;
  Sampling sampling_;
  Mean mean_;
  PulseBand infrared_band_, red_band_;
  BeatFinder beats_;
  Periodicity periodicity_;
  Drift drift_, red_drift_;
  HeartRate heart_rate_;
  PulseHeight height_;
  RatioOfRatios ratio_;
  Saturation saturation_;
  Variability variability_;
  BreathWaves breath_waves_;
  Respiration respiration_;
  Reading reading_;
  Second second_;
  Beat pending_[Reading::MOST_BEATS]{};
  float second_phase_{0}, level_{0}, previous_[2]{};
  float fluttered_[2]{};
  uint32_t samples_{0}, beat_samples_{0}, origin_{0};
  uint16_t beat_lag_{0};  ///< how long a beat lasts, in samples of the autocorrelation; 0: unknown
  uint8_t slow_count_{0}, pending_count_{0};
  uint8_t settled_s_{0}, flat_s_{0}, period_age_s_{0}, still_s_{0};
  bool finger_{false}, fresh_{true}, loud_{false}, miscounted_{false}, noisy_{false};
};

}  // namespace esphome::healthsense_dsp
