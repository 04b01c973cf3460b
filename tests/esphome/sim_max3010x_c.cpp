// The virtual sensor behind a C interface, for ctypes: the headers that the node compiles, no other copy of them.

#include "esphome/components/sim_max3010x/max30100_chip.h"
#include "esphome/components/sim_max3010x/max30102_chip.h"
#include "esphome/components/sim_max3010x/person_scene.h"
#include "esphome/components/sim_max3010x/recording_scene.h"
#include "esphome/components/sim_max3010x/virtual_board.h"

using namespace esphome::sim_max3010x;
using esphome::healthsense_sim::Scenario;
using esphome::healthsense_sim::ScenarioModel;
using esphome::healthsense_sim::Truth;

namespace {

/// A board with its chip and whatever lies before it.
struct Rig {
  Scene *scene{nullptr};
  StillScene *still{nullptr};
  FingerScene *finger{nullptr};
  PersonScene *person_scene{nullptr};
  ScenarioModel *person{nullptr};
  FaultyScene *faulty{nullptr};
  VirtualChip *chip{nullptr};
  VirtualBoard board;
};

Rig *with_chip(Rig *rig, int part, uint32_t seed) {
  rig->faulty = new FaultyScene(rig->scene);
  if (part == 30100)
    rig->chip = new Max30100Chip(rig->faulty, seed);
  else
    rig->chip = new Max30102Chip(rig->faulty, seed, part != 30102);
  rig->board.connect(rig->chip, rig->faulty);
  return rig;
}

}  // namespace

extern "C" {

Rig *rig_still(int part, uint32_t seed) {
  auto *rig = new Rig;
  rig->scene = rig->still = new StillScene;
  return with_chip(rig, part, seed);
}
Rig *rig_finger(int part, uint32_t seed) {
  auto *rig = new Rig;
  rig->scene = rig->finger = new FingerScene(seed);
  return with_chip(rig, part, seed);
}
Rig *rig_person(int part, uint32_t seed) {
  auto *rig = new Rig;
  rig->person = new ScenarioModel(seed);
  rig->scene = rig->person_scene = new PersonScene(rig->person, seed);
  return with_chip(rig, part, seed);
}
Rig *rig_recording(int part, const uint32_t *counts, size_t rows, double rate_hz, double milliamperes,
                   double full_scale_na, bool repeat) {
  auto *rig = new Rig;
  rig->scene = new RecordingScene(counts, rows, rate_hz, milliamperes, full_scale_na, repeat);
  return with_chip(rig, part, 1);
}
void rig_delete(Rig *rig) {
  delete rig->chip;
  delete rig->faulty;
  delete rig->scene;
  delete rig->person;
  delete rig;
}

bool rig_transfer(Rig *rig, uint8_t address, const uint8_t *written, size_t write_count, uint8_t *read,
                  size_t read_count) {
  return rig->board.transfer(address, written, write_count, read, read_count);
}
void rig_pass_us(Rig *rig, uint64_t us) { rig->board.pass_ns(us * 1000); }
void rig_advance_samples(Rig *rig, uint32_t count) { rig->chip->advance_samples(count); }
double rig_now_s(Rig *rig) { return static_cast<double>(rig->board.now_ns()) * 1e-9; }
void rig_lockstep(Rig *rig, uint8_t samples) { rig->board.set_lockstep(samples); }
void rig_run_for_s(Rig *rig, uint32_t seconds) { rig->board.run_for_ns(seconds * uint64_t{1000000000}); }
bool rig_stopped(Rig *rig) { return rig->board.stopped(); }
void rig_fault(Rig *rig, uint8_t fault) { rig->board.set_fault(static_cast<Fault>(fault)); }
uint8_t rig_current_fault(Rig *rig) { return static_cast<uint8_t>(rig->board.fault()); }
void rig_plan(Rig *rig, const PlannedFault *plan, size_t count) { rig->board.set_plan(plan, count); }
const char *fault_name(uint8_t fault) { return fault < FAULT_COUNT ? FAULT_NAMES[fault] : nullptr; }
void rig_die_temperature(Rig *rig, double celsius) { rig->chip->set_die_temperature(celsius); }

void still_reflect(Rig *rig, double red, double infrared, double green) {
  rig->still->reflection[0] = red;
  rig->still->reflection[1] = infrared;
  rig->still->reflection[2] = green;
}
void still_ambient(Rig *rig, double na, bool overflow) {
  rig->still->ambient = na;
  rig->still->overflow = overflow;
}
void finger_body(Rig *rig, const Body *body) { rig->finger->set_body(*body); }
void person_select(Rig *rig, uint8_t scenario) { rig->person->select(static_cast<Scenario>(scenario)); }
uint32_t person_seconds(Rig *rig) { return rig->person->seconds(); }
const Truth *person_truth(Rig *rig) { return &rig->person->truth(); }

static const PulseWave &wave(Rig *rig) { return rig->finger != nullptr ? rig->finger->wave() : rig->person_scene->wave(); }
uint32_t wave_beats(Rig *rig) { return wave(rig).beats(); }
double wave_beat_s(Rig *rig, uint32_t beat) { return wave(rig).beat_s(beat); }
double ratio_at(double spo2_percent) { return ratio_of_ratios(spo2_percent); }
}
