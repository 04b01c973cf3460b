#include "healthsense_sim.h"

#include "esphome/core/log.h"

namespace esphome::healthsense_sim {

static const char *const TAG = "healthsense_sim";

void HealthSenseSim::dump_config() {
  ESP_LOGCONFIG(TAG, "Simulated person: stepped by %s", this->stepped_by_sensor_ ? "her virtual sensor" : "the clock");
}

void HealthSenseSim::update() {
  if (!this->stepped_by_sensor_)
    this->model_.step();
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

}  // namespace esphome::healthsense_sim
