// The portable parts of the analog pulse sensor behind plain C functions, for ctypes.

#include <stddef.h>

#include "analog_pulse.h"
#include "esphome/components/healthsense_dsp/reporting.h"
#include "sample_clock.h"

using namespace esphome::analog_ppg;

namespace {

struct Sensor {
  Sensor(const AnalogSettings &settings, uint32_t period_us) : pulse(settings), clock(period_us) {}
  AnalogPulse pulse;
  SampleClock clock;
};

}  // namespace

extern "C" {

struct Row {
  float heart_rate_bpm, rmssd_ms, perfusion_index_percent, amplitude_mv;
  float interval_ms[Reading::MOST_BEATS];  // of the clean beats, NaN after the last
  uint8_t status;
};

Sensor *sensor_new(float rate_hz, uint32_t period_us, bool rises_with_blood) {
  AnalogSettings settings;
  settings.rate_hz = rate_hz;
  settings.rises_with_blood = rises_with_blood;
  return new Sensor(settings, period_us);
}
void sensor_free(Sensor *sensor) { delete sensor; }
size_t row_size() { return sizeof(Row); }
const char *analog_status_text(uint8_t status) {
  return esphome::healthsense_dsp::status_text(static_cast<Status>(status));
}
void sensor_restart(Sensor *sensor) {
  sensor->clock.restart();
  sensor->pulse.restart();
}

// The loop comes round at each of `at_us` and could read `volts`; `lost` grows by the samples that nobody can know. Returns
// how many rows were written.
size_t sensor_run(Sensor *sensor, const uint32_t *at_us, const float *volts, size_t count, Row *rows, uint32_t *lost) {
  size_t written = 0;
  for (size_t i = 0; i < count; i++) {
    if (!sensor->clock.due(at_us[i]))
      continue;
    bool full = false;
    sensor->clock.take(
        at_us[i], volts[i], [&](float value) { full = sensor->pulse.push(value) || full; },
        [&](uint32_t samples) {
          *lost += samples;
          sensor->pulse.gap(samples);
        });
    if (!full)
      continue;
    const Reading &reading = sensor->pulse.reading();
    Row &row = rows[written++];
    row = {reading.heart_rate_bpm, reading.rmssd_ms, reading.perfusion_index_percent, sensor->pulse.amplitude_mv(), {},
           static_cast<uint8_t>(reading.status)};
    uint8_t beats = 0;
    for (float &interval : row.interval_ms)
      interval = NAN;
    for (uint8_t b = 0; b < reading.beat_count; b++)
      if (reading.beats[b].clean)
        row.interval_ms[beats++] = reading.beats[b].interval_ms;
  }
  return written;
}

// The clock alone: what it made of the readings, NaN for each lost sample. Returns how many.
size_t clock_run(uint32_t period_us, const uint32_t *at_us, const float *volts, size_t count, float *out, size_t room) {
  SampleClock clock(period_us);
  size_t written = 0;
  const auto add = [&](float value) {
    if (written < room)
      out[written++] = value;
  };
  for (size_t i = 0; i < count; i++)
    if (clock.due(at_us[i]))
      clock.take(at_us[i], volts[i], add, [&](uint32_t lost) {
        for (uint32_t n = 0; n < lost; n++)
          add(NAN);
      });
  return written;
}

// Adds `count` intervals of 1, 2, 3 ... ms and asks each `step_ms`; returns how many were told, in `out`.
size_t queue_run(uint32_t count, uint32_t start_ms, uint32_t step_ms, uint32_t steps, float *out) {
  esphome::healthsense_dsp::BeatQueue queue;
  for (uint32_t i = 1; i <= count; i++)
    queue.add(static_cast<float>(i));
  size_t told = 0;
  for (uint32_t i = 0; i < steps; i++)
    if (queue.next(start_ms + i * step_ms, &out[told]))
      told++;
  return told;
}
}
