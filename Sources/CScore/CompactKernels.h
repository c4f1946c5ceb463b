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

enum { TILE = 16, QUEUE = 512, FEW = 64 };

/// Degree of the kernel as a power of 1 - d^2; -1 for the triangular kernel, which is no polynomial.
CSCORE_INLINE int kernel_power(int kernel) { return kernel == CSCORE_TRIANGULAR ? -1 : kernel; }

/// Sums of w p^a q^b with a + b <= 2 m lie at power_slot(m, a, b).
CSCORE_INLINE int power_slot(int m, int a, int b) { return a * (2 * m + 1) - a * (a - 1) / 2 + b; }
CSCORE_INLINE int power_count(int m) { return (2 * m + 1) * (m + 1); }

/// Adds the sums of one bin, its points moved by (dx), to `sums`.
CSCORE_INLINE void add_powers(const int m, double *sums, const cscore_tiles *t, int64_t from, int64_t to, double dx) {
    for (int64_t k = from; k < to; k++) {
        double x = (double)t->u[k] + (double)t->uRest[k] + dx, y = (double)t->v[k] + (double)t->vRest[k], xa = t->w[k];
        for (int a = 0; a <= 2 * m; a++, xa *= x) {
            double term = xa;
            for (int b = 0; a + b <= 2 * m; b++, term *= y) sums[power_slot(m, a, b)] += term;
        }
    }
}

/// Moves the origin of the sums by (-dx, -dy) and adds them to `into`: repeated steps of Pascal's triangle.
CSCORE_INLINE void shift_powers(const int m, double *into, double *e, double dx, double dy) {
#pragma clang loop unroll(full)
    for (int b = 0; b <= 2 * m; b++) {
        int n = 2 * m - b;
        for (int k = 1; k <= n; k++) {
            for (int a = n; a >= k; a--) e[power_slot(m, a, b)] += dx * e[power_slot(m, a - 1, b)];
        }
    }
#pragma clang loop unroll(full)
    for (int a = 0; a <= 2 * m; a++) {
        int n = 2 * m - a;
        for (int k = 1; k <= n; k++) {
            for (int b = n; b >= k; b--) e[power_slot(m, a, b)] += dy * e[power_slot(m, a, b - 1)];
        }
    }
    for (int k = 0; k < power_count(m); k++) into[k] += e[k];
}

CSCORE_INLINE void prefix_row(const int m, const cscore_tiles *t, double *prefix, int64_t row) {
    double sums[28];
    const int slots = power_count(m);
    for (int64_t bin = 0; bin < t->binColumns; bin++) {
        int64_t segment = bin / t->segment;
        if (bin % t->segment == 0) {
            for (int k = 0; k < slots; k++) sums[k] = 0;
        }
        // Origin in the middle of the segment: high powers of far coordinates would cancel.
        double middle = (double)(segment * t->segment) + 0.5 * (double)t->segment;
        int64_t at = row * t->binColumns + bin;
        add_powers(m, sums, t, t->start[at], t->start[at + 1], ((double)bin + 0.5 - middle) * TILE * t->cellX);
        for (int k = 0; k < slots; k++) prefix[at * slots + k] = sums[k];
    }
}

static void tile_prefix(const cscore_tiles *t, double *prefix, int64_t row) {
    switch (kernel_power(t->kernel)) {
    case 0: prefix_row(0, t, prefix, row); break;
    case 1: prefix_row(1, t, prefix, row); break;
    case 2: prefix_row(2, t, prefix, row); break;
    case 3: prefix_row(3, t, prefix, row); break;
    default: break;
    }
}

/// Adds the sums over bins first...last of a row, moved to the tile's centre.
CSCORE_INLINE void add_run(const int m, double *into, const cscore_tiles *t, int64_t row, int64_t first, int64_t last,
                           double tileBin, double dy) {
    const int slots = power_count(m);
    for (int64_t from = first; from <= last;) {
        int64_t segmentStart = from / t->segment * t->segment, to = segmentStart + t->segment - 1;
        if (to > last) to = last;
        const double *high = t->prefix + (row * t->binColumns + to) * slots;
        const double *low = from > segmentStart ? t->prefix + (row * t->binColumns + from - 1) * slots : 0;
        double e[28];
        for (int k = 0; k < slots; k++) e[k] = low ? high[k] - low[k] : high[k];
        double middle = (double)segmentStart + 0.5 * (double)t->segment;
        if (t->start[row * t->binColumns + to + 1] > t->start[row * t->binColumns + from]) {
            shift_powers(m, into, e, (middle - tileBin - 0.5) * TILE * t->cellX, dy);
        }
        from = to + 1;
    }
}

