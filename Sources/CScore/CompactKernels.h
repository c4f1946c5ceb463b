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

/// What a point that waits for its evaluation cell by cell is held as. It stands in a whole cell, COLUMN and ROW from the
/// tile's middle, from whose centre it is off by u and v; all are in t->unit, so that squares of whole distances have no
/// rounding. SHARED is what the squares of its distances to all cells of the tile have in common.
enum { COLUMN, ROW, TWICE_U, TWICE_V, SHARED, WEIGHT, QUEUED };

typedef struct {
    float at[QUEUED][QUEUE + 16];
    int count;
} queue;

/// 16 points on their way into a queue.
typedef struct {
    wide at[QUEUED];
} placed;

/// `inside` is the squared radius less the squared distance (less the squared distance alone for the triangular kernel);
/// of kernels that are its power, the weight holds the power of the radius.
CSCORE_INLINE lanes kernel_times_weight(const int kernel, lanes inside, lanes w, float perSquare) {
    const lanes zero = {0};
    if (kernel == CSCORE_TRIANGULAR) {
        lanes square = __builtin_elementwise_max(inside * -perSquare, zero);
        // 1 - d = (1 - d^2) / (1 + d) cancels neither at the rim nor in the middle.
        return w * __builtin_elementwise_max(1 - square, zero) / (1 + __builtin_elementwise_sqrt(square));
    }
    if (kernel == CSCORE_UNIFORM) return (lanes)((lanes_int)w & (inside > zero));
    inside = __builtin_elementwise_max(inside, zero);
    if (kernel == CSCORE_EPANECHNIKOV) return w * inside;
    if (kernel == CSCORE_QUARTIC) return w * inside * inside;
    return w * inside * (inside * inside);
}

/// Adds some of the queued points to a block of the tile that fits into registers, whose columns lie at `x` and whose
/// first row is that of `across`, the squared distances along y of each point to 16 rows.
CSCORE_INLINE void evaluate_block(const int kernel, float *tile, const cscore_tiles *t, lanes x, const float *across,
                                  const queue *q, int from, int count) {
    lanes sum[BLOCK_ROWS];
    const float square = t->radiusSquare, perSquare = t->perSquare;
#pragma clang loop unroll(full)
    for (int j = 0; j < BLOCK_ROWS; j++) sum[j] = (lanes){0};
    for (int k = 0; k < count; k++) {
        lanes d = x - q->at[COLUMN][from + k], weight = splat(q->at[WEIGHT][from + k]);
        lanes along = q->at[TWICE_U][from + k] * d + (square - d * d);
#pragma clang loop unroll(full)
        for (int j = 0; j < BLOCK_ROWS; j++) {
            sum[j] += kernel_times_weight(kernel, along - across[k * TILE + j], weight, perSquare);
        }
    }
#pragma clang loop unroll(full)
    for (int j = 0; j < BLOCK_ROWS; j++) store(tile + j * TILE, load(tile + j * TILE) + sum[j]);
}

/// Adds the queued points to the tile.
CSCORE_INLINE void evaluate_queue(const int kernel, float *tile, queue *q, const cscore_tiles *t) {
    const wide cells = {-7.5f, -6.5f, -5.5f, -4.5f, -3.5f, -2.5f, -1.5f, -0.5f,
                        0.5f,  1.5f,  2.5f,  3.5f,  4.5f,  5.5f,  6.5f,  7.5f};
    const wide middles = cells * t->unit;
    _Alignas(64) float across[FEW * TILE], x[TILE];
    store_wide(x, middles);
    // Sums of few terms first, then sums of sums: single precision keeps its digits.
    for (int from = 0; from < q->count; from += FEW) {
        int count = q->count - from < FEW ? q->count - from : FEW;
        for (int k = 0; k < count; k++) {
            wide d = middles - q->at[ROW][from + k], square = d * d - q->at[TWICE_V][from + k] * d;
            store_wide(across + k * TILE, square * t->stretch + q->at[SHARED][from + k]);
        }
        for (int j = 0; j < TILE; j += BLOCK_ROWS) {
            for (int i = 0; i < TILE; i += CSCORE_WIDTH) {
                evaluate_block(kernel, tile + j * TILE + i, t, load(x + i), across + j, q, from, count);
            }
        }
    }
    q->count = 0;
}

