// gatt_health.h for ctypes.

#include <string.h>

#include "gatt_json.h"

using namespace gatt_test;

extern "C" {

/// False if no parser has that name. `text` has room for ROOM characters.
bool gatt_parse(const char *name, const uint8_t *data, size_t size, char *text) {
  for (const Parser &parser : PARSERS) {
    if (strcmp(parser.name, name) == 0) {
      parser.parse(data, size, text, ROOM);
      return true;
    }
  }
  return false;
}

size_t gatt_room() { return ROOM; }

/// A SFLOAT of 16 or a FLOAT of 32 bits, and what is left of it as a float.
float gatt_number(uint32_t raw, int bits, int32_t *mantissa, int8_t *exponent, uint8_t *kind) {
  const Decimal value = bits == 16 ? decode_sfloat(static_cast<uint16_t>(raw)) : decode_float(raw);
  *mantissa = value.mantissa;
  *exponent = value.exponent;
  *kind = static_cast<uint8_t>(value.kind);
  return value.to_float();
}

uint16_t gatt_cgm_crc(const uint8_t *data, size_t size) { return cgm_crc(data, size); }

/// kind: all, last, number, abort, from, between. The request's size; `bytes` has room for 7.
size_t gatt_request(const char *kind, uint16_t minimum, uint16_t maximum, uint8_t *bytes) {
  RecordRequest request;
  if (strcmp(kind, "all") == 0)
    request = request_all_records();
  else if (strcmp(kind, "last") == 0)
    request = request_last_record();
  else if (strcmp(kind, "number") == 0)
    request = request_number_of_records();
  else if (strcmp(kind, "abort") == 0)
    request = request_abort();
  else if (strcmp(kind, "from") == 0)
    request = request_records_from(RecordFilter::SEQUENCE_NUMBER, minimum);
  else if (strcmp(kind, "between") == 0)
    request = request_records_between(RecordFilter::TIME_OFFSET_MIN, minimum, maximum);
  memcpy(bytes, request.bytes, request.size);
  return request.size;
}
}
