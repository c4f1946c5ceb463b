// SPDX-License-Identifier: Apache-2.0

import GeoIO

/// A project of QGIS as the archive that it is handed over in.
public enum ProjectArchive {
    /// - Throws: `GeoIOError` where it cannot be made.
    public static func bytes(of project: String) throws -> [UInt8] {
        try ZipFile.holding(Array(project.utf8), named: "riskmap.qgs")
    }
}
