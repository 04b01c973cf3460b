#pragma once

// The chips' FIFO with its three registers, as the datasheets of MAX30100 (16 samples) and MAX30102 (32) tell.

#include <stdint.h>

namespace esphome::sim_max3010x {

/// One sample: up to four channels.
struct Sample {
  uint32_t channel[4]{};
};

template<uint8_t DEPTH> class SampleFifo {
 public:
  static constexpr uint8_t MASK = DEPTH - 1;

  void clear() { *this = SampleFifo{}; }

  /// A full FIFO loses a sample and counts it, up to DEPTH - 1: the oldest where it rolls over, else the new one.
  void push(const Sample &sample, bool roll_over) {
    if (this->count_ == DEPTH) {
      if (this->overflow_ < MASK)
        this->overflow_++;
      if (!roll_over)
        return;
      this->read_ = (this->read_ + 1) & MASK;
      this->count_--;
    }
    this->samples_[this->write_] = sample;
    this->write_ = (this->write_ + 1) & MASK;
    this->count_++;
  }

  /// The next byte of FIFO_DATA. The read pointer advances with the first byte of a sample; the bytes after it come from
  /// a latch. An empty FIFO repeats what lies at the read pointer and advances nothing.
  uint8_t read_byte(uint8_t channels, uint8_t bytes_per_channel) {
    if (this->byte_ == 0) {
      this->latch_ = this->samples_[this->read_];
      if (this->count_ > 0) {
        this->read_ = (this->read_ + 1) & MASK;
        this->count_--;
        this->overflow_ = 0;
      }
    }
    const uint8_t channel = static_cast<uint8_t>(this->byte_ / bytes_per_channel) & 3;
    const auto shift = static_cast<uint8_t>(8 * (bytes_per_channel - 1 - this->byte_ % bytes_per_channel));
    const auto value = static_cast<uint8_t>(this->latch_.channel[channel] >> shift);
    this->byte_++;
    if (this->byte_ >= channels * bytes_per_channel)
      this->byte_ = 0;
    return value;
  }

  uint8_t write_pointer() const { return this->write_; }
  uint8_t read_pointer() const { return this->read_; }
  uint8_t overflow() const { return this->overflow_; }
  uint8_t count() const { return this->count_; }
  uint8_t space() const { return static_cast<uint8_t>(DEPTH - this->count_); }

  void set_write_pointer(uint8_t pointer) {
    this->write_ = pointer & MASK;
    this->recount_();
  }
  /// Setting it back lets samples be read again.
  void set_read_pointer(uint8_t pointer) {
    this->read_ = pointer & MASK;
    this->recount_();
  }
  void set_overflow(uint8_t overflow) { this->overflow_ = overflow & MASK; }

 protected:
  void recount_() {
    this->count_ = static_cast<uint8_t>(this->write_ - this->read_) & MASK;
    this->byte_ = 0;
  }

  Sample samples_[DEPTH]{};
  Sample latch_{};
  uint8_t write_{0}, read_{0}, overflow_{0}, count_{0};
  uint8_t byte_{0};
};

}  // namespace esphome::sim_max3010x
