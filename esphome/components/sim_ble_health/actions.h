#pragma once

// API actions that answer whether they could be done, and why not. ESPHome's CustomAPIDevice answers nothing.

#include "esphome/core/defines.h"

#ifdef USE_SIM_BLE_HEALTH_ACTIONS

#include <string>

#include "esphome/components/api/api_server.h"
#include "esphome/components/api/user_services.h"
#include "sim_ble_health.h"

namespace esphome::sim_ble_health {

template<typename... Ts> class AnsweringAction final : public api::UserServiceDynamic<Ts...> {
 public:
  /// Returns what is wrong, "" when nothing is.
  using Method = std::string (*)(SimBleHealth *, Ts...);

  AnsweringAction(SimBleHealth *parent, const char *name, const std::array<std::string, sizeof...(Ts)> &arguments,
                  Method method)
      : api::UserServiceDynamic<Ts...>(name, arguments), parent_(parent), method_(method) {}

  api::ListEntitiesServicesResponse encode_list_service_response(std::span<char> scratch) override {
    auto message = api::UserServiceDynamic<Ts...>::encode_list_service_response(scratch);
    message.supports_response = api::enums::SUPPORTS_RESPONSE_STATUS;
    return message;
  }

 protected:
  void execute(uint32_t call_id, bool /*return_response*/, Ts... arguments) override {
    const std::string error = this->method_(this->parent_, arguments...);
    api::global_api_server->send_action_response(call_id, error.empty(), StringRef(error));
  }

  SimBleHealth *parent_;
  Method method_;
};

inline void add_actions(SimBleHealth *sim) {
  using Text = std::string;
  const auto add = [](api::UserServiceDescriptor *action) { api::global_api_server->register_user_service(action); };
  // Made once, at the start, and kept as long as the program runs.
  add(new AnsweringAction<Text>(sim, "connect_gatt", {"device"},
                                [](SimBleHealth *to, Text device) { return to->connect(device); }));
  add(new AnsweringAction<Text>(sim, "hang_up_gatt", {"device"},
                                [](SimBleHealth *to, Text device) { return to->hang_up(device); }));
  add(new AnsweringAction<Text, bool>(
      sim, "pair_gatt", {"device", "success"},
      [](SimBleHealth *to, Text device, bool success) { return to->pair(device, success); }));
  add(new AnsweringAction<Text, Text, Text>(
      sim, "inject_gatt", {"device", "characteristic", "hex"},
      [](SimBleHealth *to, Text device, Text uuid, Text hex) { return to->inject(device, uuid, hex); }));
  add(new AnsweringAction<Text, Text, int32_t>(
      sim, "refuse_gatt", {"device", "characteristic", "error"},
      [](SimBleHealth *to, Text device, Text uuid, int32_t error) { return to->refuse_write(device, uuid, error); }));
}

}  // namespace esphome::sim_ble_health

#endif
