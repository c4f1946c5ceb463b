// SPDX-License-Identifier: Apache-2.0
//
// Gaussians through a coarse lattice: g(sigma) is g(a) convolved with g(b) for a^2 + b^2 = sigma^2, and both are so
// smooth that a sum over nodes replaces the integral (docs/methods/gaussian-surfaces.md has the error).

/// The stencil of one point: where it starts and its 16 weights along j, `taps` along i.
typedef struct {
    int64_t first;    // index of its first node, negative when the stencil leaves the lattice
    wide along_i, along_j;
} stencil;

CSCORE_INLINE int64_t floor_to_int(double value) {
    int64_t whole = (int64_t)value;
    return whole - (value < (double)whole);
}

CSCORE_INLINE stencil stencil_at(cscore_lattice lattice, cscore_spreading s, double x, double y) {
    const wide count = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    stencil result;
    result.first = -1;
    double fi = (x - s.originX) * s.scaleX, fj = (y - s.originY) * s.scaleY;
    // Also false for NaN, and before a huge coordinate could overflow the conversion.
    if (!(fi > -1e6 && fi < 1e9 && fj > -1e6 && fj < 1e9)) return result;
    int64_t i = floor_to_int(fi - 0.5 * (s.taps - 2)), j = floor_to_int(fj - 7.0);
    if (i < 0 || j < 0 || i + s.taps > lattice.lines || j + 16 > lattice.depth) return result;
    result.first = i * lattice.stride + j;
    wide di = count + (float)((double)i - fi), dj = count + (float)((double)j - fj);
    result.along_i = exp2_wide(di * di * -s.exponent);
    result.along_j = exp2_wide(dj * dj * -s.exponent);
    return result;
}

static void spread(cscore_lattice lattice, cscore_spreading s, const double *x, const double *y, const double *w,
                   int64_t count) {
    for (int64_t p = 0; p < count; p++) {
        stencil at = stencil_at(lattice, s, x[p], y[p]);
        if (at.first < 0) continue;
        float along_i[16];
        store_wide(along_i, at.along_i * (float)w[p]);
        float *node = lattice.nodes + at.first;
        for (int32_t k = 0; k < s.taps; k++, node += lattice.stride) {
            store_wide(node, load_wide(node) + at.along_j * along_i[k]);
        }
    }
}

static void sample(cscore_lattice lattice, cscore_spreading s, const double *x, const double *y, double *out,
                   int64_t count) {
    for (int64_t p = 0; p < count; p++) {
        stencil at = stencil_at(lattice, s, x[p], y[p]);
        out[p] = 0;
        if (at.first < 0) continue;
        float along_i[16], sums[16];
        store_wide(along_i, at.along_i);
        const float *node = lattice.nodes + at.first;
        wide sum = {0};
        for (int32_t k = 0; k < s.taps; k++, node += lattice.stride) sum += load_wide(node) * along_i[k];
        store_wide(sums, sum * at.along_j);
        double total = 0;
        for (int k = 0; k < 16; k++) total += sums[k];
        out[p] = total;
    }
}

/// One vector of `n` output rows that share their source rows.
#define CSCORE_ROWS(n)                                                                                               \
    CSCORE_INLINE void rows_##n(float *out, int64_t outStride, const float *in, int64_t inStride, const float *w,      \
                                int32_t taps, int32_t stream) {                                                      \
        lanes a[n], b[n];                                                                                            \
        _Pragma("clang loop unroll(full)") for (int r = 0; r < n; r++) a[r] = b[r] = (lanes){0};                      \
        for (int32_t k = 0; k < taps; k++) {                                                                         \
            lanes u = load(in + k * inStride), v = load(in + k * inStride + CSCORE_WIDTH);                           \
            _Pragma("clang loop unroll(full)") for (int r = 0; r < n; r++) {                                          \
                a[r] += u * w[r * taps + k];                                                                         \
                b[r] += v * w[r * taps + k];                                                                         \
            }                                                                                                        \
        }                                                                                                            \
        _Pragma("clang loop unroll(full)") for (int r = 0; r < n; r++) {                                              \
            float *to = out + r * outStride;                                                                         \
            if (stream) {                                                                                            \
                __builtin_nontemporal_store(a[r], (lanes *)to);                                                      \
                __builtin_nontemporal_store(b[r], (lanes *)(to + CSCORE_WIDTH));                                     \
            } else {                                                                                                 \
                store(to, a[r]);                                                                                     \
                store(to + CSCORE_WIDTH, b[r]);                                                                      \
            }                                                                                                        \
        }                                                                                                            \
    }
CSCORE_ROWS(1)
CSCORE_ROWS(4)

/// Source columns per pass: 16 source rows of them stay in the first-level cache.
#define CSCORE_STRIP 512

static void interpolate(float *out, int64_t outStride, const float *in, int64_t inStride, int64_t width, int64_t rows,
                        const int32_t *base, const float *weights, int32_t taps, int32_t stream) {
    const int64_t step = 2 * CSCORE_WIDTH;
    if (((uintptr_t)out | (uint64_t)(outStride * 4)) % 64 != 0) stream = 0;
    for (int64_t from = 0; from < width; from += CSCORE_STRIP) {
        int64_t to = from + CSCORE_STRIP < width ? from + CSCORE_STRIP : width;
        int64_t whole = from + (to - from) / step * step;
        for (int64_t r = 0; r < rows;) {
            int64_t together = r + 4 <= rows && base[r] == base[r + 3] ? 4 : 1;
            const float *source = in + base[r] * inStride, *w = weights + r * taps;
            float *target = out + r * outStride;
            int64_t c = from;
            if (together == 4) {
                for (; c < whole; c += step) rows_4(target + c, outStride, source + c, inStride, w, taps, stream);
            } else {
                for (; c < whole; c += step) rows_1(target + c, outStride, source + c, inStride, w, taps, stream);
            }
            for (; c < to; c++) {
                for (int64_t t = 0; t < together; t++) {
                    float sum = 0;
                    for (int32_t k = 0; k < taps; k++) sum += source[k * inStride + c] * w[t * taps + k];
                    target[t * outStride + c] = sum;
                }
            }
            r += together;
        }
    }
    if (stream) fence();
}

static void aggregate(float *out, int64_t outStride, const float *in, int64_t inStride, int64_t width, int64_t rows,
                      const int32_t *base, const float *weights, int32_t taps) {
    for (int64_t from = 0; from < width; from += CSCORE_STRIP) {
        int64_t to = from + CSCORE_STRIP < width ? from + CSCORE_STRIP : width;
        for (int64_t r = 0; r < rows; r++) {
            for (int32_t k = 0; k < taps; k++) {
                float *restrict target = out + (base[r] + k) * outStride;
                const float *restrict source = in + r * inStride;
                float w = weights[r * taps + k];
                for (int64_t c = from; c < to; c++) target[c] += source[c] * w;
            }
        }
    }
}

static void transpose(float *out, int64_t outStride, const float *in, int64_t inStride, int64_t rows,
                      int64_t columns) {
    for (int64_t r0 = 0; r0 < rows; r0 += 16) {
        int64_t r1 = r0 + 16 < rows ? r0 + 16 : rows;
        for (int64_t c = 0; c < columns; c++) {
            for (int64_t r = r0; r < r1; r++) out[c * outStride + r] = in[r * inStride + c];
        }
    }
}

static void flush(double *sums, float *values, int64_t count) {
    for (int64_t i = 0; i < count; i++) {
        sums[i] += (double)values[i];
        values[i] = 0;
    }
}
