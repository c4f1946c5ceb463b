// SPDX-License-Identifier: Apache-2.0
//
// Inner loops over flat arrays. Nothing here allocates, reads or writes files, or knows what an event is.
// Each loop exists once per instruction level and is reached through a table of function pointers; Scoring and Zones
// hold a scalar reference of every one of them.

#ifndef CSCORE_H
#define CSCORE_H

#include <stdint.h>

/// Lanes by which rows of scratch arrays must be padded, in floats.
#define CSCORE_LANES 16

/// Most levels of a pyramid.
#define CSCORE_LEVELS 64

/// Instruction levels, in rising order.
enum {
    CSCORE_BASELINE = 0,  ///< what the compiler targets by default (SSE2 on x86-64, NEON on aarch64)
    CSCORE_V3 = 1,        ///< x86-64-v3: AVX2 and FMA
    CSCORE_V4 = 2,        ///< x86-64-v4: AVX-512
};

/// A lattice of nodes, stored with `stride` floats per line; node (i, j) is `nodes[i * stride + j]`.
typedef struct {
    float *nodes;
    int64_t stride;
    int64_t lines;  ///< extent of i
    int64_t depth;  ///< extent of j
} cscore_lattice;

/// Maps a plane position (x, y) to lattice coordinates ((x - originX) * scaleX, (y - originY) * scaleY).
typedef struct {
    double originX, originY, scaleX, scaleY;
    float exponent;  ///< log2(e) / (2 alpha^2), alpha being the standard deviation in node spacings
    int32_t taps;    ///< nodes touched along i, at most 16; along j there are always 16
} cscore_spreading;

/// One level of a pyramid of lattices for points of differing standard deviations.
typedef struct {
    cscore_lattice lattice;
    double originX, originY, scaleX, scaleY;
    double variance;   ///< along x, of all that widens this level's nodes to cells
    double threshold;  ///< smallest variance of a point that this level takes
} cscore_level;

/// A step of a ladder over cells that lie side by side. S = seen + near_scale near is the mass that the step sees, W the shares
/// within its width, E = scale W.
typedef struct {
    const float *shares, *seen;
    const float *near;     ///< NULL for none
    const float *within;
    const float *weights;  ///< of a sum of the shares behind the step; NULL for none
    float near_scale, caution, evenness, scale, factor;
} cscore_ladder_step;

/// Most rows that are blurred at once.
#define CSCORE_BLUR_ROWS 32

/// How points meet the levels of a pyramid.
typedef struct {
    double floor;      ///< variances below this are raised to it
    double reach2;     ///< squared number of standard deviations that a stencil must reach
    int32_t unitPeak;  ///< whether w is multiplied by the variance
} cscore_stencils;

/// Maps a plane position to cells for Gaussians of one standard deviation below a cell or two.
typedef struct {
    double originX, originY, scaleX, scaleY;
    float exponentX, exponentY;  ///< log2(e) / (2 sigma^2), sigma in cells
    double factor;               ///< of the weights
} cscore_scatter;

/// Scratch of the coverage sweep over a block of cells: `deltas` holds, for each cell, how much more of it is covered
/// than of its western neighbour, and `touched` one byte per line of eight cells, 1 where any has such a delta.
typedef struct {
    double *deltas;     ///< rows * stride, aligned to 64 bytes, zero before the first ring
    uint64_t *touched;  ///< rows * stride / 64, the first line in the lowest byte, zero before the first ring
    int64_t columns, rows;
    int64_t stride;  ///< a multiple of 64, at least columns + 2
} cscore_sweep;

/// A closed ring in a plane whose y runs north, and its place in a block of cells.
typedef struct {
    const double *points;  ///< x and y in turn; the last point is the first again
    int64_t count;
    double west, north;  ///< the block's corner
    double perCell;      ///< cells per unit of the plane
} cscore_ring;

/// Sums over an area; values count as differences from `center`, which the caller sets near their mean.
typedef struct {
    double center, weight, sum, squares, missing;
    float minimum, maximum;
} cscore_zone_sums;

