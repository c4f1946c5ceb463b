// SPDX-License-Identifier: Apache-2.0

import Geo
import CGDAL
import Foundation

/// Owns a GDAL dataset. Outputs must be closed with `close`, which reports what the last write says.
final class Dataset {
    private(set) var handle: GDALDatasetH?

    init(owning handle: GDALDatasetH) { self.handle = handle }

    deinit { if let handle { GDALClose(handle) } }

    /// Opens a file or a connection read-only, saying plainly what is wrong with it where it cannot.
    ///
    /// Only the drivers of the format that the name says are asked, and the network only for a name that says so.
    ///
    /// - Parameter drivers: the only drivers that may open it, whatever the name says; none: those of the name's format.
    convenience init(
        opening path: String, kind: Kind, options: [String] = [], drivers: [String] = []
    ) throws(GeoIOError) {
        try Self.checkFile(path)
        let address = try SourceAddress(path, kind: kind, drivers: drivers)
        let flags = UInt32(kind.flag | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
        let name = Self.literal(path, address.place)
        let opened = try ErrorCapture.run { errors throws(GeoIOError) in
            let handle = NetworkAccess.only(address.networkName) {
                withStringList(address.options + options) { list in
                    withStringList(address.drivers) { drivers in
                        withStringList(kind.siblings(of: name, address.place)) { siblings in
                            GDALOpenEx(
                                name, flags, Self.constant(drivers), Self.constant(list), Self.constant(siblings))
                        }
                    }
                }
            }
            guard let handle else {
                throw address.place == .file
                    ? .unreadable(path: path, reason: errors.reason(without: path, name))
                    : .noConnection(source: SourceName.shown(path), reason: errors.reason(without: path, name))
            }
            return handle
        }
        self.init(owning: opened)
    }

    /// What the dataset is opened for.
    enum Kind {
        case vector, raster

        fileprivate var flag: Int32 { self == .vector ? GDAL_OF_VECTOR : GDAL_OF_RASTER }

        /// What a driver may know of the folder. A raster stands alone: a side file may lead elsewhere.
        fileprivate func siblings(of name: String, _ place: SourceAddress.Place) -> [String] {
            self == .raster && place == .file ? [name.lastPathName] : []
        }
    }

    /// Flushes and closes; drivers report full disks only here.
    func close(path: String) throws(GeoIOError) {
        guard let handle else { return }
        self.handle = nil
        try ErrorCapture.run { errors throws(GeoIOError) in
            GDALClose(handle)
            guard errors.failures.isEmpty else { throw .unwritable(path: path, reason: errors.reason) }
        }
    }

    /// GDAL takes some of its lists as `char **` and others as `const char *const *`.
    private static func constant(
        _ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    ) -> UnsafePointer<UnsafePointer<CChar>?>? {
        UnsafeRawPointer(list)?.assumingMemoryBound(to: UnsafePointer<CChar>?.self)
    }

    /// Whether the name means a file of this machine, rather than a connection (`PG:...`) or a virtual file.
    static func isPlainFile(_ path: String) -> Bool {
        guard !path.hasPrefix("/vsi") else { return false }
        guard let colon = path.firstIndex(of: ":") else { return true }
        let scheme = path[..<colon]
        return scheme.isEmpty || !scheme.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }

    /// The name as GDAL is to take it: an absolute path starts with no word that a driver could take for its own.
    private static func literal(_ path: String, _ place: SourceAddress.Place) -> String {
        guard place == .file, !path.hasPrefix("/") else { return path }
        return FileManager.default.currentDirectoryPath + "/" + path
    }

    private static func checkFile(_ path: String) throws(GeoIOError) {
        guard isPlainFile(path) else { return }
        var status = stat()
        guard !path.isEmpty, stat(path, &status) == 0 else { throw .missingFile(path: path) }
        if status.st_mode & S_IFMT == S_IFDIR {
            // An ESRI file geodatabase is a folder by nature.
            guard path.hasSuffix(".gdb") else { throw .isDirectory(path: path) }
        } else {
            // The opening of a pipe that nobody writes to would wait for ever.
            guard status.st_mode & S_IFMT == S_IFREG else { throw .noPlainFile(path: path) }
            guard status.st_size > 0 else { throw .emptyFile(path: path) }
        }
    }
}

extension ErrorCapture {
    /// GDAL's words without the path, which the error has already, and which may hold a password.
    func reason(without path: String, _ name: String) -> String {
        var words = reason
        for text in [name, path] { words = words.replacing("`\(text)' ", with: "").replacing("\(text): ", with: "") }
        return words.replacing(name, with: path).replacing(path, with: SourceName.shown(path))
    }
}
