#pragma once

#include <math.h>
#include <stdint.h>

#include "lesser.h"
#include "ratio.h"
#include "settings.h"

namespace esphome::healthsense_dsp {

/// What the ratio of ratios means: a saturation on the curve, or a board whose LEDs are swapped.
class Saturation {
 public:
  static constexpr float MOST_DOUBT_PERCENT = 2.0f;  // oximeters promise a root mean square of 2 to 3 (ISO 80601-2-61: 4)
  static constexpr float LEAST_PERCENT = 60.0f, MOST_PERCENT = 102.0f;

  void restart() { this->swapped_s_ = 0; }

  /// Once a second, NaN when it is not known. What would move the saturation by too much for comfort is not told.
  void tell(const RatioOfRatios::Estimate &estimate, const Curve &curve, Reading *out) {
    const float ratio = estimate.ratio;
    const float spo2 = curve.at(ratio);
    const float other_way = curve.at(1.0f / ratio);
    const float doubt_percent = 0.5f * fabsf(curve.at(ratio - estimate.doubt) - curve.at(ratio + estimate.doubt));
    const bool sure = doubt_percent <= MOST_DOUBT_PERCENT;
    if (sure || spo2 < LEAST_PERCENT)
      out->ratio = ratio;
    if (sure && spo2 >= LEAST_PERCENT && spo2 <= MOST_PERCENT)
      out->spo2_percent = lesser(100.0f, spo2);
    // Red beats less than infrared in every finger above about 85 %: a value that no living person has, and a usual one
    // when read the other way round, held for ten seconds, is a board whose LEDs are swapped.
    const bool strange = spo2 < LEAST_PERCENT && other_way >= USUAL_PERCENT;
    this->swapped_s_ = strange ? (this->swapped_s_ < HELD_S ? this->swapped_s_ + 1 : HELD_S) : 0;
    out->leds_look_swapped = this->swapped_s_ >= HELD_S;
  }

 protected:
  static constexpr float USUAL_PERCENT = 85.0f;
  static constexpr uint8_t HELD_S = 10;

  uint8_t swapped_s_{0};
};

}  // namespace esphome::healthsense_dsp
