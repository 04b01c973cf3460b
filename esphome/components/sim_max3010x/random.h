#pragma once

// Seeded noise: the same seed gives the same light on every machine.

#include <stdint.h>

namespace esphome::sim_max3010x {

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  /// In [0, 1).
  double uniform() {
    this->state_ += 0x9E3779B97F4A7C15u;
    uint64_t z = this->state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    return static_cast<double>(z >> 11) * (1.0 / 9007199254740992.0);
  }

  double uniform(double low, double high) { return low + (high - low) * this->uniform(); }

  /// Bell-shaped with standard deviation 1, never beyond 3.47 (sum of four uniforms).
  double normal() {
    const double sum = this->uniform() + this->uniform() + this->uniform() + this->uniform();
    return (sum - 2.0) * 1.7320508075688772;
  }

 protected:
  uint64_t state_;
};

}  // namespace esphome::sim_max3010x
