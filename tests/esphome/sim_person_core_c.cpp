// A driver's bare minimum between the virtual sensor and the signal core, for ctypes: what the core makes of the person.

#include "esphome/components/healthsense_dsp/oximeter.h"
#include "esphome/components/sim_max3010x/max30102_chip.h"
#include "esphome/components/sim_max3010x/person_scene.h"
#include "esphome/components/sim_max3010x/virtual_board.h"

using namespace esphome::sim_max3010x;
using esphome::healthsense_dsp::Oximeter;
using esphome::healthsense_dsp::Settings;
using esphome::healthsense_sim::Scenario;
using esphome::healthsense_sim::ScenarioModel;

struct Second {
  float heart_rate_bpm, spo2_percent, perfusion_index_percent, respiratory_rate_per_min, irregularity;
  float true_heart_rate_bpm, true_spo2_percent, true_perfusion_index_percent;
  uint8_t status;
};

namespace {

float counts_at(const uint8_t *bytes) { return static_cast<float>(bytes[0] << 16 | bytes[1] << 8 | bytes[2]); }

}  // namespace

extern "C" {

// `scenarios` one after the other, `seconds` each; 100 samples a second (400 averaged by 4), 7 mA. Returns how many
// seconds were told; `out` has room for all.
uint32_t play(uint32_t seed, const uint8_t *scenarios, uint32_t count, uint32_t seconds, Second *out) {
  ScenarioModel person(seed);
  PersonScene scene(&person, seed);
  FaultyScene faulty(&scene);
  Max30102Chip chip(&faulty, seed, false);
  VirtualBoard board;
  board.connect(&chip, &faulty);
  board.set_lockstep(25);
  static constexpr uint8_t SETUP[][2] = {{0x08, 2 << 5}, {0x0A, 0x2F}, {0x0C, 35}, {0x0D, 35}, {0x09, 3}};
  for (const auto &setting : SETUP)
    board.transfer(VirtualChip::I2C_ADDRESS, setting, 2, nullptr, 0);
  Settings settings;
  settings.finger_counts = 20000.0f;
  settings.full_scale = 262143.0f;
  Oximeter oximeter(settings);

  uint32_t told = 0;
  for (uint32_t i = 0; i < count; i++) {
    person.select(static_cast<Scenario>(scenarios[i]));
    for (uint32_t poll = 0; poll < seconds * 4; poll++) {
      static constexpr uint8_t POINTERS = 0x04, DATA = 0x07;
      uint8_t pointers[3], data[6 * 25];
      board.transfer(VirtualChip::I2C_ADDRESS, &POINTERS, 1, pointers, 3);
      board.transfer(VirtualChip::I2C_ADDRESS, &DATA, 1, data, sizeof(data));
      for (uint8_t sample = 0; sample < 25; sample++) {
        if (!oximeter.push(counts_at(data + 6 * sample), counts_at(data + 6 * sample + 3)))
          continue;
        const auto &reading = oximeter.reading();
        const auto &truth = person.truth();
        out[told++] = {reading.heart_rate_bpm,
                       reading.spo2_percent,
                       reading.perfusion_index_percent,
                       reading.respiratory_rate_per_min,
                       reading.irregularity,
                       truth.heart_rate_bpm,
                       truth.spo2_percent,
                       truth.perfusion_index_percent,
                       static_cast<uint8_t>(reading.status)};
      }
    }
  }
  return told;
}
}
