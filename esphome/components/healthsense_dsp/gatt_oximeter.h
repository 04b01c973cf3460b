#pragma once

// PLX Spot-Check Measurement 0x2A5E and PLX Continuous Measurement 0x2A5F (GATT Specification Supplement;
// Pulse Oximeter Service 1.0.1).

#include "gatt_time.h"

namespace esphome::healthsense_gatt {

/// Both stand or fall together on the wire; either may be NaN.
struct Oxygen {
  Decimal spo2_percent{};
  Decimal pulse_bpm{};
};

/// What the oximeter says of itself, common to both kinds of measurement.
struct OximeterState {
  enum MeasurementBit : uint16_t {
    ONGOING = 1u << 5,
    EARLY_ESTIMATE = 1u << 6,
    VALIDATED = 1u << 7,
    FULLY_QUALIFIED = 1u << 8,
    FROM_STORAGE = 1u << 9,
    DEMONSTRATION = 1u << 10,
    TESTING = 1u << 11,
    CALIBRATING = 1u << 12,
    UNAVAILABLE = 1u << 13,
    QUESTIONABLE = 1u << 14,
    INVALID = 1u << 15,
  };
  enum DeviceBit : uint32_t {
    DISPLAY_ONGOING = 1u << 0,
    EQUIPMENT_MALFUNCTION = 1u << 1,
    SIGNAL_IRREGULARITY = 1u << 2,
    INADEQUATE_SIGNAL = 1u << 3,
    POOR_SIGNAL = 1u << 4,
    LOW_PERFUSION = 1u << 5,
    ERRATIC_SIGNAL = 1u << 6,
    NON_PULSATILE = 1u << 7,
    QUESTIONABLE_PULSE = 1u << 8,
    ANALYSIS_ONGOING = 1u << 9,
    INTERFACE_PROBLEM = 1u << 10,
    SENSOR_UNCONNECTED = 1u << 11,
    UNKNOWN_SENSOR = 1u << 12,
    SENSOR_DISPLACED = 1u << 13,
    SENSOR_MALFUNCTION = 1u << 14,
    SENSOR_DISCONNECTED = 1u << 15,
  };

  Optional<uint16_t> measurement{};  ///< of MeasurementBit; reserved bits as received
  Optional<uint32_t> device{};       ///< of DeviceBit; reserved bits as received
  Optional<Decimal> pulse_amplitude_percent{};

  /// False where the device itself says that the values are nobody's: a demonstration, a test, nothing, or invalid.
  bool is_measurement() const {
    return (this->measurement.value & (DEMONSTRATION | TESTING | CALIBRATING | UNAVAILABLE | INVALID)) == 0;
  }
};

struct SpotCheck {
  Oxygen normal{};
  Optional<DateTime> time_stamp{};
  bool clock_not_set{false};  ///< the time stamp counts from wherever the device began
  OximeterState state{};
};

struct ContinuousOximetry {
  Oxygen normal{};
  Optional<Oxygen> fast{};  ///< averaged over less time than normal
  Optional<Oxygen> slow{};
  OximeterState state{};
};

inline Oxygen read_oxygen(Reader *reader, const char *spo2, const char *pulse_rate) {
  Oxygen oxygen;
  oxygen.spo2_percent = reader->sfloat(spo2);
  oxygen.pulse_bpm = reader->sfloat(pulse_rate);
  return oxygen;
}

inline OximeterState read_oximeter_state(Reader *reader, bool measurement, bool device, bool amplitude) {
  OximeterState state;
  state.measurement = reader->u16_if(measurement, "measurement_status");
  state.device = reader->u24_if(device, "device_status");
  state.pulse_amplitude_percent = reader->sfloat_if(amplitude, "pulse_amplitude_index");
  return state;
}

inline Error parse_spot_check(const uint8_t *data, size_t size, SpotCheck *out) {
  *out = {};
  Reader reader(data, size);
  const uint8_t flags = reader.u8("flags");
  out->normal = read_oxygen(&reader, "spo2", "pulse_rate");
  out->time_stamp = read_date_time_if((flags & 0x01) != 0, &reader);
  out->state = read_oximeter_state(&reader, (flags & 0x02) != 0, (flags & 0x04) != 0, (flags & 0x08) != 0);
  out->clock_not_set = (flags & 0x10) != 0;
  return reader.finish((flags & 0xE0) != 0);
}

inline Error parse_continuous_oximetry(const uint8_t *data, size_t size, ContinuousOximetry *out) {
  *out = {};
  Reader reader(data, size);
  const uint8_t flags = reader.u8("flags");
  out->normal = read_oxygen(&reader, "spo2", "pulse_rate");
  if ((flags & 0x01) != 0)
    out->fast = {read_oxygen(&reader, "spo2_fast", "pulse_rate_fast"), true};
  if ((flags & 0x02) != 0)
    out->slow = {read_oxygen(&reader, "spo2_slow", "pulse_rate_slow"), true};
  out->state = read_oximeter_state(&reader, (flags & 0x04) != 0, (flags & 0x08) != 0, (flags & 0x10) != 0);
  return reader.finish((flags & 0xE0) != 0);
}

}  // namespace esphome::healthsense_gatt
