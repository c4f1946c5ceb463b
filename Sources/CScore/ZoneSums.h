// SPDX-License-Identifier: Apache-2.0
//
// Sums over the cells of a swept area. In lines of eight cells that an edge touches, coverage differs from cell to
// cell; between them lie spans that are covered alike. Lanes are added up only once per area.

/// Sums of each lane; values count as differences from the centre.
typedef struct {
    double center;
    doubles weight, sum, squares, missing;
    wide low, high;
    half lineLow, lineHigh;
} zone_lanes;

// Comparisons with NaN are false, so that a value without data changes nothing; the compiler's own minimum would need a
// second comparison for that.
CSCORE_INLINE wide lesser(wide a, wide b) { return (wide)(((wide_int)a & (a < b)) | ((wide_int)b & ~(a < b))); }
CSCORE_INLINE wide greater(wide a, wide b) { return (wide)(((wide_int)a & (a > b)) | ((wide_int)b & ~(a > b))); }

CSCORE_INLINE doubles lower_doubles(wide v) {
    return __builtin_convertvector(__builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7), doubles);
}
CSCORE_INLINE doubles upper_doubles(wide v) {
    return __builtin_convertvector(__builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15), doubles);
}

/// Eight cells, each covered by a share of its own.
CSCORE_INLINE void add_line(zone_lanes *z, half v, doubles covered, double rowWeight) {
    half_int inside = __builtin_convertvector(covered > 0, half_int), known = inside & (v == v);
    doubles_int counts = __builtin_convertvector(known, doubles_int);
    doubles weight = covered * rowWeight, counted = (doubles)((doubles_int)weight & counts);
    doubles from = (doubles)((doubles_int)(__builtin_convertvector(v, doubles) - z->center) & counts);
    z->weight += counted;
    z->missing += weight - counted;
    doubles weighted = counted * from;
    z->sum += weighted;
    z->squares += weighted * from;
    half_int lower = known & (v < z->lineLow), higher = known & (v > z->lineHigh);
    z->lineLow = (half)(((half_int)v & lower) | ((half_int)z->lineLow & ~lower));
    z->lineHigh = (half)(((half_int)v & higher) | ((half_int)z->lineHigh & ~higher));
}

/// The first of eight cells, where the others lie outside of the block or even of the raster.
static void add_part_of_line(zone_lanes *z, const float *values, int64_t count, doubles covered, double rowWeight) {
    float cells[8] = {0};
    for (int64_t k = 0; k < 8; k++) {
        if (k < count) {
            cells[k] = values[k];
        } else {
            covered[k] = 0;
        }
    }
    add_line(z, *(const half_at *)cells, covered, rowWeight);
}

/// Cells that are covered alike, some of them without data.
static void add_broken_span(zone_lanes *z, const float *values, int64_t count, double weight) {
    const doubles all = (doubles){0} + 1;
    for (int64_t k = 0; k + 8 <= count; k += 8) add_line(z, *(const half_at *)(values + k), all, weight);
}

/// Cells that are covered alike, a multiple of eight; asks for those that lie `ahead` values on.
CSCORE_INLINE void add_span(zone_lanes *z, const float *values, int64_t count, double weight, int64_t ahead) {
    doubles sum = {0}, squares = {0};
    wide low = z->low, high = z->high;
    int64_t k = 0;
    for (; k + 16 <= count; k += 16) {
        __builtin_prefetch(values + k + ahead);
        wide v = load_wide(values + k);
        low = lesser(v, low);
        high = greater(v, high);
        doubles a = lower_doubles(v) - z->center, b = upper_doubles(v) - z->center;
        sum += a + b;
        squares += a * a + b * b;
    }
    if (k < count) {
        half v = *(const half_at *)(values + k);
        wide twice = __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7);
        low = lesser(twice, low);
        high = greater(twice, high);
        doubles a = lower_doubles(twice) - z->center;
        sum += a;
        squares += a * a;
    }
    // A value without data leaves no sum: these are rare, and counted in a second pass.
    if (any_double(sum != sum)) return add_broken_span(z, values, count, weight);
    z->low = low;
    z->high = high;
    z->weight[0] += weight * (double)count;
    z->sum += weight * sum;
    z->squares += weight * squares;
}

/// Eight cells' coverage from their deltas and the coverage of the cell before them.
CSCORE_INLINE doubles covered_line(doubles deltas, double before) {
    const doubles zero = {0};
    deltas += __builtin_shufflevector(deltas, zero, 8, 0, 1, 2, 3, 4, 5, 6);
    deltas += __builtin_shufflevector(deltas, zero, 8, 8, 0, 1, 2, 3, 4, 5);
    deltas += __builtin_shufflevector(deltas, zero, 8, 8, 8, 8, 0, 1, 2, 3);
    return deltas + before;
}