CSCORE_INLINE void add_doubles(float *to, doubles value) {
    half_at *at = (half_at *)to;
    *at += __builtin_convertvector(value, half);
}

/// Evaluates (1 - (x - p)^2 - (y - q)^2)^m summed over points, given their sums of powers, at the tile's cells.
CSCORE_INLINE void add_polynomial(const int m, float *tile, const double *sums, const cscore_tiles *t) {
    // The seven terms of the bracket, with their powers of x, y, p and q.
    static const int8_t term[7][5] = {{1, 0, 0, 0, 0},  {-1, 2, 0, 0, 0}, {2, 1, 0, 1, 0}, {-1, 0, 0, 2, 0},
                                      {-1, 0, 2, 0, 0}, {2, 0, 1, 0, 1},  {-1, 0, 0, 0, 2}};
    double c[7][7] = {{0}};
    int all = 1;
    for (int k = 0; k < m; k++) all *= 7;
    for (int pick = 0; pick < all; pick++) {
        int i = 0, j = 0, a = 0, b = 0, factor = 1;
        for (int k = 0, rest = pick; k < m; k++, rest /= 7) {
            const int8_t *q = term[rest % 7];
            factor *= q[0], i += q[1], j += q[2], a += q[3], b += q[4];
        }
        c[i][j] += factor * sums[power_slot(m, a, b)];
    }
    // In double precision: near the edge of the support the terms cancel.
    const doubles west = {-7.5, -6.5, -5.5, -4.5, -3.5, -2.5, -1.5, -0.5};
    const doubles x[2] = {west * t->cellX, (west + 8) * t->cellX};
    for (int row = 0; row < TILE; row++) {
        double y = (row - 7.5) * t->cellY;
        doubles value[2] = {{0}, {0}};
        for (int i = 2 * m; i >= 0; i--) {
            double inner = 0;
            for (int j = 2 * m - i; j >= 0; j--) inner = inner * y + c[i][j];
            value[0] = value[0] * x[0] + inner;
            value[1] = value[1] * x[1] + inner;
        }
        add_doubles(tile + row * TILE, value[0]);
        add_doubles(tile + row * TILE + 8, value[1]);
    }
}

/// Sums of powers of single points, kept in lanes; `count` counts additions until they move to double precision.
typedef struct {
    wide lane[9];
    int count;
} lane_powers;

CSCORE_INLINE double lane_sum(wide value) {
    float parts[16];
    store_wide(parts, value);
    double sum = 0;
    for (int k = 0; k < 16; k++) sum += parts[k];
    return sum;
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
    float u[QUEUE + 16], v[QUEUE + 16], w[QUEUE + 16];
    int count;
    wide squares;  // sum of squared weights that went through single precision
} queue;

