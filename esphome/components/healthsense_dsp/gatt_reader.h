#pragma once

// Reads the bytes of one characteristic value, little-endian, and remembers the first thing that is wrong.

#include <stddef.h>
#include <stdint.h>

#include "gatt_number.h"

namespace esphome::healthsense_gatt {

/// The longest attribute value (Bluetooth Core 5.4, Vol 3, Part F, 3.2.9).
static constexpr size_t LONGEST_VALUE = 512;

enum class Fault : uint8_t {
  NONE,
  TRUNCATED,     ///< ends within or before the field
  OVERLONG,      ///< goes on after its last field though no reserved flag announces one
  OUT_OF_RANGE,  ///< the field holds what its definition rules out
  BAD_CHECKSUM,
  CONFLICT,      ///< the field says otherwise than another that it belongs to
};

inline const char *fault_name(Fault fault) {
  static const char *const NAMES[] = {"none", "truncated", "overlong", "out_of_range", "bad_checksum", "conflict"};
  return NAMES[static_cast<uint8_t>(fault)];
}

/// What is wrong and where. `field` is a constant text, "" when nothing is wrong.
struct Error {
  Fault fault{Fault::NONE};
  const char *field{""};

  explicit operator bool() const { return this->fault != Fault::NONE; }
};

/// A value that its flags may leave out.
template<typename T> struct Optional {
  T value{};
  bool present{false};
};

/// After the first fault every read gives zeros and the fault stays.
class Reader {
 public:
  /// `data` must outlive the reader; it may be null when size is 0.
  Reader(const uint8_t *data, size_t size) : data_(data), size_(size) {
    if (size > LONGEST_VALUE)
      this->fail(Fault::OVERLONG, "value");
  }

  uint8_t u8(const char *field) { return static_cast<uint8_t>(this->bytes_(1, field)); }
  uint16_t u16(const char *field) { return static_cast<uint16_t>(this->bytes_(2, field)); }
  uint32_t u24(const char *field) { return this->bytes_(3, field); }
  int16_t s16(const char *field) { return static_cast<int16_t>(sign_extend(this->bytes_(2, field), 16)); }
  Decimal sfloat(const char *field) {
    const uint16_t raw = this->u16(field);
    return this->error_ ? Decimal{} : decode_sfloat(raw);
  }
  Decimal medical_float(const char *field) {
    const uint32_t raw = this->bytes_(4, field);
    return this->error_ ? Decimal{} : decode_float(raw);
  }

  Optional<uint8_t> u8_if(bool present, const char *field) {
    return {present ? this->u8(field) : uint8_t{0}, present && !this->error_};
  }
  Optional<uint16_t> u16_if(bool present, const char *field) {
    return {present ? this->u16(field) : uint16_t{0}, present && !this->error_};
  }
  Optional<uint32_t> u24_if(bool present, const char *field) {
    return {present ? this->u24(field) : 0u, present && !this->error_};
  }
  Optional<Decimal> sfloat_if(bool present, const char *field) {
    return {present ? this->sfloat(field) : Decimal{}, present && !this->error_};
  }

  size_t left() const { return this->error_ ? 0 : this->size_ - this->at_; }
  const Error &error() const { return this->error_; }

  void fail(Fault fault, const char *field) {
    if (!this->error_)
      this->error_ = {fault, field};
  }

  /// Ends the value. Bytes that remain are the fields of a later version when reserved flags are set (receivers ignore
  /// those: so ask the services for each of their flags), and otherwise contradict the flags.
  Error finish(bool reserved_flags) {
    if (!reserved_flags && this->left() > 0)
      this->fail(Fault::OVERLONG, "value");
    return this->error_;
  }

 protected:
  uint32_t bytes_(size_t count, const char *field) {
    if (this->left() < count) {
      this->fail(Fault::TRUNCATED, field);
      return 0;
    }
    uint32_t value = 0;
    for (size_t i = 0; i < count; i++)
      value |= static_cast<uint32_t>(this->data_[this->at_++]) << (8 * i);
    return value;
  }

  const uint8_t *data_;
  size_t size_;
  size_t at_{0};
  Error error_{};
};

}  // namespace esphome::healthsense_gatt
