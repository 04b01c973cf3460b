// A clock that the demo sets, for one process: preloaded, it tells the time of day that stands in a file.
//
// HEALTHSENSE_CLOCK names the file: two numbers of 64 bits, in nanoseconds. The first is the moment since 1970 at which
// time stands still; where it is 0, time goes on, the second number ahead of the computer's. What measures durations
// (the monotonic clock), and all waiting, is left alone. (faketime replaces waiting too, and Python 3.14 then stands.)

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace {

constexpr int64_t SECOND_NS = 1'000'000'000;

struct Set {
  int64_t still_ns;
  int64_t ahead_ns;
};

using Gettime = int (*)(clockid_t, timespec *);

const volatile Set *set_clock = nullptr;

Gettime real_gettime() {
  static const auto real = reinterpret_cast<Gettime>(dlsym(RTLD_NEXT, "clock_gettime"));
  return real;
}

__attribute__((constructor)) void open_clock() {
  const char *path = getenv("HEALTHSENSE_CLOCK");
  const int file = path == nullptr ? -1 : open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return;
  void *memory = mmap(nullptr, sizeof(Set), PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (memory != MAP_FAILED)
    set_clock = static_cast<const volatile Set *>(memory);
}

timespec now() {
  timespec real{};
  real_gettime()(CLOCK_REALTIME, &real);
  if (set_clock == nullptr)
    return real;
  int64_t at_ns = set_clock->still_ns;
  if (at_ns == 0)
    at_ns = real.tv_sec * SECOND_NS + real.tv_nsec + set_clock->ahead_ns;
  return {static_cast<time_t>(at_ns / SECOND_NS), static_cast<long>(at_ns % SECOND_NS)};
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec *at) noexcept {
  if (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)
    return real_gettime()(clock, at);
  *at = now();
  return 0;
}

int gettimeofday(timeval *at, void *) noexcept {
  const timespec found = now();
  *at = {found.tv_sec, static_cast<suseconds_t>(found.tv_nsec / 1000)};
  return 0;
}

time_t time(time_t *at) noexcept {
  const time_t found = now().tv_sec;
  if (at != nullptr)
    *at = found;
  return found;
}
}
