// SPDX-License-Identifier: Apache-2.0
//
// Kernels of compact support with radii of their own: row by row, each point adds the coefficients of its polynomial
// where its support begins and takes them away where it ends; running sums give the polynomial of every cell. All in
// double precision, about an origin that moves every 16 cells: far from it high powers would cancel.

enum { VARIABLE_BLOCK = 16 };

CSCORE_INLINE double block_origin(int64_t column) {
    return (double)(column / VARIABLE_BLOCK * VARIABLE_BLOCK) + 0.5 * VARIABLE_BLOCK;
}

/// Adds w (t - (X + o - p)^2 / r^2)^m, as a polynomial in X, to the coefficients at a column.
CSCORE_INLINE void add_coefficients(const int m, double *at, int64_t column, double p, double inverse2, double t,
                                    double w) {
    double offset = p - block_origin(column);
    double base[3] = {t - inverse2 * offset * offset, 2 * inverse2 * offset, -inverse2};
    double power[7] = {1, 0, 0, 0, 0, 0, 0};
    for (int factor = 0; factor < m; factor++) {
        for (int k = 2 * factor + 2; k >= 0; k--) {
            double sum = 0;
            for (int i = 0; i < 3; i++) {
                if (k - i >= 0 && k - i <= 2 * factor) sum += base[i] * power[k - i];
            }
            power[k] = sum;
        }
    }
    for (int k = 0; k <= 2 * m; k++) at[k] += w * power[k];
    at[2 * m + 1] += w > 0 ? 1 : -1;
}

/// The polynomial in X + VARIABLE_BLOCK.
CSCORE_INLINE void move_origin(const int m, double *c) {
    for (int k = 1; k <= 2 * m; k++) {
        for (int i = 2 * m - 1; i >= k - 1; i--) c[i] += VARIABLE_BLOCK * c[i + 1];
    }
}

CSCORE_INLINE void sum_row(const int m, float *out, int64_t columns, double *steps) {
    const int slots = 2 * m + 2;
    double c[8] = {0};
    for (int64_t column = 0; column < columns; column++) {
        if (column % VARIABLE_BLOCK == 0 && column > 0) move_origin(m, c);
        for (int k = 0; k < slots; k++) {
            c[k] += steps[column * slots + k];
            steps[column * slots + k] = 0;
        }
        // Where no support is open, what is left is rounding.
        if (c[slots - 1] == 0) {
            for (int k = 0; k < slots; k++) c[k] = 0;
        }
        double x = (double)column - block_origin(column), value = 0;
        for (int k = 2 * m; k >= 0; k--) value = value * x + c[k];
        out[column] = value > 0 ? (float)value : 0;
    }
    for (int k = 0; k < slots; k++) steps[columns * slots + k] = 0;
}

/// The columns that a support covers in a row, first and beyond the last; 0 when there are none.
CSCORE_INLINE int covered_columns(const cscore_variable *p, int64_t point, int64_t row, int64_t columns, double *t,
                                  int64_t *first, int64_t *end) {
    double dy = ((double)row - p->y[point]) / p->radiusY[point];
    *t = 1 - dy * dy;
    if (*t <= 0) return 0;
    double half = p->radiusX[point] * __builtin_sqrt(*t), low = p->x[point] - half, high = p->x[point] + half;
    if (!(high >= 0 && low <= (double)columns)) return 0;
    *first = low <= 0 ? 0 : -floor_to_int(-low);
    *end = high >= (double)columns ? columns : floor_to_int(high) + 1;
    return *first < *end;
}

CSCORE_INLINE void polynomial_row(const int m, const cscore_variable *p, const int32_t *points, int64_t count,
                                  int64_t row, float *out, int64_t columns, double *steps) {
    const int slots = 2 * m + 2;
    for (int64_t k = 0; k < count; k++) {
        int64_t point = points[k], first, end;
        double t;
        if (p->w[point] <= 0 || !covered_columns(p, point, row, columns, &t, &first, &end)) continue;
        double inverse2 = 1 / (p->radiusX[point] * p->radiusX[point]);
        add_coefficients(m, steps + first * slots, first, p->x[point], inverse2, t, p->w[point]);
        add_coefficients(m, steps + end * slots, end, p->x[point], inverse2, t, -p->w[point]);
    }
    sum_row(m, out, columns, steps);
}

/// The triangular kernel is no polynomial: cell by cell.
CSCORE_INLINE void triangular_row(const cscore_variable *p, const int32_t *points, int64_t count, int64_t row,
                                  float *out, int64_t columns, double *steps) {
    for (int64_t k = 0; k < count; k++) {
        int64_t point = points[k], first, end;
        double t;
        if (!covered_columns(p, point, row, columns, &t, &first, &end)) continue;
        for (int64_t column = first; column < end; column++) {
            double dx = ((double)column - p->x[point]) / p->radiusX[point], square = 1 - t + dx * dx;
            if (square < 1) steps[column] += p->w[point] * (1 - __builtin_sqrt(square));
        }
    }
    for (int64_t column = 0; column < columns; column++) {
        out[column] = (float)steps[column];
        steps[column] = 0;
    }
}

static void variable_row(const cscore_variable *p, int32_t kernel, const int32_t *points, int64_t count, int64_t row,
                         float *out, int64_t columns, double *steps) {
    switch (kernel) {
    case CSCORE_UNIFORM: polynomial_row(0, p, points, count, row, out, columns, steps); break;
    case CSCORE_EPANECHNIKOV: polynomial_row(1, p, points, count, row, out, columns, steps); break;
    case CSCORE_QUARTIC: polynomial_row(2, p, points, count, row, out, columns, steps); break;
    case CSCORE_TRIWEIGHT: polynomial_row(3, p, points, count, row, out, columns, steps); break;
    default: triangular_row(p, points, count, row, out, columns, steps); break;
    }
}
