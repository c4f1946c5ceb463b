// SPDX-License-Identifier: Apache-2.0

import CGDAL

/// The process-wide side of GDAL.
public enum GDAL {
    /// Registers the drivers and sets the process-wide options; only the first call does anything.
    ///
    /// Every entry point of `GeoIO` calls it, so that no caller has to. Side files (`.aux.xml`) are off, because
    /// reading must not write; PROJ's network is off, because a result must not depend on a connection; messages go
    /// to the caller as errors, never to standard error.
    public static func initialize() { _ = isInitialized }

    /// GDAL's release, such as `3.6.2`.
    public static var version: String { String(cString: GDALVersionInfo("RELEASE_NAME")) }

    /// Upper bound of the memory in which GDAL keeps decoded blocks.
    static let blockCacheBytes: Int64 = 256 << 20

    private static let isInitialized: Bool = {
        CPLSetConfigOption("GDAL_PAM_ENABLED", "NO")
        CPLSetErrorHandler(CPLQuietErrorHandler)
        GDALSetCacheMax64(blockCacheBytes)
        OSRSetPROJEnableNetwork(0)
        GDALAllRegister()
        return true
    }()
}
