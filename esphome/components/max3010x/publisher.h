#pragma once

// The entities: which exist, in which order they are told, and when.

#include "esphome/core/component.h"
#include "esphome/core/defines.h"
#include "esphome/core/helpers.h"
#ifdef USE_BINARY_SENSOR
#include "esphome/components/binary_sensor/binary_sensor.h"
#endif
#ifdef USE_SENSOR
#include "esphome/components/sensor/sensor.h"
#endif
#ifdef USE_TEXT_SENSOR
#include "esphome/components/text_sensor/text_sensor.h"
#endif

#include "esphome/components/healthsense_dsp/reporting.h"
#include "esphome/components/healthsense_dsp/settings.h"

namespace esphome::max3010x {

/// Told first, in this order: whoever acts on a value already knows how far to trust it.
enum class Value : uint8_t {
  SIGNAL_QUALITY,
  RESPIRATORY_QUALITY,
  PERFUSION_INDEX,
  HEART_RATE,
  SPO2,
  RMSSD,
  SDNN,
  IRREGULARITY,
  RESPIRATORY_RATE,
  RATIO,
  DIE_TEMPERATURE,
  LOST_SAMPLES,
  COUNT,
};

class Publisher {
#ifdef USE_BINARY_SENSOR
  SUB_BINARY_SENSOR(finger)
  SUB_BINARY_SENSOR(irregular_pulse)
  SUB_BINARY_SENSOR(leds_swapped)
#endif
#ifdef USE_TEXT_SENSOR
  SUB_TEXT_SENSOR(status)
  SUB_TEXT_SENSOR(calibration)
#endif
#ifdef USE_SENSOR
  SUB_SENSOR(rr_interval)

 public:
  void set_sensor(Value which, sensor::Sensor *sensor) { this->sensors_[static_cast<uint8_t>(which)] = sensor; }
#endif

 public:
  void set_interval(uint8_t seconds) { this->schedule_.set_interval(seconds); }
  uint8_t interval() const { return this->schedule_.interval(); }
  bool only_on_change() const { return this->only_on_change_; }
  void set_only_on_change(bool only_on_change) { this->only_on_change_ = only_on_change; }

  /// One second's reading, with what the driver knows beside it.
  void second(const healthsense_dsp::Reading &reading, bool leds_swapped, float die_temperature_c, uint32_t lost_samples);

  /// Nothing is measured: every value is NaN, and whether a finger is there is not known.
  void nothing(healthsense_dsp::Status status);

  void calibrated(bool calibrated);

  /// Beats wait here: the API tells one state of an entity in a batch, so two of one moment would be one.
  void tell_next_beat(uint32_t now_ms);

 protected:
  void tell_status_(healthsense_dsp::Status status);
  void tell_(Value which, float value);
  void tell_values_(const healthsense_dsp::Reading &reading);

#ifdef USE_SENSOR
  sensor::Sensor *sensors_[static_cast<uint8_t>(Value::COUNT)]{};
  healthsense_dsp::Told told_[static_cast<uint8_t>(Value::COUNT)];
#endif
  healthsense_dsp::ReportSchedule schedule_;
  healthsense_dsp::IrregularPulse irregular_pulse_;
  healthsense_dsp::BeatQueue beats_;
  uint32_t seconds_{0};
  uint8_t status_{UINT8_MAX};
  bool only_on_change_{false};
};

}  // namespace esphome::max3010x
