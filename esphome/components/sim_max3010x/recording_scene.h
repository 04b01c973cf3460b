#pragma once

// A recording before the sensor: rows of counts, played at their own rate, between two rows on the straight line.

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "scene.h"

namespace esphome::sim_max3010x {

class RecordingScene final : public Scene {
 public:
  static constexpr double FULL_SCALE_COUNTS = 262144.0;

  /// `rows` pairs red, infrared of 18-bit counts, taken with `milliamperes` in both LEDs and a converter of
  /// `full_scale_na`; so a driver that changes the current sees the counts change as it would have.
  RecordingScene(const uint32_t *counts, size_t rows, double rate_hz, double milliamperes, double full_scale_na,
                 bool repeat)
      : counts_(counts),
        rows_(rows),
        rate_hz_(rate_hz),
        scale_(full_scale_na / FULL_SCALE_COUNTS / milliamperes),
        repeat_(repeat) {}

  void advance(double seconds) override {
    this->row_ += seconds * this->rate_hz_;
    const auto end = static_cast<double>(this->rows_);
    if (this->repeat_ && this->row_ >= end)
      this->row_ = fmod(this->row_, end);
  }

  /// Behind the last row nobody is there.
  double reflection_na_per_ma(Led led) const override {
    const auto row = static_cast<size_t>(this->row_);
    if (row >= this->rows_ || led == Led::GREEN)
      return 0.0;
    const size_t next = row + 1 < this->rows_ ? row + 1 : row;
    const size_t column = led == Led::RED ? 0 : 1;
    const double part = this->row_ - static_cast<double>(row);
    const double from = this->counts_[2 * row + column], to = this->counts_[2 * next + column];
    return this->scale_ * (from + (to - from) * part);
  }
  double ambient_na() const override { return 0.0; }
  bool ambient_overflow() const override { return false; }

 protected:
  const uint32_t *counts_;
  size_t rows_;
  double rate_hz_, scale_;
  bool repeat_;
  double row_{0.0};
};

}  // namespace esphome::sim_max3010x
