#pragma once

#include "esphome/components/healthsense_dsp/reporting.h"
#include "esphome/components/voltage_sampler/voltage_sampler.h"
#include "esphome/core/component.h"
#include "esphome/core/defines.h"
#include "esphome/core/helpers.h"
#ifdef USE_BINARY_SENSOR
#include "esphome/components/binary_sensor/binary_sensor.h"
#endif
#ifdef USE_NUMBER
#include "esphome/components/number/number.h"
#endif
#ifdef USE_SENSOR
#include "esphome/components/sensor/sensor.h"
#endif
#ifdef USE_SWITCH
#include "esphome/components/switch/switch.h"
#endif
#ifdef USE_TEXT_SENSOR
#include "esphome/components/text_sensor/text_sensor.h"
#endif

#include "analog_pulse.h"
#include "sample_clock.h"

namespace esphome::analog_ppg {

/// Samples a voltage evenly, hands it to the signal core and publishes what comes of it.
class AnalogPPG final : public Component {
#ifdef USE_SENSOR
  SUB_SENSOR(heart_rate)
  SUB_SENSOR(signal_quality)
  SUB_SENSOR(rmssd)
  SUB_SENSOR(sdnn)
  SUB_SENSOR(irregularity)
  SUB_SENSOR(respiratory_rate)
  SUB_SENSOR(respiratory_quality)
  SUB_SENSOR(rr_interval)
  SUB_SENSOR(pulse_amplitude)
  SUB_SENSOR(lost_samples)
#endif
#ifdef USE_BINARY_SENSOR
  SUB_BINARY_SENSOR(finger)
  SUB_BINARY_SENSOR(irregular_pulse)
#endif
#ifdef USE_TEXT_SENSOR
  SUB_TEXT_SENSOR(status)
#endif

 public:
  AnalogPPG(voltage_sampler::VoltageSampler *source, const AnalogSettings &settings);

  void setup() override;
  void loop() override;
  void dump_config() override;
  float get_setup_priority() const override {
    // After its source.
    return setup_priority::DATA - 1.0f;
  }

  void set_reporting_interval(uint8_t reporting_interval_s) { this->schedule_.set_interval(reporting_interval_s); }
  void set_only_on_change(bool only_on_change) { this->only_on_change_ = only_on_change; }
  void set_measuring(bool measuring);

 protected:
  static constexpr uint8_t VALUES = 9;

  void second_(const Reading &reading);
  void publish_status_(Status status);
  void publish_finger_(Status status);
  void publish_values_(const Reading &reading);
  void publish_irregular_();

  voltage_sampler::VoltageSampler *source_;
  AnalogSettings settings_;
  AnalogPulse pulse_;
  SampleClock clock_;
  HighFrequencyLoopRequester high_frequency_;
  healthsense_dsp::ReportSchedule schedule_;
  healthsense_dsp::IrregularPulse irregular_pulse_;
  healthsense_dsp::BeatQueue beats_;
#ifdef USE_SENSOR
  healthsense_dsp::Told told_[VALUES];
#endif
  uint32_t seconds_{0};
  uint32_t lost_samples_{0};
  uint8_t status_{UINT8_MAX};
  bool measuring_{true};
  bool only_on_change_{false};
};

#ifdef USE_NUMBER
/// Seconds between two reports; comes back after a restart.
class ReportingIntervalNumber final : public number::Number, public Component, public Parented<AnalogPPG> {
 public:
  void setup() override;
  void dump_config() override;
  float get_setup_priority() const override { return setup_priority::HARDWARE; }
  void set_initial_value(float initial_value) { this->initial_value_ = initial_value; }

 protected:
  void control(float value) override;
  bool in_range_(float value) const;

  float initial_value_{1.0f};
  ESPPreferenceObject pref_;
};
#endif

#ifdef USE_SWITCH
/// Off: nothing is sampled and the loop may rest.
class MeasuringSwitch final : public switch_::Switch, public Component, public Parented<AnalogPPG> {
 public:
  void setup() override;
  void dump_config() override;

 protected:
  void write_state(bool state) override;
};

/// On: what did not change by what can be seen is not reported again.
class OnlyOnChangeSwitch final : public switch_::Switch, public Component, public Parented<AnalogPPG> {
 public:
  void setup() override;
  void dump_config() override;

 protected:
  void write_state(bool state) override;
};
#endif

}  // namespace esphome::analog_ppg
