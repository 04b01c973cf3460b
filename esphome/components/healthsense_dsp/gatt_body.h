#pragma once

// Temperature Measurement 0x2A1C, Weight Measurement 0x2A9D, Body Composition Measurement 0x2A9C (GATT Specification
// Supplement; Health Thermometer Service 1.0, Weight Scale Service 1.0.1, Body Composition
// Service 1.0).

#include "gatt_time.h"

namespace esphome::healthsense_gatt {

struct Temperature {
  bool in_fahrenheit{false};
  Decimal temperature{};
  Optional<DateTime> time_stamp{};
  Optional<uint8_t> site{};  ///< 1 armpit, 2 body, 3 ear, 4 finger, 5 gut, 6 mouth, 7 rectum, 8 toe, 9 tympanum

  /// NaN where there is none.
  float celsius() const {
    const float value = this->temperature.to_float();
    return this->in_fahrenheit ? (value - 32.0f) / 1.8f : value;
  }
};

/// Sites beyond those known are given as received.
inline Error parse_temperature(const uint8_t *data, size_t size, Temperature *out) {
  *out = {};
  Reader reader(data, size);
  const uint8_t flags = reader.u8("flags");
  out->in_fahrenheit = (flags & 0x01) != 0;
  out->temperature = reader.medical_float("temperature");
  out->time_stamp = read_date_time_if((flags & 0x02) != 0, &reader);
  out->site = reader.u8_if((flags & 0x04) != 0, "temperature_type");
  return reader.finish((flags & 0xF8) != 0);
}

static constexpr uint16_t MEASUREMENT_UNSUCCESSFUL = 0xFFFF;
static constexpr float KG_PER_LB = 0.45359237f;  ///< exact by definition (international pound, 1959)
static constexpr float M_PER_INCH = 0.0254f;     ///< exact by definition

/// Steps of 0.005 kg or 0.01 lb.
inline float mass_kg(uint16_t steps, bool imperial) {
  return static_cast<float>(steps) * (imperial ? KG_PER_LB / 100.0f : 0.005f);
}

/// Steps of 0.001 m or 0.1 inch.
inline float height_m(uint16_t steps, bool imperial) {
  return static_cast<float>(steps) * (imperial ? M_PER_INCH / 10.0f : 0.001f);
}

struct Weight {
  bool imperial{false};
  uint16_t weight_steps{0};  ///< see mass_kg; MEASUREMENT_UNSUCCESSFUL where there is none
  Optional<DateTime> time_stamp{};
  Optional<uint8_t> user_id{};  ///< 0xFF where the scale cannot tell
  Optional<uint16_t> bmi_tenths{};
  Optional<uint16_t> height_steps{};  ///< see height_m

  /// NaN where the measurement did not succeed.
  float weight_kg() const {
    return this->weight_steps == MEASUREMENT_UNSUCCESSFUL ? NAN : mass_kg(this->weight_steps, this->imperial);
  }
};

inline Error parse_weight(const uint8_t *data, size_t size, Weight *out) {
  *out = {};
  Reader reader(data, size);
  const uint8_t flags = reader.u8("flags");
  out->imperial = (flags & 0x01) != 0;
  out->weight_steps = reader.u16("weight");
  out->time_stamp = read_date_time_if((flags & 0x02) != 0, &reader);
  out->user_id = reader.u8_if((flags & 0x04) != 0, "user_id");
  out->bmi_tenths = reader.u16_if((flags & 0x08) != 0, "bmi");
  out->height_steps = reader.u16_if((flags & 0x08) != 0, "height");
  return reader.finish((flags & 0xF0) != 0);
}

struct BodyComposition {
  bool imperial{false};
  bool multiple_packets{false};  ///< this value is one of two: see merge_body_composition
  uint16_t body_fat_tenths_percent{0};  ///< MEASUREMENT_UNSUCCESSFUL where there is none
  Optional<DateTime> time_stamp{};
  Optional<uint8_t> user_id{};
  Optional<uint16_t> basal_metabolism_kj{};
  Optional<uint16_t> muscle_tenths_percent{};
  Optional<uint16_t> muscle_steps{};  ///< this and the masses below: see mass_kg
  Optional<uint16_t> fat_free_steps{};
  Optional<uint16_t> soft_lean_steps{};
  Optional<uint16_t> body_water_steps{};
  Optional<uint16_t> impedance_tenths_ohm{};
  Optional<uint16_t> weight_steps{};
  Optional<uint16_t> height_steps{};  ///< see height_m

