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
  if (age.verdict == AgeVerdict::STORED || measurement->live)
    return this->publish_(*measurement, age, clock);
  this->hold_(*measurement, age, clock);
}

/// One place for each person and kind: what is later, by the device's stamp where both have one, takes it.
void Publisher::hold_(const Measurement &measurement, const Age &age, const Clock &clock) {
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
  uint32_t began_ms = clock.now_ms;
  if (place->used) {
    began_ms = place->began_ms;
    place->since_ms = clock.now_ms;
    const Optional<int64_t> &had = place->measurement.device_s;
    if (had.present && measurement.device_s.present && measurement.device_s.value < had.value)
      return this->overtake_(measurement, age, place->measurement, clock);
    this->overtake_(place->measurement, place->age_at(clock.now_ms), measurement, clock);
  }
  *place = {measurement, age, clock.now_ms, began_ms, clock.now_ms, true};
}

/// A later one of the same burst becomes the state: this one is handed on with its age, where that is known.
void Publisher::overtake_(const Measurement &measurement, const Age &age, const Measurement &by, const Clock &clock) {
  if (age.verdict == AgeVerdict::UNKNOWN || by.device_s.value - measurement.device_s.value < SAME_S)
    return this->tell_(Outcome::SUPERSEDED, measurement.characteristic);
  this->publish_(measurement, {AgeVerdict::STORED, age.age_s}, clock);
}

void Publisher::release_(const Clock &clock, bool all) {
  for (Pending &pending : this->pending_) {
    const bool quiet = clock.now_ms - pending.since_ms >= QUIET_MS;
    const bool long_enough = pending.age.verdict == AgeVerdict::CURRENT && clock.now_ms - pending.began_ms >= LONGEST_MS;
    if (!pending.used || !(all || quiet || long_enough))
      continue;
    pending.used = false;
    this->publish_(pending.measurement, {AgeVerdict::CURRENT, pending.age_at(clock.now_ms).age_s}, clock);
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
