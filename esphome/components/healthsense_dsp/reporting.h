#pragma once

// When a value is told: the interval, changes only, and what may not wait.

#include <math.h>
#include <stdint.h>

#include "settings.h"

namespace esphome::healthsense_dsp {

/// Decides for each second whether values are told. A change of status, and of which vitals are known, is never kept
/// waiting: the NaN after a finger that left comes at once, and so does the first saturation.
class ReportSchedule {
 public:
  void set_interval(uint8_t seconds) { this->interval_s_ = seconds > 0 ? seconds : uint8_t{1}; }

  uint8_t interval() const { return this->interval_s_; }

  bool second(uint8_t status, uint8_t known = 0) {
    const bool changed = status != this->status_ || known != this->known_;
    this->status_ = status;
    this->known_ = known;
    if (this->since_s_ < UINT8_MAX)
      this->since_s_++;
    if (!changed && this->since_s_ < this->interval_s_)
      return false;
    this->since_s_ = 0;
    return true;
  }

  void restart() { this->status_ = UINT8_MAX; }

 protected:
  uint8_t interval_s_{1}, since_s_{UINT8_MAX}, status_{UINT8_MAX}, known_{0};
};

/// Which vitals of a reading have a value.
inline uint8_t known_vitals(const Reading &reading) {
  const float vitals[] = {reading.heart_rate_bpm, reading.spo2_percent, reading.respiratory_rate_per_min};
  uint8_t known = 0;
  for (const float vital : vitals)
    known = static_cast<uint8_t>(known << 1 | (isfinite(vital) ? 1 : 0));
  return known;
}

/// The last value told of one entity. With `only_on_change` a value that shows the same digits is told again only after
/// a minute, so that whoever listens can tell a steady value from a dead sensor.
class Told {
 public:
  static constexpr uint32_t AGAIN_AFTER_S = 60;

  bool worth(float value, int8_t decimals, bool only_on_change, uint32_t now_s) {
    if (only_on_change && this->any_ && now_s - this->at_s_ < AGAIN_AFTER_S && same_(value, this->value_, decimals))
      return false;
    this->any_ = true;
    this->value_ = value;
    this->at_s_ = now_s;
    return true;
  }

 protected:
  static bool same_(float one, float other, int8_t decimals) {
    if (isnan(one) || isnan(other))
      return isnan(one) && isnan(other);
    const float scale = powf(10.0f, static_cast<float>(decimals));
    return roundf(one * scale) == roundf(other * scale);
  }

  float value_{NAN};
  uint32_t at_s_{0};
  bool any_{false};
};

/// An irregular pulse is told from a minute above the limit on, and until a minute below it: what a weak movement does to
/// single beats leaves the minute that the irregularity is of by then. The limit is 0.1 of the mean interval (Dash et
/// al., Ann Biomed Eng 2009;37:1701). Unknown says nothing either way.
class IrregularPulse {
 public:
  static constexpr float LIMIT = 0.1f;
  static constexpr uint8_t HELD_S = 60;

  void second(float irregularity) {
    this->known_ = isfinite(irregularity);
    if (!this->known_) {
      this->held_s_ = 0;
      this->irregular_ = false;
      return;
    }
    if ((irregularity > LIMIT) == this->irregular_) {
      this->held_s_ = 0;
    } else if (++this->held_s_ >= HELD_S) {
      this->held_s_ = 0;
      this->irregular_ = !this->irregular_;
    }
  }

  bool known() const { return this->known_; }
  bool irregular() const { return this->irregular_; }

 protected:
  uint8_t held_s_{0};
  bool known_{false}, irregular_{false};
};

/// Intervals between beats, waiting to be told one by one: the API sends only the last of several states of a moment.
class BeatQueue {
 public:
  static constexpr uint8_t ROOM = 16;
  static constexpr uint32_t SPACING_MS = 150;  // the API's batches are 100 ms apart

  /// The oldest makes room when there is none.
  void add(float interval_ms) {
    this->intervals_ms_[(this->first_ + this->count_) % ROOM] = interval_ms;
    if (this->count_ < ROOM) {
      this->count_++;
    } else {
      this->first_ = static_cast<uint8_t>((this->first_ + 1) % ROOM);
    }
  }

  /// True when one is to be told now, in `interval_ms`.
  bool next(uint32_t now_ms, float *interval_ms) {
    if (this->count_ == 0 || now_ms - this->told_ms_ < SPACING_MS)
      return false;
    this->told_ms_ = now_ms;
    *interval_ms = this->intervals_ms_[this->first_];
    this->first_ = static_cast<uint8_t>((this->first_ + 1) % ROOM);
    this->count_--;
    return true;
  }

  void clear() { this->count_ = 0; }

 protected:
  float intervals_ms_[ROOM]{};
  uint32_t told_ms_{0};
  uint8_t first_{0}, count_{0};
};

}  // namespace esphome::healthsense_dsp