/// Segments relative to the middle of a block, in metres: start a, vector e, and whose they are. 16 more of each may be
/// read and written beyond the last.
typedef struct {
    float *ax, *ay, *ex, *ey;
    int32_t *id;
} cscore_segments;

/// A tile of at most 16 by 16 cells; its cells are placed as if it were full.
typedef struct {
    float cellX, cellY;  ///< metres; negative along y where rows run south
    int64_t columns, rows;
    int32_t geographic;  ///< whether distances are corrected to the middle latitude
    float sine, cosine;  ///< of the latitude of the tile's middle
    float metersPerRadianX, metersPerRadianY;
} cscore_distance_tile;

/// Kernels of compact support; the first four are (1 - d^2) to the power of their number.
enum {
    CSCORE_UNIFORM = 0,
    CSCORE_EPANECHNIKOV = 1,
    CSCORE_QUARTIC = 2,
    CSCORE_TRIWEIGHT = 3,
    CSCORE_TRIANGULAR = 4,  ///< 1 - d
};

/// Points sorted into bins of 16 by 16 cells around and under a block of cells, all lengths in support radii.
typedef struct {
    int32_t kernel;
    int64_t columns, rows;              ///< cells
    double cellX, cellY;                ///< size of a cell
    int64_t binColumns, binRows;        ///< bins, margins included
    int64_t marginColumns, marginRows;  ///< bins before the first cell, as many as the support reaches over
    const int32_t *start;               ///< first point of each bin in row-major order, and the end of the last
    const int32_t *u;                   ///< position along x in steps from the first bin; 16 may be read beyond the end
    int64_t steps;                      ///< steps per bin, a multiple of 16
    double step;                        ///< length of a step
    int32_t stepsPerCell;               ///< steps / 16
    float cellsPerStep, rowsPerRadius;  ///< 1 / stepsPerCell, 1 / cellY
    float cellHigh, cellLow;            ///< their sum is cellY; cellHigh has at most 16 binary digits
    float unit;                         ///< a cell's width, a power of 2 by which the radius is 1 to 2
    float radius;                       ///< the radius along x in units
    float radiusSquare, radiusSquareRest;  ///< their sum is its square, the first a whole number of quarter cells; both
                                           ///< are 0 for the triangular kernel
    float perSquare;                    ///< 1 / radius^2
    float stretch;                      ///< (cellY / cellX)^2
    float weight;                       ///< factor of weights: radius^-2m for kernel (1 - d^2)^m
    const float *v, *w;                 ///< position along y from the bin's centre, and weight; 16 more as well
    const float *uRest, *vRest;         ///< what rounding took from the position
    int64_t segment;                    ///< bins over which the sums of powers run before they start again
    const double *prefix;               ///< what tile_prefix wrote
    const int32_t *inside, *touching;   ///< per bin row -marginRows...marginRows from a tile: how many bins to either
                                        ///< side lie wholly inside, or at all inside, the support; -1 for none
    float *noise, *peaks;               ///< written by tile_row: per tile the sum of squared weights that went
                                        ///< through single precision, per row of tiles the largest value
} cscore_tiles;

/// Points with radii of their own, positions and radii in cells; the centre of cell 0 lies at 0.
typedef struct {
    const double *x, *y, *radiusX, *radiusY, *w;
} cscore_variable;

