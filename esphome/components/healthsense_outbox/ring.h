#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "record.h"

namespace esphome::healthsense_outbox {

/// The readings that wait, oldest first, in memory that somebody else owns: a block from the heap, the RTC memory of
/// an ESP32, a mapped file. Whatever such memory holds when the program starts is either taken over whole or not at all.
///
/// A record's sequence is its number since the ring began, from 1, without a hole: the oldest one's is kept and the
/// others follow. A ring begins anew with a new `boot_id` where its memory did not last.
class Ring {
 public:
  /// Size of the memory for `capacity` records, in bytes; it must be aligned to 8.
  static constexpr size_t bytes(uint32_t capacity) { return sizeof(Header) * 2 + sizeof(Record) * size_t{capacity}; }

  /// Takes over what the memory holds. False: nothing that fits `layout`, `rows` and `capacity` and is not from the
  /// future; the ring is then of no use before begin(). A tenth of the clock is no future: that of an ESP32's sleep is not
  /// exact, and an age from it is as inexact.
  bool open(void *memory, uint32_t capacity, uint32_t layout, uint8_t rows, uint64_t now_ms) {
    this->slots_ = static_cast<Header *>(memory);
    this->records_ = reinterpret_cast<Record *>(this->slots_ + 2);
    this->capacity_ = capacity;
    this->header_ = {};
    bool found = false;
    for (int slot = 0; slot < 2; slot++) {
      Header header;
      memcpy(&header, &this->slots_[slot], sizeof(header));
      if (header.magic != MAGIC || header.layout != layout || header.capacity != capacity ||
          header.checksum != checksum(header) || header.head >= capacity || header.count > capacity ||
          header.boot_id == 0 || header.first == 0 || header.clock_ms > now_ms + now_ms / FUTURE_SHARE)
        continue;
      if (!found || static_cast<int32_t>(header.generation - this->header_.generation) > 0)
        this->header_ = header;
      found = true;
    }
    // The checksum is the header's: a record of a row that there is not would be read beyond the rows at every start.
    for (uint32_t i = 0; found && i < this->header_.count; i++)
      found = this->at(this->header_.first + i).row < rows;
    return found;
  }

  /// Begins an empty ring. `boot_id` is not 0.
  void begin(uint64_t boot_id, uint32_t layout, uint64_t now_ms) {
    memset(static_cast<void *>(this->slots_), 0, sizeof(Header) * 2);
    this->header_ = {};
    this->header_.magic = MAGIC;
    this->header_.layout = layout;
    this->header_.capacity = this->capacity_;
    this->header_.boot_id = boot_id;
    this->header_.first = 1;
    this->commit_(now_ms);
  }

  uint64_t boot_id() const { return this->header_.boot_id; }
  uint32_t count() const { return this->header_.count; }
  uint32_t capacity() const { return this->capacity_; }
  /// How many were lost to newer ones since the ring began.
  uint32_t dropped() const { return this->header_.dropped; }
  /// Sequence of the oldest record; of the next one where nothing waits.
  uint32_t first() const { return this->header_.first; }
  /// Sequence of the next record.
  uint32_t end() const { return this->header_.first + this->header_.count; }

  /// Keeps a record; where the ring is full the oldest goes. Returns its sequence.
  uint32_t push(const Record &record, uint64_t now_ms) {
    if (this->header_.count == this->capacity_) {
      this->forget_(1);
      this->header_.dropped++;
    }
    this->records_[this->place_(this->end())] = record;
    this->header_.count++;
    this->commit_(now_ms);
    return this->end() - 1;
  }

  /// Puts another record in the place of one that waits. False: it does not wait any more.
  bool replace(uint32_t sequence, const Record &record) {
    if (!this->waits(sequence))
      return false;
    this->records_[this->place_(sequence)] = record;
    return true;
  }

  bool waits(uint32_t sequence) const { return sequence - this->header_.first < this->header_.count; }

  /// The record of a sequence that waits.
  const Record &at(uint32_t sequence) const { return this->records_[this->place_(sequence)]; }

  /// Forgets everything up to and including `sequence`; returns how many that were. A sequence that never was, or was
  /// acknowledged before, changes nothing.
  uint32_t acknowledge(uint32_t sequence, uint64_t now_ms) {
    if (!this->waits(sequence))
      return 0;
    const uint32_t count = sequence - this->header_.first + 1;
    this->forget_(count);
    this->commit_(now_ms);
    return count;
  }

 protected:
  // Two copies, written in turn: one is whole whenever the power goes.
  struct Header {
    uint32_t magic;
    uint32_t layout;
    uint64_t boot_id;
    uint64_t clock_ms;
    uint32_t generation;
    uint32_t capacity;
    uint32_t first;
    uint32_t head;
    uint32_t count;
    uint32_t dropped;
    uint32_t spare;
    uint32_t checksum;
  };
  static_assert(sizeof(Header) == 56, "the code generator sets memory aside for two of these");
  static constexpr uint64_t FUTURE_SHARE = 10;
  static constexpr uint32_t MAGIC = 0x4853'4F31;  // "HSO1"

  /// FNV-1a over everything before the checksum: it tells a header from what memory holds after a power-up.
  static uint32_t checksum(const Header &header) {
    const auto *bytes = reinterpret_cast<const uint8_t *>(&header);
    uint32_t hash = 2166136261u;
    for (size_t at = 0; at < offsetof(Header, checksum); at++)
      hash = (hash ^ bytes[at]) * 16777619u;
    return hash;
  }

  uint32_t place_(uint32_t sequence) const {
    const uint32_t offset = sequence - this->header_.first;
    // Without a sum that could wrap.
    return offset < this->capacity_ - this->header_.head ? this->header_.head + offset
                                                         : offset - (this->capacity_ - this->header_.head);
  }

  void forget_(uint32_t count) {
    this->header_.head = this->place_(this->header_.first + count);
    this->header_.first += count;
    this->header_.count -= count;
  }

  void commit_(uint64_t now_ms) {
    this->header_.clock_ms = now_ms;
    this->header_.generation++;
    this->header_.checksum = checksum(this->header_);
    memcpy(&this->slots_[this->header_.generation & 1], &this->header_, sizeof(Header));
  }

  Header *slots_{nullptr};
  Record *records_{nullptr};
  uint32_t capacity_{0};
  Header header_{};
};

}  // namespace esphome::healthsense_outbox
