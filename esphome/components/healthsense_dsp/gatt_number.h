#pragma once

// The medical numbers of Bluetooth: IEEE 11073-20601 FLOAT (32 bits) and SFLOAT (16 bits), kept as the whole numbers
// they are. Source of the patterns: Bluetooth SIG, Personal Health Devices Transcoding White Paper 1.6.

#include <math.h>
#include <stdint.h>

namespace esphome::healthsense_gatt {

enum class NumberKind : uint8_t {
  FINITE,
  NOT_A_NUMBER,        ///< NaN: the device has no valid value
  NOT_AT_RESOLUTION,   ///< NRes: the value does not fit the format
  POSITIVE_INFINITY,
  NEGATIVE_INFINITY,
  RESERVED,            ///< the reserved pattern, or a special pattern under an exponent, which the standard has not
};

/// mantissa x 10^exponent. Both are 0 unless the kind is FINITE.
struct Decimal {
  int32_t mantissa{0};
  int8_t exponent{0};
  NumberKind kind{NumberKind::NOT_A_NUMBER};

  bool is_finite() const { return this->kind == NumberKind::FINITE; }

  /// The same quantity in a unit 10^shift times smaller (kg/L to mg/dL: 5): no digit changes. |shift| <= 9.
  Decimal shifted(int8_t shift) const {
    Decimal other = *this;
    if (!this->is_finite())
      return other;
    const int moved = this->exponent + shift;
    if (moved < INT8_MIN || moved > INT8_MAX)
      return {0, 0, NumberKind::NOT_AT_RESOLUTION};
    other.exponent = static_cast<int8_t>(moved);
    return other;
  }

  /// NaN unless FINITE. Correctly rounded for exponents of -10 to 10 (every SFLOAT): mantissa and power are both exact
  /// there. Beyond, within a few units in the last place; too large gives NaN, too small 0.
  float to_float() const {
    if (!this->is_finite())
      return NAN;
    float value = static_cast<float>(this->mantissa);
    for (int left = this->exponent < 0 ? -this->exponent : this->exponent; left > 0 && isfinite(value); left -= 10) {
      const float power = power_of_ten_(left < 10 ? left : 10);
      value = this->exponent < 0 ? value / power : value * power;
    }
    return isfinite(value) ? value : NAN;
  }

 protected:
  static float power_of_ten_(int exponent) {
    float power = 1.0f;
    for (int i = 0; i < exponent; i++)
      power *= 10.0f;
    return power;
  }
};

/// `mantissa` within -2^(bits-1) .. 2^(bits-1)-1. The five patterns around the ends are the special values; they stand
/// under exponent 0 only, and no number has their mantissa (20601: |mantissa| <= 2^(bits-1) - 3).
inline Decimal decode_number(int32_t mantissa, int8_t exponent, uint8_t bits) {
  const int32_t top = (INT32_C(1) << (bits - 1)) - 1;
  if (mantissa < top - 1 && mantissa > 1 - top)
    return {mantissa, exponent, NumberKind::FINITE};
  if (exponent == 0 && mantissa == top)
    return {0, 0, NumberKind::NOT_A_NUMBER};
  if (exponent == 0 && mantissa == top - 1)
    return {0, 0, NumberKind::POSITIVE_INFINITY};
  if (exponent == 0 && mantissa == -top - 1)
    return {0, 0, NumberKind::NOT_AT_RESOLUTION};
  if (exponent == 0 && mantissa == 1 - top)
    return {0, 0, NumberKind::NEGATIVE_INFINITY};
  return {0, 0, NumberKind::RESERVED};
}

/// `bits` of two's complement, the rest 0. 1 <= bits <= 31.
inline int32_t sign_extend(uint32_t value, uint8_t bits) {
  const uint32_t sign = UINT32_C(1) << (bits - 1);
  return static_cast<int32_t>(value ^ sign) - static_cast<int32_t>(sign);
}

/// 4 bits of exponent, 12 bits of mantissa, both signed.
inline Decimal decode_sfloat(uint16_t raw) {
  return decode_number(sign_extend(raw & 0x0FFFu, 12), static_cast<int8_t>(sign_extend(raw >> 12, 4)), 12);
}

/// 8 bits of exponent, 24 bits of mantissa, both signed.
inline Decimal decode_float(uint32_t raw) {
  return decode_number(sign_extend(raw & 0x00FFFFFFu, 24), static_cast<int8_t>(sign_extend(raw >> 24, 8)), 24);
}

}  // namespace esphome::healthsense_gatt
