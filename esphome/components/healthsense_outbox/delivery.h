#pragma once

#include <stdint.h>

#include "ring.h"

namespace esphome::healthsense_outbox {

/// When which of the waiting records is sent: in order, a batch at a time, the next batch once this one is
/// acknowledged, the same one again after a silence that grows.
class Delivery {
 public:
  static constexpr uint32_t BATCH = 20;
  /// Between the connection and the first event: Home Assistant subscribes to states first, to events just after.
  static constexpr uint32_t SETTLE_MS = 1'000;
  static constexpr uint32_t RETRY_MS = 30'000;
  static constexpr uint32_t LONGEST_RETRY_MS = 15 * 60'000;

  /// Somebody listens from now on who may have heard nothing yet.
  void begin(uint64_t now_ms) {
    this->open_ = false;
    this->wait_ms_ = RETRY_MS;
    this->due_ms_ = now_ms + SETTLE_MS;
  }

  /// The sequence of the record to be sent now, 0 where there is none.
  uint32_t next(const Ring &ring, uint64_t now_ms) {
    if (ring.count() == 0 || now_ms < this->due_ms_)
      return 0;
    if (!this->open_) {
      this->open_ = true;
      this->cursor_ = ring.first();
      this->batch_end_ = ring.count() < BATCH ? ring.end() : ring.first() + BATCH;
    }
    // What a full ring lost meanwhile is not there to be sent.
    if (this->cursor_ < ring.first())
      this->cursor_ = ring.first();
    if (this->cursor_ >= this->batch_end_) {
      this->retry_later_(now_ms);
      return 0;
    }
    const uint32_t sequence = this->cursor_++;
    if (sequence >= this->sent_end_)
      this->sent_end_ = sequence + 1;
    if (this->cursor_ == this->batch_end_)
      this->retry_later_(now_ms);
    return sequence;
  }

  /// Something was acknowledged: whoever listens is there.
  void acknowledged(const Ring &ring, uint64_t now_ms) {
    this->wait_ms_ = RETRY_MS;
    const bool all_sent = !this->open_;
    if (all_sent && ring.first() >= this->batch_end_) {
      this->due_ms_ = now_ms;
    } else if (all_sent) {
      this->due_ms_ = now_ms + RETRY_MS;
    }
  }

  /// Whether a record was ever given out: somebody may have stored it as it was.
  bool was_sent(uint32_t sequence) const { return sequence < this->sent_end_; }

 protected:
  void retry_later_(uint64_t now_ms) {
    this->open_ = false;
    this->due_ms_ = now_ms + this->wait_ms_;
    this->wait_ms_ = this->wait_ms_ * 2 < LONGEST_RETRY_MS ? this->wait_ms_ * 2 : LONGEST_RETRY_MS;
  }

  uint64_t due_ms_{0};
  uint32_t wait_ms_{RETRY_MS};
  uint32_t cursor_{0};
  uint32_t batch_end_{0};
  uint32_t sent_end_{0};
  bool open_{false};  // a batch is being sent
};

}  // namespace esphome::healthsense_outbox
