// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file kept open: whoever holds it reads the same contents, even after the file was replaced or removed.
public final class OpenFile: Sendable {
    /// Size in bytes when it was opened.
    public let size: Int
    /// Seconds since 1970 of the last change.
    public let modified: Int
    /// A name under which this very file can be opened again while this object lives.
    public let stablePath: String
    private let descriptor: Int32

    /// Opens a plain file for reading; nil when there is none or it may not be read.
    public init?(path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        size = Int(status.st_size)
        modified = Int(status.st_mtim.tv_sec)
        stablePath = "/proc/self/fd/\(descriptor)"
    }

    deinit { close(descriptor) }

    /// The bytes of a part; fewer where the file ends earlier, nil when the disk fails.
    public func read(offset: Int, length: Int) -> [UInt8]? {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, length)) { buffer, count in
            while count < length {
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
}
