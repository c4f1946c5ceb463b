// SPDX-License-Identifier: Apache-2.0
//
// Kernels of compact support, exactly: each tile of 16 x 16 cells sums over the points around it. Distances are in
// units of the support radius, so the support is the unit disc. Points are sorted into bins of the size of a tile.
// A run of bins that lies wholly inside the support of every cell of the tile enters through sums of powers of its
// coordinates (a polynomial kernel is a polynomial in them); so do single points of other bins; only points whose
// support edge crosses the tile are evaluated cell by cell.
//
// Single points go through single precision first. Where that may cost a cell more than a millionth of its value, which
// takes few points and a cell near the edge of their support, the tile is done again in double precision.

/// Sums of powers of single points, kept in lanes; `count` counts additions until they move to double precision.
typedef struct {
    wide lane[9];
    int count;
} lane_powers;

CSCORE_INLINE double lane_sum(wide value) {
    half low = __builtin_shufflevector(value, value, 0, 1, 2, 3, 4, 5, 6, 7);
    half high = __builtin_shufflevector(value, value, 8, 9, 10, 11, 12, 13, 14, 15);
    doubles d = __builtin_convertvector(low, doubles) + __builtin_convertvector(high, doubles);
    return ((d[0] + d[4]) + (d[1] + d[5])) + ((d[2] + d[6]) + (d[3] + d[7]));
}

/// The combinations r^2, r^2 x, r^2 y and r^4 go to the slots of x^2, x^3, y^3 and x^4: the kernel holds p and q in
/// powers of r^2 only, so the slots that they would share are left at zero.
CSCORE_INLINE void empty_lanes(const int m, lane_powers *lanes, double *sums) {
    sums[0] += lane_sum(lanes->lane[0]);
    if (m >= 1) {
        sums[power_slot(m, 1, 0)] += lane_sum(lanes->lane[1]);
        sums[power_slot(m, 0, 1)] += lane_sum(lanes->lane[2]);
        sums[power_slot(m, 2, 0)] += lane_sum(lanes->lane[3]);
    }
    if (m >= 2) {
        sums[power_slot(m, 1, 1)] += lane_sum(lanes->lane[4]);
        sums[power_slot(m, 0, 2)] += lane_sum(lanes->lane[5]);
        sums[power_slot(m, 3, 0)] += lane_sum(lanes->lane[6]);
        sums[power_slot(m, 0, 3)] += lane_sum(lanes->lane[7]);
        sums[power_slot(m, 4, 0)] += lane_sum(lanes->lane[8]);
    }
    for (int k = 0; k < 9; k++) lanes->lane[k] = (wide){0};
    lanes->count = 0;
}

CSCORE_INLINE void add_lanes(const int m, lane_powers *lanes, wide w, wide u, wide v, wide r2) {
    lanes->lane[0] += w;
    if (m >= 1) {
        lanes->lane[1] += w * u;
        lanes->lane[2] += w * v;
    }
    if (m == 1) lanes->lane[3] += w * r2;
    if (m == 2) {
        wide wu = w * u, wv = w * v, wr = w * r2;
        lanes->lane[3] += wu * u;
        lanes->lane[4] += wu * v;
        lanes->lane[5] += wv * v;
        lanes->lane[6] += wu * r2;
        lanes->lane[7] += wv * r2;
        lanes->lane[8] += wr * r2;
    }
    lanes->count++;
}

/// Points that wait for their evaluation cell by cell.
typedef struct {
    int32_t point[QUEUE + 16];
    float dy[QUEUE + 16];  // from the tile's middle to that of the point's bin, in bins
    int count;
} queue;

CSCORE_INLINE lanes kernel_times_weight(const int kernel, lanes along, float across, lanes w) {
    const lanes zero = {0};
    if (kernel == CSCORE_TRIANGULAR) {
        // Here `along` is dx^2. 1 - d = (1 - d^2) / (1 + d) cancels neither at the rim nor in the middle.
        lanes square = along + across;
        return w * __builtin_elementwise_max(1 - square, zero) / (1 + __builtin_elementwise_sqrt(square));
    }
    // `along` is 1 - dx^2, `across` dy^2.
    lanes inside = along - across;
    if (kernel == CSCORE_UNIFORM) {
        return (lanes)((lanes_int)w & (inside > zero));
    }
    inside = __builtin_elementwise_max(inside, zero);
    if (kernel == CSCORE_EPANECHNIKOV) return w * inside;
    if (kernel == CSCORE_QUARTIC) return w * inside * inside;
    return w * inside * (inside * inside);
}

