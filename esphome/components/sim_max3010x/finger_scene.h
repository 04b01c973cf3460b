#pragma once

// A finger on the sensor, or none: the light that comes back to the photodiode for each mA of LED current.
//
// Every figure is a round number chosen so that counts, pulse and noise lie where users of these boards find them;
// none was measured. In full: docs/demo-node.md.

#include <math.h>
#include <stdint.h>

#include "body.h"
#include "pulse_wave.h"
#include "random.h"
#include "scene.h"

namespace esphome::sim_max3010x {

class FingerScene final : public Scene {
 public:
  // A finger sends back this much: 7 mA of infrared fill 44 % of the converter's 4096 nA.
  static constexpr double RED_NA_PER_MA = 200.0, INFRARED_NA_PER_MA = 260.0, GREEN_NA_PER_MA = 60.0;
  static constexpr double RESIDUAL_NA = 3.0;         // of a room's light behind the cancellation
  static constexpr double LAMP_GRAIN_NA = 26.0;
  static constexpr double GREEN_RATIO = 2.0;         // the green pulse is the strongest
  static constexpr double GRAIN = 3e-5;              // of the light, white, of the mean
  static constexpr double UNREST = 1.5e-4, UNREST_S = 0.15;  // of the tissue, slower: what hides a very weak pulse
  static constexpr double BREATH_SHARE = 0.10, BREATH_STRENGTH = 0.08, DRIFT_SHARE = 0.20, DRIFT_HZ = 0.045;
  static constexpr double MOTION = 0.03;             // of the mean, the same for all colours
  static constexpr double TOUCH_S = 0.08, MOTION_S = 0.25;

  explicit FingerScene(uint64_t seed) : wave_(seed), random_(seed ^ 0x5DEECE66Du) {}

  /// The person's next second.
  void set_body(const Body &body) {
    this->body_ = body;
    this->wave_.set_body(body);
  }
  const PulseWave &wave() const { return this->wave_; }

  void advance(double seconds) override {
    this->wave_.advance(seconds);
    this->touch_ = near_(this->touch_, this->body_.finger ? 1.0 : 0.0, seconds / TOUCH_S);
    this->motion_ = near_(this->motion_, this->body_.moving ? 1.0 : 0.0, seconds / MOTION_S);
    const double pulse = this->wave_.volume() * (1.0 + BREATH_STRENGTH * this->wave_.breath());
    const double now = this->wave_.now_s();
    // Breathing and slow tone move the venous blood: the same share of all colours.
    const double slow = BREATH_SHARE * this->wave_.breath() + DRIFT_SHARE * sin(TWO_PI * DRIFT_HZ * now);
    const double perfusion = this->body_.perfusion_index_percent / 100.0;
    const double faded = fmin(1.0, seconds / UNREST_S);
    this->unrest_ += UNREST * sqrt(faded * (2.0 - faded)) * this->random_.normal() - faded * this->unrest_;
    const double common = perfusion * slow + this->move_(seconds) + this->unrest_ + GRAIN * this->random_.normal();
    const double ratio = ratio_of_ratios(this->body_.spo2_percent);
    // More blood, less light.
    this->light_[0] = this->reflect_(RED_NA_PER_MA, perfusion * ratio * pulse + common);
    this->light_[1] = this->reflect_(INFRARED_NA_PER_MA, perfusion * pulse + common);
    this->light_[2] = this->reflect_(GREEN_NA_PER_MA, perfusion * GREEN_RATIO * pulse + common);
    this->ambient_ = this->body_.bright_light
                         ? lamp_na(now) + LAMP_GRAIN_NA * this->random_.normal()
                         : RESIDUAL_NA * (1.0 - 0.9 * this->touch_) * (1.0 + 0.1 * sin(TWO_PI * 0.3 * now));
  }

  double reflection_na_per_ma(Led led) const override { return this->light_[static_cast<uint8_t>(led)]; }
  double ambient_na() const override { return this->ambient_; }
  bool ambient_overflow() const override { return this->body_.bright_light; }

 protected:
  static double near_(double value, double target, double share) {
    return value + (target - value) * fmin(1.0, share);
  }

  double reflect_(double na_per_ma, double absorbed) const {
    return (1.0 - this->touch_) * COVER_NA_PER_MA + this->touch_ * na_per_ma * fmax(0.0, 1.0 - absorbed);
  }

  /// A finger that slides: three swings that change their pace at random, 0.5 to 4 Hz.
  double move_(double seconds) {
    if (this->motion_ < 1e-4)
      return 0.0;
    double sum = 0.0;
    for (Swing &swing : this->swings_) {
      swing.left_s -= seconds;
      if (swing.left_s <= 0.0) {
        swing.left_s = this->random_.uniform(0.3, 1.2);
        swing.hz = this->random_.uniform(0.5, 4.0);
      }
      swing.cycles += swing.hz * seconds;
      sum += sin(TWO_PI * swing.cycles);
    }
    return MOTION * this->motion_ * sum;
  }

  struct Swing {
    double cycles{0.0}, hz{1.0}, left_s{0.0};
  };

  Body body_{};
  PulseWave wave_;
  Random random_;
  Swing swings_[3];
  double touch_{0.0}, motion_{0.0}, unrest_{0.0};
  double light_[3]{COVER_NA_PER_MA, COVER_NA_PER_MA, COVER_NA_PER_MA};
  double ambient_{RESIDUAL_NA};
};

}  // namespace esphome::sim_max3010x
