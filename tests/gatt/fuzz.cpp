// fuzz COUNT SEED: mutates valid values for ever new inputs, deterministically, and hands each to every parser
// in a block of memory of exactly its size, so that AddressSanitizer sees a byte read beyond. Aborts on what must not be:
// an error without a field, a fault without a name, a value that parses differently the second time.
//
//   fuzz 200000 1      200,000 inputs

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <memory>
#include <vector>

#include "gatt_json.h"

using namespace gatt_test;

namespace {

using Bytes = std::vector<uint8_t>;

/// xorshift64* (Vigna, ACM Trans. Math. Softw. 42(4), 2016).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  uint32_t below(size_t limit) {
    this->state_ ^= this->state_ >> 12;
    this->state_ ^= this->state_ << 25;
    this->state_ ^= this->state_ >> 27;
    return static_cast<uint32_t>((this->state_ * 0x2545F4914F6CDD1Du >> 33) % limit);
  }

 private:
  uint64_t state_;
};

/// With every flag set, from test_vectors.py; and the bytes that mean most in medical numbers and times.
const std::vector<Bytes> SEEDS = {
    {0x1f, 0x2c, 0x01, 0x2c, 0x01, 0x00, 0x03, 0x00, 0x04},
    {0x1e, 0x8a, 0, 0x57, 0, 0x68, 0, 0xea, 0x07, 0x0b, 0x15, 0x08, 0x1e, 0x0f, 0xcb, 0xf2, 2, 0x24, 0},
    {0x1f, 0x61, 0, 0x40, 0, 0xea, 0x07, 2, 0x1c, 0x17, 0x3b, 0x3b, 0, 3, 0x20, 0, 0, 0x0c, 0xf0},
    {0x1f, 0x61, 0, 0x40, 0, 0x60, 0, 0x41, 0, 0x62, 0, 0x3f, 0, 0x20, 0, 8, 0, 0x80, 0x0c, 0xf0},
    {0x1b, 7, 0, 0xea, 0x07, 0x0b, 0x15, 8, 0x1e, 0, 0xe2, 0xff, 0x69, 0xb0, 0x12, 0x80, 0},
    {0xdf, 7, 0, 0, 2, 0x2d, 0xd0, 2, 0x51, 8, 7, 0x3c, 1, 8, 0xa0, 0x40, 0xf0},
    {6, 0, 0x6e, 0, 5, 0, 0x0d, 0xe3, 0x3e, 0, 0x0a, 0, 2, 8, 0x14, 0xeb, 0xff, 0x62, 0},
    {6, 0x6c, 1, 0, 0xff, 0xea, 0x07, 0x0b, 0x15, 8, 0x1e, 0x0f, 9},
    {0x0e, 0xa4, 0x38, 0xea, 0x07, 0x0b, 0x15, 8, 0x1e, 0x0f, 1, 0xea, 0, 0xe0, 6},
    {0xfe, 0x0f, 0xdc, 0, 0xea, 0x07, 0x0b, 0x15, 8, 0x1e, 0x0f, 1, 0x58, 0x1b, 0x90, 1, 0x10, 0x27, 0x11, 0x27, 0x12, 0x27,
     0x13, 0x27, 0x88, 0x13, 0xa4, 0x38, 0xe0, 6},
    {18, 0x3e, 0x10, 0xdc, 0, 0xea, 0x07, 0x0b, 0x15, 8, 0x1e, 0x0f, 1, 0x58, 0x1b, 0x90, 1, 0x10, 0x27,
     16, 0xc0, 0x1f, 0xdc, 0, 0x11, 0x27, 0x12, 0x27, 0x13, 0x27, 0x88, 0x13, 0xa4, 0x38, 0xe0, 6},
    {6, 0, 1, 1},
    {},
};
const uint8_t TELLING[] = {0x00, 0x01, 0x02, 0x05, 0x06, 0x07, 0x08, 0x0c, 0x1f, 0x7f, 0x80, 0xfe, 0xff};

