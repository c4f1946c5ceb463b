// SPDX-License-Identifier: Apache-2.0
//
// A separable symmetric kernel over a band of rows, tile by tile: down the columns first, into scratch with as much on either
// side as the kernel reaches, then along the rows. `taps[k]` is the weight of the cells k away on either side.

/// Columns of a tile: with the rows around a band it stays in the second cache.
enum { BLUR_TILE = 512 };

/// Floats of one row of scratch.
CSCORE_INLINE int64_t blur_stride(int64_t radius) { return (BLUR_TILE + 2 * radius + 2 * CSCORE_LANES + 15) / 16 * 16; }

typedef struct {
    const float *field, *taps;
    int64_t radius, columns, rows;
} blur_source;

/// A vector of the field; rows outside of the grid hold nothing.
CSCORE_INLINE lanes blur_load(const blur_source *source, int64_t row, int64_t column, const bool isInside) {
    return isInside || (row >= 0 && row < source->rows) ? load(source->field + row * source->columns + column) : splat(0);
}

/// Two rows below each other, two vectors wide: what lies k above the second lies k - 1 above the first, so that each vector is
/// loaded once for both.
CSCORE_INLINE void blur_down_pair(
    const blur_source *source, int64_t row, int64_t column, float *first, float *second, const bool isInside
) {
    const int64_t step = CSCORE_WIDTH;
    lanes upA = blur_load(source, row, column, isInside), upB = blur_load(source, row, column + step, isInside);
    lanes downA = blur_load(source, row + 1, column, isInside);
    lanes downB = blur_load(source, row + 1, column + step, isInside);
    lanes middle = splat(source->taps[0]);
    lanes sumA = middle * upA, sumB = middle * upB, belowA = middle * downA, belowB = middle * downB;
    for (int64_t k = 1; k <= source->radius; k++) {
        lanes weight = splat(source->taps[k]);
        lanes aboveA = blur_load(source, row - k, column, isInside);
        lanes aboveB = blur_load(source, row - k, column + step, isInside);
        lanes underA = blur_load(source, row + 1 + k, column, isInside);
        lanes underB = blur_load(source, row + 1 + k, column + step, isInside);
        sumA += weight * (aboveA + downA);
        sumB += weight * (aboveB + downB);
        belowA += weight * (upA + underA);
        belowB += weight * (upB + underB);
        upA = aboveA;
        upB = aboveB;
        downA = underA;
        downB = underB;
    }
    store(first, sumA);
    store(first + step, sumB);
    store(second, belowA);
    store(second + step, belowB);
}

CSCORE_INLINE lanes blur_down(const blur_source *source, int64_t row, int64_t column) {
    lanes sum = splat(source->taps[0]) * blur_load(source, row, column, false);
    for (int64_t k = 1; k <= source->radius; k++)
        sum += splat(source->taps[k])
               * (blur_load(source, row - k, column, false) + blur_load(source, row + k, column, false));
    return sum;
}

CSCORE_INLINE float blur_down_one(const blur_source *source, int64_t row, int64_t column) {
    const float *at = source->field + row * source->columns + column;
    float sum = source->taps[0] * at[0];
    for (int64_t k = 1; k <= source->radius; k++) {
        float pair = 0;
        if (row - k >= 0) pair += at[-k * source->columns];
        if (row + k < source->rows) pair += at[k * source->columns];
        sum += source->taps[k] * pair;
    }
    return sum;
}

/// Fetches the next strip of some rows: a stride of a whole row is none that the machine foresees.
CSCORE_INLINE void blur_fetch(const blur_source *source, int64_t row, int64_t count, int64_t column) {
    for (int64_t end = row + count; row < end; row++) {
        if (row < 0 || row >= source->rows) continue;
        const float *at = source->field + row * source->columns + column;
        __builtin_prefetch(at);
        __builtin_prefetch(at + CSCORE_WIDTH);
    }
}

/// Down a strip of two vectors: its rows stay in the first cache while the band passes over them.
CSCORE_INLINE void blur_strip(
    const blur_source *source, int64_t first, int64_t count, int64_t column, float *out, int64_t stride
) {
    bool isInside = first >= source->radius && first + count + source->radius <= source->rows;
    const int64_t share = 2 * (count + 2 * source->radius) / count + 1;
    int64_t row = 0;
    for (; row + 2 <= count; row += 2) {
        float *at = out + row * stride;
        blur_fetch(source, first - source->radius + row / 2 * share, share, column + 2 * CSCORE_WIDTH);
        if (isInside)
            blur_down_pair(source, first + row, column, at, at + stride, true);
        else
            blur_down_pair(source, first + row, column, at, at + stride, false);
    }
    for (; row < count; row++) {
        store(out + row * stride, blur_down(source, first + row, column));
        store(out + row * stride + CSCORE_WIDTH, blur_down(source, first + row, column + CSCORE_WIDTH));
    }
}

