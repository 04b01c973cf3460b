#pragma once

#include <stdint.h>

namespace esphome::healthsense_dsp {

/// The place after `at` in a ring of `size`.
template<typename Index> inline Index after(Index at, Index size) {
  return at + 1 < size ? static_cast<Index>(at + 1) : Index{0};
}

}  // namespace esphome::healthsense_dsp
