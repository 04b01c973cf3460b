// What the publisher decided, told to ESPHome's entities.

#include <cstdio>
#include <cstring>

#include "ble_health.h"
#include "esphome/core/log.h"

namespace esphome::ble_health {

static const char *const TAG = "ble_health";
static constexpr uint32_t INTERVAL_SPACING_MS = 150;

bool BleHealth::on_value(Channel channel, uint8_t user, float value, const Optional<uint32_t> &age_s) {
  bool taken = false;
#ifdef USE_SENSOR
  for (const SensorRow &row : this->sensors_) {
    if (row.channel != channel || !is_for(row.user, user))
      continue;
    if (!age_s.present)
      taken = true;
#ifdef USE_HEALTHSENSE_OUTBOX
    else if (this->outbox_ != nullptr)
      taken |= this->outbox_->add(row.sensor, value * row.factor, uint64_t{1000} * age_s.value);
#endif
  }
  if (!taken || age_s.present)
    return taken;
  if (channel != Channel::RR_INTERVAL) {
    this->publish_state_(channel, user, value);
  } else if (this->interval_count_ < MOST_INTERVALS) {
    this->intervals_ms_[(this->first_interval_ + this->interval_count_++) % MOST_INTERVALS] = value;
  }
#endif
  return taken;
}

#ifdef USE_SENSOR
void BleHealth::publish_state_(Channel channel, uint8_t user, float value) {
  for (const SensorRow &row : this->sensors_)
    if (row.channel == channel && is_for(row.user, user))
      row.sensor->publish_state(value * row.factor);
}

/// A strap knows no users.
void BleHealth::publish_next_interval_(uint32_t now_ms) {
  if (this->interval_count_ == 0 || now_ms - this->last_interval_ms_ < INTERVAL_SPACING_MS)
    return;
  this->last_interval_ms_ = now_ms;
  const float interval_ms = this->intervals_ms_[this->first_interval_];
  this->first_interval_ = static_cast<uint8_t>((this->first_interval_ + 1) % MOST_INTERVALS);
  this->interval_count_--;
  this->publish_state_(Channel::RR_INTERVAL, UNKNOWN_USER, interval_ms);
}
#endif

void BleHealth::on_flag(Flag flag, uint8_t user, bool on) {
#ifdef USE_BINARY_SENSOR
  for (const FlagRow &row : this->flags_)
    if (row.flag == flag && is_for(row.user, user))
      row.binary_sensor->publish_state(on);
#endif
}

void BleHealth::on_word(Word word, uint8_t user, const char *text) {
  this->tell_(word == Word::MEAL ? Text::MEAL : Text::SITE, user, text);
}

void BleHealth::on_measured(uint8_t user, uint32_t age_s) {
  const Clock clock = this->clock_();
  if (!clock.local_s.present)
    return;
  const gatt::DateTime taken = gatt::DateTime::from_local_seconds(clock.local_s.value - age_s);
  char text[20];
  snprintf(text, sizeof(text), "%04u-%02u-%02uT%02u:%02u:%02u", taken.year % 10000u, taken.month, taken.day, taken.hour,
           taken.minute, taken.second);
  this->tell_(Text::LAST_MEASURED, user, text);
}

void BleHealth::on_outcome(Outcome outcome, uint16_t characteristic, const char *detail, const char *fault) {
  this->tell_(Text::STATUS, UNKNOWN_USER, outcome_name(outcome));
  ESP_LOGD(TAG, "'%s': 0x%04X %s", this->name_, characteristic, outcome_name(outcome));
  switch (outcome) {
    case Outcome::MALFORMED:
      return this->tell_error_(characteristic, fault, detail);
    case Outcome::IMPLAUSIBLE:
    case Outcome::UNDATED:
    case Outcome::NOBODYS:
    case Outcome::UNSUPPORTED:
      return this->tell_error_(characteristic, outcome_name(outcome), detail);
    default:
      return;
  }
}

void BleHealth::tell_error_(uint16_t characteristic, const char *fault, const char *detail) {
  char text[sizeof(this->last_error_)];
  snprintf(text, sizeof(text), "0x%04X %s%s%s", characteristic, fault, detail[0] == '\0' ? "" : ": ", detail);
  // A device may send the same rubbish each second.
  if (strcmp(text, this->last_error_) != 0)
    ESP_LOGW(TAG, "'%s': %s", this->name_, text);
  strncpy(this->last_error_, text, sizeof(this->last_error_) - 1);
  this->tell_(Text::LAST_ERROR, UNKNOWN_USER, text);
}

void BleHealth::tell_(Text text, uint8_t user, const char *state) {
#ifdef USE_TEXT_SENSOR
  for (const TextRow &row : this->texts_)
    // A strap measures each second: what is said already is not said again.
    if (row.text == text && is_for(row.user, user) && row.text_sensor->state != state)
      row.text_sensor->publish_state(state);
#endif
}

}  // namespace esphome::ble_health
