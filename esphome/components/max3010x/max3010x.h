#pragma once

#include "esphome/components/i2c/i2c.h"
#include "esphome/core/automation.h"
#include "esphome/core/component.h"
#include "esphome/core/defines.h"
#include "esphome/core/helpers.h"
#include "esphome/core/preferences.h"

#include "calibration.h"
#include "chip.h"
#include "measurement.h"
#include "publisher.h"
#include "wavelength.h"

namespace esphome::max3010x {

/// What the configuration says and nothing changes while the node runs.
struct HubSettings {
  const char *model;
  ChipSettings chip;
  OpticsSettings optics;
  healthsense_dsp::Settings core;
  uint32_t poll_interval_ms;
  float reference_temperature_c;  ///< of the curve; NaN: not known
  bool compensate_temperature;
  bool swap_when_seen;
  uint32_t preference_key;
};

/// Runs the chip: a state machine that never waits, one step each poll.
class MAX3010xComponent final : public Component, public i2c::I2CDevice, private RegisterBus {
 public:
  explicit MAX3010xComponent(const HubSettings &settings);

  void setup() override;
  void loop() override;
  void dump_config() override;
  /// Else its LEDs would shine on through a deep sleep, or until the next firmware starts.
  void on_shutdown() override { this->chip_.shut_down(); }
  float get_setup_priority() const override { return setup_priority::DATA; }

  Publisher &publisher() { return this->publisher_; }
  void set_reference_spo2(float percent) { this->calibration_.set_reference(percent); }
  void set_led_current(float milliamperes);
  float led_current() const;
  void set_measuring(bool measuring);
  void calibrate();
  void forget_calibration();
  /// Called after a calibration: the reference is spent.
  template<typename F> void add_on_calibrated_callback(F &&callback) {
    this->on_calibrated_.add(std::forward<F>(callback));
  }
  template<typename F> void add_on_sample_callback(F &&callback) { this->on_sample_.add(std::forward<F>(callback)); }

 protected:
  enum class State : uint8_t { IDENTIFY, RESET, CONFIGURE, RUN, PAUSED };

  bool fetch(uint8_t address, uint8_t *data, size_t length) override {
    return this->read_register(address, data, length) == i2c::ERROR_OK;
  }
  bool store(uint8_t address, uint8_t value) override {
    return this->write_register(address, &value, 1) == i2c::ERROR_OK;
  }

  bool step_();
  bool identify_();
  bool reset_();
  bool configure_();
  bool run_();
  bool set_up_again_();
  bool drain_(const Poll &poll);
  bool look_after_();
  void second_();
  void failed_();
  float factor_() const;
  void correct_();
  void save_();

  HubSettings settings_;
  Chip chip_;
  Measurement measurement_;
  Calibration calibration_;
  Publisher publisher_;
  LazyCallbackManager<void(uint32_t, uint32_t)> on_sample_;
  LazyCallbackManager<void()> on_calibrated_;
  ESPPreferenceObject preference_;
  uint32_t last_poll_ms_{0}, wait_ms_{0}, last_sample_ms_{0}, seconds_{0}, lost_samples_{0};
  float die_temperature_c_{NAN};
  State state_{State::IDENTIFY};
  uint8_t failures_{0}, wrong_parts_{0}, restarts_{0};
  bool verify_due_{false}, temperature_due_{false}, swapped_{false}, told_fault_{false};
};

}  // namespace esphome::max3010x
