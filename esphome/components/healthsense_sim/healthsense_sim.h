#pragma once

#include "esphome/core/component.h"
#include "esphome/core/defines.h"
#include "esphome/core/helpers.h"
#ifdef USE_BINARY_SENSOR
#include "esphome/components/binary_sensor/binary_sensor.h"
#endif
#ifdef USE_NUMBER
#include "esphome/components/number/number.h"
#endif
#ifdef USE_SELECT
#include "esphome/components/select/select.h"
#endif
#ifdef USE_SENSOR
#include "esphome/components/sensor/sensor.h"
#endif
#ifdef USE_TEXT_SENSOR
#include "esphome/components/text_sensor/text_sensor.h"
#endif

#include "scenario_model.h"

namespace esphome::healthsense_sim {

/// Plays the scenario model, one step a second, and publishes it as an oximeter and a cuff would.
class HealthSenseSim final : public PollingComponent {
#ifdef USE_SENSOR
  SUB_SENSOR(heart_rate)
  SUB_SENSOR(spo2)
  SUB_SENSOR(perfusion_index)
  SUB_SENSOR(signal_quality)
  SUB_SENSOR(systolic)
  SUB_SENSOR(diastolic)
  SUB_SENSOR(cuff_pulse)
#endif
#ifdef USE_BINARY_SENSOR
  SUB_BINARY_SENSOR(finger_present)
#endif
#ifdef USE_TEXT_SENSOR
  SUB_TEXT_SENSOR(status)
#endif

 public:
  explicit HealthSenseSim(uint32_t seed) : PollingComponent(1000), model_(seed) {}

  void dump_config() override;
  void update() override;
  float get_setup_priority() const override { return setup_priority::DATA; }

  void set_cuff_interval(uint32_t cuff_interval_s) { this->cuff_interval_s_ = cuff_interval_s; }
  void set_reporting_interval(uint32_t reporting_interval_s) { this->reporting_interval_s_ = reporting_interval_s; }
  void set_scenario(Scenario scenario) { this->model_.select(scenario); }

  /// The simulated person: whoever measures it reads person().reading(), person().seconds(), person().measure_cuff().
  ScenarioModel &person() { return this->model_; }
  /// A virtual sensor lies on the person and steps it second by second; else the wall clock does.
  void set_stepped_by_sensor(bool stepped_by_sensor) { this->stepped_by_sensor_ = stepped_by_sensor; }

 protected:
  void publish_oximeter_(const Reading &reading);
  void publish_cuff_(const CuffReading &reading);

  ScenarioModel model_;
  bool stepped_by_sensor_{false};
  Status last_status_{Status::SENSOR_FAULT};
  uint32_t reporting_interval_s_{1};
  uint32_t since_report_s_{0};
  uint32_t cuff_interval_s_{300};
  uint32_t until_cuff_s_{5};
};

#ifdef USE_SELECT
/// The scenario being played; comes back after a restart.
class ScenarioSelect final : public select::Select, public Component, public Parented<HealthSenseSim> {
 public:
  void setup() override;
  void dump_config() override;
  float get_setup_priority() const override { return setup_priority::HARDWARE; }

 protected:
  void control(size_t index) override;

  ESPPreferenceObject pref_;
};
#endif

#ifdef USE_NUMBER
/// Seconds between two reports of the oximeter; comes back after a restart.
class ReportingIntervalNumber final : public number::Number, public Component, public Parented<HealthSenseSim> {
 public:
  void setup() override;
  void dump_config() override;
  float get_setup_priority() const override { return setup_priority::HARDWARE; }
  void set_initial_value(float initial_value) { this->initial_value_ = initial_value; }

 protected:
  void control(float value) override;
  bool in_range_(float value) const;

  float initial_value_{1.0f};
  ESPPreferenceObject pref_;
};
#endif

}  // namespace esphome::healthsense_sim
