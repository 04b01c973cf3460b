#pragma once

// What the demo node can play: one row per scenario.
//
// Every figure is a round number chosen inside a published range; none was measured on a person. Sources, by column:
//   heart rate   Adults at rest 60-100 bpm (American Heart Association); asleep some 10 % lower. Moderate exercise is
//                64-76 % of the maximum rate of 220 minus age (CDC): 135 bpm is 71 % of it at 30 years. In fever the
//                pulse rises by 10 bpm per degree Fahrenheit, 18 bpm per degree Celsius, in the bedside rule (Cunha,
//                Clin Microbiol Infect 2000;6:633); 67 bpm and 1.5 degrees Celsius above normal make 94 bpm.
//   SpO2         Healthy adults at sea level 95-100 %; 94-95 % costs one point in NEWS2 (RCP 2017).
//   perfusion    Healthy volunteers have a median of 1.4 %, inner quartiles 0.7-3.0 % (Lima, Crit Care Med 2002;30:1210).
//   blood pressure  Elevated begins at 120/70 (ESC 2024). Exercise raises systolic by about 10 mmHg per MET and leaves
//                diastolic nearly unchanged (ACSM); obstructive apnoea abolishes the nightly fall; fever dilates vessels.
//                0.02 %, a very cold hand, is the least that hospital oximeters display (Masimo: 0.02-20 %).
//   irregularity The intervals of atrial fibrillation vary by 10-30 % of their mean (Tateno & Glass, Med Biol Eng Comput
//                2001;39:664: some 24 %), those of sinus rhythm by a few.
//   breathing    12-20 breaths a minute at rest; it modulates the heart rate (respiratory sinus arrhythmia), most in
//                quiet sleep, hardly under exercise, where the vagus withdraws.

#include <stddef.h>
#include <stdint.h>

namespace esphome::healthsense_sim {

// Stored by its number in the node's preferences: append, never reorder.
enum class Scenario : uint8_t {
  REST,
  EXERCISE,
  NIGHT_DESATURATION,
  FEVER,
  SENSOR_OFF,
  IRREGULAR_PULSE,
  LOW_PERFUSION,
  AMBIENT_LIGHT,
};

struct ScenarioRow {
  const char *name;
  float heart_rate_bpm;
  float spo2_percent;
  float perfusion_index_percent;
  float systolic_mmhg;
  float diastolic_mmhg;
  float breaths_per_min;
  float sinus_arrhythmia_bpm;
  float irregularity;
  bool finger_present;
  bool motion_bursts;
  bool apnoeas;
  bool bright_light;
};

static constexpr ScenarioRow SCENARIOS[] = {
    {"rest", 67.0f, 97.5f, 1.4f, 118.0f, 74.0f, 14.0f, 1.2f, 0.0f, true, false, false, false},
    {"exercise", 135.0f, 96.5f, 2.2f, 160.0f, 78.0f, 28.0f, 0.3f, 0.0f, true, true, false, false},
    {"night desaturation", 58.0f, 96.0f, 1.2f, 124.0f, 76.0f, 13.0f, 1.8f, 0.0f, true, false, true, false},
    {"fever", 94.0f, 95.0f, 3.0f, 112.0f, 66.0f, 20.0f, 0.6f, 0.0f, true, false, false, false},
    // Nobody at the sensor: the person behind it rests.
    {"sensor off", 67.0f, 97.5f, 1.4f, 118.0f, 74.0f, 14.0f, 1.2f, 0.0f, false, false, false, false},
    {"irregular pulse", 84.0f, 97.0f, 1.6f, 126.0f, 78.0f, 15.0f, 0.0f, 0.12f, true, false, false, false},
    // A very cold hand.
    {"low perfusion", 72.0f, 97.0f, 0.02f, 122.0f, 78.0f, 14.0f, 0.8f, 0.0f, true, false, false, false},
    // A lamp that shines on the sensor beside the finger.
    {"ambient light", 67.0f, 97.5f, 1.4f, 118.0f, 74.0f, 14.0f, 1.2f, 0.0f, true, false, false, true},
};
static constexpr size_t SCENARIO_COUNT = sizeof(SCENARIOS) / sizeof(SCENARIOS[0]);

constexpr const ScenarioRow &row(Scenario scenario) { return SCENARIOS[static_cast<size_t>(scenario)]; }

}  // namespace esphome::healthsense_sim