CSCORE_INLINE lanes kernel_times_weight(const int kernel, lanes along, lanes across, lanes w) {
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

/// Adds some of the queued points to a block of the tile that fits into registers: WIDTH columns by WIDTH rows.
CSCORE_INLINE void evaluate_block(const int kernel, float *tile, const queue *q, int from, int to, lanes x, lanes y) {
    lanes sum[CSCORE_WIDTH];
#pragma clang loop unroll(full)
    for (int j = 0; j < CSCORE_WIDTH; j++) sum[j] = (lanes){0};
    for (int k = from; k < to; k++) {
        lanes dx = x - q->u[k], dy = y - q->v[k], w = (lanes){0} + q->w[k];
        lanes along = kernel == CSCORE_TRIANGULAR ? dx * dx : 1 - dx * dx;
        float across[CSCORE_WIDTH];
        store(across, dy * dy);
#pragma clang loop unroll(full)
        for (int j = 0; j < CSCORE_WIDTH; j++) {
            sum[j] += kernel_times_weight(kernel, along, (lanes){0} + across[j], w);
        }
    }
#pragma clang loop unroll(full)
    for (int j = 0; j < CSCORE_WIDTH; j++) store(tile + j * TILE, load(tile + j * TILE) + sum[j]);
}

CSCORE_INLINE void evaluate_queue(const int kernel, float *tile, queue *q, const cscore_tiles *t) {
    float x[TILE], y[TILE];
    for (int k = 0; k < TILE; k++) {
        x[k] = (float)((k - 7.5) * t->cellX);
        y[k] = (float)((k - 7.5) * t->cellY);
    }
    // Sums of few terms first, then sums of sums: single precision keeps its digits.
    for (int from = 0; from < q->count; from += FEW) {
        int to = from + FEW < q->count ? from + FEW : q->count;
        for (int j = 0; j < TILE; j += CSCORE_WIDTH) {
            for (int i = 0; i < TILE; i += CSCORE_WIDTH) {
                evaluate_block(kernel, tile + j * TILE + i, q, from, to, load(x + i), load(y + j));
            }
        }
    }
    q->count = 0;
}

/// Appends the lanes of (u, v, w) that are set in `mask`.
CSCORE_INLINE void enqueue(queue *q, wide u, wide v, wide w, wide_int mask) {
#if CSCORE_WIDTH == 16
    __mmask16 bits = _mm512_movepi32_mask((__m512i)mask);
    _mm512_storeu_ps(q->u + q->count, _mm512_maskz_compress_ps(bits, (__m512)u));
    _mm512_storeu_ps(q->v + q->count, _mm512_maskz_compress_ps(bits, (__m512)v));
    _mm512_storeu_ps(q->w + q->count, _mm512_maskz_compress_ps(bits, (__m512)w));
    q->count += __builtin_popcount(bits);
#else
    for (int k = 0; k < 16; k++) {
        q->u[q->count] = u[k];
        q->v[q->count] = v[k];
        q->w[q->count] = w[k];
        q->count -= mask[k];
    }
#endif
}

CSCORE_INLINE int any_lane(wide_int mask) {
#if CSCORE_WIDTH == 16
    return _mm512_movepi32_mask((__m512i)mask) != 0;
#else
    wide_int zero = {0};
    return __builtin_reduce_or(mask != zero) != 0;
#endif
}

/// Sorts the points of one bin at offset (dx, dy) from the tile into lanes, queue and nothing.
CSCORE_INLINE void add_bin(const int kernel, const int m, float *tile, double *sums, lane_powers *powers, queue *q,
                           const cscore_tiles *t, int64_t from, int64_t to, float dx, float dy) {
    const wide_int order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    const float halfX = (float)(7.5 * t->cellX), halfY = (float)(7.5 * t->cellY);
    const wide zero = {0};
    for (int64_t k = from; k < to; k += 16) {
        wide u = load_wide(t->u + k) + dx, v = load_wide(t->v + k) + dy, w = load_wide(t->w + k);
        wide_int valid = order < (int32_t)(to - k < 16 ? to - k : 16);
        wide au = __builtin_elementwise_abs(u), av = __builtin_elementwise_abs(v);
        wide nearU = __builtin_elementwise_max(au - halfX, zero), nearV = __builtin_elementwise_max(av - halfY, zero);
        wide_int near = valid & (nearU * nearU + nearV * nearV < 1.0f);
        if (!any_lane(near)) continue;
        q->squares += (wide)((wide_int)(w * w) & near);
        if (m >= 0 && m <= 2) {
            wide farU = au + halfX, farV = av + halfY;
            wide_int inside = near & (farU * farU + farV * farV < 1.0f);
            if (any_lane(inside)) {
                add_lanes(m, powers, (wide)((wide_int)w & inside), u, v, u * u + v * v);
                if (powers->count == 64) empty_lanes(m, powers, sums);
                near &= ~inside;
                if (!any_lane(near)) continue;
            }
        }
        enqueue(q, u, v, w, near);
        if (q->count >= QUEUE - 16) evaluate_queue(kernel, tile, q, t);
    }
}

/// Returns the sum of the squared weights that went through single precision.
CSCORE_INLINE float one_tile(const int kernel, const int m, const cscore_tiles *t, float *tile, int64_t row,
                             int64_t column) {
    double sums[28] = {0};
    lane_powers powers;
    queue q;
    q.count = 0;
    q.squares = (wide){0};
    powers.count = 0;
    for (int k = 0; k < 9; k++) powers.lane[k] = (wide){0};
    for (int k = 0; k < TILE * TILE; k++) tile[k] = 0;
    int64_t binRow = row + t->marginRows, binColumn = column + t->marginColumns;
    for (int64_t d = -t->marginRows; d <= t->marginRows; d++) {
        int64_t touch = t->touching[d + t->marginRows], inner = m >= 0 ? t->inside[d + t->marginRows] : -1;
        if (touch < 0) continue;
        const int32_t *start = t->start + (binRow + d) * t->binColumns;
        double dy = (double)d * TILE * t->cellY;
        if (inner >= 0) add_run(m, sums, t, binRow + d, binColumn - inner, binColumn + inner, (double)binColumn, dy);
        if (start[binColumn - touch] == start[binColumn + touch + 1]) continue;
        for (int64_t e = -touch; e <= touch; e++) {
            if (inner >= 0 && e == -inner) e = inner + 1;
            if (e > touch) break;
            int64_t from = start[binColumn + e], to = start[binColumn + e + 1];
            if (from == to) continue;
            add_bin(kernel, m, tile, sums, &powers, &q, t, from, to, (float)((double)e * TILE * t->cellX), (float)dy);
        }
    }
    evaluate_queue(kernel, tile, &q, t);
    if (m >= 0) {
        if (powers.count > 0) empty_lanes(m, &powers, sums);
        if (sums[0] != 0) add_polynomial(m, tile, sums, t);
    }
    return (float)lane_sum(q.squares);
}

/// Stores what of a tile lies in the window.
CSCORE_INLINE void store_tile(const cscore_tiles *t, float *out, int64_t stride, const float *tile, int64_t row,
                              int64_t column) {
    int64_t rows = t->rows - row * TILE < TILE ? t->rows - row * TILE : TILE;
    int64_t columns = t->columns - column * TILE < TILE ? t->columns - column * TILE : TILE;
    int aligned = ((uintptr_t)out | (uint64_t)(stride * 4)) % 64 == 0;
    for (int64_t j = 0; j < rows; j++) {
        float *to = out + (row * TILE + j) * stride + column * TILE;
        if (columns == TILE && aligned) {
            __builtin_nontemporal_store(load_wide(tile + j * TILE), (wide *)to);
        } else {
            for (int64_t i = 0; i < columns; i++) to[i] = tile[j * TILE + i];
        }
    }
}

CSCORE_INLINE void tile_row_of(const int kernel, const int m, const cscore_tiles *t, float *out, int64_t stride,
                               int64_t row) {
    int64_t tiles = (t->columns + TILE - 1) / TILE;
    float tile[TILE * TILE];
    for (int64_t column = 0; column < tiles; column++) {
        t->squares[row * tiles + column] = one_tile(kernel, m, t, tile, row, column);
        wide peak = load_wide(tile);
        for (int k = 16; k < TILE * TILE; k += 16) peak = __builtin_elementwise_max(peak, load_wide(tile + k));
        t->peaks[row * tiles + column] = __builtin_reduce_max(peak);
        store_tile(t, out, stride, tile, row, column);
    }
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

/// One point at every cell of the tile, in double precision.
CSCORE_INLINE void add_exact(const int kernel, double *tile, const cscore_tiles *t, double u, double v, double w) {
    const doubles west = {-7.5, -6.5, -5.5, -4.5, -3.5, -2.5, -1.5, -0.5}, zero = {0};
    for (int half = 0; half < 2; half++) {
        doubles dx = (west + 8.0 * half) * t->cellX - u, along = 1 - dx * dx;
        for (int row = 0; row < TILE; row++) {
            double dy = (row - 7.5) * t->cellY - v;
            doubles inside = __builtin_elementwise_max(along - dy * dy, zero), value = inside;
            if (kernel == CSCORE_UNIFORM) value = (doubles)((doubles_int)(zero + 1) & (inside > zero));
            if (kernel == CSCORE_QUARTIC) value = inside * inside;
            if (kernel == CSCORE_TRIWEIGHT) value = inside * inside * inside;
            if (kernel == CSCORE_TRIANGULAR) value = inside / (1 + __builtin_elementwise_sqrt(dx * dx + dy * dy));
            doubles_at *at = (doubles_at *)(tile + row * TILE + 8 * half);
            *at += value * w;
        }
    }
}

CSCORE_INLINE void add_exact_bins(const int kernel, double *tile, const cscore_tiles *t, int64_t from, int64_t to,
                                  double dx, double dy) {
    double halfX = 7.5 * t->cellX, halfY = 7.5 * t->cellY;
    for (int64_t k = from; k < to; k++) {
        double u = (double)t->u[k] + (double)t->uRest[k] + dx, v = (double)t->v[k] + (double)t->vRest[k] + dy;
        double nearU = (u < 0 ? -u : u) - halfX, nearV = (v < 0 ? -v : v) - halfY;
        nearU = nearU < 0 ? 0 : nearU, nearV = nearV < 0 ? 0 : nearV;
        if (nearU * nearU + nearV * nearV < 1) add_exact(kernel, tile, t, u, v, t->w[k]);
    }
}

/// The tile again, its single points in double precision.
CSCORE_INLINE void exact_tile(const int kernel, const int m, const cscore_tiles *t, float *tile, int64_t row,
                              int64_t column) {
    double sums[28] = {0}, points[TILE * TILE] = {0};
    int64_t binRow = row + t->marginRows, binColumn = column + t->marginColumns;
    for (int64_t d = -t->marginRows; d <= t->marginRows; d++) {
        int64_t touch = t->touching[d + t->marginRows], inner = m >= 0 ? t->inside[d + t->marginRows] : -1;
        const int32_t *start = t->start + (binRow + d) * t->binColumns;
        double dy = (double)d * TILE * t->cellY;
        if (inner >= 0) add_run(m, sums, t, binRow + d, binColumn - inner, binColumn + inner, (double)binColumn, dy);
        for (int64_t e = -touch; e <= touch; e++) {
            if (e >= -inner && e <= inner) continue;
            add_exact_bins(kernel, points, t, start[binColumn + e], start[binColumn + e + 1],
                           (double)e * TILE * t->cellX, dy);
        }
    }
    for (int k = 0; k < TILE * TILE; k++) tile[k] = (float)points[k];
    if (m >= 0 && sums[0] != 0) add_polynomial(m, tile, sums, t);
}

/// Whether a cell of the tile is at least `floor` and less than `enough`.
CSCORE_INLINE int has_doubtful(const cscore_tiles *t, const float *out, int64_t stride, int64_t row, int64_t column,
                               float floor, float enough) {
    int64_t rows = t->rows - row * TILE < TILE ? t->rows - row * TILE : TILE;
    int64_t columns = t->columns - column * TILE < TILE ? t->columns - column * TILE : TILE;
    for (int64_t j = 0; j < rows; j++) {
        const float *from = out + (row * TILE + j) * stride + column * TILE;
        int doubtful = 0;
        for (int64_t i = 0; i < columns; i++) doubtful |= (from[i] >= floor) & (from[i] < enough);
        if (doubtful) return 1;
    }
    return 0;
}

static void tile_refine(const cscore_tiles *t, float *out, int64_t stride, int64_t row, float floor, float noise) {
    int64_t tiles = (t->columns + TILE - 1) / TILE;
    float tile[TILE * TILE];
    for (int64_t column = 0; column < tiles; column++) {
        float enough = noise * __builtin_sqrtf(t->squares[row * tiles + column]);
        if (enough <= floor || t->peaks[row * tiles + column] < floor) continue;
        if (!has_doubtful(t, out, stride, row, column, floor, enough)) continue;
        switch (t->kernel) {
        case CSCORE_UNIFORM: exact_tile(CSCORE_UNIFORM, 0, t, tile, row, column); break;
        case CSCORE_EPANECHNIKOV: exact_tile(CSCORE_EPANECHNIKOV, 1, t, tile, row, column); break;
        case CSCORE_QUARTIC: exact_tile(CSCORE_QUARTIC, 2, t, tile, row, column); break;
        case CSCORE_TRIWEIGHT: exact_tile(CSCORE_TRIWEIGHT, 3, t, tile, row, column); break;
        default: exact_tile(CSCORE_TRIANGULAR, -1, t, tile, row, column); break;
        }
        store_tile(t, out, stride, tile, row, column);
    }
    fence();
}
