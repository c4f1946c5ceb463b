// SPDX-License-Identifier: Apache-2.0
//
// The coverage sweep for the short edges of detailed borders, eight at a time: each goes from cell to cell until its
// end, and what it adds to them is collected first, because lanes often meet in a cell. One edge by itself would
// spend its time on branches that nothing predicts: whether it goes up or down, and where it leaves each cell.

enum { PIECES = 512, LONGEST_WALK = 24 };

/// Parts of edges within one cell each: what they add to its coverage and to that of the cells after it.
typedef struct {
    double here[PIECES + 8], after[PIECES + 8];
    int32_t cell[PIECES + 8];
    int64_t count;
} edge_pieces;

/// Eight edges, in cells from the block's north-west corner.
typedef struct {
    doubles x0, y0, x1, y1;
} eight_edges;

/// How eight edges cross the lines of one direction.
typedef struct {
    doubles cell;     ///< at which each is
    doubles line;     ///< the next one that it crosses
    doubles step;     ///< 1, or -1 for those that go back
    doubles left;     ///< lines to cross until the end
    doubles origin;   ///< where it starts
    doubles perCell;  ///< share of the edge in a cell's length; infinite where it crosses no line
} line_walk;

CSCORE_INLINE void put_pieces(cscore_sweep s, edge_pieces *pieces) {
    const int64_t ahead = 16;
    for (int64_t k = 0; k < pieces->count; k++) {
        if (k + ahead < pieces->count) __builtin_prefetch(s.deltas + pieces->cell[k + ahead], 1);
        put_delta(s, pieces->cell[k], pieces->here[k]);
        put_delta(s, pieces->cell[k] + 1, pieces->after[k]);
    }
    pieces->count = 0;
}

/// Adds the lanes of the mask.
CSCORE_INLINE void append_pieces(edge_pieces *p, doubles_int mask, doubles here, doubles after, doubles cell) {
    half_int cells = __builtin_convertvector(cell, half_int);
#if CSCORE_WIDTH == 16
    __mmask8 used = _mm512_movepi64_mask((__m512i)mask);
    *(doubles_at *)(p->here + p->count) = (doubles)_mm512_maskz_compress_pd(used, (__m512d)here);
    *(doubles_at *)(p->after + p->count) = (doubles)_mm512_maskz_compress_pd(used, (__m512d)after);
    *(half_int_at *)(p->cell + p->count) = (half_int)_mm256_maskz_compress_epi32(used, (__m256i)cells);
    p->count += __builtin_popcount(used);
#else
    for (int lane = 0; lane < 8; lane++) {
        p->here[p->count] = here[lane];
        p->after[p->count] = after[lane];
        p->cell[p->count] = cells[lane];
        p->count -= mask[lane];
    }
#endif
}

/// The cells of coordinates from 0 to `cells`; the end belongs to the last.
CSCORE_INLINE doubles cell_of(doubles at, double cells) {
    doubles whole = __builtin_convertvector(__builtin_convertvector(at, half_int), doubles);
    return choose(whole > cells - 1, (doubles){0} + (cells - 1), whole);
}

/// Where edges between the coordinates start, `cells` being the block's extent along them.
CSCORE_INLINE line_walk start_walk(doubles from, doubles to, double cells) {
    const doubles one = (doubles){0} + 1;
    doubles_int back = to < from;
    doubles first = cell_of(from, cells), last = cell_of(to, cells), step = choose(back, -one, one);
    return (line_walk){first, choose(back, first, first + 1), step, (last - first) * step, from, 1 / (to - from)};
}

/// The share of the edge at which it crosses the next line; 2 where it crosses none any more.
CSCORE_INLINE doubles next_crossing(const line_walk *w) {
    return choose(w->left > 0, (w->line - w->origin) * w->perCell, (doubles){0} + 2);
}

/// Moves the lanes of the mask into the next cell.
CSCORE_INLINE void cross(line_walk *w, doubles_int crosses) {
    doubles step = (doubles)((doubles_int)w->step & crosses);
    w->cell += step;
    w->line += step;
    w->left -= (doubles)((doubles_int)((doubles){0} + 1) & crosses);
}

