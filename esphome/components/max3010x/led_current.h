#pragma once

// What the LED current registers mean, for both families.

#include <math.h>
#include <stdint.h>

namespace esphome::max3010x {

/// Register codes of both LEDs.
struct Currents {
  uint8_t red{0};
  uint8_t infrared{0};
  bool operator==(const Currents &other) const { return this->red == other.red && this->infrared == other.infrared; }
};

class LedScale {
 public:
  /// `coarse`: the sixteen steps of the MAX30100; else 0.2 mA a step up to 51 mA (typical values of the datasheets).
  constexpr explicit LedScale(bool coarse) : coarse_(coarse) {}

  uint8_t highest() const { return this->coarse_ ? 15 : 255; }

  float milliamperes(uint8_t code) const {
    return this->coarse_ ? COARSE_MA[code & 0x0F] : FINE_STEP_MA * static_cast<float>(code);
  }

  /// The strongest step that is not above `milliamperes`, but never off.
  uint8_t code(float milliamperes) const {
    if (!this->coarse_) {
      const float steps = floorf(milliamperes / FINE_STEP_MA + 0.01f);
      return static_cast<uint8_t>(fminf(255.0f, fmaxf(1.0f, steps)));
    }
    uint8_t code = 1;
    while (code < 15 && COARSE_MA[code + 1] <= milliamperes + 0.01f)
      code++;
    return code;
  }

 protected:
  static constexpr float FINE_STEP_MA = 0.2f;
  static constexpr float COARSE_MA[] = {0.0f,  4.4f,  7.6f,  11.0f, 14.2f, 17.4f, 20.8f, 24.0f,
                                        27.1f, 30.6f, 33.8f, 37.0f, 40.2f, 43.6f, 46.8f, 50.0f};
  bool coarse_;
};

}  // namespace esphome::max3010x
