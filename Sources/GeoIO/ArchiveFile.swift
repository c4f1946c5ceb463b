// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Geo

/// Files inside an archive of this machine, as GDAL's virtual file systems see them.
package enum ArchiveFile {
    /// A member larger than this is to be unpacked first.
    private static let mostBytes: UInt64 = 1 << 31

    /// Paths of the members of a zip, folders left out, in the order of their names.
    package static func members(ofZip path: String) -> [String] {
        GDAL.initialize()
        let list = VSIReadDirRecursive("/vsizip/" + path)
        defer { CSLDestroy(list) }
        let count = Int(CSLCount(list))
        let names = (0..<count).compactMap { list?[$0].map { String(cString: $0) } }
        return names.filter { !$0.hasSuffix("/") && !$0.hasPrefix("__MACOSX") && !$0.contains("/.") }.sorted()
    }

    /// The KML documents of a KMZ file of this machine, in the order of their names, without one that only lists the others;
    /// empty for other files. GDAL itself reads the one that the archive has first, and finds the columns of a document that
    /// it has written only where it opens it as such.
    static func documents(ofKMZ path: String) -> [String] {
        guard path.pathEnding == "kmz", !path.hasPrefix("/vsi") else { return [] }
        let documents = members(ofZip: path).filter { $0.pathEnding == "kml" }
        return documents.count > 1 ? documents.filter { !isIndex("/vsizip/\(path)/\($0)") } : documents
    }

    /// Whether a document holds links and nothing else.
    private static func isIndex(_ document: String) -> Bool {
        guard let bytes = try? bytes(of: document) else { return false }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.contains("NetworkLink") && !text.contains("Placemark")
    }

    /// The bytes of a virtual file.
    package static func bytes(of path: String) throws(GeoIOError) -> [UInt8] {
        GDAL.initialize()
        guard let file = VSIFOpenL(path, "rb") else {
            throw .unreadable(path: path, reason: "the archive or its member cannot be opened")
        }
        defer { VSIFCloseL(file) }
        VSIFSeekL(file, 0, SEEK_END)
        let size = VSIFTellL(file)
        guard size <= mostBytes else {
            throw .unreadable(path: path, reason: "\(size >> 20) MiB are too many inside an archive; unpack it first")
        }
        VSIFSeekL(file, 0, SEEK_SET)
        let count = Int(size)
        var bytes = [UInt8](repeating: 0, count: count)
        let read = bytes.withUnsafeMutableBytes { VSIFReadL($0.baseAddress, 1, count, file) }
        guard read == count else { throw .unreadable(path: path, reason: "the archive is damaged or cut short") }
        return bytes
    }
}
