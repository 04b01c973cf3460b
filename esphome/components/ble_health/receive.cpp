// What arrives, by characteristic: parsed, and made a measurement of. What becomes of it is decided in publisher.cpp.

#include "decode.h"
#include "publisher.h"

namespace esphome::ble_health {

void Publisher::receive(uint16_t characteristic, const uint8_t *data, size_t size, const Clock &clock) {
  const auto read = [&](auto parsed, auto parse) {
    const Error error = parse(data, size, &parsed);
    this->decode_(error, parsed, characteristic, clock);
  };
  switch (characteristic) {
    case BLOOD_PRESSURE_MEASUREMENT:
      return read(gatt::BloodPressure{}, gatt::parse_blood_pressure);
    case HEART_RATE_MEASUREMENT:
      return read(gatt::HeartRate{}, gatt::parse_heart_rate);
    case PLX_SPOT_CHECK:
      return read(gatt::SpotCheck{}, gatt::parse_spot_check);
    case PLX_CONTINUOUS:
      return read(gatt::ContinuousOximetry{}, gatt::parse_continuous_oximetry);
    case GLUCOSE_MEASUREMENT:
      return read(gatt::Glucose{}, gatt::parse_glucose);
    case TEMPERATURE_MEASUREMENT:
      return read(gatt::Temperature{}, gatt::parse_temperature);
    case WEIGHT_MEASUREMENT:
      return read(gatt::Weight{}, gatt::parse_weight);
    case GLUCOSE_CONTEXT:
      return this->receive_context_(data, size, clock);
    case BODY_COMPOSITION_MEASUREMENT:
      return this->receive_body_(data, size, clock);
    case CGM_MEASUREMENT:
    case CGM_FEATURE:
      return this->receive_cgm_(characteristic, data, size, clock);
    case CURRENT_TIME:
    case DATE_TIME:
    case CGM_SESSION_START:
      return this->receive_clock_(characteristic, data, size, clock);
    case BATTERY:
      return this->receive_battery_(data, size);
    default:
      this->tell_(Outcome::UNSUPPORTED, characteristic);
  }
}

template<typename Parsed>
void Publisher::decode_(Error error, const Parsed &parsed, uint16_t characteristic, const Clock &clock) {
  if (error)
    return this->tell_(Outcome::MALFORMED, characteristic, error.field, gatt::fault_name(error.fault));
  Measurement measurement;
  measurement.characteristic = characteristic;
  fill(parsed, &measurement);
  this->judge_(&measurement, clock);
}

void Publisher::receive_battery_(const uint8_t *data, size_t size) {
  if (size != 1)
    return this->tell_(Outcome::MALFORMED, BATTERY, "battery_level", size == 0 ? "truncated" : "overlong");
  if (data[0] > 100)
    return this->tell_(Outcome::IMPLAUSIBLE, BATTERY, row(Channel::BATTERY_LEVEL).name);
  this->output_->on_value(Channel::BATTERY_LEVEL, UNKNOWN_USER, static_cast<float>(data[0]), {});
}

void Publisher::receive_cgm_(uint16_t characteristic, const uint8_t *data, size_t size, const Clock &clock) {
  if (characteristic == CGM_FEATURE) {
    gatt::Reader reader(data, size);
    const uint32_t features = reader.u24("features");
    if (reader.error())
      return this->tell_(Outcome::MALFORMED, characteristic, "features", "truncated");
    this->cgm_checksum_ = (features & (1u << 12)) != 0;
    return;
  }
  gatt::CgmRecords records(data, size, this->cgm_checksum_);
  gatt::CgmRecord record;
  while (records.next(&record)) {
    Measurement measurement;
    measurement.characteristic = characteristic;
    fill(record, &measurement);
    if (this->session_start_s_.present)
      measurement.device_s = {this->session_start_s_.value + INT64_C(60) * record.time_offset_min, true};
    // What a sensor sends unasked is its newest; what it had kept is told apart by the start of its session only.
    measurement.live = !this->downloading_;
    this->judge_(&measurement, clock);
  }
  if (records.error())
    this->tell_(Outcome::MALFORMED, characteristic, records.error().field, gatt::fault_name(records.error().fault));
}

void Publisher::receive_body_(const uint8_t *data, size_t size, const Clock &clock) {
  gatt::BodyComposition parsed;
  const Error error = gatt::parse_body_composition(data, size, &parsed);
  if (error || !parsed.multiple_packets)
    return this->decode_(error, parsed, BODY_COMPOSITION_MEASUREMENT, clock);
  if (!this->has_body_) {
    this->body_ = parsed;
    this->has_body_ = true;
    this->body_since_ms_ = clock.now_ms;
    return;
  }
  const Error conflict = gatt::merge_body_composition(parsed, &this->body_);
  this->release_body_(clock);
  if (conflict) {
    // Two measurements met: the second waits for its own other half.
    this->tell_(Outcome::MALFORMED, BODY_COMPOSITION_MEASUREMENT, conflict.field, gatt::fault_name(conflict.fault));
    this->receive_body_(data, size, clock);
  }
}

void Publisher::release_body_(const Clock &clock) {
  if (!this->has_body_)
    return;
  this->has_body_ = false;
  this->decode_({}, this->body_, BODY_COMPOSITION_MEASUREMENT, clock);
}

/// A context has no date of its own: it is as old as the measurement that it follows.
void Publisher::receive_context_(const uint8_t *data, size_t size, const Clock &clock) {
  gatt::GlucoseContext parsed;
  const Error error = gatt::parse_glucose_context(data, size, &parsed);
  if (error)
    return this->tell_(Outcome::MALFORMED, GLUCOSE_CONTEXT, error.field, gatt::fault_name(error.fault));
  for (Pending &pending : this->pending_) {
    Measurement &held = pending.measurement;
    if (!pending.used || held.characteristic != GLUCOSE_MEASUREMENT || held.sequence.value != parsed.sequence)
      continue;
    fill(parsed, &held);
    if (held.disowned)
      held.drop_values();
    return;
  }
  if (!this->context_for_.present || this->context_for_.value != parsed.sequence)
    return this->tell_(Outcome::UNDATED, GLUCOSE_CONTEXT, "sequence_number");
  this->context_for_ = {};
  Measurement measurement;
  measurement.characteristic = GLUCOSE_CONTEXT;
  measurement.user = this->unknown_user_;
  fill(parsed, &measurement);
  if (measurement.count == 0 && measurement.meal == nullptr)
    return this->tell_(Outcome::NO_MEASUREMENT, GLUCOSE_CONTEXT);
  this->publish_(measurement, this->context_age_, clock);
}

/// Current Time is a Date Time with three bytes more, a CGM's session start one with zone and summer time.
void Publisher::receive_clock_(uint16_t characteristic, const uint8_t *data, size_t size, const Clock &clock) {
  gatt::Reader reader(data, size);
  const gatt::DateTime time = gatt::read_date_time(&reader);
  if (reader.error())
    return this->tell_(Outcome::MALFORMED, characteristic, reader.error().field,
                       gatt::fault_name(reader.error().fault));
  if (characteristic == CGM_SESSION_START)
    this->session_start_s_ = {time.local_seconds(), time.is_known()};
  else if (time.is_known() && clock.local_s.present)
    this->device_behind_s_ = {clock.local_s.value - time.local_seconds(), true};
}

}  // namespace esphome::ble_health
