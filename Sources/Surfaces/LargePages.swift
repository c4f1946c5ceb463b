// SPDX-License-Identifier: Apache-2.0

internal import CScore

/// Memory in large pages, where the system has them: fresh memory of many megabytes costs a fault per page.
package enum LargePages {
    /// Asks for them; without them nothing changes but speed.
    package static func prefer(_ memory: UnsafeMutableRawBufferPointer) {
        cscore_prefer_large_pages(memory.baseAddress, Int64(memory.count))
    }
}
