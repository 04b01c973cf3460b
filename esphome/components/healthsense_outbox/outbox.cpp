#include "outbox.h"

#include <cinttypes>
#include <cmath>
#include <cstdio>

#include "esphome/components/api/api_server.h"
#include "esphome/core/log.h"

#include "memory.h"

namespace esphome::healthsense_outbox {

static const char *const TAG = "healthsense_outbox";
static const char *const EVENT = "esphome.healthsense_reading";
static const char *const ACTION = "healthsense_acknowledge";

/// An event is some 250 bytes; a batch at once would fill the send queue of a small chip.
static constexpr uint8_t EVENTS_A_LOOP = 2;
static constexpr uint32_t TELL_EVERY_MS = 1'000;
static constexpr size_t FIELDS = 9;
#ifdef USE_HEALTHSENSE_OUTBOX_RETAINED
static constexpr bool RETAINED = true;
#else
static constexpr bool RETAINED = false;
#endif

Outbox::Outbox(uint32_t capacity, uint32_t interval_ms, uint8_t rows) : capacity_(capacity), interval_ms_(interval_ms) {
  this->rows_.init(rows);
  this->states_.init(rows);
}

void Outbox::add_row(sensor::Sensor *sensor, const char *vital) { this->rows_.push_back({sensor, vital}); }

void Outbox::setup() {
  void *memory = ring_memory(Ring::bytes(this->capacity_));
  const auto rows = static_cast<uint8_t>(this->rows_.size());
  const uint32_t shadow_records = PostOffice::shadow_records(rows, this->interval_ms_);
  auto *shadow = static_cast<Record *>(calloc(shadow_records, sizeof(Record)));  // NOLINT: once, never freed
  if (memory == nullptr || shadow == nullptr) {
    this->mark_failed(LOG_STR("no memory for the readings"));
    return;
  }
  for (uint8_t row = 0; row < rows; row++)
    this->states_.push_back({});
  const uint64_t now_ms = ring_clock_ms();
  if (!this->post_.ring().open(memory, this->capacity_, this->layout_(), rows, now_ms)) {
    const uint64_t boot_id = static_cast<uint64_t>(random_uint32()) << 32 | random_uint32();
    this->post_.ring().begin(boot_id == 0 ? 1 : boot_id, this->layout_(), now_ms);
  }
  this->post_.use(shadow, shadow_records, this->states_.begin(), rows, this->interval_ms_);
  snprintf(this->boot_id_, sizeof(this->boot_id_), "%016" PRIx64, this->post_.ring().boot_id());

  this->request_.service = StringRef(EVENT);
  this->request_.is_event = true;
  this->request_.data.init(FIELDS);
  this->register_service(&Outbox::on_acknowledge_, ACTION, {"boot_id", "sequence"});

  for (uint8_t row = 0; row < rows; row++) {
    this->rows_[row].sensor->add_on_state_callback([this, row](float value) {
      this->post_.observe(row, value, this->present_quality_(), ring_clock_ms());
    });
  }
}

void Outbox::dump_config() {
  ESP_LOGCONFIG(TAG,
                "HealthSense outbox:\n"
                "  Room for %" PRIu32 " readings\n"
                "  One reading each %" PRIu32 " ms at most\n"
                "  Kept over a restart: %s",
                this->capacity_, this->interval_ms_, YESNO(RETAINED));
  for (const Row &row : this->rows_)
    ESP_LOGCONFIG(TAG, "  %s: %s", row.vital, row.sensor->get_name().c_str());
}

bool Outbox::add(const sensor::Sensor *sensor, float value, uint64_t age_ms) {
  for (size_t row = 0; row < this->rows_.size() && !this->is_failed(); row++) {
    if (this->rows_[row].sensor == sensor)
      return this->post_.add(static_cast<uint8_t>(row), value, this->present_quality_(), age_ms, ring_clock_ms());
  }
  return false;
}

void Outbox::loop() {
  const uint64_t now_ms = ring_clock_ms();
  this->watch_clients_(now_ms);
  for (uint8_t sent = 0; sent < EVENTS_A_LOOP; sent++) {
    const uint32_t sequence = this->post_.next(now_ms);
    if (sequence == 0)
      break;
    this->send_(sequence, now_ms);
  }
  this->publish_();
}

void Outbox::watch_clients_(uint64_t now_ms) {
  // Who is connected, as one number: a client that comes while a dead one is still counted changes it as well.
  uintptr_t clients = 0;
  for (const auto &client : api::global_api_server->active_clients()) {
    if (client->is_authenticated())
      clients = clients * 31 + reinterpret_cast<uintptr_t>(client.get());
  }
  const bool changed = clients != this->clients_;
  this->clients_ = clients;
  this->post_.connection(api::global_api_server->is_connected_with_state_subscription(), changed, now_ms);
}

void Outbox::send_(uint32_t sequence, uint64_t now_ms) {
  const Ring &ring = this->post_.ring();
  const Record record = ring.at(sequence);
  const Row &row = this->rows_[record.row];
  char sequence_text[11], oldest_text[11], value_text[16], age_text[21], quality_text[4];
  char entity_text[OBJECT_ID_MAX_LEN];
  snprintf(sequence_text, sizeof(sequence_text), "%" PRIu32, sequence);
  snprintf(oldest_text, sizeof(oldest_text), "%" PRIu32, ring.first());
  snprintf(value_text, sizeof(value_text), "%.7g", static_cast<double>(record.value));
  snprintf(age_text, sizeof(age_text), "%" PRIu64, record.age_ms(now_ms));
  snprintf(quality_text, sizeof(quality_text), "%u", record.quality);

  // The strings live until the message is written, which is before this returns. No memory is taken: the room stays.
  auto &data = this->request_.data;
  data.clear();
  const auto field = [&data](const char *key, const StringRef &value) {
    auto &entry = data.emplace_back();
    entry.key = StringRef(key);
    entry.value = value;
  };
  field("boot_id", StringRef(this->boot_id_));
  field("sequence", StringRef(sequence_text));
  field("oldest", StringRef(oldest_text));
  field("entity", row.sensor->get_object_id_to(entity_text));
  field("vital", StringRef(row.vital));
  field("value", StringRef(value_text));
  field("unit", row.sensor->get_unit_of_measurement_ref());
  field("age_ms", StringRef(age_text));
  if (record.quality != NO_QUALITY)
    field("quality", StringRef(quality_text));

  for (const auto &client : api::global_api_server->active_clients())
    client->send_homeassistant_action(this->request_);
}

void Outbox::on_acknowledge_(StringRef boot_id, int32_t sequence) {
  // An action's arguments come from the network: an id of another length or of an older ring is not ours.
  if (boot_id.size() != sizeof(this->boot_id_) - 1 || boot_id != this->boot_id_ || sequence <= 0)
    return;
  const uint32_t count =
      this->post_.acknowledge(this->post_.ring().boot_id(), static_cast<uint32_t>(sequence), ring_clock_ms());
  ESP_LOGD(TAG, "%" PRIu32 " readings handed over, %" PRIu32 " wait", count, this->pending());
}

void Outbox::publish_() {
  const uint32_t now_ms = millis();
  if (this->told_ms_ != 0 && now_ms - this->told_ms_ < TELL_EVERY_MS)
    return;
  this->told_ms_ = now_ms;
  const auto tell = [](sensor::Sensor *sensor, uint32_t count) {
    const auto value = static_cast<float>(count);
    if (sensor != nullptr && (!sensor->has_state() || sensor->state != value))
      sensor->publish_state(value);
  };
  tell(this->pending_sensor_, this->post_.ring().count());
  tell(this->dropped_sensor_, this->post_.ring().dropped());
}

uint8_t Outbox::present_quality_() const {
  if (this->quality_ == nullptr || !std::isfinite(this->quality_->state))
    return NO_QUALITY;
  const float quality = this->quality_->state;
  return quality < 0.0f || quality > 100.0f ? NO_QUALITY : static_cast<uint8_t>(lroundf(quality));
}

uint32_t Outbox::layout_() const {
  // Records name their row by its number: rows in another order are another ring's.
  uint32_t hash = 2166136261u;
  for (const Row &row : this->rows_)
    hash = (hash ^ row.sensor->get_object_id_hash()) * 16777619u;
  return hash;
}

}  // namespace esphome::healthsense_outbox
