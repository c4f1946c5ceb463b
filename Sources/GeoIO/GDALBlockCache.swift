// SPDX-License-Identifier: Apache-2.0

import CGDAL

extension GDAL {
    /// Bounds the memory in which GDAL keeps decoded blocks, for programs that keep their own.
    ///
    /// - Parameter bytes: at least 1 MiB is kept.
    public static func limitBlockCache(to bytes: Int) {
        initialize()
        GDALSetCacheMax64(Int64(max(1 << 20, bytes)))
    }
}
