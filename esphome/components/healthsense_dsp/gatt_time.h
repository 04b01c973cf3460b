#pragma once

// Date Time, 0x2A08 (GATT Specification Supplement): the clock of the device, without a time zone.

#include "gatt_reader.h"

namespace esphome::healthsense_gatt {

/// The device's local time. year (1582-9999), month and day are 0 where the device does not know them.
struct DateTime {
  uint16_t year{0};
  uint8_t month{0};
  uint8_t day{0};
  uint8_t hour{0};
  uint8_t minute{0};
  uint8_t second{0};

  bool is_known() const { return this->year != 0 && this->month != 0 && this->day != 0; }

  /// Seconds since 1970-01-01 00:00 on the device's own clock; 0 unless known. Proleptic Gregorian calendar.
  int64_t local_seconds() const {
    if (!this->is_known())
      return 0;
    return this->days_() * 86400 + this->hour * 3600 + this->minute * 60 + this->second;
  }

  /// The inverse, for years 1582 to 9999; otherwise no date.
  static DateTime from_local_seconds(int64_t seconds);

 protected:
  /// Days since 1970-01-01, counted in years that begin in March so that the leap day comes last.
  int64_t days_() const {
    const int counted = this->year - (this->month <= 2 ? 1 : 0);
    const int since_march = (this->month + 9) % 12;
    return INT64_C(365) * counted + counted / 4 - counted / 100 + counted / 400 + (153 * since_march + 2) / 5 + this->day - 719469;
  }
};

inline DateTime DateTime::from_local_seconds(int64_t seconds) {
  int64_t days = seconds / 86400, rest = seconds % 86400;
  if (rest < 0) {
    rest += 86400;
    days--;
  }
  // Years begin in March here, as in days_(); 400 of them have 146,097 days.
  const int64_t since_0 = days + 719468;
  if (since_0 < 0)
    return {};
  const int64_t era = since_0 / 146097, day_of_era = since_0 % 146097;
  const int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month = (5 * day_of_year + 2) / 153;  // 0 is March
  const int64_t year = era * 400 + year_of_era + (month >= 10 ? 1 : 0);
  if (year < 1582 || year > 9999)
    return {};
  return {static_cast<uint16_t>(year),
          static_cast<uint8_t>(month < 10 ? month + 3 : month - 9),
          static_cast<uint8_t>(day_of_year - (153 * month + 2) / 5 + 1),
          static_cast<uint8_t>(rest / 3600),
          static_cast<uint8_t>(rest / 60 % 60),
          static_cast<uint8_t>(rest % 60)};
}

/// 29 in February when the year is not known. month 1-12.
inline uint8_t days_in_month(uint16_t year, uint8_t month) {
  static const uint8_t DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);  // year 0 counts as one
  return static_cast<uint8_t>(DAYS[month - 1] + (month == 2 && leap ? 1 : 0));
}

/// Seven bytes; a faulty part fails the reader by its name.
inline DateTime read_date_time(Reader *reader) {
  DateTime time;
  time.year = reader->u16("time_stamp.year");
  time.month = reader->u8("time_stamp.month");
  time.day = reader->u8("time_stamp.day");
  time.hour = reader->u8("time_stamp.hour");
  time.minute = reader->u8("time_stamp.minute");
  time.second = reader->u8("time_stamp.second");
  if (reader->error())
    return {};
  if (time.year != 0 && (time.year < 1582 || time.year > 9999))
    reader->fail(Fault::OUT_OF_RANGE, "time_stamp.year");
  if (time.month > 12)
    reader->fail(Fault::OUT_OF_RANGE, "time_stamp.month");
  else if (time.day > (time.month == 0 ? 31 : days_in_month(time.year, time.month)))
    reader->fail(Fault::OUT_OF_RANGE, "time_stamp.day");
  if (time.hour > 23)
    reader->fail(Fault::OUT_OF_RANGE, "time_stamp.hour");
  if (time.minute > 59)
    reader->fail(Fault::OUT_OF_RANGE, "time_stamp.minute");
  if (time.second > 59)
    reader->fail(Fault::OUT_OF_RANGE, "time_stamp.second");
  return reader->error() ? DateTime{} : time;
}

inline Optional<DateTime> read_date_time_if(bool present, Reader *reader) {
  if (!present)
    return {};
  const DateTime time = read_date_time(reader);
  return {time, !reader->error()};
}

}  // namespace esphome::healthsense_gatt
