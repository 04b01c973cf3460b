#pragma once

#include "esphome/core/defines.h"

#ifdef USE_SIM_BLE_HEALTH_CUFF

#include "esphome/components/ble_health/ble_health.h"
#include "esphome/components/healthsense_sim/healthsense_sim.h"
#include "esphome/core/component.h"

namespace esphome::sim_ble_health {

/// Measures the simulated person now and then, as a cuff does: connects, indicates one Blood Pressure Measurement with date,
/// pulse and status, hangs up. Its time is the person's, which may run faster than the wall's.
class SimulatedCuff final : public Component, protected ble_health::Link {
 public:
  SimulatedCuff(healthsense_sim::HealthSenseSim *person, ble_health::BleHealth *device)
      : person_(person), device_(device) {}

  void setup() override;
  void loop() override;
  void dump_config() override;
  float get_setup_priority() const override { return setup_priority::LATE; }

  void set_interval(uint32_t interval_s) { this->interval_s_ = interval_s; }
  void set_user(uint8_t user) { this->user_ = user; }

 protected:
  bool write(uint16_t characteristic, const uint8_t *data, size_t size) override { return false; }
  void measure_();
  void hang_up_();

  healthsense_sim::HealthSenseSim *person_;
  ble_health::BleHealth *device_;
  int64_t began_s_{0};  ///< the wall's time at the person's second 0
  uint32_t interval_s_{300};
  uint32_t due_s_{5};
  bool is_connected_{false};
  uint8_t user_{ble_health::UNKNOWN_USER};
};

}  // namespace esphome::sim_ble_health

#endif
