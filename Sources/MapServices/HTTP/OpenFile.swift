// SPDX-License-Identifier: Apache-2.0

import Layers

/// A file kept open: whoever holds it reads the same contents, even after the file was replaced or removed.
public final class OpenFile: Sendable {
    private let file: OpenedFile

    /// Size in bytes when it was opened.
    public var size: Int { file.size }
    /// Seconds since 1970 of the last change.
    public var modified: Int { file.modified }
    /// A name under which this very file can be opened again while this object lives.
    public var stablePath: String { file.path }

    /// Opens a plain file for reading; nil when there is none or it may not be read.
    public init?(path: String) {
        guard let file = OpenedFile(path: path) else { return nil }
        self.file = file
    }

    init(_ file: OpenedFile) { self.file = file }

    /// The bytes of a part; fewer where the file ends earlier, nil when the disk fails.
    public func read(offset: Int, length: Int) -> [UInt8]? { file.read(offset: offset, length: length) }

    /// The whole contents; nil when the disk fails.
    public func readAll() -> [UInt8]? { file.readAll() }

    /// Adds the contents to a tag, a piece at a time; false when the disk fails.
    func add(to tag: inout ContentTag) -> Bool { file.forEachPiece { tag.add($0) } }
}
