// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Synchronization

/// Files of GDAL's memory, for formats whose drivers write files.
enum MemoryFile {
    private static let sequence = Atomic(0)

    /// A path that no other file has.
    static func path(ending: String) -> String {
        "/vsimem/made-\(sequence.add(1, ordering: .relaxed).newValue).\(ending)"
    }

    /// The file's bytes; nil where none was written.
    static func bytes(at path: String) -> [UInt8]? {
        var length: vsi_l_offset = 0
        // checked: the length of memory
        return VSIGetMemFileBuffer(path, &length, 0).map { Array(UnsafeBufferPointer(start: $0, count: Int(length))) }
    }
}
