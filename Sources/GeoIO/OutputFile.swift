// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Foundation

/// A file that appears under its name only when it is complete: written beside it, then renamed.
struct OutputFile {
    let path: String
    /// Where the driver writes. Keeps the extension, which some drivers check.
    let partialPath: String

    init(_ path: String) throws(GeoIOError) {
        self.path = path
        let url = URL(fileURLWithPath: path)
        let folder = url.deletingLastPathComponent()
        partialPath = folder.appending(path: ".partial-\(url.lastPathComponent)").path(percentEncoded: false)
        var isDirectory: ObjCBool = false
        let folderPath = folder.path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: folderPath, isDirectory: &isDirectory), isDirectory.boolValue
        else {
            throw .unwritable(path: path, reason: "there is no folder \(folderPath)")
        }
        guard !FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) || !isDirectory.boolValue else {
            throw .unwritable(path: path, reason: "a folder has this name")
        }
        removePartial()
    }

    /// Runs the body on the partial path and renames the result; on any failure nothing stays.
    func complete(_ body: (String) throws(GeoIOError) -> Void) throws(GeoIOError) {
        do {
            try body(partialPath)
            try publish()
        } catch {
            removePartial()
            throw error.renamed(from: partialPath, to: path)
        }
    }

    private func publish() throws(GeoIOError) {
        // What the driver wrote must be whole on the disk before its name says so.
        let descriptor = open(partialPath, O_RDONLY)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: "the driver wrote no file") }
        let synced = fsync(descriptor) == 0
        close(descriptor)
        guard synced, rename(partialPath, path) == 0 else {
            throw .unwritable(path: path, reason: String(cString: strerror(errno)))
        }
    }

    private func removePartial() {
        for suffix in ["", "-journal", "-wal", "-shm", ".ovr.tmp", ".msk.ovr.tmp", ".aux.xml"] {
            unlink(partialPath + suffix)
        }
    }
}

extension GeoIOError {
    /// The error in terms of the name that the user gave.
    fileprivate func renamed(from partial: String, to path: String) -> GeoIOError {
        switch self {
        case .unwritable(_, let reason):
            .unwritable(path: path, reason: reason.replacing(partial, with: path))
        case .raster(let operation, .some, let reason):
            .raster(operation: operation, path: path, reason: reason.replacing(partial, with: path))
        default: self
        }
    }
}

extension Dataset {
    /// Writes a copy through a driver that only copies (COG, PNG); errors of the last flush are caught.
    func copy(to path: String, driver name: String, options: [String]) throws(GeoIOError) {
        try OutputFile(path).complete { partial throws(GeoIOError) in
            let copy = try ErrorCapture.run { errors throws(GeoIOError) in
                let made = withStringList(options) { list in
                    GDALCreateCopy(GDALGetDriverByName(name), partial, handle, 1, list, nil, nil)
                }
                guard let made, errors.failures.isEmpty else {
                    GDALClose(made)
                    throw .unwritable(path: path, reason: errors.reason)
                }
                return Dataset(owning: made)
            }
            try copy.close(path: path)
        }
    }
}
