#pragma once
// In place of ESPHome's own, which checks the sizes of ESP-IDF's structs: what ble_client and esp32_ble_client, whose headers
// are the real ones, take from it.

#include "esphome/components/ble_device_base/ble_client_state.h"
#include "esphome/components/ble_device_base/ble_device.h"
#include "esphome/core/component.h"
#include "esphome/core/helpers.h"
#include "idf.h"

namespace esphome::esp32_ble_tracker {

using namespace ble_device_base;

class ESPBTClient {
 public:
  virtual ~ESPBTClient() = default;
  virtual bool parse_device(const ESPBTDevice &device) = 0;
  virtual void on_scan_end() {}
  virtual bool gattc_event_handler(esp_gattc_cb_event_t event, esp_gatt_if_t gattc_if,
                                   esp_ble_gattc_cb_param_t *param) = 0;
  virtual void gap_event_handler(esp_gap_ble_cb_event_t event, esp_ble_gap_cb_param_t *param) = 0;
  virtual void connect() = 0;
  virtual void disconnect() = 0;
  virtual void ble_before_disabled_event_handler() {}
  virtual void set_state(ClientState state) { this->state_ = state; }
  ClientState state() const { return this->state_; }

 protected:
  ClientState state_{};
};

}  // namespace esphome::esp32_ble_tracker
