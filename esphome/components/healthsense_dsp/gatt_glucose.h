#pragma once

// Glucose Measurement 0x2A18 and its Context 0x2A34 (GATT Specification Supplement; Glucose Service 1.0.1).

#include "gatt_time.h"

namespace esphome::healthsense_gatt {

/// mg/dL for one mmol/L: the molar mass of glucose, 180.156 g/mol (IFCC/IUPAC), over ten.
static constexpr float MG_PER_DL_PER_MMOL_PER_L = 18.0156f;

struct Glucose {
  enum SampleType : uint8_t { INTERSTITIAL_FLUID = 9, CONTROL_SOLUTION = 10 };  // 1-8: blood and plasma
  enum StatusBit : uint16_t {
    BATTERY_LOW = 1u << 0,
    SENSOR_FAULT = 1u << 1,
    SAMPLE_TOO_SMALL = 1u << 2,
    STRIP_INSERTION = 1u << 3,
    STRIP_TYPE = 1u << 4,
    RESULT_TOO_HIGH = 1u << 5,
    RESULT_TOO_LOW = 1u << 6,
    TOO_WARM = 1u << 7,
    TOO_COLD = 1u << 8,
    READ_INTERRUPTED = 1u << 9,
    DEVICE_FAULT = 1u << 10,
    TIME_FAULT = 1u << 11,
  };

  uint16_t sequence{0};
  DateTime base_time{};
  Optional<int16_t> time_offset_min{};  ///< the user's clock less base_time
  bool in_moles{false};
  Optional<Decimal> concentration{};  ///< kg/L, or mol/L if in_moles
  uint8_t sample_type{0};             ///< 1-10, others as received; 0 without a concentration
  uint8_t sample_location{0};         ///< 1-4, 15 unknown, others as received; 0 without a concentration
  Optional<uint16_t> status{};        ///< of StatusBit; reserved bits as received
  bool context_follows{false};

  /// In the unit the meter shows, digit for digit: mmol/L if in_moles, else mg/dL.
  Decimal displayed() const { return this->concentration.value.shifted(this->in_moles ? 3 : 5); }

  /// NaN where there is none.
  float mg_per_dl() const { return this->displayed().to_float() * (this->in_moles ? MG_PER_DL_PER_MMOL_PER_L : 1.0f); }

  bool is_control_solution() const { return this->sample_type == CONTROL_SOLUTION || this->sample_location == 4; }

  /// When it was taken on the user's clock, seconds since 1970-01-01 there; 0 unless the base time is known.
  int64_t local_seconds() const {
    if (!this->base_time.is_known())
      return 0;
    return this->base_time.local_seconds() + INT64_C(60) * this->time_offset_min.value;
  }
};

inline Error parse_glucose(const uint8_t *data, size_t size, Glucose *out) {
  *out = {};
  Reader reader(data, size);
  const uint8_t flags = reader.u8("flags");
  const bool has_concentration = (flags & 0x02) != 0;
  out->sequence = reader.u16("sequence_number");
  out->base_time = read_date_time(&reader);
  if ((flags & 0x01) != 0)
    out->time_offset_min = {reader.s16("time_offset"), !reader.error()};
  out->in_moles = (flags & 0x04) != 0;
  out->concentration = reader.sfloat_if(has_concentration, "glucose_concentration");
  const uint8_t sample = reader.u8_if(has_concentration, "type_sample_location").value;
  out->sample_type = sample & 0x0F;
  out->sample_location = sample >> 4;
  out->status = reader.u16_if((flags & 0x08) != 0, "sensor_status");
  out->context_follows = (flags & 0x10) != 0;
  return reader.finish((flags & 0xE0) != 0);
}

struct GlucoseContext {
  static constexpr uint16_t EXERCISE_OVERRUN = 0xFFFF;  ///< longer than can be said

  uint16_t sequence{0};  ///< of the measurement it belongs to
  Optional<uint8_t> extended_flags{};
  Optional<uint8_t> carbohydrate_id{};  ///< 1 breakfast, 2 lunch, 3 dinner, 4 snack, 5 drink, 6 supper, 7 late breakfast
  Decimal carbohydrate_kg{};
  Optional<uint8_t> meal{};  ///< 1 before, 2 after, 3 fasting, 4 casual, 5 bedtime
  Optional<uint8_t> tester{};  ///< 1 self, 2 professional, 3 laboratory, 15 unknown
  Optional<uint8_t> health{};  ///< 1 minor and 2 major issues, 3 menses, 4 stress, 5 none, 15 unknown
  Optional<uint16_t> exercise_duration_s{};
  uint8_t exercise_intensity_percent{0};
  Optional<uint8_t> medication_id{};  ///< 1 rapid, 2 short, 3 intermediate, 4 long acting, 5 mixed
  bool medication_in_litres{false};
  Decimal medication{};  ///< kg, or L if medication_in_litres
  Optional<Decimal> hba1c_percent{};
};

/// Ids beyond those known are given as received. Reserved are all extended flags.
inline Error parse_glucose_context(const uint8_t *data, size_t size, GlucoseContext *out) {
  *out = {};
  Reader reader(data, size);
  const uint8_t flags = reader.u8("flags");
  out->sequence = reader.u16("sequence_number");
  out->extended_flags = reader.u8_if((flags & 0x80) != 0, "extended_flags");
  out->carbohydrate_id = reader.u8_if((flags & 0x01) != 0, "carbohydrate_id");
  out->carbohydrate_kg = reader.sfloat_if((flags & 0x01) != 0, "carbohydrate").value;
  out->meal = reader.u8_if((flags & 0x02) != 0, "meal");
  const Optional<uint8_t> people = reader.u8_if((flags & 0x04) != 0, "tester_health");
  out->tester = {static_cast<uint8_t>(people.value & 0x0F), people.present};
  out->health = {static_cast<uint8_t>(people.value >> 4), people.present};
  out->exercise_duration_s = reader.u16_if((flags & 0x08) != 0, "exercise_duration");
  out->exercise_intensity_percent = reader.u8_if((flags & 0x08) != 0, "exercise_intensity").value;
  if (out->exercise_intensity_percent > 100)
    reader.fail(Fault::OUT_OF_RANGE, "exercise_intensity");
  out->medication_id = reader.u8_if((flags & 0x10) != 0, "medication_id");
  out->medication_in_litres = (flags & 0x20) != 0;
  out->medication = reader.sfloat_if((flags & 0x10) != 0, "medication").value;
  out->hba1c_percent = reader.sfloat_if((flags & 0x40) != 0, "hba1c");
  return reader.finish(out->extended_flags.value != 0);
}

}  // namespace esphome::healthsense_gatt
