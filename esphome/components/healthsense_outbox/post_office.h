#pragma once

#include <math.h>
#include <stdint.h>

#include "delivery.h"
#include "ring.h"
#include "shadow.h"

namespace esphome::healthsense_outbox {

/// What a row's present interval is kept in.
struct RowState {
  enum class Kept : uint8_t { NOWHERE, WAITING, SHADOW };
  uint64_t since_ms;
  uint32_t number;
  Kept kept;
};

/// The outbox without ESPHome: values in, what is to be sent out; the clock is handed in, in milliseconds that never
/// run back.
class PostOffice {
 public:
  /// How long a connection may be dead before both sides know: ESPHome asks after 60 s of silence and hangs up after 150.
  static constexpr uint32_t SHADOW_MS = 180'000;

  /// Records of a shadow that holds SHADOW_MS of every row.
  static constexpr uint32_t shadow_records(uint32_t rows, uint32_t interval_ms) {
    return rows * (SHADOW_MS / interval_ms + 2);
  }

  void use(Record *shadow_room, uint32_t shadow_capacity, RowState *rows, uint8_t row_count, uint32_t interval_ms) {
    this->shadow_.use(shadow_room, shadow_capacity);
    this->rows_ = rows;
    this->row_count_ = row_count;
    this->interval_ms_ = interval_ms;
    this->forget_intervals_();
  }

  Ring &ring() { return this->ring_; }
  const Ring &ring() const { return this->ring_; }
  uint32_t shadow_count() const { return this->shadow_.count(); }

  /// A value that whoever listens is told at this moment by other means. Of those within one interval the last one is
  /// kept; one that is not finite is none.
  void observe(uint8_t row, float value, uint8_t quality, uint64_t now_ms) {
    if (!isfinite(value) || row >= this->row_count_)
      return;
    RowState &state = this->rows_[row];
    const Record record = Record::make(row, value, quality, now_ms);
    const bool same_interval = now_ms - state.since_ms < this->interval_ms_;
    if (same_interval && state.kept == RowState::Kept::SHADOW && this->shadow_.replace(state.number, record))
      return;
    if (same_interval && state.kept == RowState::Kept::WAITING && !this->delivery_.was_sent(state.number) &&
        this->ring_.replace(state.number, record))
      return;
    if (this->listening_) {
      state = {now_ms, this->shadow_.push(record), RowState::Kept::SHADOW};
    } else {
      state = {now_ms, this->ring_.push(record, now_ms), RowState::Kept::WAITING};
    }
  }

  /// A value measured `age_ms` ago that nobody was told: it waits, whoever listens.
  bool add(uint8_t row, float value, uint8_t quality, uint64_t age_ms, uint64_t now_ms) {
    if (!isfinite(value) || row >= this->row_count_)
      return false;
    this->ring_.push(Record::make(row, value, quality, now_ms, age_ms), now_ms);
    return true;
  }

  /// Called often. `listening`: somebody is told of states. `changed`: since the last call somebody came or went, so
  /// what was told lately may have been told to nobody.
  void connection(bool listening, bool changed, uint64_t now_ms) {
    changed = changed || listening != this->listening_;
    this->listening_ = listening;
    if (listening)
      this->shadow_.expire(now_ms, SHADOW_MS);
    if (!changed)
      return;
    Record record;
    while (this->shadow_.pop(record))
      this->ring_.push(record, now_ms);
    this->forget_intervals_();
    this->delivery_.begin(now_ms);
  }

  /// The sequence to be sent now, 0: none.
  uint32_t next(uint64_t now_ms) { return this->listening_ ? this->delivery_.next(this->ring_, now_ms) : 0; }

  /// Everything up to and including `sequence` is stored elsewhere. Returns how many need not wait any more.
  uint32_t acknowledge(uint64_t boot_id, uint32_t sequence, uint64_t now_ms) {
    if (boot_id != this->ring_.boot_id())
      return 0;
    const uint32_t count = this->ring_.acknowledge(sequence, now_ms);
    if (count != 0)
      this->delivery_.acknowledged(this->ring_, now_ms);
    return count;
  }

 protected:
  void forget_intervals_() {
    for (uint8_t row = 0; row < this->row_count_; row++)
      this->rows_[row].kept = RowState::Kept::NOWHERE;
  }

  Ring ring_;
  Shadow shadow_;
  Delivery delivery_;
  RowState *rows_{nullptr};
  uint32_t interval_ms_{0};
  uint8_t row_count_{0};
  bool listening_{false};
};

}  // namespace esphome::healthsense_outbox
