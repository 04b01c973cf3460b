#pragma once

// The simulated person's finger: the sensor's time is the person's time, one step of the scenario model each second.

#include <stdint.h>

#include "esphome/components/healthsense_sim/scenario_model.h"

#include "finger_scene.h"

namespace esphome::sim_max3010x {

class PersonScene final : public Scene {
 public:
  PersonScene(healthsense_sim::ScenarioModel *person, uint64_t seed) : person_(person), finger_(seed) {}

  void advance(double seconds) override {
    this->until_step_s_ -= seconds;
    while (this->until_step_s_ <= 0.0) {
      this->until_step_s_ += 1.0;
      this->person_->step();
      this->finger_.set_body(body_of_(this->person_->truth()));
    }
    this->finger_.advance(seconds);
  }

  double reflection_na_per_ma(Led led) const override { return this->finger_.reflection_na_per_ma(led); }
  double ambient_na() const override { return this->finger_.ambient_na(); }
  bool ambient_overflow() const override { return this->finger_.ambient_overflow(); }
  const PulseWave &wave() const { return this->finger_.wave(); }

 protected:
  static Body body_of_(const healthsense_sim::Truth &truth) {
    return {truth.finger_present,
            static_cast<double>(truth.heart_rate_bpm),
            static_cast<double>(truth.spo2_percent),
            static_cast<double>(truth.perfusion_index_percent),
            static_cast<double>(truth.breaths_per_min),
            static_cast<double>(truth.sinus_arrhythmia_bpm),
            static_cast<double>(truth.irregularity),
            truth.moving,
            truth.bright_light};
  }

  healthsense_sim::ScenarioModel *person_;
  FingerScene finger_;
  double until_step_s_{0.0};
};

}  // namespace esphome::sim_max3010x
