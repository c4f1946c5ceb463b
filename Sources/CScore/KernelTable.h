// SPDX-License-Identifier: Apache-2.0
//
// Compiled once per instruction level: the including file sets CSCORE_WIDTH, the native number of float lanes, and
// CSCORE_TABLE, the name of the table to define.

#pragma clang fp contract(fast)
// Vectors wider than a register cross no call: every function that takes one is inlined.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"

#include "CScore.h"
#include "Lanes.h"

#include "PowerSums.h"
#include "CompactKernels.h"
#include "ExactTiles.h"
#include "CoverageSweep.h"
#include "CoverageLanes.h"
#include "GaussianLattice.h"
#include "GridBlur.h"
#include "LadderSteps.h"
#include "MachineLimits.h"
#include "SegmentDistance.h"
#include "VariableKernels.h"
#include "ZoneSums.h"

const cscore_kernels CSCORE_TABLE = {
    .spread = spread,
    .spread_many = spread_many,
    .spread_levels = spread_levels,
    .scatter = scatter,
    .node_table = node_table,
    .half_kernels = half_kernels,
    .sample = sample,
    .interpolate = interpolate,
    .aggregate = aggregate,
    .transpose = transpose,
    .flush = flush,
    .tile_prefix = tile_prefix,
    .tile_row = tile_row,
    .tile_refine = tile_refine,
    .variable_row = variable_row,
    .sweep = sweep_ring,
    .zone_sums = zone_sums,
    .localize = localize,
    .select_segments = select_segments,
    .distance_tile = distance_tile,
    .triad = triad,
    .write_past_caches = write_past_caches,
    .multiply_add = multiply_add,
    .kernel_terms = kernel_terms,
    .blur_band = blur_band,
    .blur_scratch = blur_scratch,
    .blur_points = blur_points,
    .ladder_climb = ladder_climb,
    .ladder_scale = ladder_scale,
    .ladder_back = ladder_back,
    .ladder_add = ladder_add,
    .lanes = CSCORE_WIDTH,
};

#pragma clang diagnostic pop
