// SPDX-License-Identifier: Apache-2.0

#if defined(__x86_64__)
// Before the attribute below, so that the declarations keep the targets of their own.
#include <immintrin.h>

#define CSCORE_WIDTH 16
#define CSCORE_TABLE cscore_kernels_v4
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#include "KernelTable.h"
#pragma clang attribute pop
#endif
