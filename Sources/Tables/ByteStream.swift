// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A window over a file or over bytes in memory: what has been read and not yet used lies in one piece.
///
/// The window grows only while one row does not fit, so that memory stays at one chunk for any file size.
final class ByteStream {
    /// Name for messages.
    let name: String
    /// Whether the source has been read to its end; bytes may still wait in the window.
    private(set) var reachedEnd = false

    private let descriptor: Int32?
    private var pending: ArraySlice<UInt8>
    /// Bytes that the decoder has made and that do not fit into the window yet.
    private var decoded: ArraySlice<UInt8> = []
    private var decoder: ByteDecoder?
    private var storage: UnsafeMutableBufferPointer<UInt8>
    private var start = 0
    private var end = 0

    /// Opens a file; throws when it is missing, a directory, a pipe or unreadable.
    init(path: String, chunk: Int) throws {
        name = path
        var status = stat()
        guard stat(path, &status) == 0 else { throw TableError.cannotOpen(file: path, reason: Self.systemReason()) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw TableError.directory(file: path) }
        // The opening of a pipe that nobody writes to would wait for ever.
        guard status.st_mode & S_IFMT == S_IFREG else { throw TableError.noPlainFile(file: path) }
        let opened = open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw TableError.cannotOpen(file: path, reason: Self.systemReason()) }
        descriptor = opened
        pending = []
        storage = .allocate(capacity: max(16, chunk))
    }

    /// Streams bytes that are already in memory.
    init(name: String, bytes: [UInt8], chunk: Int) {
        self.name = name
        descriptor = nil
        pending = bytes[...]
        storage = .allocate(capacity: max(16, chunk))
    }

    deinit {
        if let descriptor { close(descriptor) }
        storage.deallocate()
    }

    /// The unused bytes; valid until the next call of `readMore` or `consume`.
    var window: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: storage[start..<end]) }

    /// Gives up the first `count` bytes of the window.
    func consume(_ count: Int) { start += count }

    /// Reads on behind the window, which keeps its content but may move; does nothing at the end of the source.
    func readMore() throws {
        if start > 0 { moveToFront() }
        if end == storage.count { grow() }
        let count = try read(into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: storage[end...])))
        if count == 0 { reachedEnd = true }
        end += count
    }

    /// Reads what is in the window and all that follows as text of an encoding: from here on the bytes are UTF-8.
    func decode(_ encoding: TextEncoding) {
        guard var decoder = ByteDecoder(encoding) else { return }
        decoded = decoder.decode(window)[...]
        self.decoder = decoder
        start = 0
        end = 0
        reachedEnd = false
    }

    private func moveToFront() {
        if let base = storage.baseAddress { memmove(base, base + start, end - start) }
        end -= start
        start = 0
    }

    private func grow() {
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: storage.count * 2)
        _ = larger.update(fromContentsOf: storage[..<end])
        storage.deallocate()
        storage = larger
    }

    private func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
        guard decoder != nil else { return try readRaw(into: target) }
        while decoded.isEmpty {
            var raw = [UInt8](repeating: 0, count: target.count)
            let count = try raw.withUnsafeMutableBytes { try readRaw(into: $0) }
            if count == 0 { return 0 }
            decoded = decoder?.decode(raw.prefix(count))[...] ?? []
        }
        let part = decoded.prefix(target.count)
        target.copyBytes(from: part)
        decoded = decoded.dropFirst(part.count)
        return part.count
    }

    private func readRaw(into target: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let descriptor else {
            let part = pending.prefix(target.count)
            target.copyBytes(from: part)
            pending = pending.dropFirst(part.count)
            return part.count
        }
        while true {
            let count = systemRead(descriptor, target)
            if count >= 0 { return count }
            if errno != EINTR { throw TableError.readFailed(file: name, reason: Self.systemReason()) }
        }
    }

    private static func systemReason() -> String { String(cString: strerror(errno)) }
}

/// `read(2)`; a free function because inside the class the name means the method.
private func systemRead(_ descriptor: Int32, _ target: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, target.baseAddress, target.count)
}
