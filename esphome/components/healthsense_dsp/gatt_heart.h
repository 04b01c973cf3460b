#pragma once

// Heart Rate Measurement 0x2A37, Blood Pressure Measurement 0x2A35 (GATT Specification Supplement;
// Heart Rate Service 1.0, Blood Pressure Service 1.1.1).

#include "gatt_time.h"

namespace esphome::healthsense_gatt {

enum class SensorContact : uint8_t { NOT_SUPPORTED, NOT_DETECTED, DETECTED };

struct HeartRate {
  static constexpr size_t MOST_RR = (LONGEST_VALUE - 2) / 2;  // whatever a value can carry

  uint16_t heart_rate_bpm{0};
  SensorContact contact{SensorContact::NOT_SUPPORTED};
  Optional<uint16_t> energy_expended_kj{};
  uint8_t rr_count{0};
  uint16_t rr_1024ths_s[MOST_RR]{};  ///< oldest first, in 1/1024 s

  /// Exact. i < rr_count.
  float rr_ms(uint8_t i) const { return static_cast<float>(this->rr_1024ths_s[i]) * (1000.0f / 1024.0f); }
};

/// With reserved flags set the RR intervals cannot be told from fields that nobody knows: none is given then.
inline Error parse_heart_rate(const uint8_t *data, size_t size, HeartRate *out) {
  *out = {};
  Reader reader(data, size);
  const uint8_t flags = reader.u8("flags");
  const bool reserved = (flags & 0xE0) != 0;
  out->heart_rate_bpm = (flags & 0x01) != 0 ? reader.u16("heart_rate") : reader.u8("heart_rate");
  if ((flags & 0x04) != 0)
    out->contact = (flags & 0x02) != 0 ? SensorContact::DETECTED : SensorContact::NOT_DETECTED;
  out->energy_expended_kj = reader.u16_if((flags & 0x08) != 0, "energy_expended");
  while ((flags & 0x10) != 0 && !reserved && reader.left() > 0 && out->rr_count < HeartRate::MOST_RR) {
    const uint16_t interval = reader.u16("rr_interval");
    if (!reader.error())
      out->rr_1024ths_s[out->rr_count++] = interval;
  }
  return reader.finish(reserved);
}

static constexpr uint8_t UNKNOWN_USER = 0xFF;
static constexpr float MMHG_PER_KPA = 7.500615f;  ///< 1 mmHg = 133.3224 Pa (NIST SP 811, B.8)

struct BloodPressure {
  enum StatusBit : uint16_t {
    BODY_MOVEMENT = 1u << 0,
    CUFF_TOO_LOOSE = 1u << 1,
    IRREGULAR_PULSE = 1u << 2,
    PULSE_ABOVE_RANGE = 1u << 3,
    PULSE_BELOW_RANGE = 2u << 3,
    IMPROPER_POSITION = 1u << 5,
  };

  bool in_kpa{false};
  Decimal systolic{};
  Decimal diastolic{};
  Decimal mean_arterial{};
  Optional<DateTime> time_stamp{};
  Optional<Decimal> pulse_bpm{};
  Optional<uint8_t> user_id{};  ///< UNKNOWN_USER where the device cannot tell
  Optional<uint16_t> status{};  ///< of StatusBit; reserved bits as received

  /// Of one of the three pressures; NaN where the cuff has none.
  float mmhg(const Decimal &pressure) const { return pressure.to_float() * (this->in_kpa ? MMHG_PER_KPA : 1.0f); }
};

inline Error parse_blood_pressure(const uint8_t *data, size_t size, BloodPressure *out) {
  *out = {};
  Reader reader(data, size);
  const uint8_t flags = reader.u8("flags");
  out->in_kpa = (flags & 0x01) != 0;
  out->systolic = reader.sfloat("systolic");
  out->diastolic = reader.sfloat("diastolic");
  out->mean_arterial = reader.sfloat("mean_arterial");
  out->time_stamp = read_date_time_if((flags & 0x02) != 0, &reader);
  out->pulse_bpm = reader.sfloat_if((flags & 0x04) != 0, "pulse_rate");
  out->user_id = reader.u8_if((flags & 0x08) != 0, "user_id");
  out->status = reader.u16_if((flags & 0x10) != 0, "measurement_status");
  if ((out->status.value & 0x18) == 0x18)
    reader.fail(Fault::OUT_OF_RANGE, "measurement_status");  // a pulse both above and below the range
  return reader.finish((flags & 0xE0) != 0);
}

}  // namespace esphome::healthsense_gatt
