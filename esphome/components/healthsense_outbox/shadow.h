#pragma once

#include <stdint.h>

#include "record.h"

namespace esphome::healthsense_outbox {

/// What was told while somebody listened, for as long as the listener may be gone without anybody knowing.
/// A first-in-first-out of fixed room; where it is full the oldest goes, uncounted, for it was told.
class Shadow {
 public:
  void use(Record *room, uint32_t capacity) {
    this->room_ = room;
    this->capacity_ = capacity;
    this->first_ = this->end_ = 0;
  }

  uint32_t count() const { return this->end_ - this->first_; }

  /// Keeps a record; returns its number, for replace().
  uint32_t push(const Record &record) {
    if (this->count() == this->capacity_)
      this->first_++;
    this->room_[this->end_ % this->capacity_] = record;
    return this->end_++;
  }

  bool replace(uint32_t number, const Record &record) {
    if (number - this->first_ >= this->count())
      return false;
    this->room_[number % this->capacity_] = record;
    return true;
  }

  /// Takes the oldest out. False: there is none.
  bool pop(Record &record) {
    if (this->count() == 0)
      return false;
    record = this->room_[this->first_++ % this->capacity_];
    return true;
  }

  /// Drops what is older than `age_ms`.
  void expire(uint64_t now_ms, uint64_t age_ms) {
    while (this->count() != 0 && this->room_[this->first_ % this->capacity_].age_ms(now_ms) > age_ms)
      this->first_++;
  }

 protected:
  Record *room_{nullptr};
  uint32_t capacity_{0};
  uint32_t first_{0};  // numbers only grow
  uint32_t end_{0};
};

}  // namespace esphome::healthsense_outbox
