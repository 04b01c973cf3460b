// The publisher and the download for ctypes: what is told is written into a text, one line a thing.

#include <stdio.h>
#include <string.h>

#include <string>

#include "esphome/components/ble_health/publisher.h"
#include "esphome/components/ble_health/record_download.h"

using namespace esphome::ble_health;

namespace {

class Teller final : public Output {
 public:
  std::string text;
  int users{-1};  // a set of bits: who is set up; -1 everybody

  void on_flag(Flag flag, uint8_t user, bool on) override {
    this->line_("flag %u user %u %s", static_cast<unsigned>(flag), user, on ? "on" : "off");
  }
  void on_word(Word word, uint8_t user, const char *said) override {
    this->line_("word %u user %u %s", static_cast<unsigned>(word), user, said);
  }
  bool on_value(Channel channel, uint8_t user, float value, const Optional<uint32_t> &age_s) override {
    char shown[32];
    snprintf(shown, sizeof(shown), "%.9g", static_cast<double>(value));
    if (age_s.present)
      this->line_("stored %s user %u %s age %u", row(channel).name, user, shown, age_s.value);
    else
      this->line_("value %s user %u %s", row(channel).name, user, shown);
    return this->users < 0 || (user < 31 && (this->users >> user & 1) != 0);
  }
  void on_outcome(Outcome outcome, uint16_t characteristic, const char *detail, const char *fault) override {
    this->line_("outcome %04X %s %s %s", characteristic, outcome_name(outcome), fault, detail);
  }
  void on_measured(uint8_t user, uint32_t age_s) override { this->line_("measured user %u age %u", user, age_s); }

 protected:
  template<typename... Ts> void line_(const char *format, Ts... parts) {
    char line[160];
    snprintf(line, sizeof(line), format, parts...);
    this->text += line;
    this->text += '\n';
  }
};

struct Run {
  Teller teller{};
  Publisher publisher{&teller};
  std::string given{};
};

Clock clock_of(uint32_t now_ms, bool known, int64_t local_s) { return {now_ms, {local_s, known}}; }

}  // namespace

extern "C" {

void *publisher_new(uint32_t current_for_s, bool trust, uint8_t unknown_user, int users) {
  auto *run = new Run;
  run->publisher.set_rules({current_for_s, trust});
  run->publisher.set_unknown_user(unknown_user);
  run->teller.users = users;
  return run;
}
void publisher_free(void *run) { delete static_cast<Run *>(run); }
void publisher_connected(void *run) { static_cast<Run *>(run)->publisher.connected(); }
void publisher_receive(void *run, uint16_t characteristic, const uint8_t *data, size_t size, uint32_t now_ms, bool known,
                       int64_t local_s) {
  // In memory of exactly its size, so that the sanitizer sees a byte too much.
  auto *exact = new uint8_t[size];
  memcpy(exact, data, size);
  static_cast<Run *>(run)->publisher.receive(characteristic, exact, size, clock_of(now_ms, known, local_s));
  delete[] exact;
}
void publisher_downloading(void *run, bool on) { static_cast<Run *>(run)->publisher.downloading(on); }
void publisher_clock_set(void *run) { static_cast<Run *>(run)->publisher.device_clock_set(); }
void publisher_tick(void *run, uint32_t now_ms, bool known, int64_t local_s) {
  static_cast<Run *>(run)->publisher.tick(clock_of(now_ms, known, local_s));
}
void publisher_disconnected(void *run, uint32_t now_ms, bool known, int64_t local_s) {
  static_cast<Run *>(run)->publisher.disconnected(clock_of(now_ms, known, local_s));
}
bool publisher_changed(void *run) { return static_cast<Run *>(run)->publisher.take_changed(); }
size_t publisher_seen_size() { return sizeof(Seen); }
void publisher_keep(void *run, uint8_t *into) { memcpy(into, &static_cast<Run *>(run)->publisher.seen, sizeof(Seen)); }
void publisher_restore(void *run, const uint8_t *from) {
  memcpy(static_cast<void *>(&static_cast<Run *>(run)->publisher.seen), from, sizeof(Seen));
}
/// Valid until the next call.
const char *publisher_told(void *run) {
  Run *it = static_cast<Run *>(run);
  it->given.swap(it->teller.text);
  it->teller.text.clear();
  return it->given.c_str();
}
size_t publisher_size() { return sizeof(Publisher); }
bool is_for_entity(uint8_t entity_user, uint8_t user) { return is_for(entity_user, user); }
bool plausible_range(const char *name, float *least, float *most) {
  for (int i = 0; i <= static_cast<int>(Channel::BATTERY_LEVEL); i++) {
    const ChannelRow &found = row(static_cast<Channel>(i));
    if (strcmp(found.name, name) != 0)
      continue;
    *least = found.least;
    *most = found.most;
    return true;
  }
  return false;
}

void *download_new() { return new RecordDownload; }
void download_free(void *download) { delete static_cast<RecordDownload *>(download); }
static size_t written(const RecordRequest &request, uint8_t *out) {
  memcpy(out, request.bytes, request.size);
  return request.size;
}
size_t download_start(void *download, int highest, uint32_t now_ms, uint8_t *out) {
  const Optional<uint16_t> mark = {static_cast<uint16_t>(highest < 0 ? 0 : highest), highest >= 0};
  return written(static_cast<RecordDownload *>(download)->start(mark, now_ms), out);
}
void download_record(void *download, int sequence, uint32_t now_ms) {
  const Optional<uint16_t> number = {static_cast<uint16_t>(sequence < 0 ? 0 : sequence), sequence >= 0};
  static_cast<RecordDownload *>(download)->on_record(number, now_ms);
}
size_t download_answer(void *download, const uint8_t *data, size_t size, uint32_t now_ms, uint8_t *out) {
  return written(static_cast<RecordDownload *>(download)->on_answer(data, size, now_ms), out);
}
void download_refused(void *download, uint8_t att_error) {
  static_cast<RecordDownload *>(download)->on_write_refused(att_error);
}
size_t download_tick(void *download, uint32_t now_ms, uint8_t *out) {
  return written(static_cast<RecordDownload *>(download)->tick(now_ms), out);
}
void download_disconnected(void *download) { static_cast<RecordDownload *>(download)->disconnected(); }
bool download_running(void *download) { return static_cast<RecordDownload *>(download)->is_running(); }
const char *download_result(void *download) { return result_name(static_cast<RecordDownload *>(download)->result()); }
int download_highest(void *download) {
  const auto &highest = static_cast<RecordDownload *>(download)->highest();
  return highest.present ? highest.value : -1;
}

}  // extern "C"
