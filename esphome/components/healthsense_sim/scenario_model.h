#pragma once

// The simulated person of the demo node, who rests, exercises, sleeps with apnoeas or has a fever: what is so in her,
// second by second, for a virtual sensor or a cuff to measure. SIMULATED, for demonstration and tests only.
//
// One call of step() is one second. No clock, no heap, no ESPHome header: the same file runs in the node and, through
// ctypes, under pytest. A run is decided by the seed and by the seconds at which scenarios were selected.
//
// Sources of the time courses (levels: scenario_tables.h). Slow processes are compressed so that a visitor sees them.
//   heart rate up    First order, time constant about a minute: most of the way to a moderate effort in three minutes.
//   heart rate down  A fall of at least 12 bpm in the first minute after exercise is normal (Cole, NEJM 1999;341:1351);
//                    the time constant of 80 s gives 36 bpm after 135.
//   apnoeas          Desaturations of 4 % and more over 30-60 s, repeated every one to two minutes, as counted by the
//                    oxygen desaturation index (AASM); the resaturation is steeper than the fall. The heart slows
//                    during the pause and races at the first breath (Guilleminault, Lancet 1984;1:126).
//   blood pressure   Oscillometric cuffs repeat within a few mmHg and show whole numbers.

#include <math.h>
#include <stdint.h>

#include "scenario_tables.h"
#include "variation.h"

namespace esphome::healthsense_sim {

/// One measurement of the cuff: whole numbers, systolic above diastolic.
struct CuffReading {
  float systolic_mmhg;
  float diastolic_mmhg;
  float pulse_bpm;
};

/// What is so in the person, for a sensor to measure. It goes on while no finger lies on the sensor.
struct Truth {
  float heart_rate_bpm{row(Scenario::REST).heart_rate_bpm};  ///< without what breathing adds
  float spo2_percent{row(Scenario::REST).spo2_percent};
  float perfusion_index_percent{row(Scenario::REST).perfusion_index_percent};
  float breaths_per_min{row(Scenario::REST).breaths_per_min};
  float sinus_arrhythmia_bpm{row(Scenario::REST).sinus_arrhythmia_bpm};
  float irregularity{0.0f};  ///< standard deviation of the beat intervals over their mean, beyond that
  bool finger_present{true};
  bool moving{false};
  bool bright_light{false};
};

class ScenarioModel {
 public:
  static constexpr float HEART_RATE_RISE_S = 60.0f;
  static constexpr float HEART_RATE_FALL_S = 80.0f;
  static constexpr float SPO2_FALL_S = 20.0f;
  static constexpr float SPO2_RISE_S = 10.0f;
  static constexpr float SLOW_S = 60.0f;  // perfusion and blood pressure

  explicit ScenarioModel(uint32_t seed) : random_(seed), cuff_random_(~seed) {}

  /// Takes effect with the next step. Selecting the running scenario again changes nothing.
  void select(Scenario scenario) {
    if (scenario == this->scenario_)
      return;
    this->scenario_ = scenario;
    this->until_apnoea_s_ = this->random_.uniform(10.0f, 20.0f);
    this->until_motion_s_ = this->random_.uniform(10.0f, 20.0f);
    this->motion_s_ = 0.0f;
    this->apnoea_length_s_ = 0.0f;
  }

  Scenario scenario() const { return this->scenario_; }

  /// The second that was played last, and how many were.
  const Truth &truth() const { return this->truth_; }
  uint32_t seconds() const { return this->seconds_; }

  /// Advances by one second.
  const Truth &step() {
    const ScenarioRow &target = row(this->scenario_);
    this->settle_towards_(target);
    this->breathe_(target);
    this->move_(target);
    const float heart_rate = this->heart_rate_bpm_ + this->apnoea_bpm_ + 1.6f * this->heart_wander_.step(this->random_);
    const float spo2 =
        this->spo2_percent_ - this->apnoea_drop_percent_ + 0.25f * this->spo2_wander_.step(this->random_);
    this->truth_ = {heart_rate,
                    fminf(100.0f, spo2),
                    this->perfusion_index_percent_,
                    target.breaths_per_min,
                    target.sinus_arrhythmia_bpm,
                    target.irregularity,
                    target.finger_present,
                    this->motion_s_ > 0.0f,
                    target.bright_light};
    this->seconds_++;
    return this->truth_;
  }

