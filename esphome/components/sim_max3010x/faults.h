#pragma once

// What can go wrong between a sensor and its driver, to be chosen at run time.

#include <stddef.h>
#include <stdint.h>

#include "scene.h"

namespace esphome::sim_max3010x {

// Chosen by name in YAML and by index in the select: append.
enum class Fault : uint8_t {
  NONE,
  BUS_SILENT,     ///< no transaction is acknowledged
  WRONG_PART,     ///< another part answers
  OVERFLOW,       ///< once: more samples than the FIFO holds come at a time
  BROWN_OUT,      ///< once: power fails and comes back, registers as after power-up
  SWAPPED_LEDS,   ///< clones: infrared where red belongs
  FINGER_OFF,
  SATURATION,     ///< full scale whatever the LEDs do
  AMBIENT_LIGHT,  ///< more than the cancellation can take
};

static constexpr const char *FAULT_NAMES[] = {
    "none",         "bus silent", "wrong part", "overflow",      "brown-out",
    "swapped LEDs", "finger off", "saturation", "ambient light",
};
static constexpr size_t FAULT_COUNT = sizeof(FAULT_NAMES) / sizeof(FAULT_NAMES[0]);

/// It happens once and is over.
constexpr bool is_event(Fault fault) { return fault == Fault::OVERFLOW || fault == Fault::BROWN_OUT; }

/// A scene with the fault before it.
class FaultyScene final : public Scene {
 public:
  static constexpr double DAZZLE_NA = 1e6;   // above every full scale

  explicit FaultyScene(Scene *scene) : scene_(scene) {}
  void set_fault(Fault fault) { this->fault_ = fault; }

  void advance(double seconds) override {
    this->scene_->advance(seconds);
    this->now_s_ += seconds;
  }

  double reflection_na_per_ma(Led led) const override {
    if (this->fault_ == Fault::FINGER_OFF)
      return COVER_NA_PER_MA;
    if (this->fault_ == Fault::SWAPPED_LEDS && led != Led::GREEN)
      led = led == Led::RED ? Led::INFRARED : Led::RED;
    return this->scene_->reflection_na_per_ma(led);
  }

  double ambient_na() const override {
    if (this->fault_ == Fault::SATURATION)
      return DAZZLE_NA;
    if (this->fault_ == Fault::AMBIENT_LIGHT)
      return lamp_na(this->now_s_);
    return this->scene_->ambient_na();
  }

  bool ambient_overflow() const override {
    return this->fault_ == Fault::AMBIENT_LIGHT || this->scene_->ambient_overflow();
  }

 protected:
  Scene *scene_;
  Fault fault_{Fault::NONE};
  double now_s_{0.0};
};

}  // namespace esphome::sim_max3010x
