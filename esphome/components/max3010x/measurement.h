#pragma once

// Samples of the chip in, once a second a reading out: the optics and the signal core, joined. No ESPHome header.

#include "esphome/components/healthsense_dsp/oximeter.h"
#include "optics.h"

namespace esphome::max3010x {

class Measurement {
 public:
  Measurement(const OpticsSettings &optics, const healthsense_dsp::Settings &core)
      : optics_(optics), core_(core_settings_(core)), rate_hz_(core.rate_hz) {}

  /// True when a second is full and `reading()` is new.
  bool push(const Counts &counts) {
    bool full = false;
    switch (this->optics_.step(counts)) {
      case Light::FINGER:
        full = this->core_.push(static_cast<float>(counts.red), static_cast<float>(counts.infrared));
        break;
      case Light::NOBODY:
        full = this->core_.push(0.0f, 0.0f);
        break;
      case Light::SKIPPED:  // its time has passed already
        break;
    }
    if (full)
      this->close_();
    return full;
  }

  /// `count` samples are lost, after those pushed so far.
  void lost(uint32_t count) { this->core_.gap(count); }

  /// More is lost than anyone knows: nothing is computed across it.
  void lost_much() { this->core_.gap(static_cast<uint32_t>(LONG_S * this->rate_hz_) + 1); }

  /// As `lost_much()`, and the chip starts anew.
  void restart() {
    this->optics_.restart();
    this->lost_much();
  }

  /// What the chip told of ambient light at one poll.
  void tell_ambient(bool beyond) {
    this->polls_++;
    this->beyond_ = static_cast<uint16_t>(this->beyond_ + (beyond ? 1 : 0));
  }

  Optics &optics() { return this->optics_; }

  /// The chip took the wanted currents.
  void currents_changed() {
    this->optics_.changed();
    this->core_.gap(Optics::SKIPPED_SAMPLES);
    this->core_.disturb();
  }

  void set_curve(const healthsense_dsp::Curve &curve) { this->core_.set_curve(curve); }
  void set_swap_leds(bool swap_leds) { this->core_.set_swap_leds(swap_leds); }
  const healthsense_dsp::Reading &reading() const { return this->reading_; }

 protected:
  static constexpr float LONG_S = 2.0f;  // after more than this the core begins as with a new finger

  static healthsense_dsp::Settings core_settings_(healthsense_dsp::Settings settings) {
    settings.finger_counts = 1.0f;  // the optics decide: nobody is a level of nought
    return settings;
  }

  void close_() {
    this->reading_ = this->core_.reading();
    const bool beyond = this->beyond_ * 2 >= this->polls_ && this->beyond_ > 0;
    this->beyond_ = this->polls_ = 0;
    const bool before = this->ambient_;
    this->ambient_ = beyond || this->optics_.ambient();
    if (!this->ambient_ && !before)
      return;
    // What was computed is not of the LEDs' light alone, nor is what the filters still hold when that light ends.
    this->core_.disturb();
    const healthsense_dsp::Reading measured = this->reading_;
    this->reading_ = healthsense_dsp::Reading{};
    if (this->ambient_) {
      this->reading_.status = healthsense_dsp::Status::AMBIENT_LIGHT;
    } else if (measured.status != healthsense_dsp::Status::OK) {
      this->reading_.status = measured.status;
    }
    this->reading_.rmssd_ms = measured.rmssd_ms;
    this->reading_.sdnn_ms = measured.sdnn_ms;
    this->reading_.irregularity = measured.irregularity;
  }

  Optics optics_;
  healthsense_dsp::Oximeter core_;
  healthsense_dsp::Reading reading_;
  float rate_hz_;
  uint16_t polls_{0}, beyond_{0};
  bool ambient_{false};
};

}  // namespace esphome::max3010x
