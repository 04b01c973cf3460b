#pragma once

#include <string>

#include "esphome/components/ble_health/ble_health.h"
#include "esphome/core/component.h"
#include "esphome/core/defines.h"
#ifdef USE_TEXT_SENSOR
#include "esphome/components/text_sensor/text_sensor.h"
#endif

namespace esphome::sim_ble_health {

/// Plays the devices of all hubs: what an API action says came over the air.
class SimBleHealth final : public Component, protected ble_health::Link {
#ifdef USE_TEXT_SENSOR
  SUB_TEXT_SENSOR(last_error)
  SUB_TEXT_SENSOR(last_write)
#endif

 public:
  void setup() override;
  void dump_config() override;
  float get_setup_priority() const override { return setup_priority::LATE; }

  void add_device(ble_health::BleHealth *device) { this->devices_.push_back({device, false}); }

  // Each answers with what is wrong, "" when nothing is. `device` is the id of the hub; "" where there is one only.
  std::string connect(const std::string &device);
  std::string hang_up(const std::string &device);
  std::string pair(const std::string &device, bool success);
  /// Connects first when need be. `characteristic` as 2A35 or 0x2A35, `hex` with or without spaces.
  std::string inject(const std::string &device, const std::string &characteristic, const std::string &hex);
  std::string refuse_write(const std::string &device, const std::string &characteristic, int att_error);

 protected:
  struct Device {
    ble_health::BleHealth *hub;
    bool connected;
  };

  bool write(uint16_t characteristic, const uint8_t *data, size_t size) override;
  Device *find_(const std::string &device);
  std::string told_(const char *error);

  StaticVector<Device, SIM_BLE_HEALTH_DEVICES> devices_{};
};

}  // namespace esphome::sim_ble_health
