#pragma once

#include "esphome/components/api/custom_api_device.h"
#include "esphome/components/sensor/sensor.h"
#include "esphome/core/component.h"
#include "esphome/core/defines.h"
#include "esphome/core/helpers.h"
#include "esphome/core/string_ref.h"

#include "post_office.h"

namespace esphome::healthsense_outbox {

/// Keeps readings while Home Assistant is away and hands them over, with their age, when it is back.
class Outbox final : public Component, public api::CustomAPIDevice {
  SUB_SENSOR(pending)
  SUB_SENSOR(dropped)

 public:
  Outbox(uint32_t capacity, uint32_t interval_ms, uint8_t rows);

  void setup() override;
  void loop() override;
  void dump_config() override;
  float get_setup_priority() const override { return setup_priority::BUS; }

  void add_row(sensor::Sensor *sensor, const char *vital);
  void set_quality(sensor::Sensor *quality) { this->quality_ = quality; }

  /// Keeps a value that was measured `age_ms` before now and of which no state is told: a stored record of a Bluetooth
  /// device. False where the value is not finite or the sensor is none of `readings:`.
  bool add(const sensor::Sensor *sensor, float value, uint64_t age_ms);

  /// How many wait to be acknowledged.
  uint32_t pending() const { return this->post_.ring().count(); }

 protected:
  struct Row {
    sensor::Sensor *sensor;
    const char *vital;
  };

  void on_acknowledge_(StringRef boot_id, int32_t sequence);
  void watch_clients_(uint64_t now_ms);
  void send_(uint32_t sequence, uint64_t now_ms);
  void publish_();
  uint8_t present_quality_() const;
  uint32_t layout_() const;

  PostOffice post_;
  FixedVector<Row> rows_;
  FixedVector<RowState> states_;
  api::HomeassistantActionRequest request_;
  sensor::Sensor *quality_{nullptr};
  uintptr_t clients_{0};
  uint32_t capacity_;
  uint32_t interval_ms_;
  uint32_t told_ms_{0};
  char boot_id_[17]{};
};

}  // namespace esphome::healthsense_outbox
