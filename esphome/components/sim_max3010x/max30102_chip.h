#pragma once

// A virtual MAX30102, MAX30101 or MAX30105, by the datasheets. Where they are silent or boards are known to differ:
//   FIFO full    With roll-over the read pointer moves with the write pointer: 32 samples stay to be read.
//   interrupts   Status bits are set whether enabled or not, as the maker says (ez.analog.com, "How do I set up interrupt
//                for MAX30101/MAX30102"), but DIE_TEMP_RDY only when enabled, as boards do (SparkFun library, issue 19).
//   proximity    PROX_INT_EN and a write of the mode begin it; entering and leaving clear the FIFO (MAX30105, FIFO_DATA).

#include "max30102_tables.h"
#include "virtual_chip.h"

namespace esphome::sim_max3010x {

class Max30102Chip final : public VirtualChip {
 public:
  /// The green LED of MAX30101 and MAX30105; without it slots 3 and 4 of the LED numbers stay dark.
  Max30102Chip(Scene *scene, uint64_t seed, bool green) : VirtualChip(scene, seed), green_(green) { this->power_on(); }

  void power_on() override {
    this->clear_registers_();
    this->fifo_.clear();
    this->status_1_ = max30102::PWR_RDY;
    this->pointer_ = 0;
  }

  bool polls_samples(uint8_t first_register, size_t count) const override {
    return first_register <= max30102::FIFO_WRITE_POINTER && first_register + count > max30102::FIFO_WRITE_POINTER;
  }
  bool polls_presence(uint8_t first_register, size_t count) const override {
    return first_register <= max30102::INTERRUPT_STATUS_2 || first_register + count > max30102::PART_ID;
  }
  bool fills_fifo() const override { return this->converting_() && !this->proximity_; }
  uint8_t fifo_depth() const override { return 32; }
  bool in_proximity() const { return this->proximity_; }

 protected:
  static constexpr double NOISE_NA = 0.19;  // 12 counts of 18 bits at 4096 nA and the longest pulse

  struct Channel {
    Led led;
    uint8_t amplitude_register;
  };

  void clear_registers_() {
    for (uint8_t &value : this->registers_)
      value = 0;
    this->status_1_ = this->status_2_ = 0;
    this->proximity_ = false;
    this->temperature_due_ns_ = 0;
    this->reset_due_ns_ = 0;
    this->temperature_ = 0;
    this->restart_average_();
  }