  /// What the cuff shows now. Its variation is a sequence of its own: measuring changes nothing in the person.
  CuffReading measure_cuff() {
    const float systolic = roundf(this->systolic_mmhg_ + this->cuff_random_.noise(2.0f));
    const float diastolic = roundf(this->diastolic_mmhg_ + this->cuff_random_.noise(1.5f));
    const float pulse = roundf(this->heart_rate_bpm_ + this->apnoea_bpm_ + this->cuff_random_.noise(1.0f));
    return {systolic, diastolic, pulse};
  }

 protected:
  void settle_towards_(const ScenarioRow &target) {
    this->heart_rate_bpm_ =
        approach(this->heart_rate_bpm_, target.heart_rate_bpm,
                 target.heart_rate_bpm > this->heart_rate_bpm_ ? HEART_RATE_RISE_S : HEART_RATE_FALL_S);
    this->spo2_percent_ = approach(this->spo2_percent_, target.spo2_percent,
                                   target.spo2_percent > this->spo2_percent_ ? SPO2_RISE_S : SPO2_FALL_S);
    this->perfusion_index_percent_ = approach(this->perfusion_index_percent_, target.perfusion_index_percent, SLOW_S);
    this->systolic_mmhg_ = approach(this->systolic_mmhg_, target.systolic_mmhg, SLOW_S);
    this->diastolic_mmhg_ = approach(this->diastolic_mmhg_, target.diastolic_mmhg, SLOW_S);
  }

  /// The saturation's dip and the heart's answer to it; outside an apnoea both fade.
  void breathe_(const ScenarioRow &target) {
    if (this->apnoea_length_s_ <= 0.0f) {
      this->apnoea_drop_percent_ = approach(this->apnoea_drop_percent_, 0.0f, SPO2_RISE_S);
      this->apnoea_bpm_ = approach(this->apnoea_bpm_, 0.0f, 8.0f);
      if (!target.apnoeas)
        return;
      this->until_apnoea_s_ -= 1.0f;
      if (this->until_apnoea_s_ > 0.0f)
        return;
      this->apnoea_age_s_ = 0.0f;
      this->apnoea_length_s_ = this->random_.uniform(30.0f, 60.0f);
      this->apnoea_depth_percent_ = this->random_.uniform(4.6f, 9.4f);
    }
    // Shares of the dip spent falling, and until the first breath; between them it stays at its depth.
    static constexpr float BOTTOM = 0.45f, BREATH = 0.75f;
    this->apnoea_age_s_ += 1.0f;
    const float progress = this->apnoea_age_s_ / this->apnoea_length_s_;
    const float shape = smooth_step(progress / BOTTOM) * smooth_step((1.0f - progress) / (1.0f - BREATH));
    this->apnoea_drop_percent_ = this->apnoea_depth_percent_ * shape;
    this->apnoea_bpm_ = approach(this->apnoea_bpm_, progress < BREATH ? -6.0f : 12.0f, 6.0f);
    if (progress >= 1.0f) {
      this->apnoea_length_s_ = 0.0f;
      this->until_apnoea_s_ = this->random_.uniform(25.0f, 60.0f);
    }
  }

  /// Bursts of movement: 5-12 s of it after 20-40 s of steadiness.
  void move_(const ScenarioRow &target) {
    if (this->motion_s_ > 0.0f) {
      this->motion_s_ -= 1.0f;
      return;
    }
    if (!target.motion_bursts)
      return;
    this->until_motion_s_ -= 1.0f;
    if (this->until_motion_s_ <= 0.0f) {
      this->motion_s_ = this->random_.uniform(5.0f, 12.0f);
      this->until_motion_s_ = this->random_.uniform(20.0f, 40.0f);
    }
  }

  Truth truth_{};
  uint32_t seconds_{0};
  Random random_;
  Random cuff_random_;
  Wander heart_wander_, spo2_wander_;
  Scenario scenario_{Scenario::REST};

  float heart_rate_bpm_{row(Scenario::REST).heart_rate_bpm};
  float spo2_percent_{row(Scenario::REST).spo2_percent};
  float perfusion_index_percent_{row(Scenario::REST).perfusion_index_percent};
  float systolic_mmhg_{row(Scenario::REST).systolic_mmhg};
  float diastolic_mmhg_{row(Scenario::REST).diastolic_mmhg};

  float until_apnoea_s_{0.0f}, apnoea_age_s_{0.0f}, apnoea_length_s_{0.0f}, apnoea_depth_percent_{0.0f};
  float apnoea_drop_percent_{0.0f}, apnoea_bpm_{0.0f};
  float until_motion_s_{0.0f}, motion_s_{0.0f};
};

}  // namespace esphome::healthsense_sim
