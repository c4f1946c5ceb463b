// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Foundation
import Synchronization

/// A file that appears under its name only when it is complete.
///
/// Drivers write to memory, because not all of them notice a full disk; the bytes then go to a file beside the
/// target, to the disk, and by one rename to the target's name.
struct OutputFile {
    private let path: String
    private let partialPath: String

    /// Throws `unwritable` when there is no such folder or a folder has the name.
    init(_ path: String) throws(GeoIOError) {
        guard !path.hasPrefix("/vsi") else {
            throw .unwritable(path: path, reason: "it is no file of this machine, and nothing is uploaded")
        }
        let target = URL(fileURLWithPath: path)
        let folder = target.deletingLastPathComponent().path(percentEncoded: false)
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .unwritable(path: path, reason: "there is no folder \(folder)")
        }
        guard stat(path, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR else {
            throw .unwritable(path: path, reason: "a folder has this name")
        }
        self.path = path
        partialPath = folder + (folder.hasSuffix("/") ? "" : "/") + ".partial-\(target.lastPathComponent)"
    }

    /// Lets the body write a file of GDAL's memory, which has the target's name, and saves it.
    func write(through body: (String) throws(GeoIOError) -> Void) throws(GeoIOError) {
        GDAL.initialize()
        let folder = "/vsimem/output-\(Self.sequence.add(1, ordering: .relaxed).newValue)"
        let memoryPath = "\(folder)/\(URL(fileURLWithPath: path).lastPathComponent)"
        defer { VSIRmdirRecursive(folder) }
        do {
            try body(memoryPath)
        } catch {
            throw error.renamed(from: memoryPath, to: path)
        }
        var length: vsi_l_offset = 0
        let bytes = VSIGetMemFileBuffer(memoryPath, &length, 0)
        guard let bytes, length > 0 else { throw .unwritable(path: path, reason: "the driver wrote nothing") }
        try save(UnsafeRawBufferPointer(start: bytes, count: Int(length)))
    }

    /// Saves the bytes, or leaves what was there.
    func save(_ bytes: UnsafeRawBufferPointer) throws(GeoIOError) {
        let failure = Self.store(bytes, at: partialPath) ?? (rename(partialPath, path) == 0 ? nil : Self.reason)
        guard let failure else { return }
        unlink(partialPath)
        throw .unwritable(path: path, reason: failure)
    }

    private static let sequence = Atomic(0)

    private static var reason: String { String(cString: strerror(errno)) }

    /// Returns why it failed, or nil.
    private static func store(_ bytes: UnsafeRawBufferPointer, at path: String) -> String? {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { return reason }
        var rest = bytes[...]
        var failure: String?
        while failure == nil, !rest.isEmpty {
            let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count > 0 { rest = rest.dropFirst(count) } else if count == 0 || errno != EINTR { failure = reason }
        }
        if failure == nil, fsync(descriptor) != 0 { failure = reason }
        if close(descriptor) != 0, failure == nil { failure = reason }
        return failure
    }
}

extension GeoIOError {
    /// The error in terms of the name that the user gave.
    fileprivate func renamed(from memoryPath: String, to path: String) -> GeoIOError {
        guard case .unwritable(_, let reason) = self else { return self }
        return .unwritable(path: path, reason: reason.replacing(memoryPath, with: path))
    }
}

extension Dataset {
    /// Writes a copy through a driver that only copies (COG, PNG).
    func copy(to path: String, driver name: String, options: [String]) throws(GeoIOError) {
        try OutputFile(path).write { memoryPath throws(GeoIOError) in
            let copy = try ErrorCapture.run { errors throws(GeoIOError) in
                let made = withStringList(options) { list in
                    GDALCreateCopy(GDALGetDriverByName(name), memoryPath, handle, 1, list, nil, nil)
                }
                guard let made, errors.failures.isEmpty else {
                    GDALClose(made)
                    throw .unwritable(path: memoryPath, reason: errors.reason)
                }
                return Dataset(owning: made)
            }
            try copy.close(path: memoryPath)
        }
    }
}
