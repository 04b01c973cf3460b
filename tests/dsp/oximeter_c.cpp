// The signal core behind plain C functions, for ctypes.

#include <stddef.h>
#include <string.h>

#include "oximeter.h"

using namespace esphome::healthsense_dsp;

extern "C" {

Settings *settings_new() { return new Settings(); }
void settings_free(Settings *settings) { delete settings; }

// False when there is no setting of that name.
bool settings_set(Settings *settings, const char *name, float value) {
  struct {
    const char *name;
    float *value;
  } numbers[] = {
      {"rate_hz", &settings->rate_hz},
      {"finger_counts", &settings->finger_counts},
      {"full_scale", &settings->full_scale},
      {"least_periodicity", &settings->least_periodicity},
      {"curve_a", &settings->curve.a},
      {"curve_b", &settings->curve.b},
      {"curve_c", &settings->curve.c},
  };
  struct {
    const char *name;
    bool *value;
  } switches[] = {
      {"two_channels", &settings->two_channels},
      {"swap_leds", &settings->swap_leds},
      {"rises_with_blood", &settings->rises_with_blood},
  };
  for (auto &number : numbers)
    if (strcmp(number.name, name) == 0) {
      *number.value = value;
      return true;
    }
  for (auto &one : switches)
    if (strcmp(one.name, name) == 0) {
      *one.value = value != 0.0f;
      return true;
    }
  return false;
}

Oximeter *oximeter_new(const Settings *settings) { return new Oximeter(*settings); }
void oximeter_free(Oximeter *oximeter) { delete oximeter; }
void oximeter_gap(Oximeter *oximeter, uint32_t count) { oximeter->gap(count); }
void oximeter_disturb(Oximeter *oximeter) { oximeter->disturb(); }
void oximeter_set_swap_leds(Oximeter *oximeter, bool swap_leds) { oximeter->set_swap_leds(swap_leds); }
size_t oximeter_size() { return sizeof(Oximeter); }
size_t reading_size() { return sizeof(Reading); }
const char *oximeter_status_text(uint8_t status) { return status_text(static_cast<Status>(status)); }

// Runs `count` samples; returns how many readings were written to `out`, which must have room for all.
size_t oximeter_run(Oximeter *oximeter, const float *red, const float *infrared, size_t count, Reading *out) {
  size_t written = 0;
  for (size_t i = 0; i < count; i++)
    if (oximeter->push(red[i], infrared[i]))
      out[written++] = oximeter->reading();
  return written;
}
}
