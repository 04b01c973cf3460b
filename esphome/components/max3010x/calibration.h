#pragma once

// One point of comparison with a finger oximeter: when it may be taken, what it may change, and what it is worth after a
// restart. The curve's slope is never touched here.

#include "esphome/components/healthsense_dsp/settings.h"

namespace esphome::max3010x {

/// What is kept through a restart. It belongs to one curve.
struct StoredCalibration {
  float offset_percent{NAN};
  float temperature_c{NAN};  ///< of the die, when it was taken
  healthsense_dsp::Curve curve{};
};

enum class CalibrationResult : uint8_t { DONE, NO_REFERENCE, NOT_STABLE, TOO_FAR };

/// A signal is stable when each of the last 15 s had status ok, a quality of at least 70 % and a perfusion index of at
/// least 0.3 %, and the uncorrected SpO2 of those seconds lies within 1 %. The limits are ours: 15 s are about the
/// averaging and delay of a finger oximeter (2 to 15 s), 1 % is what one shows as its own step.
class Calibration {
 public:
  static constexpr float MOST_OFFSET_PERCENT = 3.0f;
  static constexpr uint8_t STABLE_S = 15;
  static constexpr float LEAST_QUALITY_PERCENT = 70.0f;
  static constexpr float LEAST_PERFUSION_PERCENT = 0.3f;
  static constexpr float MOST_SPREAD_PERCENT = 1.0f;
  static constexpr uint16_t REFERENCE_LASTS_S = 120;

  explicit Calibration(const healthsense_dsp::Curve &curve) : curve_(curve) {}

  /// Each second. `factor`: by how much the ratio is corrected for temperature.
  void observe(const healthsense_dsp::Reading &reading, float factor) {
    if (this->reference_age_s_ < UINT16_MAX)
      this->reference_age_s_++;
    const bool fit = reading.status == healthsense_dsp::Status::OK && isfinite(reading.ratio) &&
                     reading.signal_quality_percent >= LEAST_QUALITY_PERCENT &&
                     reading.perfusion_index_percent >= LEAST_PERFUSION_PERCENT;
    if (!fit) {
      this->count_ = 0;
      return;
    }
    this->seconds_[this->at_] = this->curve_.at(reading.ratio * factor);
    this->at_ = static_cast<uint8_t>((this->at_ + 1) % STABLE_S);
    if (this->count_ < STABLE_S)
      this->count_++;
  }

  /// What a finger oximeter shows at this moment; it is good for two minutes and for one calibration.
  void set_reference(float percent) {
    this->reference_percent_ = percent;
    this->reference_age_s_ = 0;
  }

  CalibrationResult calibrate(float temperature_c) {
    if (!isfinite(this->reference_percent_) || this->reference_age_s_ > REFERENCE_LASTS_S)
      return CalibrationResult::NO_REFERENCE;
    float mean = 0.0f;
    if (!this->stable_mean_(&mean))
      return CalibrationResult::NOT_STABLE;
    const float offset = this->reference_percent_ - mean;
    if (fabsf(offset) > MOST_OFFSET_PERCENT)
      return CalibrationResult::TOO_FAR;
    this->offset_percent_ = offset;
    this->temperature_c_ = temperature_c;
    this->reference_percent_ = NAN;
    return CalibrationResult::DONE;
  }

  void forget() { this->offset_percent_ = this->temperature_c_ = NAN; }

  bool calibrated() const { return isfinite(this->offset_percent_); }
  float offset_percent() const { return this->calibrated() ? this->offset_percent_ : 0.0f; }
  float temperature_c() const { return this->temperature_c_; }

  StoredCalibration stored() const { return {this->offset_percent_, this->temperature_c_, this->curve_}; }

  /// False when it was taken with another curve or is none.
  bool restore(const StoredCalibration &stored) {
    const bool same = stored.curve.a == this->curve_.a && stored.curve.b == this->curve_.b &&
                      stored.curve.c == this->curve_.c;
    if (!same || !(fabsf(stored.offset_percent) <= MOST_OFFSET_PERCENT))
      return false;
    this->offset_percent_ = stored.offset_percent;
    this->temperature_c_ = stored.temperature_c;
    return true;
  }

 protected:
  bool stable_mean_(float *mean) const {
    if (this->count_ < STABLE_S)
      return false;
    float sum = 0.0f, least = INFINITY, most = -INFINITY;
    for (const float second : this->seconds_) {
      sum += second;
      least = fminf(least, second);
      most = fmaxf(most, second);
    }
    *mean = sum / static_cast<float>(STABLE_S);
    return most - least <= MOST_SPREAD_PERCENT;
  }

  healthsense_dsp::Curve curve_;
  float seconds_[STABLE_S]{};
  float offset_percent_{NAN}, temperature_c_{NAN}, reference_percent_{NAN};
  uint16_t reference_age_s_{UINT16_MAX};
  uint8_t at_{0}, count_{0};
};

}  // namespace esphome::max3010x
