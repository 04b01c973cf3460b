#include "gatt_client.h"

#ifdef USE_ESP32

#include "esphome/core/log.h"

namespace esphome::ble_health {

static const char *const TAG = "ble_health.client";

static bool is_unpaired(esp_gatt_status_t status) {
  return status == ESP_GATT_INSUF_AUTHENTICATION || status == ESP_GATT_INSUF_ENCRYPTION ||
         status == ESP_GATT_INSUF_AUTHORIZATION;
}

void GattClient::gattc_event_handler(esp_gattc_cb_event_t event, esp_gatt_if_t gattc_if,
                                     esp_ble_gattc_cb_param_t *param) {
  switch (event) {
    case ESP_GATTC_SEARCH_CMPL_EVT:
      this->find_handles_();
      this->connected_ = true;
      this->hub_->on_connected(this);
      this->next_wanted_ = 0;
      this->since_ms_ = millis();
      // Already paired, this only encrypts; either way the answer is ESP_GAP_BLE_AUTH_CMPL_EVT.
      this->step_ = this->bonding_ && this->parent()->pair() == ESP_OK ? Step::PAIRING : Step::PREPARING;
      if (this->step_ == Step::PREPARING)
        this->next_();
      break;
    case ESP_GATTC_READ_CHAR_EVT:
      if (param->read.status == ESP_GATT_OK)
        this->hub_->on_received(this->characteristic_of_(param->read.handle), param->read.value, param->read.value_len);
      this->next_();
      break;
    case ESP_GATTC_WRITE_DESCR_EVT:
      if (is_unpaired(param->write.status) && !this->bonding_)
        this->hub_->on_needs_pairing();
      if (param->write.status != ESP_GATT_OK) {
        ESP_LOGW(TAG, "'%s': cannot subscribe, status 0x%02X", this->hub_->name(), param->write.status);
      }
      this->next_();
      break;
    case ESP_GATTC_WRITE_CHAR_EVT:
      if (param->write.status != ESP_GATT_OK)
        this->hub_->on_write_refused(this->characteristic_of_(param->write.handle),
                                     static_cast<uint8_t>(param->write.status));
      break;
    case ESP_GATTC_NOTIFY_EVT:
      this->hub_->on_received(this->characteristic_of_(param->notify.handle), param->notify.value,
                              param->notify.value_len);
      break;
    case ESP_GATTC_DISCONNECT_EVT:
    case ESP_GATTC_CLOSE_EVT:
      this->hang_up_();
      break;
    default:
      break;
  }
}

void GattClient::gap_event_handler(esp_gap_ble_cb_event_t event, esp_ble_gap_cb_param_t *param) {
  if (event != ESP_GAP_BLE_AUTH_CMPL_EVT || !this->parent()->check_addr(param->ble_security.auth_cmpl.bd_addr))
    return;
  this->hub_->on_paired(param->ble_security.auth_cmpl.success);
  if (this->step_ == Step::PAIRING) {
    this->step_ = Step::PREPARING;
    this->next_();
  }
}

/// Called by the client's loop.
void GattClient::loop() {
  if (this->step_ != Step::PAIRING && this->step_ != Step::PREPARING)
    return;
  // Whoever has to type a passkey needs longer.
  if (millis() - this->since_ms_ < (this->step_ == Step::PAIRING ? 6 * PATIENCE_MS : PATIENCE_MS))
    return;
  this->step_ = Step::PREPARING;
  this->next_();
}

/// While the services are there: the client frees them when all its nodes are established.
void GattClient::find_handles_() {
  bool any = false;
  for (Wanted &wanted : this->wanted_) {
    const auto *found = this->parent()->get_characteristic(wanted.service, wanted.characteristic);
    const int needed = wanted.subscribe ? ESP_GATT_CHAR_PROP_BIT_NOTIFY | ESP_GATT_CHAR_PROP_BIT_INDICATE
                                        : ESP_GATT_CHAR_PROP_BIT_READ;
    wanted.handle = found != nullptr && (found->properties & needed) != 0 ? found->handle : 0;
    any |= wanted.subscribe && wanted.handle != 0;
  }
  if (!any) {
    ESP_LOGW(TAG, "'%s': the device has none of the services", this->hub_->name());
  }
}

/// Reads or subscribes to the next that there is; after the last the services are needed no more.
void GattClient::next_() {
  if (this->step_ != Step::PREPARING)
    return;
  this->since_ms_ = millis();
  while (this->next_wanted_ < this->wanted_.size()) {
    const Wanted &wanted = this->wanted_[this->next_wanted_++];
    if (wanted.handle == 0)
      continue;
    const esp_err_t error =
        wanted.subscribe ? this->parent()->register_for_notify(wanted.handle)
                         : esp_ble_gattc_read_char(this->parent()->get_gattc_if(), this->parent()->get_conn_id(),
                                                   wanted.handle, ESP_GATT_AUTH_REQ_NONE);
    if (error == ESP_OK)
      return;
    ESP_LOGW(TAG, "'%s': 0x%04X cannot be asked for, error %d", this->hub_->name(), wanted.characteristic, error);
  }
  this->step_ = Step::READY;
  this->node_state = esp32_ble_tracker::ClientState::ESTABLISHED;
  this->hub_->on_subscribed();
}

void GattClient::hang_up_() {
  this->step_ = Step::IDLE;
  if (!this->connected_)
    return;
  this->connected_ = false;
  this->hub_->on_disconnected();
}

bool GattClient::write(uint16_t characteristic, const uint8_t *data, size_t size) {
  uint8_t bytes[20];  // ESP-IDF's interface is not const
  if (!this->connected_ || size > sizeof(bytes))
    return false;
  memcpy(bytes, data, size);
  for (const Wanted &wanted : this->wanted_) {
    if (wanted.characteristic == characteristic && wanted.handle != 0)
      return esp_ble_gattc_write_char(this->parent()->get_gattc_if(), this->parent()->get_conn_id(), wanted.handle,
                                      static_cast<uint16_t>(size), bytes, ESP_GATT_WRITE_TYPE_RSP,
                                      ESP_GATT_AUTH_REQ_NONE) == ESP_OK;
  }
  return false;
}

uint16_t GattClient::characteristic_of_(uint16_t handle) const {
  for (const Wanted &wanted : this->wanted_)
    if (wanted.handle == handle)
      return wanted.characteristic;
  return 0;
}

}  // namespace esphome::ble_health

#endif  // USE_ESP32
