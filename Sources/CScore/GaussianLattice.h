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
    stencil result = {-1, {0}, {0}};
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

/// Points whose stencils are computed before any is added: the long chains of the first step then overlap.
#define CSCORE_GROUP 16

static void spread(cscore_lattice lattice, cscore_spreading s, const double *x, const double *y, const double *w,
                   int64_t count) {
    float along_i[CSCORE_GROUP][16], along_j[CSCORE_GROUP][16];
    int64_t at[CSCORE_GROUP];
    for (int64_t first = 0; first < count; first += CSCORE_GROUP) {
        int64_t size = count - first < CSCORE_GROUP ? count - first : CSCORE_GROUP;
        for (int64_t k = 0; k < size; k++) {
            stencil one = stencil_at(lattice, s, x[first + k], y[first + k]);
            at[k] = one.first;
            store_wide(along_i[k], one.along_i * (float)w[first + k]);
            store_wide(along_j[k], one.along_j);
        }
        for (int64_t k = 0; k < size; k++) {
            if (at[k] < 0) continue;
            float *node = lattice.nodes + at[k];
            const wide across = load_wide(along_j[k]);
            for (int32_t line = 0; line < s.taps; line++, node += lattice.stride) {
                store_wide(node, load_wide(node) + across * along_i[k][line]);
            }
        }
    }
}

static void spread_many(const cscore_lattice *lattices, int32_t many, cscore_spreading s, const double *x,
                        const double *y, const double *const *w, int64_t count) {
    for (int64_t p = 0; p < count; p++) {
        stencil at = stencil_at(lattices[0], s, x[p], y[p]);
        if (at.first < 0) continue;
        for (int32_t m = 0; m < many; m++) {
            float along_i[16];
            store_wide(along_i, at.along_i * (float)w[m][p]);
            float *node = lattices[m].nodes + at.first;
            for (int32_t k = 0; k < s.taps; k++, node += lattices[m].stride) {
                store_wide(node, load_wide(node) + at.along_j * along_i[k]);
            }
        }
    }
}

/// The stencil of a point on a level of a pyramid.
typedef struct {
    float along_i[24], along_j[32];
    float *node;  // 0 when the stencil leaves the level
    int64_t stride;
    int32_t size;
} level_stencil;

/// The stencil at one level; `spreadI` and `spreadJ` are the point's variances there in squared node spacings, the
/// former not the smaller.
CSCORE_INLINE void stencil_at_level(level_stencil *at, const cscore_level *level, cscore_stencils stencils, double x,
                                    double y, double w, double spreadI, double spreadJ) {
    const wide count = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    const double reach2 = spreadI * stencils.reach2;
    const int32_t size = reach2 <= 7.5 * 7.5 ? 16 : reach2 <= 9.5 * 9.5 ? 20 : 24;
    double fi = (x - level->originX) * level->scaleX, fj = (y - level->originY) * level->scaleY;
    at->node = 0;
    if (!(fi > -1e6 && fi < 1e9 && fj > -1e6 && fj < 1e9)) return;
    int64_t i = floor_to_int(fi - 0.5 * (size - 2)), j = floor_to_int(fj - 0.5 * (size - 2));
    if (i < 0 || j < 0 || i + size > level->lattice.lines || j + size > level->lattice.depth) return;
    at->node = level->lattice.nodes + i * level->lattice.stride + j;
    at->stride = level->lattice.stride;
    at->size = size;
    float inverseI = (float)(1 / spreadI), inverseJ = (float)(1 / spreadJ);
    float exponentI = -0.72134752f * inverseI, exponentJ = -0.72134752f * inverseJ;
    float amplitude = (float)w * __builtin_sqrtf(inverseI * inverseJ);
    wide di = count + (float)((double)i - fi), dj = count + (float)((double)j - fj);
    store_wide(at->along_j, exp2_wide(dj * dj * exponentJ));
    store_wide(at->along_i, exp2_wide(di * di * exponentI) * amplitude);
    if (size == 16) return;
    // The last 8 along either axis, in one vector.
    wide last = __builtin_shufflevector(di, dj, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) + 16;
    const wide exponents = {exponentI, exponentI, exponentI, exponentI, exponentI, exponentI, exponentI, exponentI,
                            exponentJ, exponentJ, exponentJ, exponentJ, exponentJ, exponentJ, exponentJ, exponentJ};
    last = exp2_wide(last * last * exponents);
    half last_i = __builtin_shufflevector(last, last, 0, 1, 2, 3, 4, 5, 6, 7);
    *(half_at *)(at->along_i + 16) = last_i * amplitude;
    *(half_at *)(at->along_j + 16) = __builtin_shufflevector(last, last, 8, 9, 10, 11, 12, 13, 14, 15);
}