void mutate(Bytes *bytes, Random *random) {
  const size_t at = bytes->empty() ? 0 : random->below(bytes->size());
  switch (random->below(7)) {
    case 0:
      if (!bytes->empty())
        (*bytes)[at] = static_cast<uint8_t>((*bytes)[at] ^ (1u << random->below(8)));
      break;
    case 1:
      if (!bytes->empty())
        (*bytes)[at] = TELLING[random->below(sizeof(TELLING))];
      break;
    case 2:
      if (!bytes->empty())
        (*bytes)[at] = static_cast<uint8_t>(random->below(256));
      break;
    case 3:
      bytes->resize(at);
      break;
    case 4:
      bytes->insert(bytes->begin() + static_cast<std::ptrdiff_t>(at), static_cast<uint8_t>(random->below(256)));
      break;
    case 5: {
      // Two values in one, as in a notification of several records.
      const Bytes &other = SEEDS[random->below(SEEDS.size())];
      bytes->insert(bytes->end(), other.begin(), other.end());
      break;
    }
    default:
      // Now and then around the longest attribute.
      if (random->below(16) == 0)
        bytes->resize(500 + random->below(30), static_cast<uint8_t>(random->below(256)));
      break;
  }
}

/// A record of the CGM service is only let through with its checksum: give half of them the right one.
void mend_checksum(Bytes *bytes) {
  if (bytes->size() < 8 || bytes->size() > 255)
    return;
  (*bytes)[0] = static_cast<uint8_t>(bytes->size());
  const uint16_t crc = cgm_crc(bytes->data(), bytes->size() - 2);
  (*bytes)[bytes->size() - 2] = static_cast<uint8_t>(crc & 0xFF);
  (*bytes)[bytes->size() - 1] = static_cast<uint8_t>(crc >> 8);
}

void require(bool holds, const char *what, const char *parser, const Bytes &bytes) {
  if (holds)
    return;
  fprintf(stderr, "%s: %s:", parser, what);
  for (const uint8_t byte : bytes)
    fprintf(stderr, " %02x", byte);
  fputc('\n', stderr);
  abort();
}

char first_text[ROOM], second_text[ROOM];

}  // namespace

int main(int argc, char **argv) {
  if (argc != 3) {
    fputs("fuzz COUNT SEED\n", stderr);
    return 2;
  }
  const uint64_t count = strtoull(argv[1], nullptr, 10);
  Random random(strtoull(argv[2], nullptr, 10));
  uint64_t accepted[PARSER_COUNT] = {}, refused[PARSER_COUNT] = {};

  for (uint64_t i = 0; i < count; i++) {
    Bytes bytes = SEEDS[random.below(SEEDS.size())];
    for (uint32_t left = random.below(6); left > 0; left--)
      mutate(&bytes, &random);
    if (random.below(8) == 0)
      mend_checksum(&bytes);
    const std::unique_ptr<uint8_t[]> exact(new uint8_t[bytes.size()]);
    if (!bytes.empty())
      memcpy(exact.get(), bytes.data(), bytes.size());
    for (size_t p = 0; p < PARSER_COUNT; p++) {
      const Parser &parser = PARSERS[p];
      const Error error = parser.parse(exact.get(), bytes.size(), first_text, ROOM);
      const Error again = parser.parse(exact.get(), bytes.size(), second_text, ROOM);
      require(static_cast<bool>(error) == (error.field[0] != '\0'), "an error names its field", parser.name, bytes);
      require(error.fault == again.fault && strcmp(first_text, second_text) == 0, "the same bytes, the same value",
              parser.name, bytes);
      require(strlen(first_text) + 1 < ROOM, "the value fits", parser.name, bytes);
      (error ? refused : accepted)[p]++;
    }
  }
  for (size_t p = 0; p < PARSER_COUNT; p++)
    printf("%s %" PRIu64 " %" PRIu64 "\n", PARSERS[p].name, accepted[p], refused[p]);
  return 0;
}
