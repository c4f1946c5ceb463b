// SPDX-License-Identifier: Apache-2.0
//
// Sums of powers of points' coordinates: what a polynomial kernel of compact support needs to know of points that lie
// inside the support of every cell of a tile.

enum { TILE = 16, QUEUE = 256, FEW = 64, BLOCK_ROWS = CSCORE_WIDTH };

/// How much more the single-precision sums of powers err per point than a single evaluation.
#define NOISIER 4.0f

/// Degree of the kernel as a power of 1 - d^2; -1 for the triangular kernel, which is no polynomial.
CSCORE_INLINE int kernel_power(int kernel) { return kernel == CSCORE_TRIANGULAR ? -1 : kernel; }

/// Sums of w p^a q^b with a + b <= 2 m lie at power_slot(m, a, b).
CSCORE_INLINE int power_slot(int m, int a, int b) { return a * (2 * m + 1) - a * (a - 1) / 2 + b; }
CSCORE_INLINE int power_count(int m) { return (2 * m + 1) * (m + 1); }

/// Exact distance of a point, along x, from the middle of a bin.
CSCORE_INLINE double exact_u(const cscore_tiles *t, int64_t point, int64_t bin) {
    return (double)((int64_t)t->u[point] - bin * t->steps - t->steps / 2) * t->step + (double)t->uRest[point];
}

CSCORE_INLINE double exact_v(const cscore_tiles *t, int64_t point) {
    return (double)t->v[point] + (double)t->vRest[point];
}

/// Adds the sums over some points to `sums`, with the origin `dx` from the middle of the bin.
CSCORE_INLINE void add_powers(const int m, double *sums, const cscore_tiles *t, int64_t from, int64_t to, int64_t bin,
                              double dx) {
    for (int64_t k = from; k < to; k++) {
        double x = exact_u(t, k, bin) + dx, y = exact_v(t, k), xa = t->w[k];
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
        double dx = ((double)bin + 0.5 - middle) * TILE * t->cellX;
        add_powers(m, sums, t, t->start[at], t->start[at + 1], bin, dx);
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