/// The loops of one instruction level.
typedef struct {
    /// Adds w exp(-d^2 / (2 alpha^2)) of each point to the nodes around it. A point whose stencil leaves the lattice
    /// is skipped.
    void (*spread)(cscore_lattice lattice, cscore_spreading spreading, const double *x, const double *y,
                   const double *w, int64_t count);
    /// `spread` with several weights per point, each to a lattice of its own; all lattices have one shape.
    void (*spread_many)(const cscore_lattice *lattices, int32_t many, cscore_spreading spreading, const double *x,
                        const double *y, const double *const *w, int64_t count);
    /// Adds w / s^2 exp(-d^2 / (2 s^2)) of each point to the nodes of the highest level that takes its variance, s^2
    /// being what the level's own widening leaves of it, in squared node spacings. `stretch`, unless null, multiplies
    /// the standard deviation along x, from 1 to 1.2.
    void (*spread_levels)(const cscore_level *levels, int32_t count, const double *x, const double *y, const double *w,
                          const double *sigma, const double *stretch, cscore_stencils stencils, int64_t points);
    /// Adds Gaussians at cell centres within 7 to 8 cells of each point; the caller sees that these are enough.
    void (*scatter)(float *out, int64_t stride, int64_t columns, int64_t rows, cscore_scatter scatter, const double *x,
                    const double *y, const double *w, int64_t count);
    /// For cells at start + cell * step: the first of `taps` nodes around it and factor 2^(-exponent d^2) at each of
    /// them; `taps` is at most 16, and 16 floats may be written beyond the last.
    void (*node_table)(int32_t *base, float *weights, double start, double step, int64_t cells, int32_t taps,
                       double exponent, double factor);
    /// out[k] += factor 2^(-exponent (distance[k] + shift)^2); `count` is a multiple of 16.
    void (*half_kernels)(float *out, const double *distance, double shift, double exponent, double factor,
                         int64_t count);
    /// The transpose of `spread` with unit weights: out[p] = sum over nodes of value times stencil.
    void (*sample)(cscore_lattice lattice, cscore_spreading spreading, const double *x, const double *y, double *out,
                   int64_t count);
    /// out[r][c] = sum over k < taps of weights[r * taps + k] * in[base[r] + k][c], for `rows` rows of `width`
    /// columns. `stream` writes past the caches where `out` and its stride are aligned to 64 bytes.
    void (*interpolate)(float *out, int64_t outStride, const float *in, int64_t inStride, int64_t width, int64_t rows,
                        const int32_t *base, const float *weights, int32_t taps, int32_t stream);
    /// The transpose of `interpolate`: out[base[r] + k][c] += weights[r * taps + k] * in[r][c].
    void (*aggregate)(float *out, int64_t outStride, const float *in, int64_t inStride, int64_t width, int64_t rows,
                      const int32_t *base, const float *weights, int32_t taps);
    /// out[c][r] = in[r][c] for `rows` by `columns` values of `in`.
    void (*transpose)(float *out, int64_t outStride, const float *in, int64_t inStride, int64_t rows,
                      int64_t columns);
    /// sums[i] += values[i]; values[i] = 0.
    void (*flush)(double *sums, float *values, int64_t count);
    /// Sums of powers over the bins of one row, (2m + 1)(m + 1) numbers per bin for kernel (1 - d^2)^m; nothing for
    /// other kernels.
    void (*tile_prefix)(const cscore_tiles *tiles, double *prefix, int64_t binRow);
    /// Writes the cells of one row of tiles, 16 rows of cells.
    void (*tile_row)(const cscore_tiles *tiles, float *out, int64_t stride, int64_t tileRow);
    /// Does cells of a row of tiles again in double precision: those of at least `floor` but below `noise` times the
    /// root of the tile's own number.
    void (*tile_refine)(const cscore_tiles *tiles, float *out, int64_t stride, int64_t tileRow, float floor,
                        float noise);
    /// Writes one row of cells from the listed points. `steps` holds 8 (columns + 1) zeros before and after.
    void (*variable_row)(const cscore_variable *points, int32_t kernel, const int32_t *list, int64_t count, int64_t row,
                         float *out, int64_t columns, double *steps);
    /// Adds a ring to the sweep, whichever way it turns; `sign` is 1 for a shell, -1 for a hole. Parts outside of the
    /// block are clipped exactly.
    void (*sweep)(cscore_sweep sweep, cscore_ring ring, double sign);
    /// Adds a swept area to the sums and clears its scratch; `values` starts at the block's first cell, and the next
    /// row lies `stride` values on. `rowWeights`, unless null, holds one factor per row of the block.
    void (*zone_sums)(cscore_sweep sweep, const float *values, int64_t stride, const double *rowWeights,
                      cscore_zone_sums *sums);
    /// Segments given by their ends, relative to (x, y) and scaled.
    void (*localize)(cscore_segments out, const double *ax, const double *ay, const double *bx, const double *by,
                     const int32_t *id, int64_t count, double x, double y, double scaleX, double scaleY);
    /// Keeps those that can be the nearest of any point within `radius` of (dx, dy), moved there and scaled by the
    /// ratios; `slack` widens the choice where distances differ between scales. Returns their number.
    int64_t (*select_segments)(cscore_segments out, float *distances, cscore_segments in, int64_t count, float dx,
                               float dy, float ratioX, float ratioY, float radius, float slack);
    /// Distance to, and id of, the nearest segment of each cell; `id` may be null.
    void (*distance_tile)(const cscore_distance_tile *tile, cscore_segments segments, int64_t count, float *distance,
                          int32_t *id, int64_t stride);
    /// a = b + s c; `count` is a multiple of 16 and all are aligned to 64 bytes.
    void (*triad)(float *a, const float *b, const float *c, float s, int64_t count);
    /// a = value, past the caches, under the same conditions.
    void (*write_past_caches)(float *a, float value, int64_t count);
    /// 12 vectors multiplied and added to per step; the result keeps the work from being dropped.
    float (*multiply_add)(float start, int64_t steps);
    /// 8 vectors of subtraction, maximum and multiply-add per step.
    float (*kernel_terms)(float start, int64_t steps);
    /// Blurs a band of `count` rows, at most `CSCORE_BLUR_ROWS`, of a field of `rows` by `columns` from row `first` on, down
    /// the columns and along the rows; `taps` holds radius + 1 weights, `scratch` as many floats as `blur_scratch` says. Columns
    /// outside of `from` until `until` are not written.
    void (*blur_band)(const float *field, float *out, const float *taps, int32_t radius, int32_t columns, int32_t rows,
                      int32_t first, int32_t count, int32_t from, int32_t until, float *scratch);
    int64_t (*blur_scratch)(int32_t radius);
    /// Adds to a band what the blur makes of `points` cells with mass; `scratch` holds 2 radius + 1 floats.
    void (*blur_points)(const int32_t *cells, const float *masses, int64_t points, const float *taps, int32_t radius,
                        int32_t columns, int32_t first, int32_t count, float *out, float *scratch);
    /// A step over `count` cells: next = factor shares (a + e S) / (a + e scale W). Adds to sums the sum of next and, where
    /// there are weights, of next times the weights.
    void (*ladder_climb)(const cscore_ladder_step *step, int64_t count, float *next, double *sums);
    /// next = factor shares, with the same sums.
    void (*ladder_scale)(const float *shares, float factor, const float *weights, int64_t count, float *next, double *sums);
    /// The way back over a step: the gradient by the shares behind it becomes that by the shares before it as factors of the
    /// ratio; by_seen and by_within take the gradients by S and W. Returns the sum of the gradient by E times W.
    double (*ladder_back)(const cscore_ladder_step *step, int64_t count, float *gradient, float *by_seen, float *by_within);
    /// gradient += addend + by_total weights; the arrays may be NULL, for 0 and 1.
    void (*ladder_add)(float *gradient, const float *addend, float by_total, const float *weights, int64_t count);
    /// Native lanes of a vector.
    int32_t lanes;
} cscore_kernels;

/// Asks the system for large pages where it has them; without them nothing changes but speed.
void cscore_prefer_large_pages(void *memory, int64_t bytes);

/// The highest level that this machine runs.
int32_t cscore_highest_level(void);

/// The level in use: the highest, or the one that the environment variable RISKMAP_ISA names (baseline, v3, v4) if
/// the machine runs it.
int32_t cscore_level_in_use(void);

/// The loops of a level; the baseline's for a level that was not compiled in.
const cscore_kernels *cscore_kernels_for(int32_t level);

#endif
