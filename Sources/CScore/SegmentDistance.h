// SPDX-License-Identifier: Apache-2.0
//
// Distance to the nearest of many segments. Blocks of cells are halved in steps; each keeps the segments that can be
// the nearest of any of its cells, relative to its own middle, in metres.

static void localize(cscore_segments out, const double *ax, const double *ay, const double *bx, const double *by,
                     const int32_t *id, int64_t count, double x, double y, double scaleX, double scaleY) {
    for (int64_t k = 0; k < count; k++) {
        out.ax[k] = (float)((ax[k] - x) * scaleX);
        out.ay[k] = (float)((ay[k] - y) * scaleY);
        out.ex[k] = (float)((bx[k] - ax[k]) * scaleX);
        out.ey[k] = (float)((by[k] - ay[k]) * scaleY);
        out.id[k] = id[k];
    }
}

CSCORE_INLINE int64_t keep_segments(cscore_segments out, int64_t at, wide ax, wide ay, wide ex, wide ey, wide_int id,
                                    wide_int mask) {
#if CSCORE_WIDTH == 16
    __mmask16 bits = _mm512_movepi32_mask((__m512i)mask);
    _mm512_storeu_ps(out.ax + at, _mm512_maskz_compress_ps(bits, (__m512)ax));
    _mm512_storeu_ps(out.ay + at, _mm512_maskz_compress_ps(bits, (__m512)ay));
    _mm512_storeu_ps(out.ex + at, _mm512_maskz_compress_ps(bits, (__m512)ex));
    _mm512_storeu_ps(out.ey + at, _mm512_maskz_compress_ps(bits, (__m512)ey));
    _mm512_storeu_si512(out.id + at, _mm512_maskz_compress_epi32(bits, (__m512i)id));
    return at + __builtin_popcount(bits);
#else
    for (int k = 0; k < 16; k++) {
        out.ax[at] = ax[k];
        out.ay[at] = ay[k];
        out.ex[at] = ex[k];
        out.ey[at] = ey[k];
        out.id[at] = id[k];
        at -= mask[k];
    }
    return at;
#endif
}

/// Squared distance of a point, given relative to the segment's start, and the vector to it from its foot.
CSCORE_INLINE wide foot_vector(wide px, wide py, wide ex, wide ey, wide *x, wide *y) {
    wide along = (px * ex + py * ey) / (ex * ex + ey * ey + 1e-20f);
    along = __builtin_elementwise_min(__builtin_elementwise_max(along, (wide){0}), 1 - (wide){0});
    *x = px - along * ex;
    *y = py - along * ey;
    return *x * *x + *y * *y;
}

static int64_t select_segments(cscore_segments out, float *distances, cscore_segments in, int64_t count, float dx,
                               float dy, float ratioX, float ratioY, float radius, float slack) {
    const wide_int order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    const wide far = 3e38f - (wide){0};
    wide nearest = far, nearX = {0}, nearY = {0}, x, y;
    for (int64_t k = 0; k < count; k += 16) {
        wide ax = (load_wide(in.ax + k) - dx) * ratioX, ay = (load_wide(in.ay + k) - dy) * ratioY;
        wide d = foot_vector(-ax, -ay, load_wide(in.ex + k) * ratioX, load_wide(in.ey + k) * ratioY, &x, &y);
        wide_int valid = order < (int32_t)(count - k < 16 ? count - k : 16);
        d = (wide)(((wide_int)d & valid) | ((wide_int)far & ~valid));
        store_wide(distances + k, d);
        wide_int closer = d < nearest;
        nearest = __builtin_elementwise_min(nearest, d);
        nearX = (wide)(((wide_int)x & closer) | ((wide_int)nearX & ~closer));
        nearY = (wide)(((wide_int)y & closer) | ((wide_int)nearY & ~closer));
    }
    int best = 0;
    for (int k = 1; k < 16; k++) best = nearest[k] < nearest[best] ? k : best;
    float least = __builtin_sqrtf(nearest[best]);
    float limit = (least + 2 * radius) * (1 + 2 * slack), allowed = 2 * slack * (least + radius);
    // Beyond the block's radius directions to feet are defined: u is a unit vector, and turns by at most
    // radius / (distance - radius) within the block.
    int outside = least > 1.01f * radius;
    float unitX = nearX[best] / least, unitY = nearY[best] / least, turn = radius / (least - radius);
    int64_t kept = 0;
    for (int64_t k = 0; k < count; k += 16) {
        wide_int mask = load_wide(distances + k) <= limit * limit;
        if (!any_lane(mask)) continue;
        wide ax = (load_wide(in.ax + k) - dx) * ratioX, ay = (load_wide(in.ay + k) - dy) * ratioY;
        wide ex = load_wide(in.ex + k) * ratioX, ey = load_wide(in.ey + k) * ratioY;
        if (outside) {
            wide d = __builtin_elementwise_sqrt(foot_vector(-ax, -ay, ex, ey, &x, &y));
            wide ux = x / d - unitX, uy = y / d - unitY;
            // How fast the difference of two distances can change within the block.
            wide rate = __builtin_elementwise_sqrt(ux * ux + uy * uy) + turn + radius / (d - radius);
            mask &= d - least <= radius * rate * 1.0001f + allowed;
        }
        kept = keep_segments(out, kept, ax, ay, ex, ey, *(const wide_int_at *)(in.id + k), mask);
    }
    return kept;
}

enum { DISTANCE_ROWS = 8 };

