#pragma once

#include "esphome/core/component.h"
#include "esphome/core/defines.h"
#include "esphome/core/helpers.h"
#ifdef USE_SELECT
#include "esphome/components/select/select.h"
#endif

#include "scenario_model.h"

namespace esphome::healthsense_sim {

/// The simulated person: her seconds are those of the virtual sensor that lies on her, else those of the wall clock.
class HealthSenseSim final : public PollingComponent {
 public:
  explicit HealthSenseSim(uint32_t seed) : PollingComponent(1000), model_(seed) {}

  void dump_config() override;
  void update() override;
  float get_setup_priority() const override { return setup_priority::DATA; }

  /// Whoever measures her reads person().truth(), person().seconds(), person().measure_cuff().
  ScenarioModel &person() { return this->model_; }
  void set_scenario(Scenario scenario) { this->model_.select(scenario); }
  void set_stepped_by_sensor(bool stepped_by_sensor) { this->stepped_by_sensor_ = stepped_by_sensor; }

 protected:
  ScenarioModel model_;
  bool stepped_by_sensor_{false};
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

}  // namespace esphome::healthsense_sim
