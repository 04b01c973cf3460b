#pragma once

// A breakout board on an I2C bus: the chip, what lies before it, its faults, and how its time passes.
//
//   real time    The bus tells how much time has passed (pass_ns), at whatever speed.
//   lock-step    Nobody's clock: each read that covers FIFO_WR_PTR finds `samples` new samples. Where no samples come
//                (shut down, no mode, proximity), a read of the interrupt status or of the part id lets the time of as
//                many pass, and on a silent bus every attempt: a driver that waits for its sensor gets it back.

#include <stddef.h>
#include <stdint.h>

#include "faults.h"
#include "virtual_chip.h"

namespace esphome::sim_max3010x {

/// A fault that begins by itself; `for_ns` 0: it stays.
struct PlannedFault {
  Fault fault;
  uint64_t at_ns, for_ns;
};

class VirtualBoard {
 public:
  static constexpr uint8_t FOREIGN_PART = 0x24;
  static constexpr uint32_t OVERFLOW_EXCESS = 8;

  /// `chip` looks at `faulty`.
  void connect(VirtualChip *chip, FaultyScene *faulty) {
    this->chip_ = chip;
    this->faulty_ = faulty;
  }
  void set_lockstep(uint8_t samples) { this->lockstep_ = samples; }
  void set_plan(const PlannedFault *plan, size_t count) {
    this->plan_ = plan;
    this->planned_ = count;
  }

  /// Lock-step: so much simulated time from now on, then time stands still.
  void run_for_ns(uint64_t ns) { this->stop_ns_ = this->chip_->now_ns() + ns; }
  bool stopped() const { return this->chip_->now_ns() >= this->stop_ns_; }

  uint64_t now_ns() const { return this->chip_->now_ns(); }
  Fault fault() const { return this->fault_; }

  void set_fault(Fault fault) {
    if (fault == Fault::OVERFLOW)
      this->chip_->advance_samples(this->chip_->fifo_depth() + OVERFLOW_EXCESS);
    if (fault == Fault::BROWN_OUT)
      this->chip_->power_on();
    this->fault_ = is_event(fault) ? Fault::NONE : fault;
    this->fault_ends_ns_ = UINT64_MAX;
    this->faulty_->set_fault(this->fault_);
    this->chip_->set_foreign_part(this->fault_ == Fault::WRONG_PART ? FOREIGN_PART : -1);
  }

  void pass_ns(uint64_t ns) {
    this->chip_->advance_ns(ns);
    this->follow_plan_();
  }

  /// False: not acknowledged.
  bool transfer(uint8_t address, const uint8_t *written, size_t write_count, uint8_t *read, size_t read_count) {
    if (address != VirtualChip::I2C_ADDRESS)
      return false;
    const bool silent = this->fault_ == Fault::BUS_SILENT;
    if (this->lockstep_ > 0 && !this->stopped() &&
        (silent || this->lets_time_pass_(write_count > 0 ? written[0] : this->chip_->register_pointer(), write_count,
                                         read_count))) {
      this->chip_->advance_samples(this->lockstep_);
      this->follow_plan_();
    }
    if (this->fault_ == Fault::BUS_SILENT)
      return false;
    this->chip_->transfer(written, write_count, read, read_count);
    return true;
  }

 protected:
  bool lets_time_pass_(uint8_t first_register, size_t write_count, size_t read_count) const {
    if (read_count == 0 || write_count > 1)
      return false;
    return this->chip_->polls_samples(first_register, read_count) ||
           (!this->chip_->fills_fifo() && this->chip_->polls_presence(first_register, read_count));
  }

  void follow_plan_() {
    const uint64_t now = this->chip_->now_ns();
    if (now >= this->fault_ends_ns_)
      this->set_fault(Fault::NONE);
    while (this->next_planned_ < this->planned_ && now >= this->plan_[this->next_planned_].at_ns) {
      const PlannedFault &planned = this->plan_[this->next_planned_++];
      this->set_fault(planned.fault);
      if (planned.for_ns > 0 && !is_event(planned.fault))
        this->fault_ends_ns_ = planned.at_ns + planned.for_ns;
    }
  }

  VirtualChip *chip_{nullptr};
  FaultyScene *faulty_{nullptr};
  const PlannedFault *plan_{nullptr};
  size_t planned_{0}, next_planned_{0};
  uint64_t stop_ns_{UINT64_MAX}, fault_ends_ns_{UINT64_MAX};
  Fault fault_{Fault::NONE};
  uint8_t lockstep_{0};
};

}  // namespace esphome::sim_max3010x
