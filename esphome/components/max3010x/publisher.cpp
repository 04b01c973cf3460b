#include "publisher.h"

namespace esphome::max3010x {

using healthsense_dsp::Reading;
using healthsense_dsp::Status;

void Publisher::second(const Reading &reading, bool leds_swapped, float die_temperature_c, uint32_t lost_samples) {
  this->seconds_++;
  this->tell_status_(reading.status);
#ifdef USE_BINARY_SENSOR
  // While the light is not the LEDs' alone, or the chip fails, nobody knows whether somebody is there.
  const bool unknown = reading.status == Status::AMBIENT_LIGHT || reading.status == Status::SENSOR_FAULT;
  if (this->finger_binary_sensor_ != nullptr) {
    if (unknown) {
      this->finger_binary_sensor_->invalidate_state();
    } else {
      this->finger_binary_sensor_->publish_state(reading.status != Status::NO_FINGER);
    }
  }
  if (this->leds_swapped_binary_sensor_ != nullptr)
    this->leds_swapped_binary_sensor_->publish_state(leds_swapped);
#endif
  for (uint8_t i = 0; i < reading.beat_count; i++)
    if (reading.beats[i].clean)
      this->beats_.add(reading.beats[i].interval_ms);
  this->irregular_pulse_.second(reading.irregularity);
  if (!this->schedule_.second(static_cast<uint8_t>(reading.status), healthsense_dsp::known_vitals(reading)))
    return;
  this->tell_values_(reading);
  this->tell_(Value::DIE_TEMPERATURE, die_temperature_c);
  this->tell_(Value::LOST_SAMPLES, static_cast<float>(lost_samples));
}

void Publisher::nothing(Status status) {
  this->tell_status_(status);
#ifdef USE_BINARY_SENSOR
  if (this->finger_binary_sensor_ != nullptr)
    this->finger_binary_sensor_->invalidate_state();
#endif
  this->beats_.clear();
  this->irregular_pulse_.second(NAN);
  this->schedule_.restart();
  this->tell_values_(Reading{});
}

void Publisher::tell_values_(const Reading &reading) {
  const float respiratory_quality = reading.respiratory_quality_percent;
  this->tell_(Value::SIGNAL_QUALITY, reading.signal_quality_percent);
  this->tell_(Value::RESPIRATORY_QUALITY, respiratory_quality);
  this->tell_(Value::PERFUSION_INDEX, reading.perfusion_index_percent);
  this->tell_(Value::HEART_RATE, reading.heart_rate_bpm);
  this->tell_(Value::SPO2, reading.spo2_percent);
  this->tell_(Value::RMSSD, reading.rmssd_ms);
  this->tell_(Value::SDNN, reading.sdnn_ms);
  this->tell_(Value::IRREGULARITY, reading.irregularity);
  this->tell_(Value::RESPIRATORY_RATE, reading.respiratory_rate_per_min);
  this->tell_(Value::RATIO, reading.ratio);
#ifdef USE_BINARY_SENSOR
  if (this->irregular_pulse_binary_sensor_ != nullptr) {
    if (this->irregular_pulse_.known()) {
      this->irregular_pulse_binary_sensor_->publish_state(this->irregular_pulse_.irregular());
    } else {
      this->irregular_pulse_binary_sensor_->invalidate_state();
    }
  }
#endif
}

void Publisher::calibrated(bool calibrated) {
#ifdef USE_TEXT_SENSOR
  if (this->calibration_text_sensor_ != nullptr)
    this->calibration_text_sensor_->publish_state(calibrated ? "calibrated" : "uncalibrated");
#endif
}

void Publisher::tell_next_beat(uint32_t now_ms) {
#ifdef USE_SENSOR
  float interval_ms;
  if (this->rr_interval_sensor_ != nullptr && this->beats_.next(now_ms, &interval_ms))
    this->rr_interval_sensor_->publish_state(interval_ms);
#endif
}

void Publisher::tell_status_(Status status) {
  if (static_cast<uint8_t>(status) == this->status_)
    return;
  this->status_ = static_cast<uint8_t>(status);
#ifdef USE_TEXT_SENSOR
  if (this->status_text_sensor_ != nullptr)
    this->status_text_sensor_->publish_state(healthsense_dsp::status_text(status));
#endif
}

void Publisher::tell_(Value which, float value) {
#ifdef USE_SENSOR
  const auto at = static_cast<uint8_t>(which);
  sensor::Sensor *sensor = this->sensors_[at];
  if (sensor != nullptr &&
      this->told_[at].worth(value, sensor->get_accuracy_decimals(), this->only_on_change_, this->seconds_))
    sensor->publish_state(value);
#endif
}

}  // namespace esphome::max3010x
