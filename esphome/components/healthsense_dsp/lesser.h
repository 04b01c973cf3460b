#pragma once

namespace esphome::healthsense_dsp {

// fminf and fmaxf that cost one comparison: the library's must treat NaN and signed zeros as IEEE 754 says, by a call for
// each. Of a NaN and a number these return the second argument.
inline float lesser(float a, float b) { return a < b ? a : b; }
inline float greater(float a, float b) { return a > b ? a : b; }

}  // namespace esphome::healthsense_dsp
