#pragma once

// Who is there and how much light he needs: finger detection, sleep with one weak LED while nobody is there, and LED
// currents that keep both levels in the middle of the converter's range. Counts in, wishes out; time is the sample count.

#include "chip.h"
#include "led_current.h"

namespace esphome::max3010x {

struct OpticsSettings {
  float rate_hz{100.0f};
  float full_scale{262143.0f};
  float finger_counts_per_ma{2000.0f};  ///< infrared level of a finger, for each mA of its LED
  bool coarse_leds{false};              ///< MAX30100
  bool auto_gain{true};
  bool proximity{true};                 ///< weak infrared alone while nobody is there
  Currents start{32, 32};
  uint8_t pilot{10};                    ///< infrared while nobody is there
  uint8_t highest{125};
};

/// What one sample is to the signal core.
enum class Light : uint8_t {
  FINGER,
  NOBODY,
  SKIPPED,  ///< taken while the current changed
};

class Optics {
 public:
  explicit Optics(const OpticsSettings &settings)
      : settings_(settings), scale_(settings.coarse_leds), used_(settings.start), lit_(settings.start), wanted_(lit_) {}

  Light step(const Counts &counts) {
    if (this->skip_ > 0) {
      this->skip_--;
      return Light::SKIPPED;
    }
    this->detect_(static_cast<float>(counts.infrared));
    if (!this->there_) {
      this->rest_();
      return Light::NOBODY;
    }
    this->gain_(counts);
    return Light::FINGER;
  }

  bool there() const { return this->there_; }
  /// Both levels stay high with the LEDs at their weakest: the light is not theirs.
  bool ambient() const { return this->there_ && this->ambient_; }
  bool change_wanted() const { return !(this->wanted_ == this->lit_); }
  const Currents &wanted() const { return this->wanted_; }
  const Currents &lit() const { return this->lit_; }

  /// The chip took `wanted()`. The next `SKIPPED_SAMPLES` were lit by both.
  void changed() {
    this->lit_ = this->wanted_;
    this->skip_ = SKIPPED_SAMPLES;
    this->window_ = Window{};
  }

  /// Fixed currents from now on, for both when somebody is there.
  void set_fixed(const Currents &currents) {
    this->used_ = currents;
    if (!this->asleep_)
      this->wanted_ = currents;
  }

  /// The chip starts anew with `wanted()`; whoever is there is found again.
  void restart() {
    this->there_ = this->asleep_ = this->ambient_ = false;
    this->streak_ = 0;
    this->away_ = 0;
    this->skip_ = 0;
    this->window_ = Window{};
    this->wanted_ = this->lit_ = this->used_;
  }

  static constexpr uint8_t SKIPPED_SAMPLES = 2;

 protected:
  static constexpr float LEAVES_AT = 0.7f;      // of the level at which a finger is found
  static constexpr float DEBOUNCE_S = 0.1f;
  static constexpr float SLEEP_AFTER_S = 2.0f;
  static constexpr float WINDOW_S = 0.25f;
  static constexpr float LOW = 0.25f, TARGET = 0.5f, HIGH = 0.75f;  // of full scale
  static constexpr float FULL = 0.98f;
  static constexpr float MOST_RISE = 4.0f;      // a step; what is not there yet may be a finger still coming down
  static constexpr float FULL_FALL = 0.25f;
  static constexpr float QUICK_S = 5.0f;        // after arrival every window may change the current
  static constexpr uint8_t PATIENT_WINDOWS = 12;

  struct Window {
    float red{0}, infrared{0};
    uint16_t count{0}, red_full{0}, infrared_full{0};
  };

  uint32_t samples_(float seconds) const {
    const float samples = seconds * this->settings_.rate_hz;
    return samples > 1.0f ? static_cast<uint32_t>(samples) : 1;
  }

