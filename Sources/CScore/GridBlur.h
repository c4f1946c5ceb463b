// SPDX-License-Identifier: Apache-2.0
//
// A separable symmetric kernel over a band of rows: down the columns first, into scratch, then along each row, whose
// ends are padded with zeros. `taps[k]` is the weight of the cells k away on either side.

/// sum over k of taps[k] (up[k] + down[k]) for one vector of columns; rows outside of the grid add nothing.
CSCORE_INLINE lanes blur_down(
    const float *field, const float *taps, int32_t radius, int64_t columns, int64_t rows, int64_t row, int64_t column
) {
    lanes sum = splat(taps[0]) * load(field + row * columns + column);
    for (int64_t k = 1; k <= radius; k++) {
        lanes pair = splat(0);
        if (row - k >= 0) pair += load(field + (row - k) * columns + column);
        if (row + k < rows) pair += load(field + (row + k) * columns + column);
        sum += splat(taps[k]) * pair;
    }
    return sum;
}

CSCORE_INLINE float blur_down_one(
    const float *field, const float *taps, int32_t radius, int64_t columns, int64_t rows, int64_t row, int64_t column
) {
    float sum = taps[0] * field[row * columns + column];
    for (int64_t k = 1; k <= radius; k++) {
        float pair = 0;
        if (row - k >= 0) pair += field[(row - k) * columns + column];
        if (row + k < rows) pair += field[(row + k) * columns + column];
        sum += taps[k] * pair;
    }
    return sum;
}

/// Along one row; `padded` holds it with `radius` zeros before and behind.
CSCORE_INLINE void blur_along(const float *padded, float *out, const float *taps, int32_t radius, int64_t columns) {
    const float *center = padded + radius;
    int64_t column = 0;
    for (; column + 2 * CSCORE_WIDTH <= columns; column += 2 * CSCORE_WIDTH) {
        const float *at = center + column;
        lanes first = splat(taps[0]) * load(at), second = splat(taps[0]) * load(at + CSCORE_WIDTH);
        for (int64_t k = 1; k <= radius; k++) {
            lanes weight = splat(taps[k]);
            first += weight * (load(at - k) + load(at + k));
            second += weight * (load(at + CSCORE_WIDTH - k) + load(at + CSCORE_WIDTH + k));
        }
        store(out + column, first);
        store(out + column + CSCORE_WIDTH, second);
    }
    for (; column < columns; column++) {
        const float *at = center + column;
        float sum = taps[0] * at[0];
        for (int64_t k = 1; k <= radius; k++) sum += taps[k] * (at[-k] + at[k]);
        out[column] = sum;
    }
}

/// `scratch` holds columns x count + columns + 2 radius floats; `out` points to the first row of the band.
static void blur_band(
    const float *field, float *out, const float *taps, int32_t radius, int32_t columns, int32_t rows, int32_t first,
    int32_t count, float *scratch
) {
    float *padded = scratch + (int64_t)columns * count;
    __builtin_memset(padded, 0, sizeof(float) * ((uint64_t)columns + 2 * (uint64_t)radius));
    int64_t column = 0;
    // Columns in the outer loop: the rows of a narrow strip stay in the first cache while the band passes over them.
    for (; column + CSCORE_WIDTH <= columns; column += CSCORE_WIDTH)
        for (int64_t row = 0; row < count; row++)
            store(scratch + row * columns + column, blur_down(field, taps, radius, columns, rows, first + row, column));
    for (; column < columns; column++)
        for (int64_t row = 0; row < count; row++)
            scratch[row * columns + column] = blur_down_one(field, taps, radius, columns, rows, first + row, column);
    for (int64_t row = 0; row < count; row++) {
        __builtin_memcpy(padded + radius, scratch + row * columns, sizeof(float) * (uint64_t)columns);
        blur_along(padded, out + row * columns, taps, radius, columns);
    }
}
