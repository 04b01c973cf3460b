#pragma once

// Access to the chip: what is written and read, and in which order. No clock, no waiting and no ESPHome header, so that
// the same source runs against a fake of its registers under pytest.

#include "led_current.h"
#include "registers.h"

namespace esphome::max3010x {

/// An I2C device, seen as registers. False: not acknowledged.
class RegisterBus {
 public:
  virtual bool fetch(uint8_t address, uint8_t *data, size_t length) = 0;
  virtual bool store(uint8_t address, uint8_t value) = 0;

 protected:
  ~RegisterBus() = default;
};

/// Field values as the datasheet's tables number them.
struct ChipSettings {
  const RegisterMap *map{&MAX30102_MAP};
  uint8_t rate_code{1};
  uint8_t width_code{3};
  uint8_t averaging_code{0};
  uint8_t range_code{1};
};

/// What one look at the status registers and FIFO pointers told.
struct Poll {
  uint8_t available{0};  ///< samples that wait
  uint8_t lost{0};       ///< samples that found the FIFO full after those
  bool lost_more{false}; ///< the counter is at its end: how many were lost is not known
  bool restarted{false}; ///< the supply was away or the settings are gone
  bool ambient{false};   ///< more ambient light than the chip can cancel
};

struct Counts {
  uint32_t red;
  uint32_t infrared;
};

class Chip {
 public:
  Chip(RegisterBus *bus, const ChipSettings &settings) : bus_(bus), settings_(settings) {}

  const RegisterMap &map() const { return *this->settings_.map; }
  bool coarse_leds() const { return this->map().part_id == MAX30100_MAP.part_id; }

  bool identify(uint8_t *part_id, uint8_t *revision) {
    return this->bus_->fetch(PART_ID, part_id, 1) && this->bus_->fetch(REVISION_ID, revision, 1);
  }

  bool reset() { return this->bus_->store(this->map().mode, MODE_RESET); }

  /// The reset bit clears itself.
  bool reset_done(bool *done) {
    uint8_t mode;
    if (!this->bus_->fetch(this->map().mode, &mode, 1))
      return false;
    *done = (mode & MODE_RESET) == 0;
    return true;
  }

  /// Writes every setting and begins sampling with an empty FIFO. What the status register held is read away.
  bool configure(const Currents &currents) {
    uint8_t status[2];
    if (!this->bus_->fetch(INTERRUPT_STATUS, status, sizeof(status)))
      return false;
    this->prepare_(currents);
    for (uint8_t i = 0; i < this->value_count_; i++) {
      if (!this->bus_->store(this->values_[i].address, this->values_[i].value))
        return false;
    }
    for (uint8_t i = 0; i < 3; i++) {
      if (!this->bus_->store(static_cast<uint8_t>(this->map().fifo_write + i), 0))
        return false;
    }
    this->converting_ = false;
    return true;
  }

  /// True in `same` when the chip still has what was configured. One burst.
  bool verify(bool *same) {
    uint8_t data[8];
    const uint8_t first = this->settings_start_();
    const uint8_t count = static_cast<uint8_t>(this->values_[this->value_count_ - 1].address - first + 1);
    if (!this->bus_->fetch(first, data, count))
      return false;
    *same = true;
    for (uint8_t i = 0; i < this->value_count_; i++) {
      const RegisterValue &wanted = this->values_[i];
      if (wanted.address >= first && ((data[wanted.address - first] ^ wanted.value) & wanted.mask) != 0)
        *same = false;
    }
    return true;
  }

  /// One burst from the status register to the FIFO's read pointer.
  bool poll(Poll *out) {
    uint8_t data[8];
    const uint8_t write = this->map().fifo_write;
    if (!this->bus_->fetch(INTERRUPT_STATUS, data, write + 3u))
      return false;
    *out = Poll{};
    out->restarted = (data[0] & this->map().power_ready) != 0;
    out->ambient = (data[0] & this->map().ambient_overflow) != 0;
    if (!this->coarse_leds() && data[max30102_register::INTERRUPT_ENABLE] != this->map().ambient_overflow)
      out->restarted = true;
    const auto wrap = static_cast<uint8_t>(this->map().fifo_depth - 1);
    const auto lost = static_cast<uint8_t>(data[write + 1] & this->map().overflow_limit);
    out->available = static_cast<uint8_t>((data[write] - data[write + 2]) & wrap);
    // Equal pointers mean empty, unless something already found no place.
    if (out->available == 0 && lost > 0)
      out->available = this->map().fifo_depth;
    out->lost = lost;
    out->lost_more = lost == this->map().overflow_limit;
    return true;
  }

