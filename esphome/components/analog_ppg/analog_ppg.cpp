#include "analog_ppg.h"

#include <cinttypes>
#include <cmath>

#include "esphome/core/hal.h"
#include "esphome/core/log.h"

namespace esphome::analog_ppg {

static const char *const TAG = "analog_ppg";

// With only_on_change too a steady value is told each minute: whoever listens can tell it from a dead sensor.
static constexpr uint32_t ALL_AGAIN_S = 60;

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
                "  Reporting interval: %" PRIu32 " s",
                this->settings_.rate_hz, this->settings_.lowest_v, this->settings_.highest_v,
                this->settings_.rises_with_blood ? "rises" : "falls", this->settings_.least_swing_v * 1e3f,
                this->reporting_interval_s_);
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
  this->told_ = false;
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
  for (uint8_t i = 0; i < reading.beat_count; i++)
    if (reading.beats[i].clean)
      this->beats_.add(reading.beats[i].interval_ms);
  this->irregular_pulse_.second(reading.irregularity);
  const bool changed = !this->told_ || reading.status != this->last_status_;
  this->since_report_s_++;
  this->since_all_s_++;
  if (!changed && this->since_report_s_ < this->reporting_interval_s_)
    return;
  this->since_report_s_ = 0;
  const bool all = changed || !this->only_on_change_ || this->since_all_s_ >= ALL_AGAIN_S;
  if (all)
    this->since_all_s_ = 0;
  // Status and finger first, then quality: whoever acts on a value already knows how far to trust it.
  if (changed)
    this->publish_status_(reading);
  this->publish_values_(reading, all);
}

void AnalogPPG::publish_status_(const Reading &reading) {
  this->told_ = true;
  this->last_status_ = reading.status;
#ifdef USE_TEXT_SENSOR
  if (this->status_text_sensor_ != nullptr)
    this->status_text_sensor_->publish_state(healthsense_dsp::status_text(reading.status));
#endif
  this->publish_finger_(reading.status);
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

void AnalogPPG::publish_values_(const Reading &reading, bool all) {
#ifdef USE_SENSOR
  const struct {
    sensor::Sensor *sensor;
    float value;
  } rows[] = {
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
  for (const auto &row : rows)
    this->publish_(row.sensor, row.value, all);
#endif
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

#ifdef USE_SENSOR
void AnalogPPG::publish_(sensor::Sensor *sensor, float value, bool all) {
  if (sensor == nullptr)
    return;
  if (!all) {
    const float before = sensor->get_raw_state();
    const float least = 0.5f * std::pow(10.0f, static_cast<float>(-sensor->get_accuracy_decimals()));
    if (std::isnan(value) == std::isnan(before) && !(std::fabs(value - before) >= least))
      return;
  }
  sensor->publish_state(value);
}
#endif

#ifdef USE_NUMBER
void ReportingIntervalNumber::setup() {
  this->pref_ = this->make_entity_preference<float>();
  float value = this->initial_value_;
  if (!this->pref_.load(&value) || !this->in_range_(value))
    value = this->initial_value_;
  this->publish_state(value);
  this->parent_->set_reporting_interval(static_cast<uint32_t>(std::lround(value)));
}

void ReportingIntervalNumber::control(float value) {
  if (!this->in_range_(value))
    return;
  value = std::round(value);
  this->publish_state(value);
  this->parent_->set_reporting_interval(static_cast<uint32_t>(value));
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
