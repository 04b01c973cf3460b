// What a person changes while the node runs, and what the temperature changes by itself.

#include "max3010x.h"

#include <cmath>

#include "esphome/core/log.h"

namespace esphome::max3010x {

static const char *const TAG = "max3010x";

using healthsense_dsp::Status;

float MAX3010xComponent::factor_() const {
  if (!this->settings_.compensate_temperature)
    return 1.0f;
  const float own_c = this->settings_.reference_temperature_c;
  const float reference_c = std::isfinite(own_c) ? own_c : this->calibration_.temperature_c();
  return temperature_factor(this->die_temperature_c_, reference_c);
}

void MAX3010xComponent::correct_() {
  this->measurement_.set_curve(
      corrected_curve(this->settings_.core.curve, this->factor_(), this->calibration_.offset_percent()));
}

void MAX3010xComponent::set_led_current(float milliamperes) {
  const uint8_t code = LedScale(this->chip_.coarse_leds()).code(milliamperes);
  this->measurement_.optics().set_fixed({code, code});
}

float MAX3010xComponent::led_current() const {
  return LedScale(this->chip_.coarse_leds()).milliamperes(this->settings_.optics.start.infrared);
}

void MAX3010xComponent::set_measuring(bool measuring) {
  if (this->is_failed() || measuring == (this->state_ != State::PAUSED))
    return;
  this->failures_ = 0;
  this->wait_ms_ = 0;
  this->told_fault_ = false;
  if (measuring) {
    this->state_ = State::IDENTIFY;
    this->enable_loop();
    return;
  }
  this->state_ = State::PAUSED;
  this->publisher_.nothing(Status::NO_FINGER);
}

void MAX3010xComponent::calibrate() {
  switch (this->calibration_.calibrate(this->die_temperature_c_)) {
    case CalibrationResult::NO_REFERENCE:
      ESP_LOGW(TAG, "Not calibrated: first set the number to what a finger oximeter shows now");
      return;
    case CalibrationResult::NOT_STABLE:
      ESP_LOGW(TAG, "Not calibrated: the signal was not steady for %u s; hold still and try again",
               Calibration::STABLE_S);
      return;
    case CalibrationResult::TOO_FAR:
      ESP_LOGW(TAG, "Not calibrated: more than %.0f %% apart is not a matter of calibration; check placement and light",
               Calibration::MOST_OFFSET_PERCENT);
      return;
    case CalibrationResult::DONE:
      break;
  }
  ESP_LOGI(TAG, "Calibrated");
  this->save_();
  this->on_calibrated_.call();
}

void MAX3010xComponent::forget_calibration() {
  this->calibration_.forget();
  this->save_();
}

void MAX3010xComponent::save_() {
  const StoredCalibration stored = this->calibration_.stored();
  this->preference_.save(&stored);
  this->correct_();
  this->publisher_.calibrated(this->calibration_.calibrated());
}

}  // namespace esphome::max3010x
