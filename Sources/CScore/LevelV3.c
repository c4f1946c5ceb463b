// SPDX-License-Identifier: Apache-2.0

#if defined(__x86_64__)
#define CSCORE_WIDTH 8
#define CSCORE_TABLE cscore_kernels_v3
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#include "KernelTable.h"
#pragma clang attribute pop
#endif
