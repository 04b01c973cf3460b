#pragma once

// Seeded variation for the scenario model: the same seed gives the same sequence on every machine.

#include <math.h>
#include <stdint.h>

namespace esphome::healthsense_sim {

/// Pseudo-random numbers: a Weyl sequence through the 32-bit finaliser of MurmurHash3 (Appleby, public domain).
class Random {
 public:
  explicit Random(uint32_t seed) : state_(seed) {}

  /// Uniform in [low, high).
  float uniform(float low, float high) {
    this->state_ += 0x9E3779B9u;
    uint32_t x = this->state_;
    x = (x ^ (x >> 16)) * 0x85EBCA6Bu;
    x = (x ^ (x >> 13)) * 0xC2B2AE35u;
    x ^= x >> 16;
    return low + (high - low) * static_cast<float>(x >> 8) * (1.0f / 16777216.0f);
  }

  /// Bell-shaped with mean 0 and the given standard deviation, never beyond 3.47 of them (sum of four uniforms).
  float noise(float sd) {
    float sum = -2.0f;
    for (int i = 0; i < 4; i++)
      sum += this->uniform(0.0f, 1.0f);
    return sum * 1.7320508f * sd;
  }

 protected:
  uint32_t state_;
};

/// A value that drifts within [-1, 1] over a minute or two (mean-reverting random walk, one step a second).
class Wander {
 public:
  float step(Random &random) {
    this->value_ += random.noise(0.07f) - this->value_ / 90.0f;
    this->value_ = fminf(1.0f, fmaxf(-1.0f, this->value_));
    return this->value_;
  }

 protected:
  float value_{0.0f};
};

/// One second of first-order approach: after `time_constant_s` seconds 63 % of the way to `target`.
inline float approach(float value, float target, float time_constant_s) {
  return value + (target - value) * (1.0f - expf(-1.0f / time_constant_s));
}

/// 0 to 1 along a smooth S as x goes from 0 to 1; flat outside.
inline float smooth_step(float x) {
  x = fminf(1.0f, fmaxf(0.0f, x));
  return x * x * (3.0f - 2.0f * x);
}

}  // namespace esphome::healthsense_sim
