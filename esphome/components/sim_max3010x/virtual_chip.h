#pragma once

// What the virtual chips have in common: the I2C register pointer, virtual time, conversion of light into counts and the
// measurement of the die temperature. Each chip adds its register map. No clock and no ESPHome header: time passes only
// through advance_*(), so the same file runs in the node and, through ctypes, under pytest.

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "random.h"
#include "sample_fifo.h"
#include "scene.h"

namespace esphome::sim_max3010x {

class VirtualChip {
 public:
  static constexpr uint8_t I2C_ADDRESS = 0x57;
  static constexpr uint64_t TEMPERATURE_NS = 29000000;  // temperature ADC acquisition time, 29 ms typical
  static constexpr uint64_t RESET_NS = 1000000;

  VirtualChip(Scene *scene, uint64_t seed) : scene_(scene), noise_(seed) {}
  virtual ~VirtualChip() = default;

  /// Power comes (back): every register as after power-up, PWR_RDY set.
  virtual void power_on() = 0;
  /// True for a read that tells how many samples wait, whatever else it tells.
  virtual bool polls_samples(uint8_t first_register, size_t count) const = 0;
  /// True for a read of the interrupt status or the part id, where a driver looks while no samples come.
  virtual bool polls_presence(uint8_t first_register, size_t count) const = 0;
  virtual bool fills_fifo() const = 0;
  virtual uint8_t fifo_depth() const = 0;

  /// One transaction: the first written byte chooses the register, the others go into it and those after it; then reads.
  void transfer(const uint8_t *written, size_t write_count, uint8_t *read, size_t read_count) {
    if (write_count > 0)
      this->pointer_ = written[0];
    for (size_t i = 1; i < write_count; i++) {
      this->write_register_(this->pointer_, written[i]);
      this->step_pointer_();
    }
    for (size_t i = 0; i < read_count; i++) {
      read[i] = this->read_register_(this->pointer_);
      this->step_pointer_();
    }
  }

  uint8_t register_pointer() const { return this->pointer_; }

  /// Lets time pass.
  void advance_ns(uint64_t ns) {
    const uint64_t end = this->now_ns_ + ns;
    while (this->converting_() && this->next_conversion_ns_ <= end) {
      this->pass_(this->next_conversion_ns_ - this->now_ns_);
      this->convert_();
    }
    this->pass_(end - this->now_ns_);
  }

  /// Lets exactly `count` samples come into the FIFO; while none are made, the time that they would take.
  void advance_samples(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
      const uint32_t before = this->samples_;
      for (uint8_t left = this->averaging_(); left > 0 && this->samples_ == before; left--) {
        if (!this->converting_()) {
          this->advance_ns(this->period_ns_());
          continue;
        }
        this->pass_(this->next_conversion_ns_ - this->now_ns_);
        this->convert_();
      }
    }
  }

  uint64_t now_ns() const { return this->now_ns_; }
  uint32_t samples() const { return this->samples_; }
  void set_die_temperature(double celsius) { this->die_celsius_ = celsius; }
  /// A part id other than the chip's own; negative: its own again.
  void set_foreign_part(int part_id) { this->foreign_part_ = part_id; }

 protected:
  virtual uint8_t read_register_(uint8_t address) = 0;
  virtual void write_register_(uint8_t address, uint8_t value) = 0;
  virtual bool burst_stays_(uint8_t address) const = 0;
  virtual bool converting_() const = 0;
  /// One conversion of all active channels.
  virtual void convert_channels_() = 0;
  virtual uint64_t period_ns_() const = 0;
  virtual uint8_t averaging_() const = 0;
  virtual void temperature_done_() = 0;
  virtual void reset_done_() = 0;

  void step_pointer_() {
    if (!this->burst_stays_(this->pointer_))
      this->pointer_++;
  }

  void start_conversions_() { this->next_conversion_ns_ = this->now_ns_ + this->period_ns_(); }

  void convert_() {
    this->next_conversion_ns_ += this->period_ns_();
    this->convert_channels_();
  }

  void pass_(uint64_t ns) {
    this->now_ns_ += ns;
    this->scene_->advance(static_cast<double>(ns) * 1e-9);
    if (this->temperature_due_ns_ != 0 && this->now_ns_ >= this->temperature_due_ns_) {
      this->temperature_due_ns_ = 0;
      // 1/16 degree, two's complement whole degrees and a positive fraction.
      const double sixteenths = floor(this->die_celsius_ * 16.0 + 0.5);
      this->temperature_ = static_cast<int16_t>(sixteenths);
      this->temperature_done_();
    }
    if (this->reset_due_ns_ != 0 && this->now_ns_ >= this->reset_due_ns_) {
      this->reset_due_ns_ = 0;
      this->reset_done_();
    }
  }

  void start_temperature_() {
    if (this->temperature_due_ns_ == 0)
      this->temperature_due_ns_ = this->now_ns_ + TEMPERATURE_NS;
  }
  uint8_t temperature_whole_() const { return static_cast<uint8_t>(this->temperature_ >> 4); }
  uint8_t temperature_fraction_() const { return static_cast<uint8_t>(this->temperature_ & 0x0F); }

  /// The converter's count of `bits` for the light of one LED, full scale at `full_scale_na`.
  /// The noise is that of a shorter integration: it grows with the root of what is missing to the longest pulse.
  double light_na_(Led led, double milliamperes, double pulse_us, double longest_pulse_us, double noise_na) {
    return this->scene_->reflection_na_per_ma(led) * milliamperes + this->scene_->ambient_na() +
           noise_na * sqrt(longest_pulse_us / pulse_us) * this->noise_.normal();
  }

  static uint32_t counts_(double na, double full_scale_na, uint8_t bits) {
    const double most = static_cast<double>((1u << bits) - 1);
    const double counts = floor(na / full_scale_na * (most + 1.0) + 0.5);
    return static_cast<uint32_t>(fmin(most, fmax(0.0, counts)));
  }

  Scene *scene_;
  Random noise_;
  uint64_t now_ns_{0}, next_conversion_ns_{0}, temperature_due_ns_{0}, reset_due_ns_{0};
  uint32_t samples_{0};
  double die_celsius_{29.4375};
  int16_t temperature_{0};
  int foreign_part_{-1};
  uint8_t pointer_{0};
};

}  // namespace esphome::sim_max3010x
