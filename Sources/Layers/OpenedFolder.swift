// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Why a file of an opened folder cannot be used.
public enum OpenedFolderError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no such folder, or it may not be read.
    case noFolder(path: String, reason: String)
    /// The name could lead out of the folder, or to something hidden.
    case unsafeName(folder: String, name: String)
    /// There is no plain file of that name: it is missing, a link, a folder, a pipe or a device, or may not be read.
    case noFile(folder: String, name: String, reason: String)
    /// The folder holds more than any build.
    case tooManyEntries(folder: String)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .noFolder(let path, let reason):
            "there is no folder '\(path)' that can be opened (\(reason)); run 'riskmap build' first, or name its folder"
        case .unsafeName(let folder, let name):
            "'\(folder)': the file name '\(name.prefix(80))' is refused: names of files must be plain, without '..', "
                + "a leading '/' or '.', and at most one folder deep; build it again"
        case .noFile(let folder, let name, let reason):
            "cannot open '\(folder)/\(name)': \(reason); the build is incomplete, build it again"
        case .tooManyEntries(let folder):
            "'\(folder)' holds more than \(OpenedFolder.mostEntries) files; it is no build"
        }
    }
}

/// A folder kept open: its files are opened by plain names below it, whatever is put in the place of its path later.
///
/// No link inside it is followed, and only plain files are opened.
public final class OpenedFolder: Sendable {
    /// Path as given, for messages.
    public let name: String
    /// A path that leads to this very folder while this object lives, for readers that need the endings of names.
    public let path: String
    private let descriptor: Int32

    /// More files than this are in no build.
    static let mostEntries = 4096
    /// Folders below each other that a build may have.
    private static let deepest = 4

    /// Opens the folder that a path, or a link to it, leads to.
    public init(path: String) throws(OpenedFolderError) {
        descriptor = Foundation.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .noFolder(path: path, reason: String(cString: strerror(errno))) }
        name = path
        self.path = "/proc/self/fd/\(descriptor)"
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Whether a name, or a folder's and a name, can only mean a file below the folder.
    public static func isPlain(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count <= 2
            && parts.allSatisfy { part in
                !part.isEmpty && !part.hasPrefix(".") && part.utf8.count <= 255
                    && part.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "\\" }
            }
    }

    /// Opens a plain file: `NAME` or `FOLDER/NAME`.
    public func open(_ file: String) throws(OpenedFolderError) -> OpenedFile {
        guard Self.isPlain(file) else { throw .unsafeName(folder: name, name: file) }
        let parts = file.split(separator: "/").map(String.init)
        var parent = descriptor
        if parts.count == 2 {
            parent = openat(descriptor, parts[0], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard parent >= 0 else { throw noFile(file, errno) }
        }
        defer { if parent != descriptor { close(parent) } }
        let opened = openat(parent, parts[parts.count - 1], O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard opened >= 0 else { throw noFile(file, errno) }
        guard let result = OpenedFile(descriptor: opened) else {
            throw .noFile(folder: name, name: file, reason: "it is no plain file")
        }
        return result
    }

    /// The whole contents of a plain file of at most `limit` bytes.
    public func contents(_ file: String, limit: Int = .max) throws(OpenedFolderError) -> [UInt8] {
        let opened = try open(file)
        guard opened.size <= limit else {
            throw .noFile(folder: name, name: file, reason: "it has \(opened.size) bytes, more than any build writes")
        }
        guard let bytes = opened.readAll() else {
            throw .noFile(folder: name, name: file, reason: "it cannot be read")
        }
        return bytes
    }

    /// Whether both are the same folder, whatever they were called when they were opened.
    public func isSame(as other: OpenedFolder) -> Bool {
        var own = stat(), others = stat()
        return fstat(descriptor, &own) == 0 && fstat(other.descriptor, &others) == 0 && own.st_ino == others.st_ino
            && own.st_dev == others.st_dev
    }

    private func noFile(_ file: String, _ code: Int32) -> OpenedFolderError {
        let reason = code == ELOOP || code == ENOTDIR ? "it is a link or no folder" : String(cString: strerror(code))
        return .noFile(folder: name, name: file, reason: reason)
    }

    /// What changes whenever anything in the folder does: the numbers, kinds, sizes and times of all that is in it,
    /// links themselves rather than what they lead to.
    public func stamp() throws(OpenedFolderError) -> String {
        var lines: [String] = []
        try addStamps(of: path, depth: 0, to: &lines)
        return lines.joined(separator: "\n")
    }

    private func addStamps(of folder: String, depth: Int, to lines: inout [String]) throws(OpenedFolderError) {
        guard depth < Self.deepest else { throw .tooManyEntries(folder: name) }
        for entry in FileSystem.entries(folder) {
            let path = "\(folder)/\(entry)"
            var status = stat()
            guard lines.count < Self.mostEntries else { throw .tooManyEntries(folder: name) }
            guard lstat(path, &status) == 0 else {
                lines.append("\(path) gone")
                continue
            }
            lines.append(
                "\(path) \(status.st_mode) \(status.st_dev) \(status.st_ino) \(status.st_size) "
                    + "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(status.st_ctim.tv_sec)."
                    + "\(status.st_ctim.tv_nsec)")
            if status.st_mode & S_IFMT == S_IFDIR { try addStamps(of: path, depth: depth + 1, to: &lines) }
        }
    }

    /// Refuses links, pipes and devices in a folder below this one, for readers that open its files by path.
    public func checkPlainFiles(in folder: String) throws(OpenedFolderError) {
        guard Self.isPlain(folder) else { throw .unsafeName(folder: name, name: folder) }
        var status = stat()
        guard fstatat(descriptor, folder, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .noFile(folder: name, name: folder, reason: "it is no folder")
        }
        for entry in FileSystem.entries("\(path)/\(folder)") {
            var status = stat()
            guard lstat("\(path)/\(folder)/\(entry)", &status) == 0,
                [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
            else { throw .noFile(folder: name, name: "\(folder)/\(entry)", reason: "it is no plain file") }
        }
    }
}
