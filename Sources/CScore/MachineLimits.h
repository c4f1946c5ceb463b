// SPDX-License-Identifier: Apache-2.0
//
// What the machine can do at most, for comparison with what the loops do.

static void triad(float *a, const float *b, const float *c, float s, int64_t count) {
    for (int64_t k = 0; k + CSCORE_WIDTH <= count; k += CSCORE_WIDTH) store(a + k, load(b + k) + load(c + k) * s);
}

static void write_past_caches(float *a, float value, int64_t count) {
    for (int64_t k = 0; k + CSCORE_WIDTH <= count; k += CSCORE_WIDTH) {
        __builtin_nontemporal_store(splat(value), (lanes *)(a + k));
    }
    fence();
}

/// Twelve chains hide the latency of an addition that follows a multiplication.
static float multiply_add(float start, int64_t steps) {
    lanes chain[12], factor = splat(0.999f), add = splat(start);
    for (int k = 0; k < 12; k++) chain[k] = splat(start + (float)k);
    for (int64_t step = 0; step < steps; step++) {
#pragma clang loop unroll(full)
        for (int k = 0; k < 12; k++) chain[k] = chain[k] * factor + add;
    }
    lanes sum = chain[0];
    for (int k = 1; k < 12; k++) sum += chain[k];
    return sum[0] + sum[CSCORE_WIDTH - 1];
}

static float kernel_terms(float start, int64_t steps) {
    lanes sum[8], along = splat(start), weight = splat(0.5f);
    float across[8];
    for (int k = 0; k < 8; k++) {
        sum[k] = (lanes){0};
        across[k] = start * (float)k;
    }
    for (int64_t step = 0; step < steps; step++) {
        // The compiler must not see that every step is the same: for all it knows this changes `along`.
        __asm__ volatile("" : "+m"(along));
#pragma clang loop unroll(full)
        for (int k = 0; k < 8; k++) sum[k] += __builtin_elementwise_max(along - across[k], (lanes){0}) * weight;
    }
    lanes all = sum[0];
    for (int k = 1; k < 8; k++) all += sum[k];
    return all[0];
}
