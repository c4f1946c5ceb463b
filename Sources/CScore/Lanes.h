// SPDX-License-Identifier: Apache-2.0
//
// Vectors of the compiler's own kind, so that one text serves every instruction set. `lanes` is as wide as the level's
// registers; `wide` always has 16 lanes and falls into as many registers as it needs.

#ifndef CSCORE_LANES_H
#define CSCORE_LANES_H

#include <stdbool.h>
#include <stdint.h>

#define CSCORE_INLINE static inline __attribute__((always_inline))

typedef float lanes __attribute__((vector_size(4 * CSCORE_WIDTH)));
typedef float lanes_at __attribute__((vector_size(4 * CSCORE_WIDTH), aligned(4), may_alias));
typedef int32_t lanes_int __attribute__((vector_size(4 * CSCORE_WIDTH)));
typedef float wide __attribute__((vector_size(64)));
typedef float wide_at __attribute__((vector_size(64), aligned(4), may_alias));
typedef int32_t wide_int __attribute__((vector_size(64)));

typedef int32_t wide_int_at __attribute__((vector_size(64), aligned(4), may_alias));
typedef float half __attribute__((vector_size(32)));
typedef float half_at __attribute__((vector_size(32), aligned(4), may_alias));
typedef int32_t half_int __attribute__((vector_size(32)));
typedef int32_t half_int_at __attribute__((vector_size(32), aligned(4), may_alias));
typedef float quarter __attribute__((vector_size(16)));
typedef float quarter_at __attribute__((vector_size(16), aligned(4), may_alias));
typedef double doubles __attribute__((vector_size(64)));
typedef double doubles_at __attribute__((vector_size(64), aligned(8), may_alias));
typedef int64_t doubles_int __attribute__((vector_size(64)));

/// Makes stores past the caches visible before the loop returns.
CSCORE_INLINE void fence(void) {
#if defined(__x86_64__)
    __builtin_ia32_sfence();
#endif
}

/// The same value in each lane. (Adding it to a vector of zeros is an addition: it turns -0 into 0.)
CSCORE_INLINE lanes splat(float value) { return value - (lanes){0}; }

CSCORE_INLINE lanes load(const float *from) { return *(const lanes_at *)from; }
CSCORE_INLINE void store(float *to, lanes value) { *(lanes_at *)to = value; }
CSCORE_INLINE wide load_wide(const float *from) { return *(const wide_at *)from; }
CSCORE_INLINE void store_wide(float *to, wide value) { *(wide_at *)to = value; }

/// 2^z for z <= 0, to 2e-7 relative; 0 to 2^-126 below -126. The magic number rounds z to an integer whose bits land
/// in the low mantissa, from where a shift moves them to the exponent: floorf and scalbnf would be calls at the
/// baseline level.
CSCORE_INLINE wide exp2_wide(wide z) {
    const wide magic = (wide){} + 12582912.0f;
    const wide lowest = (wide){} - 126.0f;
    z = __builtin_elementwise_max(z, lowest);
    wide shifted = z + magic;
    wide r = z - (shifted - magic);
    wide p = (wide){} + 1.5403530e-4f;
    p = p * r + 1.3333558e-3f;
    p = p * r + 9.6181291e-3f;
    p = p * r + 5.5504109e-2f;
    p = p * r + 2.4022651e-1f;
    p = p * r + 6.9314718e-1f;
    p = p * r + 1.0f;
    return (wide)((wide_int)p + ((wide_int)shifted << 23));
}

typedef bool lane_flags __attribute__((ext_vector_type(16)));

/// One bit per lane of a comparison, the lowest for the first.
CSCORE_INLINE uint16_t lane_bits(wide_int mask) {
    lane_flags flags = __builtin_convertvector(mask, lane_flags);
    uint16_t bits;
    __builtin_memcpy(&bits, &flags, sizeof bits);
    return bits;
}

/// Whether any lane of a comparison is true.
CSCORE_INLINE int any_lane(wide_int mask) { return lane_bits(mask) != 0; }

/// Lanes of `a` where the mask is set, of `b` elsewhere.
CSCORE_INLINE doubles choose(doubles_int mask, doubles a, doubles b) {
    return (doubles)(((doubles_int)a & mask) | ((doubles_int)b & ~mask));
}

CSCORE_INLINE int any_double(doubles_int mask) {
#if CSCORE_WIDTH == 16
    return _mm512_movepi64_mask((__m512i)mask) != 0;
#else
    doubles_int zero = {0};
    return __builtin_reduce_or(mask != zero) != 0;
#endif
}

#endif