  /// Reads `count` waiting samples, at most `MOST_DEPTH`, in bursts of at most `burst` samples.
  bool read(Counts *out, uint8_t count, uint8_t burst = MOST_DEPTH) {
    uint8_t data[MOST_DEPTH * MOST_BYTES_PER_SAMPLE];
    const uint8_t width = this->map().bytes_per_channel;
    for (uint8_t done = 0; done < count;) {
      const uint8_t now = count - done < burst ? static_cast<uint8_t>(count - done) : burst;
      if (!this->bus_->fetch(this->map().fifo_data, data, 2u * width * now))
        return false;
      for (uint8_t i = 0; i < now; i++) {
        const uint8_t *sample = data + 2u * width * i;
        const uint32_t first = this->count_(sample), second = this->count_(sample + width);
        out[done + i] = this->map().infrared_first ? Counts{second, first} : Counts{first, second};
      }
      done = static_cast<uint8_t>(done + now);
    }
    return true;
  }

  bool set_currents(const Currents &currents) {
    this->prepare_(currents);
    if (this->coarse_leds())
      return this->bus_->store(max30100_register::LED, pack_(currents));
    return this->bus_->store(max30102_register::RED_CURRENT, currents.red) &&
           this->bus_->store(max30102_register::INFRARED_CURRENT, currents.infrared);
  }

  bool shut_down() { return this->bus_->store(this->map().mode, MODE_SHUTDOWN); }

  /// Takes some 30 ms in the chip; `temperature()` tells when it is done.
  bool start_temperature() {
    const uint8_t keep = this->map().temperature_start == this->map().mode ? this->map().mode_oximeter : uint8_t{0};
    this->converting_ =
        this->bus_->store(this->map().temperature_start, static_cast<uint8_t>(keep | this->map().temperature_bit));
    return this->converting_;
  }

  bool converting() const { return this->converting_; }

  /// Degrees Celsius in `out` once the conversion is done, else NaN.
  bool temperature(float *out) {
    *out = NAN;
    uint8_t state, data[2];
    if (!this->bus_->fetch(this->map().temperature_start, &state, 1))
      return false;
    if ((state & this->map().temperature_bit) != 0)
      return true;
    if (!this->bus_->fetch(this->map().temperature, data, sizeof(data)))
      return false;
    this->converting_ = false;
    *out = static_cast<float>(static_cast<int8_t>(data[0])) + TEMPERATURE_STEP_C * static_cast<float>(data[1] & 0x0F);
    return true;
  }

 protected:
  static uint8_t pack_(const Currents &currents) {
    return static_cast<uint8_t>((currents.red & 0x0F) << 4 | (currents.infrared & 0x0F));
  }

  uint32_t count_(const uint8_t *data) const {
    uint32_t count = 0;
    for (uint8_t i = 0; i < this->map().bytes_per_channel; i++)
      count = count << 8 | data[i];
    return count & this->map().full_scale;
  }

  /// Where the burst that reads the settings back begins.
  uint8_t settings_start_() const { return this->coarse_leds() ? this->map().mode : max30102_register::FIFO; }

  void add_(uint8_t address, unsigned value, uint8_t mask) {
    this->values_[this->value_count_++] = {address, static_cast<uint8_t>(value), mask};
  }

  /// In ascending order. The mode is written in its place: sampling begins a moment before the currents are right, and
  /// the FIFO is emptied after all.
  void prepare_(const Currents &currents) {
    const ChipSettings &set = this->settings_;
    const unsigned rate_and_width = static_cast<unsigned>(set.rate_code) << 2 | set.width_code;
    this->value_count_ = 0;
    if (this->coarse_leds()) {
      this->add_(this->map().mode, this->map().mode_oximeter, 0x87);
      // Sixteen bits are there only with the widest pulse and this bit.
      this->add_(max30100_register::SPO2, (set.width_code == 3 ? 0x40u : 0u) | rate_and_width, 0x5F);
      this->add_(max30100_register::LED, pack_(currents), 0xFF);
      return;
    }
    this->add_(max30102_register::INTERRUPT_ENABLE, this->map().ambient_overflow, 0xFF);
    // Without roll-over: what is lost is lost after the samples that wait, and is counted.
    this->add_(max30102_register::FIFO, static_cast<unsigned>(set.averaging_code) << 5, 0xFF);
    this->add_(this->map().mode, this->map().mode_oximeter, 0x87);
    this->add_(max30102_register::SPO2, static_cast<unsigned>(set.range_code) << 5 | rate_and_width, 0x7F);
    this->add_(max30102_register::RED_CURRENT, currents.red, 0xFF);
    this->add_(max30102_register::INFRARED_CURRENT, currents.infrared, 0xFF);
  }

  RegisterBus *bus_;
  ChipSettings settings_;
  RegisterValue values_[6]{};
  uint8_t value_count_{0};
  bool converting_{false};
};

}  // namespace esphome::max3010x
