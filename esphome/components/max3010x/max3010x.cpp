#include "max3010x.h"

#include <cinttypes>
#include <cmath>

#include "esphome/core/application.h"
#include "esphome/core/log.h"

namespace esphome::max3010x {

static const char *const TAG = "max3010x";

using healthsense_dsp::Reading;
using healthsense_dsp::Status;

static constexpr uint8_t RETRIES = 3;             // polls in a row that may fail before the chip is started anew
static constexpr uint8_t WRONG_PARTS = 3;         // a single reading of an id may be a disturbed bus
static constexpr uint8_t MOST_RESTARTS = 5;       // without a second in which the settings stayed
static constexpr uint32_t RETRY_MS = 1000;
static constexpr uint32_t SILENT_MS = 3000;       // a chip that delivers nothing for so long has stopped
static constexpr uint8_t TEMPERATURE_EACH_S = 10;
#ifdef USE_ESP8266
static constexpr uint8_t BURST = 20;  // its I2C buffer holds 128 bytes
#else
static constexpr uint8_t BURST = MOST_DEPTH;
#endif

MAX3010xComponent::MAX3010xComponent(const HubSettings &settings)
    : settings_(settings),
      chip_(this, settings.chip),
      measurement_(settings.optics, settings.core),
      calibration_(settings.core.curve) {}

void MAX3010xComponent::setup() {
  this->preference_ = global_preferences->make_preference<StoredCalibration>(this->settings_.preference_key, true);
  StoredCalibration stored;
  if (this->preference_.load(&stored))
    this->calibration_.restore(stored);
  this->correct_();
  this->publisher_.calibrated(this->calibration_.calibrated());
}

void MAX3010xComponent::loop() {
  const uint32_t now = App.get_loop_component_start_time();
  this->publisher_.tell_next_beat(now);
  if (now - this->last_poll_ms_ < this->settings_.poll_interval_ms + this->wait_ms_)
    return;
  this->last_poll_ms_ = now;
  this->wait_ms_ = 0;
  if (this->step_()) {
    this->failures_ = 0;
    return;
  }
  if (this->state_ == State::PAUSED)
    return;
  if (++this->failures_ >= RETRIES || this->state_ != State::RUN)
    this->failed_();
}

bool MAX3010xComponent::step_() {
  switch (this->state_) {
    case State::IDENTIFY:
      return this->identify_();
    case State::RESET:
      return this->reset_();
    case State::CONFIGURE:
      return this->configure_();
    case State::RUN:
      return this->run_();
    case State::PAUSED:
      if (!this->chip_.shut_down())
        return false;
      this->disable_loop();
      return true;
  }
  return false;
}

bool MAX3010xComponent::identify_() {
  uint8_t part_id, revision;
  if (!this->chip_.identify(&part_id, &revision))
    return false;
  if (part_id != this->chip_.map().part_id) {
    if (++this->wrong_parts_ < WRONG_PARTS)
      return true;
    this->publisher_.nothing(Status::SENSOR_FAULT);
    ESP_LOGE(TAG, "Part id 0x%02X at address 0x%02X: a %s has 0x%02X%s", part_id, this->address_, this->settings_.model,
             this->chip_.map().part_id,
             part_id == MAX30100_MAP.part_id   ? "; this is a MAX30100: set model: MAX30100"
             : part_id == MAX30102_MAP.part_id ? "; this is a MAX30101, MAX30102 or MAX30105: set model: accordingly"
                                               : "; this is another chip: check address and wiring");
    this->mark_failed(LOG_STR("The part at this address is not the configured model"));
    return true;
  }
  this->wrong_parts_ = 0;
  ESP_LOGD(TAG, "Found a part with id 0x%02X, revision 0x%02X", part_id, revision);
  if (!this->chip_.reset())
    return false;
  this->state_ = State::RESET;
  return true;
}

bool MAX3010xComponent::reset_() {
  bool done;
  if (!this->chip_.reset_done(&done))
    return false;
  if (done)
    this->state_ = State::CONFIGURE;
  return true;
}

bool MAX3010xComponent::configure_() {
  this->measurement_.restart();
  if (!this->chip_.configure(this->measurement_.optics().wanted()))
    return false;
  this->state_ = State::RUN;
  this->last_sample_ms_ = App.get_loop_component_start_time();
  return true;
}

bool MAX3010xComponent::run_() {
  Poll poll;
  if (!this->chip_.poll(&poll))
    return false;
  if (poll.restarted) {
    ESP_LOGW(TAG, "The sensor lost its supply for a moment: it is set up again");
    return this->set_up_again_();
  }
  this->measurement_.tell_ambient(poll.ambient);
  if (poll.available == 0) {
    // Without an interval whoever delivers the samples decides how time passes: a simulation may stand still.
    if (this->settings_.poll_interval_ms > 0 && App.get_loop_component_start_time() - this->last_sample_ms_ > SILENT_MS)
      this->failed_();
    return true;
  }
  this->last_sample_ms_ = App.get_loop_component_start_time();
  if (!this->drain_(poll))
    return false;
  Optics &optics = this->measurement_.optics();
  if (optics.change_wanted()) {
    if (!this->chip_.set_currents(optics.wanted()))
      return false;
    this->measurement_.currents_changed();
  }
  return this->look_after_();
}

/// At once; but a sensor that keeps nothing is one that fails.
bool MAX3010xComponent::set_up_again_() {
  if (++this->restarts_ > MOST_RESTARTS) {
    this->restarts_ = 0;
    this->failed_();
    return true;
  }
  this->state_ = State::CONFIGURE;
  return this->configure_();
}

/// All that waits, in one burst: at most 192 bytes, 4.5 ms at 400 kHz.
bool MAX3010xComponent::drain_(const Poll &poll) {
  Counts samples[MOST_DEPTH];
  if (!this->chip_.read(samples, poll.available, BURST)) {
    // Some left the FIFO, nobody knows how many.
    this->measurement_.lost(poll.available);
    return false;
  }
  this->told_fault_ = false;
  for (uint8_t i = 0; i < poll.available; i++) {
    this->on_sample_.call(samples[i].red, samples[i].infrared);
    if (this->measurement_.push(samples[i]))
      this->second_();
  }
  if (poll.lost > 0) {
    this->lost_samples_ += poll.lost;
    if (poll.lost_more) {
      this->measurement_.lost_much();
    } else {
      this->measurement_.lost(poll.lost);
    }
  }
  return true;
}

/// One more look at the chip each second: its settings, and now and then its temperature.
bool MAX3010xComponent::look_after_() {
  if (this->verify_due_) {
    bool same;
    if (!this->chip_.verify(&same))
      return false;
    this->verify_due_ = false;
    if (!same) {
      ESP_LOGW(TAG, "The sensor lost its settings: it is set up again");
      return this->set_up_again_();
    }
    this->restarts_ = 0;
  } else if (this->chip_.converting()) {
    float temperature_c;
    if (!this->chip_.temperature(&temperature_c))
      return false;
    if (!std::isnan(temperature_c)) {
      this->die_temperature_c_ = temperature_c;
      this->correct_();
    }
  } else if (this->temperature_due_) {
    if (!this->chip_.start_temperature())
      return false;
    this->temperature_due_ = false;
  }
  return true;
}

void MAX3010xComponent::second_() {
  const Reading &reading = this->measurement_.reading();
  if (reading.leds_look_swapped && !this->swapped_) {
    this->swapped_ = true;
    ESP_LOGW(TAG, "Red and infrared look swapped%s",
             this->settings_.swap_when_seen ? ": they are read the other way round" : "; set swap_leds: true");
    if (this->settings_.swap_when_seen)
      this->measurement_.set_swap_leds(true);
  }
  // Without a temperature of the curve's own, a calibration's is the reference from its moment on: there is nothing to correct.
  const bool own = std::isfinite(this->settings_.reference_temperature_c);
  this->calibration_.observe(reading, own ? this->factor_() : 1.0f);
  this->publisher_.second(reading, this->swapped_, this->die_temperature_c_, this->lost_samples_);
  this->verify_due_ = true;
  if (this->seconds_++ % TEMPERATURE_EACH_S == 0)
    this->temperature_due_ = true;
}

void MAX3010xComponent::failed_() {
  this->failures_ = 0;
  this->state_ = State::IDENTIFY;
  this->wait_ms_ = RETRY_MS;
  if (this->told_fault_)
    return;
  this->told_fault_ = true;
  ESP_LOGW(TAG, "The sensor does not answer or does not work: tried again each second");
  this->publisher_.nothing(Status::SENSOR_FAULT);
}

void MAX3010xComponent::dump_config() {
  const Currents &start = this->settings_.optics.start;
  const LedScale scale(this->chip_.coarse_leds());
  ESP_LOGCONFIG(TAG,
                "MAX3010x:\n"
                "  Model: %s\n"
                "  Samples: %.0f/s, looked at each %" PRIu32 " ms\n"
                "  LEDs: red %.1f mA, infrared %.1f mA%s",
                this->settings_.model, this->settings_.core.rate_hz, this->settings_.poll_interval_ms,
                scale.milliamperes(start.red), scale.milliamperes(start.infrared),
                this->settings_.optics.auto_gain ? " at first, then as needed" : "");
  LOG_I2C_DEVICE(this);
  if (this->is_failed())
    ESP_LOGE(TAG, "  Not the configured model, or none");
}

}  // namespace esphome::max3010x
