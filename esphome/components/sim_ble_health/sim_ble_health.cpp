#include "sim_ble_health.h"

#include "actions.h"
#include "esphome/core/helpers.h"
#include "esphome/core/log.h"

namespace esphome::sim_ble_health {

static const char *const TAG = "sim_ble_health";
static constexpr size_t LONGEST = 600;  // more than any value has, so that the parsers' own limit is tried too

static int hex_digit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// Null, or what is wrong.
static const char *parse_hex(const std::string &hex, uint8_t *bytes, size_t room, size_t *size) {
  *size = 0;
  int high = -1;
  for (const char c : hex) {
    if (c == ' ' && high < 0)
      continue;
    const int digit = hex_digit(c);
    if (digit < 0)
      return "hex: a character that is no hexadecimal digit";
    if (high < 0) {
      high = digit;
      continue;
    }
    if (*size == room)
      return "hex: too long";
    bytes[(*size)++] = static_cast<uint8_t>(high << 4 | digit);
    high = -1;
  }
  return high < 0 ? nullptr : "hex: an odd number of digits";
}

/// 0 for what is none.
static uint16_t parse_characteristic(const std::string &text) {
  const size_t from = text.rfind("0x", 0) == 0 ? 2 : 0;
  uint8_t bytes[2];
  size_t size;
  if (parse_hex(text.substr(from), bytes, 2, &size) != nullptr || size != 2)
    return 0;
  return static_cast<uint16_t>(bytes[0] << 8 | bytes[1]);
}

void SimBleHealth::setup() {
#ifdef USE_SIM_BLE_HEALTH_ACTIONS
  add_actions(this);
#endif
}

SimBleHealth::Device *SimBleHealth::find_(const std::string &device) {
  if (device.empty() && this->devices_.size() == 1)
    return &this->devices_[0];
  for (Device &known : this->devices_)
    if (device == known.hub->name())
      return &known;
  return nullptr;
}

std::string SimBleHealth::told_(const char *error) {
  ESP_LOGW(TAG, "%s", error);
#ifdef USE_TEXT_SENSOR
  if (this->last_error_text_sensor_ != nullptr)
    this->last_error_text_sensor_->publish_state(error);
#endif
  return error;
}

std::string SimBleHealth::connect(const std::string &device) {
  Device *known = this->find_(device);
  if (known == nullptr)
    return this->told_("device: none of that name");
  if (!known->connected) {
    known->connected = true;
    known->hub->on_connected(this);
    known->hub->on_subscribed();
  }
  return "";
}

std::string SimBleHealth::hang_up(const std::string &device) {
  Device *known = this->find_(device);
  if (known == nullptr)
    return this->told_("device: none of that name");
  if (!known->connected)
    return this->told_("device: not connected");
  known->connected = false;
  known->hub->on_disconnected();
  return "";
}

std::string SimBleHealth::pair(const std::string &device, bool success) {
  Device *known = this->find_(device);
  if (known == nullptr || !known->connected)
    return this->told_("device: not connected");
  known->hub->on_paired(success);
  return "";
}

std::string SimBleHealth::inject(const std::string &device, const std::string &characteristic, const std::string &hex) {
  const uint16_t uuid = parse_characteristic(characteristic);
  if (uuid == 0)
    return this->told_("characteristic: four hexadecimal digits are needed");
  uint8_t bytes[LONGEST];
  size_t size;
  if (const char *error = parse_hex(hex, bytes, LONGEST, &size))
    return this->told_(error);
  const std::string error = this->connect(device);
  if (!error.empty())
    return error;
  this->find_(device)->hub->on_received(uuid, bytes, size);
  return "";
}

std::string SimBleHealth::refuse_write(const std::string &device, const std::string &characteristic, int att_error) {
  Device *known = this->find_(device);
  const uint16_t uuid = parse_characteristic(characteristic);
  if (known == nullptr || !known->connected)
    return this->told_("device: not connected");
  if (uuid == 0 || att_error < 0 || att_error > 255)
    return this->told_("characteristic or error: not possible");
  known->hub->on_write_refused(uuid, static_cast<uint8_t>(att_error));
  return "";
}

bool SimBleHealth::write(uint16_t characteristic, const uint8_t *data, size_t size) {
#ifdef USE_TEXT_SENSOR
  if (this->last_write_text_sensor_ != nullptr) {
    char text[5 + 2 * 32 + 1];
    int at = snprintf(text, sizeof(text), "%04X ", characteristic);
    for (size_t i = 0; i < size && i < 32; i++)
      at += snprintf(text + at, sizeof(text) - static_cast<size_t>(at), "%02x", data[i]);
    this->last_write_text_sensor_->publish_state(text);
  }
#endif
  return true;
}

void SimBleHealth::dump_config() {
  ESP_LOGCONFIG(TAG, "Simulated Bluetooth health devices:");
  for (const Device &device : this->devices_)
    ESP_LOGCONFIG(TAG, "  %s", device.hub->name());
}

}  // namespace esphome::sim_ble_health
