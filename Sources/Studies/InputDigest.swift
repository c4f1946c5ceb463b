// SPDX-License-Identifier: Apache-2.0

import Geo
import CGLib
import Foundation

/// SHA-256 over everything that a build depends on, so that two outputs with one digest came from the same input.
///
/// Parts are added in a fixed order, each with its name and length, so that no two sequences of parts hash alike.
package final class InputDigest {
    private let checksum: OpaquePointer?

    package init() { checksum = g_checksum_new(G_CHECKSUM_SHA256) }

    /// Goes on from what another has taken in so far.
    package init(copying other: InputDigest) { checksum = g_checksum_copy(other.checksum) }

    deinit { g_checksum_free(checksum) }

    /// Adds a text under a name.
    package func add(_ name: String, text: String) {
        update(Array("\(name):\(text.utf8.count):".utf8))
        update(Array(text.utf8))
    }

    /// Adds a file's bytes under the name, whatever folder it lies in; `name` takes the place of the path's last part.
    /// - Throws: the error of the file system.
    package func add(file path: String, as name: String? = nil) throws {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        let size = try handle.seekToEnd()
        try handle.seek(toOffset: 0)
        update(Array("\(name ?? path.lastPathName):\(size):".utf8))
        while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty { update(Array(chunk)) }
    }

    /// The digest of what has been added, 64 hexadecimal digits.
    package var hexadecimal: String {
        // Reading a GChecksum closes it; a copy keeps this one open.
        let copy = g_checksum_copy(checksum)
        defer { g_checksum_free(copy) }
        return String(cString: g_checksum_get_string(copy))
    }

    /// SHA-256 of bytes alone, 64 hexadecimal digits.
    package static func hexadecimal(of bytes: [UInt8]) -> String {
        let digest = InputDigest()
        digest.update(bytes)
        return digest.hexadecimal
    }

    private func update(_ bytes: [UInt8]) { g_checksum_update(checksum, bytes, bytes.count) }
}
