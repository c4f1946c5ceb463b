// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A plain file kept open: whoever holds it reads the same contents, even after the file was replaced or removed.
public final class OpenedFile: Sendable {
    /// Size in bytes when it was opened.
    public let size: Int
    /// Seconds since 1970 of the last change.
    public var modified: Int { Int(changed.tv_sec) }
    /// A name under which this very file can be opened again while this object lives; it has no ending.
    public let path: String
    private let descriptor: Int32
    private let changed: timespec

    /// Opens what a path leads to; nil when that is no plain file or may not be read.
    public convenience init?(path: String) {
        // Not blocking: opening a pipe would else wait for a writer.
        self.init(descriptor: open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    }

    /// Takes over a descriptor and closes it at once where it is that of no plain file.
    init?(descriptor: Int32) {
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        size = Int(status.st_size)
        changed = status.st_mtim
        path = "/proc/self/fd/\(descriptor)"
    }

    deinit { close(descriptor) }

    /// Whether nobody has written into the file since it was opened. A file that is replaced by another stays as it is here;
    /// one that is rewritten in place does not.
    public var isUnchanged: Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && Int(status.st_size) == size
            && status.st_mtim.tv_sec == changed.tv_sec && status.st_mtim.tv_nsec == changed.tv_nsec
    }

    /// The bytes of a part; fewer where the file ends earlier, nil when the disk fails.
    public func read(offset: Int, length: Int) -> [UInt8]? {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, length)) { buffer, count in
            while count < length {
                // checked: a buffer of the length that was asked for, which is above 0
                let read = pread(descriptor, buffer.baseAddress! + count, length - count, off_t(offset + count))
                if read < 0, errno == EINTR { continue }
                failed = read < 0
                if read <= 0 { break }
                count += read
            }
        }
        return failed ? nil : bytes
    }

    /// The whole contents; nil when the disk fails.
    public func readAll() -> [UInt8]? { read(offset: 0, length: size) }

    /// Calls `body` with the contents piece by piece.
    ///
    /// - Returns: false when the disk fails or the file has become shorter.
    public func forEachPiece(of length: Int = 1 << 20, _ body: ([UInt8]) -> Void) -> Bool {
        var offset = 0
        while offset < size {
            guard let piece = read(offset: offset, length: min(length, size - offset)), !piece.isEmpty else {
                return false
            }
            body(piece)
            offset += piece.count
        }
        return true
    }
}
