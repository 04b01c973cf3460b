#pragma once

#include <math.h>
#include <stdint.h>

#include "lesser.h"
#include "settings.h"

namespace esphome::healthsense_dsp {

/// What is counted from one reading to the next.
struct Second {
  float red{0}, infrared{0}, least{INFINITY}, most{-INFINITY}, noise{0};
  float flutter{0};       ///< as noise, of what the autocorrelation gets
  uint16_t count{0};      ///< samples
  uint16_t slow{0};       ///< of those that the autocorrelation gets
  uint16_t beat{0};       ///< of those that the beat finder gets
  uint16_t faults{0}, saturated{0};
  bool gap{false};

  void add(float red_counts, float infrared_counts) {
    this->red += red_counts;
    this->infrared += infrared_counts;
    this->least = lesser(this->least, infrared_counts);
    this->most = greater(this->most, infrared_counts);
    this->count++;
  }

  bool flat() const { return this->count > 0 && !(this->most > this->least); }
  float red_dc() const { return this->red / static_cast<float>(this->count); }
  float infrared_dc() const { return this->infrared / static_cast<float>(this->count); }

  /// White noise has six times its power in its second difference. Above a fiftieth of the pulse's power (17 dB) it moves
  /// single beats by so much that variability would be that of the noise. `energy` is the pulse's in this second.
  bool drowns(float energy) const {
    return this->slow > 0 &&
           this->noise / (6.0f * static_cast<float>(this->beat)) > MOST_NOISE * energy / static_cast<float>(this->slow);
  }

  /// So rough that what repeats in the pulse's band is more likely a remnant of flicker than a pulse; or with so much in
  /// the band that swings faster than any pulse, that a lamp is a good part of what looks like one.
  bool flickers(float energy) const {
    return this->rough_() > FLICKER_ALONE * this->swing_(energy) || this->flutter > MOST_FLUTTER * energy;
  }

  /// Why there is no heart rate in a signal that is whole.
  Status reason(float energy) const {
    const float swing = this->swing_(energy) / this->infrared_dc();
    if (this->rough_() > FLICKER * this->swing_(energy))
      return Status::AMBIENT_LIGHT;
    return SWING_TO_PERFUSION * swing < LEAST_PERFUSION_PERCENT ? Status::LOW_PERFUSION : Status::MOTION;
  }

 protected:
  /// Root mean square of the pulse, and of what changes from sample to sample.
  float swing_(float energy) const { return sqrtf(energy / static_cast<float>(this->slow > 0 ? this->slow : 1)); }
  float rough_() const { return sqrtf(this->noise / static_cast<float>(this->beat > 0 ? this->beat : 1)); }

  static constexpr float MOST_NOISE = 0.02f;
  static constexpr float FLICKER = 3.0f;         // white noise as strong as the pulse
  static constexpr float FLICKER_ALONE = 12.0f;  // four times that
  static constexpr float MOST_FLUTTER = 1.2f;    // white noise or 200 bpm: 0.6; flicker of 6 to 12 Hz: 3 to 15
  static constexpr float SWING_TO_PERFUSION = 300.0f;  // from root mean square to peak to peak, in percent
  static constexpr float LEAST_PERFUSION_PERCENT = 0.1f;
};

}  // namespace esphome::healthsense_dsp
