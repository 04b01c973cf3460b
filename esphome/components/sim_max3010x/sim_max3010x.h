#pragma once

#include <vector>

#include "esphome/components/i2c/i2c_bus.h"
#include "esphome/core/component.h"
#include "esphome/core/defines.h"
#include "esphome/core/helpers.h"
#ifdef USE_SELECT
#include "esphome/components/select/select.h"
#endif
#ifdef USE_SIM_MAX3010X_PERSON
#include "esphome/components/healthsense_sim/healthsense_sim.h"
#endif

#include "faults.h"
#include "scene.h"
#include "virtual_board.h"

namespace esphome::sim_max3010x {

enum class Model : uint8_t { MAX30100, MAX30101, MAX30102, MAX30105 };

/// An I2C bus with one virtual sensor on it, for an ordinary driver. Host only.
class SimMax3010x final : public i2c::I2CBus, public Component {
 public:
  SimMax3010x(Model model, uint32_t seed) : model_(model), seed_(seed) {}

  void setup() override;
  void loop() override;
  void dump_config() override;
  float get_setup_priority() const override { return setup_priority::BUS; }

  i2c::ErrorCode write_readv(uint8_t address, const uint8_t *write_buffer, size_t write_count, uint8_t *read_buffer,
                             size_t read_count) override;

#ifdef USE_SIM_MAX3010X_PERSON
  void set_person(healthsense_sim::HealthSenseSim *person) { this->person_ = person; }
#endif
  void set_recording(const uint32_t *counts, size_t rows, double rate_hz, double milliamperes, double full_scale_na,
                     bool repeat);
  void set_speed(float speed) { this->speed_ = speed; }
  void set_lockstep(uint8_t samples) { this->lockstep_ = samples; }
  void set_first_run(uint32_t seconds) { this->first_run_s_ = seconds; }
  void add_planned_fault(Fault fault, uint32_t at_ms, uint32_t for_ms);

  Fault fault() const { return this->board_.fault(); }
  void set_fault(Fault fault) { this->board_.set_fault(fault); }
  /// Lock-step only: plays so many simulated seconds, then time stands still until the next call.
  void run_for(uint32_t seconds);
  bool stopped() const { return this->board_.stopped(); }
  /// Simulated time since the start.
  uint64_t now_ms() const { return this->board_.now_ns() / 1000000u; }

 protected:
  void let_time_pass_();

  Model model_;
  uint32_t seed_;
  Scene *scene_{nullptr};
  VirtualBoard board_;
  std::vector<PlannedFault> plan_;
#ifdef USE_SIM_MAX3010X_PERSON
  healthsense_sim::HealthSenseSim *person_{nullptr};
#endif
  float speed_{1.0f};
  uint8_t lockstep_{0};
  uint32_t first_run_s_{UINT32_MAX};
  uint64_t last_us_{0};
  HighFrequencyLoopRequester high_frequency_;
};

#ifdef USE_SELECT
/// The fault being played; not kept over a restart.
class FaultSelect final : public select::Select, public Component, public Parented<SimMax3010x> {
 public:
  void setup() override { this->publish_state(size_t{0}); }
  void loop() override;
  void dump_config() override;

 protected:
  static constexpr uint32_t EVENT_SHOWN_MS = 1000;

  void control(size_t index) override;
  void show_(Fault fault);

  Fault shown_{Fault::NONE};
  bool event_shown_{false};
};
#endif

}  // namespace esphome::sim_max3010x
