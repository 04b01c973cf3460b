#pragma once

// Record Access Control Point 0x2A52 (GATT Specification Supplement; Glucose Service 1.0.1, Continuous Glucose
// Monitoring Service 1.0.2, Pulse Oximeter Service 1.0.1): asks a device for the readings it stored. Nothing here deletes any.

#include "gatt_reader.h"

namespace esphome::healthsense_gatt {

/// What to write to 0x2A52.
struct RecordRequest {
  uint8_t bytes[7]{};
  uint8_t size{0};
};

/// The field by which records are chosen. The glucose meter counts in sequence numbers, the CGM sensor in minutes.
enum class RecordFilter : uint8_t { SEQUENCE_NUMBER = 1, TIME_OFFSET_MIN = 1 };

inline RecordRequest request_all_records() { return {{0x01, 0x01}, 2}; }
inline RecordRequest request_last_record() { return {{0x01, 0x06}, 2}; }
inline RecordRequest request_number_of_records() { return {{0x04, 0x01}, 2}; }
inline RecordRequest request_abort() { return {{0x03, 0x00}, 2}; }

/// Those of at least `minimum`: what came since the last download.
inline RecordRequest request_records_from(RecordFilter filter, uint16_t minimum) {
  return {{0x01, 0x03, static_cast<uint8_t>(filter), static_cast<uint8_t>(minimum & 0xFF),
           static_cast<uint8_t>(minimum >> 8)},
          5};
}

/// Both ends included. minimum <= maximum, otherwise a request of size 0.
inline RecordRequest request_records_between(RecordFilter filter, uint16_t minimum, uint16_t maximum) {
  if (minimum > maximum)
    return {};
  return {{0x01, 0x04, static_cast<uint8_t>(filter), static_cast<uint8_t>(minimum & 0xFF),
           static_cast<uint8_t>(minimum >> 8), static_cast<uint8_t>(maximum & 0xFF), static_cast<uint8_t>(maximum >> 8)},
          7};
}

enum class RecordOutcome : uint8_t {
  SUCCESS = 1,
  OP_CODE_NOT_SUPPORTED = 2,
  INVALID_OPERATOR = 3,
  OPERATOR_NOT_SUPPORTED = 4,
  INVALID_OPERAND = 5,
  NO_RECORDS_FOUND = 6,
  ABORT_UNSUCCESSFUL = 7,
  NOT_COMPLETED = 8,
  OPERAND_NOT_SUPPORTED = 9,
};

/// What the device indicates when it has done, or how many records there are.
struct RecordResponse {
  Optional<uint16_t> number_of_records{};
  uint8_t requested_op_code{0};  ///< 0 with a number
  RecordOutcome outcome{RecordOutcome::SUCCESS};

  /// The download ended as it should, with records or without any.
  bool is_done() const {
    return this->requested_op_code == 0x01 &&
           (this->outcome == RecordOutcome::SUCCESS || this->outcome == RecordOutcome::NO_RECORDS_FOUND);
  }
};

inline Error parse_record_response(const uint8_t *data, size_t size, RecordResponse *out) {
  *out = {};
  Reader reader(data, size);
  const uint8_t op_code = reader.u8("op_code");
  const uint8_t record_operator = reader.u8("operator");
  if (reader.error())
    return reader.error();
  if (op_code != 0x05 && op_code != 0x06)
    return {Fault::OUT_OF_RANGE, "op_code"};
  if (record_operator != 0)
    return {Fault::OUT_OF_RANGE, "operator"};
  if (op_code == 0x05) {
    out->number_of_records = {reader.u16("number_of_records"), !reader.error()};
    return reader.finish(false);
  }
  out->requested_op_code = reader.u8("requested_op_code");
  const uint8_t outcome = reader.u8("response_code");
  if (!reader.error() && (outcome < 1 || outcome > 9))
    reader.fail(Fault::OUT_OF_RANGE, "response_code");
  if (!reader.error())
    out->outcome = static_cast<RecordOutcome>(outcome);
  return reader.finish(false);
}

}  // namespace esphome::healthsense_gatt
