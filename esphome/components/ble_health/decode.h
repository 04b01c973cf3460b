#pragma once

// From the parsed structs of gatt_health.h to a Measurement: units are converted here, and what a device says of its own
// measurement is judged here. Sources of the bits: see the headers of healthsense_dsp.

#include "measurement.h"

namespace esphome::ble_health {

namespace gatt = healthsense_gatt;

/// Systolic, diastolic, mean and pulse are one thing: without both pressures, or with the lower above the upper, none counts.
inline void fill(const gatt::BloodPressure &from, Measurement *out) {
  using Status = gatt::BloodPressure;
  const float systolic = from.mmhg(from.systolic), diastolic = from.mmhg(from.diastolic);
  out->user = from.user_id.present ? from.user_id.value : UNKNOWN_USER;
  if (from.time_stamp.present)
    out->date(from.time_stamp.value);
  if (from.status.present) {
    const uint16_t status = from.status.value;
    out->flag(Flag::IRREGULAR_PULSE, (status & Status::IRREGULAR_PULSE) != 0);
    out->flag(Flag::BODY_MOVEMENT, (status & Status::BODY_MOVEMENT) != 0);
    out->flag(Flag::CUFF_LOOSE, (status & Status::CUFF_TOO_LOOSE) != 0);
    out->flag(Flag::IMPROPER_POSITION, (status & Status::IMPROPER_POSITION) != 0);
  }
  out->add(Channel::SYSTOLIC, systolic);
  out->add(Channel::DIASTOLIC, diastolic);
  if (out->count == 2 && systolic <= diastolic)
    out->implausible = "diastolic";
  if (out->count < 2 || out->implausible != nullptr) {
    out->drop_values();
    return;
  }
  out->add(Channel::MEAN_ARTERIAL, from.mmhg(from.mean_arterial));
  const bool out_of_range = (from.status.value & (Status::PULSE_ABOVE_RANGE | Status::PULSE_BELOW_RANGE)) != 0;
  if (from.pulse_bpm.present && !out_of_range)
    out->add(Channel::CUFF_PULSE, from.pulse_bpm.value.to_float());
}

/// `from` must outlive the measurement: its RR intervals are not copied.
inline void fill(const gatt::HeartRate &from, Measurement *out) {
  out->live = true;
  if (from.contact != gatt::SensorContact::NOT_SUPPORTED)
    out->flag(Flag::CONTACT, from.contact == gatt::SensorContact::DETECTED);
  if (from.contact == gatt::SensorContact::NOT_DETECTED) {
    out->disowned = true;
    return;
  }
  // 0 is what straps send while they have not found the pulse.
  if (from.heart_rate_bpm != 0)
    out->add(Channel::HEART_RATE, static_cast<float>(from.heart_rate_bpm));
  if (from.energy_expended_kj.present)
    out->add(Channel::ENERGY_EXPENDED, static_cast<float>(from.energy_expended_kj.value));
  out->rr_1024ths_s = from.rr_1024ths_s;
  out->rr_count = from.rr_count;
}

inline void fill(const gatt::Oxygen &from, const gatt::OximeterState &state, Measurement *out) {
  using State = gatt::OximeterState;
  static constexpr uint32_t NOTHING_MEASURED = State::EQUIPMENT_MALFUNCTION | State::NON_PULSATILE |
                                               State::INTERFACE_PROBLEM | State::SENSOR_UNCONNECTED |
                                               State::SENSOR_DISPLACED | State::SENSOR_MALFUNCTION |
                                               State::SENSOR_DISCONNECTED;
  static constexpr uint32_t POOR = State::SIGNAL_IRREGULARITY | State::INADEQUATE_SIGNAL | State::POOR_SIGNAL |
                                   State::LOW_PERFUSION | State::ERRATIC_SIGNAL | State::QUESTIONABLE_PULSE;
  if (state.measurement.present || state.device.present) {
    const bool questionable = (state.measurement.value & State::QUESTIONABLE) != 0;
    out->flag(Flag::POOR_SIGNAL, questionable || (state.device.value & POOR) != 0);
  }
  out->from_storage = (state.measurement.value & State::FROM_STORAGE) != 0;
  out->disowned = !state.is_measurement() || (state.device.value & NOTHING_MEASURED) != 0;
  if (out->disowned)
    return;
  out->add(Channel::SPO2, from.spo2_percent.to_float());
  out->add(Channel::PULSE_RATE, from.pulse_bpm.to_float());
  if (state.pulse_amplitude_percent.present)
    out->add(Channel::PULSE_AMPLITUDE, state.pulse_amplitude_percent.value.to_float());
}

inline void fill(const gatt::SpotCheck &from, Measurement *out) {
  fill(from.normal, from.state, out);
  if (from.time_stamp.present)
    out->date(from.time_stamp.value);
  out->clock_not_set = from.clock_not_set;
}

inline void fill(const gatt::ContinuousOximetry &from, Measurement *out) {
  fill(from.normal, from.state, out);
  out->live = !out->from_storage;
}

inline void fill(const gatt::Glucose &from, Measurement *out) {
  using Status = gatt::Glucose;
  static constexpr uint16_t FAILED = Status::SENSOR_FAULT | Status::SAMPLE_TOO_SMALL | Status::STRIP_INSERTION |
                                     Status::STRIP_TYPE | Status::RESULT_TOO_HIGH | Status::RESULT_TOO_LOW |
                                     Status::TOO_WARM | Status::TOO_COLD | Status::READ_INTERRUPTED |
                                     Status::DEVICE_FAULT;
  out->sequence = {from.sequence, true};
  out->device_s = {from.local_seconds(), from.base_time.is_known()};
  out->clock_not_set = (from.status.value & Status::TIME_FAULT) != 0;
  if (from.status.present)
    out->flag(Flag::LOW_BATTERY, (from.status.value & Status::BATTERY_LOW) != 0);
  out->disowned = from.is_control_solution() || (from.status.value & FAILED) != 0;
  if (!out->disowned && from.concentration.present)
    out->add(Channel::GLUCOSE, from.mg_per_dl());
}

/// Null where the id is none of the specification's.
inline const char *meal_name(const Optional<uint8_t> &meal) {
  static const char *const NAMES[] = {"before_meal", "after_meal", "fasting", "casual", "bedtime"};
  return meal.present && meal.value >= 1 && meal.value <= 5 ? NAMES[meal.value - 1] : nullptr;
}

inline void fill(const gatt::GlucoseContext &from, Measurement *out) {
  out->sequence = {from.sequence, true};
  out->meal = meal_name(from.meal);
  if (from.carbohydrate_id.present)
    out->add(Channel::CARBOHYDRATE, from.carbohydrate_kg.shifted(3).to_float());
  if (from.hba1c_percent.present)
    out->add(Channel::HBA1C, from.hba1c_percent.value.to_float());
}

inline void fill(const gatt::CgmRecord &from, Measurement *out) {
  using Status = gatt::CgmRecord;
  static constexpr uint32_t FAILED = Status::SESSION_STOPPED | Status::SENSOR_TYPE | Status::SENSOR_MALFUNCTION |
                                     Status::DEVICE_FAULT | Status::BELOW_DEVICE_RANGE | Status::ABOVE_DEVICE_RANGE;
  out->sequence = {from.time_offset_min, true};
  out->flag(Flag::LOW_BATTERY, (from.annunciation & Status::BATTERY_LOW) != 0);
  out->disowned = (from.annunciation & FAILED) != 0;
  if (out->disowned)
    return;
  out->add(Channel::CGM_GLUCOSE, from.glucose_mg_per_dl.to_float());
  if (from.trend_mg_per_dl_per_min.present)
    out->add(Channel::CGM_TREND, from.trend_mg_per_dl_per_min.value.to_float());
}

/// Null where the site is none of the specification's.
inline const char *site_name(const Optional<uint8_t> &site) {
  static const char *const NAMES[] = {"armpit", "body", "ear", "finger", "gut", "mouth", "rectum", "toe", "tympanum"};
  return site.present && site.value >= 1 && site.value <= 9 ? NAMES[site.value - 1] : nullptr;
}

inline void fill(const gatt::Temperature &from, Measurement *out) {
  if (from.time_stamp.present)
    out->date(from.time_stamp.value);
  out->add(Channel::TEMPERATURE, from.celsius());
  out->site = out->count > 0 ? site_name(from.site) : nullptr;
}

inline void fill(const gatt::Weight &from, Measurement *out) {
  out->user = from.user_id.present ? from.user_id.value : UNKNOWN_USER;
  if (from.time_stamp.present)
    out->date(from.time_stamp.value);
  out->add(Channel::WEIGHT, from.weight_kg());
  // 0 is what scales send that do not know the person's height.
  if (from.bmi_tenths.present && from.bmi_tenths.value != 0)
    out->add(Channel::BMI, static_cast<float>(from.bmi_tenths.value) / 10.0f);
  if (from.height_steps.present && from.height_steps.value != 0)
    out->add(Channel::HEIGHT, gatt::height_m(from.height_steps.value, from.imperial) * 100.0f);
}

inline void add_mass(Channel channel, const Optional<uint16_t> &steps, bool imperial, Measurement *out) {
  if (steps.present && steps.value != 0 && steps.value != gatt::MEASUREMENT_UNSUCCESSFUL)
    out->add(channel, gatt::mass_kg(steps.value, imperial));
}

inline void fill(const gatt::BodyComposition &from, Measurement *out) {
  out->user = from.user_id.present ? from.user_id.value : UNKNOWN_USER;
  if (from.time_stamp.present)
    out->date(from.time_stamp.value);
  // 0 is what scales send that could not measure it (shoes).
  if (from.body_fat_tenths_percent != 0)
    out->add(Channel::BODY_FAT, from.body_fat_percent());
  if (from.basal_metabolism_kj.present)
    out->add(Channel::BASAL_METABOLISM, static_cast<float>(from.basal_metabolism_kj.value));
  if (from.muscle_tenths_percent.present)
    out->add(Channel::MUSCLE_PERCENTAGE, static_cast<float>(from.muscle_tenths_percent.value) / 10.0f);
  add_mass(Channel::MUSCLE_MASS, from.muscle_steps, from.imperial, out);
  add_mass(Channel::FAT_FREE_MASS, from.fat_free_steps, from.imperial, out);
  add_mass(Channel::SOFT_LEAN_MASS, from.soft_lean_steps, from.imperial, out);
  add_mass(Channel::BODY_WATER_MASS, from.body_water_steps, from.imperial, out);
  if (from.impedance_tenths_ohm.present)
    out->add(Channel::IMPEDANCE, static_cast<float>(from.impedance_tenths_ohm.value) / 10.0f);
  add_mass(Channel::WEIGHT, from.weight_steps, from.imperial, out);
  if (from.height_steps.present && from.height_steps.value != 0)
    out->add(Channel::HEIGHT, gatt::height_m(from.height_steps.value, from.imperial) * 100.0f);
}

}  // namespace esphome::ble_health