CSCORE_INLINE void add_stencil(const level_stencil *at) {
    float *node = at->node;
    const wide along_j = load_wide(at->along_j);
    if (at->size == 16) {
#pragma clang loop unroll(full)
        for (int32_t k = 0; k < 16; k++, node += at->stride) {
            store_wide(node, load_wide(node) + along_j * at->along_i[k]);
        }
        return;
    }
    if (at->size == 20) {
        const quarter rest_j = *(const quarter_at *)(at->along_j + 16);
#pragma clang loop unroll(full)
        for (int32_t k = 0; k < 20; k++, node += at->stride) {
            quarter_at *rest = (quarter_at *)(node + 16);
            store_wide(node, load_wide(node) + along_j * at->along_i[k]);
            *rest = *rest + rest_j * at->along_i[k];
        }
        return;
    }
    const half last_j = *(const half_at *)(at->along_j + 16);
#pragma clang loop unroll(full)
    for (int32_t k = 0; k < 24; k++, node += at->stride) {
        half_at *last = (half_at *)(node + 16);
        store_wide(node, load_wide(node) + along_j * at->along_i[k]);
        *last = *last + last_j * at->along_i[k];
    }
}

/// The level of each point of a group, and its variance raised to the floor.
CSCORE_INLINE void find_levels(const double *thresholds, int32_t count, double floor, const double *sigma,
                               double *variance, int64_t *level) {
    for (int k = 0; k < CSCORE_GROUP; k++) {
        double square = sigma[k] * sigma[k];
        variance[k] = square < floor ? floor : square;
        level[k] = 0;
    }
    for (int32_t l = 1; l < count; l++) {
        for (int k = 0; k < CSCORE_GROUP; k++) level[k] += variance[k] >= thresholds[l];
    }
}

static void spread_levels(const cscore_level *levels, int32_t count, const double *x, const double *y, const double *w,
                          const double *sigma, const double *stretch, cscore_stencils stencils, int64_t points) {
    level_stencil group[CSCORE_GROUP];
    double thresholds[CSCORE_LEVELS], padded[CSCORE_GROUP], variance[CSCORE_GROUP];
    int64_t level[CSCORE_GROUP];
    for (int32_t l = 0; l < count; l++) thresholds[l] = levels[l].threshold;
    for (int64_t first = 0; first < points; first += CSCORE_GROUP) {
        int64_t size = points - first < CSCORE_GROUP ? points - first : CSCORE_GROUP;
        for (int k = 0; k < CSCORE_GROUP; k++) padded[k] = sigma[first + (k < size ? k : 0)];
        find_levels(thresholds, count, stencils.floor, padded, variance, level);
        for (int64_t k = 0; k < size; k++) {
            const cscore_level *at = levels + level[k];
            double ratio = stretch ? stretch[first + k] : 1, scale2 = at->scaleX * at->scaleX;
            double spreadI = (variance[k] * ratio * ratio - at->variance) * scale2;
            double mass = w[first + k] * (stencils.unitPeak ? variance[k] * ratio : 1);
            stencil_at_level(group + k, at, stencils, x[first + k], y[first + k], mass, spreadI,
                             (variance[k] - at->variance) * scale2);
        }
        for (int64_t k = 0; k < size; k++) {
            if (group[k].node) add_stencil(group + k);
        }
    }
}

/// A Gaussian so narrow that it is evaluated at the cells themselves.
static void scatter(float *out, int64_t stride, int64_t columns, int64_t rows, cscore_scatter s, const double *x,
                    const double *y, const double *w, int64_t count) {
    const wide step = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    for (int64_t p = 0; p < count; p++) {
        double fx = (x[p] - s.originX) * s.scaleX - 0.5, fy = (y[p] - s.originY) * s.scaleY - 0.5;
        if (!(fx > -1e6 && fx < 1e9 && fy > -1e6 && fy < 1e9)) continue;
        int64_t column = floor_to_int(fx - 7.0), row = floor_to_int(fy - 7.0);
        float along_x[16], along_y[16];
        wide dx = step + (float)((double)column - fx), dy = step + (float)((double)row - fy);
        store_wide(along_x, exp2_wide(dx * dx * -s.exponentX));
        store_wide(along_y, exp2_wide(dy * dy * -s.exponentY) * (float)(w[p] * s.factor));
        for (int j = 0; j < 16; j++) {
            if (row + j < 0 || row + j >= rows) continue;
            float *to = out + (row + j) * stride + column;
            if (column >= 0 && column + 16 <= columns) {
                store_wide(to, load_wide(to) + load_wide(along_x) * along_y[j]);
                continue;
            }
            for (int i = 0; i < 16; i++) {
                if (column + i >= 0 && column + i < columns) to[i] += along_x[i] * along_y[j];
            }
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

static void node_table(int32_t *base, float *weights, double start, double step, int64_t cells, int32_t taps,
                       double exponent, double factor) {
    const wide count = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    for (int64_t cell = 0; cell < cells; cell++) {
        double position = start + (double)cell * step;
        int64_t first = floor_to_int(position - 0.5 * (taps - 2));
        base[cell] = (int32_t)first;
        wide d = count + (float)((double)first - position);
        // Each store reaches beyond its own taps; the next one puts that right.
        store_wide(weights + cell * taps, exp2_wide(d * d * (float)-exponent) * (float)factor);
    }
}

static void half_kernels(float *out, const double *distance, double shift, double exponent, double factor,
                         int64_t count) {
    for (int64_t k = 0; k < count; k += 16) {
        float d[16];
        for (int i = 0; i < 16; i++) d[i] = (float)(distance[k + i] + shift);
        wide z = load_wide(d);
        store_wide(out + k, load_wide(out + k) + exp2_wide(z * z * (float)-exponent) * (float)factor);
    }
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
