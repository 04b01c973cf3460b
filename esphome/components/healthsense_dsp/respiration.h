#pragma once

#include <math.h>
#include <stdint.h>

#include "biquad.h"
#include "lesser.h"
#include "ring.h"

namespace esphome::healthsense_dsp {

/// Breathing as it shows in the pulse: in the baseline, in the height of the pulse wave and in the interval of beats (the
/// three modulations of Karlen et al., IEEE Trans Biomed Eng 2013;60:1946; told only when at least two agree, or one is
/// very clear). Four samples a second, the last 32 seconds, one modulation judged every other second.
///
/// Blood pressure has waves of its own, about 0.1 Hz (Mayer; Julien, Cardiovasc Res 2006;70:12), in the same three
/// modulations. Beside quicker breaths they look like every second of them: what is slower than most breathing is lowered
/// first. Alone they look like six breaths a minute: so slow a rate is told only when nothing contradicts it.
class Respiration {
 public:
  static constexpr float RATE_HZ = 4.0f;
  static constexpr uint8_t MODULATIONS = 3;
  static constexpr uint8_t SAMPLES = 128;
  static constexpr uint8_t SHORTEST = 6;   // 40 breaths/min
  static constexpr uint8_t LONGEST = 50;   // 5 breaths/min with room for the summit
  // Chosen on the grid of bench/pulses/gates.py, which holds them; none is from a publication.
  static constexpr float CLEAR = 0.75f;
  static constexpr float USABLE = 0.4f;
  static constexpr float AGREE_PER_MIN = 3.0f;
  static constexpr float SLOW_HZ = 0.15f;
  static constexpr float SLOW_PER_MIN = 9.5f;

  struct Estimate {
    float rate_per_min;
    float quality;  ///< 0 to 1
  };

  /// Once, before anything else.
  void design() {
    for (uint8_t i = 0; i < MODULATIONS; i++) {
      this->smooth_[i].design_low_pass(SMOOTH_HZ, RATE_HZ);
      this->lower_[i].design_high_pass(SLOW_HZ, RATE_HZ);
    }
  }

  void reset() {
    for (uint8_t i = 0; i < MODULATIONS; i++) {
      this->smooth_[i].reset();
      this->lower_[i].reset();
    }
    this->settled_ = this->filled_ = this->next_ = this->turn_ = 0;
    for (Estimate &estimate : this->estimates_)
      estimate = {NAN, 0.0f};
  }

  /// Nothing before the first interval is known.
  void push(float baseline, float height, float interval) {
    if (!(interval > 0.0f))
      return;
    const float values[MODULATIONS] = {baseline, height, interval};
    for (uint8_t i = 0; i < MODULATIONS; i++) {
      // From where it begins: a filter that came from nought would ring for longer than a breath.
      if (this->settled_ == 0)
        this->origin_[i] = values[i];
      const float smooth = this->smooth_[i].step(values[i] - this->origin_[i]);
      this->values_[i][this->next_] = this->lower_[i].step(smooth);
    }
    if (this->settled_ < SETTLED) {
      this->settled_++;
      return;
    }
    this->next_ = after(this->next_, SAMPLES);
    if (this->filled_ < SAMPLES)
      this->filled_++;
  }

  /// Once a second; every other time one modulation is looked at.
  void judge() {
    this->rests_ = !this->rests_;
    if (this->filled_ < SAMPLES || this->rests_)
      return;
    this->turn_ = after(this->turn_, MODULATIONS);
    this->estimates_[this->turn_] = this->estimate_(this->values_[this->turn_]);
  }

  /// The rate that the most and the clearest modulations agree about, or none.
  Estimate fused() const {
    Party strongest;
    for (const Estimate &estimate : this->estimates_) {
      if (estimate.quality < USABLE)
        continue;
      const Party party = this->party_of_(estimate);
      if (party.weight > strongest.weight && (party.sum >= SLOW_PER_MIN * party.weight || party.undisputed()))
        strongest = party;
    }
    if (strongest.agreeing == 0)
      return {NAN, 0.0f};
    const float quality = strongest.weight / static_cast<float>(strongest.agreeing);
    if (strongest.agreeing > 1)
      return {strongest.sum / strongest.weight, quality};
    return quality < CLEAR ? Estimate{NAN, quality} : Estimate{strongest.sum / strongest.weight, quality * LONE};
  }

 protected:
  static constexpr float SMOOTH_HZ = 0.6f;  // each value is held until the next beat: the steps go
  static constexpr float STANDS = 1e-6f;  // all heights of a window together: so little is none, and cannot be scaled
  static constexpr uint8_t SETTLED = 20;  // samples until the filters have forgotten how they began
  static constexpr float LONE = 0.7f;  // what one modulation alone is worth
  static constexpr float NEARLY = 0.4f;  // a breath of fewer than four beats repeats better after two
  // Of the mean height, beyond which a value is cut: a sine's summit is at 1.6. Two beats that went wrong are no breath.
  static constexpr float OUTSTANDING = 2.5f;
  static constexpr float FULL = 2047.0f;  // products of 12 bits: 128 of them fit 32 bits

