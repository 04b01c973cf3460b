#include "healthsense_sim.h"

#include <cinttypes>
#include <cmath>

#include "esphome/core/log.h"

namespace esphome::healthsense_sim {

static const char *const TAG = "healthsense_sim";

void HealthSenseSim::dump_config() {
  ESP_LOGCONFIG(TAG,
                "HealthSense simulation:\n"
                "  Reporting interval: %" PRIu32 " s\n"
                "  Cuff interval: %" PRIu32 " s",
                this->reporting_interval_s_, this->cuff_interval_s_);
#ifdef USE_SENSOR
  LOG_SENSOR("  ", "Heart rate", this->heart_rate_sensor_);
  LOG_SENSOR("  ", "SpO2", this->spo2_sensor_);
  LOG_SENSOR("  ", "Perfusion index", this->perfusion_index_sensor_);
  LOG_SENSOR("  ", "Signal quality", this->signal_quality_sensor_);
  LOG_SENSOR("  ", "Systolic", this->systolic_sensor_);
  LOG_SENSOR("  ", "Diastolic", this->diastolic_sensor_);
  LOG_SENSOR("  ", "Cuff pulse", this->cuff_pulse_sensor_);
#endif
#ifdef USE_BINARY_SENSOR
  LOG_BINARY_SENSOR("  ", "Finger present", this->finger_present_binary_sensor_);
#endif
#ifdef USE_TEXT_SENSOR
  LOG_TEXT_SENSOR("  ", "Status", this->status_text_sensor_);
#endif
}

void HealthSenseSim::update() {
  const Reading reading = this->stepped_by_sensor_ ? this->model_.reading() : this->model_.step();
  this->since_report_s_++;
  // A finger that leaves is told at once: an hour-old pulse must not look current because reports are rare.
  if (this->since_report_s_ >= this->reporting_interval_s_ || reading.status != this->last_status_)
    this->publish_oximeter_(reading);

  if (this->until_cuff_s_ > 0)
    this->until_cuff_s_--;
  // Without a person no measurement: the cuff stays due and keeps what it last showed.
  if (this->until_cuff_s_ == 0 && reading.finger_present) {
    this->until_cuff_s_ = this->cuff_interval_s_;
    this->publish_cuff_(this->model_.measure_cuff());
  }
}

void HealthSenseSim::publish_oximeter_(const Reading &reading) {
  this->since_report_s_ = 0;
  // Status and finger first, so that whoever acts on a value already knows how far to trust it.
#ifdef USE_TEXT_SENSOR
  if (this->status_text_sensor_ != nullptr && reading.status != this->last_status_)
    this->status_text_sensor_->publish_state(status_name(reading.status));
#endif
  this->last_status_ = reading.status;
#ifdef USE_BINARY_SENSOR
  if (this->finger_present_binary_sensor_ != nullptr)
    this->finger_present_binary_sensor_->publish_state(reading.finger_present);
#endif
#ifdef USE_SENSOR
  if (this->signal_quality_sensor_ != nullptr)
    this->signal_quality_sensor_->publish_state(reading.signal_quality_percent);
  if (this->heart_rate_sensor_ != nullptr)
    this->heart_rate_sensor_->publish_state(reading.heart_rate_bpm);
  if (this->spo2_sensor_ != nullptr)
    this->spo2_sensor_->publish_state(reading.spo2_percent);
  if (this->perfusion_index_sensor_ != nullptr)
    this->perfusion_index_sensor_->publish_state(reading.perfusion_index_percent);
#endif
}

void HealthSenseSim::publish_cuff_(const CuffReading &reading) {
#ifdef USE_SENSOR
  if (this->systolic_sensor_ != nullptr)
    this->systolic_sensor_->publish_state(reading.systolic_mmhg);
  if (this->diastolic_sensor_ != nullptr)
    this->diastolic_sensor_->publish_state(reading.diastolic_mmhg);
  if (this->cuff_pulse_sensor_ != nullptr)
    this->cuff_pulse_sensor_->publish_state(reading.pulse_bpm);
#endif
}

#ifdef USE_SELECT
void ScenarioSelect::setup() {
  this->pref_ = this->make_entity_preference<uint8_t>();
  uint8_t stored = 0;
  const size_t index = this->pref_.load(&stored) && stored < SCENARIO_COUNT ? stored : 0;
  this->publish_state(index);
  this->parent_->set_scenario(static_cast<Scenario>(index));
}

void ScenarioSelect::control(size_t index) {
  this->publish_state(index);
  this->parent_->set_scenario(static_cast<Scenario>(index));
  const auto stored = static_cast<uint8_t>(index);
  this->pref_.save(&stored);
}

void ScenarioSelect::dump_config() { LOG_SELECT("", "Scenario", this); }
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

}  // namespace esphome::healthsense_sim
