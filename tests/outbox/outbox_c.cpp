// The outbox without ESPHome behind a C interface, for ctypes: the headers that the node compiles, no other copy of them.

#include <vector>

#include "post_office.h"

using namespace esphome::healthsense_outbox;

namespace {

/// The memory of the ring is the test's: another office over the same memory is the node after a restart.
struct Office {
  PostOffice post;
  std::vector<Record> shadow;
  std::vector<RowState> rows;
  bool kept;
};

}  // namespace

extern "C" {

size_t ring_bytes(uint32_t capacity) { return Ring::bytes(capacity); }

Office *office_new(void *memory, uint32_t capacity, uint32_t layout, uint64_t boot_id, uint8_t rows,
                   uint32_t interval_ms, uint64_t now_ms) {
  auto *office = new Office{};
  office->kept = office->post.ring().open(memory, capacity, layout, rows, now_ms);
  if (!office->kept)
    office->post.ring().begin(boot_id, layout, now_ms);
  office->shadow.resize(PostOffice::shadow_records(rows, interval_ms));
  office->rows.resize(rows);
  office->post.use(office->shadow.data(), static_cast<uint32_t>(office->shadow.size()), office->rows.data(), rows,
                   interval_ms);
  return office;
}

void office_delete(Office *office) { delete office; }
bool office_kept(const Office *office) { return office->kept; }
void office_observe(Office *office, uint8_t row, float value, uint8_t quality, uint64_t now_ms) {
  office->post.observe(row, value, quality, now_ms);
}
bool office_add(Office *office, uint8_t row, float value, uint8_t quality, uint64_t age_ms, uint64_t now_ms) {
  return office->post.add(row, value, quality, age_ms, now_ms);
}
void office_connection(Office *office, bool listening, bool changed, uint64_t now_ms) {
  office->post.connection(listening, changed, now_ms);
}
uint32_t office_next(Office *office, uint64_t now_ms) { return office->post.next(now_ms); }
uint32_t office_acknowledge(Office *office, uint64_t boot_id, uint32_t sequence, uint64_t now_ms) {
  return office->post.acknowledge(boot_id, sequence, now_ms);
}
uint64_t office_boot_id(const Office *office) { return office->post.ring().boot_id(); }
uint32_t office_first(const Office *office) { return office->post.ring().first(); }
uint32_t office_count(const Office *office) { return office->post.ring().count(); }
uint32_t office_dropped(const Office *office) { return office->post.ring().dropped(); }
uint32_t office_shadow(const Office *office) { return office->post.shadow_count(); }
void office_record(const Office *office, uint32_t sequence, Record *record) {
  *record = office->post.ring().at(sequence);
}
uint64_t record_age_ms(const Record *record, uint64_t now_ms) { return record->age_ms(now_ms); }
}
