#pragma once

#include <stdint.h>

namespace esphome::analog_ppg {

/// Makes evenly spaced samples of a converter that is read when the loop comes round.
///
/// A reading taken a little late is moved to its own time by a straight line to the reading before, and so is filled what
/// is missing in a hole of up to BRIDGED_US: a pulse wave has next to nothing above 8 Hz, where a line over 30 ms is
/// right to a few percent. What is missing in a longer hole is lost, and told as lost.
class SampleClock {
 public:
  static constexpr uint32_t BRIDGED_US = 30000;

  explicit SampleClock(uint32_t period_us) : period_us_(period_us) {}

  /// The next reading is the first one.
  void restart() { this->running_ = false; }

  bool due(uint32_t now_us) const {
    return !this->running_ || static_cast<int32_t>(now_us - this->next_us_) >= 0;
  }

  /// A reading made at `now_us`, when due() said so. Calls push(value) for each sample, lost(count) before it for those
  /// that nobody can know.
  template<typename Push, typename Lost> void take(uint32_t now_us, float value, Push &&push, Lost &&lost) {
    if (!this->running_) {
      this->running_ = true;
      this->remember_(now_us, value);
      this->next_us_ = now_us + this->period_us_;
      push(value);
      return;
    }
    const uint32_t missed = (now_us - this->next_us_) / this->period_us_;
    const uint32_t hole_us = now_us - this->last_us_;
    if (hole_us > BRIDGED_US) {
      if (missed > 0)
        lost(missed);
      push(value);
      this->next_us_ += (missed + 1) * this->period_us_;
    } else {
      for (uint32_t i = 0; i <= missed; i++) {
        const float share = static_cast<float>(this->next_us_ - this->last_us_) / static_cast<float>(hole_us);
        push(this->last_value_ + (value - this->last_value_) * share);
        this->next_us_ += this->period_us_;
      }
    }
    this->remember_(now_us, value);
  }

 protected:
  void remember_(uint32_t now_us, float value) {
    this->last_us_ = now_us;
    this->last_value_ = value;
  }

  uint32_t period_us_;
  uint32_t next_us_{0}, last_us_{0};
  float last_value_{0};
  bool running_{false};
};

}  // namespace esphome::analog_ppg
