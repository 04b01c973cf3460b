#include "analog_ppg.h"

#include <cmath>

#include "esphome/core/hal.h"
#include "esphome/core/log.h"

namespace esphome::analog_ppg {

static const char *const TAG = "analog_ppg";

AnalogPPG::AnalogPPG(voltage_sampler::VoltageSampler *source, const AnalogSettings &settings)
    : source_(source),
      settings_(settings),
      pulse_(settings),
      clock_(static_cast<uint32_t>(std::lround(1e6f / settings.rate_hz))) {}

void AnalogPPG::setup() {
  if (this->measuring_)
    this->high_frequency_.start();
}

void AnalogPPG::dump_config() {
  ESP_LOGCONFIG(TAG,
                "Analog pulse sensor:\n"
                "  Sample rate: %.0f Hz\n"
                "  Voltage: %.2f to %.2f V, %s with blood\n"
                "  Least swing: %.0f mV\n"
                "  Reporting interval: %u s",
                this->settings_.rate_hz, this->settings_.lowest_v, this->settings_.highest_v,
                this->settings_.rises_with_blood ? "rises" : "falls", this->settings_.least_swing_v * 1e3f,
                this->schedule_.interval());
#ifdef USE_SENSOR
  LOG_SENSOR("  ", "Heart rate", this->heart_rate_sensor_);
  LOG_SENSOR("  ", "Signal quality", this->signal_quality_sensor_);
  LOG_SENSOR("  ", "RMSSD", this->rmssd_sensor_);
  LOG_SENSOR("  ", "SDNN", this->sdnn_sensor_);
  LOG_SENSOR("  ", "Pulse irregularity", this->irregularity_sensor_);
  LOG_SENSOR("  ", "Respiratory rate", this->respiratory_rate_sensor_);
  LOG_SENSOR("  ", "Respiratory quality", this->respiratory_quality_sensor_);
  LOG_SENSOR("  ", "RR interval", this->rr_interval_sensor_);
  LOG_SENSOR("  ", "Pulse amplitude", this->pulse_amplitude_sensor_);
  LOG_SENSOR("  ", "Lost samples", this->lost_samples_sensor_);
#endif
#ifdef USE_BINARY_SENSOR
  LOG_BINARY_SENSOR("  ", "Finger present", this->finger_binary_sensor_);
  LOG_BINARY_SENSOR("  ", "Irregular pulse", this->irregular_pulse_binary_sensor_);
#endif
#ifdef USE_TEXT_SENSOR
  LOG_TEXT_SENSOR("  ", "Status", this->status_text_sensor_);
#endif
}

void AnalogPPG::loop() {
#ifdef USE_SENSOR
  float interval_ms;
  if (this->rr_interval_sensor_ != nullptr && this->beats_.next(millis(), &interval_ms))
    this->rr_interval_sensor_->publish_state(interval_ms);
#endif
  const uint32_t now = micros();
  if (!this->clock_.due(now))
    return;
  bool full = false;
  this->clock_.take(
      now, this->source_->sample(),
      [this, &full](float volts) {
        if (this->pulse_.push(volts))
          full = true;
      },
      [this](uint32_t count) {
        this->lost_samples_ += count;
        this->pulse_.gap(count);
      });
  if (full)
    this->second_(this->pulse_.reading());
}

void AnalogPPG::set_measuring(bool measuring) {
  if (measuring == this->measuring_)
    return;
  this->measuring_ = measuring;
  this->schedule_.restart();
  if (measuring) {
    this->clock_.restart();
    this->pulse_.restart();
    this->high_frequency_.start();
    this->enable_loop();
    return;
  }
  this->high_frequency_.stop();
  this->disable_loop();
  // A pulse of before the pause must not look current.
  this->beats_.clear();
  Reading paused;
  paused.status = Status::NO_FINGER;
  this->second_(paused);
}

void AnalogPPG::second_(const Reading &reading) {
  this->seconds_++;
  for (uint8_t i = 0; i < reading.beat_count; i++)
    if (reading.beats[i].clean)
      this->beats_.add(reading.beats[i].interval_ms);
  this->irregular_pulse_.second(reading.irregularity);
  if (!this->schedule_.second(static_cast<uint8_t>(reading.status), healthsense_dsp::known_vitals(reading)))
    return;
  // Status and finger first, then quality: whoever acts on a value already knows how far to trust it.
  this->publish_status_(reading.status);
  this->publish_finger_(reading.status);
  this->publish_values_(reading);
  this->publish_irregular_();
}

void AnalogPPG::publish_status_(Status status) {
  if (static_cast<uint8_t>(status) == this->status_)
    return;
  this->status_ = static_cast<uint8_t>(status);
#ifdef USE_TEXT_SENSOR
  if (this->status_text_sensor_ != nullptr)
    this->status_text_sensor_->publish_state(healthsense_dsp::status_text(status));
#endif
}

void AnalogPPG::publish_finger_(Status status) {
#ifdef USE_BINARY_SENSOR
  if (this->finger_binary_sensor_ == nullptr)
    return;
  // While the light is not the sensor's alone, or the sensor fails or rests, nobody knows whether somebody is there.
  if (!this->measuring_ || status == Status::AMBIENT_LIGHT || status == Status::SENSOR_FAULT) {
    this->finger_binary_sensor_->invalidate_state();
  } else {
    this->finger_binary_sensor_->publish_state(status != Status::NO_FINGER);
  }
#endif
}

void AnalogPPG::publish_values_(const Reading &reading) {
#ifdef USE_SENSOR
  const struct {
    sensor::Sensor *sensor;
    float value;
  } rows[VALUES] = {
      {this->signal_quality_sensor_, reading.signal_quality_percent},
      {this->respiratory_quality_sensor_, reading.respiratory_quality_percent},
      {this->lost_samples_sensor_, static_cast<float>(this->lost_samples_)},
      {this->pulse_amplitude_sensor_, this->measuring_ ? this->pulse_.amplitude_mv() : NAN},
      {this->heart_rate_sensor_, reading.heart_rate_bpm},
      {this->rmssd_sensor_, reading.rmssd_ms},
      {this->sdnn_sensor_, reading.sdnn_ms},
      {this->irregularity_sensor_, reading.irregularity},
      {this->respiratory_rate_sensor_, reading.respiratory_rate_per_min},
  };
  for (uint8_t i = 0; i < VALUES; i++) {
    sensor::Sensor *sensor = rows[i].sensor;
    if (sensor != nullptr && this->told_[i].worth(rows[i].value, sensor->get_accuracy_decimals(), this->only_on_change_,
                                                  this->seconds_))
      sensor->publish_state(rows[i].value);
  }
#endif
}

void AnalogPPG::publish_irregular_() {
#ifdef USE_BINARY_SENSOR
  if (this->irregular_pulse_binary_sensor_ == nullptr)
    return;
  if (this->irregular_pulse_.known()) {
    this->irregular_pulse_binary_sensor_->publish_state(this->irregular_pulse_.irregular());
  } else {
    this->irregular_pulse_binary_sensor_->invalidate_state();
  }
#endif
}

#ifdef USE_NUMBER
void ReportingIntervalNumber::setup() {
  this->pref_ = this->make_entity_preference<float>();
  float value = this->initial_value_;
  if (!this->pref_.load(&value) || !this->in_range_(value))
    value = this->initial_value_;
  this->publish_state(value);
  this->parent_->set_reporting_interval(static_cast<uint8_t>(std::lround(value)));
}

void ReportingIntervalNumber::control(float value) {
  if (!this->in_range_(value))
    return;
  value = std::round(value);
  this->publish_state(value);
  this->parent_->set_reporting_interval(static_cast<uint8_t>(value));
  this->pref_.save(&value);
}

bool ReportingIntervalNumber::in_range_(float value) const {
  return value >= this->traits.get_min_value() && value <= this->traits.get_max_value();
}

void ReportingIntervalNumber::dump_config() { LOG_NUMBER("", "Reporting interval", this); }
#endif

#ifdef USE_SWITCH
void MeasuringSwitch::setup() { this->control(this->get_initial_state_with_restore_mode().value_or(true)); }
void MeasuringSwitch::dump_config() { LOG_SWITCH("", "Measuring", this); }
void MeasuringSwitch::write_state(bool state) {
  this->parent_->set_measuring(state);
  this->publish_state(state);
}

void OnlyOnChangeSwitch::setup() { this->control(this->get_initial_state_with_restore_mode().value_or(false)); }
void OnlyOnChangeSwitch::dump_config() { LOG_SWITCH("", "Only on change", this); }
void OnlyOnChangeSwitch::write_state(bool state) {
  this->parent_->set_only_on_change(state);
  this->publish_state(state);
}
#endif

}  // namespace esphome::analog_ppg
