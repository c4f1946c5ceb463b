// SPDX-License-Identifier: Apache-2.0
// The part of GDAL that RiskMap uses, with shims for the macros that Swift cannot import.
#ifndef RISKMAP_CGDAL_H
#define RISKMAP_CGDAL_H

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_minixml.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <gdal_alg.h>
#include <gdal_utils.h>
#include <gdalwarper.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

// INIT_RASTERIO_EXTRA_ARG is a macro with an argument.
static inline GDALRasterIOExtraArg cgdal_raster_io_arguments(GDALRIOResampleAlg resampling) {
    GDALRasterIOExtraArg arguments;
    INIT_RASTERIO_EXTRA_ARG(arguments);
    arguments.eResampleAlg = resampling;
    return arguments;
}

#endif
