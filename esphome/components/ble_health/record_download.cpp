#include "record_download.h"

namespace esphome::ble_health {

namespace gatt = healthsense_gatt;

RecordRequest RecordDownload::ask_(State state, const RecordRequest &request, uint32_t now_ms) {
  this->state_ = state;
  this->result_ = Result::RUNNING;
  this->heard_ms_ = now_ms;
  return request;
}

RecordRequest RecordDownload::end_(Result result) {
  this->state_ = State::IDLE;
  this->result_ = result;
  // Only a whole download moves the mark: what a broken one left out is asked for again.
  if (result == Result::DONE && this->arrived_.present)
    this->highest_ = this->arrived_;
  this->arrived_ = {};
  return {};
}

RecordRequest RecordDownload::start(const Optional<uint16_t> &highest, uint32_t now_ms) {
  this->highest_ = highest;
  this->arrived_ = {};
  if (!highest.present || highest.value == UINT16_MAX)
    return this->ask_(State::ALL, gatt::request_all_records(), now_ms);
  const auto next = static_cast<uint16_t>(highest.value + 1);
  return this->ask_(State::SINCE, gatt::request_records_from(gatt::RecordFilter::SEQUENCE_NUMBER, next), now_ms);
}

void RecordDownload::on_record(const Optional<uint16_t> &sequence, uint32_t now_ms) {
  if (!this->is_running())
    return;
  this->heard_ms_ = now_ms;
  if (sequence.present && (!this->arrived_.present || sequence.value > this->arrived_.value))
    this->arrived_ = sequence;
}

RecordRequest RecordDownload::on_answer(const uint8_t *data, size_t size, uint32_t now_ms) {
  if (!this->is_running())
    return {};
  gatt::RecordResponse answer;
  if (gatt::parse_record_response(data, size, &answer))
    return this->end_(Result::MALFORMED);
  if (this->state_ == State::ABORTING)
    return this->end_(Result::TIMED_OUT);
  if (answer.number_of_records.present || answer.requested_op_code != 0x01) {
    this->heard_ms_ = now_ms;  // the answer to somebody else's question
    return {};
  }
  using gatt::RecordOutcome;
  const State asked = this->state_;
  switch (answer.outcome) {
    case RecordOutcome::SUCCESS:
      // A meter whose last record is below the mark was reset: its numbers began anew.
      if (asked == State::LAST && this->arrived_.present && this->arrived_.value < this->highest_.value) {
        this->highest_ = {};
        this->arrived_ = {};
        return this->ask_(State::ALL, gatt::request_all_records(), now_ms);
      }
      return this->end_(Result::DONE);
    case RecordOutcome::NO_RECORDS_FOUND:
      if (asked == State::SINCE)
        return this->ask_(State::LAST, gatt::request_last_record(), now_ms);
      return this->end_(Result::DONE);
    case RecordOutcome::OP_CODE_NOT_SUPPORTED:
    case RecordOutcome::INVALID_OPERATOR:
    case RecordOutcome::OPERATOR_NOT_SUPPORTED:
    case RecordOutcome::INVALID_OPERAND:
    case RecordOutcome::OPERAND_NOT_SUPPORTED:
      if (asked == State::SINCE)
        return this->ask_(State::ALL, gatt::request_all_records(), now_ms);
      return this->end_(asked == State::LAST ? Result::DONE : Result::REFUSED);
    default:
      return this->end_(Result::REFUSED);
  }
}

void RecordDownload::on_write_refused(uint8_t att_error) {
  if (!this->is_running())
    return;
  // Insufficient authentication, authorization and encryption (Bluetooth Core 5.4, Vol 3, Part F, 3.4.1.1).
  const bool unpaired = att_error == 0x05 || att_error == 0x08 || att_error == 0x0F;
  this->end_(unpaired ? Result::NEEDS_PAIRING : Result::REFUSED);
}

RecordRequest RecordDownload::tick(uint32_t now_ms) {
  if (!this->is_running())
    return {};
  const uint32_t silent_ms = now_ms - this->heard_ms_;
  if (this->state_ == State::ABORTING && silent_ms >= ABORT_MS)
    return this->end_(Result::TIMED_OUT);
  if (this->state_ != State::ABORTING && silent_ms >= SILENCE_MS)
    return this->ask_(State::ABORTING, gatt::request_abort(), now_ms);
  return {};
}

void RecordDownload::disconnected() {
  if (this->is_running())
    this->end_(Result::TIMED_OUT);
}

}  // namespace esphome::ble_health