  uint8_t read_register_(uint8_t address) override {
    using namespace max30102;
    switch (address) {
      case INTERRUPT_STATUS_1: {
        const uint8_t status = this->status_1_;
        this->status_1_ = 0;
        return status;
      }
      case INTERRUPT_STATUS_2: {
        const uint8_t status = this->status_2_;
        this->status_2_ = 0;
        return status;
      }
      case FIFO_WRITE_POINTER:
        return this->fifo_.write_pointer();
      case FIFO_OVERFLOW:
        return this->fifo_.overflow();
      case FIFO_READ_POINTER:
        return this->fifo_.read_pointer();
      case FIFO_DATA:
        this->status_1_ &= static_cast<uint8_t>(~PPG_RDY);
        return this->channel_count_() == 0 ? uint8_t{0} : this->fifo_.read_byte(this->channel_count_(), 3);
      case MODE_CONFIG: {
        // Clears itself: with time, or after it was seen set once (where time stands still between polls of the FIFO).
        const uint8_t mode = this->registers_[MODE_CONFIG];
        if ((mode & RESET) != 0)
          this->reset_done_();
        return mode;
      }
      case TEMPERATURE_WHOLE:
        return this->temperature_whole_();
      case TEMPERATURE_FRACTION:
        this->status_2_ &= static_cast<uint8_t>(~DIE_TEMP_RDY);
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
    using namespace max30102;
    switch (address) {
      case INTERRUPT_ENABLE_1:
        this->registers_[address] = value & (A_FULL | PPG_RDY | ALC_OVF | PROX_INT);
        break;
      case INTERRUPT_ENABLE_2:
        this->registers_[address] = value & DIE_TEMP_RDY;
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
        this->registers_[address] = value & 0x7F;
        this->limit_rate_();
        this->restart_average_();
        break;
      case FIFO_CONFIG:
        this->registers_[address] = value;
        this->restart_average_();
        break;
      case LED1_AMPLITUDE:
      case LED2_AMPLITUDE:
      case PILOT_AMPLITUDE:
      case PROXIMITY_THRESHOLD:
        this->registers_[address] = value;
        break;
      case LED3_AMPLITUDE:
      case LED4_AMPLITUDE:
        if (this->green_)
          this->registers_[address] = value;
        break;
      case SLOTS_1_2:
      case SLOTS_3_4:
        this->registers_[address] = value & 0x77;
        // The first slot in use begins the sampling.
        this->restart_average_();
        this->start_conversions_();
        break;
      case TEMPERATURE_CONFIG:
        if ((value & 1) != 0) {
          this->registers_[address] = 1;
          this->start_temperature_();
        }
        break;
      default:  // read only, or reserved
        break;
    }
  }

  void write_mode_(uint8_t value) {
    using namespace max30102;
    if ((value & RESET) != 0) {
      this->clear_registers_();
      this->fifo_.clear();
      this->registers_[MODE_CONFIG] = RESET;
      this->reset_due_ns_ = this->now_ns_ + RESET_NS;
      return;
    }
    this->registers_[MODE_CONFIG] = value & (SHUTDOWN | MODE_MASK);
    if ((value & SHUTDOWN) != 0)
      this->status_1_ = this->status_2_ = 0;
    this->proximity_ = this->converting_() && (this->registers_[INTERRUPT_ENABLE_1] & PROX_INT) != 0;
    if (this->proximity_)
      this->fifo_.set_read_pointer(this->fifo_.write_pointer());
    this->limit_rate_();
    this->restart_average_();
    this->start_conversions_();
  }

  bool burst_stays_(uint8_t address) const override { return address == max30102::FIFO_DATA; }

  bool converting_() const override {
    using namespace max30102;
    const uint8_t mode = this->registers_[MODE_CONFIG];
    if ((mode & (SHUTDOWN | RESET)) != 0)
      return false;
    return (mode & MODE_MASK) == MODE_HEART_RATE || (mode & MODE_MASK) == MODE_SPO2 ||
           ((mode & MODE_MASK) == MODE_MULTI_LED && this->channel_count_() > 0);
  }

  void convert_channels_() override {
    using namespace max30102;
    if (this->scene_->ambient_overflow())
      this->status_1_ |= ALC_OVF;
    if (this->proximity_) {
      this->look_for_something_();
      return;
    }
    const uint8_t channels = this->channel_count_();
    for (uint8_t i = 0; i < channels; i++)
      this->sums_[i] += this->convert_channel_(this->channel_(i));
    this->summed_++;
    if (this->summed_ < this->averaging_())
      return;
    Sample sample;
    for (uint8_t i = 0; i < channels; i++)
      sample.channel[i] = this->sums_[i] / this->summed_ & ~this->unused_bits_();
    this->restart_average_();
    const uint8_t config = this->registers_[FIFO_CONFIG];
    this->fifo_.push(sample, (config & ROLL_OVER) != 0);
    this->samples_++;
    this->status_1_ |= PPG_RDY;
    if (this->fifo_.space() <= (config & 0x0F))
      this->status_1_ |= A_FULL;
  }

  /// Left-justified: the most significant bit lies in bit 17 whatever the resolution.
  uint32_t convert_channel_(const Channel &channel) {
    return this->counts_18_(channel.led, this->registers_[channel.amplitude_register]);
  }

  uint32_t counts_18_(Led led, uint8_t amplitude) {
    using namespace max30102;
    const uint8_t config = this->registers_[SPO2_CONFIG];
    const uint8_t width = config & 3;
    const double na =
        this->light_na_(led, amplitude * MILLIAMPERES_PER_STEP, PULSE_US[width], PULSE_US[3], NOISE_NA);
    const uint8_t bits = RESOLUTION_BITS[width];
    return counts_(na, FULL_SCALE_NA[config >> 5 & 3], bits) << (18 - bits);
  }

  /// Only the eight most significant bits are compared; with a threshold of 0 anything is something.
  void look_for_something_() {
    using namespace max30102;
    const uint32_t counts = this->counts_18_(Led::INFRARED, this->registers_[PILOT_AMPLITUDE]);
    if (counts >> 10 < this->registers_[PROXIMITY_THRESHOLD])
      return;
    this->proximity_ = false;
    this->status_1_ |= PROX_INT;
    this->fifo_.set_read_pointer(this->fifo_.write_pointer());
    this->restart_average_();
  }

  uint8_t channel_count_() const {
    using namespace max30102;
    switch (this->registers_[MODE_CONFIG] & MODE_MASK) {
      case MODE_HEART_RATE:
        return 1;
      case MODE_SPO2:
        return 2;
      case MODE_MULTI_LED:
        break;
      default:
        return 0;
    }
    // Slots are filled in order: the first that is off ends the list.
    uint8_t count = 0;
    while (count < 4 && this->slot_(count) != 0)
      count++;
    return count;
  }

  uint8_t slot_(uint8_t index) const {
    const uint8_t pair = this->registers_[index < 2 ? max30102::SLOTS_1_2 : max30102::SLOTS_3_4];
    return (index & 1) == 0 ? pair & 7 : pair >> 4 & 7;
  }

  /// Red first, then infrared; in multi-LED mode as the slots say (5 to 7: with the pilot's amplitude).
  Channel channel_(uint8_t index) const {
    using namespace max30102;
    static constexpr Channel BY_LED[] = {
        {Led::RED, LED1_AMPLITUDE}, {Led::INFRARED, LED2_AMPLITUDE}, {Led::GREEN, LED3_AMPLITUDE}};
    if ((this->registers_[MODE_CONFIG] & MODE_MASK) != MODE_MULTI_LED)
      return BY_LED[index];
    const uint8_t slot = this->slot_(index);
    if (slot == 4)
      return {Led::GREEN, LED4_AMPLITUDE};
    if (slot > 4)
      return {BY_LED[slot - 5].led, PILOT_AMPLITUDE};
    return BY_LED[slot - 1];
  }

  /// "The highest possible sample rate will automatically be set."
  void limit_rate_() {
    using namespace max30102;
    uint8_t &config = this->registers_[SPO2_CONFIG];
    const uint8_t *highest = this->channel_count_() == 1 ? HIGHEST_RATE_1 : HIGHEST_RATE_2;
    const uint8_t most = highest[config & 3];
    if ((config >> 2 & 7) > most)
      config = static_cast<uint8_t>((config & ~0x1C) | most << 2);
  }

  uint64_t period_ns_() const override {
    return 1000000000u / max30102::RATES_HZ[this->registers_[max30102::SPO2_CONFIG] >> 2 & 7];
  }
  uint8_t averaging_() const override {
    return max30102::AVERAGING[this->registers_[max30102::FIFO_CONFIG] >> 5];
  }
  uint32_t unused_bits_() const {
    const uint8_t bits = max30102::RESOLUTION_BITS[this->registers_[max30102::SPO2_CONFIG] & 3];
    return (1u << (18 - bits)) - 1;
  }

  void temperature_done_() override {
    this->registers_[max30102::TEMPERATURE_CONFIG] = 0;
    if ((this->registers_[max30102::INTERRUPT_ENABLE_2] & max30102::DIE_TEMP_RDY) != 0)
      this->status_2_ |= max30102::DIE_TEMP_RDY;
  }
  void reset_done_() override {
    this->reset_due_ns_ = 0;
    this->registers_[max30102::MODE_CONFIG] &= static_cast<uint8_t>(~max30102::RESET);
  }

  void restart_average_() {
    for (uint32_t &sum : this->sums_)
      sum = 0;
    this->summed_ = 0;
  }

  SampleFifo<32> fifo_;
  uint8_t registers_[256]{};
  uint32_t sums_[4]{};
  uint8_t summed_{0};
  uint8_t status_1_{0}, status_2_{0};
  bool green_;
  bool proximity_{false};
};

}  // namespace esphome::sim_max3010x
