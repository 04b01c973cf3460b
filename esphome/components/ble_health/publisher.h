#pragma once

// From the bytes of a device to what is told: decides what is new, whose it is, and whether it is of now. No ESPHome here,
// no clock and no heap; what it decides goes to an Output.
//
//   a stream (strap, oximeter, sensor)  state, at once
//   dated, the gateway knows the time   not older than `current_for`: state, when the burst is over, unless a later one came
//                                       in it. Otherwise stored, with its age, up to a week. Older: dropped
//   neither                             the last one of a burst is taken as of now, those before it are dropped; one that
//                                       the device says it had kept, or that a download brought, is dropped
//
// Why the end of a burst is waited for: a state that follows another within a moment hides it, and two measurements taken a
// minute apart must not become two of the same second.

#include "decode.h"
#include "seen.h"

namespace esphome::ble_health {

enum class Outcome : uint8_t {
  MEASURED,        ///< became the state
  STORED,          ///< older: handed on with its age
  NOT_KEPT,        ///< older, and nobody here keeps such
  DUPLICATE,       ///< was had before
  SUPERSEDED,      ///< without a usable date and not the last of its burst
  TOO_OLD,         ///< more than a week
  UNDATED,         ///< kept by the device, and nobody knows since when
  NO_MEASUREMENT,  ///< the device itself disowns it, or it holds no value
  IMPLAUSIBLE,     ///< holds a value that no person has
  NOBODYS,         ///< nobody is set up for whom it could be
  MALFORMED,       ///< the bytes are not what the characteristic is defined as
  UNSUPPORTED,     ///< a characteristic that is not read here
};

inline const char *outcome_name(Outcome outcome) {
  static const char *const NAMES[] = {"measured",       "stored",      "not_kept",     "duplicate", "superseded",  "too_old",
                                      "undated",        "no_measurement", "implausible", "unknown_user", "malformed",
                                      "unsupported"};
  return NAMES[static_cast<uint8_t>(outcome)];
}

/// What is told, in this order: flags and words, then values, then the outcome.
class Output {
 public:
  virtual void on_flag(Flag flag, uint8_t user, bool on) = 0;
  virtual void on_word(Word word, uint8_t user, const char *text) = 0;
  /// `age_s` absent: it is the state. False where nobody is set up for it, or keeps what is older.
  virtual bool on_value(Channel channel, uint8_t user, float value, const Optional<uint32_t> &age_s) = 0;
  /// `detail`: the field, "" where there is none. `device_s` as in the measurement.
  virtual void on_outcome(Outcome outcome, uint16_t characteristic, const char *detail, const char *fault) = 0;
  /// A measurement became the state, `age_s` after it was taken.
  virtual void on_measured(uint8_t user, uint32_t age_s) = 0;

 protected:
  ~Output() = default;
};

/// Whether what is a user's goes to an entity. An entity of nobody in particular takes everybody's.
inline bool is_for(uint8_t entity_user, uint8_t user) { return entity_user == UNKNOWN_USER || entity_user == user; }

class Publisher {
 public:
  static constexpr uint32_t QUIET_MS = 3000;  ///< ends a burst
  /// A device that sends a dated value each second makes no burst: it is told this often. Without dates only silence ends one.
  static constexpr uint32_t LONGEST_MS = 10000;
  /// What is overtaken by one taken so soon after is the same to whoever reads it.
  static constexpr int64_t SAME_S = 10;

  explicit Publisher(Output *output) : output_(output) {}

  void set_rules(const AgeRules &rules) { this->rules_ = rules; }
  /// Whose a measurement is that names no user; UNKNOWN_USER: nobody's in particular.
  void set_unknown_user(uint8_t user) { this->unknown_user_ = user; }

  void connected();
  void receive(uint16_t characteristic, const uint8_t *data, size_t size, const Clock &clock);
  /// What arrives from now on is what the device had kept, until told otherwise.
  void downloading(bool on) { this->downloading_ = on; }
  /// At least once a second.
  void tick(const Clock &clock);
  void disconnected(const Clock &clock);

  bool is_downloading() const { return this->downloading_; }
  /// The record number of what arrived last; absent without one.
  const Optional<uint16_t> &last_sequence() const { return this->last_sequence_; }
  /// From here the next download goes on.
  void set_highest(uint16_t highest) {
    this->seen.mark.highest = highest;
    this->seen.mark.has_highest = 1;
    this->changed_ = true;
  }
  /// How far the device's clock is behind the gateway's; absent until it was read.
  const Optional<int64_t> &device_behind_s() const { return this->device_behind_s_; }
  /// The device's clock was just set: what it measures from now on is dated rightly, what it had kept is as wrong as before.
  void device_clock_set() { this->is_clock_set_ = true; }
  /// To be kept across restarts. True after a change, once.
  bool take_changed();
  Seen seen{};

 protected:
  struct Pending {
    Measurement measurement;
    Age age;
    uint32_t heard_ms;  ///< when it came
    uint32_t began_ms;  ///< when the first of its burst came
    uint32_t since_ms;  ///< when the last of its burst came
    bool used;

    Age age_at(uint32_t now_ms) const {
      return {this->age.verdict, this->age.age_s + (now_ms - this->heard_ms) / 1000};
    }
  };
  /// The last measurement that became state, so that an older one of the same burst does not replace it.
  struct Latest {
    uint16_t characteristic;
    uint8_t user;
    int64_t local_s;
  };
  static constexpr uint8_t PLACES = 4;

  template<typename Parsed> void decode_(Error error, const Parsed &parsed, uint16_t characteristic, const Clock &clock);
  void receive_battery_(const uint8_t *data, size_t size);
  void receive_cgm_(uint16_t characteristic, const uint8_t *data, size_t size, const Clock &clock);
  void receive_body_(const uint8_t *data, size_t size, const Clock &clock);
  void receive_context_(const uint8_t *data, size_t size, const Clock &clock);
  void receive_clock_(uint16_t characteristic, const uint8_t *data, size_t size, const Clock &clock);
  void release_body_(const Clock &clock);
  Age age_of_(const Measurement &measurement, const Clock &clock) const;
  void judge_(Measurement *measurement, const Clock &clock);
  void hold_(const Measurement &measurement, const Age &age, const Clock &clock);
  void overtake_(const Measurement &measurement, const Age &age, const Measurement &by, const Clock &clock);
  void publish_(const Measurement &measurement, const Age &age, const Clock &clock);
  void publish_flags_(const Measurement &measurement);
  bool is_overtaken_(const Measurement &measurement, const Age &age, const Clock &clock);
  void release_(const Clock &clock, bool all);
  void tell_(Outcome outcome, uint16_t characteristic, const char *detail = "", const char *fault = "") {
    this->output_->on_outcome(outcome, characteristic, detail, fault);
  }

  Output *output_;
  AgeRules rules_{};
  uint8_t unknown_user_{UNKNOWN_USER};
  bool downloading_{false};
  bool changed_{false};
  bool is_clock_set_{false};
  bool cgm_checksum_{false};
  bool has_body_{false};
  uint8_t next_latest_{0};
  uint32_t body_since_ms_{0};
  gatt::BodyComposition body_{};
  Optional<int64_t> device_behind_s_{};
  Optional<int64_t> session_start_s_{};
  Optional<uint16_t> last_sequence_{};
  /// The glucose measurement that a context may follow.
  Optional<uint16_t> context_for_{};
  Age context_age_{};
  Pending pending_[PLACES]{};
  Latest latest_[PLACES]{};
};

}  // namespace esphome::ble_health
