// The scenario model behind a C interface, for ctypes: the header that the node compiles, no other copy of it.

#include "scenario_model.h"

using namespace esphome::healthsense_sim;

extern "C" {

ScenarioModel *model_new(uint32_t seed) { return new ScenarioModel(seed); }
void model_delete(ScenarioModel *model) { delete model; }
void model_select(ScenarioModel *model, uint8_t scenario) { model->select(static_cast<Scenario>(scenario)); }
void model_step(ScenarioModel *model, Truth *truth) { *truth = model->step(); }
void model_truth(ScenarioModel *model, Truth *truth) { *truth = model->truth(); }
uint32_t model_seconds(ScenarioModel *model) { return model->seconds(); }
void model_measure_cuff(ScenarioModel *model, CuffReading *reading) { *reading = model->measure_cuff(); }
const char *scenario_name(uint8_t scenario) { return scenario < SCENARIO_COUNT ? SCENARIOS[scenario].name : nullptr; }
size_t model_size() { return sizeof(ScenarioModel); }
}
