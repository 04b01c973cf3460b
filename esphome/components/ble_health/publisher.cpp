#include "publisher.h"

namespace esphome::ble_health {

void Publisher::connected() {
  this->downloading_ = false;
  this->has_body_ = false;
  this->is_clock_set_ = false;
  this->device_behind_s_ = {};
  this->last_sequence_ = {};
  this->context_for_ = {};
}

void Publisher::disconnected(const Clock &clock) {
  this->release_body_(clock);
  this->release_(clock, true);
  this->connected();
}

bool Publisher::take_changed() {
  const bool changed = this->changed_;
  this->changed_ = false;
  return changed;
}

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

Age Publisher::age_of_(const Measurement &measurement, const Clock &clock) const {
  if (this->is_clock_set_) {
    const Age by_new_clock = age_of(measurement, clock, {}, this->rules_);
    if (by_new_clock.verdict == AgeVerdict::CURRENT)
      return by_new_clock;
  }
  return age_of(measurement, clock, this->device_behind_s_, this->rules_);
}

void Publisher::judge_(Measurement *measurement, const Clock &clock) {
  if (measurement->user == UNKNOWN_USER)
    measurement->user = this->unknown_user_;
  this->last_sequence_ = measurement->sequence;
  if (measurement->disowned)
    measurement->drop_values();

  const Age age = this->age_of_(*measurement, clock);
  if (age.verdict == AgeVerdict::TOO_OLD)
    return this->tell_(Outcome::TOO_OLD, measurement->characteristic);
  const bool kept = this->downloading_ || measurement->from_storage;
  if (age.verdict == AgeVerdict::UNKNOWN && kept)
    return this->tell_(Outcome::UNDATED, measurement->characteristic);
  const uint32_t who_and_when = identity(*measurement);
  if (who_and_when != 0) {
    if (this->seen.check_in(who_and_when))
      return this->tell_(Outcome::DUPLICATE, measurement->characteristic);
    this->changed_ = true;
  }
  if (age.verdict == AgeVerdict::UNKNOWN)
    return this->hold_(*measurement, clock);
  this->publish_(*measurement, age, clock);
}

/// One place for each person and kind: what arrives later, by the device's stamp where both have one, takes it.
void Publisher::hold_(const Measurement &measurement, const Clock &clock) {
  Pending *place = nullptr;
  for (Pending &pending : this->pending_) {
    const bool same = pending.used && pending.measurement.characteristic == measurement.characteristic &&
                      pending.measurement.user == measurement.user;
    if (same) {
      place = &pending;
      break;
    }
    if (place == nullptr && !pending.used)
      place = &pending;
  }
  if (place == nullptr) {
    // More people at once than there are places: the burst of all ends here.
    this->release_(clock, true);
    place = &this->pending_[0];
  }
  if (place->used) {
    this->tell_(Outcome::SUPERSEDED, measurement.characteristic);
    place->since_ms = clock.now_ms;
    const Optional<int64_t> &had = place->measurement.device_s;
    if (had.present && measurement.device_s.present && measurement.device_s.value < had.value)
      return;
  }
  *place = {measurement, clock.now_ms, true};
}

void Publisher::release_(const Clock &clock, bool all) {
  for (Pending &pending : this->pending_) {
    const uint32_t waited_ms = clock.now_ms - pending.since_ms;
    if (!pending.used || (!all && waited_ms < QUIET_MS))
      continue;
    pending.used = false;
    this->publish_(pending.measurement, {AgeVerdict::CURRENT, waited_ms / 1000}, clock);
  }
}

void Publisher::tick(const Clock &clock) {
  if (this->has_body_ && clock.now_ms - this->body_since_ms_ >= QUIET_MS)
    this->release_body_(clock);
  this->release_(clock, false);
}

/// True where a later measurement of the same person already is the state. Otherwise this one now is.
bool Publisher::is_overtaken_(const Measurement &measurement, const Age &age, const Clock &clock) {
  if (measurement.live || !clock.local_s.present)
    return false;
  const int64_t taken_s = clock.local_s.value - age.age_s;
  for (Latest &latest : this->latest_) {
    if (latest.characteristic != measurement.characteristic || latest.user != measurement.user)
      continue;
    // One that lies ahead was noted before somebody set the gateway's clock back.
    if (latest.local_s > taken_s && latest.local_s <= clock.local_s.value)
      return true;
    latest.local_s = taken_s;
    return false;
  }
  this->latest_[this->next_latest_] = {measurement.characteristic, measurement.user, taken_s};
  this->next_latest_ = static_cast<uint8_t>((this->next_latest_ + 1) % PLACES);
  return false;
}

void Publisher::publish_(const Measurement &measurement, const Age &age, const Clock &clock) {
  const bool has_values = measurement.count > 0 || measurement.rr_count > 0 || measurement.meal != nullptr;
  const bool current = age.verdict == AgeVerdict::CURRENT && !this->is_overtaken_(measurement, age, clock);
  const Optional<uint32_t> age_s = {age.age_s, !current};
  if (current)
    this->publish_flags_(measurement);
  if (measurement.implausible != nullptr)
    this->tell_(Outcome::IMPLAUSIBLE, measurement.characteristic, measurement.implausible);
  else if (!has_values)
    this->tell_(Outcome::NO_MEASUREMENT, measurement.characteristic);
  if (!has_values)
    return;

  bool taken = measurement.count == 0;
  for (uint8_t i = 0; i < measurement.count; i++) {
    const Value &value = measurement.values[i];
    taken |= this->output_->on_value(value.channel, measurement.user, value.value, age_s);
  }
  for (uint8_t i = 0; i < measurement.rr_count; i++) {
    const float interval_ms = static_cast<float>(measurement.rr_1024ths_s[i]) * (1000.0f / 1024.0f);
    if (is_plausible(Channel::RR_INTERVAL, interval_ms))
      this->output_->on_value(Channel::RR_INTERVAL, measurement.user, interval_ms, age_s);
  }
  if (measurement.characteristic == GLUCOSE_MEASUREMENT) {
    this->context_for_ = measurement.sequence;
    this->context_age_ = {current ? AgeVerdict::CURRENT : AgeVerdict::STORED, age.age_s};
  }
  if (!taken)
    return this->tell_(current ? Outcome::NOBODYS : Outcome::NOT_KEPT, measurement.characteristic);
  if (current)
    this->output_->on_measured(measurement.user, age.age_s);
  if (measurement.implausible == nullptr)
    this->tell_(current ? Outcome::MEASURED : Outcome::STORED, measurement.characteristic);
}

void Publisher::publish_flags_(const Measurement &measurement) {
  for (uint8_t i = 0; i < FLAG_COUNT; i++)
    if ((measurement.flags_known >> i & 1u) != 0)
      this->output_->on_flag(static_cast<Flag>(i), measurement.user, (measurement.flags_set >> i & 1u) != 0);
  if (measurement.meal != nullptr)
    this->output_->on_word(Word::MEAL, measurement.user, measurement.meal);
  if (measurement.site != nullptr)
    this->output_->on_word(Word::SITE, measurement.user, measurement.site);
}

}  // namespace esphome::ble_health
