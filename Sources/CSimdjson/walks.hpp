// The fast reader for any processor, and where there is one that can do more, the same for that.
#pragma once

#include "hex.hpp"
#include "parser.hpp"

#define RETRACE_WALK portable
#define RETRACE_WALK_AVX2 0
#include "scan.hpp"
#include "plain_walk.hpp"
#undef RETRACE_WALK
#undef RETRACE_WALK_AVX2

// What is included above is shared by both, and so must have been compiled for any processor.
#if defined(__x86_64__) && defined(__clang__)
#define RETRACE_HAS_WIDE_WALK 1
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2"))), apply_to = function)
#define RETRACE_WALK wide
#define RETRACE_WALK_AVX2 1
#include "scan.hpp"
#include "plain_walk.hpp"
#undef RETRACE_WALK
#undef RETRACE_WALK_AVX2
#pragma clang attribute pop

namespace retrace {
/// Whether this processor can do the wide walk.
inline const bool can_walk_wide =
    has_avx2 && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}  // namespace retrace
#endif