/// Nearest segment, by its position in the list, of 16 cells in each of 8 rows.
CSCORE_INLINE void nearest_of_rows(cscore_segments s, int64_t count, wide x, float y, float cellY, wide *best,
                                   wide_int *winner) {
    for (int j = 0; j < DISTANCE_ROWS; j++) {
        best[j] = 3e38f - (wide){0};
        winner[j] = (wide_int){0};
    }
    for (int64_t k = 0; k < count; k++) {
        float inverse = 1 / (s.ex[k] * s.ex[k] + s.ey[k] * s.ey[k] + 1e-20f);
        wide px = x - s.ax[k], alongX = px * (s.ex[k] * inverse);
        float ey = s.ey[k] * inverse;
        wide_int here = (int32_t)k - (wide_int){0};
#pragma clang loop unroll(full)
        for (int j = 0; j < DISTANCE_ROWS; j++) {
            float py = y + (float)j * cellY - s.ay[k];
            wide along = __builtin_elementwise_max(alongX + py * ey, (wide){0});
            along = __builtin_elementwise_min(along, 1 - (wide){0});
            wide dx = px - along * s.ex[k], dy = py - along * s.ey[k];
            wide d = dx * dx + dy * dy;
            wide_int closer = d < best[j];
            best[j] = __builtin_elementwise_min(best[j], d);
            winner[j] = (here & closer) | (winner[j] & ~closer);
        }
    }
}

/// sin and cos to 2e-7 for angles of at most half a radian.
CSCORE_INLINE void small_angles(wide a, wide *sine, wide *cosine) {
    wide a2 = a * a;
    *sine = a * (1 - a2 * (1 / 6.f - a2 * (1 / 120.f - a2 / 5040.f)));
    *cosine = 1 - a2 * (0.5f - a2 * (1 / 24.f - a2 / 720.f));
}

/// The distance again, with the ellipsoid's radii at the latitude half way to the foot. (x, y) leads from the foot to
/// the cell, which lies `above` the tile's middle.
CSCORE_INLINE wide mid_latitude(const cscore_distance_tile *t, wide x, wide y, float above) {
    const float e2 = 0.00669437999014f, axis = 6378137.f;
    wide middle = (above - 0.5f * y) / t->metersPerRadianY, sine, cosine;
    middle = __builtin_elementwise_min(__builtin_elementwise_max(middle, -0.5f - (wide){0}), 0.5f - (wide){0});
    small_angles(middle, &sine, &cosine);
    wide s = t->sine * cosine + t->cosine * sine, c = t->cosine * cosine - t->sine * sine;
    // The radii of curvature hold (1 - e2 sin^2)^(-1/2) and ^(-3/2): three terms of either series are exact to 1e-6.
    wide f = e2 * s * s;
    wide parallel = 1 + f * (0.5f + f * (0.375f + f * 0.3125f)), meridian = 1 + f * (1.5f + f * (1.875f + f * 2.1875f));
    wide east = x * (axis / t->metersPerRadianX) * (parallel * c);
    wide north = y * (axis * (1 - e2) / t->metersPerRadianY) * meridian;
    return __builtin_elementwise_sqrt(east * east + north * north);
}

/// Distances and ids of one row of cells whose nearest segments are known by position.
CSCORE_INLINE void write_row(const cscore_distance_tile *t, cscore_segments s, wide x, float y, wide squared,
                             wide_int winner, float *distance, int32_t *id) {
    int32_t at[16];
    *(wide_int_at *)at = winner;
    wide result;
    if (t->geographic) {
        wide fx, fy;
        if (!any_lane(winner != at[0])) {
            const int32_t k = at[0];
            foot_vector(x - s.ax[k], y - s.ay[k] - (wide){0}, s.ex[k] - (wide){0}, s.ey[k] - (wide){0}, &fx, &fy);
        } else {
            float ax[16], ay[16], ex[16], ey[16];
            for (int i = 0; i < 16; i++) {
                ax[i] = s.ax[at[i]];
                ay[i] = s.ay[at[i]];
                ex[i] = s.ex[at[i]];
                ey[i] = s.ey[at[i]];
            }
            foot_vector(x - load_wide(ax), y - load_wide(ay), load_wide(ex), load_wide(ey), &fx, &fy);
        }
        result = mid_latitude(t, fx, fy, y);
    } else {
        result = __builtin_elementwise_sqrt(squared);
    }
    if (t->columns == 16) {
        store_wide(distance, result);
    } else {
        for (int64_t i = 0; i < t->columns; i++) distance[i] = result[i];
    }
    for (int64_t i = 0; i < t->columns && id; i++) id[i] = s.id[at[i]];
}

static void distance_tile(const cscore_distance_tile *t, cscore_segments s, int64_t count, float *distance,
                          int32_t *id, int64_t stride) {
    const wide middle = {-7.5f, -6.5f, -5.5f, -4.5f, -3.5f, -2.5f, -1.5f, -0.5f,
                         0.5f,  1.5f,  2.5f,  3.5f,  4.5f,  5.5f,  6.5f,  7.5f};
    wide x = middle * t->cellX, best[DISTANCE_ROWS];
    wide_int winner[DISTANCE_ROWS];
    for (int64_t first = 0; first < t->rows; first += DISTANCE_ROWS) {
        float top = ((float)first - 7.5f) * t->cellY;
        nearest_of_rows(s, count, x, top, t->cellY, best, winner);
        for (int64_t j = 0; j < DISTANCE_ROWS && first + j < t->rows; j++) {
            int64_t at = (first + j) * stride;
            write_row(t, s, x, top + (float)j * t->cellY, best[j], winner[j], distance + at, id ? id + at : 0);
        }
    }
}
