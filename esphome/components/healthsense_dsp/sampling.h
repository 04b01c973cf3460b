#pragma once

#include <math.h>
#include <stdint.h>

#include "lesser.h"

namespace esphome::healthsense_dsp {

/// Which samples each part gets: the beat finder means of so many that there are 100 to 200 a second (fewer where the
/// sensor gives fewer), the autocorrelation about 25 to 44 of those.
struct Sampling {
  explicit Sampling(float rate_hz) {
    this->beat_step = static_cast<uint8_t>(greater(1.0f, rate_hz / 100.0f));
    this->beat_hz = rate_hz / static_cast<float>(this->beat_step);
    const auto slow = static_cast<uint8_t>(this->beat_hz / 25.0f + 0.25f);
    this->slow_step = slow > 1 ? slow : 1;
    this->slow_hz = this->beat_hz / static_cast<float>(this->slow_step);
  }

  uint8_t beat_step, slow_step;
  float beat_hz, slow_hz;
};

/// The mean of every `step` samples of two channels.
class Mean {
 public:
  void reset() {
    this->count_ = 0;
    this->red_ = this->infrared_ = 0.0f;
  }

  /// True when red and infrared were replaced by a mean.
  bool step(float *red, float *infrared, uint8_t step) {
    this->red_ += *red;
    this->infrared_ += *infrared;
    if (++this->count_ < step)
      return false;
    const float share = 1.0f / static_cast<float>(this->count_);
    *red = this->red_ * share;
    *infrared = this->infrared_ * share;
    this->reset();
    return true;
  }

 protected:
  float red_{0}, infrared_{0};
  uint8_t count_{0};
};

}  // namespace esphome::healthsense_dsp