  void detect_(float infrared) {
    const float level = this->settings_.finger_counts_per_ma * this->scale_.milliamperes(this->lit_.infrared);
    const bool there = infrared >= level * (this->there_ ? LEAVES_AT : 1.0f);
    if (there == this->there_) {
      this->streak_ = 0;
      return;
    }
    if (++this->streak_ < this->samples_(DEBOUNCE_S))
      return;
    this->streak_ = 0;
    this->there_ = there;
    this->there_for_ = this->away_ = 0;
    this->patience_ = 0;
    this->ambient_ = false;
    this->window_ = Window{};
    if (there && this->asleep_) {
      this->asleep_ = false;
      this->wanted_ = this->used_;
    }
  }

  void rest_() {
    if (this->asleep_ || !this->settings_.proximity || ++this->away_ < this->samples_(SLEEP_AFTER_S))
      return;
    this->asleep_ = true;
    this->wanted_ = {0, this->settings_.pilot};
  }

  void gain_(const Counts &counts) {
    if (this->change_wanted())
      return;
    if (this->there_for_ < UINT32_MAX)
      this->there_for_++;
    const auto red = static_cast<float>(counts.red), infrared = static_cast<float>(counts.infrared);
    const float full = FULL * this->settings_.full_scale;
    this->window_.red += red;
    this->window_.infrared += infrared;
    if (red >= full)
      this->window_.red_full++;
    if (infrared >= full)
      this->window_.infrared_full++;
    if (++this->window_.count < this->samples_(WINDOW_S))
      return;
    const Window window = this->window_;
    this->window_ = Window{};
    const float share = 1.0f / static_cast<float>(window.count);
    const Channel red_now = this->judge_(this->lit_.red, window.red * share, window.red_full, window.count);
    const Channel infrared_now =
        this->judge_(this->lit_.infrared, window.infrared * share, window.infrared_full, window.count);
    this->ambient_ = red_now.glare || infrared_now.glare;
    if (!this->settings_.auto_gain)
      return;
    const bool out = red_now.code != this->lit_.red || infrared_now.code != this->lit_.infrared;
    // How far off a full level is nobody knows: what follows is as with a new finger.
    if (red_now.full || infrared_now.full)
      this->there_for_ = 0;
    const bool urgent = this->there_for_ < this->samples_(QUICK_S);
    this->patience_ = out ? static_cast<uint8_t>(this->patience_ + 1) : uint8_t{0};
    if (!out || (!urgent && this->patience_ < PATIENT_WINDOWS))
      return;
    this->patience_ = 0;
    this->wanted_ = this->used_ = {red_now.code, infrared_now.code};
  }

  struct Channel {
    uint8_t code;
    bool full;
    bool glare;
  };

  Channel judge_(uint8_t code, float mean, uint16_t full, uint16_t count) const {
    const float scale = this->settings_.full_scale;
    const bool saturated = full * 10 > count;
    const bool high = saturated || mean > HIGH * scale;
    if (!high && mean >= LOW * scale)
      return {code, false, false};
    if (high && code <= 1)
      return {code, saturated, true};
    const float now = this->scale_.milliamperes(code);
    const float wanted = saturated ? FULL_FALL * now : now * fminf(MOST_RISE, TARGET * scale / fmaxf(1.0f, mean));
    uint8_t next = this->scale_.code(wanted);
    if (next > this->settings_.highest)
      next = this->settings_.highest;
    // The direction is sure even where the scale's next step is far.
    if (high && next >= code)
      next = static_cast<uint8_t>(code - 1);
    if (!high && next < code)
      next = code;
    return {next, saturated, false};
  }

  OpticsSettings settings_;
  LedScale scale_;
  Currents used_;    ///< when somebody is there
  Currents lit_;     ///< what the chip has
  Currents wanted_;
  Window window_;
  uint32_t streak_{0}, away_{0}, there_for_{0};
  uint8_t skip_{0}, patience_{0};
  bool there_{false}, asleep_{false}, ambient_{false};
};

}  // namespace esphome::max3010x
