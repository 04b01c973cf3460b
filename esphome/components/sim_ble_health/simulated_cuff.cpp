#include "simulated_cuff.h"

#ifdef USE_SIM_BLE_HEALTH_CUFF

#include <cmath>
#include <ctime>

#include "esphome/core/log.h"

namespace esphome::sim_ble_health {

static const char *const TAG = "sim_ble_health";
static constexpr uint32_t HANG_UP_MS = 300;

void SimulatedCuff::setup() {
  const time_t now = ::time(nullptr);
  struct tm wall {};
  ::localtime_r(&now, &wall);
  const ble_health::gatt::DateTime date{
      static_cast<uint16_t>(wall.tm_year + 1900), static_cast<uint8_t>(wall.tm_mon + 1),
      static_cast<uint8_t>(wall.tm_mday),         static_cast<uint8_t>(wall.tm_hour),
      static_cast<uint8_t>(wall.tm_min),          static_cast<uint8_t>(wall.tm_sec < 60 ? wall.tm_sec : 59)};
  this->began_s_ = date.local_seconds();
}

void SimulatedCuff::loop() {
  healthsense_sim::ScenarioModel &person = this->person_->person();
  // Without a person no measurement: the cuff stays due and keeps what it last showed.
  if (person.seconds() < this->due_s_ || !person.truth().finger_present)
    return;
  this->due_s_ = person.seconds() + this->interval_s_;
  this->measure_();
}

void SimulatedCuff::measure_() {
  healthsense_sim::ScenarioModel &person = this->person_->person();
  const healthsense_sim::CuffReading reading = person.measure_cuff();
  const float mean_mmhg = std::round(reading.diastolic_mmhg + (reading.systolic_mmhg - reading.diastolic_mmhg) / 3.0f);
  const auto date = ble_health::gatt::DateTime::from_local_seconds(this->began_s_ + person.seconds());
  const bool has_user = this->user_ != ble_health::UNKNOWN_USER;

  uint8_t bytes[19];
  size_t size = 0;
  const auto u8 = [&](unsigned value) { bytes[size++] = static_cast<uint8_t>(value); };
  // Whole numbers up to 2045 are SFLOATs of exponent 0.
  const auto u16 = [&](unsigned value) {
    u8(value & 0xFF);
    u8(value >> 8);
  };
  u8(has_user ? 0x1E : 0x16);  // mmHg; date, pulse, (user,) status
  u16(static_cast<unsigned>(reading.systolic_mmhg));
  u16(static_cast<unsigned>(reading.diastolic_mmhg));
  u16(static_cast<unsigned>(mean_mmhg));
  u16(date.year);
  for (const unsigned part : {date.month, date.day, date.hour, date.minute, date.second})
    u8(part);
  u16(static_cast<unsigned>(reading.pulse_bpm));
  if (has_user)
    u8(this->user_);
  u16(0);  // status: nothing to remark

  // Where the person lives faster than the wall's clock the last call may still be open.
  this->hang_up_();
  this->is_connected_ = true;
  this->device_->on_connected(this);
  this->device_->on_subscribed();
  this->device_->on_received(ble_health::BLOOD_PRESSURE_MEASUREMENT, bytes, size);
  this->set_timeout("hang_up", HANG_UP_MS, [this]() { this->hang_up_(); });
}

void SimulatedCuff::hang_up_() {
  if (!this->is_connected_)
    return;
  this->is_connected_ = false;
  this->device_->on_disconnected();
}

void SimulatedCuff::dump_config() {
  ESP_LOGCONFIG(TAG, "Simulated cuff of '%s': measures every %u s", this->device_->name(),
                static_cast<unsigned>(this->interval_s_));
}

}  // namespace esphome::sim_ble_health

#endif
