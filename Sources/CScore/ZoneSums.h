// SPDX-License-Identifier: Apache-2.0
//
// Sums over the cells of one row of a swept area.

CSCORE_INLINE void add_cell(cscore_zone_sums *s, float value, double weight) {
    if (value != value) {
        s->missing += weight;
        return;
    }
    double from = (double)value - s->center;
    s->weight += weight;
    s->sum += weight * from;
    s->squares += weight * from * from;
    s->minimum = value < s->minimum ? value : s->minimum;
    s->maximum = value > s->maximum ? value : s->maximum;
}

/// Cells that are covered alike.
CSCORE_INLINE void add_span(cscore_zone_sums *s, const float *values, int64_t count, double weight) {
    doubles sum = {0}, squares = {0};
    wide low = s->minimum - (wide){0}, high = s->maximum - (wide){0};
    wide_int known = {0};
    int64_t k = 0;
    for (; k + 16 <= count; k += 16) {
        wide v = load_wide(values + k);
        wide_int valid = v == v;
        known += valid;
        low = __builtin_elementwise_min(low, (wide)(((wide_int)v & valid) | ((wide_int)low & ~valid)));
        high = __builtin_elementwise_max(high, (wide)(((wide_int)v & valid) | ((wide_int)high & ~valid)));
        wide from = (wide)((wide_int)(v - (float)s->center) & valid);
        doubles a = __builtin_convertvector(__builtin_shufflevector(from, from, 0, 1, 2, 3, 4, 5, 6, 7), doubles);
        doubles b = __builtin_convertvector(__builtin_shufflevector(from, from, 8, 9, 10, 11, 12, 13, 14, 15), doubles);
        sum += a + b;
        squares += a * a + b * b;
    }
    double valid = -(double)__builtin_reduce_add(known);
    s->weight += weight * valid;
    s->missing += weight * ((double)k - valid);
    double total = 0, square = 0;
    for (int i = 0; i < 8; i++) {
        total += sum[i];
        square += squares[i];
    }
    s->sum += weight * total;
    s->squares += weight * square;
    s->minimum = __builtin_reduce_min(low);
    s->maximum = __builtin_reduce_max(high);
    for (; k < count; k++) add_cell(s, values[k], weight);
}

/// Asks for the cells of a row to come, of which the caches cannot know: a block's rows lie far apart.
CSCORE_INLINE void prefetch_row(cscore_sweep sweep, int64_t row, const float *values) {
    for (int64_t k = 0; k < sweep.columns; k += 16) __builtin_prefetch(values + k);
    for (int64_t word = 0; word < sweep.words; word++) {
        for (uint64_t bits = sweep.touched[row * sweep.words + word]; bits; bits &= bits - 1) {
            __builtin_prefetch(sweep.deltas + row * (sweep.columns + 2) + word * 64 + __builtin_ctzll(bits), 1);
        }
    }
}

static void zone_row(cscore_sweep sweep, int64_t row, const float *values, int64_t stride, double rowWeight,
                     cscore_zone_sums *sums) {
    const int64_t ahead = 3;
    if (row + ahead < sweep.rows) prefetch_row(sweep, row + ahead, values + ahead * stride);

    const double smallest = 1e-9;
    double *deltas = sweep.deltas + row * (sweep.columns + 2), covered = 0;
    int64_t next = 0;
    for (int64_t word = 0; word < sweep.words; word++) {
        uint64_t bits = sweep.touched[row * sweep.words + word];
        sweep.touched[row * sweep.words + word] = 0;
        for (; bits; bits &= bits - 1) {
            int64_t column = word * 64 + __builtin_ctzll(bits);
            int64_t end = column < sweep.columns ? column : sweep.columns;
            if (end > next && covered > smallest) {
                double weight = (covered > 1 - smallest ? 1 : covered) * rowWeight;
                if (end - next < 16) {
                    for (int64_t k = next; k < end; k++) add_cell(sums, values[k], weight);
                } else {
                    add_span(sums, values + next, end - next, weight);
                }
            }
            covered += deltas[column];
            deltas[column] = 0;
            next = end;
        }
    }
    if (next < sweep.columns && covered > smallest) {
        add_span(sums, values + next, sweep.columns - next, (covered > 1 - smallest ? 1 : covered) * rowWeight);
    }
}