  /// Modulations that agree with one of them, rates weighted by their qualities.
  struct Party {
    float sum{0.0f}, weight{0.0f};
    uint8_t agreeing{0}, against{0};

    bool undisputed() const { return this->agreeing > 1 && this->against == 0; }
  };

  Party party_of_(const Estimate &centre) const {
    Party party;
    for (const Estimate &estimate : this->estimates_) {
      if (estimate.quality < USABLE)
        continue;
      if (fabsf(estimate.rate_per_min - centre.rate_per_min) > AGREE_PER_MIN) {
        party.against++;
        continue;
      }
      party.sum += estimate.quality * estimate.rate_per_min;
      party.weight += estimate.quality;
      party.agreeing++;
    }
    return party;
  }

  /// The summit of the autocorrelation, of whole numbers so that a chip without a floating-point unit keeps up.
  Estimate estimate_(const float *ring) const {
    int16_t x[SAMPLES];
    if (!this->level_(ring, x))
      return {NAN, 0.0f};
    float c[LONGEST + 1];
    const float energy = static_cast<float>(product_(x, 0)) / SAMPLES;
    float best = 0.0f;
    for (uint8_t lag = SHORTEST - 1; lag <= LONGEST; lag++)
      c[lag] = static_cast<float>(product_(x, lag)) / static_cast<float>(SAMPLES - lag) / energy;
    for (uint8_t lag = SHORTEST; lag < LONGEST; lag++)
      if (c[lag] >= c[lag - 1] && c[lag] > c[lag + 1] && c[lag] > best)
        best = c[lag];
    for (uint8_t lag = SHORTEST; lag < LONGEST; lag++) {
      if (c[lag] < c[lag - 1] || c[lag] <= c[lag + 1] || c[lag] < NEARLY * best || best <= 0.0f)
        continue;
      const float bend = c[lag - 1] - 2.0f * c[lag] + c[lag + 1];
      const float shift = bend < 0.0f ? 0.5f * (c[lag - 1] - c[lag + 1]) / bend : 0.0f;
      return {60.0f * RATE_HZ / (static_cast<float>(lag) + shift), lesser(1.0f, c[lag])};
    }
    return {NAN, 0.0f};
  }

  static int32_t product_(const int16_t *x, uint8_t lag) {
    int32_t sum = 0;
    const int16_t *then = x, *now = x + lag, *end = x + SAMPLES;
    // Four a turn: the loop itself costs as much as a product.
    for (; now + 3 < end; now += 4, then += 4)
      sum += now[0] * then[0] + now[1] * then[1] + now[2] * then[2] + now[3] * then[3];
    for (; now < end; now++, then++)
      sum += *now * *then;
    return sum;
  }

  /// Takes mean and slope away, holds down what sticks out and scales to 12 bits; false when nothing moves.
  bool level_(const float *ring, int16_t *x) const {
    constexpr float middle = 0.5f * (SAMPLES - 1);
    constexpr float squares = static_cast<float>(SAMPLES) * (static_cast<float>(SAMPLES) * SAMPLES - 1.0f) / 12.0f;
    float level[SAMPLES];
    float sum = 0.0f, moment = 0.0f, place = -middle;
    uint8_t from = this->next_;
    for (float &value : level) {
      value = ring[from];
      from = after(from, SAMPLES);
      sum += value;
      moment += place * value;
      place += 1.0f;
    }
    const float slope = moment / squares;
    float line = sum / SAMPLES - middle * slope, total = 0.0f;
    for (float &value : level) {
      value -= line;
      line += slope;
      total += fabsf(value);
    }
    if (!(total > STANDS))
      return false;
    const float scale = FULL * SAMPLES / (OUTSTANDING * total);
    for (uint8_t i = 0; i < SAMPLES; i++)
      x[i] = static_cast<int16_t>(greater(-FULL, lesser(FULL, level[i] * scale)));
    return true;
  }

  Biquad smooth_[MODULATIONS], lower_[MODULATIONS];
  float origin_[MODULATIONS]{};
  float values_[MODULATIONS][SAMPLES]{};
  Estimate estimates_[MODULATIONS]{{NAN, 0.0f}, {NAN, 0.0f}, {NAN, 0.0f}};
  uint8_t settled_{0}, filled_{0}, next_{0}, turn_{0};
  bool rests_{false};
};

}  // namespace esphome::healthsense_dsp