/// Adds some of the queued points to a block of the tile that fits into registers. `along` holds 1 - dx^2 (dx^2 for the
/// triangular kernel) of each point at the 16 columns of the tile and `across` dy^2 at 8 of its rows, both starting with
/// the block's first.
CSCORE_INLINE void evaluate_block(const int kernel, float *tile, const float *along, const float *across,
                                  const float *w, int count) {
    lanes sum[BLOCK_ROWS];
#pragma clang loop unroll(full)
    for (int j = 0; j < BLOCK_ROWS; j++) sum[j] = (lanes){0};
    for (int k = 0; k < count; k++) {
        lanes at = load(along + k * TILE), weight = splat(w[k]);
#pragma clang loop unroll(full)
        for (int j = 0; j < BLOCK_ROWS; j++) {
            sum[j] += kernel_times_weight(kernel, at, across[k * HALF + j], weight);
        }
    }
#pragma clang loop unroll(full)
    for (int j = 0; j < BLOCK_ROWS; j++) store(tile + j * TILE, load(tile + j * TILE) + sum[j]);
}

CSCORE_INLINE doubles squares(doubles cells, double cell, double at, int fromOne) {
    doubles d = cells * cell - at;
    return fromOne ? 1 - d * d : d * d;
}

/// Adds the queued points to the upper (0) or lower (1) half of the tile.
CSCORE_INLINE void evaluate_queue(const int kernel, float *tile, queue *q, const cscore_tiles *t, int64_t bin,
                                  const int lower) {
    const doubles first = {-7.5, -6.5, -5.5, -4.5, -3.5, -2.5, -1.5, -0.5}, second = first + 8;
    float along[FEW * TILE], across[FEW * HALF], w[FEW];
    // Sums of few terms first, then sums of sums: single precision keeps its digits.
    for (int from = 0; from < q->count; from += FEW) {
        int count = q->count - from < FEW ? q->count - from : FEW;
        for (int k = 0; k < count; k++) {
            // Squares in double precision, rounded once: the digits that cancel at the rim are then still there.
            int32_t point = q->point[from + k];
            double u = exact_u(t, point, bin), v = exact_v(t, point) + (double)q->dy[from + k] * TILE * t->cellY;
            const int fromOne = kernel != CSCORE_TRIANGULAR;
            half_at *to = (half_at *)(along + k * TILE);
            to[0] = __builtin_convertvector(squares(first, t->cellX, u, fromOne), half);
            *(half_at *)(along + k * TILE + 8) = __builtin_convertvector(squares(second, t->cellX, u, fromOne), half);
            *(half_at *)(across + k * HALF) =
                __builtin_convertvector(squares(lower ? second : first, t->cellY, v, 0), half);
            w[k] = t->w[point];
        }
        float *rows = tile + lower * HALF * TILE;
        for (int j = 0; j < HALF; j += BLOCK_ROWS) {
            for (int i = 0; i < TILE; i += CSCORE_WIDTH) {
                evaluate_block(kernel, rows + j * TILE + i, along + i, across + j, w, count);
            }
        }
    }
    q->count = 0;
}

/// Appends the points from `first` on whose lanes are set in `mask`.
CSCORE_INLINE void enqueue(queue *q, int64_t first, float dy, wide_int mask) {
    const wide_int order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
#if CSCORE_WIDTH == 16
    __mmask16 bits = _mm512_movepi32_mask((__m512i)mask);
    _mm512_storeu_si512(q->point + q->count, _mm512_maskz_compress_epi32(bits, (__m512i)(order + (int32_t)first)));
    store_wide(q->dy + q->count, dy - (wide){0});
    q->count += __builtin_popcount(bits);
#else
    wide_int point = order + (int32_t)first;
    for (int k = 0; k < 16; k++) {
        q->point[q->count] = point[k];
        q->dy[q->count] = dy;
        q->count -= mask[k];
    }
#endif
}

