#pragma once

// The way to a real device: subscribes, reads and writes through core's ble_client, one thing after the other. What the
// bytes mean is not its business.

#include "esphome/core/defines.h"

#ifdef USE_ESP32

#include "ble_health.h"
#include "esphome/components/ble_client/ble_client.h"

namespace esphome::ble_health {

class GattClient final : public ble_client::BLEClientNode, protected Link {
 public:
  explicit GattClient(BleHealth *hub) : hub_(hub) {}

  void set_bonding(bool bonding) { this->bonding_ = bonding; }
  // In this order once connected.
  void add_read(uint16_t service, uint16_t characteristic) { this->add_(service, characteristic, false); }
  void add_subscription(uint16_t service, uint16_t characteristic) { this->add_(service, characteristic, true); }

  void gattc_event_handler(esp_gattc_cb_event_t event, esp_gatt_if_t gattc_if,
                           esp_ble_gattc_cb_param_t *param) override;
  void gap_event_handler(esp_gap_ble_cb_event_t event, esp_ble_gap_cb_param_t *param) override;
  void loop() override;

 protected:
  struct Wanted {
    uint16_t service;
    uint16_t characteristic;
    uint16_t handle;  ///< 0: the device has it not
    bool subscribe;
  };
  enum class Step : uint8_t { IDLE, PAIRING, PREPARING, READY };
  static constexpr size_t MOST_WANTED = 32;
  /// The step that the device does not answer in this time is left out.
  static constexpr uint32_t PATIENCE_MS = 5000;

  bool write(uint16_t characteristic, const uint8_t *data, size_t size) override;
  void add_(uint16_t service, uint16_t characteristic, bool subscribe) {
    this->wanted_.push_back({service, characteristic, 0, subscribe});
  }
  void find_handles_();
  void next_();
  void hang_up_();
  uint16_t characteristic_of_(uint16_t handle) const;

  BleHealth *hub_;
  StaticVector<Wanted, MOST_WANTED> wanted_{};
  uint32_t since_ms_{0};
  uint8_t next_wanted_{0};
  Step step_{Step::IDLE};
  bool bonding_{false};
  bool connected_{false};
};

}  // namespace esphome::ble_health

#endif  // USE_ESP32
