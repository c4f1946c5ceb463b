// SPDX-License-Identifier: Apache-2.0
//
// Steps over cells that lie side by side: a share is multiplied by (a + e S) / (a + e E). Sums are taken in floats over a few
// hundred cells and in doubles beyond.

enum { LADDER_BLOCK = 512 };

/// S of one vector: the mass of the far events and, where there are any apart, of the near ones at `near_scale`.
CSCORE_INLINE lanes ladder_seen(const cscore_ladder_step *step, int64_t cell) {
    lanes seen = load(step->seen + cell);
    return step->near ? seen + splat(step->near_scale) * load(step->near + cell) : seen;
}

CSCORE_INLINE float ladder_seen_one(const cscore_ladder_step *step, int64_t cell) {
    return step->seen[cell] + (step->near ? step->near_scale * step->near[cell] : 0);
}

CSCORE_INLINE float ladder_sum(lanes values) {
    float sum = 0;
    for (int32_t lane = 0; lane < CSCORE_WIDTH; lane++) sum += values[lane];
    return sum;
}

/// The shares behind a step. With a constant number of operands known at compile time each form is a loop of its own.
CSCORE_INLINE void ladder_block(
    const cscore_ladder_step *step, int64_t first, int64_t end, float *next, double *sums, const bool isWeighted
) {
    const lanes raised = splat(step->caution * step->factor), rise = splat(step->evenness * step->factor);
    const lanes caution = splat(step->caution), slope = splat(step->evenness * step->scale);
    lanes sum = splat(0), weighted = splat(0);
    int64_t cell = first;
    for (; cell + CSCORE_WIDTH <= end; cell += CSCORE_WIDTH) {
        lanes share = load(step->shares + cell) * (raised + rise * ladder_seen(step, cell))
                      / (caution + slope * load(step->within + cell));
        store(next + cell, share);
        sum += share;
        if (isWeighted) weighted += share * load(step->weights + cell);
    }
    float rest = ladder_sum(sum), restWeighted = ladder_sum(weighted);
    for (; cell < end; cell++) {
        float share = step->shares[cell]
                      * (step->caution * step->factor + step->evenness * step->factor * ladder_seen_one(step, cell))
                      / (step->caution + step->evenness * step->scale * step->within[cell]);
        next[cell] = share;
        rest += share;
        if (isWeighted) restWeighted += share * step->weights[cell];
    }
    sums[0] += rest;
    sums[1] += restWeighted;
}

static void ladder_climb(const cscore_ladder_step *step, int64_t count, float *next, double *sums) {
    for (int64_t first = 0; first < count; first += LADDER_BLOCK) {
        int64_t end = first + LADDER_BLOCK < count ? first + LADDER_BLOCK : count;
        if (step->weights)
            ladder_block(step, first, end, next, sums, true);
        else
            ladder_block(step, first, end, next, sums, false);
    }
}

/// next = factor shares, with the sum of next and of next times the weights, which may be NULL.
static void ladder_scale(
    const float *shares, float factor, const float *weights, int64_t count, float *next, double *sums
) {
    for (int64_t first = 0; first < count; first += LADDER_BLOCK) {
        int64_t end = first + LADDER_BLOCK < count ? first + LADDER_BLOCK : count, cell = first;
        lanes sum = splat(0), weighted = splat(0);
        for (; cell + CSCORE_WIDTH <= end; cell += CSCORE_WIDTH) {
            lanes share = splat(factor) * load(shares + cell);
            store(next + cell, share);
            sum += share;
            if (weights) weighted += share * load(weights + cell);
        }
        float rest = ladder_sum(sum), restWeighted = ladder_sum(weighted);
        for (; cell < end; cell++) {
            next[cell] = factor * shares[cell];
            rest += next[cell];
            if (weights) restWeighted += next[cell] * weights[cell];
        }
        sums[0] += rest;
        sums[1] += restWeighted;
    }
}

/// The way back over a step: `gradient` by the shares behind it becomes that by the shares before it as far as they stand in
/// the ratio; `by_seen` and `by_within` take the gradients by S and by the field within the width, and the return value is the
/// sum of the gradient by E times that field.
static double ladder_back(
    const cscore_ladder_step *step, int64_t count, float *gradient, float *by_seen, float *by_within
) {
    double total = 0;
    for (int64_t first = 0; first < count; first += LADDER_BLOCK) {
        int64_t end = first + LADDER_BLOCK < count ? first + LADDER_BLOCK : count, cell = first;
        const lanes caution = splat(step->caution), evenness = splat(step->evenness);
        const lanes slope = splat(step->evenness * step->scale), factor = splat(step->factor);
        lanes sum = splat(0);
        for (; cell + CSCORE_WIDTH <= end; cell += CSCORE_WIDTH) {
            lanes share = load(step->shares + cell), within = load(step->within + cell);
            lanes lowered = splat(1) / (caution + slope * within);
            lanes scaled = load(gradient + cell) * factor * lowered;
            lanes direct = scaled * (caution + evenness * ladder_seen(step, cell));
            lanes byExpected = -direct * share * lowered * evenness;
            store(gradient + cell, direct);
            store(by_seen + cell, scaled * share * evenness);
            store(by_within + cell, byExpected * splat(step->scale));
            sum += byExpected * within;
        }
        float rest = ladder_sum(sum);
        for (; cell < end; cell++) {
            float share = step->shares[cell], within = step->within[cell];
            float lowered = 1 / (step->caution + step->evenness * step->scale * within);
            float scaled = gradient[cell] * step->factor * lowered;
            float direct = scaled * (step->caution + step->evenness * ladder_seen_one(step, cell));
            float byExpected = -direct * share * lowered * step->evenness;
            gradient[cell] = direct;
            by_seen[cell] = scaled * share * step->evenness;
            by_within[cell] = byExpected * step->scale;
            rest += byExpected * within;
        }
        total += rest;
    }
    return total;
}

CSCORE_INLINE void ladder_add_some(
    float *gradient, const float *addend, float by_total, const float *weights, int64_t count, const bool isAdding,
    const bool isWeighted
) {
    int64_t cell = 0;
    for (; cell + CSCORE_WIDTH <= count; cell += CSCORE_WIDTH) {
        lanes sum = load(gradient + cell), number = splat(by_total);
        if (isAdding) sum += load(addend + cell);
        store(gradient + cell, sum + (isWeighted ? number * load(weights + cell) : number));
    }
    for (; cell < count; cell++)
        gradient[cell] += (isAdding ? addend[cell] : 0) + (isWeighted ? by_total * weights[cell] : by_total);
}

/// gradient += addend + by_total weights; `addend` and `weights` may be NULL (0 and 1).
static void ladder_add(float *gradient, const float *addend, float by_total, const float *weights, int64_t count) {
    if (addend && weights)
        ladder_add_some(gradient, addend, by_total, weights, count, true, true);
    else if (addend)
        ladder_add_some(gradient, addend, by_total, weights, count, true, false);
    else if (weights)
        ladder_add_some(gradient, addend, by_total, weights, count, false, true);
    else
        ladder_add_some(gradient, addend, by_total, weights, count, false, false);
}
