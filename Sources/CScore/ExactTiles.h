// SPDX-License-Identifier: Apache-2.0
//
// Cells of compact-kernel surfaces whose digits single precision may have cost, done again in double precision.

/// Cells of a tile that are to be done again, one bit per column for each row.
typedef struct {
    uint32_t row[TILE];
} cell_set;

/// Points that wait for their evaluation in double precision.
typedef struct {
    double u[QUEUE + 8], v[QUEUE + 8], w[QUEUE + 8];
    int count;
} exact_queue;

CSCORE_INLINE doubles exact_kernel(const int kernel, doubles d2) {
    const doubles zero = {0};
    doubles inside = __builtin_elementwise_max(1 - d2, zero);
    if (kernel == CSCORE_UNIFORM) return (doubles)((doubles_int)(zero + 1) & (inside > zero));
    if (kernel == CSCORE_QUARTIC) return inside * inside;
    if (kernel == CSCORE_TRIWEIGHT) return inside * inside * inside;
    if (kernel == CSCORE_TRIANGULAR) return inside / (1 + __builtin_elementwise_sqrt(d2));
    return inside;
}

/// Adds the queued points to the chosen cells.
CSCORE_INLINE void evaluate_exact(const int kernel, double *tile, const cscore_tiles *t, const cell_set *cells,
                                  exact_queue *q) {
    for (int k = q->count; k % 8 != 0; k++) q->u[k] = q->v[k] = q->w[k] = 0;
    for (int row = 0; row < TILE; row++) {
        double y = (row - 7.5) * t->cellY;
        for (uint32_t bits = cells->row[row]; bits; bits &= bits - 1) {
            int column = __builtin_ctz(bits);
            double x = (column - 7.5) * t->cellX;
            doubles sum = {0};
            for (int k = 0; k < q->count; k += 8) {
                doubles dx = *(const doubles_at *)(q->u + k) - x, dy = *(const doubles_at *)(q->v + k) - y;
                sum += exact_kernel(kernel, dx * dx + dy * dy) * *(const doubles_at *)(q->w + k);
            }
            tile[row * TILE + column] += ((sum[0] + sum[4]) + (sum[1] + sum[5])) + ((sum[2] + sum[6]) + (sum[3] + sum[7]));
        }
    }
    q->count = 0;
}

CSCORE_INLINE void add_exact_bins(const int kernel, double *tile, const cscore_tiles *t, const cell_set *cells,
                                  exact_queue *q, int64_t from, int64_t to, int64_t bin, double dy) {
    double halfX = 7.5 * t->cellX, halfY = 7.5 * t->cellY;
    for (int64_t k = from; k < to; k++) {
        double u = exact_u(t, k, bin), v = exact_v(t, k) + dy;
        double nearU = (u < 0 ? -u : u) - halfX, nearV = (v < 0 ? -v : v) - halfY;
        nearU = nearU < 0 ? 0 : nearU, nearV = nearV < 0 ? 0 : nearV;
        if (nearU * nearU + nearV * nearV >= 1) continue;
        q->u[q->count] = u;
        q->v[q->count] = v;
        q->w[q->count] = t->w[k];
        if (++q->count == QUEUE) evaluate_exact(kernel, tile, t, cells, q);
    }
}

/// Some cells of the tile again, single points in double precision.
CSCORE_INLINE void exact_tile(const int kernel, const int m, const cscore_tiles *t, float *tile,
                              const cell_set *cells, int64_t row, int64_t column) {
    double sums[28] = {0}, points[TILE * TILE] = {0};
    exact_queue q;
    q.count = 0;
    int64_t binRow = row + t->marginRows, binColumn = column + t->marginColumns;
    for (int64_t d = -t->marginRows; d <= t->marginRows; d++) {
        int64_t touch = t->touching[d + t->marginRows], inner = m >= 0 ? t->inside[d + t->marginRows] : -1;
        const int32_t *start = t->start + (binRow + d) * t->binColumns;
        double dy = (double)d * TILE * t->cellY;
        if (touch < 0) continue;
        if (inner >= 0) add_run(m, sums, t, binRow + d, binColumn - inner, binColumn + inner, (double)binColumn, dy);
        int64_t from = start[binColumn - touch], to = start[binColumn + touch + 1];
        int64_t gap = inner < 0 ? to : start[binColumn - inner], resume = inner < 0 ? to : start[binColumn + inner + 1];
        add_exact_bins(kernel, points, t, cells, &q, from, gap, binColumn, dy);
        add_exact_bins(kernel, points, t, cells, &q, resume, to, binColumn, dy);
    }
    evaluate_exact(kernel, points, t, cells, &q);
    for (int k = 0; k < TILE * TILE; k++) tile[k] = (float)points[k];
    if (m >= 0 && sums[0] != 0) add_polynomial(m, tile, sums, t);
}

/// The cells of the tile that are at least `floor` and less than `enough`; 0 for none.
CSCORE_INLINE int doubtful_cells(const cscore_tiles *t, const float *out, int64_t stride, cell_set *cells, int64_t row,
                                 int64_t column, float floor, float enough) {
    int64_t rows = t->rows - row * TILE < TILE ? t->rows - row * TILE : TILE;
    int64_t columns = t->columns - column * TILE < TILE ? t->columns - column * TILE : TILE;
    uint32_t any = 0;
    for (int64_t j = 0; j < TILE; j++) {
        const float *from = out + (row * TILE + j) * stride + column * TILE;
        uint32_t bits = 0;
        for (int64_t i = 0; i < columns && j < rows; i++) {
            bits |= (uint32_t)((from[i] >= floor) & (from[i] < enough)) << i;
        }
        cells->row[j] = bits;
        any |= bits;
    }
    return any != 0;
}

CSCORE_INLINE void store_cells(float *out, int64_t stride, const float *tile, const cell_set *cells, int64_t row,
                               int64_t column) {
    for (int j = 0; j < TILE; j++) {
        float *to = out + (row * TILE + j) * stride + column * TILE;
        for (uint32_t bits = cells->row[j]; bits; bits &= bits - 1) {
            to[__builtin_ctz(bits)] = tile[j * TILE + __builtin_ctz(bits)];
        }
    }
}

static void tile_refine(const cscore_tiles *t, float *out, int64_t stride, int64_t row, float floor, float noise) {
    int64_t tiles = (t->columns + TILE - 1) / TILE;
    float tile[TILE * TILE];
    for (int64_t column = 0; column < tiles; column++) {
        float enough = noise * __builtin_sqrtf(t->noise[row * tiles + column]);
        if (enough <= floor) continue;
        cell_set cells;
        if (!doubtful_cells(t, out, stride, &cells, row, column, floor, enough)) continue;
        switch (t->kernel) {
        case CSCORE_UNIFORM: exact_tile(CSCORE_UNIFORM, 0, t, tile, &cells, row, column); break;
        case CSCORE_EPANECHNIKOV: exact_tile(CSCORE_EPANECHNIKOV, 1, t, tile, &cells, row, column); break;
        case CSCORE_QUARTIC: exact_tile(CSCORE_QUARTIC, 2, t, tile, &cells, row, column); break;
        case CSCORE_TRIWEIGHT: exact_tile(CSCORE_TRIWEIGHT, 3, t, tile, &cells, row, column); break;
        default: exact_tile(CSCORE_TRIANGULAR, -1, t, tile, &cells, row, column); break;
        }
        store_cells(out, stride, tile, &cells, row, column);
    }
}
