#pragma once

// What the parsers of gatt_health.h give, as JSON: for the tests, which read it, and for the fuzzer, which so touches
// every field and every edge function.

#include <stdarg.h>
#include <stdio.h>

#include "gatt_health.h"

namespace gatt_test {

using namespace esphome::healthsense_gatt;

/// Writes into a buffer of the caller; what does not fit is cut, which the tests would see as broken JSON.
class Json {
 public:
  Json(char *text, size_t size) : text_(text), size_(size) { this->print_("{"); }

  void number(const char *name, double value) {
    if (isfinite(value))
      this->print_("%s\"%s\": %.15g", this->comma_(), name, value);
    else
      this->print_("%s\"%s\": null", this->comma_(), name);
  }
  void decimal(const char *name, const Decimal &value) {
    this->print_("%s\"%s\": [%d, %d, %d]", this->comma_(), name, static_cast<int>(value.mantissa), value.exponent,
                 static_cast<int>(value.kind));
  }
  void time(const char *name, const DateTime &t) {
    this->print_("%s\"%s\": [%d, %d, %d, %d, %d, %d]", this->comma_(), name, t.year, t.month, t.day, t.hour, t.minute,
                 t.second);
  }
  void text(const char *name, const char *value) { this->print_("%s\"%s\": \"%s\"", this->comma_(), name, value); }
  void open(const char *name) {
    this->print_("%s\"%s\": [", this->comma_(), name);
    this->first_ = true;
  }
  void item(long value) { this->print_("%s%ld", this->comma_(), value); }
  void open_item() {
    this->print_("%s{", this->comma_());
    this->first_ = true;
  }
  void close(const char *bracket) {
    this->print_("%s", bracket);
    this->first_ = false;
  }

  template<typename T> void number_if(const char *name, const Optional<T> &value) {
    if (value.present)
      this->number(name, value.value);
  }
  void decimal_if(const char *name, const Optional<Decimal> &value) {
    if (value.present)
      this->decimal(name, value.value);
  }
  void time_if(const char *name, const Optional<DateTime> &value) {
    if (!value.present)
      return;
    this->time(name, value.value);
    this->number("local_seconds", static_cast<double>(value.value.local_seconds()));
  }
  void error(const Error &error) {
    this->text("fault", fault_name(error.fault));
    this->text("field", error.field);
  }

 protected:
  const char *comma_() {
    const char *comma = this->first_ ? "" : ", ";
    this->first_ = false;
    return comma;
  }
  __attribute__((format(printf, 2, 3))) void print_(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int wanted = vsnprintf(this->text_ + this->at_, this->size_ - this->at_, format, arguments);
    va_end(arguments);
    const size_t room = this->size_ - this->at_ - 1;
    this->at_ += static_cast<size_t>(wanted) < room ? static_cast<size_t>(wanted) : room;
  }

