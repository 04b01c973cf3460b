#pragma once

// What is told when. The rules are those of the max3010x component, so that both speak alike. No ESPHome header.

#include <math.h>
#include <stdint.h>

namespace esphome::analog_ppg {

/// An irregular pulse is told from half a minute above the limit on, and until half a minute below it. The limit is 0.1
/// of the mean interval (Dash et al., Ann Biomed Eng 2009;37:1701). Unknown says nothing either way.
class IrregularPulse {
 public:
  static constexpr float LIMIT = 0.1f;
  static constexpr uint8_t HELD_S = 30;

  void second(float irregularity) {
    this->known_ = isfinite(irregularity);
    if (!this->known_)
      this->irregular_ = false;
    const bool other = this->known_ && (irregularity > LIMIT) != this->irregular_;
    this->held_s_ = other ? static_cast<uint8_t>(this->held_s_ + 1) : uint8_t{0};
    if (this->held_s_ >= HELD_S) {
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
      this->first_ = (this->first_ + 1) % ROOM;
    }
  }

  /// True when one is to be told now, in `interval_ms`.
  bool next(uint32_t now_ms, float *interval_ms) {
    if (this->count_ == 0 || now_ms - this->told_ms_ < SPACING_MS)
      return false;
    this->told_ms_ = now_ms;
    *interval_ms = this->intervals_ms_[this->first_];
    this->first_ = (this->first_ + 1) % ROOM;
    this->count_--;
    return true;
  }

  void clear() { this->count_ = 0; }

 protected:
  float intervals_ms_[ROOM]{};
  uint32_t told_ms_{0};
  uint8_t first_{0}, count_{0};
};

}  // namespace esphome::analog_ppg