/// Down the columns from `column` to `end`; the last strip overlaps the one before where they are no multiple of its width.
CSCORE_INLINE void blur_columns(
    const blur_source *source, int64_t first, int64_t count, int64_t column, int64_t end, float *out, int64_t stride
) {
    const int64_t width = 2 * CSCORE_WIDTH, start = column;
    if (end - start >= width) {
        for (; column + width <= end; column += width)
            blur_strip(source, first, count, column, out + (column - start), stride);
        if (column < end) blur_strip(source, first, count, end - width, out + (end - width - start), stride);
        return;
    }
    for (; column < end; column++)
        for (int64_t row = 0; row < count; row++)
            out[row * stride + column - start] = blur_down_one(source, first + row, column);
}

/// Two vectors along a row; `center` is its first cell, with all that the kernel reaches on either side.
CSCORE_INLINE void blur_along_pair(const float *center, const float *taps, int64_t radius, lanes *first, lanes *second) {
    lanes a = splat(taps[0]) * load(center), b = splat(taps[0]) * load(center + CSCORE_WIDTH);
    for (int64_t k = 1; k <= radius; k++) {
        lanes weight = splat(taps[k]);
        a += weight * (load(center - k) + load(center + k));
        b += weight * (load(center + CSCORE_WIDTH - k) + load(center + CSCORE_WIDTH + k));
    }
    *first = a;
    *second = b;
}

/// Along one row; what is read behind its end is scratch, and not written.
CSCORE_INLINE void blur_along(const float *center, float *out, const float *taps, int64_t radius, int64_t columns) {
    lanes first, second;
    int64_t column = 0;
    for (; column + 2 * CSCORE_WIDTH <= columns; column += 2 * CSCORE_WIDTH) {
        blur_along_pair(center + column, taps, radius, &first, &second);
        store(out + column, first);
        store(out + column + CSCORE_WIDTH, second);
    }
    if (column == columns) return;
    float rest[2 * CSCORE_WIDTH];
    blur_along_pair(center + column, taps, radius, &first, &second);
    store(rest, first);
    store(rest + CSCORE_WIDTH, second);
    __builtin_memcpy(out + column, rest, sizeof(float) * (uint64_t)(columns - column));
}

/// `scratch` holds `CSCORE_BLUR_ROWS` rows of scratch, of which `count` are used; `out` points to the first row of the band, of which
/// the columns from `from` until `until` are written.
static void blur_band(
    const float *field, float *out, const float *taps, int32_t radius, int32_t columns, int32_t rows, int32_t first,
    int32_t count, int32_t from, int32_t until, float *scratch
) {
    const blur_source source = {field, taps, radius, columns, rows};
    const int64_t stride = blur_stride(radius);
    for (int64_t column = from; column < until; column += BLUR_TILE) {
        int64_t end = column + BLUR_TILE < until ? column + BLUR_TILE : until;
        int64_t left = column - radius > 0 ? column - radius : 0, right = end + radius < columns ? end + radius : columns;
        // Cells outside of the grid hold nothing, and what is read behind the last tile must be numbers.
        if (left == 0 || right == columns || end == until) __builtin_memset(scratch, 0, sizeof(float) * (uint64_t)(stride * count));
        float *inner = scratch + (left - (column - radius));
        blur_columns(&source, first, count, left, right, inner, stride);
        for (int64_t row = 0; row < count; row++)
            blur_along(scratch + row * stride + radius, out + row * columns + column, taps, radius, end - column);
    }
}

static int64_t blur_scratch(int32_t radius) { return blur_stride(radius) * CSCORE_BLUR_ROWS; }

/// Adds the kernel around some cells with mass to a band, for fields that hold next to none. `cells` are positions in the grid;
/// `scratch` holds 2 radius + 1 floats.
static void blur_points(
    const int32_t *cells, const float *masses, int64_t points, const float *taps, int32_t radius, int32_t columns,
    int32_t first, int32_t count, float *out, float *scratch
) {
    for (int64_t k = -radius; k <= radius; k++) scratch[k + radius] = taps[k < 0 ? -k : k];
    for (int64_t point = 0; point < points; point++) {
        int64_t row = cells[point] / columns, column = cells[point] % columns;
        int64_t from = column - radius > 0 ? column - radius : 0;
        int64_t end = column + radius < columns ? column + radius + 1 : columns;
        int64_t top = row - radius > first ? row - radius : first;
        int64_t bottom = row + radius < first + count ? row + radius + 1 : first + count;
        const float *weights = scratch + radius - column;
        for (int64_t line = top; line < bottom; line++) {
            float mass = masses[point] * taps[line < row ? row - line : line - row];
            float *at = out + (line - first) * columns;
            for (int64_t to = from; to < end; to++) at[to] += mass * weights[to];
        }
    }
}
