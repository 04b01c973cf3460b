#pragma once
// In place of ESPHome and the hub, for a run of gatt_client.cpp on this machine: what it does is written down, and what
// Bluedroid would answer is said by the test.

#include <stdio.h>

#include <map>
#include <utility>

#include "idf.h"

#define ESP_LOGW(tag, ...) ((void) tag)

namespace esphome {

extern uint32_t now_ms;
inline uint32_t millis() { return now_ms; }

template<typename T, size_t N> class StaticVector {
 public:
  void push_back(const T &value) {
    if (this->size_ < N)
      this->data_[this->size_++] = value;
  }
  size_t size() const { return this->size_; }
  T &operator[](size_t i) { return this->data_[i]; }
  T *begin() { return this->data_; }
  T *end() { return this->data_ + this->size_; }
  const T *begin() const { return this->data_; }
  const T *end() const { return this->data_ + this->size_; }

 protected:
  T data_[N]{};
  size_t size_{0};
};

namespace esp32_ble_tracker {
enum class ClientState { IDLE, ESTABLISHED };
}

namespace ble_client {

struct Characteristic {
  uint16_t handle;
  esp_gatt_char_prop_t properties;
};

class BLEClient {
 public:
  Characteristic *get_characteristic(uint16_t service, uint16_t characteristic) {
    const auto found = this->characteristics.find({service, characteristic});
    return found == this->characteristics.end() ? nullptr : &found->second;
  }
  esp_err_t register_for_notify(uint16_t handle) {
    printf("subscribe %u\n", handle);
    return this->refuses ? ESP_FAIL : ESP_OK;
  }
  esp_err_t pair() {
    printf("pair\n");
    return this->refuses ? ESP_FAIL : ESP_OK;
  }
  bool check_addr(esp_bd_addr_t &address) { return address[0] == 0xAA; }
  int get_gattc_if() const { return 3; }
  uint16_t get_conn_id() const { return 7; }

  std::map<std::pair<uint16_t, uint16_t>, Characteristic> characteristics{};
  bool refuses{false};
};

class BLEClientNode {
 public:
  virtual ~BLEClientNode() = default;
  virtual void gattc_event_handler(esp_gattc_cb_event_t, esp_gatt_if_t, esp_ble_gattc_cb_param_t *) {}
  virtual void gap_event_handler(esp_gap_ble_cb_event_t, esp_ble_gap_cb_param_t *) {}
  virtual void loop() {}
  BLEClient *parent() { return this->client; }

  BLEClient *client{nullptr};
  esp32_ble_tracker::ClientState node_state{};
};

}  // namespace ble_client

namespace ble_health {

class Link {
 public:
  virtual bool write(uint16_t characteristic, const uint8_t *data, size_t size) = 0;

 protected:
  ~Link() = default;
};

class BleHealth {
 public:
  const char *name() const { return "device"; }
  void on_connected(Link *to) {
    this->link = to;
    printf("connected\n");
  }
  void on_subscribed() { printf("subscribed\n"); }
  void on_received(uint16_t characteristic, const uint8_t *data, size_t size) {
    printf("received %04X ", characteristic);
    for (size_t i = 0; i < size; i++)
      printf("%02x", data[i]);
    printf("\n");
  }
  void on_write_refused(uint16_t characteristic, uint8_t error) { printf("refused %04X %u\n", characteristic, error); }
  void on_paired(bool success) { printf("paired %d\n", success); }
  void on_needs_pairing() { printf("needs pairing\n"); }
  void on_disconnected() { printf("disconnected\n"); }

  Link *link{nullptr};
};

}  // namespace ble_health
}  // namespace esphome
