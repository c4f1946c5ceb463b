// SPDX-License-Identifier: Apache-2.0

import CGDAL

/// Makes zip archives in memory, through GDAL.
public enum ZipFile {
    /// An archive of one file.
    /// - Throws: `GeoIOError` where it cannot be made.
    public static func holding(_ bytes: [UInt8], named name: String) throws(GeoIOError) -> [UInt8] {
        GDAL.initialize()
        let path = MemoryFile.path(ending: "zip")
        defer { VSIUnlink(path) }
        try ErrorCapture.run { errors throws(GeoIOError) in
            let file = VSIFOpenL("/vsizip/\(path)/\(name)", "wb")
            let written = file.map { VSIFWriteL(bytes, 1, bytes.count, $0) } ?? 0
            let isClosed = file.map { VSIFCloseL($0) == 0 } ?? false
            guard written == bytes.count, isClosed else { throw .unwritable(path: name, reason: errors.reason) }
        }
        guard let made = MemoryFile.bytes(at: path) else {
            throw .unwritable(path: name, reason: "no archive was made")
        }
        return made
    }
}
