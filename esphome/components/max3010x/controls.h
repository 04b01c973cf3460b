#pragma once

// What a person can set while the node runs. Each control only tells the hub.

#include "esphome/core/component.h"
#include "esphome/core/defines.h"
#include "esphome/core/helpers.h"
#include "esphome/core/preferences.h"
#ifdef USE_BUTTON
#include "esphome/components/button/button.h"
#endif
#ifdef USE_NUMBER
#include "esphome/components/number/number.h"
#endif
#ifdef USE_SWITCH
#include "esphome/components/switch/switch.h"
#endif

#include "max3010x.h"

namespace esphome::max3010x {

#ifdef USE_NUMBER
/// A number that is kept through a restart.
class KeptNumber : public number::Number, public Component, public Parented<MAX3010xComponent> {
 public:
  void setup() override {
    this->preference_ = this->make_entity_preference<float>();
    float value;
    if (!this->preference_.load(&value) || !(value >= this->traits.get_min_value()) ||
        !(value <= this->traits.get_max_value()))
      value = this->first_();
    this->apply_(value);
    this->publish_state(value);
  }

 protected:
  void control(float value) override {
    this->apply_(value);
    this->publish_state(value);
    this->preference_.save(&value);
  }
  virtual float first_() = 0;
  virtual void apply_(float value) = 0;

  ESPPreferenceObject preference_;
};

class ReportingIntervalNumber final : public KeptNumber {
 protected:
  float first_() override { return this->parent_->publisher().interval(); }
  void apply_(float value) override { this->parent_->publisher().set_interval(static_cast<uint8_t>(value)); }
};

class LedCurrentNumber final : public KeptNumber {
 protected:
  float first_() override { return this->parent_->led_current(); }
  void apply_(float value) override { this->parent_->set_led_current(value); }
};

/// What a finger oximeter shows now. Unknown after a start and after a calibration: an old one is never used again.
class ReferenceNumber final : public number::Number, public Component, public Parented<MAX3010xComponent> {
 public:
  void setup() override {
    this->parent_->add_on_calibrated_callback([this]() { this->publish_state(NAN); });
  }

 protected:
  void control(float value) override {
    this->parent_->set_reference_spo2(value);
    this->publish_state(value);
  }
};
#endif

#ifdef USE_BUTTON
class CalibrateButton final : public button::Button, public Parented<MAX3010xComponent> {
 protected:
  void press_action() override { this->parent_->calibrate(); }
};

class ForgetCalibrationButton final : public button::Button, public Parented<MAX3010xComponent> {
 protected:
  void press_action() override { this->parent_->forget_calibration(); }
};
#endif

#ifdef USE_SWITCH
/// A switch that begins as its restore mode says.
class HubSwitch : public switch_::Switch, public Component, public Parented<MAX3010xComponent> {
 public:
  void setup() override { this->write_state(this->get_initial_state_with_restore_mode().value_or(this->first_())); }

 protected:
  void write_state(bool state) override {
    this->apply_(state);
    this->publish_state(state);
  }
  virtual bool first_() = 0;
  virtual void apply_(bool state) = 0;
};

class MeasuringSwitch final : public HubSwitch {
 protected:
  bool first_() override { return true; }
  void apply_(bool state) override { this->parent_->set_measuring(state); }
};

class OnlyOnChangeSwitch final : public HubSwitch {
 protected:
  bool first_() override { return this->parent_->publisher().only_on_change(); }
  void apply_(bool state) override { this->parent_->publisher().set_only_on_change(state); }
};
#endif

}  // namespace esphome::max3010x
