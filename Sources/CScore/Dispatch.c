// SPDX-License-Identifier: Apache-2.0

// Declares madvise beside the standard functions.
#define _DEFAULT_SOURCE

#include "CScore.h"

#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

extern const cscore_kernels cscore_kernels_baseline;
#if defined(__x86_64__)
extern const cscore_kernels cscore_kernels_v3;
extern const cscore_kernels cscore_kernels_v4;
#endif

int32_t cscore_highest_level(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v4")) return CSCORE_V4;
    if (__builtin_cpu_supports("x86-64-v3")) return CSCORE_V3;
#endif
    return CSCORE_BASELINE;
}

void cscore_prefer_large_pages(void *memory, int64_t bytes) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    const uintptr_t page = 4096;
    uintptr_t from = ((uintptr_t)memory + page - 1) / page * page, to = ((uintptr_t)memory + (uintptr_t)bytes) / page * page;
    if (to > from) (void)madvise((void *)from, to - from, MADV_HUGEPAGE);
#else
    (void)memory;
    (void)bytes;
#endif
}

int32_t cscore_level_in_use(void) {
    int32_t highest = cscore_highest_level(), wanted = highest;
    const char *name = getenv("RISKMAP_ISA");
    if (name && strcmp(name, "baseline") == 0) wanted = CSCORE_BASELINE;
    if (name && strcmp(name, "v3") == 0) wanted = CSCORE_V3;
    return wanted < highest ? wanted : highest;
}

const cscore_kernels *cscore_kernels_for(int32_t level) {
#if defined(__x86_64__)
    if (level >= CSCORE_V4) return &cscore_kernels_v4;
    if (level == CSCORE_V3) return &cscore_kernels_v3;
#endif
    (void)level;
    return &cscore_kernels_baseline;
}
