// The signal core on a bare RISC-V under qemu-user: samples come on standard input, red and infrared as floats in turn.
// Between push_begins() and push_ends() lies one push() and nothing else; bench/cost/count.py looks for these two.
// Leaves with 0 when every output of the last reading is a number.

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "oximeter.h"

using namespace esphome::healthsense_dsp;

namespace {

constexpr long READ = 63, EXIT = 93;  // Linux system calls of RISC-V
constexpr size_t MOST_SAMPLES = 40000;

long system_call(long number, long first = 0, long second = 0, long third = 0) {
  register long a0 asm("a0") = first;
  register long a1 asm("a1") = second;
  register long a2 asm("a2") = third;
  register long a7 asm("a7") = number;
  asm volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a2), "r"(a7) : "memory");
  return a0;
}

/// Five minutes of intervals are behind it, so that the windows of variability are full.
class AfterFiveMinutes : public Oximeter {
 public:
  using Oximeter::Oximeter;
  void live_through() {
    for (uint16_t second = 0; second < 300; second++) {
      this->variability_.add(1000.0f + static_cast<float>(second * 37 % 50));
      this->variability_.tick();
    }
  }
};

bool complete(const Reading &reading) {
  return isfinite(reading.heart_rate_bpm) && isfinite(reading.spo2_percent) &&
         isfinite(reading.perfusion_index_percent) && isfinite(reading.rmssd_ms) && isfinite(reading.sdnn_ms) &&
         isfinite(reading.irregularity) && isfinite(reading.respiratory_rate_per_min) && reading.status == Status::OK;
}

float samples[2 * MOST_SAMPLES];

}  // namespace

extern "C" {

__attribute__((noinline)) void push_begins() { asm volatile(""); }
__attribute__((noinline)) void push_ends() { asm volatile(""); }

__attribute__((used)) void run() {
  size_t filled = 0;
  auto *bytes = reinterpret_cast<char *>(samples);
  for (long got = 1; got > 0 && filled < sizeof samples; filled += static_cast<size_t>(got))
    got = system_call(READ, 0, reinterpret_cast<long>(bytes + filled), static_cast<long>(sizeof samples - filled));
  static AfterFiveMinutes oximeter{Settings{}};
  oximeter.live_through();
  for (size_t i = 0; i < filled / sizeof(float); i += 2) {
    const float red = samples[i], infrared = samples[i + 1];
    push_begins();
    oximeter.push(red, infrared);
    push_ends();
  }
  system_call(EXIT, complete(oximeter.reading()) ? 0 : 1);
}

// The stack is the kernel's; the global pointer is what the linker relaxed addresses against.
__attribute__((naked)) void _start() {
  asm volatile(".option push\n.option norelax\nla gp, __global_pointer$\n.option pop\ncall run\n");
}
}
