// SPDX-License-Identifier: Apache-2.0

#define CSCORE_WIDTH 4
#define CSCORE_TABLE cscore_kernels_baseline
#include "KernelTable.h"
