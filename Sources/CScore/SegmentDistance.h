// SPDX-License-Identifier: Apache-2.0
//
// Distance to the nearest of many segments. Blocks of cells are halved in steps; each keeps the segments that can be
// the nearest of any of its cells, relative to its own middle, in metres.

CSCORE_INLINE wide squared_distance(wide px, wide py, wide ex, wide ey, wide inverse) {
    // p is the vector from the segment's start to the point, e the segment, inverse 1 / |e|^2.
    wide along = __builtin_elementwise_min(__builtin_elementwise_max((px * ex + py * ey) * inverse, (wide){0}),
                                           1 - (wide){0});
    wide x = px - along * ex, y = py - along * ey;
    return x * x + y * y;
}

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

static int64_t select_segments(cscore_segments out, float *distances, cscore_segments in, int64_t count, float dx,
                               float dy, float ratioX, float ratioY, float radius, float slack) {
    const wide_int order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    const wide far = 3e38f - (wide){0};
    wide nearest = far;
    for (int64_t k = 0; k < count; k += 16) {
        wide ax = (load_wide(in.ax + k) - dx) * ratioX, ay = (load_wide(in.ay + k) - dy) * ratioY;
        wide ex = load_wide(in.ex + k) * ratioX, ey = load_wide(in.ey + k) * ratioY;
        wide d = squared_distance(-ax, -ay, ex, ey, 1 / (ex * ex + ey * ey + 1e-20f));
        wide_int valid = order < (int32_t)(count - k < 16 ? count - k : 16);
        d = (wide)(((wide_int)d & valid) | ((wide_int)far & ~valid));
        store_wide(distances + k, d);
        nearest = __builtin_elementwise_min(nearest, d);
    }
    float limit = (__builtin_sqrtf(__builtin_reduce_min(nearest)) * (1 + slack) + 2 * radius) * (1 + slack);
    int64_t kept = 0;
    for (int64_t k = 0; k < count; k += 16) {
        wide_int mask = load_wide(distances + k) <= limit * limit;
        if (!any_lane(mask)) continue;
        wide ax = (load_wide(in.ax + k) - dx) * ratioX, ay = (load_wide(in.ay + k) - dy) * ratioY;
        wide ex = load_wide(in.ex + k) * ratioX, ey = load_wide(in.ey + k) * ratioY;
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
CSCORE_INLINE void small_angle(float a, float *sine, float *cosine) {
    float a2 = a * a;
    *sine = a * (1 - a2 * (1 / 6.f - a2 * (1 / 120.f - a2 / 5040.f)));
    *cosine = 1 - a2 * (0.5f - a2 * (1 / 24.f - a2 / 720.f));
}

/// The distance again, with the ellipsoid's radii at the latitude half way to the nearest point.
CSCORE_INLINE float mid_latitude(const cscore_distance_tile *t, float dx, float dy, float y) {
    float middle = (y + 0.5f * dy) / t->metersPerRadianY, sine, cosine;
    small_angle(middle < -0.5f ? -0.5f : middle > 0.5f ? 0.5f : middle, &sine, &cosine);
    float s = t->sine * cosine + t->cosine * sine, c = t->cosine * cosine - t->sine * sine;
    const float e2 = 0.00669437999014f, axis = 6378137.f;
    float q = 1 / (1 - e2 * s * s), root = __builtin_sqrtf(q);
    float x = dx / t->metersPerRadianX * (axis * root * c);
    float north = dy / t->metersPerRadianY * (axis * (1 - e2) * root * q);
    return __builtin_sqrtf(x * x + north * north);
}

static void distance_tile(const cscore_distance_tile *t, cscore_segments s, int64_t count, float *distance,
                          int32_t *id, int64_t stride) {
    const wide order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    wide x = (order - 7.5f) * t->cellX, best[DISTANCE_ROWS];
    wide_int winner[DISTANCE_ROWS];
    for (int64_t first = 0; first < t->rows; first += DISTANCE_ROWS) {
        float top = ((float)first - 7.5f) * t->cellY;
        nearest_of_rows(s, count, x, top, t->cellY, best, winner);
        for (int64_t j = 0; j < DISTANCE_ROWS && first + j < t->rows; j++) {
            float *to = distance + (first + j) * stride;
            for (int64_t i = 0; i < t->columns; i++) {
                int32_t k = winner[j][i];
                if (id) id[(first + j) * stride + i] = s.id[k];
                to[i] = __builtin_sqrtf(best[j][i]);
                if (!t->geographic) continue;
                float px = ((float)i - 7.5f) * t->cellX - s.ax[k], y = top + (float)j * t->cellY, py = y - s.ay[k];
                float along = (px * s.ex[k] + py * s.ey[k]) / (s.ex[k] * s.ex[k] + s.ey[k] * s.ey[k] + 1e-20f);
                along = along < 0 ? 0 : along > 1 ? 1 : along;
                to[i] = mid_latitude(t, along * s.ex[k] - px, along * s.ey[k] - py, y);
            }
        }
    }
}
