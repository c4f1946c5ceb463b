// SPDX-License-Identifier: Apache-2.0

import CGDAL

/// The process-wide side of GDAL.
public enum GDAL {
    /// Registers the drivers and sets the process-wide options; only the first call does anything.
    ///
    /// Every entry point of `GeoIO` calls it, so that no caller has to. What is set here outweighs the environment
    /// and GDAL's own configuration files: the same input gives the same bytes for every user.
    public static func initialize() { _ = isInitialized }

    /// GDAL's release, such as `3.6.2`.
    public static var version: String { String(cString: GDALVersionInfo("RELEASE_NAME")) }

    /// Upper bound of the memory in which GDAL keeps decoded blocks.
    static let blockCacheBytes: Int64 = 256 << 20

    private static let isInitialized: Bool = {
        for (name, value) in options { CPLSetConfigOption(name, value) }
        CPLSetErrorHandler(CPLQuietErrorHandler)
        NetworkAccess.closeDownloads()
        GDALSetCacheMax64(blockCacheBytes)
        OSRSetPROJEnableNetwork(0)
        GDALAllRegister()
        for name in GDAL.excludedDrivers { GDALDeregisterDriver(GDALGetDriverByName(name)) }
        return true
    }()

    private static let options = [
        // No configuration file, no plug-ins from elsewhere; read before the drivers are registered.
        ("GDAL_CONFIG_FILE", "/dev/null"), ("GDAL_DRIVER_PATH", "disable"), ("OGR_DRIVER_PATH", "disable"),
        ("GDAL_SKIP", ""), ("OGR_SKIP", ""),
        // Side files (`.aux.xml`) are off, because reading must not write; results do not depend on threads.
        ("GDAL_PAM_ENABLED", "NO"), ("CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO"), ("GDAL_NUM_THREADS", "1"),
        // Nothing that a file says leads to another file or into the network.
        (NetworkAccess.option, NetworkAccess.closed), ("GML_SKIP_RESOLVE_ELEMS", "ALL"),
        ("GML_DOWNLOAD_WFS_SCHEMA", "NO"), ("GML_REGISTRY", "/dev/null"), ("OGR_SQLITE_STATIC_VIRTUAL_OGR", "NO"),
        ("OGR_SQLITE_LOAD_EXTENSIONS", ""), ("OGR_SQLITE_PRAGMA", ""), ("OGR_GEOCODE_SERVICE", "NONE"),
        ("OSR_DEFAULT_AXIS_MAPPING_STRATEGY", "AUTHORITY_COMPLIANT"),
    ]

    /// Drivers whose files are addresses of the network; no format that is read or written needs them.
    private static let excludedDrivers = [
        "AmigoCloud", "CSW", "Carto", "DAAS", "EEDA", "EEDAI", "Elasticsearch", "GMLAS", "HTTP", "NGW", "OAPIF",
        "OGCAPI",
        "OGR_VRT", "PLMosaic", "PLSCENES", "STACIT", "STACTA", "WCS", "WFS", "WMS", "WMTS",
    ]
}
