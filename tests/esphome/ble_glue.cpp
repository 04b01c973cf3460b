// Plays Bluedroid to gatt_client.cpp: one event a line on the standard input, what the client does on the standard output.

#include <string.h>

#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "gatt_client.h"

using namespace esphome;

uint32_t esphome::now_ms = 1000;

static std::vector<uint8_t> bytes_of(const std::string &hex) {
  std::vector<uint8_t> bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes.push_back(static_cast<uint8_t>(std::stoul(hex.substr(i, 2), nullptr, 16)));
  return bytes;
}

static void print(const char *what, uint16_t handle, const uint8_t *data, uint16_t size) {
  printf("%s %u ", what, handle);
  for (uint16_t i = 0; i < size; i++)
    printf("%02x", data[i]);
  printf("\n");
}

esp_err_t esp_ble_gattc_read_char(esp_gatt_if_t, uint16_t, uint16_t handle, esp_gatt_auth_req_t) {
  printf("read %u\n", handle);
  return ESP_OK;
}
esp_err_t esp_ble_gattc_write_char(esp_gatt_if_t, uint16_t, uint16_t handle, uint16_t size, uint8_t *value,
                                   esp_gatt_write_type_t, esp_gatt_auth_req_t) {
  print("write", handle, value, size);
  return ESP_OK;
}

int main() {
  ble_client::BLEClient client;
  ble_health::BleHealth hub;
  ble_health::GattClient node(&hub);
  node.client = &client;
  const auto tell = [&](esp_gattc_cb_event_t event, esp_ble_gattc_cb_param_t param) {
    node.gattc_event_handler(event, 3, &param);
  };
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string what, hex;
    unsigned a = 0, b = 0, c = 0, d = 0;
    words >> what;
    esp_ble_gattc_cb_param_t param;
    memset(&param, 0, sizeof(param));
    if (what == "bonding") {
      node.set_bonding(true);
    } else if (what == "refuse") {
      client.refuses = true;
    } else if (what == "has" && words >> std::hex >> a >> b >> std::dec >> c >> d) {
      client.characteristics[{static_cast<uint16_t>(a), static_cast<uint16_t>(b)}] = {static_cast<uint16_t>(c),
                                                                                     static_cast<uint8_t>(d)};
    } else if (what == "want-read" && words >> std::hex >> a >> b) {
      node.add_read(static_cast<uint16_t>(a), static_cast<uint16_t>(b));
    } else if (what == "want" && words >> std::hex >> a >> b) {
      node.add_subscription(static_cast<uint16_t>(a), static_cast<uint16_t>(b));
    } else if (what == "found") {
      tell(ESP_GATTC_SEARCH_CMPL_EVT, param);
    } else if ((what == "read" || what == "notify") && words >> a >> b) {
      words >> hex;
      auto bytes = bytes_of(hex);
      if (what == "read") {
        param.read = {static_cast<esp_gatt_status_t>(b), 7, static_cast<uint16_t>(a), bytes.data(),
                      static_cast<uint16_t>(bytes.size())};
        tell(ESP_GATTC_READ_CHAR_EVT, param);
      } else {
        param.notify.handle = static_cast<uint16_t>(a);
        param.notify.value = bytes.data();
        param.notify.value_len = static_cast<uint16_t>(bytes.size());
        tell(ESP_GATTC_NOTIFY_EVT, param);
      }
    } else if (what == "subscribed" && words >> a) {
      tell(ESP_GATTC_REG_FOR_NOTIFY_EVT, param);
      param.write = {static_cast<esp_gatt_status_t>(a), 7, 0, 0};
      tell(ESP_GATTC_WRITE_DESCR_EVT, param);
    } else if (what == "written" && words >> a >> b) {
      param.write = {static_cast<esp_gatt_status_t>(b), 7, static_cast<uint16_t>(a), 0};
      tell(ESP_GATTC_WRITE_CHAR_EVT, param);
    } else if (what == "auth" && words >> a >> b) {
      esp_ble_gap_cb_param_t gap;
      memset(&gap, 0, sizeof(gap));
      gap.ble_security.auth_cmpl.bd_addr[0] = a == 0 ? 0xBB : 0xAA;
      gap.ble_security.auth_cmpl.success = b != 0;
      node.gap_event_handler(ESP_GAP_BLE_AUTH_CMPL_EVT, &gap);
    } else if (what == "wait" && words >> a) {
      now_ms += a;
      node.loop();
    } else if (what == "write" && words >> std::hex >> a >> hex) {
      const auto bytes = bytes_of(hex);
      printf("%s\n", hub.link->write(static_cast<uint16_t>(a), bytes.data(), bytes.size()) ? "taken" : "not taken");
    } else if (what == "gone") {
      tell(ESP_GATTC_DISCONNECT_EVT, param);
      tell(ESP_GATTC_CLOSE_EVT, param);
    } else {
      return 2;
    }
    if (node.node_state == esp32_ble_tracker::ClientState::ESTABLISHED) {
      node.node_state = esp32_ble_tracker::ClientState::IDLE;
      printf("established\n");
    }
    fflush(stdout);
  }
  return 0;
}
