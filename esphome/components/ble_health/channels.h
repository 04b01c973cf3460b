#pragma once

// What a Bluetooth health device can tell: numbers (Channel), yes-or-no (Flag) and words (Word).

#include <math.h>
#include <stddef.h>
#include <stdint.h>

namespace esphome::ble_health {

enum class Channel : uint8_t {
  SYSTOLIC,
  DIASTOLIC,
  MEAN_ARTERIAL,
  CUFF_PULSE,
  HEART_RATE,
  RR_INTERVAL,
  ENERGY_EXPENDED,
  SPO2,
  PULSE_RATE,
  PULSE_AMPLITUDE,
  GLUCOSE,
  CARBOHYDRATE,
  HBA1C,
  CGM_GLUCOSE,
  CGM_TREND,
  TEMPERATURE,
  WEIGHT,
  BMI,
  HEIGHT,
  BODY_FAT,
  BASAL_METABOLISM,
  MUSCLE_PERCENTAGE,
  MUSCLE_MASS,
  FAT_FREE_MASS,
  SOFT_LEAN_MASS,
  BODY_WATER_MASS,
  IMPEDANCE,
  BATTERY_LEVEL,
};

struct ChannelRow {
  const char *name;
  float least;
  float most;
};

/// In the order of Channel. What lies outside is nobody's: it is named and not published. Where the integration keeps the
/// vital, the range is the one of its catalogue (engine/vitals.py, held together by a test). The others are what the
/// field can carry of a person: energy of a day's session, 50 kg of fat-free mass being one for weight's range, and so on.
inline const ChannelRow &row(Channel channel) {
  static constexpr ChannelRow ROWS[] = {
      {"systolic", 40.0f, 300.0f},           // mmHg
      {"diastolic", 20.0f, 200.0f},          // mmHg
      {"mean_arterial", 20.0f, 250.0f},      // mmHg
      {"cuff_pulse", 20.0f, 250.0f},         // bpm
      {"heart_rate", 20.0f, 300.0f},         // bpm
      {"rr_interval", 200.0f, 3000.0f},      // ms
      {"energy_expended", 0.0f, 65535.0f},   // kJ
      {"spo2", 40.0f, 100.0f},               // %
      {"pulse_rate", 20.0f, 300.0f},         // bpm
      {"pulse_amplitude", 0.0f, 30.0f},      // %
      {"glucose", 10.0f, 1000.0f},           // mg/dL
      {"carbohydrate", 0.0f, 1000.0f},       // g
      {"hba1c", 2.0f, 25.0f},                // %
      {"cgm_glucose", 10.0f, 1000.0f},       // mg/dL
      {"cgm_trend", -100.0f, 100.0f},        // mg/dL/min
      {"temperature", 25.0f, 45.0f},         // °C
      {"weight", 1.0f, 500.0f},              // kg
      {"bmi", 5.0f, 200.0f},                 // kg/m2
      {"height", 30.0f, 280.0f},             // cm
      {"body_fat", 1.0f, 80.0f},             // %
      {"basal_metabolism", 1000.0f, 60000.0f},  // kJ a day
      {"muscle_percentage", 1.0f, 90.0f},    // %
      {"muscle_mass", 1.0f, 300.0f},         // kg
      {"fat_free_mass", 1.0f, 400.0f},       // kg
      {"soft_lean_mass", 1.0f, 400.0f},      // kg
      {"body_water_mass", 1.0f, 300.0f},     // kg
      {"impedance", 1.0f, 6000.0f},          // ohm
      {"battery_level", 0.0f, 100.0f},       // %
  };
  return ROWS[static_cast<uint8_t>(channel)];
}

/// False for NaN too.
inline bool is_plausible(Channel channel, float value) {
  return value >= row(channel).least && value <= row(channel).most;
}

enum class Flag : uint8_t {
  IRREGULAR_PULSE,
  BODY_MOVEMENT,
  CUFF_LOOSE,
  IMPROPER_POSITION,
  CONTACT,
  POOR_SIGNAL,
  LOW_BATTERY,
};
static constexpr uint8_t FLAG_COUNT = 7;

enum class Word : uint8_t { MEAL, SITE };

}  // namespace esphome::ble_health