  char *text_;
  size_t size_;
  size_t at_{0};
  bool first_{true};
};

inline void show(Json *json, const HeartRate &v) {
  json->number("heart_rate_bpm", v.heart_rate_bpm);
  json->number("contact", static_cast<int>(v.contact));
  json->number_if("energy_expended_kj", v.energy_expended_kj);
  json->open("rr_1024ths_s");
  for (uint8_t i = 0; i < v.rr_count; i++)
    json->item(v.rr_1024ths_s[i]);
  json->close("]");
  if (v.rr_count > 0)
    json->number("last_rr_ms", v.rr_ms(static_cast<uint8_t>(v.rr_count - 1)));
}

inline void show(Json *json, const BloodPressure &v) {
  json->number("in_kpa", v.in_kpa);
  json->decimal("systolic", v.systolic);
  json->decimal("diastolic", v.diastolic);
  json->decimal("mean_arterial", v.mean_arterial);
  json->number("systolic_mmhg", v.mmhg(v.systolic));
  json->time_if("time_stamp", v.time_stamp);
  json->decimal_if("pulse_bpm", v.pulse_bpm);
  json->number_if("user_id", v.user_id);
  json->number_if("status", v.status);
}

inline void show(Json *json, const OximeterState &v) {
  json->number_if("measurement_status", v.measurement);
  json->number_if("device_status", v.device);
  json->decimal_if("pulse_amplitude_percent", v.pulse_amplitude_percent);
  json->number("is_measurement", v.is_measurement());
}

inline void show(Json *json, const SpotCheck &v) {
  json->decimal("spo2_percent", v.normal.spo2_percent);
  json->decimal("pulse_bpm", v.normal.pulse_bpm);
  json->time_if("time_stamp", v.time_stamp);
  json->number("clock_not_set", v.clock_not_set);
  show(json, v.state);
}

inline void show(Json *json, const ContinuousOximetry &v) {
  json->decimal("spo2_percent", v.normal.spo2_percent);
  json->decimal("pulse_bpm", v.normal.pulse_bpm);
  if (v.fast.present) {
    json->decimal("spo2_fast_percent", v.fast.value.spo2_percent);
    json->decimal("pulse_fast_bpm", v.fast.value.pulse_bpm);
  }
  if (v.slow.present) {
    json->decimal("spo2_slow_percent", v.slow.value.spo2_percent);
    json->decimal("pulse_slow_bpm", v.slow.value.pulse_bpm);
  }
  show(json, v.state);
}

inline void show(Json *json, const Glucose &v) {
  json->number("sequence", v.sequence);
  json->time("base_time", v.base_time);
  json->number("local_seconds", static_cast<double>(v.local_seconds()));
  json->number_if("time_offset_min", v.time_offset_min);
  json->number("in_moles", v.in_moles);
  json->decimal_if("concentration", v.concentration);
  json->decimal("displayed", v.displayed());
  json->number("mg_per_dl", v.mg_per_dl());
  json->number("sample_type", v.sample_type);
  json->number("sample_location", v.sample_location);
  json->number("is_control_solution", v.is_control_solution());
  json->number_if("status", v.status);
  json->number("context_follows", v.context_follows);
}

inline void show(Json *json, const GlucoseContext &v) {
  json->number("sequence", v.sequence);
  json->number_if("extended_flags", v.extended_flags);
  json->number_if("carbohydrate_id", v.carbohydrate_id);
  if (v.carbohydrate_id.present)
    json->decimal("carbohydrate_kg", v.carbohydrate_kg);
  json->number_if("meal", v.meal);
  json->number_if("tester", v.tester);
  json->number_if("health", v.health);
  json->number_if("exercise_duration_s", v.exercise_duration_s);
  if (v.exercise_duration_s.present)
    json->number("exercise_intensity_percent", v.exercise_intensity_percent);
  json->number_if("medication_id", v.medication_id);
  json->number("medication_in_litres", v.medication_in_litres);
  if (v.medication_id.present)
    json->decimal("medication", v.medication);
  json->decimal_if("hba1c_percent", v.hba1c_percent);
}

inline void show(Json *json, const CgmRecord &v) {
  json->decimal("glucose_mg_per_dl", v.glucose_mg_per_dl);
  json->number("time_offset_min", v.time_offset_min);
  json->number("annunciation", v.annunciation);
  json->decimal_if("trend_mg_per_dl_per_min", v.trend_mg_per_dl_per_min);
  json->decimal_if("quality_percent", v.quality_percent);
  json->number("checksum_verified", v.checksum_verified);
}

inline void show(Json *json, const Temperature &v) {
  json->number("in_fahrenheit", v.in_fahrenheit);
  json->decimal("temperature", v.temperature);
  json->number("celsius", v.celsius());
  json->time_if("time_stamp", v.time_stamp);
  json->number_if("site", v.site);
}

inline void show(Json *json, const Weight &v) {
  json->number("imperial", v.imperial);
  json->number("weight_steps", v.weight_steps);
  json->number("weight_kg", v.weight_kg());
  json->time_if("time_stamp", v.time_stamp);
  json->number_if("user_id", v.user_id);
  json->number_if("bmi_tenths", v.bmi_tenths);
  json->number_if("height_steps", v.height_steps);
  if (v.height_steps.present)
    json->number("height_m", height_m(v.height_steps.value, v.imperial));
}

inline void show(Json *json, const BodyComposition &v) {
  json->number("imperial", v.imperial);
  json->number("multiple_packets", v.multiple_packets);
  json->number("body_fat_tenths_percent", v.body_fat_tenths_percent);
  json->number("body_fat_percent", v.body_fat_percent());
  json->time_if("time_stamp", v.time_stamp);
  json->number_if("user_id", v.user_id);
  json->number_if("basal_metabolism_kj", v.basal_metabolism_kj);
  json->number_if("muscle_tenths_percent", v.muscle_tenths_percent);
  json->number_if("muscle_steps", v.muscle_steps);
  json->number_if("fat_free_steps", v.fat_free_steps);
  json->number_if("soft_lean_steps", v.soft_lean_steps);
  json->number_if("body_water_steps", v.body_water_steps);
  json->number_if("impedance_tenths_ohm", v.impedance_tenths_ohm);
  json->number_if("weight_steps", v.weight_steps);
  json->number_if("height_steps", v.height_steps);
}

inline void show(Json *json, const RecordResponse &v) {
  json->number_if("number_of_records", v.number_of_records);
  json->number("requested_op_code", v.requested_op_code);
  json->number("outcome", static_cast<int>(v.outcome));
  json->number("is_done", v.is_done());
}

template<typename T, Error (*PARSE)(const uint8_t *, size_t, T *)>
Error parse_to_json(const uint8_t *data, size_t size, char *text, size_t room) {
  T value;
  const Error error = PARSE(data, size, &value);
  Json json(text, room);
  json.error(error);
  if (!error)
    show(&json, value);
  json.close("}");
  return error;
}

template<bool CHECKSUM_REQUIRED>
Error cgm_to_json(const uint8_t *data, size_t size, char *text, size_t room) {
  CgmRecords records(data, size, CHECKSUM_REQUIRED);
  Json json(text, room);
  json.open("records");
  CgmRecord record;
  while (records.next(&record)) {
    json.open_item();
    show(&json, record);
    json.close("}");
  }
  json.close("]");
  json.error(records.error());
  json.close("}");
  return records.error();
}

/// The value is two packets, each behind a byte that gives its size.
inline Error merged_to_json(const uint8_t *data, size_t size, char *text, size_t room) {
  BodyComposition packets[2];
  Error error;
  for (size_t i = 0, at = 0; i < 2 && !error; i++) {
    const size_t length = at < size ? data[at] : 0;
    at++;
    if (at + length > size)
      error = {Fault::TRUNCATED, "packet"};
    else
      error = parse_body_composition(data + at, length, &packets[i]);
    at += length;
  }
  if (!error)
    error = merge_body_composition(packets[1], &packets[0]);
  Json json(text, room);
  json.error(error);
  if (!error)
    show(&json, packets[0]);
  json.close("}");
  return error;
}

struct Parser {
  const char *name;
  Error (*parse)(const uint8_t *data, size_t size, char *text, size_t room);
};

static const Parser PARSERS[] = {
    {"heart_rate", parse_to_json<HeartRate, parse_heart_rate>},
    {"blood_pressure", parse_to_json<BloodPressure, parse_blood_pressure>},
    {"spot_check", parse_to_json<SpotCheck, parse_spot_check>},
    {"continuous_oximetry", parse_to_json<ContinuousOximetry, parse_continuous_oximetry>},
    {"glucose", parse_to_json<Glucose, parse_glucose>},
    {"glucose_context", parse_to_json<GlucoseContext, parse_glucose_context>},
    {"cgm", cgm_to_json<false>},
    {"cgm_checked", cgm_to_json<true>},
    {"temperature", parse_to_json<Temperature, parse_temperature>},
    {"weight", parse_to_json<Weight, parse_weight>},
    {"body_composition", parse_to_json<BodyComposition, parse_body_composition>},
    {"body_composition_merged", merged_to_json},
    {"record_response", parse_to_json<RecordResponse, parse_record_response>},
};
static constexpr size_t PARSER_COUNT = sizeof(PARSERS) / sizeof(PARSERS[0]);
static constexpr size_t ROOM = 32768;  // 85 CGM records of some 180 characters are the most

}  // namespace gatt_test
