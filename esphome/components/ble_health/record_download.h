#pragma once

// Asks a meter for the records it kept (Record Access Control Point 0x2A52): what to write, and when. Portable; the bytes
// travel by whoever calls. Nothing that is written deletes a record.
//
//   first time      all records
//   after that      those after the highest number that was had; when there is none the last one, to notice a meter that
//                   began to count anew (then all)
//   refused         a meter that knows no such filter is asked for all records
//   no answer       aborted after a while, given up when that is not answered either

#include "measurement.h"

namespace esphome::ble_health {

using healthsense_gatt::RecordRequest;

class RecordDownload {
 public:
  enum class State : uint8_t { IDLE, SINCE, LAST, ALL, ABORTING };
  enum class Result : uint8_t {
    NONE,           ///< nothing was asked for yet
    RUNNING,
    DONE,
    REFUSED,        ///< the device does not do it
    TIMED_OUT,
    NEEDS_PAIRING,  ///< not before the device is paired
    MALFORMED,      ///< what it answered is no answer
  };

  static constexpr uint32_t SILENCE_MS = 30000;  ///< Glucose Service 1.0.1, 3.5.7.2: a procedure that is silent so long has failed
  static constexpr uint32_t ABORT_MS = 5000;

  /// `highest`: the highest record number had; absent: all are asked for. What comes back is to be written.
  RecordRequest start(const Optional<uint16_t> &highest, uint32_t now_ms);
  /// A record came: the device is alive. `sequence` absent where its records have no numbers.
  void on_record(const Optional<uint16_t> &sequence, uint32_t now_ms);
  /// The device indicated 0x2A52. What comes back is to be written unless its size is 0.
  RecordRequest on_answer(const uint8_t *data, size_t size, uint32_t now_ms);
  /// The device refused the write with an ATT error.
  void on_write_refused(uint8_t att_error);
  /// At least once a second; as on_answer.
  RecordRequest tick(uint32_t now_ms);
  void disconnected();

  bool is_running() const { return this->state_ != State::IDLE; }
  Result result() const { return this->result_; }
  /// The number from which the next download goes on. Absent until one with numbers was complete.
  const Optional<uint16_t> &highest() const { return this->highest_; }

 protected:
  RecordRequest ask_(State state, const RecordRequest &request, uint32_t now_ms);
  RecordRequest end_(Result result);

  State state_{State::IDLE};
  Result result_{Result::NONE};
  uint32_t heard_ms_{0};
  Optional<uint16_t> highest_{};
  Optional<uint16_t> arrived_{};
};

inline const char *result_name(RecordDownload::Result result) {
  static const char *const NAMES[] = {"none",      "running",       "done",     "refused",
                                      "timed_out", "needs_pairing", "malformed"};
  return NAMES[static_cast<uint8_t>(result)];
}

}  // namespace esphome::ble_health