CSCORE_INLINE void walk_edges(cscore_sweep s, eight_edges e, line_walk x, line_walk y, double sign, edge_pieces *p) {
    doubles dx = e.x1 - e.x0, dy = e.y1 - e.y0, atX = e.x0, atY = e.y0;
    doubles_int walking = ~(doubles_int){0};
    do {
        doubles tx = next_crossing(&x), ty = next_crossing(&y);
        doubles_int crossesX = tx < ty, ends = (tx > 1.5) & (ty > 1.5), crossesY = ~crossesX & ~ends;
        doubles t = choose(crossesX, tx, ty);
        doubles toX = choose(ends, e.x1, choose(crossesX, x.line, e.x0 + t * dx));
        doubles toY = choose(ends, e.y1, choose(crossesX, e.y0 + t * dy, y.line));
        doubles height = (toY - atY) * sign, after = height * (0.5 * (atX + toX) - x.cell);
        append_pieces(p, walking, height - after, after, y.cell * (double)s.stride + x.cell);
        walking &= ~ends;
        cross(&x, crossesX);
        cross(&y, crossesY);
        atX = toX;
        atY = toY;
    } while (any_double(walking));
}

/// Adds eight edges unless one leaves the block or is long, in which case it returns 0.
CSCORE_INLINE int sweep_eight(cscore_sweep s, eight_edges e, double sign, edge_pieces *pieces) {
    double columns = (double)s.columns, rows = (double)s.rows;
    doubles_int inside = (e.x0 >= 0) & (e.x0 <= columns) & (e.x1 >= 0) & (e.x1 <= columns) & (e.y0 >= 0) &
                         (e.y0 <= rows) & (e.y1 >= 0) & (e.y1 <= rows);
    if (any_double(~inside)) return 0;
    line_walk x = start_walk(e.x0, e.x1, columns), y = start_walk(e.y0, e.y1, rows);
    if (any_double(x.left + y.left > LONGEST_WALK - 1)) return 0;
    if (pieces->count > PIECES - 8 * LONGEST_WALK) put_pieces(s, pieces);
    walk_edges(s, e, x, y, sign, pieces);
    return 1;
}

CSCORE_INLINE void points_of(cscore_ring ring, int64_t first, doubles *x, doubles *y) {
    const double *at = ring.points + 2 * first;
    doubles a = *(const doubles_at *)at, b = *(const doubles_at *)(at + 8);
    *x = (__builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14) - ring.west) * ring.perCell;
    *y = (ring.north - __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15)) * ring.perCell;
}

static void sweep_point_pair(cscore_sweep s, cscore_ring ring, int64_t point, double sign) {
    const double *at = ring.points + 2 * point;
    sweep_edge(s, (at[0] - ring.west) * ring.perCell, (ring.north - at[1]) * ring.perCell,
               (at[2] - ring.west) * ring.perCell, (ring.north - at[3]) * ring.perCell, sign);
}

/// Twice the area inside of the ring, positive where it turns as the sweep counts. About the first point, or the
/// digits of a far-off ring would cancel.
static double signed_area(cscore_ring ring) {
    const double *at = ring.points, west = at[0], north = at[1];
    // Each addition waits for the one before it, unless there are several sums.
    double sums[8] = {0};
    for (int64_t p = 0; p + 1 < ring.count; p++) {
        const double *a = at + 2 * p;
        sums[p & 7] += (a[0] - west) * (a[3] - north) - (a[2] - west) * (a[1] - north);
    }
    double twice = 0;
    for (int k = 0; k < 8; k++) twice += sums[k];
    return twice;
}

static void sweep_ring(cscore_sweep s, cscore_ring ring, double sign) {
    edge_pieces pieces;
    pieces.count = 0;
    if (!(signed_area(ring) > 0)) sign = -sign;
    int64_t p = 0;
    // Numbers of cells must fit the lanes' integers.
    for (int64_t end = s.rows * s.stride < INT32_MAX ? ring.count - 8 : 0; p < end; p += 8) {
        eight_edges e;
        points_of(ring, p, &e.x0, &e.y0);
        points_of(ring, p + 1, &e.x1, &e.y1);
        if (sweep_eight(s, e, sign, &pieces)) continue;
        for (int64_t k = p; k < p + 8; k++) sweep_point_pair(s, ring, k, sign);
    }
    put_pieces(s, &pieces);
    for (; p + 1 < ring.count; p++) sweep_point_pair(s, ring, p, sign);
}