/// Shares that differ from none or all by rounding become so.
CSCORE_INLINE doubles without_rounding(doubles covered) {
    const double smallest = 1e-9;
    doubles whole = choose(covered > 1 - smallest, (doubles){0} + 1, covered);
    return (doubles)((doubles_int)whole & (covered > smallest));
}

/// Cells of a row from line `from` to line `to`, which are covered alike.
CSCORE_INLINE void add_lines_alike(zone_lanes *z, const float *values, int64_t from, int64_t to, int64_t columns,
                                   double covered, double rowWeight, int64_t ahead) {
    doubles share = without_rounding((doubles){0} + covered);
    if (share[0] == 0) return;
    int64_t end = 8 * to < columns ? 8 * to : columns, whole = (end - 8 * from) / 8 * 8;
    if (whole > 0) add_span(z, values + 8 * from, whole, share[0] * rowWeight, ahead);
    int64_t rest = end - 8 * from - whole;
    if (rest > 0) add_part_of_line(z, values + 8 * from + whole, rest, share, rowWeight);
}

/// Asks for the lines of a row to come, of which the caches cannot know.
CSCORE_INLINE void prefetch_lines(cscore_sweep sweep, int64_t row, const float *values) {
    const double *deltas = sweep.deltas + row * sweep.stride;
    const uint64_t *touched = sweep.touched + row * (sweep.stride / 64);
    for (int64_t word = 0; word < sweep.stride / 64; word++) {
        for (uint64_t marks = touched[word]; marks; marks &= marks - 1) {
            int64_t cell = 64 * word + __builtin_ctzll(marks) / 8 * 8;
            __builtin_prefetch(deltas + cell, 1);
            __builtin_prefetch(values + cell);
        }
    }
}

CSCORE_INLINE void zone_row(cscore_sweep sweep, int64_t row, const float *values, int64_t ahead, double rowWeight,
                            zone_lanes *z) {
    double *deltas = sweep.deltas + row * sweep.stride, covered = 0;
    uint64_t *touched = sweep.touched + row * (sweep.stride / 64);
    int64_t next = 0;
    for (int64_t word = 0; word < sweep.stride / 64; word++) {
        for (uint64_t marks = touched[word]; marks; marks &= marks - 1) {
            int64_t line = 8 * word + __builtin_ctzll(marks) / 8;
            if (line > next) add_lines_alike(z, values, next, line, sweep.columns, covered, rowWeight, ahead);
            doubles shares = covered_line(*(doubles_at *)(deltas + 8 * line), covered);
            *(doubles_at *)(deltas + 8 * line) = (doubles){0};
            covered = shares[7];
            shares = without_rounding(shares);
            if (8 * line + 8 <= sweep.columns) {
                add_line(z, *(const half_at *)(values + 8 * line), shares, rowWeight);
            } else {
                add_part_of_line(z, values + 8 * line, sweep.columns - 8 * line, shares, rowWeight);
            }
            next = line + 1;
        }
        touched[word] = 0;
    }
    if (8 * next < sweep.columns) {
        add_lines_alike(z, values, next, sweep.stride / 8, sweep.columns, covered, rowWeight, ahead);
    }
}

static void zone_sums(cscore_sweep sweep, const float *values, int64_t stride, const double *rowWeights,
                      cscore_zone_sums *sums) {
    const int64_t ahead = 4;
    zone_lanes z = {.center = sums->center};
    z.low = (wide){0} + sums->minimum, z.high = (wide){0} + sums->maximum;
    z.lineLow = (half){0} + sums->minimum, z.lineHigh = (half){0} + sums->maximum;
    for (int64_t row = 0; row < sweep.rows; row++) {
        if (row + ahead < sweep.rows) prefetch_lines(sweep, row + ahead, values + (row + ahead) * stride);
        zone_row(sweep, row, values + row * stride, row + ahead < sweep.rows ? ahead * stride : 0,
                 rowWeights ? rowWeights[row] : 1, &z);
    }
    for (int i = 0; i < 8; i++) {
        sums->weight += z.weight[i];
        sums->sum += z.sum[i];
        sums->squares += z.squares[i];
        sums->missing += z.missing[i];
    }
    float low = __builtin_reduce_min(z.low), high = __builtin_reduce_max(z.high);
    float lineLow = __builtin_reduce_min(z.lineLow), lineHigh = __builtin_reduce_max(z.lineHigh);
    sums->minimum = low < lineLow ? low : lineLow;
    sums->maximum = high > lineHigh ? high : lineHigh;
}
