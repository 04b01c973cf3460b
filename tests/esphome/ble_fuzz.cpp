// Feeds the publisher and the download with valid values, mutated and cut, in memory of exactly their size; between them
// the clock jumps, the device hangs up, the memory is spoiled. What must hold: no value is NaN or outside its range.
// Usage: fuzz COUNT SEED. Prints how often what became of a value.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <vector>

#include "esphome/components/ble_health/publisher.h"
#include "esphome/components/ble_health/record_download.h"

using namespace esphome::ble_health;

namespace {

uint32_t counts[12] = {};

[[noreturn]] void fail(const char *why) {
  fprintf(stderr, "%s\n", why);
  abort();
}

class Judge final : public Output {
 public:
  void on_flag(Flag flag, uint8_t, bool) override {
    if (static_cast<uint8_t>(flag) >= FLAG_COUNT)
      fail("no such flag");
  }
  void on_word(Word, uint8_t, const char *text) override {
    if (strlen(text) == 0)
      fail("an empty word");
  }
  bool on_value(Channel channel, uint8_t, float value, const Optional<uint32_t> &age_s) override {
    if (!is_plausible(channel, value))
      fail("a value that no person has");
    if (age_s.present && age_s.value > OLDEST_S)
      fail("older than anybody takes");
    return true;
  }
  void on_outcome(Outcome outcome, uint16_t, const char *detail, const char *fault) override {
    if (detail == nullptr || fault == nullptr || strlen(detail) > 40)
      fail("no detail");
    counts[static_cast<uint8_t>(outcome)]++;
  }
  void on_measured(uint8_t, uint32_t age_s) override {
    if (age_s > 24 * 3600)
      fail("measured long ago");
  }
};

uint32_t state;
uint32_t random_below(uint32_t limit) {  // xorshift (Marsaglia 2003)
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state % limit;
}

struct Example {
  uint16_t characteristic;
  std::vector<uint8_t> bytes;
};

const std::vector<Example> EXAMPLES = {
    {0x2A35, {0x1E, 0x80, 0, 0x52, 0, 0x61, 0, 0xEA, 7, 11, 21, 12, 0, 0, 66, 0, 1, 0, 0}},
    {0x2A35, {0x02, 0x80, 0, 0x52, 0, 0x61, 0, 0xDA, 7, 1, 1, 0, 0, 0}},
    {0x2A37, {0x16, 61, 0, 4, 0, 2}},
    {0x2A5E, {0x0F, 97, 0, 61, 0, 0xEA, 7, 11, 21, 11, 0, 0, 0, 0, 0, 0, 0, 12, 0xF0}},
    {0x2A5F, {0x1F, 97, 0, 61, 0, 97, 0, 61, 0, 97, 0, 61, 0, 0, 0, 0, 0, 0, 12, 0xF0}},
    {0x2A18, {0x1B, 7, 0, 0xEA, 7, 11, 21, 11, 59, 0, 0, 0, 105, 0xB0, 0x11, 0, 0}},
    {0x2A34, {0x03, 7, 0, 1, 40, 0xD0, 3}},
    {0x2AA7, {6, 0, 110, 0, 5, 0, 7, 0x80, 112, 0, 10, 0, 2}},
    {0x2A1C, {0x06, 0x72, 1, 0, 0xFF, 0xEA, 7, 11, 21, 12, 0, 0, 3}},
    {0x2A9D, {0x0E, 0x68, 0x38, 0xEA, 7, 11, 21, 12, 0, 0, 1, 229, 0, 0xF0, 6}},
    {0x2A9C, {0xFE, 0x1F, 215, 0, 0xEA, 7, 11, 21, 12, 0, 0, 1, 0x58, 0x1B, 0x90, 1, 0x40, 0x1F, 0x40, 0x1F, 0x40, 0x1F,
              0x40, 0x1F, 0x88, 0x13, 0x68, 0x38, 0xF0, 6}},
    {0x2A9C, {0x00, 0x10, 215, 0}},
    {0x2A2B, {0xEA, 7, 11, 21, 11, 58, 0, 6, 0, 0}},
    {0x2A08, {0xEA, 7, 11, 21, 11, 58, 0}},
    {0x2AAA, {0xEA, 7, 11, 21, 2, 0, 0, 4, 0}},
    {0x2AA8, {0, 0x10, 0, 0, 0, 0}},
    {0x2A19, {75}},
};
const std::vector<std::vector<uint8_t>> ANSWERS = {{6, 0, 1, 1}, {6, 0, 1, 6}, {6, 0, 1, 4}, {5, 0, 7, 0}, {6, 0, 3, 1}};

}  // namespace

int main(int argc, char **argv) {
  if (argc != 3)
    return 2;
  state = static_cast<uint32_t>(strtoul(argv[2], nullptr, 10)) * 2654435761u + 1u;
  Judge judge;
  auto publisher = std::vector<Publisher>(1, Publisher(&judge));
  RecordDownload download;
  Clock clock{0, {INT64_C(1795262400), true}};  // 2026-11-21 12:00
  for (unsigned long i = 0, count = strtoul(argv[1], nullptr, 10); i < count; i++) {
    const Example &example = EXAMPLES[random_below(static_cast<uint32_t>(EXAMPLES.size()))];
    std::vector<uint8_t> bytes = example.bytes;
    if (random_below(4) == 0)
      bytes = ANSWERS[random_below(static_cast<uint32_t>(ANSWERS.size()))];
    for (uint32_t mutations = random_below(4); mutations > 0 && !bytes.empty(); mutations--)
      bytes[random_below(static_cast<uint32_t>(bytes.size()))] = static_cast<uint8_t>(random_below(256));
    if (random_below(8) == 0)
      bytes.resize(random_below(30));
    auto *exact = new uint8_t[bytes.size()];
    memcpy(exact, bytes.data(), bytes.size());
    publisher[0].receive(example.characteristic, exact, bytes.size(), clock);
    const RecordRequest written = download.on_answer(exact, bytes.size(), clock.now_ms);
    delete[] exact;
    if (written.size > sizeof(written.bytes) || (written.size > 0 && written.bytes[0] != 1 && written.bytes[0] != 3))
      fail("writes what it should not");
    download.on_record(publisher[0].last_sequence(), clock.now_ms);
    clock.now_ms += random_below(4000);
    switch (random_below(40)) {
      case 0:
        publisher[0].disconnected(clock);
        download.disconnected();
        break;
      case 1:
        publisher[0].downloading(random_below(2) == 0);
        download.start({static_cast<uint16_t>(random_below(65536)), random_below(2) == 0}, clock.now_ms);
        break;
      case 2:
        clock.local_s = {INT64_C(1795262400) + random_below(1000000) - 500000, random_below(4) != 0};
        break;
      case 3:
        publisher[0].seen.pages[random_below(Seen::PAGES)].identities[random_below(Seen::PAGE_PLACES)] = state;
        publisher[0].seen.mark.next = static_cast<uint8_t>(random_below(256));
        break;
      case 4:
        clock.local_s = {INT64_C(1795262400), true};
        break;
      default:
        publisher[0].tick(clock);
        download.tick(clock.now_ms);
    }
  }
  for (uint8_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
    printf("%s %u\n", outcome_name(static_cast<Outcome>(i)), counts[i]);
  return 0;
}
