// SPDX-License-Identifier: Apache-2.0
#ifndef RISKMAP_CDEFLATE_H
#define RISKMAP_CDEFLATE_H

#include <libdeflate.h>

#endif
