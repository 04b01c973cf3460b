// The portable parts of the MAX3010x driver behind C functions, for ctypes. The chip's registers are Python's.

#include "esphome/components/healthsense_dsp/reporting.h"
#include "esphome/components/max3010x/calibration.h"
#include "esphome/components/max3010x/measurement.h"
#include "esphome/components/max3010x/wavelength.h"

using namespace esphome;
using namespace esphome::healthsense_dsp;
using namespace esphome::max3010x;

using Fetch = int (*)(uint8_t address, uint8_t *data, size_t length);
using Store = int (*)(uint8_t address, uint8_t value);

namespace {

class PythonBus final : public RegisterBus {
 public:
  PythonBus(Fetch reader, Store writer) : fetch_(reader), store_(writer) {}
  bool fetch(uint8_t address, uint8_t *data, size_t length) override { return this->fetch_(address, data, length) != 0; }
  bool store(uint8_t address, uint8_t value) override { return this->store_(address, value) != 0; }

 private:
  Fetch fetch_;
  Store store_;
};

struct BusAndChip {
  BusAndChip(Fetch fetch, Store store, const ChipSettings &settings) : bus(fetch, store), chip(&bus, settings) {}
  PythonBus bus;
  Chip chip;
};

const RegisterMap *map_of(int coarse) { return coarse ? &MAX30100_MAP : &MAX30102_MAP; }

}  // namespace

extern "C" {

BusAndChip *chip_new(Fetch fetch, Store store, int coarse, uint8_t rate, uint8_t width, uint8_t averaging, uint8_t range) {
  return new BusAndChip(fetch, store, ChipSettings{map_of(coarse), rate, width, averaging, range});
}
void chip_free(BusAndChip *it) { delete it; }
int chip_identify(BusAndChip *it, uint8_t *part, uint8_t *revision) { return it->chip.identify(part, revision); }
int chip_reset(BusAndChip *it) { return it->chip.reset(); }
int chip_reset_done(BusAndChip *it, int *done) {
  bool is_done = false;
  const bool answered = it->chip.reset_done(&is_done);
  *done = is_done;
  return answered;
}
int chip_configure(BusAndChip *it, uint8_t red, uint8_t infrared) { return it->chip.configure({red, infrared}); }
int chip_set_currents(BusAndChip *it, uint8_t red, uint8_t infrared) { return it->chip.set_currents({red, infrared}); }
int chip_verify(BusAndChip *it, int *same) {
  bool is_same = false;
  const bool answered = it->chip.verify(&is_same);
  *same = is_same;
  return answered;
}
int chip_poll(BusAndChip *it, Poll *out) { return it->chip.poll(out); }
int chip_read(BusAndChip *it, Counts *out, uint8_t count, uint8_t burst) { return it->chip.read(out, count, burst); }
int chip_shut_down(BusAndChip *it) { return it->chip.shut_down(); }
int chip_start_temperature(BusAndChip *it) { return it->chip.start_temperature(); }
int chip_converting(BusAndChip *it) { return it->chip.converting(); }
int chip_temperature(BusAndChip *it, float *out) { return it->chip.temperature(out); }

float led_milliamperes(int coarse, uint8_t code) { return LedScale(coarse != 0).milliamperes(code); }
uint8_t led_code(int coarse, float milliamperes) { return LedScale(coarse != 0).code(milliamperes); }

Measurement *measurement_new(const OpticsSettings *optics, float rate_hz, float full_scale) {
  healthsense_dsp::Settings core;
  core.rate_hz = rate_hz;
  core.full_scale = full_scale;
  return new Measurement(*optics, core);
}
void measurement_free(Measurement *it) { delete it; }
int measurement_push(Measurement *it, uint32_t red, uint32_t infrared) { return it->push({red, infrared}); }
void measurement_lost(Measurement *it, uint32_t count) { it->lost(count); }
void measurement_lost_much(Measurement *it) { it->lost_much(); }
void measurement_restart(Measurement *it) { it->restart(); }
void measurement_ambient(Measurement *it, int beyond) { it->tell_ambient(beyond != 0); }
void measurement_set_fixed(Measurement *it, uint8_t red, uint8_t infrared) { it->optics().set_fixed({red, infrared}); }
int measurement_wants(Measurement *it, Currents *out) {
  *out = it->optics().wanted();
  return it->optics().change_wanted();
}
void measurement_changed(Measurement *it) { it->currents_changed(); }
void measurement_reading(Measurement *it, healthsense_dsp::Reading *out) { *out = it->reading(); }

Calibration *calibration_new() { return new Calibration(healthsense_dsp::Curve{}); }
void calibration_free(Calibration *it) { delete it; }
void calibration_observe(Calibration *it, uint8_t status, float ratio, float quality, float perfusion, float factor) {
  healthsense_dsp::Reading reading;
  reading.status = static_cast<healthsense_dsp::Status>(status);
  reading.ratio = ratio;
  reading.signal_quality_percent = quality;
  reading.perfusion_index_percent = perfusion;
  it->observe(reading, factor);
}
void calibration_reference(Calibration *it, float percent) { it->set_reference(percent); }
int calibration_calibrate(Calibration *it, float temperature_c) { return static_cast<int>(it->calibrate(temperature_c)); }
void calibration_forget(Calibration *it) { it->forget(); }
int calibration_calibrated(Calibration *it) { return it->calibrated(); }
float calibration_offset(Calibration *it) { return it->offset_percent(); }
float calibration_temperature(Calibration *it) { return it->temperature_c(); }
void calibration_stored(Calibration *it, StoredCalibration *out) { *out = it->stored(); }
int calibration_restore(Calibration *it, const StoredCalibration *stored) { return it->restore(*stored); }

float wavelength_factor(float temperature_c, float reference_c) { return temperature_factor(temperature_c, reference_c); }
float corrected_spo2(float ratio, float factor, float offset) {
  return corrected_curve(healthsense_dsp::Curve{}, factor, offset).at(ratio);
}
float curve_spo2(float ratio) { return healthsense_dsp::Curve{}.at(ratio); }

ReportSchedule *schedule_new(uint8_t interval_s) {
  auto *it = new ReportSchedule();
  it->set_interval(interval_s);
  return it;
}
void schedule_free(ReportSchedule *it) { delete it; }
int schedule_second(ReportSchedule *it, uint8_t status) { return it->second(status); }

Told *told_new() { return new Told(); }
void told_free(Told *it) { delete it; }
int told_worth(Told *it, float value, int8_t decimals, int only_on_change, uint32_t now_s) {
  return it->worth(value, decimals, only_on_change != 0, now_s);
}

IrregularPulse *irregular_new() { return new IrregularPulse(); }
void irregular_free(IrregularPulse *it) { delete it; }
int irregular_second(IrregularPulse *it, float irregularity) {
  it->second(irregularity);
  return it->known() ? (it->irregular() ? 1 : 0) : -1;
}

}  // extern "C"
