#pragma once

#include <math.h>
#include <stdint.h>

#include "ring.h"

namespace esphome::healthsense_dsp {

/// Count, mean and spread of intervals, and of the differences between neighbours; two of them can be joined (Chan et
/// al., Am Stat 1983;37:242), so that a window of minutes needs no list of its beats.
struct IntervalSums {
  uint16_t count{0}, differences{0};
  uint16_t left_out{0};  ///< intervals that are in none of the sums
  float mean{0}, squares{0}, difference_squares{0};

  void add(float interval) {
    this->count++;
    const float delta = interval - this->mean;
    this->mean += delta / static_cast<float>(this->count);
    this->squares += delta * (interval - this->mean);
  }

  void add_difference(float difference) {
    this->differences++;
    this->difference_squares += difference * difference;
  }

  void join(const IntervalSums &other) {
    this->left_out = static_cast<uint16_t>(this->left_out + other.left_out);
    if (other.count == 0)
      return;
    const float n = this->count, m = other.count, delta = other.mean - this->mean;
    this->mean += delta * m / (n + m);
    this->squares += other.squares + delta * delta * n * m / (n + m);
    this->difference_squares += other.difference_squares;
    this->count = static_cast<uint16_t>(this->count + other.count);
    this->differences = static_cast<uint16_t>(this->differences + other.differences);
  }

  float sdnn() const { return sqrtf(this->squares / static_cast<float>(this->count - 1)); }
  float rmssd() const { return sqrtf(this->difference_squares / static_cast<float>(this->differences)); }
};

/// A window of `SLICES` times `SLICE_S` seconds.
template<uint8_t SLICES, uint8_t SLICE_S> class IntervalWindow {
 public:
  void reset() {
    for (IntervalSums &slice : this->slices_)
      slice = IntervalSums{};
  }

  void tick() {
    if (++this->age_s_ < SLICE_S)
      return;
    this->age_s_ = 0;
    this->at_ = after(this->at_, SLICES);
    this->slices_[this->at_] = IntervalSums{};
  }

  IntervalSums &now() { return this->slices_[this->at_]; }

  IntervalSums all() const {
    IntervalSums sums;
    for (const IntervalSums &slice : this->slices_)
      sums.join(slice);
    return sums;
  }

 protected:
  IntervalSums slices_[SLICES];
  uint8_t at_{0}, age_s_{0};
};

/// Heart rate variability over five minutes (Task Force, Circulation 1996;93:1043) and irregularity over one.
///
/// Variability is that of normal intervals: one that differs by more than a fifth from the middle one of the last five
/// (the usual 20 % rule, Malik 1989) is left out, and so are the two differences it takes part in. Irregularity counts
/// every clean interval, because an irregular pulse is just what it looks for.
class Variability {
 public:
  static constexpr uint16_t LEAST_INTERVALS = 20;

  void reset() {
    this->normal_.reset();
    this->all_.reset();
    this->recent_count_ = 0;
    this->has_previous_ = this->previous_normal_ = false;
  }

  /// Irregularity begins anew. Variability stays: it leaves out what is not normal.
  void forget_rhythm() {
    this->all_.reset();
    this->break_chain();
  }

  /// What comes next is no neighbour of what was before.
  void break_chain() { this->has_previous_ = this->previous_normal_ = false; }

  void add(float interval_ms) {
    const bool normal = this->is_normal_(interval_ms);
    this->recent_[this->recent_at_] = interval_ms;
    this->recent_at_ = after(this->recent_at_, RECENT);
    if (this->recent_count_ < RECENT)
      this->recent_count_++;
    this->all_.now().add(interval_ms);
    if (this->has_previous_)
      this->all_.now().add_difference(interval_ms - this->previous_);
    if (normal) {
      this->normal_.now().add(interval_ms);
      if (this->previous_normal_)
        this->normal_.now().add_difference(interval_ms - this->previous_);
    } else {
      this->normal_.now().left_out++;
    }
    this->previous_ = interval_ms;
    this->has_previous_ = true;
    this->previous_normal_ = normal;
  }

  void tick() {
    this->normal_.tick();
    this->all_.tick();
  }

  float rmssd_ms() const {
    const IntervalSums sums = this->normal_.all();
    return sums.differences < LEAST_INTERVALS || !mostly_normal_(sums) ? NAN : sums.rmssd();
  }

  float sdnn_ms() const {
    const IntervalSums sums = this->normal_.all();
    return sums.count < LEAST_INTERVALS || !mostly_normal_(sums) ? NAN : sums.sdnn();
  }

  float irregularity() const {
    const IntervalSums sums = this->all_.all();
    return sums.differences < LEAST_INTERVALS ? NAN : sums.rmssd() / sums.mean;
  }

 protected:
  static constexpr uint8_t RECENT = 5;
  static constexpr int32_t LEFT_OUT_OF = 5;  // at most one in five (the usual limit: Peltola, Front Physiol 2012;3:148)

  /// In a rhythm without order a fifth either way is chance: what passes tells nothing of the heart's regulation.
  static bool mostly_normal_(const IntervalSums &sums) { return sums.left_out * LEFT_OUT_OF <= sums.left_out + sums.count; }

  bool is_normal_(float interval_ms) const {
    if (this->recent_count_ < RECENT)
      return false;
    float sorted[RECENT];
    for (uint8_t i = 0; i < RECENT; i++) {
      uint8_t k = i;
      for (; k > 0 && sorted[k - 1] > this->recent_[i]; k--)
        sorted[k] = sorted[k - 1];
      sorted[k] = this->recent_[i];
    }
    return fabsf(interval_ms - sorted[RECENT / 2]) <= 0.2f * sorted[RECENT / 2];
  }

  IntervalWindow<30, 10> normal_;
  IntervalWindow<6, 10> all_;
  float recent_[RECENT]{};
  float previous_{0};
  uint8_t recent_at_{0}, recent_count_{0};
  bool has_previous_{false}, previous_normal_{false};
};

}  // namespace esphome::healthsense_dsp
