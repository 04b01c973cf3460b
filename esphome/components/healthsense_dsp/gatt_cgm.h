#pragma once

// CGM Measurement 0x2AA7 (GATT Specification Supplement; Continuous Glucose Monitoring Service 1.0.2): one notification
// carries one record or several, each with its own size and perhaps its own checksum.

#include "gatt_reader.h"

namespace esphome::healthsense_gatt {

struct CgmRecord {
  enum AnnunciationBit : uint32_t {
    SESSION_STOPPED = 1u << 0,
    BATTERY_LOW = 1u << 1,
    SENSOR_TYPE = 1u << 2,
    SENSOR_MALFUNCTION = 1u << 3,
    DEVICE_ALERT = 1u << 4,
    DEVICE_FAULT = 1u << 5,
    TIME_SYNCHRONISATION_REQUIRED = 1u << 8,
    CALIBRATION_NOT_ALLOWED = 1u << 9,
    CALIBRATION_RECOMMENDED = 1u << 10,
    CALIBRATION_REQUIRED = 1u << 11,
    TOO_WARM = 1u << 12,
    TOO_COLD = 1u << 13,
    BELOW_PATIENT_LOW = 1u << 16,
    ABOVE_PATIENT_HIGH = 1u << 17,
    BELOW_HYPO = 1u << 18,
    ABOVE_HYPER = 1u << 19,
    FALLING_FAST = 1u << 20,
    RISING_FAST = 1u << 21,
    BELOW_DEVICE_RANGE = 1u << 22,
    ABOVE_DEVICE_RANGE = 1u << 23,
  };

  Decimal glucose_mg_per_dl{};
  uint16_t time_offset_min{0};  ///< since the start of the session
  uint32_t annunciation{0};     ///< of AnnunciationBit; an octet left out is 0
  Optional<Decimal> trend_mg_per_dl_per_min{};
  Optional<Decimal> quality_percent{};
  bool checksum_verified{false};
};

/// The E2E-CRC of the service: CRC-CCITT, x^16 + x^12 + x^5 + 1, from 0xFFFF, least significant bit first
/// (CRC-16/MCRF4XX; 0x6F91 over "123456789").
inline uint16_t cgm_crc(const uint8_t *data, size_t size) {
  uint16_t crc = 0xFFFF;
  for (size_t i = 0; i < size; i++) {
    crc = static_cast<uint16_t>(crc ^ data[i]);
    for (int bit = 0; bit < 8; bit++)
      crc = static_cast<uint16_t>((crc & 1u) != 0 ? (crc >> 1) ^ 0x8408u : crc >> 1);
  }
  return crc;
}

/// Gives the records of one value one after the other. A record that is wrong ends it: where the next one begins cannot
/// be trusted then. Those before it stand.
class CgmRecords {
 public:
  /// `data` must outlive this. `checksum_required`: bit 12 of the CGM Feature 0x2AA8 is set. Otherwise a checksum is
  /// verified wherever a record's size has room for it.
  CgmRecords(const uint8_t *data, size_t size, bool checksum_required)
      : data_(data), size_(size), checksum_required_(checksum_required) {
    if (size > LONGEST_VALUE)
      this->error_ = {Fault::OVERLONG, "value"};
    else if (size == 0)
      this->error_ = {Fault::TRUNCATED, "size"};
  }

  /// False at the end or at an error.
  bool next(CgmRecord *out) {
    *out = {};
    if (this->error_ || this->at_ >= this->size_)
      return false;
    const uint8_t *record = this->data_ + this->at_;
    const size_t size = record[0];
    if (size < SMALLEST)
      this->error_ = {Fault::OUT_OF_RANGE, "size"};
    else if (size > this->size_ - this->at_)
      this->error_ = {Fault::TRUNCATED, "record"};
    else
      this->error_ = this->parse_(record, size, out);
    if (this->error_) {
      *out = {};
      return false;
    }
    this->at_ += size;
    return true;
  }

  const Error &error() const { return this->error_; }

 protected:
  static constexpr size_t SMALLEST = 6;  // size, flags, glucose, time offset

  Error parse_(const uint8_t *record, size_t size, CgmRecord *out) const {
    Reader reader(record, size);
    reader.u8("size");
    const uint8_t flags = reader.u8("flags");
    const bool reserved = (flags & 0x1C) != 0;
    out->glucose_mg_per_dl = reader.sfloat("glucose_concentration");
    out->time_offset_min = reader.u16("time_offset");
    // On the wire in this order: status, calibration and temperature, warning.
    out->annunciation = reader.u8_if((flags & 0x80) != 0, "status_octet").value;
    out->annunciation |= static_cast<uint32_t>(reader.u8_if((flags & 0x40) != 0, "calibration_octet").value) << 8;
    out->annunciation |= static_cast<uint32_t>(reader.u8_if((flags & 0x20) != 0, "warning_octet").value) << 16;
    out->trend_mg_per_dl_per_min = reader.sfloat_if((flags & 0x01) != 0, "trend");
    out->quality_percent = reader.sfloat_if((flags & 0x02) != 0, "quality");
    if (reader.error())
      return reader.error();
    // The checksum is the last field. Between it and ours lie, under reserved flags, those of a later version.
    const bool has_checksum = this->checksum_required_ || (!reserved && reader.left() == 2);
    if (!has_checksum)
      return reader.finish(reserved);
    if (reader.left() < 2)
      return {Fault::TRUNCATED, "e2e_crc"};
    if (reader.left() > 2 && !reserved)
      return {Fault::OVERLONG, "record"};
    const uint16_t received = static_cast<uint16_t>(record[size - 2] | (record[size - 1] << 8));
    if (received != cgm_crc(record, size - 2))
      return {Fault::BAD_CHECKSUM, "e2e_crc"};
    out->checksum_verified = true;
    return {};
  }

  const uint8_t *data_;
  size_t size_;
  bool checksum_required_;
  size_t at_{0};
  Error error_{};
};

}  // namespace esphome::healthsense_gatt