  /// NaN where the measurement did not succeed.
  float body_fat_percent() const {
    const bool failed = this->body_fat_tenths_percent == MEASUREMENT_UNSUCCESSFUL;
    return failed ? NAN : static_cast<float>(this->body_fat_tenths_percent) / 10.0f;
  }
};

inline Error parse_body_composition(const uint8_t *data, size_t size, BodyComposition *out) {
  *out = {};
  Reader reader(data, size);
  const uint16_t flags = reader.u16("flags");
  out->imperial = (flags & 0x0001) != 0;
  out->multiple_packets = (flags & 0x1000) != 0;
  out->body_fat_tenths_percent = reader.u16("body_fat");
  if (out->body_fat_tenths_percent > 1000 && out->body_fat_tenths_percent != MEASUREMENT_UNSUCCESSFUL)
    reader.fail(Fault::OUT_OF_RANGE, "body_fat");
  out->time_stamp = read_date_time_if((flags & 0x0002) != 0, &reader);
  out->user_id = reader.u8_if((flags & 0x0004) != 0, "user_id");
  out->basal_metabolism_kj = reader.u16_if((flags & 0x0008) != 0, "basal_metabolism");
  out->muscle_tenths_percent = reader.u16_if((flags & 0x0010) != 0, "muscle_percentage");
  if (out->muscle_tenths_percent.value > 1000)
    reader.fail(Fault::OUT_OF_RANGE, "muscle_percentage");
  out->muscle_steps = reader.u16_if((flags & 0x0020) != 0, "muscle_mass");
  out->fat_free_steps = reader.u16_if((flags & 0x0040) != 0, "fat_free_mass");
  out->soft_lean_steps = reader.u16_if((flags & 0x0080) != 0, "soft_lean_mass");
  out->body_water_steps = reader.u16_if((flags & 0x0100) != 0, "body_water_mass");
  out->impedance_tenths_ohm = reader.u16_if((flags & 0x0200) != 0, "impedance");
  out->weight_steps = reader.u16_if((flags & 0x0400) != 0, "weight");
  out->height_steps = reader.u16_if((flags & 0x0800) != 0, "height");
  return reader.finish((flags & 0xE000) != 0);
}

namespace detail {

template<typename T> void adopt(const Optional<T> &from, Optional<T> *into, const char *field, Error *error) {
  if (from.present && into->present && !*error)
    *error = {Fault::CONFLICT, field};
  if (from.present)
    *into = from;
}

}  // namespace detail

/// Completes `first` by the packet that followed it. Only body fat may stand in both, and must agree: a field twice
/// means that two measurements met. On an error `first` is as it was.
inline Error merge_body_composition(const BodyComposition &second, BodyComposition *first) {
  if (!first->multiple_packets || !second.multiple_packets)
    return {Fault::CONFLICT, "multiple_packet"};
  if (first->imperial != second.imperial)
    return {Fault::CONFLICT, "units"};
  if (first->body_fat_tenths_percent != second.body_fat_tenths_percent)
    return {Fault::CONFLICT, "body_fat"};
  BodyComposition whole = *first;
  Error error;
  detail::adopt(second.time_stamp, &whole.time_stamp, "time_stamp", &error);
  detail::adopt(second.user_id, &whole.user_id, "user_id", &error);
  detail::adopt(second.basal_metabolism_kj, &whole.basal_metabolism_kj, "basal_metabolism", &error);
  detail::adopt(second.muscle_tenths_percent, &whole.muscle_tenths_percent, "muscle_percentage", &error);
  detail::adopt(second.muscle_steps, &whole.muscle_steps, "muscle_mass", &error);
  detail::adopt(second.fat_free_steps, &whole.fat_free_steps, "fat_free_mass", &error);
  detail::adopt(second.soft_lean_steps, &whole.soft_lean_steps, "soft_lean_mass", &error);
  detail::adopt(second.body_water_steps, &whole.body_water_steps, "body_water_mass", &error);
  detail::adopt(second.impedance_tenths_ohm, &whole.impedance_tenths_ohm, "impedance", &error);
  detail::adopt(second.weight_steps, &whole.weight_steps, "weight", &error);
  detail::adopt(second.height_steps, &whole.height_steps, "height", &error);
  if (!error)
    *first = whole;
  return error;
}

}  // namespace esphome::healthsense_gatt
