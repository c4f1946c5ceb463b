// SPDX-License-Identifier: Apache-2.0
//
// Exact coverage of cells by a polygon: each edge adds, in the cells that it crosses, the signed area between itself
// and the eastern edge of the cell; a running sum along the row then gives the coverage of every cell.

/// Changes the coverage from one cell on. `cell` counts the scratch's cells, so that an eighth of it is the line.
CSCORE_INLINE void put_delta(cscore_sweep s, int64_t cell, double delta) {
    s.deltas[cell] += delta;
    // A byte that is only ever written needs no look at what was there. Its place holds on little-endian machines,
    // the only ones there are for Swift.
    ((uint8_t *)s.touched)[cell >> 3] = 1;
}

/// The part of an edge within one row: from x = a to x = b (either order) while y advances by `height`, signed.
CSCORE_INLINE void cross_row(cscore_sweep s, int64_t row, double a, double b, double height) {
    double low = a < b ? a : b, high = a < b ? b : a;
    int64_t first = (int64_t)low, last = (int64_t)high;
    if (first >= s.columns) first = s.columns;
    int64_t start = row * s.stride;
    if (last <= first || high <= (double)(first + 1)) {
        double west = 0.5 * (low + high) - (double)first;
        put_delta(s, start + first, height * (1 - west));
        put_delta(s, start + first + 1, height * west);
        return;
    }
    double slope = height / (high - low), covered = 0, before = 0;
    for (int64_t column = first; column <= last && column <= s.columns; column++) {
        double from = low > (double)column ? low : (double)column;
        double to = high < (double)(column + 1) ? high : (double)(column + 1);
        // Height gained within the cell counts by the mean distance to its eastern edge; what was gained before counts
        // in full.
        double gain = slope * (to - from);
        double area = before + gain * ((double)(column + 1) - 0.5 * (from + to));
        put_delta(s, start + column, area - covered);
        covered = area;
        before += gain;
    }
    put_delta(s, start + (last < s.columns ? last + 1 : s.columns + 1), height - covered);
}

/// An edge whose ends have x within 0 to columns.
CSCORE_INLINE void sweep_inside(cscore_sweep s, double x0, double y0, double x1, double y1, double sign) {
    if (y0 == y1) return;
    if (y0 > y1) {
        double x = x0, y = y0;
        x0 = x1, y0 = y1, x1 = x, y1 = y;
        sign = -sign;
    }
    double rows = (double)s.rows;
    if (y1 <= 0 || y0 >= rows) return;
    double slope = (x1 - x0) / (y1 - y0);
    double top = y0 > 0 ? y0 : 0, bottom = y1 < rows ? y1 : rows;
    double low = x0 < x1 ? x0 : x1, high = x0 < x1 ? x1 : x0;
    double x = x0 + (top - y0) * slope;
    for (int64_t row = (int64_t)top; (double)row < bottom; row++) {
        double until = bottom < (double)(row + 1) ? bottom : (double)(row + 1);
        double next = until == y1 ? x1 : x0 + (until - y0) * slope;
        next = next < low ? low : next > high ? high : next;
        cross_row(s, row, x, next, sign * (until - top));
        x = next;
        top = until;
    }
}

CSCORE_INLINE double clamped(double value, double low, double high) {
    return value < low ? low : value > high ? high : value;
}

/// Splits an edge where it crosses the western and eastern side of the block; what lies beyond a side sweeps the same
/// area as its projection onto that side.
static void sweep_edge(cscore_sweep s, double x0, double y0, double x1, double y1, double sign) {
    double east = (double)s.columns;
    if (x0 >= 0 && x0 <= east && x1 >= 0 && x1 <= east) return sweep_inside(s, x0, y0, x1, y1, sign);
    double cuts[4] = {0, 0, 1, 1}, t0 = (0 - x0) / (x1 - x0), t1 = (east - x0) / (x1 - x0);
    if (x0 != x1) {
        cuts[1] = clamped(t0 < t1 ? t0 : t1, 0, 1);
        cuts[2] = clamped(t0 < t1 ? t1 : t0, 0, 1);
    }
    for (int k = 0; k < 3; k++) {
        if (cuts[k] == cuts[k + 1]) continue;
        double ax = x0 + cuts[k] * (x1 - x0), bx = x0 + cuts[k + 1] * (x1 - x0);
        double ay = cuts[k] == 1 ? y1 : y0 + cuts[k] * (y1 - y0);
        double by = cuts[k + 1] == 1 ? y1 : y0 + cuts[k + 1] * (y1 - y0);
        sweep_inside(s, clamped(ax, 0, east), ay, clamped(bx, 0, east), by, sign);
    }
}