/// What one tile is made of while its points are sorted.
typedef struct {
    double sums[28];
    lane_powers powers;
    queue halves[2];  // points whose rim crosses the upper or the lower half
    wide noise;       // squared weights, those of noisier sums counted more
} tile_work;

/// Sorts the points of neighbouring bins of one row, whose middle lies dy from the tile's, into lanes, queues and
/// nothing.
CSCORE_INLINE void add_bins(const int kernel, const int m, float *tile, tile_work *work, const cscore_tiles *t,
                            int64_t from, int64_t to, int64_t bin, int64_t d) {
    const wide_int order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    const float halfX = (float)(7.5 * t->cellX), halfY = (float)(7.5 * t->cellY), step = (float)t->step;
    const float quarterY = (float)(3.5 * t->cellY), middleY = (float)(4 * t->cellY);
    const int32_t middle = (int32_t)(bin * t->steps + t->steps / 2);
    const float dy = (float)((double)d * TILE * t->cellY);
    const wide zero = {0};
    for (int64_t k = from; k < to; k += 16) {
        wide u = __builtin_convertvector(*(const wide_int_at *)(t->u + k) - middle, wide) * step;
        wide v = load_wide(t->v + k) + dy;
        wide_int valid = order < (int32_t)(to - k < 16 ? to - k : 16);
        wide au = __builtin_elementwise_abs(u);
        wide nearU = __builtin_elementwise_max(au - halfX, zero);
        wide upper = __builtin_elementwise_max(__builtin_elementwise_abs(v + middleY) - quarterY, zero);
        wide lower = __builtin_elementwise_max(__builtin_elementwise_abs(v - middleY) - quarterY, zero);
        wide room = 1 - nearU * nearU;
        wide_int nearUpper = valid & (upper * upper < room), nearLower = valid & (lower * lower < room);
        wide_int near = nearUpper | nearLower;
        if (!any_lane(near)) continue;
        wide w = load_wide(t->w + k);
        work->noise += (wide)((wide_int)(w * w) & near);
        if (m >= 0 && m <= 2) {
            wide farU = au + halfX, farV = __builtin_elementwise_abs(v) + halfY;
            wide_int inside = near & (farU * farU + farV * farV < 1.0f);
            if (any_lane(inside)) {
                wide inner = (wide)((wide_int)w & inside);
                add_lanes(m, &work->powers, inner, u, v, u * u + v * v);
                work->noise += inner * inner * (NOISIER * NOISIER - 1.0f);
                if (work->powers.count == 64) empty_lanes(m, &work->powers, work->sums);
                nearUpper &= ~inside, nearLower &= ~inside;
            }
        }
        enqueue(&work->halves[0], k, (float)d, nearUpper);
        enqueue(&work->halves[1], k, (float)d, nearLower);
        if (work->halves[0].count >= QUEUE - 16) evaluate_queue(kernel, tile, &work->halves[0], t, bin, 0);
        if (work->halves[1].count >= QUEUE - 16) evaluate_queue(kernel, tile, &work->halves[1], t, bin, 1);
    }
}

