#pragma once

// One Bluetooth health device: joins the publisher, the download of stored records and ESPHome's entities. How bytes come
// and go is a Link's business: gatt_client.h on a chip, sim_ble_health in tests and the demonstration.

#include "esphome/core/component.h"
#include "esphome/core/defines.h"
#include "esphome/core/helpers.h"
#include "esphome/core/preferences.h"
#ifdef USE_BINARY_SENSOR
#include "esphome/components/binary_sensor/binary_sensor.h"
#endif
#ifdef USE_SENSOR
#include "esphome/components/sensor/sensor.h"
#endif
#ifdef USE_TEXT_SENSOR
#include "esphome/components/text_sensor/text_sensor.h"
#endif
#ifdef USE_TIME
#include "esphome/components/time/real_time_clock.h"
#endif
#ifdef USE_HEALTHSENSE_OUTBOX
#include "esphome/components/healthsense_outbox/outbox.h"
#endif

#include "publisher.h"
#include "record_download.h"

namespace esphome::ble_health {

/// The way to the device.
class Link {
 public:
  /// False where the device has no such characteristic or does not take it.
  virtual bool write(uint16_t characteristic, const uint8_t *data, size_t size) = 0;

 protected:
  ~Link() = default;
};

enum class Text : uint8_t { STATUS, CONNECTION, DOWNLOAD, LAST_ERROR, LAST_MEASURED, MEAL, SITE };

class BleHealth final : public Component, protected Output {
 public:
  explicit BleHealth(const char *name) : name_(name), publisher_(this) {}

  void setup() override;
  void loop() override;
  void dump_config() override;
  float get_setup_priority() const override { return setup_priority::DATA; }

  void set_rules(uint32_t current_for_s, bool trust_device_clock) {
    this->rules_ = {current_for_s, trust_device_clock};
    this->publisher_.set_rules(this->rules_);
  }
  void set_unknown_user(uint8_t user) { this->publisher_.set_unknown_user(user); }
  void set_download(bool download) { this->download_records_ = download; }
  void set_set_clock(bool set_clock) { this->set_clock_ = set_clock; }
#ifdef USE_TIME
  void set_time(time::RealTimeClock *time) { this->time_ = time; }
#endif
#ifdef USE_HEALTHSENSE_OUTBOX
  void set_outbox(healthsense_outbox::Outbox *outbox) { this->outbox_ = outbox; }
#endif
#ifdef USE_SENSOR
  /// A value is multiplied by `factor` into the unit of the sensor.
  void add_sensor(Channel channel, uint8_t user, float factor, sensor::Sensor *sensor) {
    this->sensors_.push_back({channel, user, factor, sensor});
  }
#endif
#ifdef USE_BINARY_SENSOR
  void add_binary_sensor(Flag flag, uint8_t user, binary_sensor::BinarySensor *binary_sensor) {
    this->flags_.push_back({flag, user, binary_sensor});
  }
  void set_connected_binary_sensor(binary_sensor::BinarySensor *connected) { this->connected_ = connected; }
#endif
#ifdef USE_TEXT_SENSOR
  void add_text_sensor(Text text, uint8_t user, text_sensor::TextSensor *text_sensor) {
    this->texts_.push_back({text, user, text_sensor});
  }
#endif

  // What a Link tells.
  void on_connected(Link *link);
  /// All that is wanted is subscribed to: the device may be asked for what it kept.
  void on_subscribed();
  void on_received(uint16_t characteristic, const uint8_t *data, size_t size);
  void on_write_refused(uint16_t characteristic, uint8_t att_error);
  void on_paired(bool success);
  void on_needs_pairing() { this->tell_(Text::CONNECTION, UNKNOWN_USER, "needs_pairing"); }
  void on_disconnected();

  const char *name() const { return this->name_; }
  bool wants_clock() const { return this->set_clock_; }

 protected:
  void on_flag(Flag flag, uint8_t user, bool on) override;
  void on_word(Word word, uint8_t user, const char *text) override;
  bool on_value(Channel channel, uint8_t user, float value, const Optional<uint32_t> &age_s) override;
  void on_outcome(Outcome outcome, uint16_t characteristic, const char *detail, const char *fault) override;
  void on_measured(uint8_t user, uint32_t age_s) override;

  Clock clock_() const;
  void tell_(Text text, uint8_t user, const char *state);
  void tell_error_(uint16_t characteristic, const char *fault, const char *detail);
  void start_download_();
  void write_request_(const RecordRequest &request);
  void end_download_();
  void set_device_clock_(uint16_t characteristic, const Clock &clock);
  void keep_();
#ifdef USE_SENSOR
  void publish_state_(Channel channel, uint8_t user, float value);
  void publish_next_interval_(uint32_t now_ms);
#endif

#ifdef USE_SENSOR
  struct SensorRow {
    Channel channel;
    uint8_t user;
    float factor;
    sensor::Sensor *sensor;
  };
  StaticVector<SensorRow, BLE_HEALTH_SENSORS> sensors_{};
  /// The native API tells the last state of a moment only (api: batch_delay, 100 ms): intervals that came together wait
  /// for each other.
  static constexpr uint8_t MOST_INTERVALS = 32;
  float intervals_ms_[MOST_INTERVALS]{};
  uint8_t first_interval_{0};
  uint8_t interval_count_{0};
  uint32_t last_interval_ms_{0};
#endif
#ifdef USE_BINARY_SENSOR
  struct FlagRow {
    Flag flag;
    uint8_t user;
    binary_sensor::BinarySensor *binary_sensor;
  };
  StaticVector<FlagRow, BLE_HEALTH_BINARY_SENSORS> flags_{};
  binary_sensor::BinarySensor *connected_{nullptr};
#endif
#ifdef USE_TEXT_SENSOR
  struct TextRow {
    Text text;
    uint8_t user;
    text_sensor::TextSensor *text_sensor;
  };
  StaticVector<TextRow, BLE_HEALTH_TEXT_SENSORS> texts_{};
#endif
#ifdef USE_TIME
  time::RealTimeClock *time_{nullptr};
#endif
#ifdef USE_HEALTHSENSE_OUTBOX
  healthsense_outbox::Outbox *outbox_{nullptr};
#endif

  const char *name_;
  AgeRules rules_{};
  Publisher publisher_;
  RecordDownload download_{};
  Link *link_{nullptr};
  ESPPreferenceObject page_preferences_[Seen::PAGES];
  ESPPreferenceObject mark_preference_;
  uint32_t last_tick_ms_{0};
  char last_error_[64]{};
  bool download_records_{false};
  bool download_due_{false};
  bool set_clock_{false};
};

}  // namespace esphome::ble_health