/// Splits the positions of points from `first` on, `steps` east of the tile's middle and in a bin that is `d` bins south
/// of it, into whole cells and what is left.
CSCORE_INLINE placed place(const cscore_tiles *t, int64_t first, wide_int steps, wide w, int64_t d) {
    const wide magic = (wide){} + 12582912.0f;  // rounds to whole numbers
    wide columns = (__builtin_convertvector(steps, wide) * t->cellsPerStep + magic) - magic;
    wide_int rest = steps - __builtin_convertvector(columns, wide_int) * t->stepsPerCell;
    wide v = load_wide(t->v + first), rows = (v * t->rowsPerRadius + magic) - magic;
    // `cellHigh` has few digits: its multiples are exact.
    wide left = ((v - rows * t->cellHigh) - rows * t->cellLow) + load_wide(t->vRest + first);
    wide u = __builtin_convertvector(rest, wide) * (t->cellsPerStep * t->unit) + load_wide(t->uRest + first) * t->radius;
    left *= t->rowsPerRadius * t->unit;
    return (placed){{
        [COLUMN] = columns * t->unit,
        [ROW] = (rows + (float)(d * TILE)) * t->unit,
        [TWICE_U] = u + u,
        [TWICE_V] = left + left,
        [SHARED] = u * u + (left * left * t->stretch - t->radiusSquareRest),
        [WEIGHT] = w * t->weight,
    }};
}

/// Appends the points whose lanes are set in `mask`.
CSCORE_INLINE void enqueue(queue *q, placed p, wide_int mask) {
    uint16_t bits = lane_bits(mask);
#if CSCORE_WIDTH == 16
    for (int k = 0; k < QUEUED; k++) {
        store_wide(q->at[k] + q->count, (wide)_mm512_maskz_compress_ps(bits, (__m512)p.at[k]));
    }
    q->count += __builtin_popcount(bits);
#else
    _Alignas(64) float lane[QUEUED][16];
    for (int k = 0; k < QUEUED; k++) store_wide(lane[k], p.at[k]);
    for (; bits; bits &= (uint16_t)(bits - 1)) {
        for (int k = 0; k < QUEUED; k++) q->at[k][q->count] = lane[k][__builtin_ctz(bits)];
        q->count++;
    }
#endif
}

/// What one tile is made of while its points are sorted.
typedef struct {
    double sums[28];
    lane_powers powers;
    queue rim;   // points whose rim crosses the tile
    wide noise;  // squared weights, those of noisier sums counted more
} tile_work;

/// Sorts the points of neighbouring bins of one row, whose middle lies dy from the tile's, into lanes, queues and
/// nothing.
CSCORE_INLINE void add_bins(const int kernel, const int m, float *tile, tile_work *work, const cscore_tiles *t,
                            int64_t from, int64_t to, int64_t bin, int64_t d) {
    const wide_int order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    const float halfX = (float)(7.5 * t->cellX), halfY = (float)(7.5 * t->cellY), step = (float)t->step;
    const int32_t middle = (int32_t)(bin * t->steps + t->steps / 2);
    const float dy = (float)((double)d * TILE * t->cellY);
    const wide zero = {0};
    for (int64_t k = from; k < to; k += 16) {
        wide_int steps = *(const wide_int_at *)(t->u + k) - middle;
        wide u = __builtin_convertvector(steps, wide) * step;
        wide v = load_wide(t->v + k) + dy;
        wide_int valid = order < (int32_t)(to - k < 16 ? to - k : 16);
        wide au = __builtin_elementwise_abs(u);
        wide nearU = __builtin_elementwise_max(au - halfX, zero);
        wide av = __builtin_elementwise_abs(v), nearV = __builtin_elementwise_max(av - halfY, zero);
        wide_int near = valid & (nearU * nearU + nearV * nearV < 1.0f);
        if (!any_lane(near)) continue;
        wide w = load_wide(t->w + k);
        work->noise += (wide)((wide_int)(w * w) & near);
        if (m >= 0 && m <= 2) {
            wide farU = au + halfX, farV = av + halfY;
            wide_int inside = near & (farU * farU + farV * farV < 1.0f);
            if (any_lane(inside)) {
                wide inner = (wide)((wide_int)w & inside);
                add_lanes(m, &work->powers, inner, u, v, u * u + v * v);
                work->noise += inner * inner * (NOISIER * NOISIER - 1.0f);
                if (work->powers.count == 64) empty_lanes(m, &work->powers, work->sums);
                near &= ~inside;
            }
        }
        enqueue(&work->rim, place(t, k, steps, w, d), near);
        if (work->rim.count >= QUEUE - 16) evaluate_queue(kernel, tile, &work->rim, t);
    }
}

/// Returns the sum of the squared weights, those of noisier sums counted more.
CSCORE_INLINE float one_tile(const int kernel, const int m, const cscore_tiles *t, float *tile, int64_t row,
                             int64_t column) {
    tile_work work;
    for (int k = 0; k < 28; k++) work.sums[k] = 0;
    for (int k = 0; k < 9; k++) work.powers.lane[k] = (wide){0};
    work.powers.count = work.rim.count = 0;
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
    evaluate_queue(kernel, tile, &work.rim, t);
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
