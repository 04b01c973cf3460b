#pragma once

#include <math.h>
#include <stdint.h>

#include "esphome/components/healthsense_dsp/oximeter.h"

namespace esphome::analog_ppg {

using healthsense_dsp::Oximeter;
using healthsense_dsp::Reading;
using healthsense_dsp::Status;

struct AnalogSettings {
  float rate_hz{100.0f};        ///< 50 to 200
  bool rises_with_blood{true};  ///< false: the voltage falls when blood flows in
  float lowest_v{0.16f};        ///< at or below it the converter tells nothing more
  float highest_v{3.0f};        ///< at or above it neither
  float least_swing_v{0.01f};   ///< less than this from top to bottom in three seconds: nobody is there
};

/// One channel of volts through the signal core, with what only a voltage can tell: rails, and a swing too small.
class AnalogPulse {
 public:
  explicit AnalogPulse(const AnalogSettings &settings) : settings_(settings), core_(core_settings(settings)) {}

  /// True when a second is full and `reading()` is new.
  bool push(float volts) {
    if (isfinite(volts)) {
      this->least_ = fminf(this->least_, volts);
      this->most_ = fmaxf(this->most_, volts);
      this->sum_ += volts;
      this->count_++;
      if (volts <= this->settings_.lowest_v || volts >= this->settings_.highest_v)
        this->at_rail_++;
    }
    if (this->fed_) {
      if (!this->core_.push(volts * MILLI))
        return false;
      if (this->told_already_) {
        this->told_already_ = false;
        return false;
      }
    } else {
      this->kept_back_++;
      this->phase_ += 1.0f;
      if (this->phase_ < this->settings_.rate_hz)
        return false;
      this->phase_ -= this->settings_.rate_hz;
    }
    this->close_second_();
    return true;
  }

  /// `count` samples were lost just now.
  void gap(uint32_t count) {
    if (this->fed_) {
      this->core_.gap(count);
    } else {
      this->kept_back_ += count;
    }
  }

  /// As after a pause: nothing of before is known, but the minutes of variability are.
  void restart() {
    this->core_.disturb();
    this->begin_second_();
    this->keep_back_();
    this->dead_s_ = 0;
    for (float &swing : this->swings_)
      swing = 0.0f;
  }

  const Reading &reading() const { return this->reading_; }
  /// From top to bottom of the pulse wave, about; NaN while none is known.
  float amplitude_mv() const { return this->amplitude_mv_; }

 protected:
  static constexpr float MILLI = 1000.0f;
  static constexpr uint8_t SWING_S = 3;   // the slowest heart beats once in them
  static constexpr float AGAIN = 1.25f;   // a finger that comes must swing more than one that leaves
  static constexpr float DEAD_V = 0.02f;  // at a rail and moving less: no sensor, no power
  static constexpr uint8_t DEAD_S = 2;

  static healthsense_dsp::Settings core_settings(const AnalogSettings &settings) {
    healthsense_dsp::Settings core;
    core.rate_hz = settings.rate_hz;
    core.two_channels = false;
    core.rises_with_blood = settings.rises_with_blood;
    return core;
  }

  void begin_second_() {
    this->least_ = INFINITY;
    this->most_ = -INFINITY;
    this->sum_ = 0.0f;
    this->count_ = this->at_rail_ = 0;
  }

  void close_second_() {
    const Second second{this->most_ - this->least_, this->sum_ / static_cast<float>(this->count_), this->count_,
                        this->at_rail_ * 10 > this->count_};
    this->begin_second_();
    const bool was_fed = this->fed_;
    const Status without = this->why_no_pulse_(second);
    if (without == Status::OK) {
      this->feed_();
    } else {
      this->keep_back_();
    }
    this->amplitude_mv_ = NAN;
    if (without != Status::OK || !was_fed) {
      this->reading_ = Reading{};
      this->reading_.status = without == Status::OK ? Status::SETTLING : without;
      return;
    }
    this->reading_ = this->core_.reading();
    this->amplitude_mv_ = this->reading_.perfusion_index_percent * second.mean * MILLI / 100.0f;
    // The level of an amplified sensor is its bias, not the light that came through: no perfusion index.
    this->reading_.perfusion_index_percent = NAN;
  }

  struct Second {
    float swing, mean;
    uint16_t count;
    bool railed;
  };

  /// OK when there may be one.
  Status why_no_pulse_(const Second &second) {
    if (second.count == 0)
      return Status::SENSOR_FAULT;
    const bool flat = second.railed ? second.swing < DEAD_V : second.swing <= 0.0f;
    this->dead_s_ = flat ? (this->dead_s_ < DEAD_S ? this->dead_s_ + 1 : DEAD_S) : 0;
    const bool finger = this->is_finger_(second.swing);
    if (this->dead_s_ >= DEAD_S)
      return Status::SENSOR_FAULT;
    if (second.railed)
      return Status::SATURATED;
    return finger ? Status::OK : Status::NO_FINGER;
  }

  bool is_finger_(float swing) {
    float most = swing;
    for (uint8_t i = SWING_S - 1; i > 0; i--) {
      this->swings_[i] = this->swings_[i - 1];
      most = fmaxf(most, this->swings_[i]);
    }
    this->swings_[0] = swing;
    return most >= this->settings_.least_swing_v * (this->fed_ ? 1.0f : AGAIN);
  }

  /// What nobody's finger gave must not teach the core a rhythm.
  void keep_back_() {
    if (!this->fed_)
      return;
    this->core_.disturb();
    this->fed_ = this->told_already_ = false;
    this->kept_back_ = 0;
    this->phase_ = 0.0f;
  }

  void feed_() {
    if (this->fed_)
      return;
    this->fed_ = true;
    this->core_.gap(this->kept_back_);
    // The core tells the last second that it did not see with the next sample. It was told here.
    this->told_already_ = true;
  }

  AnalogSettings settings_;
  Oximeter core_;
  Reading reading_;
  float amplitude_mv_{NAN};
  float least_{INFINITY}, most_{-INFINITY}, sum_{0};
  float swings_[SWING_S]{};
  uint16_t count_{0}, at_rail_{0};
  uint32_t kept_back_{0};
  float phase_{0};
  uint8_t dead_s_{0};
  bool fed_{false};           ///< the core gets the samples
  bool told_already_{false};  ///< the next second of the core
};

}  // namespace esphome::analog_ppg
