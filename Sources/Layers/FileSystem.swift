// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The few calls of the operating system that an atomic folder needs, each with its error fetched at once.
enum FileSystem {
    enum Kind { case nothing, file, folder }

    static func kind(_ path: String) -> Kind {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return .nothing }
        return isFolder.boolValue ? .folder : .file
    }

    static func entries(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    /// - Parameter isNew: whether it is an error that the folder is there.
    static func makeFolder(_ path: String, isNew: Bool = true) throws(BuildFolderError) {
        guard mkdir(path, 0o777) != 0, isNew || errno != EEXIST else { return }
        throw .after("create", path: path, code: errno)
    }

    /// Writes a whole file; a `write` may take fewer bytes than it is given.
    static func write(_ data: Data, to path: String) throws(BuildFolderError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .after("write", path: path, code: errno) }
        defer { close(descriptor) }
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .after("write", path: path, code: errno) }
            rest = rest.dropFirst(count)
        }
    }

    static func removeTree(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

    /// Forces a file's or folder's bytes to the disk.
    static func sync(_ path: String) throws(BuildFolderError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .after("open", path: path, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) != 0 else { return }
        // Some file systems know no fsync for folders; their renames are still atomic.
        if errno == EINVAL || errno == ENOTSUP { return }
        throw .after("write to disk", path: path, code: errno)
    }

    /// Forces all files below a folder, then the folder itself, and gives all of them the same permissions: some
    /// were copied with those of their sources.
    static func syncTree(_ folder: String, mode: mode_t) throws(BuildFolderError) {
        for entry in entries(folder) {
            let path = "\(folder)/\(entry)"
            if kind(path) == .folder {
                try syncTree(path, mode: mode)
            } else {
                chmod(path, mode)
                try sync(path)
            }
        }
        // Who may read a folder may enter it.
        chmod(folder, mode | (mode & 0o444) >> 2 | 0o300)
        try sync(folder)
    }

    /// The permissions that this process's mask leaves to a new file; those of the mark that stands in each folder.
    static func fileMode(of folder: String) -> mode_t {
        var status = stat()
        guard stat("\(folder)/\(BuildMark.fileName)", &status) == 0 else { return 0o644 }
        return status.st_mode & 0o666
    }

    /// Renames `source` to `target`, which must not exist or be an empty folder.
    static func move(_ source: String, to target: String) throws(BuildFolderError) {
        guard rename(source, target) != 0 else { return }
        throw .after("rename to", path: target, code: errno)
    }

    /// Exchanges two paths in one step: at no moment is either missing.
    static func exchange(_ first: String, _ second: String) throws(BuildFolderError) {
        // Glibc hides the declaration behind _GNU_SOURCE, which Swift's importer does not set.
        guard let symbol = dlsym(nil, "renameat2") else { throw .exchangeUnsupported(path: second) }
        typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
        let renameAt2 = unsafeBitCast(symbol, to: Rename.self)
        let exchangeFlag: UInt32 = 2
        guard renameAt2(AT_FDCWD, first, AT_FDCWD, second, exchangeFlag) != 0 else { return }
        switch errno {
        case EINVAL, ENOSYS, ENOTSUP, EXDEV: throw .exchangeUnsupported(path: second)
        case let code: throw .after("replace", path: second, code: code)
        }
    }

    /// Whether the file system of the path has next to nothing left for an ordinary user.
    static func isFull(_ path: String) -> Bool {
        var figures = statvfs()
        guard statvfs(path, &figures) == 0 else { return false }
        return UInt64(figures.f_bavail) * UInt64(figures.f_frsize) < 65_536
    }
}
