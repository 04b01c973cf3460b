#pragma once

// A virtual MAX30100, by its datasheet: 16 samples of 4 bytes, infrared first, a table of LED currents, no averaging, no
// proximity. It names no full scale: a finger fills the converter at about 50 mA, as users of the part find.

#include "max30100_tables.h"
#include "virtual_chip.h"

namespace esphome::sim_max3010x {

class Max30100Chip final : public VirtualChip {
 public:
  Max30100Chip(Scene *scene, uint64_t seed) : VirtualChip(scene, seed) { this->power_on(); }

  void power_on() override {
    this->clear_registers_();
    this->status_ = max30100::PWR_RDY;
    this->pointer_ = 0;
  }

  bool polls_samples(uint8_t first_register, size_t count) const override {
    return first_register <= max30100::FIFO_WRITE_POINTER && first_register + count > max30100::FIFO_WRITE_POINTER;
  }
  bool polls_presence(uint8_t first_register, size_t count) const override {
    return first_register == max30100::INTERRUPT_STATUS || first_register + count > max30100::PART_ID;
  }
  bool fills_fifo() const override { return this->converting_(); }
  uint8_t fifo_depth() const override { return 16; }

 protected:
  static constexpr double FULL_SCALE_NA = 14000.0;
  static constexpr double NOISE_NA = 1.0;

  void clear_registers_() {
    for (uint8_t &value : this->registers_)
      value = 0;
    this->fifo_.clear();
    this->status_ = 0;
    this->temperature_due_ns_ = 0;
    this->reset_due_ns_ = 0;
    this->temperature_ = 0;
  }

  uint8_t read_register_(uint8_t address) override {
    using namespace max30100;
    switch (address) {
      case INTERRUPT_STATUS: {
        const uint8_t status = this->status_;
        this->status_ = 0;
        return status;
      }
      case FIFO_WRITE_POINTER:
        return this->fifo_.write_pointer();
      case FIFO_OVERFLOW:
        return this->fifo_.overflow();
      case FIFO_READ_POINTER:
        return this->fifo_.read_pointer();
      case FIFO_DATA:
        this->status_ &= static_cast<uint8_t>(~(HR_RDY | SPO2_RDY));
        return this->fifo_.read_byte(2, 2);
      case MODE_CONFIG: {
        const uint8_t mode = this->registers_[MODE_CONFIG];
        if ((mode & RESET) != 0)
          this->reset_done_();
        return mode;
      }
      case TEMPERATURE_WHOLE:
        return this->temperature_whole_();
      case TEMPERATURE_FRACTION:
        return this->temperature_fraction_();
      case REVISION_ID:
        return REVISION;
      case PART_ID:
        return this->foreign_part_ < 0 ? PART : static_cast<uint8_t>(this->foreign_part_);
      default:
        return this->registers_[address];
    }
  }

  void write_register_(uint8_t address, uint8_t value) override {
    using namespace max30100;
    switch (address) {
      case INTERRUPT_ENABLE:
        this->registers_[address] = value & (A_FULL | TEMP_RDY | HR_RDY | SPO2_RDY);
        break;
      case FIFO_WRITE_POINTER:
        this->fifo_.set_write_pointer(value);
        break;
      case FIFO_OVERFLOW:
        this->fifo_.set_overflow(value);
        break;
      case FIFO_READ_POINTER:
        this->fifo_.set_read_pointer(value);
        break;
      case MODE_CONFIG:
        this->write_mode_(value);
        break;
      case SPO2_CONFIG:
        this->registers_[address] = value & 0x5F;
        this->limit_rate_();
        break;
      case LED_CONFIG:
        this->registers_[address] = value;
        break;
      default:  // read only, or reserved
        break;
    }
  }

  void write_mode_(uint8_t value) {
    using namespace max30100;
    if ((value & RESET) != 0) {
      this->clear_registers_();
      this->registers_[MODE_CONFIG] = RESET;
      this->reset_due_ns_ = this->now_ns_ + RESET_NS;
      return;
    }
    const uint8_t before = this->registers_[MODE_CONFIG];
    this->registers_[MODE_CONFIG] = value & (SHUTDOWN | TEMP_EN | MODE_MASK);
    if ((value & SHUTDOWN) != 0)
      this->status_ = 0;
    if ((value & TEMP_EN) != 0)
      this->start_temperature_();
    this->limit_rate_();
    // Asking for the temperature alone does not begin the sampling anew.
    if (((before ^ value) & (SHUTDOWN | MODE_MASK)) != 0)
      this->start_conversions_();
  }

  bool burst_stays_(uint8_t address) const override { return address == max30100::FIFO_DATA; }

  bool converting_() const override {
    using namespace max30100;
    const uint8_t mode = this->registers_[MODE_CONFIG];
    return (mode & (SHUTDOWN | RESET)) == 0 &&
           ((mode & MODE_MASK) == MODE_HEART_RATE || (mode & MODE_MASK) == MODE_SPO2);
  }
  bool two_leds_() const {
    return (this->registers_[max30100::MODE_CONFIG] & max30100::MODE_MASK) == max30100::MODE_SPO2;
  }

  void convert_channels_() override {
    using namespace max30100;
    const uint8_t currents = this->registers_[LED_CONFIG];
    Sample sample;
    sample.channel[0] = this->counts_16_(Led::INFRARED, MILLIAMPERES[currents & 0x0F]);
    sample.channel[1] = this->two_leds_() ? this->counts_16_(Led::RED, MILLIAMPERES[currents >> 4]) : 0;
    this->fifo_.push(sample, false);
    this->samples_++;
    this->status_ |= this->two_leds_() ? SPO2_RDY : HR_RDY;
    if (this->fifo_.space() <= 1)
      this->status_ |= A_FULL;
  }

  /// Left-justified in 16 bits.
  uint32_t counts_16_(Led led, double milliamperes) {
    using namespace max30100;
    const uint8_t width = this->registers_[SPO2_CONFIG] & 3;
    const uint8_t bits = RESOLUTION_BITS[width];
    return counts_(this->light_na_(led, milliamperes, PULSE_US[width], PULSE_US[3], NOISE_NA), FULL_SCALE_NA, bits)
           << (16 - bits);
  }

  void limit_rate_() {
    using namespace max30100;
    uint8_t &config = this->registers_[SPO2_CONFIG];
    const uint8_t most = (this->two_leds_() ? HIGHEST_RATE_2 : HIGHEST_RATE_1)[config & 3];
    if ((config >> 2 & 7) > most)
      config = static_cast<uint8_t>((config & ~0x1C) | most << 2);
  }

  uint64_t period_ns_() const override {
    return 1000000000u / max30100::RATES_HZ[this->registers_[max30100::SPO2_CONFIG] >> 2 & 7];
  }
  uint8_t averaging_() const override { return 1; }

  void temperature_done_() override {
    this->registers_[max30100::MODE_CONFIG] &= static_cast<uint8_t>(~max30100::TEMP_EN);
    this->status_ |= max30100::TEMP_RDY;
  }
  void reset_done_() override {
    this->reset_due_ns_ = 0;
    this->registers_[max30100::MODE_CONFIG] &= static_cast<uint8_t>(~max30100::RESET);
  }

  SampleFifo<16> fifo_;
  uint8_t registers_[256]{};
  uint8_t status_{0};
};

}  // namespace esphome::sim_max3010x
