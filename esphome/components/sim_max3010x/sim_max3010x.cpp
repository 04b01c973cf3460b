#include "sim_max3010x.h"

#include <algorithm>
#include <chrono>

#include "esphome/core/log.h"

#include "max30100_chip.h"
#include "max30102_chip.h"
#include "recording_scene.h"
#ifdef USE_SIM_MAX3010X_PERSON
#include "person_scene.h"
#endif

namespace esphome::sim_max3010x {

static const char *const TAG = "sim_max3010x";

// A process that was stopped for a while (SIGSTOP, a suspended computer) does not play all of it at once.
static constexpr uint64_t LONGEST_CATCH_UP_US = 5000000;

static uint64_t wall_us() {
  const auto since_boot = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(since_boot).count());
}

void SimMax3010x::setup() {
#ifdef USE_SIM_MAX3010X_PERSON
  if (this->person_ != nullptr) {
    this->person_->set_stepped_by_sensor(true);
    this->scene_ = new PersonScene(&this->person_->person(), this->seed_);  // NOLINT(cppcoreguidelines-owning-memory)
  }
#endif
  // Made once, for the life of the process.
  auto *faulty = new FaultyScene(this->scene_);  // NOLINT(cppcoreguidelines-owning-memory)
  VirtualChip *chip = nullptr;
  if (this->model_ == Model::MAX30100) {
    chip = new Max30100Chip(faulty, this->seed_);  // NOLINT(cppcoreguidelines-owning-memory)
  } else {
    // NOLINTNEXTLINE(cppcoreguidelines-owning-memory)
    chip = new Max30102Chip(faulty, this->seed_, this->model_ != Model::MAX30102);
  }
  this->board_.connect(chip, faulty);
  this->board_.set_lockstep(this->lockstep_);
  this->board_.set_plan(this->plan_.data(), this->plan_.size());
  this->last_us_ = wall_us();
  if (this->lockstep_ > 0)
    this->run_for(this->first_run_s_);
}

void SimMax3010x::loop() {
  // Also while nobody asks the chip anything (a paused driver): the person goes on living.
  this->let_time_pass_();
  if (this->lockstep_ > 0 && this->stopped())
    this->high_frequency_.stop();
}

void SimMax3010x::let_time_pass_() {
  if (this->lockstep_ > 0)
    return;
  const uint64_t now_us = wall_us();
  const uint64_t elapsed_us = std::min(now_us - this->last_us_, LONGEST_CATCH_UP_US);
  this->last_us_ = now_us;
  this->board_.pass_ns(static_cast<uint64_t>(static_cast<double>(elapsed_us) * 1000.0 * this->speed_));
}

i2c::ErrorCode SimMax3010x::write_readv(uint8_t address, const uint8_t *write_buffer, size_t write_count,
                                        uint8_t *read_buffer, size_t read_count) {
  this->let_time_pass_();
  const bool acknowledged = this->board_.transfer(address, write_buffer, write_count, read_buffer, read_count);
  return acknowledged ? i2c::ERROR_OK : i2c::ERROR_NOT_ACKNOWLEDGED;
}

void SimMax3010x::set_recording(const uint32_t *counts, size_t rows, double rate_hz, double milliamperes,
                                double full_scale_na, bool repeat) {
  // NOLINTNEXTLINE(cppcoreguidelines-owning-memory)
  this->scene_ = new RecordingScene(counts, rows, rate_hz, milliamperes, full_scale_na, repeat);
}

void SimMax3010x::add_planned_fault(Fault fault, uint32_t at_ms, uint32_t for_ms) {
  this->plan_.push_back({fault, at_ms * uint64_t{1000000}, for_ms * uint64_t{1000000}});
}

void SimMax3010x::run_for(uint32_t seconds) {
  this->board_.run_for_ns(seconds * uint64_t{1000000000});
  if (this->lockstep_ > 0 && seconds > 0)
    this->high_frequency_.start();
}

void SimMax3010x::dump_config() {
  static constexpr const char *MODELS[] = {"MAX30100", "MAX30101", "MAX30102", "MAX30105"};
  ESP_LOGCONFIG(TAG,
                "Virtual sensor on a virtual I2C bus:\n"
                "  Model: %s",
                MODELS[static_cast<uint8_t>(this->model_)]);
  if (this->lockstep_ > 0) {
    ESP_LOGCONFIG(TAG, "  Lock-step: %u samples a poll", this->lockstep_);
  } else {
    ESP_LOGCONFIG(TAG, "  Speed: %.1f", static_cast<double>(this->speed_));
  }
}

#ifdef USE_SELECT
void FaultSelect::loop() {
  const Fault fault = this->parent_->fault();
  if (fault != this->shown_ && !this->event_shown_)
    this->show_(fault);
}

void FaultSelect::control(size_t index) {
  const auto fault = static_cast<Fault>(index);
  this->parent_->set_fault(fault);
  this->show_(fault);
  // What happens once is over already: it is shown long enough to be seen.
  this->event_shown_ = is_event(fault);
  if (this->event_shown_)
    this->set_timeout(EVENT_SHOWN_MS, [this]() { this->event_shown_ = false; });
}

void FaultSelect::show_(Fault fault) {
  this->shown_ = fault;
  this->publish_state(static_cast<size_t>(fault));
}

void FaultSelect::dump_config() { LOG_SELECT("", "Fault", this); }
#endif

}  // namespace esphome::sim_max3010x
