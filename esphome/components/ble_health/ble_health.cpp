#include "ble_health.h"

#include <cinttypes>

#include "esphome/core/application.h"
#include "esphome/core/log.h"

namespace esphome::ble_health {

static const char *const TAG = "ble_health";
static constexpr uint32_t TICK_MS = 500;
/// A device's clock that is off by less is left alone.
static constexpr int64_t CLOCK_OFF_S = 60;

void BleHealth::setup() {
  const uint32_t key = fnv1_hash(this->name_);
  for (uint8_t i = 0; i < Seen::PAGES; i++) {
    this->page_preferences_[i] = global_preferences->make_preference<Seen::Page>(key + 1 + i, true);
    this->page_preferences_[i].load(&this->publisher_.seen.pages[i]);
  }
  this->mark_preference_ = global_preferences->make_preference<Seen::Mark>(key, true);
  this->mark_preference_.load(&this->publisher_.seen.mark);
#ifdef USE_BINARY_SENSOR
  if (this->connected_ != nullptr)
    this->connected_->publish_initial_state(false);
#endif
}

void BleHealth::loop() {
  const uint32_t now_ms = App.get_loop_component_start_time();
#ifdef USE_SENSOR
  this->publish_next_interval_(now_ms);
#endif
  if (now_ms - this->last_tick_ms_ < TICK_MS)
    return;
  this->last_tick_ms_ = now_ms;
  const Clock clock = this->clock_();
  this->publisher_.tick(clock);
  // Records of a meter carry dates: without a clock to hold them against they would be lost.
  if (this->download_due_ && clock.local_s.present)
    this->start_download_();
  if (this->download_.is_running()) {
    this->write_request_(this->download_.tick(now_ms));
    this->end_download_();
  }
  this->keep_();
}

Clock BleHealth::clock_() const {
  Clock clock{millis(), {}};
#ifdef USE_TIME
  if (this->time_ == nullptr)
    return clock;
  const ESPTime now = this->time_->now();
  if (now.is_valid()) {
    const gatt::DateTime wall{now.year, now.month, now.day_of_month, now.hour, now.minute, now.second};
    clock.local_s = {wall.local_seconds(), true};
  }
#endif
  return clock;
}

void BleHealth::keep_() {
  if (!this->publisher_.take_changed())
    return;
  for (uint8_t i = 0; i < Seen::PAGES; i++)
    this->page_preferences_[i].save(&this->publisher_.seen.pages[i]);
  this->mark_preference_.save(&this->publisher_.seen.mark);
}

void BleHealth::on_connected(Link *link) {
  this->link_ = link;
  this->publisher_.connected();
#ifdef USE_BINARY_SENSOR
  if (this->connected_ != nullptr)
    this->connected_->publish_state(true);
#endif
  this->tell_(Text::CONNECTION, UNKNOWN_USER, "connected");
}

void BleHealth::on_subscribed() { this->download_due_ = this->download_records_; }

void BleHealth::on_received(uint16_t characteristic, const uint8_t *data, size_t size) {
  const Clock clock = this->clock_();
  if (characteristic == RECORD_ACCESS) {
    this->write_request_(this->download_.on_answer(data, size, clock.now_ms));
    this->end_download_();
    return;
  }
  this->publisher_.receive(characteristic, data, size, clock);
  if (characteristic == GLUCOSE_MEASUREMENT || characteristic == CGM_MEASUREMENT)
    this->download_.on_record(this->publisher_.last_sequence(), clock.now_ms);
  if (this->set_clock_ && (characteristic == CURRENT_TIME || characteristic == DATE_TIME))
    this->set_device_clock_(characteristic, clock);
}

void BleHealth::on_paired(bool success) {
  if (!success)
    return this->tell_(Text::CONNECTION, UNKNOWN_USER, "pairing_failed");
  this->tell_(Text::CONNECTION, UNKNOWN_USER, "paired");
  if (this->download_.result() == RecordDownload::Result::NEEDS_PAIRING)
    this->download_due_ = true;
}

void BleHealth::on_write_refused(uint16_t characteristic, uint8_t att_error) {
  ESP_LOGW(TAG, "'%s': the device refuses the write to 0x%04X (ATT error 0x%02X)", this->name_, characteristic,
           att_error);
  if (characteristic != RECORD_ACCESS)
    return;
  this->download_.on_write_refused(att_error);
  this->end_download_();
}

void BleHealth::on_disconnected() {
  this->download_.disconnected();
  this->end_download_();
  this->publisher_.disconnected(this->clock_());
  this->keep_();
  this->link_ = nullptr;
  this->download_due_ = false;
#ifdef USE_BINARY_SENSOR
  if (this->connected_ != nullptr)
    this->connected_->publish_state(false);
#endif
  // The values stay: a cuff hangs up after each measurement.
  this->tell_(Text::CONNECTION, UNKNOWN_USER, "disconnected");
}

void BleHealth::start_download_() {
  this->download_due_ = false;
  const Seen::Mark &mark = this->publisher_.seen.mark;
  this->publisher_.downloading(true);
  this->write_request_(this->download_.start({mark.highest, mark.has_highest != 0}, millis()));
  this->tell_(Text::DOWNLOAD, UNKNOWN_USER, result_name(this->download_.result()));
}

void BleHealth::write_request_(const RecordRequest &request) {
  if (request.size == 0)
    return;
  if (this->link_ == nullptr || !this->link_->write(RECORD_ACCESS, request.bytes, request.size))
    this->download_.on_write_refused(0);
}

/// After whatever may have ended it.
void BleHealth::end_download_() {
  if (this->download_.is_running() || !this->publisher_.is_downloading())
    return;
  this->publisher_.downloading(false);
  const RecordDownload::Result result = this->download_.result();
  if (result == RecordDownload::Result::DONE && this->download_.highest().present)
    this->publisher_.set_highest(this->download_.highest().value);
  else if (result != RecordDownload::Result::DONE)
    this->tell_error_(RECORD_ACCESS, result_name(result), "download");
  this->tell_(Text::DOWNLOAD, UNKNOWN_USER, result_name(result));
  this->keep_();
}

/// A reading of the device's clock has come, and by its own characteristic it can be set.
void BleHealth::set_device_clock_(uint16_t characteristic, const Clock &clock) {
  const Optional<int64_t> &behind_s = this->publisher_.device_behind_s();
  if (!clock.local_s.present || this->link_ == nullptr)
    return;
  if (behind_s.present && behind_s.value < CLOCK_OFF_S && behind_s.value > -CLOCK_OFF_S)
    return;
#ifdef USE_TIME
  const ESPTime now = this->time_->now();
  // Date Time; Current Time has the day of the week (Monday is 1), 1/256 s and "set from outside" (bit 1) besides.
  const uint8_t day_of_week = now.day_of_week == 1 ? 7 : static_cast<uint8_t>(now.day_of_week - 1);
  const uint8_t bytes[10] = {static_cast<uint8_t>(now.year & 0xFF), static_cast<uint8_t>(now.year >> 8),
                             now.month, now.day_of_month, now.hour, now.minute, now.second, day_of_week, 0, 0x02};
  if (!this->link_->write(characteristic, bytes, characteristic == CURRENT_TIME ? 10 : 7))
    return;
  this->publisher_.device_clock_set();
  ESP_LOGI(TAG, "'%s': the device's clock was off and is set", this->name_);
#endif
}

void BleHealth::dump_config() {
  ESP_LOGCONFIG(TAG,
                "Bluetooth health device '%s':\n"
                "  Current for: %" PRIu32 " s\n"
                "  Device clock: %s\n"
                "  Stored records: %s",
                this->name_, this->rules_.current_for_s, this->rules_.trust_device_clock ? "believed" : "ignored",
                this->download_records_ ? "downloaded" : "not asked for");
#ifdef USE_SENSOR
  for (const SensorRow &row : this->sensors_)
    LOG_SENSOR("  ", "Sensor", row.sensor);
#endif
#ifdef USE_BINARY_SENSOR
  for (const FlagRow &row : this->flags_)
    LOG_BINARY_SENSOR("  ", "Binary sensor", row.binary_sensor);
#endif
#ifdef USE_TEXT_SENSOR
  for (const TextRow &row : this->texts_)
    LOG_TEXT_SENSOR("  ", "Text sensor", row.text_sensor);
#endif
}

}  // namespace esphome::ble_health
