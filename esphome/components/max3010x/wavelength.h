#pragma once

// The red LED's colour drifts with its temperature, and with it what a ratio of ratios means.

#include "esphome/components/healthsense_dsp/settings.h"

namespace esphome::max3010x {

/// Peak wavelength of red LEDs in pulse oximeters: about 0.1 nm longer for each degree Celsius (Reynolds et al., Br J
/// Anaesth 1991;67:638).
inline constexpr float RED_SHIFT_NM_PER_C = 0.1f;

/// Relative change of the blood's red absorption for each nm around 660 nm. Haemoglobin 3750.12, 3226.56, 2795.12 and
/// oxyhaemoglobin 368, 319.6, 294 cm-1/M at 650, 660, 670 nm (Prahl, Optical absorption of hemoglobin, OMLC 1998): -1.48 %
/// and -1.16 %; -1.4 % within 0.25 % from 70 to 100 % saturation. Of the infrared LED the datasheet says that it matters little.
inline constexpr float RED_ABSORPTION_PER_NM = -0.014f;

/// Beyond this difference nothing more is corrected: no finger differs more from another time's.
inline constexpr float MOST_DIFFERENCE_C = 25.0f;

/// By what a ratio measured at `temperature_c` is multiplied to be what it would have been at `reference_c`. A theory, not
/// a measurement of this part: 0.14 % of the ratio for each degree, at most 3.5 %; at 97 % saturation 0.02, at 80 %
/// 0.08 % SpO2 for each degree. 1 when either temperature is not known.
inline float temperature_factor(float temperature_c, float reference_c) {
  const float difference = temperature_c - reference_c;
  if (!isfinite(difference))
    return 1.0f;
  const float bounded = fmaxf(-MOST_DIFFERENCE_C, fminf(MOST_DIFFERENCE_C, difference));
  return 1.0f - RED_ABSORPTION_PER_NM * RED_SHIFT_NM_PER_C * bounded;
}

/// The curve that gives for a measured ratio what `curve` gives for `factor` times it, and `offset_percent` on top.
inline healthsense_dsp::Curve corrected_curve(const healthsense_dsp::Curve &curve, float factor, float offset_percent) {
  return {curve.a * factor * factor, curve.b * factor, curve.c + offset_percent};
}

}  // namespace esphome::max3010x
