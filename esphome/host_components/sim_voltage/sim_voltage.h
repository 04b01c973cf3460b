#pragma once

#include <cmath>
#include <cstdint>

#include "esphome/components/voltage_sampler/voltage_sampler.h"
#include "esphome/core/hal.h"

namespace esphome::sim_voltage {

/// Plays the output of an amplified pulse sensor, or one of its troubles, in real time.
class SimVoltage final : public voltage_sampler::VoltageSampler {
 public:
  enum Mode : uint8_t { PULSE, NOBODY, CLIPPED, UNPLUGGED, BROKEN };

  explicit SimVoltage(float heart_rate_bpm) : beat_us_(static_cast<uint32_t>(60e6f / heart_rate_bpm)) {}

  void set_mode(Mode mode) { this->mode_ = mode; }

  float sample() override {
    switch (this->mode_) {
      case PULSE:
        return 1.65f + 0.3f * this->wave_() + 0.002f * this->noise_();
      case NOBODY:
        return 1.65f + 0.002f * this->noise_();
      case CLIPPED:
        return std::fmin(3.2f, std::fmax(0.14f, 1.65f + 6.0f * this->wave_()));
      case UNPLUGGED:
        return 0.142f;
      default:
        return NAN;
    }
  }

 protected:
  /// A steep rise, a slower fall and a dicrotic notch; from about -0.4 to 0.6.
  float wave_() const {
    const float phase = static_cast<float>(micros() % this->beat_us_) / static_cast<float>(this->beat_us_);
    const auto bump = [phase](float at, float width) {
      const float away = (phase - at) / width;
      return std::exp(-0.5f * away * away);
    };
    return bump(0.25f, 0.09f) + 0.35f * bump(0.55f, 0.10f) - 0.4f;
  }

  /// -1 to 1
  float noise_() {
    this->random_ = this->random_ * 1664525u + 1013904223u;
    return static_cast<float>(this->random_ >> 8) / 8388608.0f - 1.0f;
  }

  uint32_t beat_us_;
  uint32_t random_{1};
  Mode mode_{PULSE};
};

}  // namespace esphome::sim_voltage
