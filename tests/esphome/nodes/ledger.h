#pragma once

// What the oximeter told, beside what was so in the simulated person at that second: sums over a stretch of simulated
// time. Tests only.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>

#include "esphome/components/healthsense_sim/healthsense_sim.h"

namespace esphome::ledger {

/// The differences of one vital sign from the truth.
struct Account {
  uint32_t told{0};
  double difference{0.0}, absolute{0.0}, worst{0.0};

  void enter(float value, float truth) {
    if (std::isnan(value))
      return;
    const double difference = static_cast<double>(value) - static_cast<double>(truth);
    this->told++;
    this->difference += difference;
    this->absolute += std::fabs(difference);
    this->worst = std::fmax(this->worst, std::fabs(difference));
  }

  std::string text(const char *name) const {
    char text[96];
    const double count = this->told == 0 ? 1.0 : static_cast<double>(this->told);
    snprintf(text, sizeof(text), ", \"%s\": [%u, %.4f, %.4f, %.4f]", name, static_cast<unsigned>(this->told),
             this->difference / count, this->absolute / count, this->worst);
    return text;
  }
};

class Ledger {
 public:
  void open(healthsense_sim::HealthSenseSim *simulation) {
    *this = Ledger{};
    this->simulation_ = simulation;
    this->began_ = simulation->person().seconds();
  }

  bool is_open() const { return this->simulation_ != nullptr; }

  /// Once each second that the signal core told of; the values of that second come after it.
  void second(float signal_quality, bool irregular) {
    this->seconds_++;
    this->irregular_ += irregular ? 1 : 0;
    this->quality_ += static_cast<double>(signal_quality);
  }
  void heart_rate(float value) { this->heart_rate_.enter(value, this->truth_().heart_rate_bpm); }
  void spo2(float value) { this->spo2_.enter(value, this->truth_().spo2_percent); }
  void respiratory_rate(float value) { this->respiratory_rate_.enter(value, this->truth_().breaths_per_min); }

  /// As JSON; a vital sign is [seconds told, mean difference, mean absolute difference, worst].
  std::string close() {
    const unsigned played = this->simulation_->person().seconds() - this->began_;
    char text[128];
    snprintf(text, sizeof(text), "{\"played\": %u, \"seconds\": %u, \"quality\": %.1f, \"irregular\": %u", played,
             static_cast<unsigned>(this->seconds_), this->quality_ / (this->seconds_ == 0 ? 1.0 : this->seconds_),
             static_cast<unsigned>(this->irregular_));
    this->simulation_ = nullptr;
    return text + this->heart_rate_.text("heart_rate") + this->spo2_.text("spo2") +
           this->respiratory_rate_.text("respiratory_rate") + "}";
  }

 private:
  const healthsense_sim::Truth &truth_() const { return this->simulation_->person().truth(); }

  healthsense_sim::HealthSenseSim *simulation_{nullptr};
  uint32_t began_{0}, seconds_{0}, irregular_{0};
  double quality_{0.0};
  Account heart_rate_, spo2_, respiratory_rate_;
};

/// The node's only one.
inline Ledger ledger;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

}  // namespace esphome::ledger