/// Returns the sum of the squared weights, those of noisier sums counted more.
CSCORE_INLINE float one_tile(const int kernel, const int m, const cscore_tiles *t, float *tile, int64_t row,
                             int64_t column) {
    tile_work work;
    for (int k = 0; k < 28; k++) work.sums[k] = 0;
    for (int k = 0; k < 9; k++) work.powers.lane[k] = (wide){0};
    work.powers.count = work.halves[0].count = work.halves[1].count = 0;
    work.noise = (wide){0};
    for (int k = 0; k < TILE * TILE; k++) tile[k] = 0;
    int64_t binRow = row + t->marginRows, binColumn = column + t->marginColumns;
    for (int64_t d = -t->marginRows; d <= t->marginRows; d++) {
        int64_t touch = t->touching[d + t->marginRows], inner = m >= 0 ? t->inside[d + t->marginRows] : -1;
        if (touch < 0) continue;
        const int32_t *start = t->start + (binRow + d) * t->binColumns;
        double dy = (double)d * TILE * t->cellY;
        if (inner >= 0) {
            add_run(m, work.sums, t, binRow + d, binColumn - inner, binColumn + inner, (double)binColumn, dy);
        }
        int64_t from = start[binColumn - touch], to = start[binColumn + touch + 1];
        int64_t gap = inner < 0 ? to : start[binColumn - inner], resume = inner < 0 ? to : start[binColumn + inner + 1];
        add_bins(kernel, m, tile, &work, t, from, gap, binColumn, d);
        add_bins(kernel, m, tile, &work, t, resume, to, binColumn, d);
    }
    for (int lower = 0; lower < 2; lower++) evaluate_queue(kernel, tile, &work.halves[lower], t, binColumn, lower);
    if (m >= 0) {
        if (work.powers.count > 0) empty_lanes(m, &work.powers, work.sums);
        if (work.sums[0] != 0) add_polynomial(m, tile, work.sums, t);
    }
    return (float)lane_sum(work.noise);
}

/// Stores what of a tile lies in the window.
CSCORE_INLINE void store_tile(const cscore_tiles *t, float *out, int64_t stride, const float *tile, int64_t row,
                              int64_t column) {
    int64_t count = t->rows - row * TILE < TILE ? t->rows - row * TILE : TILE;
    int64_t columns = t->columns - column * TILE < TILE ? t->columns - column * TILE : TILE;
    int aligned = ((uintptr_t)out | (uint64_t)(stride * 4)) % 64 == 0;
    for (int64_t j = 0; j < count; j++) {
        float *to = out + (row * TILE + j) * stride + column * TILE;
        if (columns == TILE && aligned) {
            __builtin_nontemporal_store(load_wide(tile + j * TILE), (wide *)to);
        } else {
            for (int64_t i = 0; i < columns; i++) to[i] = tile[j * TILE + i];
        }
    }
}

/// Raises `peak` to the largest values of what of a tile lies in the window.
CSCORE_INLINE wide raise_peak(const cscore_tiles *t, const float *tile, int64_t row, int64_t column, wide peak) {
    int64_t rows = t->rows - row * TILE, columns = t->columns - column * TILE;
    for (int64_t j = 0; j < TILE && j < rows; j++) {
        if (columns >= TILE) {
            peak = __builtin_elementwise_max(peak, load_wide(tile + j * TILE));
        } else {
            for (int64_t i = 0; i < columns; i++) peak[0] = tile[j * TILE + i] > peak[0] ? tile[j * TILE + i] : peak[0];
        }
    }
    return peak;
}

CSCORE_INLINE void tile_row_of(const int kernel, const int m, const cscore_tiles *t, float *out, int64_t stride,
                               int64_t row) {
    int64_t tiles = (t->columns + TILE - 1) / TILE;
    float tile[TILE * TILE];
    wide peak = {0};
    for (int64_t column = 0; column < tiles; column++) {
        t->noise[row * tiles + column] = one_tile(kernel, m, t, tile, row, column);
        peak = raise_peak(t, tile, row, column, peak);
        store_tile(t, out, stride, tile, row, column);
    }
    t->peaks[row] = __builtin_reduce_max(peak);
    fence();
}

static void tile_row(const cscore_tiles *t, float *out, int64_t stride, int64_t row) {
    switch (t->kernel) {
    case CSCORE_UNIFORM: tile_row_of(CSCORE_UNIFORM, 0, t, out, stride, row); break;
    case CSCORE_EPANECHNIKOV: tile_row_of(CSCORE_EPANECHNIKOV, 1, t, out, stride, row); break;
    case CSCORE_QUARTIC: tile_row_of(CSCORE_QUARTIC, 2, t, out, stride, row); break;
    case CSCORE_TRIWEIGHT: tile_row_of(CSCORE_TRIWEIGHT, 3, t, out, stride, row); break;
    default: tile_row_of(CSCORE_TRIANGULAR, -1, t, out, stride, row); break;
    }
}
